"""Deadlines by the codebook: what is due when, what waits for an event, and dates that are only mentioned. All texts are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.deadline import Deadline, Offset, Trigger
from servanda.model.span import Span
from servanda.model.when import is_when
from servanda.read.deadlines import find_deadline, read_deadline

SIGNED = "2023-04-14"  # a Friday


def due(sentence: str, document_date: str | None = SIGNED) -> Deadline | None:
    """The deadline of the action in brackets."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    return find_deadline(text, (start, end), (0, len(text)), document_date)


def value(sentence: str, document_date: str | None = SIGNED) -> str | None:
    found = due(sentence, document_date)
    return found.value if found else None


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("open the bridge by 2030", "2030"),
        ("open the bridge by the end of 2024", "2024"),
        ("open the bridge before June 2024", "2024-06"),
        ("keep it open until 30 November 2025", "2025-11-30"),
        ("open it no later than 1 July 2024", "2024-07-01"),
        ("open it not later than February 2024", "2024-02"),
        ("open it on or before May 5, 2024", "2024-05-05"),
        ("cut emissions by 43 percent by 2030 from 2005 levels", "2030"),
        ("extend the mandate for a further period ending on 15 December 2024", "2024-12-15"),
        ("extend it for six months, until 30 June 2024", "2024-06-30"),
        ("keep prices until at least 2030", "2030"),
        ("meet in September", "2023-09"),
        ("meet in February", "2024-02"),
        ("meet on June 14", "2023-06-14"),
        ("meet September/October", "2023-10"),
        ("hold the next round in Port Amity in 2025", "2025"),
        ("hold talks during the week of April 24th", "2023-04-30"),
        ("hold two rounds in 2024 and 2025", "2025"),
        ("deliver the units between 2024 and 2026", "2026"),
        ("spend it over the period 2024-2027", "2027"),
        ("meet again this summer", "2023-22"),
        ("meet again next week", "2023-04-23"),
        ("meet this coming week", "2023-04-16"),
        ("reconvene before the end of next week", "2023-04-23"),
        ("report by the end of the year", "2023"),
        ("report before the end of this year", "2023"),
        ("report by year-end", "2023"),
        ("meet later this year", "2023"),
        ("meet early next year", "2024"),
        ("meet next month", "2023-05"),
        ("report this quarter", "2023-06-30"),
        ("report by the end of next quarter", "2023-09-30"),
        ("report in the third quarter of this year", "2023-09-30"),
        ("report in the second half of next year", "2024-12-31"),
        ("report in the first quarter of 2024", "2024-03-31"),
        ("act within this decade", "202X"),
        ("reach net zero by mid-century", "2050"),
        ("meet tomorrow", "2023-04-15"),
        ("meet on Tuesday", "2023-04-18"),
        ("meet next winter", None),
        ("meet this November", "2023-11"),
        ("report within 90 days", "2023-07-13"),
        ("report within ninety (90) days", "2023-07-13"),
        ("report within two months", "2023-06-14"),
        ("report within a year", "2024-04-14"),
        ("withdraw within forty-eight hours", "2023-04-16"),
        ("meet within the next sixty days", "2023-06-13"),
        ("invest over the next five years", "2028-04-14"),
        ("invest over the next three to five years", "2028-04-14"),
        ("invest over the next decade", "2033-04-14"),
        ("review it in twelve months", "2024-04-14"),
        ("report within 90 days of signature", "2023-07-13"),
        ("report within 180 days of the date of this Framework", "2023-10-11"),
        ("report within 30 days of the adoption of this resolution", "2023-05-14"),
        ("appoint a contact within two months following the signature of this Agreement", "2023-06-14"),
        ("extend it for a period of twelve months from the date of this resolution", "2024-04-14"),
        ("apply it for a period of 180 days beginning on 5 December 2023", "2024-06-01"),
        ("report within 30 days of 1 February 2024", "2024-03-02"),
        ("stop firing as of April 19", "2023-04-19"),
        ("keep a ceasefire, starting from 21 July 2023 at 00:01 hours", "2023-07-21"),
        ("ban flights from the moment of signature of this Memorandum", "2023-04-14"),
        ("use the funds by the end of the 2024 fiscal year", "2024"),
        ("report by the end of FY2025", "2025"),
        ("prepare the plan for adoption at the Council meeting in 2024", "2024"),
        ("support the summit to be held in Port Amity in October 2023", "2023-10"),
    ],
)
def test_when_it_is_due(action: str, expected: str | None) -> None:
    assert value(f"The two sides will [{action}].") == expected


