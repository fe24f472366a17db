"""What a person asks of a comparison: the right mode, nothing invented, everything listed, and clear refusals."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from servanda.compare import CompareError, compare, compare_many, follow, prepare
from servanda.model.comparison import Comparison
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.publish.comparison_formats import COMPARISON_FORMATS
from tests.compare.making import meaning, official, report
from tests.publish.handmade import hostile, press, round_one, round_two


def report_of(reading: Reading, text: str) -> Reading:
    """A report with other words behind its first claim."""
    other = replace(reading.document, source=replace(reading.document.source, text=text))
    shifted = len(text) - len(reading.document.text)
    spans = [(c.quote.start + (shifted if n else 0), c.quote.end + (shifted if n else 0)) for n, c in enumerate(reading.claims)]
    claims = tuple(replace(c, quote=Span.of(text, *at)) for c, at in zip(reading.claims, spans, strict=True))
    return replace(reading, document=other, claims=claims)


def held(left: Reading, right: Reading) -> Comparison:
    return compare(prepare(left, meaning), prepare(right, meaning))


def test_rounds_are_told_from_their_numbers() -> None:
    found = held(round_one(), round_two())
    assert found.mode == "rounds"
    by_words = {p.left.span.text[:25]: p for p in found.pairs}
    weakened = by_words["notify the other of incide"[:25]]
    assert weakened.relation in ("less", "differs")
    assert {"obligation", "limits"} <= {f.facet for f in weakened.facets}
    meeting = by_words["the 2nd round of the Dialogue"[:25]]
    assert meeting.relation == "differs"
    assert {"deadline"} <= {f.facet for f in meeting.facets}


def test_every_verdict_but_same_shows_words() -> None:
    for pair in held(round_one(), round_two()).pairs:
        assert (pair.relation == "same") == (not pair.facets)
        for facet in pair.facets:
            assert facet.left or facet.right


def test_a_report_is_judged_and_what_stands_beside_is_not() -> None:
    found = held(press(), round_two())
    assert found.mode == "coverage"
    beside = {a.about for a in found.only_left if not a.unsupported}
    assert {"assessment", "precedent", "effect", "context"} <= beside
    assert found.only_right  # the item leaves most of the communiqué out


def test_what_the_text_never_says_is_unsupported() -> None:
    found = held(
        report(("the four had promised a billion doses for Ostrey", "commitment", "A senior official")), official("lower tariffs on grain")
    )
    assert [a.unsupported for a in found.only_left] == [True]


def test_texts_of_different_things_have_nothing_in_common() -> None:
    found = held(official("lower tariffs on grain", name="a.txt"), official("rescue shipwrecked sailors", name="b.txt"))
    assert not found.pairs
    assert "Nothing in common" in found.notes[0]


@pytest.mark.parametrize(
    "elsewhere",
    [
        official(
            "vaccinate all children under five against measles by the end of 2032",
            {"subject": "Tarnia", "action": "supply two million doses of vaccine a year"},
            {"subject": "Ostrel", "action": "train 300 nurses in cold-chain storage"},
            "exchange laboratory data on influenza every month",
            {"operator": "decided that", "action": "the 5th round of the Dialogue should take place in Brevik in 2033"},
            name="health.txt",
            after="The Ministers of Health of Tarnia and of Ostrel met in Selby on March 12, 2031.",
        ),
        official(
            "lower the tariffs on grain and timber in three steps",
            "recognise each other's certificates for farm machines",
            name="grain.txt",
            after="The two delegations met in Selby and thanked their hosts.",
        ),
    ],
)
def test_an_unrelated_official_text_bears_nothing_out(elsewhere: Reading) -> None:
    found = compare(press(), elsewhere, "coverage")
    assert not found.pairs
    assert any("Nothing in common" in note for note in found.notes)
    assert all(a.unsupported for a in found.only_left if a.about in ("commitment", "event", "scope"))


def test_a_picture_is_no_event() -> None:
    told = "Prime Minister Dara Venn greets rowers at the opening of the regatta in Velmora"
    shown = report((told, "event"), ("The two sides will lower tariffs on grain", "commitment"))
    text = shown.document.text.replace(f"{told}.", f"{told}. Amity Courier/Petra Holm")
    credited = report_of(shown, text)
    found = held(credited, official("lower tariffs on grain", after="The ministers met in Velmora."))
    assert [a.unsupported for a in found.only_left] == [False]
    assert [p.relation for p in found.pairs] == ["same"]


def test_a_date_of_the_next_undertaking_is_not_this_ones() -> None:
    one = official("open a hotline between their ports by the end of 2031", name="1.txt")
    action = "open a hotline between their ports"
    two = official({"action": f"{action}, and publish a summary of incidents by March 31, 2033"}, name="2.txt")
    whole = two.commitments[0]
    start = whole.action.start
    text = two.document.text
    rest = text.index("publish")
    parts = (
        replace(whole, action=Span.of(text, start, start + len(action))),
        replace(whole, id="c-2", action=Span.of(text, rest, whole.action.end)),
    )
    (pair,) = held(one, replace(two, commitments=parts)).pairs
    deadline = next(f for f in pair.facets if f.facet == "deadline")
    assert deadline.right is None


def test_a_date_for_both_undertakings_is_this_ones_too() -> None:
    one = official("open a hotline between their ports by the end of 2033", name="1.txt")
    action = "open a hotline between their ports"
    two = official({"action": f"{action}, and publish a summary of incidents by the end of 2033"}, name="2.txt")
    whole, text = two.commitments[0], two.document.text
    parts = (
        replace(whole, action=Span.of(text, whole.action.start, whole.action.start + len(action))),
        replace(whole, id="c-2", action=Span.of(text, text.index("publish"), whole.action.end)),
    )
    (pair,) = held(one, replace(two, commitments=parts)).pairs
    assert "deadline" not in {f.facet for f in pair.facets}


def test_paying_for_a_thing_is_no_other_act() -> None:
    found = held(
        report("They will also pay for the training of 60 Marenian investigators by the end of 2033"),
        official("train 60 Marenian investigators in digital forensics by the end of 2033"),
    )
    assert [f.facet for p in found.pairs for f in p.facets] == []


def test_a_text_without_commitments_says_so() -> None:
    found = held(official(name="empty.txt"), official("lower tariffs on grain"))
    assert any("empty.txt holds no commitments" in note for note in found.notes)


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (official("lower tariffs"), report("They will lower tariffs"), "give the report first"),
        (report("They will lower tariffs"), report("They will lower tariffs"), "both texts are press reports"),
        (official("lower tariffs", language="fr"), official("lower tariffs", name="b.txt"), "two languages"),
    ],
)
def test_what_cannot_be_compared_is_refused(left: Reading, right: Reading, words: str) -> None:
    with pytest.raises(CompareError, match=words):
        held(left, right)


def test_many_reports_against_one_text() -> None:
    against = prepare(official("train 40 investigators by 2033"), meaning)
    reports = [report(f"The two sides will train {n} investigators by 2033", name=f"{n}.txt") for n in (40, 60)]
    assert [c.pairs[0].relation for c in compare_many(reports, against)] == ["same", "differs"]


def test_commitments_are_followed_through_three_rounds() -> None:
    rounds = [
        official("train 40 investigators by 2033", "lower tariffs on grain", name="1.txt"),
        official("train 60 investigators by 2033", name="2.txt"),
        official("train 60 investigators by 2033", "rescue shipwrecked sailors", name="3.txt"),
    ]
    found = follow(rounds, meaning)
    carried = [[step.passage is not None for step in row] for row in found.rows]
    assert carried == [[True, True, True], [True, False, False], [False, False, True]]
    assert [step.pair.relation for step in found.rows[0] if step.pair] == ["differs", "same"]


@pytest.mark.parametrize("name", list(COMPARISON_FORMATS))
def test_every_format_is_written_and_safe(name: str) -> None:
    mean = hostile()
    other = replace(mean, document=replace(mean.document, source=replace(mean.document.source, id="sha256:0", name="b.txt")))
    out = io.StringIO()
    COMPARISON_FORMATS[name].write([held(mean, other)], out)
    text = out.getvalue()
    assert "\x1b" not in text
    assert "\u202e" not in text
    if name == "html":
        assert "<script>alert" not in text
        assert "<img" not in text
    if name == "json":
        assert json.loads(text)["schema"] == "servanda.comparison/1"


def test_the_json_is_as_the_contract_says() -> None:
    out = io.StringIO()
    COMPARISON_FORMATS["json"].write([held(press(), round_two())], out)
    data = json.loads(out.getvalue())
    assert set(data) >= {"schema", "left", "right", "mode", "pairs", "only_left", "only_right"}
    text = press().document.text
    for item in [*data["pairs"], *data["only_left"]]:
        span = item["left"]["span"] if "left" in item else item["span"]
        assert text[span["start"] : span["end"]] == span["text"]
    assert all("relation" in item for item in data["only_left"])
