"""The addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from servanda_ledger.api.guide import guide
from servanda_ledger.api.service import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", guide, name="api-docs"),
    path("v1/", api.urls),
]
