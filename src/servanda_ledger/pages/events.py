"""Events that deadlines hang on: which the ledger does not know the day of, and a form to record it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from servanda_ledger.accounts.roles import editor_required
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.record import DecisionError
from servanda_ledger.follow.decisions import date_event
from servanda_ledger.follow.event_names import awaited, one
from servanda_ledger.follow.models import Waiting
from servanda_ledger.pages.forms_follow import EventForm
from servanda_ledger.pages.review import by


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """`/due/events/`: what deadlines wait for; with `?known=1` what they have waited for."""
    known = request.GET.get("known") == "1"
    page = Paginator(awaited(timezone.now().date(), known=known), 50).get_page(request.GET.get("page"))
    return render(request, "due/events.html", {"page": page, "known": known})


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def date_it(request: HttpRequest) -> HttpResponse:
    """Record the day of one event, or correct it."""
    event = one((request.POST if request.method == "POST" else request.GET).get("event", ""), timezone.now().date())
    if event is None:
        raise Http404(_("No deadline hangs on such an event."))
    first = {"event": event.event, "date": event.recorded.date if event.recorded else ""}
    form = EventForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            entry = date_event(event.event, event.name, data["date"], data["evidence"], by(request, data["why"]))
        except DecisionError as error:
            form.add_error(None, str(error))
        else:
            told = _("Recorded as entry %(number)s; every deadline that hangs on it is counted anew.") % {"number": entry.number}
            messages.success(request, told)
            return HttpResponseRedirect(reverse("due-events") + "?known=1")
    hanging = Commitment.objects.current().filter(key__in=Waiting.objects.current().filter(event=event.event).values("key")[:20])
    context = {"event": event, "form": form, "hanging": hanging.order_by("id")}
    return render(request, "due/date_event.html", context, status=422 if form.errors else 200)
