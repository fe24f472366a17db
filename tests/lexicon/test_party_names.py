"""The shipped names of parties: complete, consistent, and refused when malformed."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.lexicon.kinds import load_kinds
from servanda.lexicon.offices import load_offices
from servanda.lexicon.parties import Party, load_parties
from servanda.lexicon.series import load_series, ordinal
from servanda.lexicon.tables import Entry, LexiconError, entries, read_toml

LEXICON = load_parties()


def test_every_un_member_state_and_the_usual_others_are_known() -> None:
    states = {p.code for p in LEXICON.parties if not p.group}
    assert len(states) >= 193 + 10
    assert {"TWN", "PSE", "VAT", "XKX", "HKG", "CSK", "YUG", "DDR"} <= states


@pytest.mark.parametrize(
    ("words", "code", "form"),
    [
        ("United States", "USA", "name"),
        ("U.S.", "USA", "name"),
        ("ROK", "KOR", "name"),
        ("DPRK", "PRK", "name"),
        ("PRC", "CHN", "name"),
        ("USSR", "RUS", "name"),
        ("Côte d'Ivoire", "CIV", "name"),
        ("Beijing", "CHN", "seat"),
        ("the Kremlin", "RUS", "organ"),
        ("the White House", "USA", "organ"),
        ("Emirati", "ARE", "adjective"),
        ("European Commission", "EU", "name"),
        ("European Economic Community", "EEC", "name"),
        ("Group of Seven", "G7", "name"),
        ("UN Security Council", "UNSC", "name"),
    ],
)
def test_words_name_the_expected_party(words: str, code: str, form: str) -> None:
    word = LEXICON.words[words]
    assert (word.codes, word.form) == ((code,), form)


def test_names_are_known_in_capitals_too() -> None:
    assert LEXICON.words["REPUBLIC OF KOREA"].codes == ("KOR",)


def test_a_group_without_a_voice_stands_for_its_members() -> None:
    assert set(LEXICON.words["E3"].codes) == {"DEU", "FRA", "GBR"}


def test_no_two_parties_share_a_code_and_members_are_parties() -> None:
    codes = [p.code for p in LEXICON.parties]
    assert {c for c in codes if codes.count(c) > 1} == {"CRI"}  # Costa Rica, and the usual short name of an initiative
    assert all(member in LEXICON.codes for p in LEXICON.parties for member in p.members)


def test_own_parties_win_over_shipped_ones() -> None:
    more = LEXICON.with_parties([Party("VAL", ("Valdoria", "Georgia"))])
    assert more.words["Valdoria"].codes == more.words["Georgia"].codes == ("VAL",)
    assert LEXICON.words["Georgia"].codes == ("GEO",)


def test_every_cue_and_kind_matches_its_examples() -> None:
    kinds = load_kinds()
    for cue in kinds.cues:
        assert all(cue.pattern.search(example) for example in cue.examples), cue.pattern.pattern
    for kind in kinds.kinds:
        assert all(kind.title.search(example) for example in kind.examples), kind.kind


def test_the_other_lists_load() -> None:
    assert "Prime Minister" in load_offices().offices
    assert load_series().by_name is not None
    assert [ordinal(w) for w in ("2nd", "Second", "inaugural", "46th", "twentieth")] == [2, 2, 1, 46, 20]


def first_names(path: Path) -> tuple[str, ...]:
    return entries(path, read_toml(path), "party")[0].only("names").list("names", required=True)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[party]]\nnames = 3", "party 1: expected names = a list of strings, found 3"),
        ("[[party]]\nnames = []", "expected names = a list of strings"),
        ("party = 3", "expected [[party]] tables"),
        ("[[party]]\nnames = ['A']\ncolour = 'red'", "unknown field 'colour'"),
    ],
)
def test_malformed_lists_are_refused_with_the_entry_and_what_is_expected(tmp_path: Path, toml: str, says: str) -> None:
    path = tmp_path / "list.toml"
    path.write_text(toml, "utf-8")
    with pytest.raises(LexiconError) as error:
        first_names(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)


def test_a_file_that_is_not_toml_or_not_there_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[[party", "utf-8")
    for path in (broken, tmp_path / "missing.toml"):
        with pytest.raises(LexiconError, match=path.name):
            read_toml(path)


def test_an_entry_that_is_no_table_is_refused() -> None:
    with pytest.raises(LexiconError, match="expected a table"):
        Entry("here", 3)
