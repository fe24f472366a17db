"""Plain text being written: words, lines, items, cells and paragraphs, with the blanks between them, and the landmarks."""

from __future__ import annotations

import re

from servanda.model.document import Landmark

_SPACE = re.compile(r"[ \t\n\r\f\v]+")


class Flow:
    """Collects text piece by piece: a blank line between paragraphs, list items and table rows on lines of their own."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._breaks = 0  # line ends due before the next words
        self._blank = False  # a blank is due before the next words
        self._bar = False  # a bar between cells is due before the next words
        self._first_cell = True
        self._prefix = ""
        self._marks: list[str | None] = []  # places due at the next words; None is a heading, named by its own words
        self._heading: tuple[int, int] | None = None  # where the running heading begins: code point and piece
        self._landmarks: list[Landmark] = []

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._pieces)

    @property
    def length(self) -> int:
        """How many code points were written so far."""
        return self._length

    @property
    def landmarks(self) -> tuple[Landmark, ...]:
        """The headings and other places so far, in order."""
        return tuple(self._landmarks)

    def words(self, text: str) -> None:
        """Add words to the running line, white space collapsed."""
        collapsed = _SPACE.sub(" ", text)
        bare = collapsed.strip(" ")
        self._blank = self._blank or collapsed.startswith(" ")
        if bare:
            self._settle()
            self._write(bare)
            self._blank = collapsed.endswith(" ")

    def lines(self, text: str) -> None:
        """Add words whose line ends count."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.newline()
            self.words(line)

    def line(self) -> None:
        """The next words begin a line."""
        self._end(1)

    def newline(self) -> None:
        """A line end: two of them make a paragraph."""
        self._end(min(self._breaks + 1, 2))

    def paragraph(self) -> None:
        """The next words begin a paragraph, unless they are the first of a list item."""
        if not self._prefix:
            self._end(2)

    def item(self, marker: str) -> None:
        """The next words begin a list item behind `marker`."""
        self._end(1)
        self._prefix = marker

    def row(self) -> None:
        """The next words begin a row of a table."""
        self._end(1)
        self._first_cell = True

    def cell(self) -> None:
        """The next words begin a cell, behind a bar unless it is the first of its row."""
        self._bar = not self._first_cell
        self._first_cell = False

    def heading(self) -> None:
        """The next words are a heading, which becomes a landmark."""
        self.paragraph()
        self._marks.append(None)

    def mark(self, name: str) -> None:
        """The next words come from the place `name`."""
        self._marks.append(name)

    def close(self) -> None:
        """No more words come."""
        self._end(0)

    def _end(self, breaks: int) -> None:
        if self._heading is not None:
            start, piece = self._heading
            self._landmarks.append(Landmark(start, "".join(self._pieces[piece:])))
            self._heading = None
        self._breaks = max(self._breaks, breaks)
        self._blank = self._bar = False

    def _settle(self) -> None:
        if self._length:
            gap = "\n" * self._breaks or (" | " if self._bar else " " if self._blank else "")
            if gap:
                self._write(gap)
        self._breaks, self._bar = 0, False
        if self._prefix:
            self._write(self._prefix)
            self._prefix = ""
        for name in self._marks:
            if name is None:
                self._heading = (self._length, len(self._pieces))
            else:
                self._landmarks.append(Landmark(self._length, name))
        self._marks.clear()

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
