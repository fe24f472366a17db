"""The page that shows people what the API gives, from its description."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda_ledger.api.service import api

_ORDER = (
    "documents",
    "commitments",
    "claims",
    "dialogues",
    "instruments",
    "parties",
    "meetings",
    "people",
    "following",
    "comparing",
    "chain",
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation."""

    name: str
    about: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that can be asked or sent."""

    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    forms: tuple[str, ...]


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """`/api/`: every operation, by what it is about."""
    groups = [(tag, _(tag.capitalize()), operations) for tag, operations in _groups()]
    context = {"groups": groups, "site": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "api/guide.html", context)


@cache
def _groups() -> tuple[tuple[str, tuple[Operation, ...]], ...]:
    found: dict[str, list[Operation]] = {}
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(_operation(method, path, operation))
    tags = [tag for tag in _ORDER if tag in found] + [tag for tag in found if tag not in _ORDER]
    return tuple((tag, tuple(found[tag])) for tag in tags)


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    given = [p for p in operation.get("parameters", ()) if p["in"] == "query"]
    parameters = tuple(Parameter(p["name"], _about(p), bool(p.get("required"))) for p in given)
    answer = operation["responses"].get("200") or operation["responses"].get("201") or {}
    forms = tuple(form for form in answer.get("content", {}) if form != "application/json")
    return Operation(method.upper(), path, operation.get("summary", ""), operation.get("description", ""), parameters, forms)


def _about(parameter: dict[str, Any]) -> str:
    schema = parameter.get("schema", {})
    inner: dict[str, Any] = next((each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"), {})
    values = inner.get("enum") or inner.get("items", {}).get("enum")
    return str(parameter.get("description") or schema.get("description") or (", ".join(map(str, values)) if values else ""))
