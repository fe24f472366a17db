"""Written deadlines come to the dates that the table gives, read alone and found in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.model.deadline import Deadline, TriggerKind
from servanda.model.resolution import explain
from servanda.read.deadlines import find_deadline, read_deadline
from tests.read.deadline_cases import FROM_THE_DOCUMENT, MEETINGS, NONE, WAITING, WORKING

EARLY = "2031-01-14"


def found(words: str, document_date: str) -> Deadline | None:
    """The deadline of an action that ends with the words."""
    sentence = f"The two sides will report {words}."
    return find_deadline(sentence, (19, len(sentence) - 1), (0, len(sentence)), document_date)


def agree(words: str, document_date: str) -> Deadline:
    """The deadline that the words give, which the sentence around them must give as well."""
    alone, inside = read_deadline(words, document_date=document_date), found(words, document_date)
    assert alone is not None
    assert inside is not None
    assert alone.words.text == inside.words.text == words
    told = [
        (d.value, d.offset, d.bound, d.counted_from, d.trigger and (d.trigger.kind, d.trigger.name, d.trigger.round))
        for d in (alone, inside)
    ]
    assert told[0] == told[1]
    return alone


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    cases = (
        [(row[0], row[1]) for row in FROM_THE_DOCUMENT]
        + [(row[0], "") for row in (*WAITING, *MEETINGS)]
        + [(w, f"{d}{h}") for w, d, h, _ in WORKING]
    )
    assert len(set(cases)) == len(cases) >= 120


@pytest.mark.parametrize(("words", "document_date", "value"), FROM_THE_DOCUMENT)
def test_what_the_text_and_its_date_give(words: str, document_date: str, value: str | None) -> None:
    assert agree(words, document_date).value == value


@pytest.mark.parametrize(
    ("words", "kind", "name", "number", "day", "value"), [*MEETINGS, *((words, kind, None, None, *rest) for words, kind, *rest in WAITING)]
)
def test_what_waits_for_something(words: str, kind: TriggerKind, name: str | None, number: int | None, day: str, value: str | None) -> None:
    deadline = agree(words, EARLY)
    assert deadline.value is None
    assert deadline.trigger is not None
    assert (deadline.trigger.kind, deadline.trigger.name, deadline.trigger.round) == (kind, name, number)
    resolution = explain(deadline, day)
    assert resolution.value == value
    assert f"“{words}”" in resolution.because


@pytest.mark.parametrize(("words", "day", "holidays", "value"), WORKING)
def test_working_days(words: str, day: str, holidays: tuple[str, ...], value: str) -> None:
    deadline = agree(words, EARLY)
    assert deadline.value is None
    assert explain(deadline, day, [date.fromisoformat(h) for h in holidays]).value == value


@pytest.mark.parametrize("words", NONE)
def test_what_sets_no_deadline(words: str) -> None:
    assert read_deadline(words, document_date=EARLY) is None
    assert found(words, EARLY) is None


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("by 2035", "by"),
        ("within 90 days of signature", "by"),
        ("at least 60 days prior to the next summit", "by"),
        ("on or before 1 May 2033", "by"),
        ("30 days after the last notification", "on"),
        ("at COP30", "on"),
        ("in June 2033", "on"),
        ("for two years from entry into force", "for"),
        ("after the next round", "from"),
        ("from the date of entry into force", "from"),
    ],
)
def test_how_the_words_bind(words: str, bound: str) -> None:
    deadline = read_deadline(words, document_date=EARLY)
    assert deadline is not None
    assert deadline.bound == bound


def test_words_that_point_into_the_text_need_the_text() -> None:
    text = "The mandate ends on 15 March 2032 and the patrols will continue until that date."
    start = text.index("until")
    deadline = read_deadline(text, document_date=EARLY, words=(start, len(text) - 1))
    assert deadline is not None
    assert deadline.value == "2032-03-15"
    assert read_deadline("until that date", document_date=EARLY) is None
