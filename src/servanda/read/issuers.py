"""Who speaks in a document: the parties that issue it or are party to it."""

from __future__ import annotations

import re
from collections import Counter

from servanda.model.labels import DocumentKind
from servanda.read.cast import Cast
from servanda.read.indigenous import nations_party_to
from servanda.read.runs import Run, runs, spoken_as
from servanda.read.treaty_parties import HEAD, OPEN, Issuers, by_defined_term, by_signature, first_run, of_treaty, opens_sentence

_LEAD = 1_200  # code points in which a statement says who met
_LARGE = 20  # more parties than this go by the name that they give themselves

_WE = re.compile(r"\bwe\b", re.I)
_WE_LIST = re.compile(
    r"\b[Ww][Ee],?\s*(?:[-,]+\s*)?+(?:(?:as|the|undersigned|leaders?|heads|presidents?|prime|ministers?|foreign|finance|and|representatives|"
    r"members|governments?|of|partners|co-leaders|state|government|on|behalf|[A-Z][\w.'-]*+|-)(?!\w)[\s,]*+)*+$"
)
_ISSUED = re.compile(
    r"\bjoint (?:statement|declaration|communiqu[eé]|press statement|fact sheet) (?:of|by|from|between)\s(?:the\s)?(?:\w+ of (?:the )?)?$"
    r"|\b(?:released|issued|adopted|made|announced|statement|declaration|communiqu[eé])\s+(?:was\s+|is\s+)?(?:\w+\s){0,3}?by\b[^.]{0,60}$",
    re.I,
)
_TALKED = (
    "met|meets?|spoke|called|convened|held|hosted|hosts|welcomed|received|joined|visited|gathered|chaired|co-chaired|participated|traveled|"
    "travelled|invited|had an?|led"
)
_MET = re.compile(
    rf"\b(?:{_TALKED}|launched|signed|made public|issued|adopted|announced|are pleased|agreed|have agreed|have reached|"
    r"reaffirm(?:ed)?|affirm(?:ed)?|recognize|condemn(?:ed)?|discussed|concluded)\b"
)
_TALK = re.compile(rf"\b(?:{_TALKED})\b")
_WITH = re.compile(r"\b(?:with|between|by|(?<=today )to|welcomed|received|hosted|joined|visited|called|among|host|for)\b")
_STOP = re.compile(r"(?<=[a-z)\"”]{2})\.(?:\s|$)|\n")
_OUR = re.compile(r"[^.\n]{0,70}\b(?:our|we)\b", re.I)
# In a title: what follows is the matter, not a party, up to "by", "of", "with".
_MATTER = re.compile(
    r"\b(?:on|for|in|against|to|at|regarding|concerning|amid|toward|about|following|ahead)\b(?!.*\b(?:by|of|with|between|from|among)\b)",
    re.I,
)


def find_issuers(folded: str, cast: Cast, kind: DocumentKind, title: Cast | None = None, title_words: str = "") -> Issuers:
    """Who issues a folded text of this kind, codes sorted: by its terms, preamble, first sentences, title or usual subject."""
    found = runs(folded, cast.mentions)
    if kind == "resolution":
        return _organ(folded, found)
    if kind == "report":
        return _of_report(folded, found)
    nations = nations_party_to(folded) if kind == "treaty" else ()
    if nations:
        return Issuers(tuple(sorted(nations)), "treaty with Indigenous nations")
    issuers = by_defined_term(folded, found) or by_signature(folded, cast)
    if issuers is None and kind in ("treaty", "mou"):
        issuers = of_treaty(folded, found)
    if issuers is None or (kind == "mou" and issuers.codes == (OPEN,)):
        issuers = _of_statement(folded, found, kind) or _of_title(title, title_words) or _usual(folded, found, kind, cast)
    named = Counter(c for m in cast.mentions for c in m.codes)
    codes = spoken_as(issuers.codes, {g: members for g, members in cast.groups.items() if g in issuers.codes or named[g] > 3})
    own = None
    if len(codes) > _LARGE:
        own = issuers.codes[0] if issuers.codes[0] in cast.groups else _own_name(folded)
    return Issuers((own,) if own else codes, issuers.rule)


def _organ(folded: str, found: list[Run]) -> Issuers:
    """The body that adopts a resolution: named right at "Adopted by", or the first one named."""
    for run in found[:6]:
        if re.search(r"\b(?:by the|the)\s$", folded[max(0, run.start - 8) : run.start], re.I):
            return Issuers(run.codes[:1], "organ of the resolution")
    return Issuers(found[0].codes[:1] if found else (), "organ of the resolution")


def _of_report(folded: str, found: list[Run]) -> Issuers:
    """Whom a report is about: the parties of its headline, or those that it names together most often."""
    headline = folded.find("\n", 20)
    inside = tuple(dict.fromkeys(c for run in found if run.end <= headline for c in run.codes))
    if len(inside) > 1:
        return Issuers(tuple(sorted(inside)), "parties of the headline")
    together = Counter(tuple(sorted(run.codes)) for run in found if len(run.codes) > 1)
    codes, times = together.most_common(1)[0] if together else ((), 0)
    return Issuers(codes if times > 1 else (), "usually named together")


