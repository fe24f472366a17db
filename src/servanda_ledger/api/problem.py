"""What went wrong, as RFC 9457 has programs told: `application/problem+json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:servanda:problem:"


class ProblemError(Exception):
    """Raised to answer with a problem: a status, a short name for programs, and what is wrong and what to do for people."""

    def __init__(self, status: int, name: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.name = name
        self.detail = detail
        self.errors = tuple(errors)


def unknown(what: str, where: str) -> ProblemError:
    """404: the book holds no such thing; `where` is the list of those that it holds."""
    return ProblemError(404, "unknown", f"the book holds no such {what}; GET {where} lists those it holds")


def bad(name: str, detail: str) -> ProblemError:
    """422: a value that makes no sense, and why."""
    return ProblemError(422, "bad-value", f"{name}: {detail}", [{"where": name, "what": detail}])


def problem_json(status: int, name: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """A problem as JSON."""
    title = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"
    told: dict[str, Any] = {"type": f"{_TYPE}{name}", "title": title, "status": status, "detail": detail}
    return told | {"errors": list(errors)} if errors else told


def problem_response(status: int, name: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> HttpResponse:
    """The answer that tells a problem. No cache keeps it."""
    body = json.dumps(problem_json(status, name, detail, errors), ensure_ascii=False)
    response = HttpResponse(body.encode("utf-8", "replace"), status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response
