"""The title of a document: from the file's metadata or the heading that stands in the text."""

from __future__ import annotations

import re

_KIND_WORDS = (
    r"(?:treat(?:y|ies)|agreements?|conventions?|protocols?|charter|covenant|pact|accords?|statute|declarations?|communiqu[eé]s?|statements?|"
    r"resolutions?|memorand(?:um|a)|"
    r"exchange of (?:notes|letters)|articles of agreement|fact ?sheet|read-?out|minutes|joint|summit|dialogue|press release|understanding|"
    r"framework|constitution|vision)"
)
_SPEAKS = re.compile(_KIND_WORDS, re.I)
_BEGINS = re.compile(
    rf"\W*(?:(?:the|draft|joint|supplementary|free trade|partial scope|framework|interim|final|[A-Z][\w'-]+)\s){{0,5}}{_KIND_WORDS}\b", re.I
)
_RESOLUTION = re.compile(r"(?:RESOLUTION|Resolution) \d+ ?\(\d{4}\)$")
_GOES_ON = re.compile(r"(?:between|among|and|on|of|for|concerning|relating|regarding|with|the|governments?|to)\b", re.I)
_OPEN_END = re.compile(r"\b(?:between|among|and|on|of|for|the|concerning|to|with|by)$", re.I)
# Lines above a title that are none: classifications, dates, document numbers, single places.
_NOISE = re.compile(
    r"(?:(?:top )?secret|confidential|restricted|unrestricted|unclassified|draft|preamble|[\w-]+|begins:?-*|(?:for )?immediate release|\W+"
    r"|(?:[\w.'\[\]-]++,?\s){0,8}(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:of\s)?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b[\s,.\d]*)$",
    re.I,
)
_TURN = re.compile(
    r"\s(?=(?:The (?:Imperial |Royal )?(?:Governments?|States|Contracting|High Contracting|Parties|Security Council|"
    r"President|Republic|Kingdom|Association|following|trilateral|Trilateral)\b"
    r"|Preamble\b|PREAMBLE\b|Article \d|ARTICLE [\dI]|NOTE I|LETTER I|Upon\b|Whereas\b|WHEREAS\b|We,? |Following\b"
    r"|[A-Z]{4,}, \d{1,2} [A-Z]))"
)
_CAPITALS = re.compile(r"[^a-z\n]{12,400}(?=\s[A-Z]?[a-z])")
_LONGEST = 400


def find_heading(text: str) -> tuple[int, int] | None:
    """Offsets of the title where it stands in the text: among the first lines, or run into the first paragraph."""
    position = 0
    for number, line in enumerate(text[:3_000].split("\n")):
        start = position
        position += len(line) + 1
        words = line.strip()
        if not words or (len(words) < 100 and _NOISE.match(words)):
            continue
        if number > 12:
            return None
        start += len(line) - len(line.lstrip())
        found = _in_line(text, start, start + len(words))
        return _further(text, *found) if found and found[1] == start + len(words) else found
    return None


def _further(text: str, start: int, end: int) -> tuple[int, int]:
    """A title with the lines that go on with it ("... between the", "GOVERNMENT OF VALDORIA")."""
    while end - start < _LONGEST:
        blank = re.compile(r"\s*\n\s*").match(text, end)
        if blank is None:
            break
        stop = text.find("\n", blank.end())
        line = text[blank.end() : stop if stop >= 0 else len(text)].rstrip()
        if not line or len(line) > 100 or line.endswith(".") or not (_GOES_ON.match(line) or _OPEN_END.search(text[start:end])):
            break
        if line[0].isupper() and not line.isupper() and not _OPEN_END.search(text[start:end]):
            break
        end = blank.end() + len(line)
    return start, end


def _in_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The title that a first line is, or begins with."""
    line = text[start:end]
    if (resolution := _RESOLUTION.search(line)) is not None and len(line) < 120:
        return start + resolution.start(), end
    if len(line) <= 220 and not re.search(r"[.:;,!?\"”]$", line) and not line.startswith(("-", "•", "1.", "“", '"')):
        return start, end
    capitals = _CAPITALS.match(line)
    if capitals is not None and _SPEAKS.search(capitals.group()) and not capitals.group().rstrip().endswith(":"):
        return start, start + len(capitals.group().rstrip(" ,.-"))
    if _BEGINS.match(line) and not line.startswith("The object"):
        turn = _TURN.search(line, 12, _LONGEST)
        if turn is not None and not re.search(r"[a-z]\.\s", line[: turn.start()]):
            return start, start + turn.start()
        if len(line) <= 250 and line.endswith("."):
            return start, end - 1
    return None
