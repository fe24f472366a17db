"""The page's colours meet WCAG 2.2 AA, light and dark (relative luminance and contrast as defined there)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("servanda.publish").joinpath("templates", "page.css").read_text(encoding="utf-8")
TONES = ["binding", "firm", "soft", "checkable", "beside"]


def palettes() -> dict[str, dict[str, str]]:
    light, dark, print_ = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    )
    return {"light": light, "dark": light | dark, "print": light | print_}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    channels = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_words_reach_4_5_to_1(name: str) -> None:
    palette = palettes()[name]
    pairs = [("ink", "paper"), ("quiet", "paper"), ("link", "paper"), ("ink", "raised"), ("quiet", "raised"), ("link", "raised")]
    pairs += [(tone, "raised") for tone in TONES] + [("paper", tone) for tone in TONES] + [("ink", f"{tone}-tint") for tone in TONES]
    too_weak = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}
    assert not {pair: ratio for pair, ratio in too_weak.items() if ratio < 4.5}


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_lines_that_mean_something_reach_3_to_1(name: str) -> None:
    palette = palettes()[name]
    pairs = [(tone, "paper") for tone in TONES] + [(tone, f"{tone}-tint") for tone in TONES] + [("edge", "paper"), ("edge", "raised")]
    assert not {pair for pair in pairs if contrast(palette[pair[0]], palette[pair[1]]) < 3}


def test_every_tone_has_a_line_of_its_own() -> None:
    strokes = dict(re.findall(r"\.is-(\w+) \{[^}]*--stroke: (\w+);", CSS))
    assert set(strokes) == set(TONES)
    assert len({strokes[tone] for tone in ("binding", "firm", "soft")}) == 3
    assert strokes["checkable"] != strokes["beside"]
