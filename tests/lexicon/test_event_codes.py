"""The codes of events: every context is found in its examples, every kind has a code, and codes that are none are refused."""

from pathlib import Path

import pytest

from servanda.lexicon.event_codes import Context, load_event_codes, read_event_codes
from servanda.lexicon.tables import DATA, LexiconError
from servanda.model.labels import CONDUCTS

FILE = DATA / "en" / "event_codes.toml"


@pytest.mark.parametrize("context", load_event_codes().contexts, ids=lambda context: context.name)
def test_every_context_is_found_in_its_examples(context: Context) -> None:
    assert all(context.pattern.search(example.lower()) for example in context.examples)
    assert not any(context.pattern.search(example.lower()) for example in context.absent)


def test_every_promise_is_agree_and_of_root_03() -> None:
    codes = load_event_codes()
    for kind in CONDUCTS:
        for polarity in ("do", "refrain"):
            code = codes.code(kind, polarity, "send 200 soldiers to the peacekeeping mission")
            assert (code.plover, code.cameo[:2]) == ("AGREE", "03")


def test_the_words_of_the_action_make_the_code_finer_when_they_agree() -> None:
    code = load_event_codes().code
    assert code("provide", "do", "lend the port 3 million for infrastructure").cameo == "0331"
    assert code("provide", "do", "give 40 armoured vehicles to the armed forces").cameo == "0332"
    assert code("provide", "do", "pay for humanitarian relief and for the armed forces").cameo == "033"
    assert code("cooperate", "do", "extradite persons who are sought for theft").cameo == "0313"


def test_a_context_is_named_only_where_words_show_it() -> None:
    code = load_event_codes().code
    assert code("meet", "do", "meet in Port Amity in 2031").contexts == ("diplomatic",)
    assert code("meet", "do", "hold a round on cybercrime").contexts == ("cyber",)
    assert code("act", "do", "paint the lighthouse").contexts == ()


def test_a_promise_to_refrain_has_no_type_of_conduct() -> None:
    code = load_event_codes().code("provide", "refrain", "not transfer weapons to third parties")
    assert (code.promised, code.cameo, code.contexts) == (None, "030", ("military",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "meet"', 'kind = "gather"', "promise 1: kind 'gather'"),
        ('cameo = "036"', 'cameo = "136"', "'136' is not a CAMEO code under 03"),
        ('promised = "CONSULT"', 'promised = "TALK"', "'TALK' is not a PLOVER type"),
        ('name = "military"', 'name = "army"', "'army' is not a PLOVER context"),
        ('[[promise]]\nkind = "act"\ncameo = "030"\n', "", "no \\[\\[promise\\]\\] for act"),
        ('[[finer]]\nkind = "consult"', '[[finer]]\nkind = "consult"\nnote = "x"', "unknown field 'note'"),
    ],
)
def test_malformed_codes_are_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    path, text = tmp_path / "event_codes.toml", FILE.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LexiconError, match=message):
        read_event_codes(path)
