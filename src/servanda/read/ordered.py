"""Days numbered from an event: "the thirtieth day after", "the third anniversary of", "the first day of the second month following"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from servanda.lexicon.calendar import Calendar
from servanda.model.deadline import Offset
from servanda.read.anchors import Setting, anchor_at
from servanda.read.spell import Spell, counted
from servanda.read.spell_patterns import SpellPatterns

_FIRM = ("by", "before", "until", "no", "not", "prior", "within")


def ordered(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
    """The spells of this kind in `text`, in order."""
    setting = Setting(clock, patterns, region[1])
    for match in patterns.ordered.finditer(text, *region):
        offset = _offset(match, patterns.calendar)
        if offset is None:
            continue
        anchor = anchor_at(text, match, False, setting)
        firm = match["lead"].lower().split()[0] in _FIRM
        value = counted(offset, anchor.day)
        yield Spell(match.start(), anchor.end, value, anchor.trigger, offset, firm=firm, bare=True, counted_from=anchor.day)


def _offset(match: re.Match[str], calendar: Calendar) -> Offset | None:
    """The distance that the words give."""
    if match["years"]:
        years = calendar.ordinal(match["years"]) or calendar.number(match["years"])
        return Offset(years, "years") if years else None
    if match["turn"]:
        months = calendar.ordinal(match["month"]) if match["month"] else 1
        period = calendar.number(match["period"]) if match["period"] else 0
        if months is None or period is None:
            return None
        return Offset(months + period, "months", turn="first" if match["turn"].lower() == "first" else "last")
    count = calendar.ordinal(match["day"])
    if not count:
        return None
    working = (match["kind"] or "").lower() in ("working", "business")
    back = match["rel"].lower().startswith(("before", "prior", "preceding"))
    return Offset(-count if back else count, "working days" if working else "days")
