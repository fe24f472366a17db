"""The pages of comparison: choosing two documents, and the two held against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda.compare import mode_of
from servanda.model.comparison import MODES, Comparison, Mode
from servanda.publish.comparison_marks import Side, sides, verdicts
from servanda.publish.comparison_words import ORDER
from servanda.publish.marks import Piece
from servanda_ledger.book.models import Document
from servanda_ledger.catalogue.compared import CompareError, compared
from servanda_ledger.catalogue.documents import DocumentLine, lines
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.catalogue.suggested import suggested
from servanda_ledger.pages import addresses
from servanda_ledger.pages.asked import AsOf, one_document
from servanda_ledger.pages.comparison_labels import MODE, ONLY_LEFT, ONLY_RIGHT, RELATION, SIDES, Words
from servanda_ledger.pages.listing import past, words

_FOUND = 12
_DIGITS = re.compile(r"\b[0-9a-f]{8,64}\b")


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the two texts for the template: its blocks as HTML, with their class."""

    key: str
    name: Words
    line: DocumentLine
    digits: str
    language: str
    blocks: tuple[tuple[str, SafeString], ...]


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """`/compare/?left=DIGITS&right=DIGITS&mode=MODE`; without both, the page to choose them."""
    when, moment, context = past(request)
    left = _given(words(request, "left"), when, moment)
    right = _given(words(request, "right"), when, moment)
    asked = words(request, "mode")
    mode: Mode | None = next((m for m in MODES if m == asked), None)
    context |= {"left": left, "right": right, "mode": mode or "", "modes": MODES}
    if left is None or right is None:
        return _choose(request, context, left or right, moment)
    if left.official and not right.official:
        # A report is held against the official text, whichever was chosen first.
        return HttpResponseRedirect(_address(right, left, mode, when))
    return _held(request, context, (left, right), mode, moment)


def _given(value: str, when: AsOf, moment: Moment) -> DocumentLine | None:
    """The document that a parameter names by the digits of its address. Raises `Http404` when it names none."""
    if not value:
        return None
    if not re.fullmatch(r"[0-9a-f]{8,64}", value):
        raise Http404(_("A document is given by the digits of its address."))
    row = one_document(value, when)
    return lines(moment.rows(Document).filter(pk=row.pk))[0]


def _choose(request: HttpRequest, context: dict[str, object], chosen: DocumentLine | None, moment: Moment) -> HttpResponse:
    wanted = words(request, "find")
    digits = _DIGITS.findall(wanted.lower())
    rows = moment.rows(Document)
    if digits:
        rows = rows.filter(key__startswith=f"sha256:{digits[-1]}")
    else:
        for word in wanted.split()[:8]:
            rows = rows.filter(title__icontains=word) | rows.filter(name__icontains=word)
    if chosen is not None:
        rows = rows.exclude(key=chosen.key).filter(language=chosen.language)
        if not chosen.official:
            rows = rows.filter(official=True)
    context |= {
        "chosen": chosen,
        "find": wanted,
        "found": lines(rows.order_by("-first_day", "key")[:_FOUND]) if wanted or chosen is None else [],
        "suggested": suggested(chosen, moment) if chosen else (),
        "neighbours": _neighbours(chosen, moment) if chosen else [],
    }
    return render(request, "comparisons/choose.html", context)


def _neighbours(chosen: DocumentLine, moment: Moment) -> list[DocumentLine]:
    """Other official texts of the same parties, the nearest in time first: the rounds before and after."""
    if not chosen.official or not chosen.parties or chosen.first_day is None:
        return []
    rows = moment.rows(Document).filter(official=True, language=chosen.language).exclude(key=chosen.key)
    for code in chosen.parties[:4]:
        rows = rows.filter(parties__contains=f" {code} ")
    day = chosen.first_day
    near = lines(rows.order_by("-first_day", "key")[:60])
    return sorted(
        near, key=lambda d: (-len(set(d.parties) & set(chosen.parties)), abs((d.first_day - day).days) if d.first_day else 99999)
    )[:_FOUND]


