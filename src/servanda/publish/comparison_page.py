"""Comparisons as one self-contained HTML page: the verdicts, then both texts side by side, linked mark to mark.

Like the page of readings it loads nothing and runs only its own style and script, which its Content-Security-Policy names by their hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from servanda.model.comparison import Comparison
from servanda.publish.comparison_marks import sides, verdicts
from servanda.publish.comparison_words import BESIDE, MODE, ONLY_LEFT, ONLY_RIGHT, ORDER, SIDES, counted, relation_words
from servanda.publish.printable import one_line
from servanda.publish.words import DOCUMENT_KIND, date_words, title


def write_comparison_html(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """One page for one comparison. Raises `ValueError` for several: each is a page of its own (`--out DIR`)."""
    items = list(comparisons)
    if len(items) > 1:
        raise ValueError("a page holds one comparison; write several into a folder with --out DIR")
    for comparison in items:
        out.write(comparison_page(comparison).encode("utf-8", "replace").decode())


def comparison_page(comparison: Comparison) -> str:
    """The page of one comparison."""
    shown = verdicts(comparison)
    left, right = sides(comparison, shown)
    css, script = _asset("comparison.css"), _asset("comparison.js")
    relations = Counter(p.relation for p in comparison.pairs)
    judged = [a for a in comparison.only_left if a.unsupported or comparison.mode != "coverage"]
    return (
        _environment()
        .get_template("comparison.html.j2")
        .render(
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
            css=Markup(css),
            script=Markup(script),
            policy=f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'",
        )
    )


@cache
def _asset(name: str) -> str:
    return files("servanda.publish").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("servanda.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
