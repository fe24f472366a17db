"""Forms for what came of commitments: a status with its evidence, an act on an instrument, the day of an event."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from servanda.model.when import WhenError, parse_when
from servanda_ledger.book import record
from servanda_ledger.book.entries import Json
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.record import DecisionError
from servanda_ledger.follow.actions import ACTIONS
from servanda_ledger.follow.decisions import Evidence, cited
from servanda_ledger.follow.ladder import NEEDS_EVIDENCE, STATUSES
from servanda_ledger.pages.asked import documents_with
from servanda_ledger.pages.follow_labels import MEANING
from servanda_ledger.pages.forms_review import party_codes
from servanda_ledger.pages.labels import label
from servanda_ledger.pages.located import located
from servanda_ledger.pages.reasons import LONGEST, Choices, ReasonForm

SETS = 3  # pieces of evidence that one form takes
STATUS_REASONS: Choices = (
    ("the evidence says so", _("The evidence says so")),
    ("the time is over and there is no trace of it", _("The time is over and there is no trace of it")),
    ("searched the documents of the ledger", _("Searched the documents of the ledger")),
)
RECORD_REASONS: Choices = (
    ("from the depositary's record", _("From the depositary’s record")),
    ("from the text of a document", _("From the text of a document")),
    ("corrects an earlier entry", _("Corrects an earlier entry")),
)


def edtf_or_nothing(value: str) -> str:
    """An EDTF date, or nothing. Raises `ValidationError`."""
    value = value.strip()
    try:
        if value:
            parse_when(value)
    except WhenError as error:
        raise ValidationError(_("This is no date that can be kept: %(why)s"), params={"why": error}) from error
    return value


def found_evidence(document: str, words: str, note: str = "") -> Evidence:
    """Words of a document of the ledger, given by the digits of its id. Raises `ValidationError` when they do not stand there."""
    digits = document.strip().removeprefix("sha256:").rstrip("/").rpartition("/")[2].lower()
    hexadecimal = len(digits) >= 8 and all(c in "0123456789abcdef" for c in digits)
    rows = documents_with(digits) if hexadecimal else []
    if len(rows) != 1:
        raise ValidationError(_("The ledger holds no document with this number. Add it first, or search for it."), code="document")
    span = located(record.state(rows[0].key).text, words, 0)
    if span is None:
        raise ValidationError(_("These words do not stand in that document. Copy the exact words."), code="words")
    return Evidence(rows[0].key, span.start, span.end, span.text, " ".join(note.split()))


def _short(name: Any, hint: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(label=name, help_text=hint, required=required, max_length=2000)


def _long(name: Any) -> forms.CharField:
    return forms.CharField(label=name, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}))


class StatusForm(ReasonForm):
    """What came of a commitment."""

    usual = STATUS_REASONS
    status = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    on = _short(_("Since when"), _("The date from which it is so, as EDTF: 2031-05-04, 2031-05 or 2031. Empty: not known."))
    successor = _short(_("The commitment that took its place"), _("Its number (c-…), for superseded ones only."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["status"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(each, label(each)) for each in STATUSES]
        for n in range(1, SETS + 1):
            self.fields[f"document{n}"] = _short(_("Document"), _("Its number or address in the ledger."))
            self.fields[f"words{n}"] = _long(_("Its exact words"))
            self.fields[f"remark{n}"] = _short(_("Remark"))
        self.evidence: list[Evidence] = []

    @property
    def rungs(self) -> list[tuple[str, Any, Any]]:
        """Each rung with its meaning, for radio buttons."""
        return [(each, MEANING[each], each == self["status"].value()) for each in STATUSES]

    @property
    def sets(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of each piece of evidence."""
        return [(self[f"document{n}"], self[f"words{n}"], self[f"remark{n}"]) for n in range(1, SETS + 1)]

    def clean_on(self) -> str:
        """EDTF or nothing."""
        return edtf_or_nothing(str(self.cleaned_data["on"]))

    def clean_successor(self) -> str:
        """A commitment of the ledger."""
        value = str(self.cleaned_data["successor"]).strip().rstrip("/").rpartition("/")[2]
        if value and not Commitment.objects.current().filter(key=value).exclude(review="rejected").exists():
            raise ValidationError(_("No commitment stands under this number."))
        return value

    def clean(self) -> dict[str, Any]:
        """The evidence stands where it is said to stand, and there is some where it is needed."""
        data = super().clean()
        for n in range(1, SETS + 1):
            document, words = str(data.get(f"document{n}") or ""), str(data.get(f"words{n}") or "")
            if bool(document.strip()) != bool(words.strip()):
                self.add_error(f"words{n}" if document.strip() else f"document{n}", _("Evidence is a document and its exact words."))
            elif document.strip():
                try:
                    self.evidence.append(found_evidence(document, words, str(data.get(f"remark{n}") or "")))
                except ValidationError as error:
                    self.add_error(f"{'document' if error.code == 'document' else 'words'}{n}", error)
        status = data.get("status")
        if status == "superseded" and not data.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Say which commitment took its place."))
        elif status in NEEDS_EVIDENCE and status != "superseded" and not self.evidence and not self.errors:
            self.add_error("words1", _("This needs evidence: the exact words of a document in the ledger."))
        return data


class _EvidenceForm(ReasonForm):
    """Evidence that is words of a document, or in words where it is recorded."""

    usual = RECORD_REASONS
    document = _short(_("Document"), _("Its number or address in the ledger."))
    words = _long(_("Its exact words"))
    source = _short(_("Or where it is recorded"), _("For example: UN Treaty Collection, depositary notification C.N.7.2031"))

    def clean(self) -> dict[str, Any]:
        """Evidence as the book keeps it, under `evidence`."""
        data = super().clean()
        document, words, source = (str(data.get(name) or "").strip() for name in ("document", "words", "source"))
        evidence: Json = {}
        try:
            if document or words:
                evidence = cited(found_evidence(document, words))
            elif source:
                evidence = {"source": " ".join(source.split())[:LONGEST]}
            else:
                self.add_error("source", _("Give evidence: a document and its exact words, or where it is recorded."))
        except ValidationError as error:
            self.add_error("document" if error.code == "document" else "words", error)
        except DecisionError as error:
            self.add_error("words", str(error))
        return data | {"evidence": evidence}


class ActionForm(_EvidenceForm):
    """What a party did to an instrument."""

    instrument = _short(_("Instrument"), _("Its title as texts give it."), required=True)
    party = _short(_("Party"), _("Its code or name: CAN, China"), required=True)
    action = forms.ChoiceField(label=_("What it did"), choices=[(each, each) for each in ACTIONS])
    date = _short(_("When"), _("As EDTF: 2031-05-04, 2031-05 or 2031."), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["action"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(each, label(each)) for each in ACTIONS]

    def clean_party(self) -> str:
        """A code."""
        value = str(self.cleaned_data["party"]).strip()
        return party_codes().get(value.casefold(), value.upper())

    def clean_date(self) -> str:
        """EDTF."""
        return edtf_or_nothing(str(self.cleaned_data["date"]))


class EventForm(_EvidenceForm):
    """The day on which an event came."""

    event = forms.CharField(max_length=400, widget=forms.HiddenInput)
    date = _short(_("Its day"), _("As EDTF: 2031-05-04. A month or year is taken too, but days cannot be counted from it."), required=True)

    def clean_date(self) -> str:
        """EDTF."""
        return edtf_or_nothing(str(self.cleaned_data["date"]))
