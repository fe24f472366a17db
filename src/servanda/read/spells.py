"""Finding time told from the document's day or from an event: "next year", "within 90 days of signature", "before the next summit"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from servanda.lexicon.calendar import Calendar
from servanda.model.deadline import Offset
from servanda.model.when import Unit
from servanda.read.anchors import Anchor, Setting, anchor_at, cut
from servanda.read.ordered import ordered
from servanda.read.pointed import deictic, quarters
from servanda.read.spell import Spell, counted
from servanda.read.spell_patterns import SpellPatterns, spell_patterns
from servanda.read.triggers import own_trigger, trigger_at

_UNITS: dict[str, Unit] = {"hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years"}
_AT_ONCE = ("from", "upon", "immediately upon", "immediately after", "as of", "as from", "on")  # before the act that makes the document
_LOOSE = ("in", "over", "for", "during", "throughout", "after", "up to", "until", "")  # a length behind these bounds nothing by itself
_UNFIRM = ("for", "in", "over", "during", "after", "")
_BACKWARD = ("before", "prior", "preceding")
_WEAK = ("of", "from", "since")  # behind a length alone ("ten years of work") they do not yet count from something
_BEGINS = ("beginning", "starting", "commencing")
_NOTHING = re.compile(r"\bof\Z")
_THEREAFTER = re.compile(r"\s+(thereafter|thereof|afterwards)\b", re.IGNORECASE)


def find_spells(text: str, start: int, end: int, clock: date | None, language: str = "en") -> list[Spell]:
    """The spells in `text` from `start` to `end`, in order. `clock` is the day of the document; it gives a value to what counts from it."""
    patterns = spell_patterns(language)
    region = start, end
    found: list[Spell] = []
    pointed: list[Spell] = []
    if patterns.hint.search(text, start, end):
        if patterns.unit.search(text, start, end):
            found = list(ordered(text, region, clock, patterns))
            found = _with(found, [*_durations(text, region, clock, patterns), *quarters(text, region, clock, patterns)])
        pointed += deictic(text, region, clock, patterns)
    pointed += _events(text, region, clock, patterns)
    return [spell for spell in _with(found, pointed) if not spell.earliest]


def _with(found: list[Spell], more: list[Spell]) -> list[Spell]:
    """`found`, sorted, and those of `more` that share no code point with one of it, in order."""
    starts = [s.start for s in found]
    return sorted([*found, *(s for s in more if not _meets(found, starts, s.start, s.end))], key=lambda s: s.start)


def _meets(spells: list[Spell], starts: list[int], start: int, end: int) -> bool:
    """Whether one of `spells`, sorted by `starts`, shares a code point with `start` to `end`."""
    near = bisect_left(starts, end)
    return any(spell.end > start for spell in spells[max(0, near - 3) : near])


def _durations(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
    """Lengths of time with the event they count from, or counted from the document's day."""
    setting = Setting(clock, patterns, region[1])
    for match in patterns.duration.finditer(text, *region):
        offset = _offset(match, patterns.calendar)
        lead = " ".join((match["lead"] or "").lower().split())
        if offset is None or match["owner"] or text[match.end() : match.end() + 7].lstrip().lower().startswith("notice"):
            continue
        if patterns.backward.search(text, max(region[0], match.start() - (60 if lead == "in" else 12)), match.start()):
            continue
        tail = patterns.tail.match(text, match.end(), region[1])
        rel = " ".join(tail["rel"].lower().split()) if tail else ""
        if tail is not None and not (rel == "of" and match["next"]):
            anchor = anchor_at(text, tail, rel.startswith(_BEGINS), setting)
            if lead or rel not in _WEAK or (rel == "from" and anchor.trigger.kind not in ("date", "other")):
                yield _counted_from(match, lead, rel, offset, anchor)
                continue
        ahead = (match["next"] or "").strip().lower() in ("next", "coming")
        strong = lead not in _LOOSE
        if (match["next"] and not ahead) or not (strong or (lead == "in" and match["n"]) or (ahead and lead)):
            continue
        after = _THEREAFTER.match(text, match.end(), region[1])
        if after is not None:
            yield Spell(match.start(), after.end(), None, trigger_at(text, *after.span(1), "other"), offset, firm=strong, bare=True)
            continue
        value = counted(offset, clock)
        yield Spell(match.start(), match.end(), value, None, offset, firm=strong, bare=True, counted_from=clock)


def _counted_from(match: re.Match[str], lead: str, rel: str, offset: Offset, anchor: Anchor) -> Spell:
    """A length that counts from something."""
    back = rel.startswith(_BACKWARD)
    offset = Offset(-offset.count if back else offset.count, offset.unit, first_counts=rel.startswith(_BEGINS))
    return Spell(
        match.start(),
        anchor.end,
        counted(offset, anchor.day),
        anchor.trigger,
        offset,
        firm=lead not in _UNFIRM,
        bare=True,
        earliest=bool(match["early"] or (match["least"] and not back)),
        counted_from=anchor.day,
    )


def _offset(match: re.Match[str], calendar: Calendar) -> Offset | None:
    """The length that a duration gives; None for vague ones, fiscal years and lengths in working weeks."""
    words, unit = match["m"] or match["n"], match["u"].lower()
    kind = (match["kind"] or "").lower()
    if kind == "fiscal" or (kind in ("working", "business") and unit != "day"):
        return None
    if words is None:
        if not match["next"] or match["s"] or kind in ("working", "business") or unit not in (*_UNITS, "decade"):
            return None
        return Offset(10, "years") if unit == "decade" else Offset(1, _UNITS[unit])
    if not match["s"] and "-" in match.group()[match.end("n") - match.start() : match.start("u") - match.start()]:
        return None  # "a five-year plan"
    count = 1 if words.lower() in ("a", "an") else calendar.number(words)
    if not count:
        return None
    if unit in ("decade", "fortnight"):
        return Offset(count * 10, "years") if unit == "decade" else Offset(count * 2, "weeks")
    return Offset(count, "working days" if kind in ("working", "business") else _UNITS[unit])


def _events(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
    """Acts and events to come that a deadline waits for."""
    for match in patterns.event.finditer(text, *region):
        start, end = match.span("t")
        own = patterns.own.match(text, start, region[1])
        lead = " ".join(match["lead"].lower().split())
        if own is not None and lead in _AT_ONCE:
            value = clock.isoformat() if clock else None
            yield Spell(match.start(), own.end(), value, own_trigger(text, start, own.end()), bare=True, counted_from=clock)
        elif own is None:
            end = cut(text, start, end)
            if (match["plain"] and lead in ("by", "at", "on", "during")) or _NOTHING.search(text, start, end):
                continue  # "by signing onto", "at the end of which"
            yield Spell(match.start(), end, None, trigger_at(text, start, end), bare=True)
