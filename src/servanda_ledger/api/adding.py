"""Adding documents: a text, bytes, a file or an address."""

from __future__ import annotations

import base64
import binascii
from pathlib import PurePath
from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Status
from ninja.files import UploadedFile

from servanda.model.when import WhenError, parse_when
from servanda.pipeline import Options, read_loaded
from servanda.text import Loaded, Refused
from servanda.text.fetch import Rules, fetch
from servanda_ledger.api.credentials import by, needs
from servanda_ledger.api.problem import ProblemError, bad
from servanda_ledger.api.router import router
from servanda_ledger.api.shapes import Added
from servanda_ledger.api.takes import AddDocument, AddFile
from servanda_ledger.book import record
from servanda_ledger.follow.propose import propose_new

_OPTIONS: dict[str, Any] = {"tags": ["writing"], "auth": needs("add"), "response": {200: Added, 201: Added}}
MAX_BYTES = 10_000_000
_RULES = Rules(max_bytes=MAX_BYTES, seconds=15)
_LONGEST_NAME = 255


@router.post("/documents", summary="Add a document", **_OPTIONS)
def add(request: HttpRequest, body: AddDocument) -> Status[dict[str, Any]]:
    """Reads it and records it: 201. Bytes that the book holds add nothing: 200. Only public http(s) addresses are fetched."""
    given = [name for name in ("text", "bytes", "url") if getattr(body, name) is not None]
    if len(given) != 1:
        raise ProblemError(422, "bad-value", "give exactly one of text, bytes (base64) and url")
    return _recorded(request, _loaded(body), Options(body.kind, _date(body.date), body.language), body.reason)


@router.post("/files", summary="Add a file (multipart/form-data)", **_OPTIONS)
def add_file(request: HttpRequest, file: File[UploadedFile], details: Form[AddFile]) -> Status[dict[str, Any]]:
    """As above, for .txt, .md, .html, .pdf, .docx and .eml files up to 10 MB."""
    if (file.size or 0) > MAX_BYTES:
        raise ProblemError(413, "too-large", f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it, or give its text alone")
    loaded = Loaded(file.read(), _name(file.name or "", "document"), None)
    return _recorded(request, loaded, Options(details.kind, _date(details.date), None), details.reason)


def _loaded(body: AddDocument) -> Loaded:
    if body.url is not None:
        # Straight to `fetch`, which knows only http(s) and public addresses; `load` would open files too.
        fetched = fetch(body.url, _RULES)
        return Loaded(fetched.data, body.url, fetched.media_type)
    if body.text is not None:
        return Loaded(body.text.encode(), _name(body.name, "text.txt"), body.media_type or None)
    try:
        data = base64.b64decode(body.bytes or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise bad("bytes", f"is not base64 ({error})") from error
    return Loaded(data, _name(body.name, "document"), body.media_type or None)


def _name(given: str, otherwise: str) -> str:
    """A file's name without folders."""
    return PurePath(given.replace("\\", "/")).name[:_LONGEST_NAME] or otherwise


def _date(given: str) -> str | None:
    if not given:
        return None
    try:
        parse_when(given)
    except WhenError as error:
        raise bad("date", str(error)) from error
    return given


def _recorded(request: HttpRequest, loaded: Loaded, options: Options, reason: str) -> Status[dict[str, Any]]:
    kept = read_loaded(loaded, options)
    if isinstance(kept, Refused):
        raise ProblemError(422, "unreadable", f"{kept.name}: {kept.reason}")
    who = by(request, reason)
    done = record.record(kept, author=who.author, reason=who.reason, options=options)
    if done.entry is not None and kept.reading.document.official:
        propose_new(done.document)
    told = {"document": done.document, "commitments": done.commitments, "entry": done.entry and done.entry.number}
    return Status(200 if done.entry is None else 201, told)
