"""Where everything is."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("servanda_ledger.api.urls")),
    path("accounts/", include("servanda_ledger.accounts.urls")),
    path("", include("servanda_ledger.pages.urls")),
]

handler400 = "servanda_ledger.pages.frame.bad_request"
handler403 = "servanda_ledger.pages.frame.forbidden"
handler404 = "servanda_ledger.pages.frame.not_found"
handler500 = "servanda_ledger.pages.frame.unforeseen"
