"""The description of the API (OpenAPI 3.1): what the framework makes of the functions, with what holds for all of them."""

from __future__ import annotations

from typing import Any

from servanda_ledger.api.problem import MEDIA_TYPE

Json = dict[str, Any]

_WORDS = {
    304: "what you have still holds (If-None-Match, If-Modified-Since)",
    400: "the request cannot be understood",
    401: "the token is missing or does not hold",
    403: "the token does not allow this",
    404: "the book holds no such thing",
    406: "none of the accepted forms is given",
    409: "it was settled meanwhile",
    412: "what you have no longer holds (If-Match, If-Unmodified-Since)",
    413: "too large",
    422: "a value makes no sense, or the decision cannot stand",
    429: "too many requests: wait as Retry-After says",
}
_READING = (304, 400, 401, 403, 404, 406, 412, 422, 429)
_WRITING = (400, 401, 403, 404, 409, 413, 422, 429)
_BINARY = frozenset(["application/octet-stream", "application/vnd.apache.parquet"])


def described(schema: Json, problem: Json) -> Json:
    """Complete a description in place: forms of answers, problems, headers, credentials. `problem` is the shape of problems."""
    schema["components"].setdefault("schemas", {})["Problem"] = problem
    schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": "made under /accounts/"}}
    schema["components"]["headers"] = {
        "ETag": {"description": "give it back in If-None-Match", "schema": {"type": "string"}},
        "RetryAfter": {"description": "seconds to wait", "schema": {"type": "string", "pattern": "^[0-9]+$"}},
    }
    for path in schema["paths"].values():
        for method, operation in path.items():
            _complete(operation, reading=method == "get")
    return schema


def _complete(operation: Json, *, reading: bool) -> None:
    answers: Json = {str(status): answer for status, answer in operation["responses"].items()}
    media = operation.pop("x-media", None)
    if media and "200" in answers:
        answers["200"]["content"] = _content(answers["200"], media)
    if reading:
        answers["200"]["headers"] = {"ETag": {"$ref": "#/components/headers/ETag"}}
    for status in _READING if reading else _WRITING:
        answers[str(status)] = _problem(status)
    operation["responses"] = answers
    operation["security"] = [{}, {"token": []}] if reading else [{"token": []}]


def _content(answer: Json, media: list[str]) -> Json:
    made = answer.get("content", {}).get("application/json", {"schema": {}})
    return {each: made if each == "application/json" else {"schema": _schema(each)} for each in media}


def _schema(media_type: str) -> Json:
    if media_type.endswith("json"):
        return {"type": "object"}
    return {"type": "string", "format": "binary"} if media_type in _BINARY else {"type": "string"}


def _problem(status: int) -> Json:
    told: Json = {"description": _WORDS[status]}
    if status != 304:
        told["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    if status == 429:
        told["headers"] = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
    return told
