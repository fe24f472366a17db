"""From bytes to a `Source`: plain text with a map back to where it came from. Web addresses alone: `servanda.text.fetch`."""

from servanda.text.gather import Loaded, expand, gather, load, open_source
from servanda.text.language import language_of
from servanda.text.refusal import Refused, UnreadableError
from servanda.text.source import from_bytes, from_text

__all__ = [
    "Loaded",
    "Refused",
    "UnreadableError",
    "expand",
    "from_bytes",
    "from_text",
    "gather",
    "language_of",
    "load",
    "open_source",
]
