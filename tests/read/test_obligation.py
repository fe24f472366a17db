"""How firmly words bind, by the codebook's table (section 4)."""

import pytest

from servanda.lexicon.operators import english_operators
from servanda.model.document import Document, Source
from servanda.model.labels import DocumentKind, Obligation
from servanda.model.span import Span
from servanda.read.obligation import obligation_of


@pytest.mark.parametrize(
    ("kind", "operator", "action", "expected"),
    [
        ("treaty", "shall", "notify the other Party", "binding"),
        ("treaty", "agree", "cede the island", "binding"),
        ("treaty", "may not", "levy duties", "binding"),
        ("treaty", "should", "publish their laws", "soft"),
        ("treaty", "will", "apply the tariff", "binding"),
        ("mou", "will", "share data", "firm"),
        ("mou", "shall", "share data", "binding"),
        ("mou", "intend", "share data", "soft"),
        ("communique", "agreed", "seek ratification of the Treaty", "firm"),
        ("communique", "reaffirmed their commitment", "open trade", "firm"),
        ("joint_statement", "look forward", "holding the next round", "soft"),
        ("joint_statement", "are ready", "provide aid", "soft"),
        ("joint_statement", "have committed", "lower tariffs", "firm"),
        ("joint_statement", "should", "publish their figures", "soft"),
        ("readout", "announced that it intends", "open an office", "soft"),
        ("fact_sheet", "is launching", "a new fund", "firm"),
        ("resolution", "Decides", "to extend the mandate", "binding"),
        ("resolution", "Decides", "remain actively seized of the matter", "firm"),
        ("resolution", "Expresses its intention", "review the measures", "soft"),
    ],
)
def test_obligation(kind: DocumentKind, operator: str, action: str, expected: Obligation) -> None:
    text = f"{operator} to {action}"
    document = Document(Source("sha256:0", "example", text, "en"), kind)
    words = document.span(0, len(operator))
    found, rule = obligation_of(document, words, Span.of(text, text.index(action), len(text)), english_operators())
    assert found == expected
    assert rule.startswith("obligation:")
