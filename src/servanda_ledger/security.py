"""Settings that keep the site safe. Production is the default; only `servanda serve` on this machine relaxes it (SERVANDA_LOCAL=1)."""

from __future__ import annotations

import os
from datetime import timedelta

from csp.constants import NONE, SELF

_LOCAL = os.environ.get("SERVANDA_LOCAL", "") == "1"

# Who may read. With SERVANDA_ANONYMOUS_READ=0 everything but signing in, static files and /healthz needs an account or a token.
ANONYMOUS_READ = os.environ.get("SERVANDA_ANONYMOUS_READ", "1") != "0"

# How often programs may ask: "300/minute", or "off". By token; without one by address.
API_RATE = os.environ.get("SERVANDA_API_RATE", "300/minute")
API_RATE_TOKEN = os.environ.get("SERVANDA_API_RATE_TOKEN", "1200/minute")
API_RATE_WRITE = os.environ.get("SERVANDA_API_RATE_WRITE", "120/minute")

# Encryption on the way. SERVANDA_TRUSTED_PROXY=1 says that only a proxy of ours reaches this program, and that it sets X-Forwarded-For and
# X-Forwarded-Proto itself; without it nobody's word is taken for them.
TRUSTED_PROXY = os.environ.get("SERVANDA_TRUSTED_PROXY", "") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None
SECURE_SSL_REDIRECT = not _LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, without encryption
SECURE_HSTS_SECONDS = 0 if _LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not _LOCAL
# Having browsers ship with a domain on their list cannot be undone in months; that is for its owner to decide, not for a program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not _LOCAL
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# With the prefix no other host of the domain can plant these cookies (RFC 6265bis, 4.1.3).
SESSION_COOKIE_NAME = "servanda_session" if _LOCAL else "__Host-servanda_session"
CSRF_COOKIE_NAME = "servanda_csrf" if _LOCAL else "__Host-servanda_csrf"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": not _LOCAL,
    }
}

# Uploads: whole requests are limited by `servanda serve`, each file where it is read.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_PERMISSIONS = 0o600

# Accounts.
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "account"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]

# Wrong passwords close signing in for a while: for the name, wherever they come from, and for the address, whatever the names.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or whoever goes on guessing would keep the user out for good
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "servanda_ledger.accounts.requests.client_address"
AXES_LOCKOUT_CALLABLE = "servanda_ledger.accounts.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who signed in when is nobody's business; the book names who wrote what
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
