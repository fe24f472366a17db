"""The date and place of a document: from its heading, dateline, "Done at ...", or adoption; never a date that is merely mentioned."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from servanda.lexicon.offices import load_offices
from servanda.model.labels import DocumentKind
from servanda.read.dates import DateMention, find_dates

_HEAD = 1_500  # code points in which a dateline stands
_MASTHEAD = 500  # code points in which a report says of what day it is, in a line no longer than
_SHORT = 140
_TAIL = 3_000  # code points in which a treaty says where and when it was done

_PLACE = r"(?P<place>[A-ZÀ-Þ][\w.'-]*(?:,?\s(?:[A-ZÀ-Þ][\w.'-]*|de|of|the)){0,5})"
# "Port Amity, Coastland - [date]", "PORT AMITY, [date]"; the whole of a line up to the date
_DATELINE = re.compile(rf"(?:^|\n)\W{{0,3}}{_PLACE}[,\s]*[-,:]\s?$")
_LINE_START = re.compile(r"(?:^|\n)[ \W]{0,4}(?:[A-Z]{1,3}NATIONS |UNITED NATIONS |[A-Z]*NATIONS[A-Z]* )*$")
_PERSON = re.compile(rf"(?:^|\n)\W{{0,4}}(?:{load_offices().pattern})\s[^\n]{{2,60}}\s*$")  # "- President Voss, [date]" signs a quotation
_SENTENCE = re.compile(r"[a-z]{2}[.!?][\"'”)]*(?:\s|$)")
_RUN_IN = re.compile(r"\s(?P<place>[A-Z]{4,}(?:\s[A-Z]{3,})?),\s$")
_DONE = re.compile(
    rf"\b(?:DONE|Done|Signed|SIGNED|Concluded|Executed|signed|concluded|adopted|done)\b[^.;]{{0,80}}?\b(?:at|in)\s{_PLACE}?[^.;]{{0,90}}$"
)
_ADOPTED = re.compile(r"\bAdopted by [^.]{0,80}?,?\son\s$", re.S)
_BRACKETED = re.compile(r"\(\s?(?:[A-Z]\w+,\s)?$")
_MET = re.compile(r"\b(?:met|meeting|convened|gathered|held|conclude[sd]?|adopted|hosted|chaired|welcomed|having met)\b")
_IN_PLACE = re.compile(r"\b(?:in|at)\s(?P<place>(?:the\s)?[A-ZÀ-Þ][\w.'-]*(?:,?\s[A-ZÀ-Þ][\w.'-]*){0,3})")
_OF_SITTING = ("joint_statement", "communique", "declaration", "mou")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in EDTF and a place, as far as the text gives them, and the rule that found them."""

    date: str | None
    place: str | None
    rule: str


def find_date(text: str, folded: str, kind: DocumentKind, heading: tuple[int, int] | None) -> Dated:
    """When and where a document was made."""
    dates = [
        d
        for d in find_dates(folded, 0, min(len(folded), _HEAD))
        if d.value and d.value.count("-") in (1, 2, 4) and d.form in ("day", "month", "interval")
    ]
    if kind == "resolution":
        for date in dates:
            if _ADOPTED.search(folded[: date.start]):
                return Dated(date.value, None, "date of adoption")
    for date in dates:
        if found := _dateline(folded, date, heading):
            wired = kind != "report" or re.match(r"\.?\s*(?:\(|-)", folded[date.end : date.end + 6])
            return found if wired else replace(found, place=None)  # an outlet and its date look like a place and its date
    if kind == "report":
        return _of_issue(folded, dates) or Dated(None, None, "no date of its own")
    if found := _done(folded):
        return found
    if kind in _OF_SITTING and (found := _sitting(folded, dates)):
        return found
    return Dated(None, None, "no date of its own")


def _place(words: str | None) -> str | None:
    """A place as written, on one line; None when it is none."""
    if not words:
        return None
    place = re.sub(r"^Draft,\s", "", " ".join(words.split()).strip(" ,-"))
    return None if re.fullmatch(r"(?:The|This|On|In|Adopted|Draft|Date|Issue|[A-Z]|For)(?:\s.*)?", place) else place


def _dateline(folded: str, date: DateMention, heading: tuple[int, int] | None) -> Dated | None:
    """A date that stands by itself at the head: in the heading, behind a place, or alone on its line."""
    before, after = folded[: date.start], folded[date.end : date.end + 12]
    if _PERSON.search(before[-140:]):
        return None
    if match := _DATELINE.search(before[-140:]):
        return Dated(date.value, _place(match["place"]), "dateline")
    if heading and heading[0] <= date.start and date.end <= heading[1] + 2 and (_BRACKETED.search(before) or date.end >= heading[1] - 1):
        placed = _IN_PLACE.search(folded[heading[0] : date.start]) or re.search(rf"[.)]\s{_PLACE},\s$", before)
        return Dated(date.value, _place(placed["place"]) if placed else None, "date in the heading")
    if match := _RUN_IN.search(before[-40:]):
        return Dated(date.value, _place(match["place"]), "dateline")
    if _LINE_START.search(before[-60:]) and not _SENTENCE.search(before) and re.match(r"\W*(?:\n|$)|\s(?:RESOLUTION|Resolution)", after):
        return Dated(date.value, None, "date on a line of its own")
    return None


def _of_issue(folded: str, dates: list[DateMention]) -> Dated | None:
    """The day of a report: in a short line at its head ("The Amity Ledger, June 3, 2031"), or "news for June 3, 2031"."""
    for date in dates:
        start, end = folded.rfind("\n", 0, date.start) + 1, folded.find("\n", date.end)
        short = 0 < end - start < _SHORT and not _SENTENCE.search(folded[start : date.start])
        if date.form == "day" and date.start < _MASTHEAD and (short or re.search(r"\b(?:for|[Ii]ssue of)\s$", folded[start : date.start])):
            return Dated(date.value, None, "date of the issue")
    return None


def _done(folded: str) -> Dated | None:
    """ "Done at Port Amity on ..." at the end of an instrument."""
    start = max(0, len(folded) - _TAIL)
    for date in find_dates(folded, start):
        if (
            date.value
            and date.form == "day"
            and (match := _DONE.search(folded[max(start, date.start - 200) : date.start].replace("\n", " ")))
        ):
            if (
                re.search(r"\b(?:agreement|treaty|protocol|convention)\b[^.;]{0,40}$", match.group(), re.I)
                and not match.group()[0].isupper()
            ):
                continue
            return Dated(date.value, _place(match["place"]), "done at")
    return None


def _sitting(folded: str, dates: list[DateMention]) -> Dated | None:
    """The day on which those met whose statement this is, when its first sentence gives it."""
    stop = re.search(r"(?<=[a-z\d)\"]{2})[.:](?:\s|$)|\n", folded.lstrip("\n"))
    end = min(stop.start() if stop else len(folded), 700)
    inside = [d for d in dates if d.end <= end and d.form in ("day", "interval")]
    if len(inside) != 1 or re.search(r"\bwill\b", folded[:end]) or not _MET.search(folded[:end]):
        return None
    placed = [m for m in _IN_PLACE.finditer(folded[:end]) if abs(m.start() - inside[0].start) < 80]
    last = (inside[0].value or "").split("/")[-1]
    return Dated(last, _place(placed[0]["place"]) if placed else None, "day of the meeting")
