"""Translations: compiled from what is in the files, and none missing where briefs and their mails are concerned."""

from __future__ import annotations

import re

import pytest

from tools import translations

OURS = (
    "brief/", "templates/brief/", "templates/subscriptions/", "pages/briefs.py", "pages/subscriptions.py", "pages/feeds.py", "parties",
)  # fmt: skip


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_what_programs_read_is_what_translators_wrote(language: str) -> None:
    made = translations.compiled(translations.catalog(language))
    assert translations.po(language).with_suffix(".mo").read_bytes() == made, "run: python -m tools.translations compile"


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_no_string_of_a_brief_is_left_in_english(language: str) -> None:
    assert translations.missing(translations.extracted(language), OURS) == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_translation_has_the_blanks_of_its_string(language: str) -> None:
    def blanks(words: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)[sd]", words))

    for message in translations.catalog(language):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.id and any(strings):
            assert all(blanks(string) == blanks(ids[-1]) for string in strings), message.id
