"""Near-duplicates: the same words with a little changed are found, other words are not; what is kept can be taken up again."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.corpus.near import SIGNATURE, NearIndex, signature, similarity

WORDS = [
    f"{first}{last}"
    for first in ("ship", "port", "grain", "treaty", "talk", "side")
    for last in ("", "ing", "men", "less", "ward", "house")
]


def article(seed: int, length: int = 300) -> str:
    """An invented text; two of them share words, and hardly a run of three."""
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) + chosen.choice(("", "", "s", "ed")) for _ in range(length))


def test_the_same_text_in_other_dress_is_found() -> None:
    index = NearIndex()
    for n in range(50):
        index.add(f"a{n}", article(n))
    text = article(7)
    for near in (
        text,
        text.upper(),
        text.replace(" ", "\n  "),
        f"By our correspondent in Port Vey. {text} All rights reserved.",
        text[: int(len(text) * 0.9)],
        text.replace(" Port ", " Porte "),
    ):
        found = index.find(near)
        assert found is not None
        assert found[0] == "a7"
        assert 0.8 <= found[1] <= 1.0
    assert index.find(article(99)) is None


def test_the_nearest_is_found_and_the_first_among_equals() -> None:
    index = NearIndex()
    index.add("cut", article(1)[: int(len(article(1)) * 0.9)])
    index.add("same", article(1))
    index.add("again", article(1))
    assert index.find(article(1)) == ("same", 1.0)


def test_texts_of_a_few_words() -> None:
    index = NearIndex()
    index.add("short", "Talks end")
    assert index.find("talks  END!") == ("short", 1.0)
    assert index.find("Talks begin") is None
    assert index.add("empty", " -- ") == b""
    assert (index.find(""), len(index)) == (None, 1)


def test_scripts_without_blanks() -> None:
    index = NearIndex()
    text = "双方同意加强在航运安全方面的合作并在东部沿海向运载粮食的船只开放所有港口双方将于明年春天再次会晤"
    index.add("zh", text)
    found = index.find("新闻" + text)
    assert found is not None
    assert found[0] == "zh"


def test_signatures_can_be_kept() -> None:
    index = NearIndex()
    kept = [(f"a{n}", index.add(f"a{n}", article(n))) for n in range(200)]
    assert {len(signed) for _, signed in kept} == {SIGNATURE}
    again = NearIndex.of(kept)
    assert [again.find(article(n)) for n in range(0, 200, 20)] == [(f"a{n}", 1.0) for n in range(0, 200, 20)]


def test_a_signature_never_changes() -> None:
    # kept signatures would be worth nothing: raise the version when this changes
    assert signature("The two sides agreed to meet again in Port Vey.")[:9].hex() == "019a796e09fd456602"


@pytest.mark.parametrize("wrong", [b"x", b"\x02" + b"\0" * (SIGNATURE - 1), b"\x01" * (SIGNATURE + 1)])
def test_what_is_no_signature_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="not a signature"):
        NearIndex().add_signed("a", wrong)
    with pytest.raises(ValueError, match="not a signature"):
        similarity(wrong, signature("Talks end"))


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_similarity_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    a, b = signature(one), signature(other)
    assert similarity(a, b) == similarity(b, a)
    assert 0.0 <= similarity(a, b) <= 1.0
    assert similarity(a, a) == (1.0 if a else 0.0)


def test_the_estimate_is_near_the_truth() -> None:
    words = [f"w{n}" for n in range(2_000)]
    for cut in (1_800, 1_200, 600):
        truth = (cut - 2) / (len(words) - 2)
        assert abs(similarity(signature(" ".join(words)), signature(" ".join(words[:cut]))) - truth) < 0.14


def test_many_texts_are_compared_at_once() -> None:
    numbers = random.Random(1)
    index = NearIndex.of((f"a{n}", b"\x01" + numbers.randbytes(SIGNATURE - 1)) for n in range(20_000))
    index.add("mine", article(1))
    started = time.process_time()
    assert index.find(article(1)) == ("mine", 1.0)
    assert time.process_time() - started < 0.5
