"""Who is bound by a commitment: from the words of its subject, by numbered rules, the first that applies."""

from __future__ import annotations

import re

from servanda.model.document import Document
from servanda.model.span import Span
from servanda.read.cast import Cast
from servanda.read.parties import Mention, fold

Bound = tuple[tuple[str, ...], str]

_WE = re.compile(r"(?:we|us|our|ourselves|ours)\b", re.I)
_OURS = re.compile(r"(?:our|this|these|such|the said)\b", re.I)
_THEY = re.compile(r"(?:they|them|their|both|each|all|neither|either|none)\b", re.I)
_ONE = re.compile(r"(?:(?P<both>both )?(?P<person>he|she|him|her|his)|(?P<thing>it|its|the latter|the former))\b", re.I)
_SEVERAL = re.compile(
    r"\b(?:both|two|three|four|five|all|respective|jointly|together|neither|either|each(?: of)?|sides|parties|party|participants?|governments|countries|nations|"
    r"leaders|presidents|ministers|delegations|members|partners|allies|officials|principals|co-chairs|signator(?:y|ies))\b",
    re.I,
)
_STATES = re.compile(r"^(?:that )?(?:all |each |every |any |no )?(?:(?:UN |United Nations )?member )?states?\b(?! part)", re.I)
_OWN_ORGAN = re.compile(r"^(?:the |that the )?(?:Security )?Council\b")
_OF_THE_UN = re.compile(r"\b(?:Secretary-General|Secretariat)\b")
_AND_COLLECTIVE = re.compile(r"\b(?:he|she|it) and\b", re.I)
_OUTSIDE = re.compile(r"\b(?:in|against|within|across|outside|towards?|about|visiting|near|to)\s(?:the\s)?$", re.I)
_OF_DOCUMENT = "document"


def bound_parties(document: Document, cast: Cast, subject: Span | None, action: Span, sentence: Span) -> Bound:
    """The codes of those whom a commitment binds, sorted, and the name of the rule that says so.

    `subject` is the words naming them, or None when implicit. What no rule decides falls to the parties of the document.
    """
    if subject is None:
        return _implicit(document, cast, action, sentence)
    words = fold(subject.text).strip(" \"“”*")
    organ = _of_resolution(document, words)
    if organ is not None:
        return organ
    named = _named(document, cast, subject)
    if named and not _OURS.match(words):
        return _sorted(named), "named in the subject"
    if _WE.match(words) or _OURS.match(words):
        return document.parties, _OF_DOCUMENT
    if (one := _ONE.match(words)) and len(words) <= 30:
        return _pronoun(document, cast, subject, one)
    if _SEVERAL.search(words) or _THEY.match(words):
        return document.parties, _OF_DOCUMENT
    office = _office(cast, words)
    if office is not None:
        return office
    return document.parties, _OF_DOCUMENT


def _sorted(codes: set[str]) -> tuple[str, ...]:
    return tuple(sorted(codes))


def _of_resolution(document: Document, words: str) -> Bound | None:
    """1. In a resolution: the organ itself, all states, or the organisation's secretary."""
    if document.kind != "resolution":
        return None
    if _STATES.match(words):
        return ("UN members",), "all states"
    if _OWN_ORGAN.match(words):
        return document.parties, "the organ"
    if _OF_THE_UN.search(words):
        return ("UN",), "the organisation"
    return None


def _named(document: Document, cast: Cast, subject: Span) -> set[str]:
    """2. Parties named in the subject, but for places in it and for the owners of what stands after "our"."""
    folded = fold(document.text[max(0, subject.start - 8) : subject.end])
    shift = max(0, subject.start - 8)
    inside = cast.between(subject.start, subject.end)
    kept: list[Mention] = []
    for mention in inside:
        if mention.start > subject.start and _OUTSIDE.search(folded[: mention.start - shift]):
            continue
        kept.append(mention)
    firm = [m for m in kept if m.form != "seat"] or kept
    return {c for m in firm for c in m.codes}


def _pronoun(document: Document, cast: Cast, subject: Span, one: re.Match[str]) -> Bound:
    """3. A pronoun stands for the last person or party named before it in its paragraph."""
    if one["both"]:
        return document.parties, _OF_DOCUMENT
    paragraph = document.text.rfind("\n", 0, subject.start) + 1
    before = [m for m in cast.between(paragraph, subject.start) if m.form in ("name", "alias", "leader")]
    if one["person"]:
        office = _last_office(document, cast, paragraph, subject.start)
        people = [m for m in before if m.form == "leader"]
        if office is not None and (not people or office[0] > people[-1].start):
            return (office[1],), "person before the pronoun"
        if people:
            return _sorted(set(people[-1].codes)), "person before the pronoun"
        return document.parties, _OF_DOCUMENT
    sentences = re.split(r"(?<=[.;])\s", document.text[paragraph : subject.start])
    opening = subject.start - len(sentences[-1])
    here = [m for m in before if m.start >= opening] or before
    if here and here[0].start - opening < 40:
        return _sorted(set(here[0].codes)), "party before the pronoun"
    return document.parties, _OF_DOCUMENT


def _last_office(document: Document, cast: Cast, start: int, end: int) -> tuple[int, str] | None:
    """The last office of a known party ("the President") between two offsets, and whose it is."""
    found = None
    for office, code in cast.offices.items():
        for match in re.finditer(rf"\b[Tt]he {re.escape(office)}\b", document.text[start:end], re.I):
            if found is None or start + match.start() > found[0]:
                found = (start + match.start(), code)
    return found


def _office(cast: Cast, words: str) -> Bound | None:
    """4. An office spoken of alone ("the Prime Minister") is that of the party it was introduced with."""
    bare = re.sub(r"^(?:the|his|her|that)\s", "", words, flags=re.I).lower()
    for office in sorted(cast.offices, key=len, reverse=True):
        if bare == office or bare.startswith(office + " "):
            return (cast.offices[office],), "office"
    return None


def _implicit(document: Document, cast: Cast, action: Span, sentence: Span) -> Bound:
    """5. No subject: the parties of the document."""
    return document.parties, _OF_DOCUMENT
