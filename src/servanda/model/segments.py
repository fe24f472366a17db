"""Sentences by offset: one pass of rules over the lines of a text, wrapped lines joined, list markers told apart.

Rules of our own, for the genre: a general splitter cuts at "Art. 5", "No. 12" and "U.S. Government" and loses list markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# A line ends here; every other white space is a blank inside a line.
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")

# Where a sentence may end. The look-behind keeps a long run of dots linear.
_STOP = re.compile(
    r"""(?<![.!?…])[.!?…]++(?:["”’'»)\]]|\[\d{1,3}\]|[⁰¹²³⁴-⁹])*+(?=\s)"""
    r"|(?<=[a-z]{3})[.](?=[A-Z][a-z]{2})"  # "in force.The Parties"
    r"|[。！？]++[」』”’）]*+"
)
_NEXT = re.compile(r"""\s*+(["“”‘’'«(\[]*+)(\w[\w’']*|\S)""")

_GLYPH = re.compile(r"(?:[-–—•·▪▫◦‣●○■□►▶➢➤✓*+\uf0a7\uf0b7\u2043\u2219]{1,2}|o(?=\s+[A-Z]))(?=\s)\s*+|[-–•·●▪](?=[^\W\d_])")
_HASHES = re.compile(r"#{1,6}\s++")
_NUMBER = re.compile(
    r"(?:\(\s?(?:\d{1,3}|[a-zA-Z]{1,2}|[ivxlc]{1,6}|[IVXLC]{1,6})\s?\)"  # (a) (12) (iv)
    r"|(?:\d{1,3}|[a-z]|[ivxlc]{2,6}|[IVXLC]{1,6}|[A-H])\)"  # a) 12)
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\.?[-–—]?(?<=[.–—-])"  # 1. 2.1.
    r")(?:\s++|(?=[A-Z“\"]))"
)
_LETTER = re.compile(r"(?:[a-z]|[A-HIVX]|[ivxlc]{2,6}|[IVXLC]{2,6})\.\s++(?![A-Z]\.)|\d{1,2}(?:\.\d{1,2}){1,3}\s++(?=[A-Z])")
_ARTICLE = re.compile(
    r"(?:ARTICLE|Article|Art\.)\s+(?:\d{1,3}(?:\s?bis|[A-Za-z])?|[IVXLC]{1,7})\s?(?:[.:)–—-]+\s++|\s++(?=[A-Z\d(“\"]))"
    r"|(?:SECTION|Section|Sec\.|CHAPTER|Chapter|PART|Part|ANNEX|Annex|RULE|Rule|PRINCIPLE|Principle)\s+"
    r"(?:\d{1,3}[A-Za-z]?|[IVXLC]{1,7}|[A-H])\s?[.:)–—-]+\s++"
)

_DOTTED = re.compile(r"(?:[a-z]{1,2}\.){1,4}[a-z]{1,2}")  # u.s, p.m, ph.d
_LISTED = re.compile(r"(;(?:\s+(?:and|or))?)\s+\d{1,2}\Z")
_NUMBER_ALONE = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,6}|[IVXLC]{1,6})[.)]){1,2}|[•·▪●○–-]")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Never the end of a sentence.
_TITLES = _words(
    "mr mrs ms messrs mme mlle dr prof gen col maj capt lt sgt cpl cmdr brig adm sen rep gov hon rev amb pres supt insp st ste mt ft "
    "e.g i.e cf viz vs ibid approx incl resp lt.gen maj.gen lieut"
)
# No end before a number: "No. 5", "Art. IV", "Sept. 5", "Doc. S/1995/488".
_COUNTED = _words(
    "no nos art arts para paras par p pp vol vols sec secs sect ch chap fig figs cl reg regs res doc docs add corr rev ser suppl annex "
    "jan feb mar apr jun jul aug sep sept oct nov dec hr hrs min u.n.t.s stat cong g.a s.c nr"
)
# An end only before a word that starts sentences: "the U.S. The two sides", but "the U.S. Government".
_SHORT = _words("inc ltd co corp bros jr sr esq etc al dept govt univ assn ave blvd rd ll.m ph.d plc llc")
_STARTERS = _words(
    "The This These Those That There Their They It Its In On At As An A And But For From He She We You His Her Our Both Each Either "
    "Neither All Any Such No Nor If When While Where Under During After Before Since With Without Today Also However Moreover "
    "Furthermore Therefore Additionally To By Through Following Accordingly Members Ministers Leaders Parties Having Recalling "
    "Noting Welcoming Recognizing Reaffirming Finally First Second Third Last Now Earlier Later Meanwhile Article"
)
_WIDEST = 120  # code points; a longer line is a paragraph, not a wrapped line
_NARROWEST = 40
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a line that is none, at code points `start` to `end`, without the white space around it.

    `line_start` says that it begins its line (wrapped lines count as one line), `bullet` that it carries a bullet or dash.
    `marker_end` is where the words begin behind a bullet or number ("- ", "3. (a) ", "Article 5. "); without one it is `start`.
    """

    start: int
    end: int
    line_start: bool
    bullet: bool
    marker_end: int

    @property
    def item(self) -> bool:
        """Whether it carries a marker of a list: a bullet, a number, a letter or an article's number."""
        return self.marker_end > self.start