@pytest.mark.parametrize(
    "action",
    [
        "carry out the Agreement of 12 May 1999",
        "implement the 2030 Agenda",
        "amend Order 14257 of April 2, 2024",
        "build on work done since 2014",
        "keep to the plan signed at Port Amity on 4 May 2024",
        "exchange data annually by 30 November",
        "report by 30 November of each year",
        "cut emissions from 2005 levels",
        "act under resolution 1701 (2006)",
        "carry out what was agreed in 2022",
        "protect our people through 2030 and beyond",
        "meet at least once a year",
        "meet in the coming months",
        "remove the duties taken since June 2, 2024",
        "meet every two years",
        "give 90 days’ notice",
        "spend the FY2024 funds",
        "adopt the five-year plan",
        "implement the Lumen Action Plan 2021-2025",
        "reach agreement in the coming weeks and months",
        "co-host the 2024 Business Forum",
        "apply it for three years",
        "finish the work begun in 2023",
        "repair the first bridge built in 45 years",
    ],
)
def test_what_is_only_mentioned_or_comes_back_is_no_deadline(action: str) -> None:
    assert value(f"The two sides will [{action}].") is None


@pytest.mark.parametrize(
    ("action", "trigger", "offset"),
    [
        ("report within 90 days of entry into force", "entry into force", Offset(90, "days")),
        ("report 30 days after the last notification", "the last notification", Offset(30, "days")),
        ("give notice no later than six months prior to the expiry of the lease", "the expiry of the lease", Offset(-6, "months")),
        ("report within 10 days of the receipt of the request", "the receipt of the request", Offset(10, "days")),
        ("finish the work before the next summit", "the next summit", None),
        ("raise the matter at COP30", "COP30", None),
        ("report to the tenth session of the Joint Commission", None, None),
        ("meet prior to the expiry of the mandate", "the expiry of the mandate", None),
    ],
)
def test_what_waits_for_an_event(action: str, trigger: str | None, offset: Offset | None) -> None:
    found = due(f"The two sides will [{action}].")
    assert found is not None
    assert found.value is None
    assert trigger is None or (found.trigger and found.trigger.words and found.trigger.words.text == trigger)
    assert found.offset == offset


def test_without_the_date_of_the_document_what_counts_from_it_waits() -> None:
    signed = Trigger("signature", Span(40, 49, "signature"))
    words = Span(22, 49, "within 90 days of signature")
    assert due("The sides will [report within 90 days of signature].", None) == Deadline(None, words, signed, Offset(90, "days"))
    bare = Deadline(None, Span(22, 36, "within 90 days"), Trigger("document"), Offset(90, "days"))
    assert due("The sides will [report within 90 days].", None) == bare
    assert value("The sides will [meet in September].", None) is None
    assert value("The sides will [meet in September 2024].", None) == "2024-09"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("By 2030, the two sides will [halve the tariff].", "2030"),
        ("In 2024, we will [open a consulate] and close another.", "2024"),
        ("The sides will by 1 May 2024 [open a consulate].", "2024-05-01"),
        ("In addition, within 6 months of the date of this Framework, the Participants will [provide funds].", "2023-10-14"),
        ("The envoy announced that in December he will [convene a forum].", "2023-12"),
        ("Today, President Oro will [meet the Council].", "2023-04-14"),
        ("Today, we pledge to [meet the challenge].", None),
        ("Starting in 2024, the envoys will [explore ways].", None),
        ("In May 2022, leaders agreed that they will [open a port].", None),
        ("The sides will open a port by 2025 and [close another].", None),
        ("The sides will [open a port], by the end of 2025.", "2025"),
        ("During the 2023 Dialogue, both decided to [set benchmarks].", None),
        ("The mandate ends on 15 March 2024 and the Council decides that [it will remain until that date].", "2024-03-15"),
    ],
)
def test_words_around_the_action(sentence: str, expected: str | None) -> None:
    assert value(sentence) == expected


