"""Who is party to a treaty or memorandum: from its defined term, its title, its preamble or its signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.read.cast import Cast
from servanda.read.runs import Run

OPEN = "States Parties"
HEAD = 3_000  # code points in which a preamble names its parties
_TITLE = 1_500  # code points in which a title says "between"
_PREAMBLE = 1_200  # code points of a preamble that no formula ends

_COMMON = r"(?:(?:High |Contracting |respective )*(?:Part(?:y|ies)|Participants?|Sides?|Signatories|States|participants|parties|sides))"
_HEREAFTER = re.compile(
    rf"(?:(?:herein|here)(?:after|inafter|below)|referred to)[^.;]{{0,60}}?{_COMMON}\b|\([^()]{{0,80}}[\"“']{_COMMON}[\"”']\)", re.I
)
_BETWEEN = re.compile(r"\b(?:between|among|amongst)\b", re.I)
_OPEN_PARTIES = re.compile(
    r"\b(?:States? Part(?:y|ies)|(?:High )?Contracting (?:Part(?:y|ies)|States?)|States signatory|parties to (?:a|the) conflict)\b", re.I
)
_OPEN_LEAD = re.compile(r"\bThe (?:States Parties|(?:High )?Contracting Parties|Parties) to (?:this|the present|the)\b", re.I)
_AS_GROUP = re.compile(r"\s(?:participants?|representatives|members?|delegations|countries|governments)\b", re.I)
_PREAMBLE_END = re.compile(r"\b(?:(?:have|has) (?:hereby )?agreed|hereby agree|agree as follows|do hereby|declare the following)\b", re.I)
_SIGNED = re.compile(r"\(\s?signed\s?\)|\[signed\]", re.I)
_OPENS = re.compile(
    r"(?:^|[.:;!?\"”\n]\s*|^[-*•\d.()\s]+)(?:[-*•]\s*)?(?:\(?\w{1,3}[.)]\s*)?"
    r"(?:[A-Z](?:[^.;:\n]|\.(?!\s)|(?<=[A-Z])\.){0,150}?,\s|Since then |Today |In \d{4} )?"
    r"(?:(?:the|both|government|governments|leaders|of|teams|[A-Z][\w.'-]+)\s)*+$"
)


@dataclass(frozen=True, slots=True)
class Issuers:
    """The parties of a document and the rule that found them."""

    codes: tuple[str, ...]
    rule: str


def opens_sentence(folded: str, run: Run) -> bool:
    """Whether a run opens its sentence (introductory phrases and titles before it aside)."""
    return _OPENS.search(folded[max(0, run.start - 190) : run.start]) is not None


def first_run(found: list[Run], start: int, end: int, least: int = 2) -> Run | None:
    """The first run of at least `least` parties that begins in `start` to `end`."""
    return next((run for run in found if start <= run.start < end and len(run.codes) >= least), None)


def by_defined_term(folded: str, found: list[Run]) -> Issuers | None:
    """Those whom a text defines as its "Contracting Parties", "Participants" or the like."""
    term = _HEREAFTER.search(folded[:HEAD])
    before = [r for r in found if term and term.start() - 400 < r.end <= term.end() and len(r.codes) >= 2]
    return Issuers(before[-1].codes, "parties before the defined term") if before else None


def by_signature(folded: str, cast: Cast) -> Issuers | None:
    """The parties of those who signed, when a block of signatures says so at each of at least three names."""
    marks = [m.start() for m in _SIGNED.finditer(folded, max(0, len(folded) - HEAD))]
    if len(marks) < 3:
        return None
    codes = tuple(dict.fromkeys(c for m in cast.between(max(0, marks[0] - 200), marks[-1]) for c in m.codes))
    return Issuers(codes, "signatories") if len(codes) > 2 else None


def of_treaty(folded: str, found: list[Run]) -> Issuers:
    """The parties of the title or preamble; "States Parties" when the text is open to all and names none."""
    head = folded[:HEAD]
    for between in _BETWEEN.finditer(head[:_TITLE]):
        run = first_run(found, between.end(), between.end() + 70)
        if run is not None and not re.search(r"[.;]", folded[between.end() : run.start]):
            return Issuers(run.codes, "between the parties")
    if _OPEN_LEAD.search(head):
        return Issuers((OPEN,), "open to states")
    end = _PREAMBLE_END.search(head)
    preamble = [run for run in found if run.start < (end.start() if end else _PREAMBLE)]
    for run in preamble:
        if len(run.codes) >= 2 and opens_sentence(folded, run):
            return Issuers(run.codes, "parties of the preamble")
    for run in preamble:
        if len(run.codes) == 1 and _AS_GROUP.match(folded, run.end):
            return Issuers(run.codes, "group of the preamble")
    several = next((run for run in preamble if len(run.codes) >= 2), None)
    if several is None or _OPEN_PARTIES.search(folded[:20_000]):
        return Issuers((OPEN,), "open to states")
    return Issuers(several.codes, "parties of the preamble")
