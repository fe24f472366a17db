"""Cutting a text into windows of word pieces for the network, and leaving out what cannot promise anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from servanda.model.segments import Segment

Ids = npt.NDArray[np.int64]

# Pieces that the vocabulary reserves: what stands before a window's own words is set off by them.
CLS, SEP, NEWLINE, BLANK_LINE, LEAD_IN, TITLE, BEFORE = 101, 102, 1, 2, 3, 4, 5
TITLE_PIECES, LEAD_PIECES, BEFORE_PIECES, AFTER_PIECES = 8, 24, 16, 4
BODY_PIECES = 220  # a window takes whole sentences up to this many pieces
LONGEST = 300  # a longer sentence is cut
BRIDGE = 16  # so many pieces that promise nothing may stand between two sentences of one window
LIST_LENGTH = 40  # so many segments may belong to one lead-in
PLAIN_LIST = 12  # and so many when its lines carry no bullets


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces for the network; `start` and `end` are code points of the text, -1 for pieces that only give context."""

    ids: Ids
    start: Ids
    end: Ids
    body: slice


@dataclass(frozen=True, slots=True)
class Gate:
    """A linear model over the pieces of a sentence and their pairs: can it hold an undertaking at all?

    `single` has a weight for every piece of the vocabulary, `pair` one for every hashed pair of neighbours.
    """

    single: npt.NDArray[np.float32]
    pair: npt.NDArray[np.float32]
    bias: float
    threshold: float

    @classmethod
    def load(cls, path: Path) -> Gate:
        """The gate stored in an `.npz` file."""
        with np.load(path) as stored:
            return cls(
                stored["single"].astype(np.float32),
                stored["pair"].astype(np.float32),
                float(stored["bias"]),
                float(stored["threshold"]),
            )

    def scores(self, pieces: Sequence[Ids]) -> npt.NDArray[np.float64]:
        """The log-odds of each sentence."""
        found = np.empty(len(pieces))
        for n, ids in enumerate(pieces):
            found[n] = self.bias + self.single[np.unique(ids)].sum() + self.pair[np.unique(pair_keys(ids, len(self.pair)))].sum()
        return found


def pair_keys(ids: Ids, size: int) -> Ids:
    """Hashed keys, 0 to `size`, of the neighbouring pairs in `ids`."""
    return (ids[:-1] * 7919 + ids[1:]) % size


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of every segment of a text."""

    ids: list[Ids]
    start: list[Ids]
    end: list[Ids]
    lead: list[int | None]


class Encoder:
    """Makes windows of texts, with the tokenizer and the gate of one set of weights."""

    def __init__(self, tokenizer: Tokenizer, gate: Gate | None) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._gate = gate

    def pieces(self, text: str, segments: Sequence[Segment]) -> Pieces:
        """The word pieces of each segment with their offsets, and the segment that introduces it, if it stands in a list."""
        ids, starts, ends = [], [], []
        encoded = self._tokenizer.encode_batch([text[s.start : s.end] for s in segments], add_special_tokens=False)
        for segment, found in zip(segments, encoded, strict=True):
            offsets = np.array(found.offsets, np.int64).reshape(-1, 2) + segment.start
            ids.append(np.array(found.ids, np.int64))
            starts.append(offsets[:, 0])
            ends.append(offsets[:, 1])
        return Pieces(ids, starts, ends, lead_ins(text, segments))

    def windows(self, text: str, segments: Sequence[Segment]) -> list[Window]:
        """The windows of a text, in order; text that cannot promise anything is in none."""
        if not segments:
            return []
        pieces = self.pieces(text, segments)
        held = self._held(pieces)
        windows = []
        n = 0
        while n < len(segments):
            if not held[n]:
                n += 1
                continue
            last = self._last(pieces, held, n)
            windows += self._window(text, segments, pieces, range(n, last))
            n = last
        return windows

    def _held(self, pieces: Pieces) -> list[bool]:
        if self._gate is None:
            return [True] * len(pieces.ids)
        scores = self._gate.scores(pieces.ids)
        open_ = scores > self._gate.threshold
        return [bool(open_[n] or (lead is not None and open_[lead])) for n, lead in enumerate(pieces.lead)]

    @staticmethod
    def _last(pieces: Pieces, held: list[bool], first: int) -> int:
        """The segment behind the last one that goes into the window from `first`."""
        total = len(pieces.ids[first])
        last = first + 1
        skipped = 0
        n = last
        while n < len(held):
            size = len(pieces.ids[n])
            skipped = 0 if held[n] else skipped + size
            total += size
            if total > BODY_PIECES or skipped > BRIDGE:
                break
            n += 1
            if held[n - 1]:
                last = n
        return last

    def _window(self, text: str, segments: Sequence[Segment], pieces: Pieces, run: range) -> list[Window]:
        body: list[tuple[Ids, Ids, Ids]] = []
        for n in run:
            gap = text[segments[n - 1].end : segments[n].start].count("\n") if n else 1
            if gap:
                body.append(_context(np.array([NEWLINE if gap == 1 else BLANK_LINE], np.int64)))
            body.append((pieces.ids[n], pieces.start[n], pieces.end[n]))
        ids, start, end = _join(body)
        before = self._before(pieces, run.start)
        after = pieces.ids[run.stop][:AFTER_PIECES] if run.stop < len(segments) else ids[:0]
        after = np.append(after, SEP)
        windows = []
        for cut in range(0, len(ids), LONGEST):
            part = slice(cut, cut + LONGEST)
            inside = slice(len(before), len(before) + len(ids[part]))
            whole = (_context(before), (ids[part], start[part], end[part]), _context(after))
            windows.append(Window(*_join(whole), inside))
        return windows

    @staticmethod
    def _before(pieces: Pieces, first: int) -> Ids:
        """What a window sees before its own words: the document's first words, the lead-in of its list, the words just before."""
        title = np.concatenate(pieces.ids[:2])[:TITLE_PIECES]
        parts = [np.array([CLS, TITLE], np.int64), title]
        lead = pieces.lead[first]
        if lead is not None and lead < first - 1:
            parts += [np.array([LEAD_IN], np.int64), pieces.ids[lead][-LEAD_PIECES:]]
        left: list[Ids] = []
        missing, n = BEFORE_PIECES, first - 1
        while missing > 0 and n >= 0:
            left.insert(0, pieces.ids[n][-missing:])
            missing -= len(left[0])
            n -= 1
        return np.concatenate([*parts, np.array([BEFORE], np.int64), *left])


def _join(parts: Sequence[tuple[Ids, Ids, Ids]]) -> tuple[Ids, Ids, Ids]:
    ids, start, end = zip(*parts, strict=True)
    return np.concatenate(ids), np.concatenate(start), np.concatenate(end)


def _context(ids: Ids) -> tuple[Ids, Ids, Ids]:
    nowhere = np.full(len(ids), -1, np.int64)
    return ids, nowhere, nowhere


def lead_ins(text: str, segments: Sequence[Segment]) -> list[int | None]:
    """For each segment the one whose colon introduces the list it stands in, or None."""
    leads: list[int | None] = []
    lead: int | None = None
    plain = False
    for n, segment in enumerate(segments):
        if lead is not None:
            since = n - lead
            if since == 1:
                plain = not segment.item
            goes_on = (
                since == 1
                or segment.item
                or not segment.line_start
                or text[segments[n - 1].end - 1] in ";,"
                or text[segment.start].islower()
                or (plain and since <= PLAIN_LIST)
            )
            if not goes_on or since > LIST_LENGTH:
                lead = None
        leads.append(lead)
        if text[segment.end - 1] == ":":
            lead = n
    return leads
