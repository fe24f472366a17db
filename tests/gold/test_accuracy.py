"""The reader reaches on the gold what it once reached."""

from __future__ import annotations

import pytest

from servanda.read.tagger.weights import WEIGHTS
from tools import accuracy
from tools.gold import SHARED, Gold


@pytest.mark.skipif(Gold(SHARED).missing() is not None, reason=f"no gold in {SHARED}")
@pytest.mark.skipif(not (WEIGHTS / "tagger.onnx").exists(), reason=f"no weights in {WEIGHTS}")
def test_no_figure_is_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    status = accuracy.main([])
    report = capsys.readouterr().out
    print(report)
    assert status == 0, report
