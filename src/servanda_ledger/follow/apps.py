"""Follow as a Django app."""

from django.apps import AppConfig


class FollowConfig(AppConfig):
    """What falls due, what came of it, and the lives of instruments."""

    name = "servanda_ledger.follow"
    label = "follow"

    def ready(self) -> None:
        """Say which rows decisions and deadlines make, and what decisions must be."""
        from servanda_ledger.book.projection import register
        from servanda_ledger.catalogue.instruments import add_source
        from servanda_ledger.follow.lives import recorded_stages
        from servanda_ledger.follow.rows import action_rows, event_rows, followed_rows
        from servanda_ledger.follow.shapes import register_checks
        from servanda_ledger.follow.waiting import waiting_rows

        register("sha256", followed_rows)
        register("sha256", waiting_rows)
        register("instrument", action_rows)
        register("event", event_rows)
        register_checks()
        add_source(recorded_stages)
