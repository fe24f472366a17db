"""Finding dates in a text: every absolute form of the genre, from "22nd day of June, 2017" to "Q3 2024", with its EDTF value.

A grammar of our own around two anchors, names of months and numbers of four digits: the words beside an anchor say what it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from servanda.lexicon.calendar import Calendar
from servanda.model.when import Interval, Point, WhenError, half_end, quarter_end, week_end
from servanda.read.date_grammar import DASH, YEAR, Grammar, date_grammar

Form = Literal["day", "month", "season", "quarter", "half", "year", "fiscal", "decade", "interval", "week"]

_HEAD = 48  # code points before an anchor that can belong to it
_BACK_DAYS = 31  # a day without a year that lies no further back is of the document's own year
_RANGE = re.compile(rf"\s*(?:{DASH}|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bup\s+to\b)\s*(?:the\s+)?")
_LIST = re.compile(r"\s*(?:,\s*(?:and\b|or\b)?|\band\b|\bor\b|&|/)\s*(?:the\s+)?(?:in\s+|by\s+)?")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_DIGITS = re.compile(
    rf"(?<![\w$€£¥#])(?:(?P<iso>\d{{4}}-\d\d-\d\d)(?!\d|-)"
    rf"|(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<ny>{YEAR})(?!\w|[./-]\d)"
    rf"|(?P<y>{YEAR})(?:(?P<s>s\b)|\s?(?:{DASH}|/)\s?(?P<short>\d\d)(?![\w%]|{DASH}\d|[.,]\d))?(?![\w%]|[,:]\d|\.\d))"
)
_FY = re.compile(rf"(?<!\w)FYs?[\s-]?[’']?(?P<y>{YEAR}|\d\d)(?:\s?(?:{DASH}|/)\s?(?:FY)?[’']?(?P<z>{YEAR}|\d\d))?(?!\w)")
_AFTER_YEAR = re.compile(r"(?:\s?Q(?P<q>[1-4])\b|\s+(?:fiscal|financial)\s+years?\b)")
_NUMBERED = re.compile(r"\s*\((?:19|20)\d\d\)")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date that the words from `start` to `end` give.

    `value` is EDTF, or None when they leave out the year; then `month`, `day` and `last` (of "5-7 September") hold what they say.
    Quarters, halves and weeks have their last day as value; `narrowed` is a word such as "early" or "end" that the value leaves out.
    """

    start: int
    end: int
    value: str | None
    form: Form
    month: int | None = None
    day: int | None = None
    last: int | None = None
    narrowed: str | None = None

    def resolved(self, clock: date | None) -> DateMention:
        """This mention with its year: the first such date that a document of the day `clock` can look forward to."""
        if self.value is not None or clock is None or self.month is None:
            return self
        year = clock.year
        if self.day is None:
            year += self.month < clock.month
        else:
            floor = clock - timedelta(days=min(_BACK_DAYS, clock.toordinal() - 1))
            nearest = [y for y in (year - 1, year, year + 1) if _after(y, self.month, self.last or self.day, floor)]
            year = nearest[0] if nearest else year
        return self.in_year(year)

    def in_year(self, year: int) -> DateMention:
        """This mention as one of `year`; unchanged when there is no such date ("29 February")."""
        value = _value(year, self.month, self.day, self.last)
        return replace(self, value=_week(value) if self.form == "week" else value) if value else self


def _after(year: int, month: int, day: int, floor: date) -> bool:
    try:
        return date(year, month, day) >= floor
    except ValueError:
        return False


def _value(year: int, month: int | None = None, day: int | None = None, last: int | None = None) -> str | None:
    """EDTF for a date or a run of days in one month; None when there is no such date."""
    try:
        first = Point(year, month, day)
        return str(Interval(first, Point(year, month, last)) if last and last != day else first)
    except WhenError:
        return None


def _week(value: str | None) -> str | None:
    return week_end(date.fromisoformat(value)).isoformat() if value and len(value) == 10 else value


def find_dates(text: str, start: int = 0, end: int | None = None, clock: date | None = None, language: str = "en") -> list[DateMention]:
    """The dates named in `text` from `start` to `end`, in order, none overlapping; `clock`, the document's day, fills in years left out.

    Durations and words that point from the document's day ("next year", "within 90 days") are found by `servanda.read.spells`.
    """
    grammar = date_grammar(language)
    end = len(text) if end is None else end
    found = list(_months(text, start, end, grammar))
    taken = {p for m in found for p in range(m.start, m.end)}
    found += [m for m in _numbers(text, start, end, grammar) if m.start not in taken and m.end - 1 not in taken]
    found.sort(key=lambda m: m.start)
    return [m.resolved(clock) for m in _joined(text, start, _apart(found))]


