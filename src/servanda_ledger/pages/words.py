"""Words of a document as HTML: every one of them escaped, marks around what was found. Nothing else is put between the words,
so that they can be copied, searched and pointed at by text fragments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from servanda.publish.marks import Mark, Piece
from servanda_ledger.pages.labels import label


def marked(pieces: Iterable[Piece], *, cards: bool = True) -> SafeString:
    """The pieces of a block as HTML. With `cards`, each anchor ends in a numbered link to its card, whose number the style sheet shows."""
    return mark_safe("".join(_html(pieces, cards)))  # every word was escaped


def _html(pieces: Iterable[Piece], cards: bool) -> Iterator[str]:
    for piece in pieces:
        mark = piece.mark
        if piece.kind == "text" or mark is None:
            yield escape(piece.text)
        elif mark.role != "anchor":
            yield _fine(mark, piece) if piece.kind == "open" else "</span>"
        elif piece.kind == "open":
            yield _anchor(mark, piece.whole)
        else:
            yield "</mark>"
            if piece.whole and cards:
                yield _number(mark)


def _anchor(mark: Mark, whole: bool) -> str:
    if whole:
        return format_html('<mark class="is-{}" data-c="{}" id="{}-words">', mark.tone, mark.key, mark.key)
    return format_html('<mark class="is-{}" data-c="{}">', mark.tone, mark.key)


def _fine(mark: Mark, piece: Piece) -> str:
    if mark.key and piece.whole:
        return format_html('<span class="{}" id="{}">', mark.role, mark.key)
    return format_html('<span class="{}">', mark.role)


def _number(mark: Mark) -> str:
    head, _comma, rest = mark.label.partition(", ")
    said = ", ".join(filter(None, (label(head), _("to refrain") if rest else "")))
    name = _("note %(number)s: %(label)s") % {"number": mark.number, "label": said}
    return format_html('<a class="ref is-{}" href="#{}" data-n="{}" aria-label="{}"></a>', mark.tone, mark.key, mark.number, name)
