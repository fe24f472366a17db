"""The passages of a reading that can be compared: its commitments, its claims, its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from servanda.compare.unit import Unit
from servanda.model.document import Document
from servanda.model.labels import About
from servanda.model.reading import Reading
from servanda.model.segments import Segment, segments
from servanda.model.span import Span
from servanda.model.wire import stable_id

JUDGED: frozenset[About] = frozenset({"commitment", "event", "scope"})
_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST = 15  # letters in a line that says something


def commitments_of(reading: Reading, own: frozenset[str] = frozenset()) -> list[Unit]:
    """The commitments of an official text."""
    document = reading.document
    actions = sorted((c.action for c in reading.commitments), key=lambda a: a.start)
    starts = [a.start for a in actions]
    found = []
    for c in reading.commitments:
        around = _around(document, c.action, c.sentence)
        inside = actions[bisect_left(starts, around.start) : bisect_left(starts, around.end)]
        neighbours = tuple(a for a in inside if not a.contains(c.action) and not c.action.contains(a))
        found.append(Unit(c.id, document, c.action, around, commitment=c, own=own, neighbours=neighbours))
    return found


def claims_of(reading: Reading, own: frozenset[str] = frozenset()) -> list[Unit]:
    """The claims of a report."""
    return [Unit(c.id, reading.document, c.quote, c.quote, claim=c, own=own) for c in reading.claims]


def sentences_of(document: Document, own: frozenset[str] = frozenset()) -> list[Unit]:
    """The sentences and lines of a text that hold words enough to say something."""
    found = []
    for segment in segments(document.text):
        start = segment.marker_end if segment.marker_end < segment.end else segment.start
        span = document.span(start, segment.end)
        if len(_LETTERS.findall(span.text)) >= _FEWEST:
            found.append(Unit(stable_id("s", document.source.id, start, segment.end), document, span, span, own=own))
    return found


def sentence_around(document: Document, span: Span, cut: list[Segment]) -> Span:
    """The sentences, of those that `cut` holds, in which `span` lies."""
    starts = [s.start for s in cut]
    first = max(bisect_right(starts, span.start) - 1, 0)
    last = max(bisect_right(starts, span.end - 1) - 1, first)
    return document.span(min(cut[first].start, span.start), max(cut[last].end, span.end)) if cut else span


def _around(document: Document, action: Span, sentence: Span) -> Span:
    return document.span(min(action.start, sentence.start), max(action.end, sentence.end))
