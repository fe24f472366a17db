"""The book as a Django app."""

from django.apps import AppConfig


class BookConfig(AppConfig):
    """The chain of entries and the tables that are rebuilt from it."""

    name = "servanda_ledger.book"
    label = "book"
    verbose_name = "Book"

    def ready(self) -> None:
        """Say which rows a document's entries make, and what they must be."""
        from servanda_ledger.book.document_rows import document_rows
        from servanda_ledger.book.projection import register
        from servanda_ledger.book.shapes import register_own

        register("sha256", document_rows)
        register_own()
