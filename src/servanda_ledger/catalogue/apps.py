"""The catalogue as a Django app, for the table of what was computed."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Dialogues, instruments, parties, meetings and people, read out of the book."""

    name = "servanda_ledger.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        """Have what was computed forgotten when the tables are made anew."""
        from servanda_ledger.book.mirrors import register
        from servanda_ledger.catalogue.computed import Emptied

        register(Emptied())
