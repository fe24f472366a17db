"""What the library and the ledger say in English, in the reader's language: why passages differ, notes, reasons of the book.

A sentence is known by its form. What has no known form here stays as it is, for it may be somebody's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from servanda_ledger.brief.dates import when_words
from servanda_ledger.pages import reasons
from servanda_ledger.pages.forms_follow import RECORD_REASONS, STATUS_REASONS
from servanda_ledger.pages.labels import label

_WHOLE: dict[str, str | Promise] = {
    # why two passages differ (servanda.compare)
    "allowing": _("allowing"),
    "another basis": _("another basis"),
    "denied on one side only": _("denied on one side only"),
    "left open on one side": _("left open on one side"),
    "only an attempt": _("only an attempt"),
    "only one side gives a date": _("only one side gives a date"),
    "only one side gives a number": _("only one side gives a number"),
    "only one side names this basis": _("only one side names this basis"),
    "only one side sets this limit": _("only one side sets this limit"),
    "other words": _("other words"),
    "words of one side only": _("words of one side only"),
    "the dates cannot both be": _("the dates cannot both be"),
    "the report binds all parties, the text one": _("the report binds all parties, the text one"),
    "the report binds another party": _("the report binds another party"),
    "the report binds another party beside": _("the report binds another party beside"),
    "the report binds fewer parties than the text": _("the report binds fewer parties than the text"),
    "the report leaves open what the text undertakes": _("the report leaves open what the text undertakes"),
    "the report leaves out a limit of the text": _("the report leaves out a limit of the text"),
    "the report makes firm what the text leaves soft": _("the report makes firm what the text leaves soft"),
    "the report names the object in general words": _("the report names the object in general words"),
    "the text does not say that anything was signed": _("the text does not say that anything was signed"),
    "the text names another place": _("the text names another place"),
    "the text only speaks of it": _("the text only speaks of it"),
    "words that the report has put in": _("words that the report has put in"),
    "exactly": _("exactly"),
    "at least": _("at least"),
    "at most": _("at most"),
    # notes of a comparison, and remarks of a matrix
    "Nothing in common: no claim of the report speaks of what is in the official text.": _(
        "Nothing in common: no claim of the report speaks of what is in the official text."
    ),
    "taken up again": _("taken up again"),
    "loose match": _("loose match"),
    # reasons that the ledger gives itself
    "added on the site": _("added on the site"),
    "added from the command line": _("added from the command line"),
    "taken back at once": _("taken back at once"),
    "nothing is followed, so every document is kept": _("nothing is followed, so every document is kept"),
    "does not bear on what is followed": _("does not bear on what is followed"),
    "is in the ledger already": _("is in the ledger already"),
    "kept by an editor": _("kept by an editor"),
    # why a text is not read
    "holds no text": _("holds no text"),
    "needs more memory than there is; split it, or give its text alone": _(
        "needs more memory than there is; split it, or give its text alone"
    ),
    "both texts are press reports; one of the two must be an official text (--kind says what a document is)": _(
        "both texts are press reports; one of the two must be an official text"
    ),
}
_FORMS: tuple[tuple[str, str | Promise], ...] = (
    (r"(?P<a>[^“”]{1,80}) against (?P<b>[^“”]{1,80})", _("%(a)s against %(b)s")),
    (r"part of (?P<n>\d+)", _("part of %(n)s")),
    (r"same words as (?P<n>[\d, ]+)", _("same words as %(n)s")),
    (r"round (?P<n>\d+)", _("round %(n)s")),
    (r"page (?P<n>\d+)", _("page %(n)s")),
    (r"(?P<name>.+), round (?P<n>\d+)", _("%(name)s, round %(n)s")),
    (r"(?P<name>.+) makes no claims\.", _("%(name)s makes no claims.")),
    (r"(?P<name>.+) holds no commitments\.", _("%(name)s holds no commitments.")),
    (
        r"Texts (?P<a>\d+) and (?P<b>\d+) \((?P<both>.+)\) are the same, word for word\.",
        _("Texts %(a)s and %(b)s are the same, word for word."),
    ),
    (r"Texts (?P<a>\d+) and (?P<b>\d+) \((?P<both>.+)\) have nothing in common\.", _("Texts %(a)s and %(b)s have nothing in common.")),
    (
        r"(?P<later>.+) is the earlier text by its number, but stands after (?P<first>.+): the verdicts read .+\.",
        _("%(later)s is the earlier text by its number, but stands after %(first)s: the verdicts read from the first to the second."),
    ),
    (
        r"(?P<later>.+) is the earlier text by its date, but stands after (?P<first>.+): the verdicts read .+\.",
        _("%(later)s is the earlier text by its date, but stands after %(first)s: the verdicts read from the first to the second."),
    ),
    (
        r"Taken for two accounts of one event, because both are dated (?P<day>[\d/.~?%-]+) \(.*\)\.",
        _("Taken for two accounts of one event, because both are dated %(day)s."),
    ),
    (
        r"Taken for two accounts of one event, because the texts are the same \(.*\)\.",
        _("Taken for two accounts of one event, because the texts are the same."),
    ),
    (
        r"Taken for two accounts of one event, because at least one is one side's own text \(.*\)\.",
        _("Taken for two accounts of one event, because at least one is one side’s own text."),
    ),
    (
        r"Taken for two rounds, because both are texts of all sides \(.*\)\.",
        _("Taken for two rounds, because both are texts of all sides."),
    ),
    (
        r"(?P<a>.+) is in '(?P<x>\w+)' and (?P<b>.+) in '(?P<y>\w+)': texts in two languages are not compared yet",
        _("%(a)s is in “%(x)s” and %(b)s in “%(y)s”: texts in two languages are not compared yet"),
    ),
    (
        r"(?P<a>.+) is a press report, which can only be compared as coverage",
        _("%(a)s is a press report, which can only be compared as coverage"),
    ),
    (
        r"(?P<a>.+) is an official text: coverage compares a press report with one \(.*\)",
        _("%(a)s is an official text: coverage compares a press report with one"),
    ),
    (r"(?P<name>\S+): holds no text", _("%(name)s: holds no text")),
    (
        r"(?P<name>\S+): answered (?P<code>\d+).*; check the address in a browser",
        _("%(name)s: answered %(code)s; check the address in a browser"),
    ),
    (
        r"(?P<name>\S+): is in (?P<language>[\w ]+); only .* is read\. If it is, say --language en",
        _("%(name)s: is not in English; only English texts are read"),
    ),
)
_PARTS: dict[str, Callable[[str], str]] = {"a": lambda words: label(told(words)), "b": lambda words: label(told(words)), "day": when_words}
_SETTLED = re.compile(r"status decided in entry (?P<n>\d+): (?P<why>.+)", re.DOTALL)
_PATTERNS = tuple((re.compile(form, re.DOTALL), words) for form, words in _FORMS)


def english() -> bool:
    """Whether the reader's language is the one in which the library speaks."""
    return (get_language() or "en").startswith("en")


