"""Words of a foreign text made safe to show: nothing in them can steer a terminal or reverse what stands around them."""

from __future__ import annotations

import re

# Marks without width that only hint at direction, and byte-order marks: left out, nothing is lost to the eye.
_HINTS = re.compile("[\u061c\u200e\u200f\ufeff]")
# Line breaks of every kind become plain ones; the rest of C0, DEL, C1, bidirectional overrides, embeddings and isolates, lone
# surrogates and noncharacters are shown by their number.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HOSTILE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def _number(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"


def printable(text: str) -> str:
    """`text` with control characters, reversing marks and lone surrogates shown as ⟨U+202E⟩; line breaks and tabs stay."""
    return _HOSTILE.sub(_number, _BREAKS.sub("\n", _HINTS.sub("", text)))


def one_line(text: str) -> str:
    """`text` printable and on one line, every run of white space a single blank."""
    return _SPACES.sub(" ", printable(text)).strip()
