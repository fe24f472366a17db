"""Readings as a Markdown memo to paste into a message or a wiki: header, numbered commitments with their words, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.publish.entries import entries
from servanda.publish.printable import one_line
from servanda.publish.words import DOCUMENT_KIND, date_words, promise_words, round_words, summary, title

# Everything that can start a construct inside a line of CommonMark or its common extensions (tables, strike-through, maths), and
# the characters that do so only at the start of a line: "1." and "-" for instance, kept bare elsewhere to stay readable.
_INLINE = re.compile(r"([\\`*_\[\]<>|~&$^])")
_START = re.compile(r"^(?:([-+#=:])|(\d{1,9})([.)]))")


def escaped(text: str) -> str:
    """`text` printable, on one line, with every character that Markdown would interpret escaped."""
    line = _INLINE.sub(r"\\\1", one_line(text))
    return _START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def write_markdown(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    """One memo per reading, separated by rules (`many` changes nothing here)."""
    for number, reading in enumerate(readings):
        out.write("\n---\n\n" if number else "")
        for line in memo(reading):
            out.write(line + "\n")


def memo(reading: Reading) -> Iterator[str]:
    """The lines of one reading's memo."""
    document = reading.document
    facts = [
        DOCUMENT_KIND[document.kind],
        document.date and date_words(document.date),
        document.place,
        ", ".join(document.parties),
        round_words(document),
    ]
    yield f"# {escaped(title(document))}"
    yield ""
    yield " · ".join(escaped(fact) for fact in facts if fact)
    yield ""
    yield summary(reading)
    if reading.commitments:
        yield from ("", "## Commitments", "")
        for number, commitment in enumerate(reading.commitments, 1):
            yield from _item(number, *_commitment(commitment))
    if reading.claims:
        yield from ("", "## Claims", "")
        for number, claim in enumerate(reading.claims, 1):
            yield from _item(number, *_claim(claim))
    for heading, items in entries(reading):
        yield from ("", f"## {heading}", "")
        for item in items:
            yield f"- **{escaped(item.name)}**" + "".join(f" · {escaped(fact)}" for fact in item.facts)
    yield ""
    yield f"Source: {escaped(document.source.name)} ({escaped(document.source.id)})"


def _item(number: int, head: str, quote: str, facts: list[str]) -> Iterator[str]:
    indent = " " * (len(str(number)) + 2)
    yield f"{number}. {head}"
    yield ""
    yield f"{indent}> {quote}"
    if facts:
        yield ""
        for fact in facts:
            yield f"{indent}- {fact}"
    yield ""


def _commitment(c: Commitment) -> tuple[str, str, list[str]]:
    head = f"**{escaped(', '.join(c.parties))}** · {promise_words(c)} · {c.kind}"
    if c.deadline:
        head += f" · **{escaped(date_words(c.deadline))}**"
    facts = [
        *_fact("Bound", c.subject),
        *_fact("Operator", c.operator),
        *_fact("Deadline", c.deadline_words),
        *_fact("Place", c.place),
        *_fact("Basis", *(b.span for b in c.basis)),
        *_fact("Limits", *c.limits),
    ]
    return head, escaped(c.action.text), facts


def _claim(c: Claim) -> tuple[str, str, list[str]]:
    head = f"**{c.about}**" + (" · to refrain" if c.polarity == "refrain" else "")
    if c.date:
        head += f" · {escaped(date_words(c.date))}"
    return head, escaped(c.quote.text), _fact("According to", c.attributed_to)


def _fact(name: str, *spans: Span | None) -> list[str]:
    said = "; ".join(f"“{escaped(span.text)}”" for span in spans if span is not None)
    return [f"{name}: {said}"] if said else []
