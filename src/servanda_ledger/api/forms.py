"""In which form an answer is given: `format=` decides, else the header Accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda_ledger.api.problem import ProblemError

JSON = "application/json"
MEDIA: Mapping[str, str] = {
    "json": JSON,
    "jsonld": "application/ld+json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "events": "text/csv",
    "markdown": "text/markdown",
    "html": "text/html",
    "ics": "text/calendar",
}
# What the description says of answers in several forms (see `description`).
LINKED = {"x-media": [JSON, MEDIA["jsonld"]]}
DATES = {"x-media": [JSON, MEDIA["ics"]]}
TEXT = {"x-media": ["text/plain"]}
BYTES = {"x-media": ["application/octet-stream"]}
LinkedForm = Annotated[Literal["json", "jsonld"] | None, Query()]
_TEXT = ("text/", "application/jsonl")


def chosen(request: HttpRequest, offered: Sequence[str], given: str | None) -> str:
    """The name of the form that is asked for, of those offered; the first is the usual one. Raises a 406 problem."""
    if given:
        return given
    accept = request.headers.get("Accept", "")
    if not accept:
        return offered[0]
    # PLOVER is CSV too: whoever merely accepts CSV means the table.
    usual = {MEDIA[name]: name for name in reversed(offered) if name != "events"}
    for media_type in _preferred(accept):
        if media_type in usual:
            return usual[media_type]
        if media_type == "*/*" or (media_type.endswith("/*") and any(m.startswith(media_type[:-1]) for m in usual)):
            return next(n for n in offered if media_type == "*/*" or MEDIA[n].startswith(media_type[:-1]))
    raise ProblemError(406, "no-such-form", f"this is given as {', '.join(offered)}: say format=, or accept {MEDIA[offered[0]]}")


def _preferred(accept: str) -> list[str]:
    """The media types of an Accept header, the most wanted first; what is refused (q=0) left out."""
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")[:50]):
        media_type, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        if weight > 0:
            weighed.append((-weight, place, media_type.lower()))
    return [media_type for _, _, media_type in sorted(weighed)]


def file(data: bytes, form: str, name: str) -> HttpResponse:
    """Bytes as a file that no browser shows as a page of this site or guesses the type of."""
    media_type = MEDIA[form]
    response = HttpResponse(data, content_type=f"{media_type}; charset=utf-8" if media_type.startswith(_TEXT) else media_type)
    return guarded(response, name)


def guarded(response: HttpResponse, name: str) -> HttpResponse:
    """An answer that is kept as a file: attachment, no guessing, and no rights for whatever is in it."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
