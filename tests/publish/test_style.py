"""The pages' colours meet WCAG 2.2 AA, light and dark (relative luminance and contrast as defined there)."""

from __future__ import annotations

import re

import pytest

from servanda.publish.template import SHEETS as STYLES
from servanda.publish.template import asset

READING = ("binding", "firm", "soft", "checkable", "beside")
RELATION = ("differs", "more", "less", "same", "alone", "new")
SHEETS = {"page": READING, "comparison": RELATION, "matrix": RELATION}
CASES = [(page, name) for page in SHEETS for name in ("light", "dark", "print")]


def css(page: str) -> str:
    return "".join(asset(sheet) for sheet in STYLES[page])


def palettes(page: str) -> dict[str, dict[str, str]]:
    """The colours of a page: what its sheets say plainly, for dark screens and for paper."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    paper: dict[str, str] = {}
    for sheet in STYLES[page]:
        text = asset(sheet)
        for found in re.finditer(r"^( *):root \{(.*?)\}", text, re.DOTALL | re.MULTILINE):
            around = re.findall(r"^@media (.*) \{", text[: found.start()], re.MULTILINE)[-1] if found[1] else ""
            into = {"": light, "print": paper, "(prefers-color-scheme: dark)": dark}[around]
            into.update(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", found[2]))
    return {"light": light, "dark": light | dark, "print": light | paper}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    channels = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("page", "name"), CASES)
def test_words_reach_4_5_to_1(page: str, name: str) -> None:
    palette, tones = palettes(page)[name], SHEETS[page]
    pairs = [("ink", "paper"), ("quiet", "paper"), ("link", "paper"), ("ink", "raised"), ("quiet", "raised"), ("link", "raised")]
    pairs += [(tone, "raised") for tone in tones] + [("paper", tone) for tone in tones] + [("ink", f"{tone}-tint") for tone in tones]
    if page == "matrix":  # a state is written on its own tint
        pairs += [(tone, f"{tone}-tint") for tone in tones] + [("quiet", f"{tone}-tint") for tone in tones]
    too_weak = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}
    assert not {pair: ratio for pair, ratio in too_weak.items() if ratio < 4.5}


@pytest.mark.parametrize(("page", "name"), CASES)
def test_lines_that_mean_something_reach_3_to_1(page: str, name: str) -> None:
    palette, tones = palettes(page)[name], SHEETS[page]
    pairs = [(tone, "paper") for tone in tones] + [(tone, f"{tone}-tint") for tone in tones] + [("edge", "paper"), ("edge", "raised")]
    assert not {pair for pair in pairs if contrast(palette[pair[0]], palette[pair[1]]) < 3}


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_every_palette_is_complete(name: str) -> None:
    for page, tones in SHEETS.items():
        own = palettes(page)[name]
        assert {*tones, *(f"{tone}-tint" for tone in tones), "ink", "paper", "raised", "quiet", "link", "edge"} <= set(own)


def test_every_tone_has_a_line_of_its_own() -> None:
    strokes = {page: dict(re.findall(r"\.is-(\w+) \{[^}]*--stroke: (\w+);", css(page))) for page in SHEETS}
    assert all(set(SHEETS[page]) <= set(strokes[page]) for page in SHEETS)
    assert len({strokes["page"][tone] for tone in ("binding", "firm", "soft")}) == 3
    assert strokes["page"]["checkable"] != strokes["page"]["beside"]
    assert len({strokes["comparison"][tone] for tone in ("differs", "more", "less", "alone")}) == 4
