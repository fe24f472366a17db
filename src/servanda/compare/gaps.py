"""One difference between two passages, before it is told which of them stands left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.model.comparison import FacetName
from servanda.model.span import Span

Stronger = Literal["a", "b", None]


@dataclass(frozen=True, slots=True)
class Gap:
    """A facet in which passages `a` and `b` differ, with the words of each.

    `stronger` is the one that says more (firmer, wider, more specific, a limit less); None when the values conflict.
    """

    facet: FacetName
    a: Span | None
    b: Span | None
    stronger: Stronger
    why: str

    def turned(self) -> Gap:
        """The same difference with the passages in each other's place."""
        other: Stronger = None if self.stronger is None else "b" if self.stronger == "a" else "a"
        return Gap(self.facet, self.b, self.a, other, self.why)
