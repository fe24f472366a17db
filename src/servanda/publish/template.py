"""Self-contained pages: a template with its style and script inside.

A page loads nothing and runs nothing but its own style and script, which its Content-Security-Policy names by their hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TextIO, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

T = TypeVar("T")

# The style sheets of each page, in the order in which they stand on it.
SHEETS = {
    "page": ("base.css", "page.css"),
    "comparison": ("base.css", "relations.css", "comparison.css"),
    "matrix": ("base.css", "relations.css", "matrix.css"),
}


def page(name: str, **context: object) -> Iterator[str]:
    """The page `name`.html.j2 piece by piece, with its style sheets, walk.js and `name`.js in it; every piece can be encoded."""
    for piece in template(f"{name}.html.j2").generate(context | _own(name)):
        yield piece.encode("utf-8", "replace").decode()


def _own(name: str) -> dict[str, object]:
    css = "".join(asset(sheet) for sheet in SHEETS[name])
    script = asset("walk.js") + asset(f"{name}.js")
    policy = f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    return {"css": Markup(css), "script": Markup(script), "policy": policy}


def write_one(items: Iterable[T], out: TextIO, made: Callable[[T], str]) -> None:
    """Write the page of a single thing. Raises `ValueError` for several: each is a page of its own (`--out DIR`)."""
    held = list(items)
    if len(held) > 1:
        raise ValueError("a page holds one comparison; write several into a folder with --out DIR")
    out.writelines(map(made, held))


@cache
def asset(name: str) -> str:
    """The text of a style, script or template."""
    return files("servanda.publish").joinpath("templates", name).read_text(encoding="utf-8")


def template(name: str) -> Template:
    """A template; what is put into it is escaped, and a name that is not given is an error."""
    return _environment().get_template(name)


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("servanda.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
