"""The words of a commitment or document in the form that each database's full-text index takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from servanda_ledger.search.words import stems

LONG = "_long"  # marks a vector in which not every word has all its places; no word has an underline
_STOP = "¶"  # no query has it: phrases do not reach across
_GAP = 8  # places between two texts, for the same reason
_LAST_PLACE = 16_383  # what a tsvector can count to
_MOST_PLACES = 255  # of one word
_MOST_BYTES = 900_000  # a tsvector has at most 2^20

Texts = Sequence[Sequence[str]]  # the stems of several texts


def analysed(texts: Sequence[str]) -> list[list[str]]:
    """The stems of every text, leaving out texts that stand in an earlier one, and empty ones."""
    texts = [text.strip() for text in texts]
    kept = [text for place, text in enumerate(texts) if text and not any(text in earlier for earlier in texts[:place])]
    return [stems(text) for text in kept]


def line(texts: Texts) -> str:
    """Texts for a column of FTS5 with the tokenizer `ascii`."""
    return f" {_STOP} ".join(" ".join(text) for text in texts)


def vector(weighted: Sequence[tuple[Texts, str]]) -> str:
    """Texts with their weights (A to D) as a tsvector is written."""
    places: dict[str, list[str]] = defaultdict(list)
    place = 0
    lossy = False
    for texts, weight in weighted:
        for text in texts:
            for stem in text:
                place += 1
                found = places[stem]
                if place <= _LAST_PLACE and len(found) < _MOST_PLACES:
                    found.append(f"{place}{weight}")
                else:
                    lossy = True
            place += _GAP
    size = sum(len(stem.encode()) + 4 + 2 * len(found) for stem, found in places.items())
    if size > _MOST_BYTES:
        # A vast text is found by its words, not ranked by their places; beyond that by its first different words only.
        lossy = True
        places = {stem: [] for stem in _that_fit(places)}
    if lossy:
        places[LONG] = []
    return " ".join(f"'{stem}':{','.join(found)}" if found else f"'{stem}'" for stem, found in places.items())


def _that_fit(found: Iterable[str]) -> list[str]:
    fitting = []
    size = 0
    for stem in found:
        size += len(stem.encode()) + 4
        if size > _MOST_BYTES:
            break
        fitting.append(stem)
    return fitting
