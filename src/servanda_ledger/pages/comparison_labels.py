"""A comparison in plain words, ready for translation: what the library says in English (`servanda.publish.comparison_words`)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from servanda.model.comparison import Mode, Relation

Words = str | Promise

MODE: dict[Mode, Words] = {
    "rounds": _("Two rounds compared"),
    "accounts": _("Two accounts of one event"),
    "coverage": _("A report held against the official text"),
}
RELATION: dict[Mode, dict[Relation, Words]] = {
    "rounds": {"same": _("carried over"), "more": _("strengthened"), "less": _("weakened"), "differs": _("changed")},
    "accounts": {"same": _("same"), "more": _("right says more"), "less": _("right says less"), "differs": _("differs")},
    "coverage": {
        "same": _("faithful"),
        "more": _("says more than the text"),
        "less": _("says less than the text"),
        "differs": _("differs from the text"),
    },
}
ONLY_LEFT: dict[Mode, Words] = {
    "rounds": _("Dropped"),
    "accounts": _("Only in the left text"),
    "coverage": _("Not borne out by the official text"),
}
ONLY_RIGHT: dict[Mode, Words] = {"rounds": _("New"), "accounts": _("Only in the right text"), "coverage": _("Left out by the report")}
SIDES: dict[Mode, tuple[Words, Words]] = {
    "rounds": (_("Earlier text"), _("Later text")),
    "accounts": (_("Left text"), _("Right text")),
    "coverage": (_("Report"), _("Official text")),
}
