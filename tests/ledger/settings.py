"""Settings of the tests: a ledger in a folder of its own; on PostgreSQL with SERVANDA_TEST_DATABASE_URL."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["SERVANDA_HOME"] = tempfile.mkdtemp(prefix="servanda-tests-")
os.environ["SERVANDA_DATABASE_URL"] = os.environ.get("SERVANDA_TEST_DATABASE_URL", "")
os.environ["SERVANDA_ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["SERVANDA_SECRET_KEY"] = "only for tests: 0123456789 abcdefghijklmnopqrstuvwxyz 0123456789"
os.environ["SERVANDA_LOCAL"] = "1"  # no https in tests; what production does is tested in tests/ledger/accounts
os.environ.pop("SERVANDA_SMTP_URL", None)

from servanda_ledger.settings import *  # noqa: F403
from servanda_ledger.settings import DATABASES, HOME

(Path(HOME) / "static").mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if not os.environ["SERVANDA_DATABASE_URL"]:
    # A file, so that the threads of a live server share it.
    DATABASES["default"]["TEST"] = {"NAME": Path(HOME) / "test.sqlite3"}
