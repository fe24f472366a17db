"""Meetings a text speaks of: the one it comes from, those held before, and the next."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from servanda.lexicon.meetings import MeetingLexicon, load_meetings
from servanda.lexicon.parties import PartyLexicon, load_parties
from servanda.model.document import Document
from servanda.model.entities import Meeting, Person
from servanda.model.span import Span
from servanda.model.wire import stable_id
from servanda.read.dates import find_dates
from servanda.read.meeting_names import called
from servanda.read.parties import Mention
from servanda.read.passages import Passages, codes_of
from servanda.read.places import find_place

_HEADED = re.compile(
    r"(?:(?:Virtual|Bilateral|Trilateral|Phone|Joint|Secure|Video|Expanded|First|Second|Separate)\s)*(?:Meetings?|Calls?|Conversations?|Talks|Visit|Trip|Travel|Summit|Engagements?|Consultations)\s(?:with|to|between|of|in)\s.+"
)
_MET_END = re.compile(
    r"[,;.(]|\s(?:to|in|on|at|where|who|about|regarding|following|ahead|after|before|today|yesterday|this|and\s(?!President|Prime|Vice|Minister|Foreign|King|Secretary|Chancellor|National|other)|during|for|as)\b"
)
_MONTHS = re.compile(r",?\s(?:January|February|March|April|May|June|July|August|September|October|November|December)$")
_WIDEST = 420  # code points
_MUTUAL = re.compile(r"^(?:met|spoke|talked)\s?$")
_ELSEWHERE = re.compile(r";|,\s(?:and|which|where|following|after)\b|\bsupport for\b")
_TOPIC = re.compile(
    r";|\b(?:to|about|regarding|for|following|after|before|ahead|where|which)\b|\bon\s(?!the\s(?:margins|sidelines))|,\sand\b"
)
_CHAIRED = re.compile(r"\b(?:co-)?(?:chaired|hosted|led|attended|convened|opened|participated in|joined|met|spoke|meet|meets|held|had)\b")
# "the Joint Communiqué of the [1st Dialogue]": the sentence is about something else, and so are its dates.
_IN_A_TITLE = re.compile(r"\b(?:Communiqu[eé]|Statement|Declaration|Agreement|Protocol|Memorandum|Report|Outcomes?|Minutes) of (?:the )?$")
_TALK_BETWEEN = re.compile(r"[^.;]{0,60}?\b(?:between|with|of)\b")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """One mention of a meeting."""

    start: int
    end: int
    name: str
    round: int | None = None
    date: str | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    verbal: bool = False


@dataclass(slots=True)
class _Scene:
    """What the finders of one document share."""

    document: Document
    passages: Passages
    people: Sequence[Person]
    lexicon: MeetingLexicon
    parties: PartyLexicon
    clock: date | None = None
    named: list[tuple[int, str]] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)


def find_meetings(
    document: Document,
    mentions: Sequence[Mention],
    people: Sequence[Person] = (),
    parties: PartyLexicon | None = None,
    passages: Passages | None = None,
) -> tuple[Meeting, ...]:
    """The meetings `document` speaks of, its own among them, in order; `mentions` and `people` are the parties and people named in it."""
    laid = passages or Passages(document.text, mentions)
    scene = _Scene(document, laid, people, load_meetings(), parties or load_parties(), _clock(document.date))
    scene.named = sorted((s.start, p.name) for p in people for s in p.spans)
    scene.ends = sorted((s.start, s.end) for p in people for s in p.spans)
    spoken = sorted((*_by_name(scene), *_by_verb(scene)), key=lambda s: s.start)
    groups = _gathered(document, spoken)
    own = _own(scene, groups)
    found = [_meeting(document, group, own is group) for group in groups]
    return tuple(sorted(found, key=lambda m: m.spans[0].start))


def _clock(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None


def _by_name(scene: _Scene) -> Iterator[_Spoken]:
    """Meetings by their names and descriptions."""
    laid = scene.passages
    for one in called(laid, scene.lexicon):
        begin, finish = _near(laid, one.start, one.end)
        text = laid.text[one.start : one.end]
        until = min(finish, one.end + 110)
        if between := _TALK_BETWEEN.match(laid.folded, one.end, until):
            codes = (
                codes_of([m for m in laid.parties_in(between.end(), until) if m.form != "seat"])
                if one.end == one.start + len(text) and text[0].islower()
                else ()
            )
        else:
            codes = ()
        inside = codes_of([m for m in laid.parties_in(one.start, one.end) if m.form != "seat"])
        titled = _IN_A_TITLE.search(laid.folded, max(0, one.start - 40), one.start) is not None
        people = _people(scene, begin, one.start) if _CHAIRED.search(laid.folded, begin, one.start) else ()
        if text[0].islower() and text.split()[-1] in ("talks", "meeting", "call", "meetings"):
            people = people or _people(scene, one.end, finish)
        yield _Spoken(
            one.start,
            one.end,
            text,
            one.round,
            None if titled else _date(scene, (begin, finish), (one.start, one.end)),
            _place(scene, one.end, until),
            inside or codes,
            people,
        )


def _by_verb(scene: _Scene) -> Iterator[_Spoken]:
    """Meetings told by a verb ("The President met today with Prime Minister Voss of Valdoria in Port Amity")."""
    laid = scene.passages
    for match in scene.lexicon.met.finditer(laid.folded):
        begin, finish = _near(laid, match.start(), match.end())
        before = _people(scene, begin, match.start())
        parties = [m for m in laid.parties_in(begin, finish) if m.form != "seat"]
        stop = _MET_END.search(laid.folded, _name_end(scene, match.end(), finish), finish)
        end = stop.start() if stop else finish
        after = _people(scene, match.end(), min(finish, end + 1))
        mutual = _MUTUAL.search(match.group()) is not None and (len(before) > 1 or sum(m.start < match.start() for m in parties) > 1)
        if not (before or any(m.start < match.start() for m in parties)):
            continue
        if not (mutual or after or any(match.end() <= m.start < end for m in parties)):
            continue
        day = _date(scene, (begin, finish), (match.start(), end))
        place = _place(scene, match.start(), finish, end)
        met = tuple(dict.fromkeys((*before, *after)))
        yield _Spoken(match.start(), end, laid.text[match.start() : end], None, day, place, codes_of(parties), met, True)


def _near(laid: Passages, start: int, end: int) -> tuple[int, int]:
    """The sentence around `start` to `end`, or as much of it as can say something of what stands there."""
    begin, finish = laid.around(start)
    return max(begin, start - _WIDEST), min(finish, end + _WIDEST)


def _name_end(scene: _Scene, at: int, finish: int) -> int:
    """The end of the last person's name that begins within the object of a verb at `at`, so that "Jr." or "bin" ends no name early."""
    left = bisect_left(scene.ends, (at, 0))
    if left < len(scene.ends) and scene.ends[left][0] < min(finish, at + 60):
        return scene.ends[left][1]
    return at


