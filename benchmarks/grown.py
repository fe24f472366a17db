"""Many readings out of a few real ones: other words of the same length, other parties, other years, so that every span still stands.

Nothing is kept: texts are made as they are asked for, the same ones for the same seed.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

from benchmarks.texts import ROOT
from servanda.lexicon.parties import load_parties
from servanda.model.from_wire import reading_from_json, source_from_json
from servanda.model.wire import reading_json, source_json
from servanda.pipeline import Kept, read_loaded
from servanda.text import Loaded

_WORD = re.compile(r"[A-Za-z]{3,}")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_CHANGED = 0.15  # of the words of a text
_INVENTED = 0.1  # of the changed words; the others come from other texts, the frequent ones often
_ROUNDS = 5  # documents of one series
_CONSONANTS, _VOWELS = "bcdfghklmnprstvz", "aeiou"
_PARTIES = ("parties", "party")


def seeds(shared: Path, most: int = 120) -> list[Kept]:
    """Readings to vary: of labelled texts beside the checkout, else of the bundled examples."""
    paths = sorted((shared / "gold" / "texts").glob("*.txt"))
    paths = random.Random(2017).sample(paths, min(most, len(paths))) or sorted((ROOT / "examples").glob("*.txt"))
    made = (read_loaded(Loaded(path.read_bytes(), path.name)) for path in paths)
    return [each for each in made if isinstance(each, Kept) and each.reading.commitments]


def grown(from_: Sequence[Kept], commitments: int, seed: int = 1) -> Iterator[Kept]:
    """Documents until they hold so many commitments."""
    made = 0
    for each in _endless(from_, seed):
        yield each
        made += len(each.reading.commitments)
        if made >= commitments:
            return


def some(from_: Sequence[Kept], documents: int, seed: int = 2) -> list[Kept]:
    """So many documents."""
    return list(islice(_endless(from_, seed), documents))


def _endless(from_: Sequence[Kept], seed: int) -> Iterator[Kept]:
    vocabulary: dict[int, list[str]] = {}
    plain = []
    for kept in from_:
        text = kept.reading.document.text
        plain.append((text, reading_json(kept.reading), source_json(kept.reading.document.source)))
        for word in _WORD.findall(text):
            vocabulary.setdefault(len(word), []).append(word.lower())
    codes = sorted(party.code for party in load_parties().parties if not party.group)
    random.Random(seed).shuffle(codes)
    for number in count():
        family = random.Random(f"{seed} {number // _ROUNDS}")
        rng = random.Random(f"{seed} {number} document")
        text, reading, source = plain[family.randrange(len(plain))]
        yield _Variation(rng, family, vocabulary, codes, number).of(text, reading, source)


class _Variation:
    """One way to change a document; documents of a family share their parties and series."""

    def __init__(self, rng: random.Random, family: random.Random, vocabulary: dict[int, list[str]], codes: list[str], number: int) -> None:
        self._rng = rng
        self._family = family
        self._vocabulary = vocabulary
        self._codes = codes
        self._number = number
        self._years = 4 * (family.randrange(-9, 4)) + number % _ROUNDS
        self._parties: dict[str, str] = {}

    def of(self, text: str, reading: Any, source: Any) -> Kept:
        """The changed document with its reading."""
        series = f"{self._invented(7).title()} {self._invented(6).title()} Dialogue {self._family.randrange(10**6)}"
        made = _YEAR.sub(lambda m: self._year(m[0]), _WORD.sub(lambda m: self._word(m[0]), text))
        data = made.encode()
        loaded = Loaded(data, f"grown-{self._number}.txt")
        whole = json.loads(json.dumps(source)) | {"id": f"sha256:{hashlib.sha256(data).hexdigest()}", "name": loaded.name}
        changed = self._json(reading, made)
        header = changed["document"]
        header.update(id=whole["id"], source=loaded.name)
        if header.get("heading"):
            header["title"] = " ".join(header["heading"]["text"].split())
        if header.get("series"):
            header["series"] = {"name": series, "round": self._number % _ROUNDS + 1}
        return Kept(loaded, reading_from_json(changed, source_from_json(whole, made)))

    def _json(self, value: Any, text: str, field: str = "") -> Any:
        if isinstance(value, dict):
            if {"text", "start", "end"} <= value.keys():
                return value | {"text": text[value["start"] : value["end"]]}
            made = {name: self._json(each, text, name) for name, each in value.items()}
            if "place_words" in made:
                made["place"] = made["place_words"]["text"]
            if "action" in made:
                made["id"] = f"c-{self._rng.getrandbits(48):012x}"
            if field == "instruments" and made["spans"]:
                made["title"] = made["spans"][0]["text"]
            return made
        if isinstance(value, list):
            found = [self._json(each, text, field) for each in value]
            return list(dict.fromkeys(found)) if field == "parties" else found
        if isinstance(value, str) and field in ("date", "deadline"):
            return _YEAR.sub(lambda m: self._year(m[0]), value).replace("-02-29", "-02-28")
        return self._party(value) if isinstance(value, str) and field in _PARTIES else value

    def _party(self, code: str) -> str:
        if code not in self._parties:
            # A few states speak in very many texts, most in a few.
            self._parties[code] = self._codes[min(int(self._family.paretovariate(0.7)) - 1, self._family.randrange(len(self._codes)))]
        return self._parties[code]

    def _year(self, year: str) -> str:
        return str(min(max(int(year) + self._years, 1600), 2099))

    def _word(self, word: str) -> str:
        if self._rng.random() >= _CHANGED:
            return word
        other = self._invented(len(word)) if self._rng.random() < _INVENTED else self._rng.choice(self._vocabulary[len(word)])
        return other.upper() if word.isupper() else other.title() if word[0].isupper() else other

    def _invented(self, length: int) -> str:
        return "".join(self._rng.choice(_VOWELS if place % 2 else _CONSONANTS) for place in range(length))
