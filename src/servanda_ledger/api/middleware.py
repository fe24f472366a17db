"""What holds for the whole API: errors are problems, other sites may read, and nobody asks too often."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from servanda_ledger.accounts.requests import client_address, network, token_of
from servanda_ledger.api.problem import MEDIA_TYPE, problem_response
from servanda_ledger.api.rates import Limiter, Rate, parse_rate

Respond = Callable[[HttpRequest], HttpResponse]

ROOT = "/api/"
LIMITER = Limiter(time.monotonic)
_DEAR = re.compile(r"/(?:comparisons|matrix)$")  # seconds of computing, where others take milliseconds
_DEAR_COST = 10
_SAFE = ("GET", "HEAD", "OPTIONS")
_EXPOSED = "ETag, Last-Modified, Link, Location, Retry-After, X-Total-Count, Content-Disposition"
_NAMES = {
    400: ("bad-request", "the request cannot be understood; see /api/v1/openapi.json"),
    401: ("no-credentials", "send a token: Authorization: Bearer TOKEN"),
    403: ("not-allowed", "this is not allowed"),
    404: ("no-such-address", "nothing stands at this address; /api/v1/openapi.json lists what there is"),
    405: ("no-such-method", "this method is not answered here; the header Allow says which are"),
    412: ("changed", "what you have is no longer what the book says; ask again"),
    413: ("too-large", "the request is too large"),
    500: ("unforeseen", "a fault of the ledger, not of the request; its log says more"),
}


def problems(get_response: Respond) -> Respond:
    """Tell every error of the API as a problem, and let scripts of other sites read (CORS); writing they cannot."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return _preflight()
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return problem_response(400, "bad-request", "the address holds a NUL character; leave it out")
        response = _headed(request, get_response) if request.method == "HEAD" else get_response(request)
        if response.status_code >= 400 and not response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            response = _told(response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = _EXPOSED
        return response

    return respond


def _headed(request: HttpRequest, get_response: Respond) -> HttpResponse:
    """The answer to HEAD: that to GET without its body."""
    request.method = "GET"
    response = get_response(request)
    request.method = "HEAD"
    if response.streaming:
        response.close()
        bare = HttpResponse(status=response.status_code)
        for name, value in response.headers.items():
            bare[name] = value
        return bare
    if response.status_code not in (204, 304):
        response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "Accept, Authorization, If-Modified-Since, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _told(response: HttpResponse) -> HttpResponse:
    """An error that Django or the accounts answered, as a problem; its reason is kept where it is one line of plain text."""
    name, detail = _NAMES.get(response.status_code, ("error", "the request was refused"))
    if response.headers.get("Content-Type", "").startswith("text/plain") and not response.streaming:
        words = response.content.decode("utf-8", "replace").strip()
        detail = words if response.status_code in (401, 403) and words and "\n" not in words else detail
    told = problem_response(response.status_code, name, detail)
    for header in ("Allow", "WWW-Authenticate", "Retry-After", "Vary"):
        if header in response.headers:
            told[header] = response.headers[header]
    if "GET" in told.get("Allow", ""):
        told["Allow"] += ", HEAD"
    return told


def limits(get_response: Respond) -> Respond:
    """429 with Retry-After for whoever asks too often: counted by token, else by address; writing is counted apart."""
    _rates()  # a rate that cannot be read stops the program when it starts

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return get_response(request)
        token = token_of(request)
        reading, by_token, writing = _rates()
        if request.method not in _SAFE:
            rate, kind = writing, "write"
        else:
            rate, kind = (reading, "read") if token is None else (by_token, "read")
        asker = network(client_address(request)) if token is None else f"token:{token.pk}"
        seconds = 0 if rate is None else LIMITER.wait(f"{kind}:{asker}", rate, _DEAR_COST if _DEAR.search(request.path) else 1)
        if not seconds:
            return get_response(request)
        hint = "" if token else "; a token allows more"
        response = problem_response(429, "too-often", f"too many requests: wait {seconds} seconds and ask again{hint}")
        response["Retry-After"] = str(seconds)
        return response

    return respond


def _rates() -> tuple[Rate | None, Rate | None, Rate | None]:
    return _parsed(settings.API_RATE), _parsed(settings.API_RATE_TOKEN), _parsed(settings.API_RATE_WRITE)


@cache
def _parsed(text: str) -> Rate | None:
    try:
        return parse_rate(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"SERVANDA_API_RATE: {error}") from error
