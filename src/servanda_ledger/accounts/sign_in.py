"""Signing in and out, and changing one's password."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone

from servanda_ledger.accounts.requests import client_address

sign_in = LoginView.as_view(template_name="accounts/sign_in.html", redirect_authenticated_user=False)
sign_out = LogoutView.as_view(next_page="/", http_method_names=["post", "options"])
change_password = PasswordChangeView.as_view(template_name="accounts/password.html", success_url=reverse_lazy("account"))


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """429: too many wrong passwords for this name or from this address; says for how long."""
    seconds = _seconds_left(request, credentials or {}, timezone.now())
    page = render(request, "accounts/locked_out.html", {"minutes": -(-seconds // 60)}, status=429)
    page["Retry-After"] = str(seconds)
    page["Cache-Control"] = "no-store"
    return page


def _seconds_left(request: HttpRequest, credentials: dict[str, Any], now: datetime) -> int:
    """How long until the last failure that counts is forgotten."""
    rows = AccessAttempt.objects.filter(failures_since_start__gte=1)
    name = str(credentials.get("username") or request.POST.get("username", ""))[:255]
    last = rows.filter(Q(username=name) | Q(ip_address=client_address(request))).order_by("-attempt_time").first()
    whole = int(settings.AXES_COOLOFF_TIME.total_seconds())
    return whole if last is None else max(1, min(whole, int((last.attempt_time + settings.AXES_COOLOFF_TIME - now).total_seconds()) + 1))
