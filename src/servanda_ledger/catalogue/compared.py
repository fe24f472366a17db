"""Two documents of the ledger held against each other, and many rounds as a matrix: computed once for each state of their readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda import compare as comparing
from servanda.compare import CompareError
from servanda.model.comparison import Comparison, Mode
from servanda.model.matrix import Matrix
from servanda.model.reading import Reading
from servanda_ledger.book import record
from servanda_ledger.catalogue.computed import UnknownDocumentError, digest_of, kept
from servanda_ledger.catalogue.dialogues import Dialogue
from servanda_ledger.catalogue.documents import DocumentLine
from servanda_ledger.catalogue.kept_form import comparison_back, comparison_kept, matrix_back, matrix_kept
from servanda_ledger.catalogue.moments import NOW, Moment

_MOST_ROUNDS = 8
_MOST_COMMITMENTS = 700
# Which text of a round says most surely what was agreed.
_JOINT = frozenset({"communique", "joint_statement", "declaration"})
_TEXTS = _JOINT | {"readout", "press_release", "fact_sheet"}

__all__ = ["CompareError", "UnknownDocumentError", "compared", "matrix_of", "reading", "texts_for_matrix"]


@dataclass(frozen=True, slots=True)
class Followed:
    """The matrix of a dialogue: `texts` are the documents of its columns, `left_out` how many rounds with commitments were too many."""

    matrix: Matrix
    texts: tuple[DocumentLine, ...]
    left_out: int


def reading(document: str, moment: Moment = NOW) -> Reading:
    """A document's reading with the decisions of editors in it. Raises `UnknownDocumentError`."""
    try:
        return record.reading_of(document, until=moment.number)
    except KeyError as error:
        raise UnknownDocumentError(document) from error


def compared(left: str, right: str, mode: Mode | None = None, moment: Moment = NOW) -> Comparison:
    """Two documents held against each other. Raises `CompareError` when their kinds do not allow it, `UnknownDocumentError`."""
    digest = digest_of(f"comparison:{mode}", [left, right], moment)
    a, b = reading(left, moment), reading(right, moment)
    comparing.mode_of(a.document, b.document, mode)
    return comparison_back(kept(digest, lambda: comparison_kept(comparing.compare(a, b, mode))), a, b)


def matrix_of(dialogue: Dialogue, moment: Moment = NOW) -> Followed | None:
    """What each round of a dialogue carried, strengthened, dropped and added; None while fewer than two rounds have commitments.

    Raises `CompareError` when two rounds' texts are in different languages.
    """
    texts, left_out = texts_for_matrix(dialogue)
    if len(texts) < 2:
        return None
    keys = [d.key for d in texts]
    digest = digest_of("matrix", keys, moment)
    rounds = tuple(reading(key, moment) for key in keys)
    found = kept(digest, lambda: matrix_kept(comparing.follow(rounds)))
    return Followed(matrix_back(found, rounds), texts, left_out)


def texts_for_matrix(dialogue: Dialogue) -> tuple[tuple[DocumentLine, ...], int]:
    """One text for every round that has commitments, the earliest first: the latest when there are too many; how many are left out."""
    chosen = [text for r in dialogue.rounds if r.state == "held" and (text := _chosen(dialogue.texts(r))) is not None]
    taken: list[DocumentLine] = []
    total = 0
    for text in reversed(chosen):
        total += text.commitments
        if len(taken) == _MOST_ROUNDS or (total > _MOST_COMMITMENTS and len(taken) >= 2):
            break
        taken.append(text)
    return tuple(reversed(taken)), len(chosen) - len(taken)


def _chosen(texts: Sequence[DocumentLine]) -> DocumentLine | None:
    fitting = [d for d in texts if d.commitments and d.kind in _TEXTS]
    return max(fitting, key=lambda d: (d.commitments * (2 if d.kind in _JOINT else 1), d.key), default=None)