def _held(
    request: HttpRequest, context: dict[str, object], two: tuple[DocumentLine, DocumentLine], mode: Mode | None, moment: Moment
) -> HttpResponse:
    left, right = two
    try:
        found = compared(left.key, right.key, mode, moment)
    except CompareError as error:
        context |= {"reason": str(error)}
        return render(request, "comparisons/refused.html", context, status=400)
    made = verdicts(found)
    relations = Counter(p.relation for p in found.pairs)
    meanings = RELATION[found.mode]
    judged = [a for a in found.only_left if a.unsupported or found.mode != "coverage"]
    context |= {
        "comparison": found,
        "heading": MODE[found.mode],
        "verdicts": [(v, meanings[v.pair.relation]) for v in sorted(made, key=lambda v: (ORDER.index(v.pair.relation), v.number))],
        "relations": [(r, meanings[r], relations[r]) for r in ORDER if relations[r]],
        "alone": [(ONLY_LEFT[found.mode], "left", judged), (ONLY_RIGHT[found.mode], "right", found.only_right)],
        "beside": [a for a in found.only_left if a not in judged],
        "sides": [_shown(s, d, n) for s, d, n in zip(sides(found, made), two, SIDES[found.mode], strict=True)],
        "choices": _modes(found, two),
        "swapped": f"?{urlencode({'left': _short(right), 'right': _short(left), **({'mode': mode} if mode else {})})}"
        if left.official
        else "",
    }
    return render(request, "comparisons/compare.html", context)


def _modes(found: Comparison, two: tuple[DocumentLine, DocumentLine]) -> list[tuple[Mode, Words]]:
    """The ways in which these two can be compared."""
    able: list[tuple[Mode, Words]] = []
    for mode in MODES:
        try:
            mode_of(found.left.document, found.right.document, mode)
        except CompareError:
            continue
        able.append((mode, MODE[mode]))
    return able


def _shown(side: Side, line: DocumentLine, name: Words) -> Shown:
    blocks = tuple(
        (" heading" * part.block.heading + " item" * part.block.item, mark_safe("".join(_html(part.pieces, side.key))))
        for part in side.parts
    )
    return Shown(side.key, name, line, _short(line), side.document.source.language, blocks)


def _html(pieces: Iterable[Piece], side: str) -> Iterator[str]:
    """A block of a compared text: every word is escaped; passages are marked and numbered, words that differ are bold."""
    for piece in pieces:
        mark = piece.mark
        if piece.kind == "text" or mark is None:
            yield escape(piece.text)
        elif mark.role != "anchor":
            yield '<b class="differing">' if piece.kind == "open" else "</b>"
        elif piece.kind == "open":
            first, *others = mark.key.split(" ")
            yield format_html('<mark class="is-{}" data-c="{}"', mark.tone, mark.key)
            yield format_html(' id="{}-{}" tabindex="-1">', side, first) if piece.whole else ">"
            if piece.whole:
                yield from (format_html('<span id="{}-{}"></span>', side, key) for key in others)
        else:
            yield "</mark>"
            if piece.whole and mark.label:
                for key in mark.key.split(" "):
                    number = key.removeprefix("pair-")
                    said = _("pair %(number)s") % {"number": number}
                    yield format_html('<a class="ref is-{}" href="#{}" data-n="{}" aria-label="{}"></a>', mark.tone, key, number, said)


def _short(line: DocumentLine) -> str:
    return line.key.removeprefix("sha256:")[: addresses.SHORT]


def _address(left: DocumentLine, right: DocumentLine, mode: Mode | None, when: AsOf) -> str:
    parameters = {"left": _short(left), "right": _short(right)}
    if mode:
        parameters["mode"] = mode
    if when.day:
        parameters["as_of"] = when.day.isoformat()
    return f"{reverse('compare')}?{urlencode(parameters)}"
