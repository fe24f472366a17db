"""Citations, and text fragments."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from servanda_ledger.pages.addresses import fragment
from servanda_ledger.pages.citation import Cited, bibtex, csl, plain, ris

CITED = Cited(
    key="sha256:" + "ab" * 32,
    title="Joint Statement on Ports & Fisheries",
    kind="Joint statement",
    parties=("MRN", "VAL"),
    date="2032-06-09",
    place="Velmora",
    url="https://ledger.example/documents/abababababababab/",
    accessed="2033-01-02",
    entry=7,
    words="test the hotline",
)


def test_a_footnote_holds_all_that_is_needed_to_find_the_words() -> None:
    said = plain(CITED)
    for part in ("“test the hotline”", CITED.title, CITED.key, "entry 7", CITED.url, "9 June 2032", "2 January 2033"):
        assert part in said


def test_what_tex_would_take_for_its_own_is_escaped() -> None:
    assert r"Ports \& Fisheries" in bibtex(CITED)


def test_a_record_for_reference_managers_ends() -> None:
    assert ris(CITED).endswith("ER  - \r\n")
    assert "DA  - 2032/06/09" in ris(CITED)


def test_a_mere_year_is_no_day() -> None:
    year = Cited(CITED.key, "T", "K", (), "2032", "", CITED.url, "2033-01-02", 1)
    assert '"date-parts": [\n          [\n            2032\n' in csl(year) or "2032" in csl(year)
    assert "DA  -" not in ris(year)


def test_a_fragment_tells_the_words_from_the_same_words_elsewhere() -> None:
    text = "They will meet soon. The ministers will meet soon, in Port Amity."
    assert fragment(text, text.rindex("meet"), text.rindex("soon") + 4) == ":~:text=The%20ministers%20will-,meet%20soon,-%2C%20in%20Port"


@given(st.text(min_size=1), st.integers(0, 50), st.integers(1, 50))
def test_a_fragment_holds_no_sign_that_would_end_it(text: str, start: int, length: int) -> None:
    found = fragment(text, start, start + length).removeprefix(":~:text=")
    assert not set(found) & set(' &#"<>')
    flat = " ".join(text.split())
    for part in found.split(","):
        assert unquote(part.strip("-")) in flat
