"""Servanda reads what governments promise each other and keeps every commitment pinned to its words."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from servanda.model.reading import Reading

if TYPE_CHECKING:
    from servanda.pipeline import Options

__all__ = ["Reading", "read"]
__version__ = "0.1.0"

# The package of that name first, so that importing it later does not hide the function.
import_module("servanda.read")


def read(source: str | os.PathLike[str], options: Options | None = None) -> Reading:
    """What a file, a web address or a text promises (see `servanda.pipeline.read`). Raises `UnreadableError`."""
    from servanda import pipeline  # loads the word lists: not for those who only want the types

    return pipeline.read(source, options or pipeline.Options())


def _page(reading: Reading) -> str:
    from servanda.publish.page import reading_html

    return reading_html(reading)


Reading.html_view = _page
