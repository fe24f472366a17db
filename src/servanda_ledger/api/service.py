"""The API, version 1: its parts put together, and what its errors become."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

import servanda
from servanda.text import UnreadableError
from servanda_ledger.api import adding, commitments, documents, entries, followed, gathered, writing
from servanda_ledger.api.description import described
from servanda_ledger.api.problem import ProblemError, problem_response
from servanda_ledger.api.router import router
from servanda_ledger.api.shapes import Problem
from servanda_ledger.api.validators import unchanged
from servanda_ledger.book.record import DecisionError
from servanda_ledger.book.tables import UnfitError
from servanda_ledger.catalogue.computed import UnknownDocumentError
from servanda_ledger.catalogue.party_codes import UnknownPartyError
from servanda_ledger.search.query import QueryError

_ABOUT = """What governments promise each other, as the book has it. Reading is free (where the ledger allows it); writing needs a token.

Lists come in pages with a Link header and a fixed order; `as_of` gives the book as it stood earlier. Every answer has an ETag: send it
back in If-None-Match. Errors are `application/problem+json` and say what is wrong and what to do. Offsets are Unicode code points into
the document's text."""


class Json(BaseRenderer):
    """JSON with every character as it is."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """The data as text."""
        return json.dumps(data, ensure_ascii=False, cls=NinjaJSONEncoder)


class Api(NinjaAPI):
    """The API with its completed description."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> OpenAPISchema:
        """The description, complete."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        described(schema, problem)
        return schema


api = Api(
    title="Servanda", version=f"1 ({servanda.__version__})", description=_ABOUT, docs_url=None, renderer=Json(), urls_namespace="api-1"
)
api.add_decorator(unchanged, mode="view")
api.add_router("", router)
_REGISTERED = (adding, writing, documents, commitments, gathered, followed, entries)  # to import them is to register them


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    response = problem_response(error.status, error.name, error.detail, error.errors)
    if error.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Servanda"'
    return response


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"where": _named(each["loc"]), "what": each["msg"]} for each in error.errors[:50]]
    detail = "; ".join(f"{each['where']}: {each['what']}" for each in errors[:5])
    return problem_response(422, "bad-value", f"{detail}; see /api/v1/openapi.json", errors)


def _named(place: Sequence[Any]) -> str:
    """Where a value was given, in the caller's terms: not the name that the code has for all parameters together."""
    outer, *rest = (str(part) for part in place)
    return ".".join(rest[1:] if outer in ("query", "body", "form") and len(rest) > 1 else rest) or outer


@api.exception_handler(QueryError)
def _search(request: HttpRequest, error: QueryError) -> HttpResponse:
    return problem_response(422, "bad-value", str(error), [{"where": p.partition(":")[0], "what": p} for p in error.problems])


@api.exception_handler(UnknownPartyError)
def _party(request: HttpRequest, error: UnknownPartyError) -> HttpResponse:
    return problem_response(422, "bad-value", str(error), [{"where": "party", "what": str(error)}])


@api.exception_handler(DecisionError)
def _decision(request: HttpRequest, error: DecisionError) -> HttpResponse:
    return problem_response(422, "cannot-stand", str(error))


@api.exception_handler(UnfitError)
def _unfit(request: HttpRequest, error: UnfitError) -> HttpResponse:
    return problem_response(422, "cannot-be-kept", f"this cannot be kept: {error}")


@api.exception_handler(UnreadableError)
def _unreadable(request: HttpRequest, error: UnreadableError) -> HttpResponse:
    return problem_response(422, "unreadable", str(error))


@api.exception_handler(UnknownDocumentError)
def _unknown(request: HttpRequest, error: UnknownDocumentError) -> HttpResponse:
    return problem_response(404, "unknown", f"the book holds no document {error.args[0]}; GET /api/v1/documents lists those it holds")


@api.exception_handler(RequestDataTooBig)
def _large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem_response(413, "too-large", "the request is larger than 11 MB; send the file to /api/v1/files")


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(error.status_code, "bad-request", error.message)


@api.exception_handler(BadRequest)
def _bad(request: HttpRequest, error: BadRequest) -> HttpResponse:
    return problem_response(400, "bad-request", str(error))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(404, "unknown", str(error) or "the book holds no such thing")
