"""Whether a document bears on what is followed, and why: parties, pairs, series, instruments and searches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from servanda.model.reading import Reading

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed. `parties` are codes as in a reading, `pairs` two of them that must act or be named together.

    `series` are names of series of meetings; `instruments` an id and all titles known for it; `searches` words that
    must all stand in the text, "phrases" in quotation marks, and -words that must not.
    """

    parties: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    series: tuple[str, ...] = ()
    instruments: tuple[tuple[str, tuple[str, ...]], ...] = ()
    searches: tuple[str, ...] = ()


def bears_on(reading: Reading, followed: Followed) -> tuple[str, ...]:
    """Why a reading bears on what is followed, a line each, in the order of `followed`; empty when it does not."""
    return tuple(dict.fromkeys(_reasons(reading, followed)))


def _reasons(reading: Reading, followed: Followed) -> Iterator[str]:
    if followed.parties or followed.pairs:
        together = list(_together(reading))
        for party in followed.parties:
            where = next((place for parties, place in together if party in parties), None)
            if where:
                yield f"party {party}: {where}"
        for one, other in followed.pairs:
            where = next((place for parties, place in together if one in parties and other in parties), None)
            if where:
                yield f"pair {one} and {other}: {where}"
    yield from _series(reading, followed.series)
    yield from _instruments(reading, followed.instruments)
    yield from _searches(reading, followed.searches)


def _together(reading: Reading) -> Iterator[tuple[frozenset[str], str]]:
    """The parties that stand together in one place, and that place; what is promised before what is only named."""
    for commitment in reading.commitments:
        yield frozenset(commitment.parties), f"commitment {commitment.id}"
    yield frozenset(reading.document.parties), "the document's own parties"
    for claim in reading.claims:
        yield frozenset(claim.parties), f"claim {claim.id}"
    for instrument in reading.instruments:
        yield frozenset(instrument.parties), f"instrument {instrument.title!r}"
    for meeting in reading.meetings:
        yield frozenset(meeting.parties), f"meeting {meeting.name!r}"


def _series(reading: Reading, names: Iterable[str]) -> Iterator[str]:
    own = _plain(reading.document.series.name) if reading.document.series else None
    meetings = [(_plain(meeting.name), meeting.name) for meeting in reading.meetings]
    for name in names:
        plain = _plain(name)
        if not plain:
            continue
        if own == plain:
            yield f"series {name!r}: the document is a round of it"
        elif found := next((shown for words, shown in meetings if _holds(words, plain)), None):
            yield f"series {name!r}: meeting {found!r}"


def _instruments(reading: Reading, known: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """An instrument by the title that the reading gives it, or by the words a commitment rests on."""
    said = [(_plain(words), words) for words in _instrument_words(reading)]
    for id, titles in known:
        plain = [words for title in titles if (words := _plain(title))]
        found = next((shown for words, shown in said if any(_holds(words, title) for title in plain)), None)
        if found:
            yield f"instrument {id}: {' '.join(found.split())!r}"


def _instrument_words(reading: Reading) -> Iterator[str]:
    for instrument in reading.instruments:
        yield instrument.title
        yield from (span.text for span in instrument.spans)
    for commitment in reading.commitments:
        yield from (basis.span.text for basis in commitment.basis)


def _searches(reading: Reading, searches: Iterable[str]) -> Iterator[str]:
    plain = ""
    for search in searches:
        plain = plain or _plain(f"{reading.document.title or ''}\n{reading.document.text}")
        wanted, unwanted = _terms(search)
        if wanted and all(_holds(plain, term) for term in wanted) and not any(_holds(plain, term) for term in unwanted):
            yield f"search {search!r}: its words stand in the text"


@lru_cache(maxsize=1024)
def _terms(search: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms that must and that must not stand in a text."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(search.replace("“", '"').replace("”", '"')):
        if term := _plain(phrase or word):
            (unwanted if minus else wanted).append(term)
    return tuple(wanted), tuple(unwanted)


def _plain(words: str) -> str:
    """Words alone, in lower case, without accents, one blank apart."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", bare)))


def _holds(text: str, term: str) -> bool:
    """Whether whole words stand in plain words; a term in a script without blanks may stand inside others."""
    return term in text if any(c > "\u2e7f" for c in term) else f" {term} " in f" {text} "
