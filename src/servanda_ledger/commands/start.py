"""Making Django ready for a command: settings, and tables brought up to date."""

from __future__ import annotations

import argparse
import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class StartError(Exception):
    """Raised when the ledger cannot be opened; the message says why and what to do."""


def start(*, migrate: bool = True) -> None:
    """Load the settings and open the ledger; makes an empty one where there is none. Raises `StartError`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda_ledger.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        if migrate:
            _migrate()
    except (ImproperlyConfigured, DatabaseError, OSError) as error:
        raise StartError(_reason(error)) from error


def within(command: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """Open the ledger and run a command in it; 1, with one line that says why, when the ledger or a file fails it."""
    try:
        start()
    except StartError as error:
        return complain(str(error))
    from django.db import DatabaseError

    try:
        return command(args)
    except BrokenPipeError:  # whoever read our output has enough
        raise
    except (DatabaseError, OSError) as error:
        return complain(f"{told(error)}; nothing half-done was left")


def told(error: Exception) -> str:
    """An error in one line for people."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split()) or type(error).__name__


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    def pending() -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    if pending():
        with _alone():
            if pending():
                call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _alone() -> Iterator[None]:
    """Only one process at a time makes tables."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [0x5E7A9DB])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [0x5E7A9DB])
        return
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with open(settings.HOME / "tables.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _reason(error: Exception) -> str:
    """One line for people: why, and which setting to look at."""
    setting = "SERVANDA_DATABASE_URL" if os.environ.get("SERVANDA_DATABASE_URL") else "SERVANDA_HOME"
    known = "SERVANDA_" in str(error)
    return f"the ledger cannot be opened: {told(error)}{'' if known else f'; look at {setting}'}"


def words(value: str) -> str:
    """An option's value that goes into the frame of an entry (see `book.entries`)."""
    from servanda_ledger.book.entries import check_frame

    try:
        check_frame("document.added", "any", value, value)
    except ValueError as error:
        shown = value.encode(errors="replace").decode()[:60]
        raise argparse.ArgumentTypeError(f"{shown!r} cannot stand in the book: it is empty, too long, or no text") from error
    return value


def complain(message: str) -> int:
    """Say one line on standard error; returns exit status 1."""
    print(f"servanda: {message}", file=sys.stderr)
    return 1