def _people(scene: _Scene, start: int, end: int) -> tuple[str, ...]:
    left, right = bisect_left(scene.named, (start, "")), bisect_left(scene.named, (end, ""))
    names = dict.fromkeys(name for _, name in scene.named[left:right])
    offices = [p.office for p in scene.people if p.office and p.name in names]
    return tuple(name for name in names if not any(name in office for office in offices))


def _date(scene: _Scene, sentence: tuple[int, int], name: tuple[int, int]) -> str | None:
    """The day that the sentence gives a meeting: behind its name, before it at the start of the sentence, or "today"."""
    text = scene.document.text
    words = scene.passages.folded
    for found in find_dates(text, name[1], min(sentence[1], name[1] + 130), scene.clock):
        if re.search(r"[;]|\band (?:to|will)\b|\b(?:since|by|until|from|between)\s(?:the\s)?$", words[name[1] : found.start]) is None:
            return found.resolved(scene.clock).value
        break
    for found in find_dates(text, sentence[0], name[0], scene.clock):
        if found.start - sentence[0] < 12 or name[0] - found.end < 12:
            return found.resolved(scene.clock).value
    near = words[sentence[0] : sentence[1]]
    if scene.clock is not None and re.search(r"\b[Tt]oday\b|\bthis (?:morning|afternoon|evening)\b", near):
        return scene.clock.isoformat()
    if scene.clock is not None and re.search(r"\b[Yy]esterday\b", near):
        return (scene.clock - timedelta(days=1)).isoformat()
    return None


