"""Comparisons as a Markdown memo: what differs first, with the words of both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from servanda.model.comparison import Alone, Comparison, Facet, Pair
from servanda.publish.comparison_words import BESIDE, MODE, ONLY_LEFT, ONLY_RIGHT, ORDER, SIDES, counted, relation_words
from servanda.publish.markdown import escaped
from servanda.publish.words import date_words, title


def write_comparison_markdown(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """One memo a comparison, separated by rules (`many` changes nothing here)."""
    for number, comparison in enumerate(comparisons):
        out.write("\n---\n\n" if number else "")
        for line in comparison_memo(comparison):
            out.write(line + "\n")


def comparison_memo(comparison: Comparison) -> Iterator[str]:
    """The lines of one comparison's memo."""
    yield f"# {MODE[comparison.mode]}"
    yield ""
    for side, reading in zip(SIDES[comparison.mode], (comparison.left, comparison.right), strict=True):
        document = reading.document
        when = f", {escaped(date_words(document.date))}" if document.date else ""
        yield f"- **{side}**: {escaped(title(document))}{when} ({escaped(document.source.name)}, {escaped(document.source.id)})"
    yield from ("", counted(comparison))
    for note in comparison.notes:
        yield from ("", f"**{escaped(note)}**")
    for relation in ORDER:
        chosen = [p for p in comparison.pairs if p.relation == relation]
        if chosen:
            yield from ("", f"## {relation_words(comparison, relation).capitalize()} ({len(chosen)})", "")
            for number, pair in enumerate(chosen, 1):
                yield from _pair(number, pair, SIDES[comparison.mode])
    judged = [a for a in comparison.only_left if a.unsupported or comparison.mode != "coverage"]
    yield from _list(ONLY_LEFT[comparison.mode], judged)
    yield from _list(ONLY_RIGHT[comparison.mode], comparison.only_right)
    yield from _list(BESIDE, [a for a in comparison.only_left if a not in judged])


def _pair(number: int, pair: Pair, sides: tuple[str, str]) -> Iterator[str]:
    indent = " " * (len(str(number)) + 2)
    loose = " (loose match)" if pair.loose else ""
    yield f"{number}. **{sides[0]}**: “{escaped(pair.left.span.text)}”{loose}"
    yield ""
    yield f"{indent}**{sides[1]}**: “{escaped(pair.right.span.text)}”"
    if pair.facets:
        yield ""
    for facet in pair.facets:
        yield f"{indent}- {facet_line(facet)}"
    yield ""


def facet_line(facet: Facet) -> str:
    """One difference: the facet and the words of both sides."""
    left, right = (f"“{escaped(side.text)}”" if side else "nothing" for side in (facet.left, facet.right))
    return f"*{facet.facet}*: {left} against {right}"


def _list(heading: str, items: Sequence[Alone]) -> Iterator[str]:
    if not items:
        return
    yield from ("", f"## {heading} ({len(items)})", "")
    for item in items:
        about = f" ({item.about})" if item.about is not None and not item.unsupported else ""
        yield f"- “{escaped(item.passage.span.text)}”{about}"
