"""What the templates of the catalogue can say: acts and states in words, and addresses of words in a text."""

from __future__ import annotations

from django.template import Library
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from servanda.publish.words import ordinal
from servanda_ledger.pages import addresses

register = Library()

_ACTS: dict[str, str | Promise] = {
    "discussed": _("under discussion"),
    "negotiated": _("negotiated"),
    "signed": _("signed"),
    "ratification sought": _("ratification sought"),
    "ratified": _("ratified"),
    "in force": _("in force"),
    "ratification withdrawn": _("ratification withdrawn"),
    "withdrawn": _("left"),
}
_STATES: dict[str, str | Promise] = {
    # a commitment in a round
    "first": _("stands"),
    "same": _("carried over"),
    "more": _("strengthened"),
    "less": _("weakened"),
    "differs": _("changed"),
    "new": _("new"),
    "dropped": _("dropped"),
    # a round
    "held": _("took place"),
    "planned": _("planned"),
    "unknown": _("not known to have taken place"),
}


@register.filter
def act(value: str) -> str:
    """An act on an instrument in words."""
    return str(_ACTS.get(value, value))


@register.filter
def state(value: str) -> str:
    """What became of a commitment in a round, or of a round, in words."""
    return str(_STATES.get(value, value))


@register.filter
def css(value: str) -> str:
    """A label as the end of a class name."""
    return slugify(value)


@register.filter
def nth(value: int) -> str:
    """1st, 2nd, 3rd, as the reader's language writes the number of a round."""
    if (get_language() or "").startswith("fr"):
        return "1re" if value == 1 else f"{value}e"
    return ordinal(value)


@register.simple_tag
def words_url(document: str, words: str, query: str = "") -> str:
    """The address of words in a document's page, which the browser shows."""
    return f"{addresses.document(document)}{query}#{addresses.fragment(words, 0, len(words))}"


@register.filter
def in_address(key: str) -> str:
    """The digits of a document's id that stand in addresses."""
    return key.removeprefix("sha256:")[: addresses.SHORT]


@register.filter
def coordinate(value: float) -> str:
    """A number as SVG takes it, whatever the language."""
    return f"{value:g}"
