"""Word lists of instruments, limits, meetings and people: what is refused, and names of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.lexicon.bounds import load_basis, load_limits
from servanda.lexicon.instruments import load_instruments, read_known
from servanda.lexicon.meetings import load_meetings
from servanda.lexicon.people import load_people
from servanda.lexicon.tables import LexiconError


def test_all_lists_load_once() -> None:
    for load in (load_instruments, load_basis, load_limits, load_meetings, load_people):
        assert load() is load()


def test_names_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "names.toml"
    named = '[[instrument]]\ntitle = "Port Amity Treaty"\ntype = "treaty"\n'
    listed = '[[instrument]]\nnames = ["Pilots Pact", "PP"]\ntype = "agreement"\n'
    file.write_text(named + listed)
    assert [(k.names, k.type) for k in read_known(file)] == [(("Port Amity Treaty",), "treaty"), (("Pilots Pact", "PP"), "agreement")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[[instrument]]\ntitle = "Pilots Pact"\ntype = "pact"\n', "is not one of"),
        ('[[instrument]]\ntype = "treaty"\n', "names"),
        ('[[instrument]]\ntitle = "Pilots Pact"\ntype = "treaty"\nparty = "VAL"\n', "unknown field 'party'"),
        ("[[instrument]\n", "not TOML"),
    ],
)
def test_malformed_lists_are_refused_with_what_is_expected(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "names.toml"
    file.write_text(content)
    with pytest.raises(LexiconError, match=says):
        read_known(file)