def segments(text: str) -> list[Segment]:
    """The sentences of `text` in order; each code point that is not white space lies in exactly one of them.

    A byte-order mark at the start counts as white space.
    """
    found: list[Segment] = []
    for start, end in _blocks(text):
        _split(text, start, end, found)
    return found


def _lines(text: str) -> list[tuple[int, int, bool]]:
    """The lines that hold something, stripped: start, end, and whether the line before it is empty or none."""
    lines: list[tuple[int, int, bool]] = []
    last = -1
    for match in _LINE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        line = match.group()
        body = line.strip()
        if not body:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        apart = last < 0 or len(_BREAK.findall(text, last, start)) > 1
        lines.append((start, start + len(body), apart))
        last = start + len(body)
    return lines


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with the lines of a hard-wrapped paragraph made one."""
    lines = _lines(text)
    width = _wrap_width(lines)
    block_start, block_end = -1, -1
    previous = -1
    for start, end, apart in lines:
        alone = _NUMBER_ALONE.fullmatch(text, previous, block_end) if 0 < block_end - previous < 12 else None
        if alone or (block_start >= 0 and not apart and _continues(text, (previous, block_end), (start, end), width)):
            block_end = end
        else:
            if block_start >= 0:
                yield block_start, block_end
            block_start, block_end = start, end
        previous = start
    if block_start >= 0:
        yield block_start, block_end


def _wrap_width(lines: list[tuple[int, int, bool]]) -> int:
    """The width at which the lines of a text were wrapped, or 0 when they were not."""
    followed = sorted(a[1] - a[0] for a, b in pairwise(lines) if not b[2])
    total = sum(end - start for start, end, _ in lines)
    long = sum(length for length in followed if length > _WIDEST)
    followed = [length for length in followed if _NARROWEST <= length <= _WIDEST]
    if len(followed) < 3 or long * 5 > total:
        return 0
    width = followed[len(followed) * 9 // 10]
    near = sum(1 for length in followed if length >= width - 15)
    return width if near * 3 >= len(followed) * 2 else 0


def _continues(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether the line `after` goes on with the sentence or paragraph of `line`, which stands just above it."""
    length = line[1] - line[0]
    first = text[after[0]]
    if _marker(text, after[0], after[1], True)[0] > after[0]:
        return False
    if length < _NARROWEST and not (width and length >= width - 20):
        return False
    last = text[line[1] - 1]
    if last == "-" and first.islower() and length <= _WIDEST:
        return True
    if width and length <= _WIDEST:
        blank = text.find(" ", after[0], after[1])
        word = (blank if blank > 0 else after[1]) - after[0]
        if length + 1 + word > width - 2 and last != ":":
            return first.islower() or (last != ";" and not _heading(text, last, *after))
    return first.islower() and last not in ".!?:;。！？" and length <= _WIDEST


