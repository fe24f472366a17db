"""Laws of comparing, on texts put together at random."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.compare import compare, prepare
from servanda.model.comparison import Comparison
from servanda.model.reading import Reading
from tests.compare.making import meaning, official

_VERBS = ("train", "open", "finance", "inspect", "publish", "repair", "share", "protect")
_THINGS = (
    "40 investigators",
    "the harbour of Velmora",
    "satellite images of vessels",
    "the undersea cables",
    "a joint hotline",
    "grain tariffs",
)
_ENDS = ("by the end of 2033", "in Port Amity", "every three months", "subject to domestic law", "", "with 12 officers in 2034")

actions = st.builds(lambda v, t, e: f"{v} {t} {e}".strip(), st.sampled_from(_VERBS), st.sampled_from(_THINGS), st.sampled_from(_ENDS))
texts = st.lists(actions, min_size=1, max_size=5, unique=True)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def held(left: Reading, right: Reading) -> Comparison:
    return compare(prepare(left, meaning), prepare(right, meaning), "rounds")


def verdicts(found: Comparison) -> dict[tuple[str, str], str]:
    return {(p.left.span.text, p.right.span.text): p.relation for p in found.pairs}


@quick
@given(texts)
def test_a_text_against_itself_is_all_same(chosen: list[str]) -> None:
    one = official(*chosen)
    found = held(one, one)
    assert {p.relation for p in found.pairs} == {"same"}
    assert len(found.pairs) == len(chosen)
    assert not found.only_left
    assert not found.only_right


@quick
@given(texts, texts)
def test_swapping_the_sides_swaps_more_and_less(first: list[str], second: list[str]) -> None:
    a, b = official(*first, name="a.txt"), official(*second, name="b.txt")
    there, back = held(a, b), held(b, a)
    turned = {"more": "less", "less": "more", "same": "same", "differs": "differs"}
    assert {(b_words, a_words): turned[v] for (a_words, b_words), v in verdicts(there).items()} == verdicts(back)
    assert {(f.facet, f.left, f.right) for p in there.pairs for f in p.facets} == {
        (f.facet, f.right, f.left) for p in back.pairs for f in p.facets
    }


@quick
@given(texts, texts)
def test_an_unrelated_paragraph_changes_no_verdict(first: list[str], second: list[str]) -> None:
    a = official(*first, name="a.txt")
    before = held(a, official(*second, name="b.txt"))
    after = held(a, official(*second, name="b.txt", after="Guests tasted plum cake while an orchestra played waltzes.\n"))
    assert verdicts(before) == verdicts(after)


@quick
@given(texts, st.sampled_from(["not", "never"]), st.integers(0, 4))
def test_a_not_never_leaves_the_same(chosen: list[str], word: str, where: int) -> None:
    a = official(*chosen, name="a.txt")
    at = where % len(chosen)
    denied = [f"{word} {action}" if n == at else action for n, action in enumerate(chosen)]
    found = held(a, official(*denied, name="b.txt"))
    relations = [p.relation for p in found.pairs if p.right.span.text == denied[at]]
    assert "same" not in relations
