"""The addresses of review, deadlines, statuses, scorecards and acts on instruments."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from servanda_ledger.pages import actions, candidates, due, events, review, review_edit, scorecards, statuses

_DIGITS = r"(?P<digits>[0-9a-f]{8,64})"

urlpatterns: list[URLPattern | URLResolver] = [
    path("review/", review.review, name="review"),
    path("review/decisions/", review.decisions, name="review-decisions"),
    path("review/undo/", review.undo, name="review-undo"),
    path("review/candidates/", candidates.candidates, name="review-candidates"),
    path("review/candidates/<str:identifier>/dismiss/", candidates.dismiss, name="dismiss-candidate"),
    re_path(rf"^review/documents/{_DIGITS}/$", review.of_document, name="review-document"),
    re_path(rf"^review/documents/{_DIGITS}/add/$", review_edit.add, name="review-add"),
    path("review/<str:identifier>/decide/", review.decide, name="review-decide"),
    path("review/<str:identifier>/edit/", review_edit.edit, name="review-edit"),
    path("review/<str:identifier>/split/", review_edit.split, name="review-split"),
    path("review/<str:identifier>/merge/", review_edit.merge, name="review-merge"),
    path("statuses/", statuses.ladder, name="statuses"),
    path("commitments/<str:identifier>/status/", statuses.status, name="status"),
    path("due/", due.due_page, name="due"),
    path("due/events/", events.events, name="due-events"),
    path("due/events/date/", events.date_it, name="date-event"),
    path("scorecards/", scorecards.scorecards, name="scorecards"),
    path("actions/", actions.actions, name="actions"),
    path("actions/record/", actions.record_one, name="record-action"),
    path("actions/import/", actions.import_file, name="import-actions"),
]