def _apart(found: list[DateMention]) -> list[DateMention]:
    """The mentions without those that begin inside another."""
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _months(text: str, start: int, end: int, grammar: Grammar) -> Iterator[DateMention]:
    """Dates that name a month."""
    floor = start
    for match in grammar.month.finditer(text, start, end):
        month = grammar.calendar.months[match.group().lower()]
        left, right = match.span()
        head = text[max(floor, left - _HEAD) : left]
        base = left - len(head)
        day = last = None
        before = grammar.day_before.search(head)
        if before is not None:
            left = base + before.start()
        else:
            after = grammar.day_after.match(text, right, end)
            if after is not None:
                before, right = after, after.end()
        if before is not None:
            day, last = grammar.calendar.ordinal(before["d"]), grammar.calendar.ordinal(before["e"] or "")
            if day and last and last <= day:
                last = None
        year_match = grammar.year_after.match(text, right, end)
        year = _year_of(year_match, grammar.calendar) if year_match else None
        if year is not None and year_match is not None:
            right = year_match.end()
        elif before is None and not _alone(text, match, head, grammar):
            continue
        left, week, narrowed = _extended(text, max(floor, left - _HEAD), left, grammar)
        floor = right
        form: Form = "week" if week and day else "interval" if last else "day" if day else "month"
        mention = DateMention(left, right, None, form, month, day, last, narrowed)
        yield mention.in_year(year) if year else mention


def _year_of(match: re.Match[str], calendar: Calendar) -> int | None:
    """The year in digits or words, if it is one."""
    year = calendar.number(match["y"] or match["w"])
    return year if year is not None and 1400 <= year < 2100 else None


def _alone(text: str, match: re.Match[str], head: str, grammar: Grammar) -> bool:
    """Whether a month without a day or a year is a month here; short and doubtful names need a word that leads to one."""
    name = match.group().lower()
    full = len(name) > 4 or name in ("june", "july")
    if (full and name not in grammar.calendar.doubtful_months) or grammar.part.search(head):
        return True
    return name in grammar.calendar.doubtful_months and grammar.lead.search(head) is not None and text[match.end() : match.end() + 1] != "-"


def _extended(text: str, floor: int, left: int, grammar: Grammar) -> tuple[int, bool, str | None]:
    """Where a date starts with its weekday and the words that narrow it; whether it is a week, and the narrowing word."""
    head = text[floor:left]
    weekday = grammar.weekday.search(head)
    if weekday and weekday.group():
        left, head = floor + weekday.start(), head[: weekday.start()]
    part = grammar.part.search(head)
    if part is None:
        return left, False, None
    words = part.group().lower()
    return floor + part.start(), "week" in words, part["p"] or part["n"] or ("half" if "half" in words else None)


def _numbers(text: str, start: int, end: int, grammar: Grammar) -> Iterator[DateMention]:
    """Dates in digits: days, years with what narrows them, and fiscal years."""
    for match in _DIGITS.finditer(text, start, end):
        left, right = match.span()
        if match["y"] is None:
            value = _day(match)
            if value:
                yield DateMention(left, right, value, "day" if len(value) == 10 else "month")
        elif not _is_number(text, left, right, end, grammar):
            yield _year(text, start, match, grammar)
    for match in _FY.finditer(text, start, end):
        first, last = (int(y) if len(y) == 4 else 2000 + int(y) for y in (match["y"], match["z"] or match["y"]))
        floor = max(start, match.start() - _HEAD)
        period = grammar.period.search(text[floor : match.start()])
        left, _, narrowed = _extended(text, floor, floor + period.start() if period else match.start(), grammar)
        value = f"{first}/{last}" if last > first + 1 else str(max(first, last))
        yield DateMention(left, match.end(), value, "fiscal", narrowed=narrowed)


def _day(match: re.Match[str]) -> str | None:
    """A date in digits alone: ISO, or day before month where dots or dashes part them; with slashes only if one order is possible."""
    if match["iso"]:
        year, month, day = (int(n) for n in match["iso"].split("-"))
        return _value(year, month, day) if year else None
    a, b, year = int(match["a"]), int(match["b"]), int(match["ny"])
    orders = [v for v in (_value(year, b, a) if a and b else None, _value(year, a, b) if a and b else None) if v]
    return orders[0] if orders and (match["sep"] != "/" or len(set(orders)) == 1) else None