def test_a_list_has_the_deadline_of_the_line_that_opens_it() -> None:
    text = "The Parties will take the following actions by 14 May 2024:\n\n1. Open the port.\n2. Close the mine.\n\nThey will then rest."
    for words, expected in (("Open the port", "2024-05-14"), ("Close the mine", "2024-05-14"), ("rest", None)):
        start = text.index(words)
        line = text.rindex("\n", 0, start) + 1
        found = find_deadline(text, (start, start + len(words)), (line, text.index(".", start) + 1), SIGNED)
        assert (found.value if found else None) == expected


def test_the_next_meeting_is_dated_where_the_text_says_when() -> None:
    text = "The sides will report to the next ordinary meeting. The next ordinary meeting of the Council will open on 9 December 2023."
    found = find_deadline(text, (15, 50), (0, 51), SIGNED)
    assert found is not None
    assert found.trigger is not None
    assert found.trigger.words is not None
    assert (found.value, found.trigger.kind, found.trigger.words.text) == ("2023-12-09", "next_round", "the next ordinary meeting")
    assert read_deadline(text, document_date=SIGNED, words=(found.start, found.end)) == found


def test_the_words_of_a_deadline_include_what_leads_it() -> None:
    text = "The sides will open the bridge no later than the end of 2024."
    found = find_deadline(text, (15, 60), (0, 61), SIGNED)
    assert found is not None
    assert text[found.start : found.end] == "no later than the end of 2024"


@pytest.mark.parametrize(("day", "expected"), [("2024-01-31", "2024-02-29"), ("2023-01-31", "2023-02-28"), ("2024-12-31", "2025-01-31")])
def test_a_month_from_the_end_of_a_month(day: str, expected: str) -> None:
    assert value("We will [report within one month].", day) == expected


@pytest.mark.parametrize(("day", "expected"), [("2023-12-31", "2024-01-07"), ("2024-01-01", "2024-01-14"), ("2020-12-28", "2021-01-10")])
def test_next_week_ends_on_the_sunday_of_the_next_iso_week(day: str, expected: str) -> None:
    assert value("We will [report next week].", day) == expected


def test_a_document_of_some_days_counts_from_the_last() -> None:
    assert value("We will [report within 10 days].", "2024-05-19/2024-05-21") == "2024-05-31"
    assert value("We will [report within 10 days].", "2024") is None


PIECES = [
    "by ",
    "within ",
    "90 ",
    "days ",
    "of ",
    "the ",
    "next ",
    "summit ",
    "2024 ",
    "June ",
    "year ",
    "signature ",
    "this ",
    "Agreement ",
    "end ",
    "in ",
    "and ",
    ", ",
    ".\n",
    "- ",
    "1. ",
    ":\n",
    "week ",
    "before ",
    "today ",
    "that date ",
    "quarter ",
]


@given(
    st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)),
    st.tuples(st.integers(-5, 130), st.integers(-5, 130), st.integers(-5, 130), st.integers(-5, 130)),
    st.sampled_from([None, "", "soon", "2024", "2024-02-29", "0001-01-01", "9999-12-31", "../2024", "2024-05-01/2024-05-03"]),
)
def test_any_text_gives_a_deadline_inside_it_or_none(text: str, bounds: tuple[int, int, int, int], document_date: str | None) -> None:
    found = find_deadline(text, bounds[:2], bounds[2:], document_date)
    if found is not None:
        found.words.verify(text)
        assert found.value is None or is_when(found.value)
        if found.trigger is not None and found.trigger.words is not None:
            found.trigger.words.verify(text)
            assert found.words.contains(found.trigger.words)


def test_an_action_at_the_end_of_a_sentence_of_a_million_letters_is_read_at_once() -> None:
    meanwhile = "meet the Minister in 2025 and then at the next meeting report to the Council within 90 days and "
    text = "By 2030, the two sides will " + meanwhile * 11_000 + "in June 2024 open the port."
    start = text.index("open the port")
    began = time.process_time()
    found = find_deadline(text, (start, start + 13), (0, len(text)), SIGNED)
    assert time.process_time() - began < 1
    assert found is not None
    assert found.value == "2030"
