"""What deadlines wait for: every kind is told by its examples; a malformed file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.lexicon.tables import DATA, LexiconError
from servanda.lexicon.triggers import load_triggers, read_triggers


def test_every_example_is_of_its_kind() -> None:
    words = load_triggers()
    for kind, (_, examples) in words.kinds.items():
        assert [words.kind_of(example) for example in examples] == [kind] * len(examples), kind
    assert words.kind_of("the ceasefire") is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "request"', 'kind = "wish"', "expected kind = one of document"),
        ('kind = "request"', 'kind = "deposit"', "each once, found 'deposit'"),
        ('patterns = ["ratif\\\\w+"]', "", "expected patterns = a list"),
        ('"ratif\\\\w+"', '"ratif("', "no regular expression"),
        ("[meetings]", "[sittings]", "unknown field 'sittings'"),
    ],
)
def test_a_malformed_file_is_refused_with_what_is_expected(tmp_path: Path, old: str, new: str, message: str) -> None:
    data = (DATA / "en" / "triggers.toml").read_text("utf-8")
    assert old in data
    path = tmp_path / "triggers.toml"
    path.write_text(data.replace(old, new), "utf-8")
    with pytest.raises(LexiconError, match=message):
        read_triggers(path)
