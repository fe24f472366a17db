"""What a brief holds: chosen from the ledger as it stood, each item with its words, and nothing invented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from servanda.pipeline import Kept
from servanda_ledger.book import chain, record
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.brief.choose import brief_of, period_of
from servanda_ledger.brief.parts import Brief, Choice, Item, Scope, brief_back, brief_json
from servanda_ledger.brief.rendering import FORMATS, render
from servanda_ledger.brief.scope import ScopeError, scope_of
from servanda_ledger.brief.wording import worded
from servanda_ledger.follow.decisions import Deed, Evidence, Judgement, decide_status, record_action

from .conftest import at

pytestmark = pytest.mark.usefixtures("ledger")
DAY = date(2032, 6, 11)  # the second communique came; the report a day later


def section(brief: Brief, name: str) -> tuple[Item, ...]:
    return next((s.items for s in brief.sections if s.name == name), ())


def test_a_day_tells_what_came_on_it() -> None:
    brief = brief_of(date(2031, 5, 16))
    assert [s.name for s in brief.sections] == ["new"]
    assert len(section(brief, "new")) == Document.objects.get(round=1).commitments
    assert {i.what for i in section(brief, "new")} == {"new"}


def test_a_new_round_is_held_against_the_one_before() -> None:
    brief = brief_of(DAY)
    changes = {i.words.text: i for i in section(brief, "changed")}
    hotline = next(i for words, i in changes.items() if "60 Marenian investigators" in words)
    assert hotline.other is not None
    assert "40 Marenian investigators" in hotline.other.text
    assert ("40 Marenian investigators", "60 Marenian investigators") in {(d.left, d.right) for d in hotline.differences}
    assert any(i.what == "dropped" and "waive port fees" in i.words.text for i in changes.values())
    assert any(i.what == "introduced" for i in section(brief, "new"))


def test_no_commitment_is_told_twice_in_one_brief() -> None:
    brief = brief_of(DAY, 2)
    told = [i.words.commitment for s in brief.sections if s.name in ("new", "changed") for i in s.items]
    assert len(told) == len(set(told))


def test_a_report_is_held_against_the_text_it_is_about() -> None:
    found = section(brief_of(date(2032, 6, 12)), "coverage")
    assert found
    assert {i.document.kind for i in found} == {"report"}
    assert {i.against.title for i in found if i.against} == {Document.objects.get(round=2).title}


def test_every_quotation_stands_in_its_document() -> None:
    texts = {d.key: chain.blob(d.text_blob).decode() for d in Document.objects.current()}
    for item in brief_of(DAY, 3).items():
        for quote in filter(None, (item.words, item.other)):
            assert quote.text in texts[quote.document]
        for difference in item.differences:
            sides = [texts[item.document.id], texts[item.against.id] if item.against else ""]
            assert all(not words or any(words in side for side in sides) for words in (difference.left, difference.right))


def numbers(words: str) -> set[str]:
    return set(re.findall(r"\d+", words))


def test_no_sentence_holds_a_number_that_no_field_has() -> None:
    brief = brief_of(DAY, 3)
    known = numbers(json.dumps(brief_json(brief), ensure_ascii=False))
    for told in (t for s in worded(brief).sections for g in s.groups for t in g.told):
        assert numbers(" ".join((told.lead, *told.facts))) <= known | {str(int(n)) for n in known}


def test_a_day_without_anything_is_empty() -> None:
    brief = brief_of(date(2031, 8, 2))
    assert brief.sections == ()
    assert brief.empty


def test_a_deadline_is_fresh_when_it_comes_into_sight_and_on_its_day() -> None:
    last = date(2031, 12, 31)  # "by the end of 2031"
    fresh = {}
    for days in range(-2, 10):
        brief = brief_of(last - timedelta(days=days))
        fresh[days] = (len(section(brief, "due")), not brief.empty)
    assert fresh[9] == fresh[8] == (0, False)
    assert fresh[7] == (2, True)
    assert all(fresh[days] == (2, False) for days in range(1, 7))
    assert fresh[0] == (2, True)
    assert fresh[-1] == (2, True)  # passed
    assert fresh[-2] == (0, False)
    assert {i.what for i in section(brief_of(last + timedelta(days=1)), "due")} == {"overdue"}


def test_a_deadline_of_a_week_of_days_is_told_once_too() -> None:
    last = date(2031, 12, 31)
    told = [len([i for i in section(brief_of(last + timedelta(days=d), 1), "due") if i.fresh]) for d in range(-30, 30)]
    assert told.count(2) == 3  # in sight, the day, passed
    assert len(section(brief_of(last + timedelta(days=4), 7), "due")) == 2


def commitment(words: str) -> Commitment:
    return Commitment.objects.current().get(action__contains=words)


def test_what_was_kept_is_told_with_the_words_that_show_it_and_no_longer_falls_due() -> None:
    hotline, later = commitment("establish a hotline"), Document.objects.get(round=2)
    text = chain.blob(later.text_blob).decode()
    start = text.index("hotline")
    evidence = Evidence(later.key, start, start + len("hotline"), "hotline")
    day = at("2032-06-20T08:00:00+00:00")
    by = chain.By("Mara", "the next communique speaks of tests of it", lambda: day)
    decide_status(Judgement(hotline.key, hotline.document, "kept", (evidence,)), by)
    (item,) = section(brief_of(day.date()), "outcomes")
    assert (item.status, item.by, item.words.commitment) == ("kept", "Mara", hotline.key)
    assert item.other is not None
    assert item.other.text == "hotline"
    words = render(brief_of(day.date()), "text")
    assert "Judged: kept." in words
    assert "Mara gives as reason: “the next communique speaks of tests of it”" in words


def test_the_ledger_as_it_stood_is_not_changed_by_what_comes_later() -> None:
    before = brief_of(DAY)
    target = section(before, "new")[0]
    by = chain.By("Mara", "no promise", lambda: at("2032-06-25T08:00:00+00:00"))
    record.decide("rejected", target.words.document, [target.words.commitment], [], by)
    assert brief_of(DAY) == before
    assert target.words.commitment not in {i.words.commitment for i in brief_of(date(2032, 6, 25), 30).items()}


def test_acts_on_instruments_are_told() -> None:
    day = at("2032-07-01T08:00:00+00:00")
    deed = Deed("Port Amity Treaty on Freedom of Navigation", "VAL", "ratified", "2032-06-30", {"source": "the depositary's list"})
    record_action(deed, chain.By("Mara", "from the list", lambda: day))
    (item,) = section(brief_of(day.date()), "evidence")
    assert (item.status, item.instrument, item.parties) == ("ratified", "Port Amity Treaty on Freedom of Navigation", ("VAL",))
    assert "Recorded: ratified, 30 June 2032." in render(brief_of(day.date()), "text")


def test_new_can_mean_dated_in_the_period() -> None:
    dated = Choice(new_by="dated")
    assert len(section(brief_of(date(2032, 6, 9), 1, choice=dated), "new")) > 1  # the day the text bears
    assert not section(brief_of(DAY, 1, choice=dated), "new")


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("party", "VAL", True),
        ("pair", "VAL,MRN", True),
        ("party", "JPN", False),
        ("search", "hotline", True),
        ("search", "q=whaling", False),
    ],
)
def test_a_scope_narrows(kind: str, value: str, found: bool) -> None:
    brief = brief_of(DAY, 1, scope_of(kind, value))  # type: ignore[arg-type]
    assert bool(list(brief.items())) is found
    for item in brief.items():
        assert set(brief.scope.parties) <= set(item.parties)
        if value == "hotline":
            keys = [q.commitment for q in (item.words, item.other) if q]
            assert any("hotline" in c.sentence for c in Commitment.objects.filter(key__in=keys))


def test_a_dialogue_is_a_scope() -> None:
    key = Document.objects.get(round=2).series_key
    assert len(section(brief_of(DAY, 1, scope_of("dialogue", key)), "new")) == len(section(brief_of(DAY), "new"))
    assert not list(brief_of(DAY, 1, scope_of("dialogue", "some other dialogue")).items())


@pytest.mark.parametrize(
    ("kind", "value"), [("party", ""), ("party", "XYZ"), ("pair", "CAN"), ("search", "obligation=none"), ("party", "CAN,CHN")]
)
def test_a_scope_that_means_nothing_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ScopeError):
        scope_of(kind, value)  # type: ignore[arg-type]


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_number_of_days_that_is_none_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="1 to 366 days"):
        period_of(DAY, days)
    with pytest.raises(ValueError, match="too early"):
        period_of(date(1, 1, 1))


def test_a_brief_is_read_back_as_it_was_written() -> None:
    brief = brief_of(DAY, 3)
    assert brief_back(json.loads(json.dumps(brief_json(brief)))) == brief
    assert brief_of(DAY, 3) == brief  # as it is kept


def test_the_most_that_a_section_holds_is_shown_and_the_rest_counted() -> None:
    brief = brief_of(DAY, 1, choice=Choice(most=3))
    for part in brief.sections:
        assert len(part.items) <= 3
        assert part.total >= len(part.items)
    assert "more are not shown here" in render(brief, "text")


def test_comparisons_that_may_not_be_made_now_are_counted() -> None:
    brief = brief_of(DAY, 1, choice=Choice(compare=0))
    assert next(s.waiting for s in brief.sections if s.name == "changed") == 1
    assert "1 further text has not been compared yet." in render(brief, "text")
    assert section(brief_of(DAY), "changed")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_can_be_made_in_both_languages(form: str, language: str) -> None:
    made = render(brief_of(DAY, 3), form, language)  # type: ignore[arg-type]
    assert "60 Marenian investigators" in made
    assert ("Nouveaux engagements" in made or "NOUVEAUX ENGAGEMENTS" in made) is (language == "fr")


def test_plain_text_is_72_columns_wide() -> None:
    for language in ("en", "fr"):
        for line in render(brief_of(DAY, 3), "text", language).splitlines():
            assert len(line) <= 72 or "://" in line


def test_words_of_texts_cannot_break_out_of_a_mail(next_communique: Kept) -> None:
    brief = brief_of(DAY)
    hostile = "</p><script>alert(1)</script>\u202eevil [a](http://x) `b`"

    def poisoned(items: tuple[Item, ...]) -> Iterator[Item]:
        from dataclasses import replace

        for item in items:
            yield replace(item, words=replace(item.words, text=hostile))

    from dataclasses import replace

    made = replace(brief, sections=tuple(replace(s, items=tuple(poisoned(s.items))) for s in brief.sections))
    assert "<script>" not in render(made, "html")
    for form in ("text", "markdown", "html"):
        assert "\u202e" not in render(made, form)  # type: ignore[arg-type]
    assert "[a](http" not in render(made, "markdown")


def test_everything_is_a_scope_without_value() -> None:
    assert scope_of("everything", "what not") == Scope()
