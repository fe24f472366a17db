"""A matrix of rounds in plain English: names of rounds, states, and sentences that count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from servanda.model.comparison import RELATIONS
from servanda.model.matrix import STATES, Cell, Line, Matrix, State
from servanda.publish.comparison_words import RELATION
from servanda.publish.words import count

STATE: dict[State, str] = {"first": "stands", "new": "new", "dropped": "dropped", "absent": ""}
STATE.update((relation, RELATION["rounds"][relation]) for relation in RELATIONS)
# What a person must look at first.
BY_WEIGHT: tuple[State, ...] = ("differs", "more", "less", "dropped", "new", "same", "first")


def round_names(matrix: Matrix) -> list[str]:
    """ "Round 2" for every text where all say which round of their series they are, else "Text 2"."""
    numbers = [r.document.series.round if r.document.series else None for r in matrix.rounds]
    if None not in numbers and len(set(numbers)) == len(numbers):
        return [f"Round {n}" for n in numbers]
    return [f"Text {n}" for n in range(1, len(numbers) + 1)]


def heading(matrix: Matrix) -> str:
    """What the page is."""
    return f"{count(len(matrix.rounds), 'round')} compared"


def remarks(cell: Cell) -> list[str]:
    """What a state leaves unsaid: that the commitment came back, is a part of another, or stands for several."""
    found = ["taken up again"] if cell.again else []
    if cell.part_of is not None:
        found.append(f"part of {cell.part_of + 1}")
    if cell.step.pair is not None and cell.step.pair.loose:
        found.append("loose match")
    if cell.shared:
        found.append(f"same words as {', '.join(str(row + 1) for row in cell.shared)}")
    return found


def counted(matrix: Matrix, shown: Sequence[Line]) -> list[str]:
    """One sentence for all, then one for each round after the first."""
    found = [f"{count(len(shown), 'commitment')} in {count(len(matrix.rounds), 'round')}." if shown else "Nothing to compare."]
    for column, name in list(enumerate(round_names(matrix)))[1:]:
        states = Counter(line.cells[column].state for line in shown)
        parts = [f"{states[state]} {STATE[state]}" for state in BY_WEIGHT if states[state]]
        again = sum(line.cells[column].again for line in shown)
        if again:
            parts.append(f"{again} of these taken up again")
        if parts:
            found.append(f"{name}: {', '.join(parts)}.")
    return found


def ever(line: Line) -> list[State]:
    """The states a commitment was ever in, without `absent`, in a fixed order."""
    states = {cell.state for cell in line.cells}
    return [state for state in STATES if state in states and state != "absent"]
