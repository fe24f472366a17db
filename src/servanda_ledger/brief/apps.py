"""Brief as a Django app."""

from django.apps import AppConfig


class BriefConfig(AppConfig):
    """Digests, subscriptions and feeds."""

    name = "servanda_ledger.brief"
    label = "brief"