def _place(scene: _Scene, start: int, end: int, talk: int | None = None) -> str | None:
    """The place named behind a meeting in its clause; from `talk` on, words on what was spoken of end the clause too."""
    folded = scene.passages.folded
    stop = _TOPIC.search(folded, talk, end) if talk is not None else _ELSEWHERE.search(folded, start, end)
    found = find_place(scene.document.text, (start, stop.start() if stop else end), scene.parties)
    return _MONTHS.sub("", " ".join(scene.document.text[slice(*found)].split())) if found else None


def _key(name: str) -> str:
    words = re.sub(r"[^\w\s]", " ", name.lower().replace("'", "").replace("’", ""))
    return " ".join(w for w in words.split() if w not in ("the", "a", "of", "on", "for"))


def _gathered(document: Document, spoken: Sequence[_Spoken]) -> list[list[_Spoken]]:
    """Mentions of one meeting together: the same name, unless their numbers or dates differ."""
    groups: list[list[_Spoken]] = []
    by_key: dict[str, list[_Spoken]] = {}
    for one in spoken:
        key = _key(one.name)
        group = by_key.get(key)
        if group is not None and not one.verbal and all(not (a.date and one.date) or a.date == one.date for a in group):
            group.append(one)
        else:
            group = [one]
            by_key.setdefault(key, group)
            groups.append(group)
    return groups


def _own(scene: _Scene, groups: list[list[_Spoken]]) -> list[_Spoken] | None:
    """The meeting the document itself comes from: its round of the series, or what a readout begins with. Its heading joins it."""
    document = scene.document
    series = document.series
    heading = document.heading
    if series is not None:
        name = _key(series.name)
        held = [
            group
            for group in groups
            if any(name in _key(s.name) and (s.round == series.round or s.round is None) and "next" not in s.name[:5] for s in group)
        ]
        for other in held[1:]:  # "the 2nd Dialogue" of the heading and "the 2nd meeting of the Dialogue" of the text
            if series.round is not None and any(s.round == series.round for s in other):
                held[0].extend(other)
                groups.remove(other)
        if held:
            return held[0]
    if document.kind != "readout" or not groups:
        return None
    lead = heading.end if heading else 0
    first = next((g for g in groups if g[0].verbal and lead <= g[0].start < lead + 900), None)
    if first is not None and heading is not None and (headed := _HEADED.search(heading.text)):
        start = heading.start + headed.start()
        first.insert(0, replace(first[0], start=start, end=start + len(headed.group()), name=headed.group()))
    return first


def _meeting(document: Document, group: Sequence[_Spoken], own: bool) -> Meeting:
    """One meeting from its mentions; the document's own takes its day, place and parties where the words beside it give none."""
    first = group[0]
    name = " ".join(max(group, key=lambda s: (s.round is not None, s is first)).name.split())
    day = next((s.date for s in group if s.date), document.date if own else None)
    place = next((s.place for s in group if s.place), document.place if own else None)
    parties = tuple(dict.fromkeys(c for s in group for c in s.parties))
    people = tuple(dict.fromkeys(p for s in group for p in s.people))
    number = next((s.round for s in group if s.round is not None), document.series.round if own and document.series else None)
    spans = tuple(Span.of(document.text, s.start, s.end) for s in dict.fromkeys(group))
    if document.parties and (
        own or (not parties and document.series and _key(document.series.name).endswith(_key(name).partition(" round ")[2] or "\0"))
    ):
        parties = document.parties
    return Meeting(stable_id("meeting", document.source.id, name, first.start), name, spans, number, day, place, parties, people)
