"""Search as a Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding commitments and documents by words and fields, with counts."""

    name = "servanda_ledger.search"
    label = "search"

    def ready(self) -> None:
        """Keep the index beside the book's tables."""
        from servanda_ledger.book.mirrors import register
        from servanda_ledger.search.mirror import Index

        register(Index())
