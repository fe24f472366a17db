"""Who makes a request, whether he may read at all, and headers that every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from servanda_ledger.accounts.requests import secret_of, token_of
from servanda_ledger.accounts.tokens import TokenError, recognise

Respond = Callable[[HttpRequest], HttpResponse]

_PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
        "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
_TOKEN_PATHS = ("/api/", "/feeds/")  # where tokens are looked at; a page is for people


def tokens(get_response: Respond) -> Respond:
    """Recognise the token that a request to the API or a feed carries. One that does not hold is refused, whatever is asked."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_TOKEN_PATHS):
            secret = secret_of(request)
            if secret is not None:
                try:
                    token = recognise(secret, timezone.now())
                except TokenError as error:
                    return refused(str(error), status=401)
                request.token = token  # type: ignore[attr-defined]
                request.user = token.user
        return get_response(request)

    return respond


def readers(get_response: Respond) -> Respond:
    """Where anonymous reading is switched off, let only people who signed in and programs with a token read."""

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.ANONYMOUS_READ or _open_to_all(request):
            return get_response(request)
        token = token_of(request)
        if token is not None:
            return get_response(request) if "read" in token.scope_list else refused("this token may not read: it lacks the scope read")
        if request.user.is_authenticated:
            return get_response(request)
        if request.path.startswith(_TOKEN_PATHS):
            if request.method == "OPTIONS":  # what a browser asks before it sends the token
                return get_response(request)
            return refused("this ledger is not read anonymously: send a token (Authorization: Bearer TOKEN)", status=401)
        return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")

    return respond


def headers(get_response: Respond) -> Respond:
    """Say on every answer which powers of the browser no page needs, and that no other site may load what is not meant for it."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        shared = request.path.startswith("/api/") and settings.ANONYMOUS_READ
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
        if not settings.ANONYMOUS_READ and not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            # What only some may read is in no cache that others share.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return respond


def refused(reason: str, status: int = 403) -> HttpResponse:
    """A refusal in one line; a 401 says which credentials are taken."""
    response = HttpResponse(f"{reason}\n", status=status, content_type="text/plain; charset=utf-8")
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Servanda", Basic realm="Servanda token as password"'
    return response


def _open_to_all(request: HttpRequest) -> bool:
    static = f"/{settings.STATIC_URL.strip('/')}/"
    # Whoever gets mail can stop it: the link itself is the secret (RFC 8058).
    stops_mail = request.path.startswith("/subscriptions/") and request.path.endswith("/unsubscribe/")
    return request.path in (reverse("sign-in"), reverse("health")) or request.path.startswith(static) or stops_mail