def _of_statement(folded: str, found: list[Run], kind: DocumentKind) -> Issuers | None:
    """Those who say we, who met, or who are named together where the text opens."""
    for run in found:
        if run.start > 2 * HEAD:
            break
        before = folded[max(0, run.start - 90) : run.start]
        if _WE_LIST.search(before) or (len(run.codes) > 1 and run.start < _LEAD and _ISSUED.search(before)):
            return Issuers(run.codes, "those who say we")
    for run in found:
        if run.start < HEAD and len(run.codes) > 1 and opens_sentence(folded, run) and _OUR.match(folded, run.end):
            return Issuers(run.codes, "those who say our")
    met = _met(folded, found)
    if met is not None and len(met.codes) > 1:
        return met
    opening = max((r for r in found if r.start < 300 and opens_sentence(folded, r)), key=lambda r: len(r.codes), default=None)
    if opening is not None and len(opening.codes) > 1:
        return Issuers(opening.codes, "those who open the text")
    return _first_sentence(folded, found) if kind == "readout" and opening is None else None


def _met(folded: str, found: list[Run]) -> Issuers | None:
    """Who met or spoke with whom in the first sentences."""
    for run in found:
        if run.start > _LEAD:
            break
        if not opens_sentence(folded, run):
            continue
        stop = _STOP.search(folded, run.end)
        end = stop.start() if stop else len(folded)
        verb = _MET.search(folded, run.end, min(end, run.end + 120))
        if verb is None:
            continue
        codes = list(run.codes)
        if len(codes) == 1 and (link := _WITH.search(folded, verb.start(), end)):
            other = first_run(found, link.end(), min(end, link.end() + 110), least=1)
            codes += [c for c in other.codes if c not in codes] if other else []
        return Issuers(tuple(codes), "those who met")
    return None


def _first_sentence(folded: str, found: list[Run]) -> Issuers | None:
    """Those named together in it, or who met somebody of no named party ("The President spoke with King Oro of Khemet")."""
    stop = _STOP.search(folded, 20)
    end = stop.start() if stop else min(len(folded), _LEAD)
    together = first_run(found, 0, min(end, 250))
    if together is not None:
        before = [c for run in found if run.end <= together.start for c in run.codes]
        return Issuers(tuple(dict.fromkeys((*before, *together.codes))), "those whom the first sentence names")
    verb = _TALK.search(folded, 0, min(end, 250))
    guest = first_run(found, verb.end(), min(end, verb.end() + 160), least=1) if verb else None
    others = Counter(c for run in found for c in run.codes if guest and c not in guest.codes)
    if guest is None or not others:
        return None
    return Issuers((*guest.codes, others.most_common(1)[0][0]), "those who met, one of them unnamed")


def _of_title(title: Cast | None, words: str) -> Issuers | None:
    """Several parties of a title, but for those that are its matter ("... on Khemet")."""
    if title is None:
        return None
    named = [m for m in title.mentions if m.form != "seat" and not _MATTER.search(words[: m.start])]
    codes = tuple(dict.fromkeys(c for m in named for c in m.codes))
    return Issuers(codes, "parties of the title") if len(codes) > 1 or any(c in title.groups for c in codes) else None


def _usual(folded: str, found: list[Run], kind: DocumentKind, cast: Cast) -> Issuers:
    """The parties that most sentences begin with, together if any do; nobody when none stands out."""
    counts = Counter(tuple(sorted(run.codes)) for run in found if opens_sentence(folded, run))
    together = Counter(tuple(sorted(run.codes)) for run in found if len(run.codes) > 1)
    total = Counter(c for run in found for c in run.codes)
    several = max(((n, len(codes), codes) for codes, n in counts.items() if len(codes) > 1), default=(0, 0, ()))
    if several[0] > 1 or (several[0] and _WE.search(folded)):
        return Issuers(several[2], "usual subject")
    times, _, alone = max(((n, total[codes[0]], codes) for codes, n in counts.items() if len(codes) == 1), default=(0, 0, ()))
    if together:
        codes, n = together.most_common(1)[0]
        if (n > 1 or times == 0) and n >= times - 1:
            return Issuers(codes, "usually named together")
    if kind == "joint_statement" and not any(c in cast.groups for c in alone):
        return Issuers((), "no second party named")
    if times:
        return Issuers(alone, "usual subject")
    most, n = total.most_common(1)[0] if total else ("", 0)
    return Issuers((most,) if 2 * n > sum(total.values()) else (), "most named")


_OWN_NAME = re.compile(r"\b(?!United|Members?|The|All|Participating)([A-Z][a-z]+) States\b(?! of\b)")


def _own_name(folded: str) -> str | None:
    """What a large group calls itself ("Littoral States"), when it does so time and again."""
    names = Counter(m[1] for m in _OWN_NAME.finditer(folded))
    name, times = names.most_common(1)[0] if names else ("", 0)
    return f"{name} states" if times >= 3 else None
