"""Who speaks in a document: the parties that issue it or are party to it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from servanda.lexicon.parties import PartyLexicon
from servanda.model.labels import DocumentKind
from servanda.read.cast import Cast
from servanda.read.runs import Run, runs, spoken_as

OPEN = "States Parties"
_HEAD = 3_000  # code points in which a preamble names its parties
_LEAD = 1_200  # code points in which a statement says who met

_COMMON = r"(?:(?:High |Contracting |respective )*(?:Part(?:y|ies)|Participants?|Sides?|Signatories|States|participants|parties|sides))"
_HEREAFTER = re.compile(
    rf"(?:(?:herein|here)(?:after|inafter|below)|referred to)[^.;]{{0,60}}?{_COMMON}\b|\([^()]{{0,80}}[\"“']{_COMMON}[\"”']\)", re.I
)
_BETWEEN = re.compile(r"\b(?:between|among|amongst)\b", re.I)
_OPEN_PARTIES = re.compile(r"\b(?:States? Part(?:y|ies)|(?:High )?Contracting (?:Part(?:y|ies)|States?)|States signatory)\b", re.I)
_OPEN_LEAD = re.compile(r"\bThe (?:States Parties|(?:High )?Contracting Parties|Parties) to (?:this|the present|the)\b", re.I)
_PREAMBLE_END = re.compile(r"\b(?:(?:have|has) (?:hereby )?agreed|hereby agree|agree as follows|do hereby|declare the following)\b", re.I)
_WE = re.compile(r"\bwe\b", re.I)
_WE_LIST = re.compile(
    r"\b[Ww][Ee],?\s*(?:[-,]+\s*)?+(?:(?:as|the|undersigned|leaders?|heads|presidents?|prime|ministers?|foreign|finance|and|representatives|members|governments?|of|partners|"
    r"co-leaders|state|government|on|behalf|[A-Z][\w.'-]*+|-)(?!\w)[\s,]*+)*+$"
)
_ISSUED = re.compile(r"\b[Jj]oint (?:statement|declaration|communiqu[eé]|press statement|fact sheet) (?:of|by|from|between)\s(?:the\s)?(?:\w+ of (?:the )?)?$|\b(?:released|issued|adopted|made|announced|statement|declaration|communiqu[eé])\s+(?:was\s+|is\s+)?(?:\w+\s){0,3}?by\b[^.]{0,60}$", re.I)
_MET = re.compile(
    r"\b(?:met|meets?|spoke|convened|held|hosted|welcomed|received|joined|visited|launched|signed|gathered|chaired|co-chaired|participated|traveled|travelled|"
    r"had an?|made public|issued|adopted|announced|are pleased|agreed|have agreed|have reached|reaffirm(?:ed)?|affirm(?:ed)?|recognize|condemn(?:ed)?|discussed|hosts|led|invited|concluded)\b"
)
_WITH = re.compile(r"\b(?:with|between|by|welcomed|received|hosted|joined|visited|delegation led by|among|host|for)\b")
_OPENS = re.compile(
    r"(?:^|[.:;!?\"”\n]\s*|^[-*•\d.()\s]+)(?:[-*•]\s*)?(?:\(?\w{1,3}[.)]\s*)?(?:[A-Z][^.;:\n]{0,130}?,\s|Since then |Today |In \d{4} )?"
    r"(?:(?:the|both|government|governments|leaders|of|teams|[A-Z][\w.'-]+)\s)*+$"
)
_OUR = re.compile(r"[^.\n]{0,70}\b(?:our|we)\b", re.I)

@dataclass(frozen=True, slots=True)
class Issuers:
    """The parties of a document, sorted, and the rule that found them."""

    codes: tuple[str, ...]
    rule: str


def find_issuers(folded: str, cast: Cast, lexicon: PartyLexicon, kind: DocumentKind, title: str | None = None) -> Issuers:
    """Who issues a text of this kind, from its title, its preamble, its first sentences or its usual subject, in this order."""
    found = runs(folded, cast.mentions)
    if kind == "resolution":
        return _organ(folded, found)
    term = _HEREAFTER.search(folded[:_HEAD])
    before = [r for r in found if term and term.start() - 400 < r.end <= term.end() and len(r.codes) >= 2]
    if before:
        issuers = Issuers(before[-1].codes, "parties before the defined term")
    elif kind in ("treaty", "mou"):
        issuers = _of_treaty(folded, found)
        if kind == "mou" and issuers.codes == (OPEN,):
            issuers = _usual(folded, found)
    else:
        issuers = _of_statement(folded, found)
    named = frozenset(c for c, n in Counter(c for m in cast.mentions for c in m.codes).items() if n > 1 and c in lexicon.by_code)
    codes = spoken_as(issuers.codes, lexicon, named)
    own = _own_name(folded) if len(codes) > 20 else None
    return Issuers((own,) if own else codes, issuers.rule)


def _organ(folded: str, found: list[Run]) -> Issuers:
    """The body that adopts a resolution: named right at "Adopted by", or the first one named."""
    for run in found[:6]:
        if re.search(r"\b(?:by the|The|the)\s$", folded[max(0, run.start - 8) : run.start], re.I):
            return Issuers(run.codes[:1], "organ of the resolution")
    return Issuers(found[0].codes[:1] if found else (), "organ of the resolution")


def _first(found: list[Run], start: int, end: int, least: int = 2) -> Run | None:
    """The first run of at least `least` parties that begins in `start` to `end`."""
    for run in found:
        if start <= run.start < end and len(run.codes) >= least:
            return run
    return None


def _of_treaty(folded: str, found: list[Run]) -> Issuers:
    head = folded[:_HEAD]
    for between in _BETWEEN.finditer(head[:1500]):
        run = _first(found, between.end(), between.end() + 70)
        if run is not None and not re.search(r"[.;]", folded[between.end() : run.start]):
            return Issuers(run.codes, "between the parties")
    if _OPEN_LEAD.search(head):
        return Issuers((OPEN,), "open to states")
    end = _PREAMBLE_END.search(head)
    preamble = end.start() if end else 1_200
    for run in found:
        if run.start < preamble and len(run.codes) >= 2 and _subject(folded, run):
            return Issuers(run.codes, "parties of the preamble")
    if _OPEN_PARTIES.search(folded[:20_000]):
        return Issuers((OPEN,), "open to states")
    several = _first(found, 0, preamble)
    return Issuers(several.codes, "parties of the preamble") if several else Issuers((OPEN,), "open to states")


def _subject(folded: str, run: Run) -> bool:
    """Whether a run opens its sentence (introductory phrases and titles before it aside)."""
    return _OPENS.search(folded[max(0, run.start - 170) : run.start]) is not None


def _of_statement(folded: str, found: list[Run]) -> Issuers:
    for run in found:
        if run.start > 2 * _HEAD:
            break
        before = folded[max(0, run.start - 90) : run.start]
        if _WE_LIST.search(before) or (len(run.codes) > 1 and run.start < _LEAD and _ISSUED.search(before)):
            return Issuers(run.codes, "those who say we")
    for run in found:
        if run.start < _HEAD and len(run.codes) > 1 and _subject(folded, run) and _OUR.match(folded, run.end):
            return Issuers(run.codes, "those who say our")
    met = _met(folded, found)
    if met is not None and len(met.codes) > 1:
        return met
    opening = _first(found, 0, 250)
    if opening is not None and _subject(folded, opening):
        return Issuers(opening.codes, "those who open the text")
    return _usual(folded, found)


def _met(folded: str, found: list[Run]) -> Issuers | None:
    """Who met or spoke with whom in the first sentences."""
    for run in found:
        if run.start > _LEAD:
            break
        if not _subject(folded, run):
            continue
        stop = re.compile(r"(?<=[a-z)\"”]{2})\.(?:\s|$)|\n").search(folded, run.end)
        end = stop.start() if stop else len(folded)
        verb = _MET.search(folded, run.end, min(end, run.end + 120))
        if verb is None:
            continue
        codes = list(run.codes)
        if len(codes) == 1 and (link := _WITH.search(folded, verb.start(), end)):
            other = _first(found, link.end(), min(end, link.end() + 110), least=1)
            if other is not None:
                codes += [c for c in other.codes if c not in codes]
        return Issuers(tuple(codes), "those who met")
    return None


def _usual(folded: str, found: list[Run]) -> Issuers:
    """The parties that most sentences begin with, together if any do; nobody when none is ever a subject."""
    counts: Counter[tuple[str, ...]] = Counter()
    together: Counter[tuple[str, ...]] = Counter()
    for run in found:
        codes = tuple(sorted(run.codes))
        if len(codes) > 1:
            together[codes] += 1
        if _subject(folded, run):
            counts[codes] += 1
    several = [(n, len(codes), codes) for codes, n in counts.items() if len(codes) > 1]
    if several and (max(several)[0] > 1 or _WE.search(folded)):
        return Issuers(max(several)[2], "usual subject")
    single = max(((n, codes) for codes, n in counts.items() if len(codes) == 1), default=(0, ()))
    if single[0] < 3 and together:
        codes, n = together.most_common(1)[0]
        if n > 1 or single[0] == 0:
            return Issuers(codes, "usually named together")
    return Issuers(single[1], "usual subject")


_OWN_NAME = re.compile(r"\b([A-Z][a-z]+) States\b(?! of\b)")


def _own_name(folded: str) -> str | None:
    """What a large group calls itself ("Littoral States"), when it does so time and again."""
    names = Counter(m[1] for m in _OWN_NAME.finditer(folded) if m[1] not in ("United", "Member", "Members", "The", "All", "Participating"))
    if names and names.most_common(1)[0][1] >= 3:
        return f"{names.most_common(1)[0][0]} states"
    return None
