"""The whole site in French: nothing untranslated, no English left on its pages, and sentences of the library told in French."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation
from lxml import html

from servanda_ledger.accounts.models import User
from servanda_ledger.api import guide
from servanda_ledger.api.guide_words import WORDS
from servanda_ledger.book import record
from servanda_ledger.book.models import Commitment
from servanda_ledger.catalogue.dialogues import dialogues
from servanda_ledger.catalogue.instruments import instruments
from servanda_ledger.follow import reasons
from servanda_ledger.follow.due import Asked, due
from servanda_ledger.pages import addresses, summaries, told
from servanda_ledger.pages.because import because, occurred
from servanda_ledger.pages.tags import clock, day, edtf, party_name
from tools import translations

SAID = ("aria-label", "title", "placeholder", "alt", "data-done")  # attributes that are read out or shown
LATER = date(2034, 3, 1)


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    """A page in French leaves its language to the thread."""
    yield
    translation.deactivate()


@pytest.fixture
def french(client: Client) -> Client:
    """A browser of somebody who chose French."""
    client.cookies["django_language"] = "fr"
    return client


@pytest.fixture
def editor(french: Client) -> Client:
    """The same, with an editor signed in."""
    user = User.objects.create_user("edda", password="not a secret at all")
    user.groups.add(Group.objects.get_or_create(name="editors")[0])
    french.force_login(user)
    return french


def test_every_string_has_a_translation_and_none_is_doubtful() -> None:
    assert translations.missing(translations.extracted("fr")) == []
    made = translations.catalog("fr")
    assert [m.id for m in made if m.id and m.fuzzy] == []
    assert {(m.id, m.context) for m in translations.extracted("fr") if m.id} == {(m.id, m.context) for m in made if m.id}, (
        "run: python -m tools.translations"
    )


def test_a_sign_that_french_sets_apart_has_a_blank_that_does_not_break() -> None:
    for message in translations.catalog("fr"):
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for string in strings if message.id else ():
            assert not any(f" {sign}" in string for sign in (":", ";", "!", "?", "»")), string
            assert "« " not in string, string


def pages(found: list[record.Recorded]) -> Iterator[str]:
    """The main pages, with the examples in the book."""
    yield from (
        *(
            "/",
            "/documents/",
            "/commitments/",
            "/commitments/?q=ports",
            "/dialogues/",
            "/instruments/",
            "/parties/",
            "/meetings/",
            "/people/",
        ),
        *("/due/", "/due/events/", "/due/?as_of=2034-03-01", "/due/?as_of=never", "/compare/", "/statuses/", "/scorecards/", "/actions/"),
        *("/watch/", "/api/", "/briefs/", "/subscriptions/", "/accounts/sign-in/", "/nothing/"),
    )
    for each in found:
        yield addresses.document(each.document)
    row = Commitment.objects.current().filter(document=found[1].document)[0]
    yield from (f"/commitments/{row.key}/", f"/commitments/{row.key}/status/", "/parties/VAL/", "/parties/MRN/with/VAL/")
    first = dialogues()[0].key
    yield from (f"/dialogues/{first}/", f"/dialogues/{first}/commitments/", f"/instruments/{instruments()[0].key}/")
    one, two, report = (each.document.removeprefix("sha256:")[:16] for each in found)
    yield from (f"/compare/?left={one}&right={two}", f"/compare/?left={report}&right={two}", f"/compare/?left={one}")


EDITORS = ("/review/", "/review/candidates/", "/review/decisions/", "/actions/record/", "/actions/import/", "/accounts/")


def spoken(page: bytes) -> Iterator[str]:
    """What a page says in its own voice: not what is marked as the words of another language, nor code."""

    def within(element: html.HtmlElement, own: bool) -> Iterator[str]:
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code", "pre", "textarea") or "code" in element.classes:
            return
        own = element.get("lang", "fr" if own else "en") == "fr"
        if own:
            yield from (element.get(name, "") for name in SAID)
            yield element.text or ""
        for child in element:
            yield from within(child, own)
            if own:
                yield child.tail or ""

    return (" ".join(words.split()) for words in within(html.fromstring(page), True) if words.strip())


def english() -> set[str]:
    """Strings of the interface that are other in French, and are never words of a text."""
    found = set()
    for message in translations.catalog("fr"):
        if not message.id or message.context:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        found |= {" ".join(i.split()) for i in ids if i not in strings and "%(" not in i and len(i) > 2}
    # English and French alike somewhere else, or the code of something
    return found - {s for m in translations.catalog("fr") for s in ([m.string] if isinstance(m.string, str) else m.string or ())}


def check(client: Client, path: str, unwanted: set[str]) -> None:
    response = client.get(path)
    assert response.status_code in (200, 400, 404), path
    assert b'<html lang="fr"' in response.content, path
    said = set(spoken(response.content))
    assert not said & unwanted, (path, said & unwanted)


def test_no_page_says_anything_in_english(recorded: list[record.Recorded], french: Client) -> None:
    unwanted = english()
    assert "Skip to the content" in unwanted
    for path in pages(recorded):
        check(french, path, unwanted)


def test_no_page_of_editors_says_anything_in_english(recorded: list[record.Recorded], editor: Client) -> None:
    unwanted = english()
    row = Commitment.objects.current().filter(document=recorded[0].document)[0]
    for path in (*EDITORS, f"/review/{row.key}/edit/", f"/commitments/{row.key}/status/"):
        check(editor, path, unwanted)


def test_the_choice_of_a_language_keeps_the_page(recorded: list[record.Recorded], client: Client) -> None:
    path = addresses.document(recorded[0].document)
    answer = client.post("/language/", {"language": "fr", "next": f"{path}?as_of=2040-01-01"})
    assert answer["Location"] == f"{path}?as_of=2040-01-01"
    page = client.get(path).content.decode()
    assert '<html lang="fr"' in page
    assert 'lang="en" aria-label="Le texte annoté"' in page
    assert 'role="note" lang="fr"' in page
    client.post("/language/", {"language": "en", "next": path})
    assert '<html lang="en"' in client.get(path).content.decode()


def test_a_mistake_in_a_form_is_told_in_french(french: Client, db: None) -> None:
    page = french.post("/read/", {"text": ""}).content.decode()
    assert "Collez un texte, choisissez un fichier ou donnez un lien." in page


def test_dates_and_names_of_parties_are_french() -> None:
    with translation.override("fr"):
        assert edtf("2017-06-22") == "22 juin 2017"
        assert edtf("2017-07-01") == "1er juillet 2017"
        assert day(date(2017, 8, 1)) == "1er août 2017"
        assert edtf("2033-21") == "printemps 2033"
        assert clock("2031-05-04T10:00:00Z") == "4 mai 2031, 10:00 UTC"
        assert party_name("DEU") == "Allemagne"
        assert party_name("no such party") == "no such party"
    assert edtf("2017-06-22") == "22 June 2017"


def test_a_text_is_summed_up_in_french(communique: object, next_communique: object, press: object) -> None:
    with translation.override("fr"):
        told_of = [summaries.summary(each.reading) for each in (next_communique, press)]  # type: ignore[attr-defined]
        assert summaries.round_words(communique.reading.document).startswith("1re session\u00a0: ")  # type: ignore[attr-defined,union-attr]
    assert "engagements\u00a0: " in told_of[0]
    assert "fermes" in told_of[0]
    assert "affirmations\u00a0: " in told_of[1]


@pytest.mark.parametrize("words", ["", "by the end of 2031", "within 90 days of 2031-05-04, (or so); then"])
@pytest.mark.parametrize("hangs", [False, True])
def test_every_reason_of_a_deadline_can_be_told_in_french(words: str, hangs: bool) -> None:
    given = [reasons.undated(words, hangs)]
    for state, last in (
        ("overdue", date(2032, 1, 1)),
        ("due", LATER),
        ("upcoming", date(2034, 3, 9)),
        ("upcoming", None),
        ("overdue", date(2020, 1, 1)),
    ):
        given.append(reasons.dated(words, hangs) + reasons.standing(state, last, LATER))  # type: ignore[arg-type]
    with translation.override("fr"):
        for sentence in given:
            french = because(sentence)
            assert french is not None, sentence
            assert words in french
            assert " the " not in french.replace(words or "\0", "")


def test_every_reason_that_the_examples_give_can_be_told_in_french(recorded: list[record.Recorded]) -> None:
    found = list(due(Asked(LATER)))
    assert found
    with translation.override("fr"):
        for item in found:
            assert because(item.because) is not None, item.because


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Dialogue on Ports (round 2) was held on 2032-06-09", "Dialogue on Ports (session 2) s’est tenu le 9 juin 2032"),
        (
            "Treaty on Cables: in force on 2031-12-01; CAN, DEU",
            "Treaty on Cables\u00a0: en vigueur, 1er décembre 2031\u00a0; Canada, Allemagne",
        ),
        ("edda recorded entry into force for 2031-12", "edda a consigné entry into force\u00a0: décembre 2031"),
    ],
)
def test_what_the_ledger_knows_of_an_event_is_told_in_french(english: str, french: str) -> None:
    with translation.override("fr"):
        assert occurred(english) == french


def test_reasons_are_told_in_french_and_own_words_are_left() -> None:
    with translation.override("fr"):
        assert told.why("two readers agree: at the embassy") == "deux lecteurs sont d’accord\u00a0: at the embassy"
        assert told.reason_told("Canada against China") == "Canada against China"
        assert told.told("40 against 60") == "40 contre 60"
        assert told.told("soft against firm") == "souple contre ferme"
    assert told.why("two readers agree: at the embassy") == "two readers agree: at the embassy"


def test_the_description_of_the_api_is_known_to_translators() -> None:
    said = set()
    for tag, operations in guide._groups():
        said.add(tag.capitalize())
        for each in operations:
            said |= {each.summary, each.about, *(p.about for p in each.parameters)}
    vocabularies = {words for words in said if all(w.replace("_", "").isalpha() for w in words.split(", "))}
    assert said - vocabularies - set(WORDS) - {"", "`servanda.matrix/1`."} == set()
