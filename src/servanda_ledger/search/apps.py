"""Search as a Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding commitments and documents by words and fields, with counts."""

    name = "servanda_ledger.search"
    label = "search"
