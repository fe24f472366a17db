"""Watch as a Django app."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    """Feeds that are polled for new documents."""

    name = "servanda_ledger.watch"
    label = "watch"
