"""Many rounds side by side: every commitment with what became of it in each round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from servanda.model.comparison import Comparison, Pair, Passage
from servanda.model.reading import Reading

State = Literal["first", "same", "more", "less", "differs", "new", "dropped", "absent"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Step:
    """A commitment in one round (None: it is not there), and the pair that leads to it from the round numbered `since`, from 0."""

    passage: Passage | None = None
    pair: Pair | None = None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """One row a commitment, one column a round; `steps` are the comparisons of each round with the next.

    A commitment that stands for two of the round before stands in both their rows. Raises `AnchorError` when a passage is not
    verbatim in its round, `ValueError` when a row has not one step for each round.
    """

    rounds: tuple[Reading, ...]
    rows: tuple[tuple[Step, ...], ...]
    steps: tuple[Comparison, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            for reading, step in zip(self.rounds, row, strict=True):
                if step.passage is not None:
                    step.passage.span.verify(reading.document.text)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a commitment (`row`) is in one round (`column`), both from 0.

    `state` is the relation of the pair that leads here, or `first` (it stands in the first round), `new`, `dropped` (it stood in
    the round before) or `absent`. `again`: it was dropped and taken up again. `part_of`: the row whose commitment was split into
    this one and others. `shared`: the other rows whose commitment these same words are.
    """

    row: int
    column: int
    state: State
    step: Step
    again: bool = False
    part_of: int | None = None
    shared: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a matrix: its cells, one for each round."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def present(self) -> tuple[Cell, ...]:
        """The cells of the rounds in which the commitment stands; there is at least one."""
        return tuple(cell for cell in self.cells if cell.step.passage is not None)

    @property
    def last(self) -> Passage:
        """The commitment as it last stood."""
        return next(p for cell in reversed(self.cells) if (p := cell.step.passage) is not None)


def lines(matrix: Matrix) -> tuple[Line, ...]:
    """The rows of a matrix with the state of every cell; `number` counts from 1."""
    holders: dict[tuple[int, str], list[int]] = {}
    for number, row in enumerate(matrix.rows):
        for column, step in enumerate(row):
            if step.passage is not None:
                holders.setdefault((column, step.passage.id), []).append(number)
    return tuple(
        Line(number + 1, tuple(_cell(row, number, column, holders) for column in range(len(row)))) for number, row in enumerate(matrix.rows)
    )


def _cell(row: tuple[Step, ...], number: int, column: int, holders: dict[tuple[int, str], list[int]]) -> Cell:
    step = row[column]
    stood = [earlier for earlier in range(column) if row[earlier].passage is not None]
    if step.passage is None:
        return Cell(number, column, "dropped" if stood and stood[-1] == column - 1 else "absent", step)
    shared = tuple(other for other in holders[column, step.passage.id] if other != number)
    if step.pair is None or step.since is None:
        return Cell(number, column, "new" if column else "first", step, shared=shared)
    whole = holders[step.since, step.pair.left.id][0] if not stood else None
    return Cell(number, column, step.pair.relation, step, bool(stood) and stood[-1] < column - 1, whole, shared)
