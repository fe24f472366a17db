"""Subscribing to briefs: the form, the mailed link, changing, one-click unsubscribing (RFC 8058)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from servanda_ledger.accounts.requests import client_address, network
from servanda_ledger.brief.forms import SubscribeForm, TimesForm, language_now, times_now, times_words
from servanda_ledger.brief.labels import scope_words
from servanda_ledger.brief.models import Subscription
from servanda_ledger.brief.send import deliver_soon
from servanda_ledger.brief.smtp import MailSettingsError, mail_server
from servanda_ledger.brief.subscribing import TooManyError, Wish, ask, by_secret, change, end, scope_of_subscription, to_confirm
from servanda_ledger.brief.subscribing import confirm as begin
from servanda_ledger.pages.briefs import asked_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """`/subscriptions/`: the form. What it answers does not depend on who has subscribed."""
    try:
        mail_server()
    except MailSettingsError:
        return render(request, "subscriptions/off.html", status=503 if request.method == "POST" else 200)
    if request.method != "POST":
        scope = asked_scope(request.GET)
        initial = {"scope": scope.kind, "value": scope.value, "language": language_now()}
        return render(request, "subscriptions/form.html", {"form": SubscribeForm(initial=initial)})
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return render(request, "subscriptions/form.html", {"form": form}, status=422)
    if not form.cleaned_data["website"]:
        wish = Wish(form.cleaned_data["email"], form.about, form.times, form.cleaned_data["language"])
        try:
            ask(wish, network(client_address(request)), timezone.now())
        except TooManyError:
            form.add_error(None, _("Too many subscriptions were asked for from your network. Try again in an hour."))
            return render(request, "subscriptions/form.html", {"form": form}, status=429)
        deliver_soon()
    return HttpResponseRedirect(reverse("asked"))


@never_cache
@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest) -> HttpResponse:
    """`/subscriptions/asked/`: a mail is on its way."""
    return render(request, "subscriptions/asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link. Programs that look at the links of mails do not press the button."""
    subscription = to_confirm(token, timezone.now())
    if subscription is None:
        return render(request, "subscriptions/expired.html", status=404)
    if request.method == "POST":
        begin(subscription, timezone.now())
        return HttpResponseRedirect(reverse("subscription", args=[subscription.secret]) + "?new=1")
    return render(request, "subscriptions/confirm.html", _context(subscription))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, secret: str) -> HttpResponse:
    """Change when briefs come, and in which language."""
    subscription = _found(secret)
    form = TimesForm(request.POST or None, initial=times_now(subscription))
    changed = request.method == "POST" and form.is_valid()
    if changed:
        change(subscription, form.times, form.cleaned_data["language"])
        return HttpResponseRedirect(f"{request.path}?changed=1")
    told = {"new": "new" in request.GET, "changed": "changed" in request.GET, "form": form}
    return render(request, "subscriptions/manage.html", _context(subscription) | told, status=422 if form.errors else 200)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, secret: str) -> HttpResponse:
    """One click: a POST with this address ends the subscription, without cookies. A GET only asks.

    An address that is not known (any more) is answered as if it just ended, as the reader wants it.
    """
    subscription = by_secret(secret)
    if request.method == "POST":
        if subscription is not None:
            end(subscription)
        return render(request, "subscriptions/ended.html")
    if subscription is None:
        return render(request, "subscriptions/ended.html")
    return render(request, "subscriptions/unsubscribe.html", _context(subscription))


def _found(secret: str) -> Subscription:
    subscription = by_secret(secret)
    if subscription is None or subscription.state == "waiting":
        raise Http404(_("There is no such subscription. It may have been ended."))
    return subscription


def _context(subscription: Subscription) -> dict[str, object]:
    about = scope_words(scope_of_subscription(subscription))
    return {"subscription": subscription, "about": about, "times": times_words(subscription)}
