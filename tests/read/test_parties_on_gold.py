"""On the labelled texts: reports told from official texts, and the share of commitments whose parties are exactly the labelled ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servanda.lexicon.parties import load_parties
from servanda.model.document import Document, Source
from servanda.model.span import Span
from servanda.read.bound import bound_parties
from servanda.read.cast import Cast, read_cast
from servanda.read.header import read_header

GOLD = Path(__file__).parents[3] / "shared" / "gold"
FLOOR = 0.91

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the labelled texts (../shared/gold) are not here")


def read(path: Path) -> tuple[Document, Cast]:
    text = path.read_text("utf-8")
    cast = read_cast(text, load_parties())
    return read_header(Source("sha256:0", path.name, text, "en"), load_parties(), cast=cast), cast


def test_reports_and_official_texts_are_told_apart() -> None:
    labelled = {p.stem for p in (GOLD / "labels").glob("*.json")}
    for path in [*(GOLD / "texts").glob("*.txt"), *(GOLD / "coverage").glob("*.txt")]:
        assert read(path)[0].official == (path.stem in labelled), path.name


def test_bound_parties_reach_the_floor() -> None:
    right = total = 0
    for path in (GOLD / "labels").glob("*.json"):
        document, cast = read(GOLD / "texts" / f"{path.stem}.txt")
        for label in json.loads(path.read_text("utf-8"))["commitments"]:
            action, subject = (label.get(k) and Span(label[k]["start"], label[k]["end"], label[k]["text"]) for k in ("action", "subject"))
            codes, _ = bound_parties(document, cast, subject, action, action)
            total += 1
            right += set(codes) == set(label["parties"])
    assert right / total >= FLOOR
