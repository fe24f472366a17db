"""How firmly a commitment binds, from its operator words and the kind of text (codebook, section 4)."""

from __future__ import annotations

import re

from servanda.lexicon.operators import Operators
from servanda.model.document import Document
from servanda.model.labels import Obligation
from servanda.model.span import Span

_SEIZED = re.compile(r"\bremain (?:actively )?seized\b", re.IGNORECASE)
_SHALL = re.compile(r"\bshall\b", re.IGNORECASE)


def obligation_of(document: Document, operator: Span | None, action: Span, operators: Operators) -> tuple[Obligation, str]:
    """The obligation and the name of the rule that gives it.

    In legal instruments operators bind; elsewhere they are firm, and soft words ("intend", "should") soft in both.
    """
    found = [family for _, _, family in operators.find(operator.text)] if operator else []
    if document.kind == "resolution" and _SEIZED.search(action.text):
        return "firm", "obligation:remain-seized"
    legal = document.kind in ("treaty", "resolution")
    if document.kind == "mou" and operator and _SHALL.search(operator.text):
        return "binding", "obligation:mou-shall"
    if legal and any(family.instrument for family in found):
        return "binding", "obligation:instrument"
    for family in found:
        if family.obligation == "soft":
            return "soft", f"obligation:soft:{family.lemma}"
    if legal:
        return "binding", "obligation:instrument"
    return "firm", "obligation:" + (f"firm:{found[0].lemma}" if found else "firm:performative")
