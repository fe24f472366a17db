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
            "# Written by `make accuracy RAISE=1`: what is reached on the gold with this digest. Floors only go up.",
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


def hold(path: Path, measured: Mapping[str, float], digest: str, *, lift: bool = False, afresh: bool = False) -> int:
    """Compare figures with the floors in `path`, or lift these when asked to.

    Returns the exit status: 0 held or lifted, 1 below a floor, 2 not lifted.
    """
    held = Floors.load(path)
    if afresh or (held.gold is None and lift):
        Floors(digest).raised(measured).save(path)
        print(f"floors measured afresh and written to {path}")
        return 0
    if held.gold is None:
        print("no floors yet: `make accuracy RAISE=1` writes them")
        return 0
    if held.gold != digest:
        print(f"the gold is not the one that the floors were measured on ({held.gold}): figures are only reported")
        return 0
    broken = held.broken(measured)
    for name in broken:
        print(f"BELOW THE FLOOR: {name} {measured.get(name, 0.0):.4f} < {held.floors[name]:.3f}")
    if lift:
        if broken:
            print("no floor was changed: a floor is never lowered")
            return 2
        held.raised(measured).save(path)
        print(f"floors raised in {path}")
    return 1 if broken else 0
