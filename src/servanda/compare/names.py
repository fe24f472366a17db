"""Names of parties that only the user's own files know: a reading holds their codes, and the words for them stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.compare.unit import fold
from servanda.lexicon.parties import load_parties
from servanda.model.reading import Reading
from servanda.model.span import Span

_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = 3  # letters by which an adjective may be longer than its name ("Marenian")


def own_names(reading: Reading) -> frozenset[str]:
    """The folded words for parties that the lexicon does not know, with their adjectives; empty when it knows all of them."""
    known = load_parties().by_code
    codes = {*reading.document.parties, *(code for c in reading.commitments for code in c.parties)}
    if codes <= known.keys():
        return frozenset()
    words = set(_WORD.findall(reading.document.text))
    named = {fold(m.group()) for span in _naming(reading) for m in _CAPITAL.finditer(span.text)}
    named -= {w for w in words if w.islower()}  # "Each side": no name
    folded = {fold(w) for w in words if w[0].isupper()}
    return frozenset(w for w in folded if any(w.startswith(n) and len(w) - len(n) <= _ENDING for n in named))


def _naming(reading: Reading) -> Iterator[Span]:
    """Where a text says who is bound: the subjects of its commitments, and the headline of a report."""
    yield from (c.subject for c in reading.commitments if c.subject is not None)
    if not reading.document.official and reading.document.heading is not None:
        yield reading.document.heading
