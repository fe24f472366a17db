"""Resolutions by number: "Security Council resolutions 1770 (2007) and 1830 (2008)", "UNSCR 2231", "A/RES/78/265"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.read.named import Named
from servanda.read.passages import Passages

_NUMBER = r"\d{1,4}(?:/\d{1,4})?(?:\s?[A-Z])?(?:\s?\((?:19|20)\d\d\)|\s\([IVXS-]{1,6}\))?"
_BODY = r"(?:(?:United Nations|UN|U\.N\.)\s)?(?:Security Council|General Assembly|Human Rights Council|UNSC|UNGA|SC|GA)?\s?"
_LIST = re.compile(
    rf"(?<![\w])(?P<body>{_BODY})(?P<head>[Rr]esolutions?|RESOLUTION|UNSCRs?|SCR)\s?(?:No\.?\s?)?"
    rf"(?P<numbers>(?<!\d){_NUMBER}(?:(?:,\s?|\s?,?\s?(?:and|or)\s)(?:of\s)?(?:resolution\s)?{_NUMBER}(?=\W|$))*)(?![\d-])"
)
_SYMBOL = re.compile(r"\b[AS]/RES/\d[\w/]*(?:\s?\(\d{4}\))?")
_ONE = re.compile(_NUMBER)
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_resolutions(passages: Passages) -> Iterator[Named]:
    """Every resolution that is named by its number, one by one where several are listed."""
    folded = passages.folded
    for match in _LIST.finditer(folded):
        numbers = [m for m in _ONE.finditer(folded, match.start("numbers"), match.end("numbers")) if not _YEAR.fullmatch(m.group())]
        for place, number in enumerate(numbers):
            if not (
                "(" in number.group()
                or "/" in number.group()
                or match["body"].strip()
                or match["head"] in ("UNSCR", "UNSCRs")
                or len(number.group()) > 2
            ):
                continue
            words = re.sub(r"(\d)\(", r"\1 (", number.group())
            lead = f"{match['body'].strip()} " if match["body"].strip() else ""
            head = match["head"] if match["head"].startswith(("UNSCR", "SCR")) else "resolution"
            start = match.start() if place == 0 else number.start()
            start += len(folded[start:]) - len(folded[start:].lstrip()) if folded[start].isspace() else 0
            yield Named(start, number.end(), f"{lead}{head.rstrip('s')} {words}", "resolution", "resolution")
    for match in _SYMBOL.finditer(folded):
        yield Named(match.start(), match.end(), match.group(), "resolution", "resolution")


def number_of(title: str) -> str:
    """The number in a resolution's title without its year, by which mentions of one resolution are known for the same."""
    found = re.search(r"\d{1,4}(?:/\d{1,4})?", title)
    return found.group() if found else title
