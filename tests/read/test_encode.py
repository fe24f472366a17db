"""Windows for the network: pieces keep their offsets, lists know their lead-in."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from servanda.model.segments import segments
from servanda.read.tagger.encode import LONGEST, Encoder, lead_ins


def encoder() -> Encoder:
    """An encoder with a tiny vocabulary: every character is a piece."""
    vocabulary = {"[UNK]": 0} | {chr(n): n for n in range(6, 300)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", continuing_subword_prefix=""))  # type: ignore[call-arg]
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()  # type: ignore[assignment]
    return Encoder(tokenizer, None)


@settings(deadline=None)
@given(st.text("abc .:;\n-1", max_size=900))
def test_bodies_hold_every_word_once_and_in_order(text: str) -> None:
    found = encoder().windows(text, segments(text))
    pieces = [(s, e) for w in found for s, e in zip(w.start[w.body], w.end[w.body], strict=True) if s >= 0]
    assert pieces == sorted(set(pieces))
    assert "".join(text[s:e] for s, e in pieces) == "".join(text.split())


@settings(deadline=None)
@given(st.text("abc .:\n", max_size=2000))
def test_no_window_is_too_long_for_the_network(text: str) -> None:
    assert all(len(w.ids) <= LONGEST + 120 for w in encoder().windows(text, segments(text)))


def test_items_of_a_list_know_the_words_that_introduce_it() -> None:
    text = "The two sides agreed to:\n\n- open an office;\n- share data.\n\nThe talks were candid."
    found = segments(text)
    leads = lead_ins(text, found)
    assert [None if lead is None else text[found[lead].start : found[lead].end] for lead in leads] == [
        None,
        "The two sides agreed to:",
        "The two sides agreed to:",
        None,
    ]
