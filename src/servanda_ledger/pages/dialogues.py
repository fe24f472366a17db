"""The pages of dialogues: the list, a dialogue with its rounds, and what its rounds carried, strengthened and dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda.model.matrix import State, lines
from servanda.publish.matrix_page import Course, courses
from servanda.publish.matrix_words import BY_WEIGHT
from servanda_ledger.catalogue.compared import CompareError, matrix_of
from servanda_ledger.catalogue.dialogues import Dialogue, dialogue, dialogues, is_dialogue, key_of_series
from servanda_ledger.catalogue.documents import DocumentLine
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.catalogue.rounds import Round
from servanda_ledger.pages.listing import paged, past, says, words
from servanda_ledger.pages.tags import every_name

_ON_DIALOGUE = 40  # rows of the matrix on the page of the dialogue; the matrix has a page of its own


@dataclass(frozen=True, slots=True)
class Column:
    """A round of the matrix: its text, the round's number, and how many commitments are in which state."""

    text: DocumentLine
    number: int | None
    counts: tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix for the template."""

    columns: tuple[Column, ...]
    courses: tuple[Course, ...]
    states: tuple[tuple[State, int], ...]
    notes: tuple[str, ...]
    left_out: int


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/dialogues/`"""
    _when, moment, context = past(request)
    wanted, party = words(request, "words"), words(request, "party")
    found = [d for d in dialogues(moment) if says(f"{d.name} {every_name(d.parties)}", wanted) and (not party or party in d.parties)]
    context |= {"page": paged(request, found), "chosen": {"words": wanted, "party": party}, "narrowed": bool(wanted or party)}
    return render(request, "dialogues/index.html", context)


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """`/dialogues/KEY/`"""
    when, moment, context = past(request)
    own = "" if is_dialogue(key) else key_of_series(key)
    if own and own != key:
        return HttpResponseRedirect(reverse("dialogue", args=[own]) + when.query)
    found = _found(key, moment)
    grid, reason = _grid(found, moment)
    context |= {
        "dialogue": found,
        "rounds": [(r, found.texts(r), found.reports(r)) for r in reversed(found.rounds) if r is not found.upcoming],
        "held": sum(r.state == "held" for r in found.rounds),
        "grid": grid,
        "some": grid.courses[:_ON_DIALOGUE] if grid else (),
        "reason": reason,
        "other_names": [n for n in found.names if n != found.name],
        "when": when,
    }
    return render(request, "dialogues/dialogue.html", context)


@require_safe
def matrix(request: HttpRequest, key: str) -> HttpResponse:
    """`/dialogues/KEY/commitments/`: the whole matrix, with the words of every round."""
    _when, moment, context = past(request)
    found = _found(key, moment)
    grid, reason = _grid(found, moment)
    if grid is None:
        raise Http404(reason or _("The book holds fewer than two rounds of this dialogue with commitments."))
    return render(request, "dialogues/matrix.html", context | {"dialogue": found, "grid": grid})


def _found(key: str, moment: Moment) -> Dialogue:
    found = dialogue(key, moment.day or datetime.now(UTC).date(), moment)
    if found is None:
        raise Http404(_("The book holds no text of this dialogue."))
    return found


def _grid(found: Dialogue, moment: Moment) -> tuple[Grid | None, str]:
    try:
        followed = matrix_of(found, moment)
    except CompareError as error:
        return None, str(error)
    if followed is None:
        return None, ""
    shown = lines(followed.matrix)
    rows = courses(shown)
    columns = []
    for place, text in enumerate(followed.texts):
        states = Counter(line.cells[place].state for line in shown)
        columns.append(Column(text, _number(found.rounds, text), tuple((s, states[s]) for s in BY_WEIGHT if states[s])))
    ever = [(s, sum(s in course.ever for course in rows)) for s in BY_WEIGHT if s != "first"]
    return Grid(tuple(columns), tuple(rows), tuple((s, n) for s, n in ever if n), followed.matrix.notes, followed.left_out), ""


def _number(rounds: Sequence[Round], text: DocumentLine) -> int | None:
    return next((r.number for r in rounds if text.key in r.documents), None)