def told(sentence: str) -> str:
    """A sentence of the library's in the reader's language; one that is not known here as it is."""
    if english():
        return sentence
    whole = _WHOLE.get(sentence)
    if whole is not None:
        return str(whole)
    for pattern, words in _PATTERNS:
        found = pattern.fullmatch(sentence)
        if found:
            return str(words) % {name: _PARTS.get(name, told_if_whole)(part) for name, part in found.groupdict().items()}
    return sentence


def told_if_whole(words: str) -> str:
    """One of the ledger's own phrases in the reader's language; anything else as it is."""
    return why(str(_WHOLE.get(words, words)))


def _usual() -> dict[str, str | Promise]:
    lists = (
        reasons.CONFIRM, reasons.REJECT, reasons.CORRECT, reasons.SPLIT, reasons.MERGE, reasons.ADD, reasons.WITHDRAW, reasons.DISMISS,
        STATUS_REASONS, RECORD_REASONS,
    )  # fmt: skip
    return {english: words for each in lists for english, words in each}  # type: ignore[misc]


_USUAL = _usual()


def why(reason: str) -> str:
    """The reason of an entry: one of the usual ones in the reader's language, an editor's own words as they are."""
    if english():
        return reason
    usual, colon, own = reason.partition(": ")
    if usual not in _USUAL:
        return reason
    words = str(_USUAL[usual])
    return f"{words[:1].lower()}{words[1:]}{colon.replace(':', chr(0xA0) + ':')}{own}"


def reason_told(reason: str) -> str:
    """The reason of an entry, whoever gave it: the ledger's own in the reader's language too."""
    if english():
        return reason
    settled = _SETTLED.fullmatch(reason)
    if settled:
        return str(_("status decided in entry %(n)s: %(why)s")) % {"n": settled["n"], "why": why(settled["why"])}
    return told_if_whole(reason)
