"""The bundled example says what its handmade readings say, and its names file has the form that users write."""

from __future__ import annotations

import tomllib

from servanda.model.reading import Reading

from .handmade import EXAMPLES


def test_the_names_file_has_the_documented_form() -> None:
    names = tomllib.loads((EXAMPLES / "names.toml").read_text(encoding="utf-8"))
    assert [party["code"] for party in names["party"]] == ["VAL", "MRN", "OTY"]
    assert all(set(party) == {"code", "names", "adjectives", "capital"} for party in names["party"])
    assert all(set(instrument) == {"title", "type"} for instrument in names["instrument"])


def test_what_the_names_file_names_stands_in_the_texts() -> None:
    names = tomllib.loads((EXAMPLES / "names.toml").read_text(encoding="utf-8"))
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
    wanted = [party["names"][0] for party in names["party"]]
    wanted += [item["title"] for item in names["instrument"]] + [item["name"] for item in names["series"]]
    assert all(name in texts for name in wanted)


def test_the_second_round_carries_over_strengthens_weakens_and_drops(round_one: Reading, round_two: Reading) -> None:
    first, second = round_one.document.text, round_two.document.text
    assert "in time of peace" in first  # a limit that the second round drops, while it adds water utilities
    assert "in time of peace" not in second
    assert "water utilities" in second
    assert "will notify the other" in first
    assert "will endeavor to notify the other" in second
    assert "waive port fees" in first
    assert "port fees" not in second


def test_the_report_has_a_wrong_date_and_says_more_than_the_text(press: Reading, round_two: Reading) -> None:
    assert "June 10" in press.document.text
    assert "June 10" not in round_two.document.text
    assert "never to attack each other's computer networks" in press.document.text
