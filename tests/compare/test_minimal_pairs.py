"""One fact is changed in a sentence: the verdict must say so, name the facet, and show the words of both sides."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from servanda.compare import compare, prepare
from servanda.model.comparison import Pair
from tests.compare.making import meaning, official, report

# Sentences with slots; each slot has two fillings that change one fact.
_BODIES = (
    "train {n} investigators in digital forensics at the academy in {p} {d}",
    "open a liaison office in {p} with {n} officers {d}",
    "deliver {n} patrol boats to the coast guard in {p} {d}",
    "provide ${n} million for the repair of the harbour in {p} {d}",
    "send {n} observers to the fishing grounds near {p} {d}",
    "reduce port fees at {p} by {n} percent {d}",
)
_NUMBERS = (("40", "60"), ("five", "seven"), ("200", "20"), ("12", "21"))
_DATES = (
    ("by the end of 2033", "by the end of 2035"),
    ("in May 2033", "in June 2033"),
    ("before March 3, 2034", "before March 13, 2034"),
    ("in 2034", "in 2031"),
)
_PLACES = (("Velmora", "Port Amity"), ("Lorne", "Ostrey"))


def only_pair(left: Any, right: Any, **fields: Any) -> Pair:
    """The one pair that two texts of one commitment give."""
    a = official(left if isinstance(left, dict) else {"action": left} | fields, name="a.txt")
    b = official(right if isinstance(right, dict) else {"action": right} | fields, name="b.txt")
    found = compare(prepare(a, meaning), prepare(b, meaning), "rounds")
    assert len(found.pairs) == 1, (a.document.text, b.document.text)
    return found.pairs[0]


def shown(pair: Pair, facet: str) -> tuple[str | None, str | None]:
    """The words of both sides for a facet. Fails when the pair does not name it."""
    found = [f for f in pair.facets if f.facet == facet]
    assert found, [f.facet for f in pair.facets]
    return (found[0].left.text if found[0].left else None, found[0].right.text if found[0].right else None)


@pytest.mark.parametrize(("body", "numbers"), list(product(_BODIES, _NUMBERS)))
def test_another_number_differs_in_amount(body: str, numbers: tuple[str, str]) -> None:
    left, right = (body.format(n=n, p="Velmora", d="in 2033") for n in numbers)
    pair = only_pair(left, right)
    assert pair.relation == "differs"
    a, b = shown(pair, "amount")
    assert numbers[0] in (a or "")
    assert numbers[1] in (b or "")


@pytest.mark.parametrize(("body", "dates"), list(product(_BODIES, _DATES)))
def test_another_date_differs_in_deadline(body: str, dates: tuple[str, str]) -> None:
    left, right = (body.format(n="40", p="Velmora", d=d) for d in dates)
    pair = only_pair(left, right)
    assert pair.relation == "differs"
    shown(pair, "deadline")


@pytest.mark.parametrize("body", _BODIES)
def test_a_deadline_on_one_side_only_is_more_or_less(body: str) -> None:
    left, right = body.format(n="40", p="Velmora", d="by the end of 2033"), body.format(n="40", p="Velmora", d="").strip()
    assert only_pair(left, right).relation == "less"
    assert only_pair(right, left).relation == "more"
    assert shown(only_pair(right, left), "deadline")[0] is None


@pytest.mark.parametrize(("body", "places"), list(product(_BODIES, _PLACES)))
def test_another_place_differs_in_place(body: str, places: tuple[str, str]) -> None:
    left, right = (body.format(n="40", p=p, d="in 2033") for p in places)
    pair = only_pair(left, right)
    assert pair.relation == "differs"
    assert shown(pair, "place") == places


@pytest.mark.parametrize("body", _BODIES)
@pytest.mark.parametrize("word", ["not ", "never "])
def test_a_negation_differs_in_polarity(body: str, word: str) -> None:
    action = body.format(n="40", p="Velmora", d="in 2033")
    pair = only_pair({"action": action}, {"action": word + action, "polarity": "refrain"})
    assert pair.relation == "differs"
    assert shown(pair, "polarity")[1] is not None


@pytest.mark.parametrize("body", _BODIES)
def test_another_party_differs_in_parties(body: str) -> None:
    action = body.format(n="40", p="Lorne", d="in 2033")
    pair = only_pair(
        {"action": action, "subject": "Valdoria", "parties": ("VAL",)}, {"action": action, "subject": "Marenia", "parties": ("MRN",)}
    )
    assert pair.relation == "differs"
    assert shown(pair, "parties") == ("Valdoria", "Marenia")


@pytest.mark.parametrize("body", _BODIES)
def test_one_party_more_says_more(body: str) -> None:
    action = body.format(n="40", p="Lorne", d="in 2033")
    one = {"action": action, "subject": "Valdoria", "parties": ("VAL",)}
    assert only_pair(one, {"action": action}).relation == "more"
    assert only_pair({"action": action}, one).relation == "less"


@pytest.mark.parametrize("body", _BODIES)
@pytest.mark.parametrize(("operator", "level"), [("intend to", "soft"), ("shall", "binding")])
def test_another_firmness_is_more_or_less(body: str, operator: str, level: str) -> None:
    action = body.format(n="40", p="Lorne", d="in 2033")
    pair = only_pair({"action": action}, {"action": action, "operator": operator, "obligation": level})
    assert pair.relation == ("less" if level == "soft" else "more")
    assert shown(pair, "obligation") == ("will", operator)


@pytest.mark.parametrize("body", _BODIES)
@pytest.mark.parametrize(
    "limit", ["subject to the availability of funds", "in accordance with domestic law", "provided that the council approves"]
)
def test_a_limit_on_one_side_only_weakens_it(body: str, limit: str) -> None:
    action = body.format(n="40", p="Lorne", d="in 2033")
    pair = only_pair({"action": action}, {"action": f"{action}, {limit}", "limits": (limit,)})
    assert pair.relation == "less"
    assert shown(pair, "limits") == (None, limit)


_OBJECTS = (
    ("share satellite images of suspected vessels", "share satellite images of suspected aircraft"),
    ("protect hospitals and ports against intrusions", "protect hospitals and schools against intrusions"),
    ("publish the catch figures of the northern fleet", "publish the catch figures of the southern fleet"),
    ("lower tariffs on grain and timber", "lower tariffs on grain and copper"),
    ("exchange prisoners held since the winter", "exchange hostages held since the winter"),
    ("repair the undersea cables to the islands", "repair the undersea pipelines to the islands"),
)


@pytest.mark.parametrize(("left", "right"), _OBJECTS)
def test_another_object_differs_in_object(left: str, right: str) -> None:
    pair = only_pair(left, right)
    assert pair.relation == "differs"
    a, b = shown(pair, "object")
    assert a is not None
    assert a in left
    assert b is not None
    assert b in right


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "protect the hospitals of both islands against intrusions",
            "protect the hospitals and power stations of both islands against intrusions",
        ),
        ("repair the bridge at the northern border", "repair the bridge and the lighthouse at the northern border"),
        ("lower tariffs on imported grain", "lower tariffs on imported grain, timber and copper"),
    ],
)
def test_an_object_more_says_more(left: str, right: str) -> None:
    assert only_pair(left, right).relation == "more"
    assert only_pair(right, left).relation == "less"
    assert shown(only_pair(left, right), "object")[0] is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("close the fishing grounds of the strait", "open the fishing grounds of the strait"),
        ("finance the harbour police of the islands", "inspect the harbour police of the islands"),
        ("review the agreement on seasonal labour", "sign the agreement on seasonal labour"),
        ("test the emergency hotline between the capitals", "establish the emergency hotline between the capitals"),
    ],
)
def test_another_act_differs_in_act(left: str, right: str) -> None:
    pair = only_pair(left, right)
    assert pair.relation == "differs"
    shown(pair, "act")


@pytest.mark.parametrize("body", _BODIES)
def test_another_basis_differs_in_basis(body: str) -> None:
    action = body.format(n="40", p="Lorne", d="in 2033")
    a = {"action": f"{action} under the Charter of Lorne", "basis": ("Charter of Lorne",)}
    b = {"action": f"{action} under the Velmora Protocol", "basis": ("Velmora Protocol",)}
    pair = only_pair(a, b)
    assert pair.relation == "differs"
    assert shown(pair, "basis") == ("Charter of Lorne", "Velmora Protocol")


@pytest.mark.parametrize("body", _BODIES)
def test_the_same_words_are_the_same(body: str) -> None:
    action = body.format(n="40", p="Lorne", d="in 2033")
    assert only_pair(action, action).relation == "same"


_APPROVAL = "subject to the approval of both parliaments"
_SOFT = {"operator": "intend to", "obligation": "soft"}
_COVERAGE = (
    # claim, official undertaking, relation, facet
    ("Valdoria and Marenia will train 60 investigators by 2033", {"action": "train 40 investigators by 2033"}, "differs", "amount"),
    ("Both sides will meet twice a year", {"action": "meet once a year"}, "differs", "amount"),
    ("They will inspect the boats every three months", {"action": "inspect the boats every six months"}, "differs", "amount"),
    ("Aid of $5 million will be given for the harbour", {"action": "give aid of $50 million for the harbour"}, "differs", "amount"),
    ("The joint hotline opens in May 2033", {"action": "open the joint hotline in June 2033"}, "differs", "deadline"),
    ("The two will close the old mine by 2035", {"action": "close the old mine by 2033"}, "differs", "deadline"),
    ("They may open a hotline between their ports", {"action": "open a hotline between their ports"}, "less", "obligation"),
    ("They could consider sharing satellite images", {"action": "share satellite images"}, "less", "obligation"),
    ("They guarantee to share satellite images", {"action": "share satellite images"} | _SOFT, "more", "obligation"),
    ("Joint patrols were ruled out", {"action": "conduct joint patrols"}, "differs", "polarity"),
    ("They will not open the harbour to tankers", {"action": "open the harbour to tankers"}, "differs", "polarity"),
    ("They will transfer weapons", {"action": "not transfer weapons", "polarity": "refrain"}, "differs", "polarity"),
    ("They will share ship images", {"action": f"share ship images, {_APPROVAL}", "limits": (_APPROVAL,)}, "more", "limits"),
    ("Both will pay for the bridge", {"action": "pay for the bridge", "subject": "Valdoria", "parties": ("VAL",)}, "more", "parties"),
)


@pytest.mark.parametrize(("claim", "undertaking", "relation", "facet"), _COVERAGE)
def test_a_report_that_changes_one_fact(claim: str, undertaking: dict[str, Any], relation: str, facet: str) -> None:
    found = compare(prepare(report(claim), meaning), prepare(official(undertaking), meaning))
    assert len(found.pairs) == 1
    assert found.pairs[0].relation == relation, found.pairs[0].facets
    assert facet in {f.facet for f in found.pairs[0].facets}


@pytest.mark.parametrize("body", _BODIES)
def test_a_report_that_copies_the_text_is_faithful(body: str) -> None:
    action = body.format(n="40", p="Lorne", d="in 2033")
    found = compare(prepare(report(f"The two sides will {action}"), meaning), prepare(official(action), meaning))
    assert [p.relation for p in found.pairs] == ["same"]
