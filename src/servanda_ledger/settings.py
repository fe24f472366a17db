"""Settings from the environment (contract: the ledger's commands). Production is the default; `serve` on this machine relaxes it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from servanda_ledger.security import *  # noqa: F403

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("SERVANDA_HOME", "var")).resolve()
DATABASE_URL = os.environ.get("SERVANDA_DATABASE_URL", "")
LOCAL = os.environ.get("SERVANDA_LOCAL", "") == "1"  # set by `servanda serve` on a loopback address without allowed hosts
DEBUG = False
SITE_URL = os.environ.get("SERVANDA_SITE_URL", "")  # where the site stands, for the links in mail and feeds
SMTP_URL = os.environ.get("SERVANDA_SMTP_URL", "")  # see brief.smtp


def _secret_key() -> str:
    """The secret of the environment; else one of the ledger's own, made once and kept beside it."""
    given = os.environ.get("SERVANDA_SECRET_KEY", "")
    if given:
        if len(given) < 50 or len(set(given)) < 5:
            raise ImproperlyConfigured("SERVANDA_SECRET_KEY is too short to be secret: give at least 50 random characters")
        return given
    kept = HOME / "secret-key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        key = get_random_secret_key() + get_random_secret_key()
        part = HOME / f"secret-key.{os.getpid()}"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)
        with contextlib.suppress(FileExistsError):  # another process was first: its key stands
            os.link(part, kept)
        part.unlink()
    return kept.read_text().strip()


_DATABASE_FORM = "SERVANDA_DATABASE_URL must be a PostgreSQL URL: postgresql://user:password@host:5432/name"


def _database() -> dict[str, Any]:
    if DATABASE_URL:
        if not DATABASE_URL.startswith(("postgres://", "postgresql://")):
            raise ImproperlyConfigured(_DATABASE_FORM)
        try:
            return dict(dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True))
        except (ValueError, dj_database_url.ParseError):  # whose words repeat the URL, the password in it too
            raise ImproperlyConfigured(_DATABASE_FORM) from None
    HOME.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "ledger.sqlite3",
        "OPTIONS": {
            "timeout": 60,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
        },
    }


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [h.strip() for h in os.environ.get("SERVANDA_ALLOWED_HOSTS", "").split(",") if h.strip()]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("SERVANDA_ALLOWED_HOSTS must name the site (ledger.example.org); a star lets anybody choose its name")
if LOCAL and not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": _database()}
DATA_UPLOAD_MAX_MEMORY_SIZE = 11_000_000  # a text pasted on the front page; files go to disk and are limited there
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "servanda_ledger.accounts.apps.AccountsConfig",
    "servanda_ledger.book.apps.BookConfig",
    "servanda_ledger.search.apps.SearchConfig",
    "servanda_ledger.catalogue.apps.CatalogueConfig",
    "servanda_ledger.follow.apps.FollowConfig",
    "servanda_ledger.brief.apps.BriefConfig",
    "servanda_ledger.watch.apps.WatchConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servanda_ledger.accounts.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "servanda_ledger.api.middleware.problems",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "servanda_ledger.accounts.middleware.tokens",
    "servanda_ledger.accounts.middleware.readers",
    "servanda_ledger.api.middleware.limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "servanda_ledger.urls"
WSGI_APPLICATION = "servanda_ledger.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "servanda_ledger.pages.context.site",
            ],
            "builtins": ["servanda_ledger.pages.tags", "servanda_ledger.pages.catalogue_tags"],
        },
    }
]
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [HERE / "static"]
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Faults go to standard error, which whoever runs the service keeps; what visitors do wrong does not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secrets": {"()": "servanda_ledger.logs.NoSecrets"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"error": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_secrets"]}},
    "loggers": {
        "django": {"handlers": ["error"], "level": "ERROR", "propagate": False},
        "servanda_ledger": {"handlers": ["error"], "level": "WARNING", "propagate": False},
    },
}
