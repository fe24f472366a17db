"""Comparisons as one self-contained HTML page: the verdicts, then both texts side by side, linked mark to mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from servanda.model.comparison import Comparison
from servanda.publish.comparison_marks import sides, verdicts
from servanda.publish.comparison_words import BESIDE, MODE, ONLY_LEFT, ONLY_RIGHT, ORDER, SIDES, counted, relation_words
from servanda.publish.printable import one_line
from servanda.publish.template import page, write_one
from servanda.publish.words import DOCUMENT_KIND, date_words, title


def write_comparison_html(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """One page for one comparison. Raises `ValueError` for several: each is a page of its own (`--out DIR`)."""
    write_one(comparisons, out, comparison_page)


def comparison_page(comparison: Comparison) -> str:
    """The page of one comparison."""
    shown = verdicts(comparison)
    left, right = sides(comparison, shown)
    relations = Counter(p.relation for p in comparison.pairs)
    judged = [a for a in comparison.only_left if a.unsupported or comparison.mode != "coverage"]
    return "".join(
        page(
            "comparison",
            comparison=comparison,
            mode=MODE[comparison.mode],
            heading=" / ".join(one_line(title(r.document)) for r in (comparison.left, comparison.right)),
            summary=counted(comparison),
            names=SIDES[comparison.mode],
            sides=(left, right),
            verdicts=shown,
            relations=[(r, relation_words(comparison, r), relations[r]) for r in ORDER if relations[r]],
            words={r: relation_words(comparison, r) for r in ORDER},
            alone=[
                (ONLY_LEFT[comparison.mode], "left", judged),
                (ONLY_RIGHT[comparison.mode], "right", list(comparison.only_right)),
            ],
            beside=(BESIDE, [a for a in comparison.only_left if a not in judged]),
            kinds=DOCUMENT_KIND,
            one_line=one_line,
            date_words=date_words,
            title=title,
        )
    )
