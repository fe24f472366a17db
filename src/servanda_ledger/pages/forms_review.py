"""The form of a commitment: its labels and its words, each checked against the text before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from servanda.lexicon.parties import load_parties
from servanda.model.commitment import Basis, Commitment
from servanda.model.labels import CONDUCTS, OBLIGATIONS, POLARITIES
from servanda.model.span import Span
from servanda.model.when import WhenError, parse_when
from servanda.model.wire import commitment_json
from servanda_ledger.book.entries import Json
from servanda_ledger.pages.labels import label
from servanda_ledger.pages.located import located, sentence_of
from servanda_ledger.pages.reasons import ReasonForm

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_WORDS = ("action", "subject", "operator", "deadline_words", "place_words")
_LISTS = ("basis", "limits")
# Which of the reader's reasons a changed label makes untrue.
_TOLD = {"obligation": "obligation", "kind": "kind", "polarity": "polarity", "parties": "parties", "deadline": "deadline"}


@dataclass(frozen=True, slots=True)
class Ground:
    """What an edited commitment stands on: the text, the reading's instruments and parties, and where in the text to look first."""

    text: str
    instruments: tuple[Json, ...]
    parties: tuple[str, ...]
    near: int


def _labels(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, label(value)) for value in values]


def _place() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


def _line(name: Any, text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(label=name, help_text=text, required=required, max_length=20_000)


class CommitmentForm(ReasonForm):
    """Labels and words of one commitment. `into(...)` gives it as JSON, once valid."""

    action = forms.CharField(
        label=_("What is undertaken"),
        help_text=_("The exact words of the text."),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    parties = _line(_("Who is bound"), _("Codes or names with commas between them: CAN, China"), required=True)
    obligation = forms.ChoiceField(label=_("How firmly"))
    polarity = forms.ChoiceField(label=_("To do or not to do"))
    kind = forms.ChoiceField(label=_("Kind of conduct"))
    deadline = _line(
        _("Deadline"), _("The latest day or period that keeps it, as EDTF: 2031-05-04, 2031-05, 2031, ../2031-12. Empty: none.")
    )
    deadline_words = _line(_("Words of the deadline"))
    place_words = _line(_("Place"))
    subject = _line(_("Words for who is bound"), _("Empty when the text leaves them out."))
    operator = _line(_("Words that commit"))
    basis = forms.CharField(
        label=_("Basis"),
        help_text=_("Words that name what it rests on, one a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    limits = forms.CharField(
        label=_("Limits"), help_text=_("Words that limit it, one a line."), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    action_at, subject_at, operator_at, deadline_words_at, place_words_at = _place(), _place(), _place(), _place(), _place()

    def __init__(self, *args: Any, ground: Ground, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground = ground
        self.spans: dict[str, list[Span]] = {}
        for name, values in (("obligation", OBLIGATIONS), ("polarity", POLARITIES), ("kind", CONDUCTS)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = _labels(values)

    def clean_parties(self) -> tuple[str, ...]:
        """Codes, from codes and names."""
        known = party_codes(self.ground.parties)
        codes = []
        for each in filter(None, (part.strip() for part in str(self.cleaned_data["parties"]).split(","))):
            code = known.get(each.casefold()) or (each if _CODE.fullmatch(each) else None)
            if code is None:
                raise ValidationError(
                    _("“%(name)s” is no party that the word lists know; give its code in capitals."), params={"name": each}
                )
            codes.append(code)
        if not codes:
            raise ValidationError(_("A commitment binds somebody."))
        return tuple(dict.fromkeys(codes))

    def clean_deadline(self) -> str:
        """EDTF or nothing."""
        value = str(self.cleaned_data["deadline"]).strip()
        try:
            if value:
                parse_when(value)
        except WhenError as error:
            raise ValidationError(_("This is no date that can be kept: %(why)s"), params={"why": error}) from error
        return value

    def clean(self) -> dict[str, Any]:
        """Every word stands in the text."""
        data = super().clean()
        action = self._found("action", str(data.get("action") or ""), self.ground.near)
        near = action.start if action else self.ground.near
        for name in _WORDS[1:]:
            self._found(name, str(data.get(name) or ""), near)
        for name in _LISTS:
            for line in filter(None, map(str.strip, str(data.get(name) or "").splitlines())):
                self._found(name, line, near)
        return data

    def _found(self, name: str, words: str, near: int) -> Span | None:
        if not words.strip():
            return None
        at = self.cleaned_data.get(f"{name}_at")
        span = located(self.ground.text, words, near, at if isinstance(at, int) else None)
        if span is None:
            told = {"words": words if len(words) < 90 else f"{words[:88]}…"}
            self.add_error(name, ValidationError(_("“%(words)s” does not stand in the text. Select or copy the exact words."), params=told))
        else:
            self.spans.setdefault(name, []).append(span)
        return span

    def into(self, identifier: str, original: Json | None = None) -> Json:
        """The commitment as JSON under this identifier; what was not changed of `original` stays as it was. The form must be valid."""
        data, one = self.cleaned_data, {name: self.spans[name][0] for name in _WORDS if self.spans.get(name)}
        action = one["action"]
        kept = original is not None and original["action"]["start"] == action.start and original["action"]["end"] == action.end
        sentence = _span(original["sentence"]) if kept and original else sentence_of(self.ground.text, action)
        made = Commitment(
            id=identifier,
            action=action,
            sentence=sentence,
            parties=data["parties"],
            polarity=data["polarity"],
            obligation=data["obligation"],
            kind=data["kind"],
            operator=one.get("operator"),
            subject=one.get("subject"),
            deadline=data["deadline"] or None,
            deadline_words=one.get("deadline_words"),
            place=one.get("place_words"),
            basis=tuple(Basis(span, self._instrument(span, original)) for span in self.spans.get("basis", ())),
            limits=tuple(self.spans.get("limits", ())),
        )
        json = commitment_json(made)
        return json | {"why": _why(original, json)}

    def _instrument(self, span: Span, original: Json | None) -> str | None:
        """The instrument that these words name."""
        for basis in (original or {}).get("basis", ()):
            if (basis["start"], basis["end"]) == (span.start, span.end):
                found = basis.get("instrument")
                return str(found) if found else None
        for each in self.ground.instruments:
            if any(s["start"] < span.end and span.start < s["end"] for s in each["spans"]):
                return str(each["id"])
        return None


class SplitForm(ReasonForm):
    """The words of each part of a commitment that is two or more; every part takes over the labels."""

    def __init__(self, *args: Any, ground: Ground, parts: int = 4, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground = ground
        self.names = [f"part{n}" for n in range(1, parts + 1)]
        self.spans: list[Span] = []
        for n, name in enumerate(self.names, 1):
            self.fields[name] = forms.CharField(
                label=_("Words of part %(n)s") % {"n": n}, required=n < 3, max_length=50_000, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"{name}_at"] = _place()

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields for words."""
        return [self[name] for name in self.names]

    def clean(self) -> dict[str, Any]:
        """Every word stands in the text, and no part is another."""
        data = super().clean()
        for name in self.names:
            words = str(data.get(name) or "")
            if not words.strip():
                continue
            at = data.get(f"{name}_at")
            span = located(self.ground.text, words, self.ground.near, at if isinstance(at, int) else None)
            if span is None:
                self.add_error(name, ValidationError(_("These words do not stand in the text. Select or copy the exact words.")))
            elif (span.start, span.end) in {(s.start, s.end) for s in self.spans}:
                self.add_error(name, ValidationError(_("Another part has the same words.")))
            else:
                self.spans.append(span)
        return data


def initial(json: Mapping[str, Any]) -> dict[str, Any]:
    """A commitment's JSON as the form's first values."""
    made: dict[str, Any] = {name: json[name] for name in ("obligation", "polarity", "kind")}
    made["parties"] = ", ".join(json["parties"])
    made["deadline"] = json.get("deadline") or ""
    for name in _WORDS:
        span = json.get(name)
        if span:
            made[name], made[f"{name}_at"] = " ".join(span["text"].split()), span["start"]
    for name in _LISTS:
        made[name] = "\n".join(" ".join(each["text"].split()) for each in json.get(name, ()))
    return made


def party_codes(own: Iterable[str] = ()) -> dict[str, str]:
    """Codes by code and usual name, in small letters; `own` are codes of a document that the word lists may lack."""
    known = {name.casefold(): party.code for party in load_parties().parties for name in party.names}
    known |= {party.code.casefold(): party.code for party in load_parties().parties}
    return known | {code.casefold(): code for code in own}


def _why(original: Json | None, made: Json) -> list[str]:
    """The reader's reasons for what an editor left as it was."""
    if original is None or original["action"]["start"] != made["action"]["start"] or original["action"]["end"] != made["action"]["end"]:
        return []
    gone = {prefix for field, prefix in _TOLD.items() if original.get(field) != made.get(field)}
    return [each for each in original.get("why", ()) if each.split(":", 1)[0] not in gone]


def _span(json: Json) -> Span:
    return Span(json["start"], json["end"], json["text"])
