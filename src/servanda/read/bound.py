"""Who is bound by a commitment: from the words of its subject, by numbered rules, the first that applies."""

from __future__ import annotations

import re

from servanda.lexicon.offices import load_offices
from servanda.model.document import Document
from servanda.model.span import Span
from servanda.read.cast import Cast
from servanda.read.indigenous import bound_nations
from servanda.read.parties import Mention, fold
from servanda.read.runs import runs, spoken_as

Bound = tuple[tuple[str, ...], str]

_WE = re.compile(r"(?:we|us|our|ourselves|ours)\b", re.I)
_OURS = re.compile(r"(?:our|this|these|such|the said)\b", re.I)
_THEY = re.compile(r"(?:they|them|their|both|each|all|neither|either|none)\b", re.I)
_ONE = re.compile(r"(?:(?P<both>both )?(?P<person>he|she|him|her|his)|(?P<thing>it|its|the latter|the former))\b", re.I)
_SEVERAL = re.compile(
    r"\b(?:both|two|three|four|five|all|respective|jointly|together|neither|either|each(?: of)?|sides|parties|party|participants?|"
    r"governments|countries|nations|"
    r"leaders|presidents|ministers|delegations|members|partners|allies|officials|principals|co-chairs|signator(?:y|ies))\b",
    re.I,
)
_STATES = re.compile(r"^(?:that )?(?:all |each |every |any |no )?(?:(?:UN |United Nations )?member )?states?\b(?! part)", re.I)
_OWN_ORGAN = re.compile(r"^(?:the |that the )?(?:Security )?Council\b")
_OF_THE_UN = re.compile(r"\b(?:Secretary-General|Secretariat)\b")
_OUTSIDE = re.compile(r"\b(?:in|against|within|across|outside|towards?|about|visiting|near|to)\s(?:the\s)?$", re.I)
_TITLED = re.compile(rf"(?:{load_offices().pattern})\s[A-Z]")
_NAMELY = re.compile(r"[\s,(-]+(?:including|namely|comprising|who included?|such as)\s(?:the\s)?")
# Agents of a passive, and goods of one side that the other is to treat in some way.
_AGENT = re.compile(r"\bby\s(?:(?:the|nationals?|vessels?|citizens|and|of|its|authorities|government|competent|either)\s)*$", re.I)
_INTO = re.compile(r"\b(?:import(?:ed|ation|s)?)\s(?:\w+\s){0,2}?(?:in)?to\s(?:the\s)?(?:(?:customs\s)?territory\sof\s(?:the\s)?)?$", re.I)
_GOODS = re.compile(
    r"^(?:(?:all|certain|the|other)\s)?(?:imports?|products|goods|exports|articles)\b[^.;]{0,40}\b(?:from|of|in)\s(?:the\s)?$", re.I
)
_RECEIVES = re.compile(r"\s(?:will|shall)\s(?:receive|be\s(?:granted|accorded|given|exempt)|enjoy|benefit)\b")
_TREATED = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|quotas?|customs|preferen\w+|benefit|treatment|subject to|rate|receive|outcomes)\b", re.I)
_PARAGRAPH = 3_000  # code points to look back for what a pronoun stands for
_OF_DOCUMENT = "document"


def bound_parties(document: Document, cast: Cast, subject: Span | None, action: Span, sentence: Span) -> Bound:
    """The codes of those whom a commitment binds, sorted, and the name of the rule that says so.

    `subject` is the words naming them, or None when implicit. What no rule decides falls to the parties of the document.
    """
    words = fold(subject.text).strip(' "“”*') if subject else None
    nations = bound_nations(document.parties, words)
    if nations is not None:
        return nations, "treaty with Indigenous nations"
    if subject is None or words is None:
        return _implicit(document, cast, action, sentence)
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
        return _listed(document, cast, subject) or (document.parties, _OF_DOCUMENT)
    return _office(document, cast, words) or (document.parties, _OF_DOCUMENT)


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
    codes = {c for m in firm for c in m.codes}
    # A group without a voice of its own ("the contact group") stands for all who speak in the document.
    voiceless = any(len(m.codes) > 1 and m.form == "name" for m in firm)
    if voiceless and codes <= set(document.parties):
        return set(document.parties)
    return set(spoken_as(codes, {g: m for g, m in cast.groups.items() if g in codes}))


