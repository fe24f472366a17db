"""What a request asks for: a document by the digits of its address, a day of the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from servanda_ledger.book import chain
from servanda_ledger.book.models import Document


@dataclass(frozen=True, slots=True)
class AsOf:
    """An earlier state: the day that was asked for, and the number of the last entry made up to its end (None, None: the present)."""

    day: date | None = None
    number: int | None = None

    @property
    def query(self) -> str:
        """What keeps the day in an address."""
        return f"?as_of={self.day.isoformat()}" if self.day else ""


PRESENT = AsOf()


def as_of(request: HttpRequest) -> AsOf:
    """The day in `?as_of=`. Raises `BadRequest` when it is none."""
    given = request.GET.get("as_of", "").strip()
    if not given:
        return PRESENT
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise BadRequest(_("%(name)s must be a day: 2031-05-04") % {"name": "as_of"}) from error
    return AsOf(day, chain.number_at(day.isoformat()))


def documents_with(digits: str, when: AsOf = PRESENT) -> list[Document]:
    """The documents whose SHA-256 begins with these hexadecimal digits."""
    first = f"sha256:{digits}"
    rows = Document.objects.current() if when.number is None else Document.objects.as_of(when.number)
    return list(rows.filter(key__gte=first, key__lt=f"{first}g").order_by("key")[:20])


def one_document(digits: str, when: AsOf = PRESENT) -> Document:
    """The document with these digits, in full or short. Raises `Http404` when there is none or more than one."""
    found = documents_with(digits, when)
    if len(found) != 1:
        known = when.number is not None and documents_with(digits)
        raise Http404(_("The book did not hold this document on that day.") if known else _("The book holds no document with this number."))
    return found[0]