def _is_number(text: str, left: int, right: int, end: int, grammar: Grammar) -> bool:
    """Whether four digits are a quantity or a number of something, not a year."""
    head = text[max(0, left - 20) : left]
    if head[-1:] in ("-", "/", ".", ",", "–") and head[-2:-1].isdigit() and not re.search(rf"(?<!\d){YEAR}\s?[-–/]$", head):
        return True
    if head[-1:] == "/" and head[-2:-1].isalpha():
        return True
    return bool(grammar.no_year_before.search(head) or grammar.no_year_after.match(text, right, end) or _NUMBERED.match(text, right, end))


def _year(text: str, start: int, match: re.Match[str], grammar: Grammar) -> DateMention:
    """A year with the quarter, half, season, fiscal year or part of it that the words before name."""
    left, right = match.span()
    year = last = int(match["y"])
    if match["short"] is not None:
        short = int(match["short"])
        if short > year % 100:
            last = year - year % 100 + short
        elif 1 <= short <= 12:
            return DateMention(left, right, f"{year}-{short:02d}", "month")
        else:
            right = match.end("y")
    floor = max(start, left - _HEAD)
    fiscal = str(last) if last <= year + 1 else f"{year}/{last}"
    period = grammar.period.search(text[floor:left])
    if period is not None:
        left = _extended(text, floor, floor + period.start(), grammar)[0]
        value, form = _period(period, year, grammar.calendar)
        return DateMention(left, right, value or fiscal, form)
    after = _AFTER_YEAR.match(text, right)
    if after and after["q"]:
        return DateMention(left, after.end(), quarter_end(year, int(after["q"])).isoformat(), "quarter")
    left, _, narrowed = _extended(text, floor, left, grammar)
    if after:
        return DateMention(left, after.end(), fiscal, "fiscal", narrowed=narrowed)
    if match["s"]:
        return DateMention(left, right, f"{year // 10}X" if year % 100 else f"{year // 100}XX", "decade", narrowed=narrowed)
    if last > year:
        return DateMention(left, right, f"{year}/{last}", "interval", narrowed=narrowed)
    return DateMention(left, right, str(year), "year", narrowed=narrowed)


def _period(period: re.Match[str], year: int, calendar: Calendar) -> tuple[str | None, Form]:
    """The value and form of the quarter, half or season before a year; no value for a fiscal year, whose quarters nobody can know."""
    order = period["o"] or period["q"] or period["h"]
    if period["f"] or period["g"]:
        return None, "fiscal"
    if period["s"]:
        return f"{year}-{calendar.seasons[period['s'].lower()]}", "season"
    number = calendar.ordinal(order) or 4
    if period["q"] or (period["k"] or "").lower() == "quarter":
        return quarter_end(year, number).isoformat(), "quarter"
    return half_end(year, min(number, 2)).isoformat(), "half"


def _joined(text: str, start: int, found: list[DateMention]) -> list[DateMention]:
    """Dates with the year they share with the next ("30 June and 2 July 2017"), and ranges made one."""
    for index in range(len(found) - 2, -1, -1):
        a, b = found[index], found[index + 1]
        gap = text[a.end : b.start]
        if a.value is None and b.value is not None and a.month and b.month and (_RANGE.fullmatch(gap) or _LIST.fullmatch(gap)):
            year = int(b.value[:4])
            found[index] = a.in_year(year - (a.month > b.month))
    for index, (a, b) in enumerate(pairwise(found)):
        if (
            a.value is not None
            and b.value is None
            and b.month
            and a.month
            and len(a.value) < 11
            and _RANGE.fullmatch(text[a.end : b.start])
        ):
            found[index + 1] = b.in_year(int(a.value[:4]) + (b.month < a.month))
    joined: list[DateMention] = []
    for mention in found:
        whole = _range(text, start, joined[-1], mention) if joined else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(mention)
    return joined


def _range(text: str, start: int, a: DateMention, b: DateMention) -> DateMention | None:
    """Two dates as one interval when the words between or before them say so."""
    gap = text[a.end : b.start]
    if a.value is None or b.value is None or "/" in a.value or "/" in b.value or len(gap) > 24:
        return None
    between = gap.strip() == "and" and _BETWEEN.search(text[max(start, a.start - 16) : a.start])
    if not between and _RANGE.fullmatch(gap) is None:
        return None
    if a.value[:7] >= b.value[:7] and a.value >= b.value:
        return None
    return DateMention(a.start, b.end, f"{a.value}/{b.value}", "interval")
