"""From the pieces of a report to the clauses that may be claims, each with its place in the report and the words naming its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.read.attribution import Statement, find_aside, find_statement, is_pronoun
from servanda.read.clauses import has_verb, leading_clause, split_clauses
from servanda.read.sheets import Piece

_IMPERSONAL = re.compile(
    r"(?:It (?:is|was|has been) (?:also )?(?:\w+ ){1,2}(?:in [\w' ]{3,30} )?that"
    r"|(?:We|You) (?:are|were) (?:also )?(?:told|reminded)(?: that)?"
    r"|(?:[\w']+ ){1,8}(?:will be|are|were|was) (?:pleased|glad|sorry|relieved|surprised) (?:to (?:hear|learn|read) )?that)\s"
)
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause at `start` to `end`, of the piece and paragraph it stands in.

    `speaker` is the words naming who says it, `rule` the form in which they do; `order` is its number in the report of `count`
    clauses, `first` says that it opens its paragraph, `part` that it is one of several clauses of a sentence (0 when it is the only one).
    """

    start: int
    end: int
    piece: Piece
    rule: str = "none"
    speaker: tuple[int, int] | None = None
    quoted: bool = False
    order: int = 0
    count: int = 1
    first: bool = False
    part: int = 0


def find_clauses(folded: str, pieces: Sequence[Piece]) -> list[Clause]:
    """The clauses of a report in order; pronouns of speech ("he added") stand for the speaker named last."""
    found: list[Clause] = []
    named: tuple[int, int] | None = None
    paragraph = -1
    for piece in pieces:
        clauses = list(_of_piece(folded, piece))
        for clause in clauses:
            words = folded[slice(*clause.speaker)] if clause.speaker else ""
            if words and is_pronoun(words):
                clause = replace(clause, speaker=named or clause.speaker)
            elif words:
                named = clause.speaker
            found.append(replace(clause, first=piece.paragraph != paragraph))
            paragraph = piece.paragraph
    return [replace(clause, order=number, count=len(found)) for number, clause in enumerate(found)]


def _of_piece(folded: str, piece: Piece) -> Iterator[Clause]:
    """The clauses of one piece."""
    if piece.role == "caption":
        yield Clause(piece.start, piece.end, piece)
        return
    part = 0
    for start, end in leading_clause(folded, piece.start, piece.end):
        statement = find_statement(folded, start, end)
        if statement.quoted:
            yield _clause(piece, statement, (statement.start, statement.end), part)
            continue
        begin = statement.start
        impersonal = _IMPERSONAL.match(folded, begin, statement.end)
        if impersonal is not None:
            begin = impersonal.end()
            statement = replace(statement, rule="impersonal")
        cut = split_clauses(folded, begin, statement.end)
        for left, right in cut:
            words = folded[left:right]
            bare = len(cut) > 1 and statement.rule == "none" and not has_verb(words)
            if bare or len(words.split()) < _FEWEST:
                continue
            yield _clause(piece, find_aside(folded, left, right) or statement, (left, right), part)
            part += 1


def _clause(piece: Piece, statement: Statement, span: tuple[int, int], part: int) -> Clause:
    start = max(span[0], statement.start)
    speaker = statement.speaker if statement.rule != "accusation" or statement.speaker is None or _inside(statement.speaker, span) else None
    rule = statement.rule if speaker or statement.rule != "accusation" else "none"
    return Clause(start, span[1], piece, rule, speaker, statement.quoted, part=part)


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