def _heading(text: str, last: str, start: int, end: int) -> bool:
    """Whether a line under one that ends in `last` stands apart: all in capitals, or an article after a full stop."""
    line = text[start:end]
    return line.isupper() or (last in ".;" and line.startswith(("Article ", "Section ", "Chapter ", "Annex ")))


def _marker(text: str, start: int, end: int, line_start: bool) -> tuple[int, bool]:
    """Where the words begin behind the markers at `start`, and whether one of them is a bullet; `start` when none or nothing follows."""
    position, bullet = start, False
    for _ in range(4):
        match = None
        if not bullet and (match := _GLYPH.match(text, position, end)):
            bullet = True
        elif line_start:
            match = _LETTER.match(text, position, end) or _HASHES.match(text, position, end)
        match = match or _NUMBER.match(text, position, end) or _ARTICLE.match(text, position, end)
        if match is None:
            break
        position = match.end()
    return (position, bullet) if position < end else (start, False)


def _split(text: str, start: int, end: int, found: list[Segment]) -> None:
    """Append the sentences of one block to `found`."""
    opens = True
    marker_end, bullet = _marker(text, start, end, True)
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < marker_end:
            continue
        cut = _cut(text, marker_end, stop, end)
        if cut <= marker_end:
            continue
        found.append(Segment(start, cut, opens, bullet, marker_end))
        start = cut
        while text[start].isspace():
            start += 1
        opens = False
        marker_end, bullet = _marker(text, start, end, False)
    if start < end:
        found.append(Segment(start, end, opens, bullet, marker_end))


def _cut(text: str, start: int, stop: re.Match[str], end: int) -> int:
    """Where to cut for a stop in the sentence from `start`: behind it, before a number that it belongs to, or -1 for nowhere."""
    dot, here = stop.span()
    follow = _NEXT.match(text, here, end)
    if follow is None:
        return -1  # the end of the block: nothing is left to cut
    if text[dot] in "。！？":
        return here
    quote, word = follow.groups()
    first = word[0]
    if first.islower():
        return -1
    dash = not first.isalnum()
    if dash and (first not in "-–—•·●▪*" or _GLYPH.match(text, follow.start(2), end) is None):
        return -1
    if text[dot] != "." or here - dot > 1:
        return here
    before = text[max(start, dot - _LOOK_BACK) : dot]
    if not before or before[-1].isspace():
        return -1 if word == "." else here
    short = before.split()[-1].lstrip("([\"'“‘«").lower()
    if short.isdigit():
        return _before_number(text, start, dot) if first.isupper() else here
    counted = first.isdigit() or word.isupper() or text[follow.end() : follow.end() + 1] == "/"
    opens = not dash and (bool(quote) or word in _STARTERS)
    return -1 if _shortened(short.rpartition("-")[2], counted, opens) else here


def _shortened(word: str, counted: bool, opens: bool) -> bool:
    """Whether `word` and its dot abbreviate inside a sentence; `counted`: a number follows, `opens`: a word that starts sentences."""
    if word in _COUNTED:
        return counted
    if word in _SHORT or (len(word) == 1 and word.isalpha()) or _DOTTED.fullmatch(word):
        return word in _TITLES or not opens
    return word in _TITLES


def _before_number(text: str, start: int, dot: int) -> int:
    """The cut for a number and a stop: before it in a list run together ("...; and 7. Decides"), else behind the stop."""
    listed = _LISTED.search(text, max(start, dot - _LOOK_BACK), dot)
    return listed.end(1) if listed else dot + 1
