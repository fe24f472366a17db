"""Comparing reaches on the gold what it once reached."""

from __future__ import annotations

import pytest

from tools import comparisons
from tools.comparisons import Comparisons
from tools.gold import SHARED


@pytest.mark.skipif(Comparisons(SHARED).missing() is not None, reason=f"no gold in {SHARED}")
def test_no_figure_is_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    status = comparisons.main([])
    report = capsys.readouterr().out
    print(report)
    assert status == 0, report
