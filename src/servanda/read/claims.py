"""Claims of a report: its clauses, what each is about, who says so, and what a claimed commitment promises (codebook, section 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from servanda.lexicon.reporting import load_reporting
from servanda.model.claim import Claim
from servanda.model.document import Document
from servanda.model.labels import About
from servanda.model.when import day_of
from servanda.model.wire import stable_id
from servanda.read.about import certain, judged, load_judge
from servanda.read.dates import find_dates
from servanda.read.features import features_of
from servanda.read.parties import Mention
from servanda.read.passages import Passages
from servanda.read.passing import judge_passing, may_hold
from servanda.read.promise import parties_of, promise_of
from servanda.read.sheets import Piece, lay_out, plain
from servanda.read.statements import Clause, find_clauses

_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
_HEAD = 600  # code points in which a report names its own year
_OPENING = 6  # pieces that show what a report is about
_LONGEST = 400  # pieces; what is longer is no report of one matter


class _Report(NamedTuple):
    """A report, laid out, with plain quotation marks."""

    document: Document
    passages: Passages
    folded: str


def find_claims(document: Document, mentions: Sequence[Mention], passages: Passages | None = None) -> tuple[Claim, ...]:
    """The claims that a report makes, in the order of the text; none for an official document.

    A report about an agreement is judged clause by clause; in a digest of many matters only what is said outright counts.
    """
    if document.official:
        return ()
    laid = passages or Passages(document.text, mentions)
    report = _Report(document, laid, plain(laid.folded))
    pieces = lay_out(report.folded, laid.segments)
    if _about_agreement(report.folded, pieces):
        return tuple(_throughout(report, find_clauses(report.folded, pieces)))
    telling = [piece for piece in pieces if may_hold(report.folded, piece)]
    return tuple(_in_passing(report, find_clauses(report.folded, telling)))


def _about_agreement(folded: str, pieces: Sequence[Piece]) -> bool:
    """Whether a report is about one matter, and that an agreement, talks or a promise."""
    credited = {piece.paragraph for piece in pieces if piece.outlet is not None}
    if 2 * len(credited) >= len({piece.paragraph for piece in pieces}) or len(pieces) > _LONGEST:
        return False
    return any(load_reporting().topic.search(folded, piece.start, piece.end) for piece in pieces[:_OPENING])


def _throughout(report: _Report, clauses: Sequence[Clause]) -> Iterator[Claim]:
    """The claims of a report about an agreement."""
    judge, year = load_judge(), report_year(report.document)
    before: Claim | None = None
    for clause in clauses:
        settled = certain(report.folded, clause)
        if settled is None:
            parties = report.passages.parties_in(clause.start, clause.end)
            about = judged(judge, features_of(report.folded, clause, year, len(parties)))
            settled = (about, f"claim:judged:{clause.rule}") if about is not None else None
        if settled is not None:
            claim = _claim(report, clause, *settled)
            if clause.part and before is not None and not claim.parties and claim.about == "commitment":
                claim = replace(claim, parties=before.parties)  # "A and B signed ..., vowing to ...": the subject is shared
            yield claim
            before = claim


def _in_passing(report: _Report, clauses: Sequence[Clause]) -> Iterator[Claim]:
    """The claims that a digest makes outright; the outlet behind an item speaks where nobody else does."""
    for clause in clauses:
        mentions = report.passages.parties_in(clause.start, clause.end)
        spoken = report.passages.parties_in(*clause.speaker) if clause.speaker else []
        about = judge_passing(report.folded, (clause.start, clause.end), mentions, spoken) if mentions or spoken else None
        if about is not None and not clause.quoted and clause.rule != "accusation":
            yield _claim(report, clause, about, "claim:outright")


def report_year(document: Document) -> int | None:
    """The year of a report: of its date, else the latest that its head names."""
    if document.date is not None and document.date[:4].isdigit():
        return int(document.date[:4])
    return max((int(year) for year in _YEAR.findall(document.text, 0, _HEAD)), default=None)


def _claim(report: _Report, clause: Clause, about: About, rule: str) -> Claim:
    """The claim that a clause makes, with the labels of the commitment that it reports."""
    document, words = report.document, report.folded[clause.start : clause.end].rstrip(" ,.;")
    start, end = clause.start, clause.start + len(words)
    speaker = clause.speaker or clause.piece.outlet
    bound = about == "commitment"
    promise = promise_of(words) if bound else None
    dates = [d for d in find_dates(document.text, start, end, day_of(document.date)) if d.value is not None]
    return Claim(
        id=stable_id("claim", document.source.id, start, end),
        quote=document.span(start, end),
        about=about,
        attributed_to=document.span(*speaker) if speaker else None,
        parties=parties_of(words, start, report.passages.parties_in(start, end), document.parties, bound),
        polarity=promise.polarity if promise else None,
        obligation=promise.obligation if promise else None,
        kind=promise.kind if promise else None,
        date=dates[0].value if dates else None,
        date_words=document.span(dates[0].start, dates[0].end) if dates else None,
        why=(rule, *((f"attribution:{clause.rule}",) if clause.speaker else ("attribution:outlet",) if speaker else ())),
    )
