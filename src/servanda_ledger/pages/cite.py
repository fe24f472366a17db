"""Citations of a document as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from servanda_ledger.pages.asked import as_of, one_document
from servanda_ledger.pages.document import citation, told
from servanda_ledger.pages.downloads import cite_file


@require_safe
def cite(request: HttpRequest, digits: str, name: str) -> HttpResponse:
    """A document's citation as `bib`, `ris` or CSL `json`."""
    when = as_of(request)
    row = one_document(digits, when)
    now = told(row.key, when)
    if name not in ("bib", "ris", "json"):
        raise Http404
    return cite_file(name, citation(request, now.reading.document, now.entries[-1].number), row.key)
