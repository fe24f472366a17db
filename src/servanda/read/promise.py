"""What a claimed commitment is: whether to do or refrain, how firmly, what conduct, and by whom - in the words of the press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.lexicon.reporting import load_reporting
from servanda.model.labels import Conduct, Obligation, Polarity
from servanda.read.parties import Mention


@dataclass(frozen=True, slots=True)
class Promise:
    """The labels of a claimed commitment."""

    polarity: Polarity
    obligation: Obligation
    kind: Conduct


def promise_of(words: str) -> Promise:
    """The labels of a clause that reports a commitment.

    The first word that binds decides how firmly, the first conduct named behind it what kind.
    """
    promise = load_reporting().promise
    soft, firm = promise.soft.search(words), promise.firm.search(words)
    weak = soft is not None and (firm is None or soft.start() < firm.start())
    bound = min((m.end() for m in (soft, firm) if m is not None), default=0)
    named = [(m.start(), order, kind) for order, (kind, p) in enumerate(load_reporting().conduct) if (m := p.search(words, bound))]
    kind: Conduct = min(named)[2] if named else "act"
    return Promise("refrain" if promise.refrain.search(words) else "do", "soft" if weak else "firm", kind)


def parties_of(words: str, start: int, mentions: Sequence[Mention], everybody: tuple[str, ...], bound: bool) -> tuple[str, ...]:
    """The codes that a clause at `start` speaks of: of a commitment (`bound`) those named before its verb, else all that it names.

    A collective subject ("both", "the two sides") stands for `everybody`, the parties of the report.
    """
    verb = load_reporting().verbs.finite.search(words)
    subject = words[: verb.start()] if verb is not None else words
    before = [m for m in mentions if m.start < start + len(subject)]
    if not before and load_reporting().promise.collective.search(subject):
        return everybody
    chosen = before if bound and before else mentions
    return tuple(dict.fromkeys(code for m in chosen for code in m.codes))
