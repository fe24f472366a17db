"""Floors of accuracy: what was once reached on a given gold is not given up. A floor is raised, never lowered."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by figure, and the digest of the gold that they were measured on (None: nothing was measured yet)."""

    gold: str | None = None
    floors: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path = FLOORS) -> Floors:
        """The floors of a file; none when there is no file."""
        if not path.exists():
            return cls()
        table = tomllib.loads(path.read_text("utf-8"))
        return cls(table["gold"], {name: float(value) for name, value in table["floors"].items()})

    def save(self, path: Path = FLOORS) -> None:
        """Write the floors."""
        lines = [
            "# Written by `make accuracy RAISE=1`: what the reader reaches on the gold with this digest. Floors only go up.",
            f'gold = "{self.gold}"',
            "",
            "[floors]",
            *(f"{name} = {value:.3f}" for name, value in self.floors.items()),
        ]
        path.write_text("\n".join(lines) + "\n", "utf-8")

    def broken(self, measured: Mapping[str, float]) -> list[str]:
        """The figures that are below their floor, or no longer measured."""
        return [name for name, floor in self.floors.items() if measured.get(name, -1.0) < floor]

    def raised(self, measured: Mapping[str, float]) -> Floors:
        """These floors lifted to what was measured, rounded down to three digits; a floor that lies higher stays."""
        reached = {name: math.floor(value * 1000 + 1e-9) / 1000 for name, value in measured.items()}
        return Floors(self.gold, {name: max(value, self.floors.get(name, 0.0)) for name, value in (dict(self.floors) | reached).items()})
