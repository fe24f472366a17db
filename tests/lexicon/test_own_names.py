"""Files of one's own names: what they may hold, and clear refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.lexicon.own import Own, load_own
from servanda.lexicon.parties import load_parties
from servanda.lexicon.tables import LexiconError
from servanda.read.cast import read_cast

VALDORIA = """
[[party]]
code = "VAL"
names = ["Valdoria", "Republic of Valdoria"]
adjectives = ["Valdorian"]
capital = "Port Amity"
[[series]]
name = "Valdoria-Khemet Security Dialogue"
[[instrument]]
title = "Treaty of Port Amity"
type = "treaty"
[[operator]]
words = "solemnly engages"
obligation = "firm"
"""


def own_of(tmp_path: Path, toml: str) -> Own:
    path = tmp_path / "own.toml"
    path.write_text(toml, "utf-8")
    return load_own([path])


def test_all_four_tables_are_read(tmp_path: Path) -> None:
    own = own_of(tmp_path, VALDORIA)
    assert own.parties[0].seats == ("Port Amity",)
    assert own.series[0].name == "Valdoria-Khemet Security Dialogue"
    assert own.instruments[0].names == ("Treaty of Port Amity",)
    assert (own.operators[0].forms, own.operators[0].obligation) == (("solemnly engages",), "firm")


def test_own_parties_are_found_in_texts(tmp_path: Path) -> None:
    lexicon = load_parties().with_own(own_of(tmp_path, VALDORIA))
    text = "President Ada Voss of Valdoria spoke in Port Amity. Later President Voss thanked the Valdorian side."
    cast = read_cast(text, lexicon)
    assert [(text[m.start : m.end], m.codes, m.form) for m in cast.mentions] == [
        ("President Ada Voss", ("VAL",), "leader"),
        ("Valdoria", ("VAL",), "name"),
        ("Port Amity", ("VAL",), "seat"),
        ("President Voss", ("VAL",), "leader"),
        ("Valdorian", ("VAL",), "adjective"),
    ]


def test_no_files_add_nothing() -> None:
    assert load_own([]) == Own()
    assert load_parties().with_own(Own()) is load_parties()


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[party]]\nnames = ['Valdoria']", "party 1: expected code = a string of words"),
        ("[[party]]\ncode = 'VAL'", "party 1: expected names = a list of strings"),
        ("[[party]]\ncode = 'VAL'\nnames = ['V']\n[[party]]\ncode = 'VAL'\nnames = ['W']", "'VAL' is given twice"),
        ("[[partie]]\ncode = 'VAL'", "unknown table 'partie'; expected [[party]], [[series]], [[instrument]], [[operator]]"),
        ("[[instrument]]\ntitle = 'Pact'\ntype = 'promise'", "instrument 1"),
        ("[[operator]]\nwords = 'engages'\nobligation = 'hard'", "is not one of: binding, firm, soft"),
        ("[[series]]\nnames = ['x']", "series 1: expected name"),
        ("[[series]]\nname = '  '", "series 1: expected name"),
    ],
)
def test_malformed_files_are_refused(tmp_path: Path, toml: str, says: str) -> None:
    with pytest.raises(LexiconError) as error:
        own_of(tmp_path, toml)
    assert says in str(error.value)
    assert "own.toml" in str(error.value)