def _pronoun(document: Document, cast: Cast, subject: Span, one: re.Match[str]) -> Bound:
    """3. A pronoun stands for the last person or party named before it in its paragraph."""
    if one["both"]:
        return document.parties, _OF_DOCUMENT
    paragraph = max(document.text.rfind("\n", 0, subject.start) + 1, subject.start - _PARAGRAPH)
    before = [m for m in cast.between(paragraph, subject.start) if m.form in ("name", "alias", "leader")]
    if one["person"]:
        people = [m for m in before if m.form == "leader"] + _offices(document, cast, paragraph, subject.start)
        if not people:
            return document.parties, _OF_DOCUMENT
        last = document.text.rfind(". ", paragraph, max(m.start for m in people)) + 1
        first = min(m for m in people if m.start >= last)
        return _sorted(set(first.codes)), "person before the pronoun"
    stop = max(document.text.rfind(". ", paragraph, subject.start), document.text.rfind("; ", paragraph, subject.start)) + 1
    here = [m for m in before if m.start >= stop]
    if here and here[0].start - stop < 10 and set(here[0].codes) <= set(document.parties):
        return _sorted(set(here[0].codes)), "party before the pronoun"
    return document.parties, _OF_DOCUMENT


def _offices(document: Document, cast: Cast, start: int, end: int) -> list[Mention]:
    """The offices of known parties ("the President") between two offsets."""
    return [
        Mention(start + match.start(), start + match.end(), (code,), "leader")
        for office, code in cast.offices.items()
        for match in re.finditer(rf"\b[Tt]he {re.escape(office)}\b", document.text[start:end], re.I)
    ]


def _listed(document: Document, cast: Cast, subject: Span) -> Bound | None:
    """Those listed right after the subject ("Several allies, including Valdoria and Khemet, will ...")."""
    window = fold(document.text[subject.end : subject.end + 400])
    spelled = _NAMELY.match(window)
    if spelled is None:
        return None
    shifted = [Mention(m.start - subject.end, m.end - subject.end, m.codes, m.form) for m in cast.between(subject.end, subject.end + 400)]
    listed = runs(window, shifted)
    near = bool(listed) and listed[0].start <= spelled.end() + 5
    return (_sorted(set(listed[0].codes)), "listed after the subject") if near else None


def _office(document: Document, cast: Cast, words: str) -> Bound | None:
    """4. An office spoken of alone ("the Prime Minister") is that of the party it was introduced with.

    With a name that the text ties to nobody it is the speaker's own: that of the first party to be named.
    """
    bare = re.sub(r"^(?:the|his|her|that)\s", "", words, flags=re.I).lower()
    for office in sorted(cast.offices, key=len, reverse=True):
        if bare == office or bare.startswith(office + " "):
            return (cast.offices[office],), "office"
    if _TITLED.match(words) and len(document.parties) > 1:
        first = next((c for m in cast.mentions for c in m.codes if c in document.parties), None)
        return ((first,), "the speaker's own officer") if first else None
    return None


def _implicit(document: Document, cast: Cast, action: Span, sentence: Span) -> Bound:
    """5. No subject: the agent that the action names ("by vessels of Valdoria"), the side that treats the other's goods, or all."""
    words = fold(action.text)
    inside = [m for m in cast.between(action.start, action.end) if m.form != "seat" and set(m.codes) <= set(document.parties)]
    for mention in inside:
        before = words[: mention.start - action.start]
        if _AGENT.search(before):
            return _sorted(set(mention.codes)), "agent of the action"
        if _INTO.search(before):
            return _sorted(set(mention.codes)), "goods brought in"
    if inside and len(document.parties) == 2:
        first = inside[0]
        between = words[: first.start - action.start]
        if (_GOODS.search(between) or (not between.strip() and _RECEIVES.match(words, first.end - action.start))) and _TREATED.search(
            words
        ):
            return tuple(p for p in document.parties if p not in first.codes), "treatment of the other's goods"
    return document.parties, _OF_DOCUMENT
