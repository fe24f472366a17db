"""The form for a subscription, and the one that changes its times."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from servanda_ledger.brief.models import Subscription
from servanda_ledger.brief.parts import SCOPES, Scope, ScopeKind
from servanda_ledger.brief.schedule import Frequency, Times, zones
from servanda_ledger.brief.scope import ScopeError, scope_of

_SCOPES = {
    "everything": _("Everything"),
    "party": _("A party"),
    "pair": _("Two parties together"),
    "dialogue": _("A dialogue"),
    "instrument": _("An instrument"),
    "search": _("What a search finds"),
}
_FREQUENCIES = {"daily": _("Every day"), "weekly": _("Every week"), "at_once": _("At once, whenever something new comes in")}
# The others are old names and mere offsets.
_PARTS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
_REASONS = {
    "nothing": _("Say which one."),
    "count": _("Give two different codes with a comma between them, such as CAN,CHN; for one party, one code."),
    "party": _("There is no such party. Give its three-letter code, such as CAN."),
    "search": _("That search means nothing. Give words, or copy the part of a search's address behind the question mark."),
}


class TimesForm(forms.Form):
    """When briefs come, and in which language."""

    frequency = forms.ChoiceField(label=_("How often"), choices=tuple(_FREQUENCIES.items()), initial="daily")
    hour = forms.TypedChoiceField(label=_("At"), coerce=int, choices=[(h, f"{h:02d}:00") for h in range(24)], initial=7)
    weekday = forms.TypedChoiceField(label=_("If weekly, on"), coerce=int, choices=list(enumerate(_WEEKDAYS)), initial=0)
    zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=[(z, z.replace("_", " ")) for z in sorted(zones()) if z == "UTC" or z.partition("/")[0] in _PARTS],
        initial="UTC",
        widget=forms.Select(attrs={"data-own": ""}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    @property
    def times(self) -> Times:
        """When they come."""
        data = self.cleaned_data
        return Times(cast(Frequency, data["frequency"]), data["hour"], data["weekday"], data["zone"])


class SubscribeForm(TimesForm):
    """A new subscription."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    scope = forms.ChoiceField(label=_("About"), choices=tuple(_SCOPES.items()), initial="everything")
    value = forms.CharField(
        label=_("Which one"),
        required=False,
        max_length=500,
        help_text=_("A party's code (CAN), two codes (CAN,CHN), the key in the address of a dialogue or instrument, or words."),
    )
    website = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )  # people do not see it; what fills it in is a program

    field_order = ("email", "scope", "value", "frequency", "hour", "weekday", "zone", "language")

    def clean_email(self) -> str:
        """An address that mail servers of today take."""
        email = str(self.cleaned_data["email"])
        if not email.isascii():
            raise ValidationError(_("Give the address in plain letters without accents."))
        return email

    def clean(self) -> dict[str, Any]:
        """The scope is one that the ledger knows."""
        data = super().clean() or {}
        kind = data.get("scope")
        if kind in SCOPES:
            try:
                data["about"] = scope_of(cast(ScopeKind, kind), data.get("value", ""))
            except ScopeError as error:
                self.add_error("value", _REASONS.get(str(error), _REASONS["nothing"]))
        return data

    @property
    def about(self) -> Scope:
        """What it is about."""
        scope: Scope = self.cleaned_data["about"]
        return scope


def times_now(subscription: Subscription) -> dict[str, object]:
    """A subscription's times, as the form shows them first."""
    names = ("frequency", "hour", "weekday", "zone", "language")
    return {name: getattr(subscription, name) for name in names}


def language_now() -> str:
    """The language of the page, as a choice of the form."""
    return (translation.get_language() or "en")[:2]


def times_words(subscription: Subscription) -> str:
    """When a subscription's briefs come, in words."""
    words = str(_FREQUENCIES.get(subscription.frequency, subscription.frequency))
    if subscription.frequency == "weekly":
        words = f"{words}, {_WEEKDAYS[subscription.weekday]}"
    if subscription.frequency == "at_once":
        return words
    return f"{words}, {subscription.hour:02d}:00 ({subscription.zone.replace('_', ' ')})"
