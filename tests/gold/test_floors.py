"""Floors of accuracy go up and never down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import accuracy
from tools.floors import Floors, hold
from tools.gold import SHARED, Gold, family

SCORER = SHARED / "score.py"
COMMITMENT = {
    "action": {"text": "open a port", "start": 8, "end": 19},
    "parties": ["VAL"],
    "polarity": "do",
    "obligation": "firm",
    "kind": "act",
}


def test_floors_are_raised_to_what_was_measured_rounded_down() -> None:
    raised = Floors("sha256:1", {"f1": 0.8}).raised({"f1": 0.81279, "recall": 0.7})
    assert raised == Floors("sha256:1", {"f1": 0.812, "recall": 0.7})


def test_a_floor_that_lies_higher_stays() -> None:
    assert Floors("sha256:1", {"f1": 0.8, "kind": 0.9}).raised({"f1": 0.7}).floors == {"f1": 0.8, "kind": 0.9}


def test_a_figure_below_its_floor_or_not_measured_breaks_it() -> None:
    assert Floors("sha256:1", {"f1": 0.8, "kind": 0.9, "recall": 0.5}).broken({"f1": 0.7999, "recall": 0.5}) == ["f1", "kind"]


def test_floors_survive_their_file(tmp_path: Path) -> None:
    held = Floors("sha256:1", {"f1": 0.812, "deadline_f1": 0.7})
    held.save(tmp_path / "floors.toml")
    assert Floors.load(tmp_path / "floors.toml") == held
    assert Floors.load(tmp_path / "none.toml") == Floors()


def test_the_kept_floors_belong_to_figures_that_are_measured() -> None:
    assert set(Floors.load().floors) <= set(accuracy.FIGURES)


def test_families_are_told_by_the_letters_before_the_first_hyphen() -> None:
    assert [family(name) for name in ("wh-2023-a", "pax-1", "003_b52-2")] == ["wh", "pax", "-"]


def make_gold(folder: Path) -> Gold:
    """A gold of two texts, one of which promises nothing, with the shared scorer."""
    for name, labels in (("inv-one", [COMMITMENT]), ("inv-two", [])):
        for part, suffix, content in (("texts", "txt", "We will open a port."), ("labels", "json", json.dumps({"commitments": labels}))):
            path = folder / "gold" / part / f"{name}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
    (folder / "score.py").write_bytes(SCORER.read_bytes())
    return Gold(folder)


@pytest.mark.skipif(not SCORER.exists(), reason=f"no {SCORER}")
def test_the_digest_covers_texts_labels_and_names(tmp_path: Path) -> None:
    gold = make_gold(tmp_path)
    before = gold.digest()
    assert gold.unpromising() == ["inv-two"]
    assert gold.digest() == before
    gold.path("inv-one").rename(gold.path("inv-six"))
    renamed = gold.digest()
    gold.path("inv-six").write_text("We will open two ports.", "utf-8")
    assert len({before, renamed, gold.digest()}) == 3


@pytest.mark.skipif(not SCORER.exists(), reason=f"no {SCORER}")
def test_the_shared_measure_scores_a_part_of_the_gold(tmp_path: Path) -> None:
    gold = make_gold(tmp_path)
    found = tmp_path / "found"
    found.mkdir()
    (found / "inv-one.json").write_text(json.dumps({"commitments": [COMMITMENT]}), "utf-8")
    assert gold.score(found, ["inv-one"])["f1"] == 1.0
    assert gold.score(found, gold.names())["documents"] == 2


def test_without_a_gold_the_command_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main(["--shared", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"accuracy: skipped, there is no {tmp_path}/gold/texts to measure on\n"


def held_against(tmp_path: Path, measured: dict[str, float], gold: str, *flags: str) -> tuple[int, Floors]:
    floors = tmp_path / "floors.toml"
    if not floors.exists():
        Floors("sha256:old", {"f1": 0.8}).save(floors)
    args = accuracy._parser().parse_args(["--floors", str(floors), *flags])
    return hold(args.floors, measured, gold, lift=args.lift, afresh=args.new_gold), Floors.load(floors)


def test_raising_refuses_to_lower(tmp_path: Path) -> None:
    assert held_against(tmp_path, {"f1": 0.7, "recall": 0.9}, "sha256:old", "--raise") == (2, Floors("sha256:old", {"f1": 0.8}))
    assert held_against(tmp_path, {"f1": 0.9}, "sha256:old", "--raise") == (0, Floors("sha256:old", {"f1": 0.9}))


def test_falling_below_a_floor_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert held_against(tmp_path, {"f1": 0.79}, "sha256:old")[0] == 1
    assert "BELOW THE FLOOR: f1 0.7900 < 0.800" in capsys.readouterr().out


def test_another_gold_is_only_reported_until_its_floors_are_measured(tmp_path: Path) -> None:
    assert held_against(tmp_path, {"f1": 0.1}, "sha256:new") == (0, Floors("sha256:old", {"f1": 0.8}))
    assert held_against(tmp_path, {"f1": 0.1}, "sha256:new", "--raise") == (0, Floors("sha256:old", {"f1": 0.8}))
    assert held_against(tmp_path, {"f1": 0.1}, "sha256:new", "--new-gold") == (0, Floors("sha256:new", {"f1": 0.1}))
