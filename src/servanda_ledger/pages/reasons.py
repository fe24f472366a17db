"""The reasons that editors give most often, to choose from; every decision needs one, chosen or written."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 2000
Choices = tuple[tuple[str, object], ...]

# The book keeps the English words, whatever the language of the page.
CONFIRM: Choices = (
    ("words and labels agree with the text", _("Words and labels agree with the text")),
    ("checked against the signed or official copy", _("Checked against the signed or official copy")),
    ("two readers agree", _("Two readers agree")),
)
REJECT: Choices = (
    ("tells or assesses, and undertakes nothing", _("Tells or assesses, and undertakes nothing")),
    ("recalls an earlier commitment without renewing it", _("Recalls an earlier commitment without renewing it")),
    ("binds nobody who can be named", _("Binds nobody who can be named")),
    ("a heading, caption or table of contents", _("A heading, caption or table of contents")),
    ("quotes another text", _("Quotes another text")),
    ("says again what another commitment of this text says", _("Says again what another commitment of this text says")),
)
CORRECT: Choices = (
    ("a label was wrong", _("A label was wrong")),
    ("the words were cut wrongly", _("The words were cut wrongly")),
    ("the deadline was wrong or missing", _("The deadline was wrong or missing")),
    ("the parties were wrong", _("The parties were wrong")),
    ("checked against the signed or official copy", _("Checked against the signed or official copy")),
)
SPLIT: Choices = (("two undertakings stood in one", _("Two undertakings stood in one")),)
MERGE: Choices = (("one undertaking was cut in two", _("One undertaking was cut in two")),)
ADD: Choices = (("the reader missed it", _("The reader missed it")),)
WITHDRAW: Choices = (
    ("decided by mistake", _("Decided by mistake")),
    ("the evidence does not bear it", _("The evidence does not bear it")),
    ("a newer reading or document changes it", _("A newer reading or document changes it")),
)
DISMISS: Choices = (
    ("of another matter", _("Of another matter")),
    ("says nothing of whether it was kept", _("Says nothing of whether it was kept")),
    ("the machine misread the words", _("The machine misread the words")),
    ("known already", _("Known already")),
)


class ReasonForm(forms.Form):
    """Why: one of the usual reasons, own words, or both."""

    reason = forms.ChoiceField(label=_("Reason"), required=False)
    note = forms.CharField(label=_("In your own words"), required=False, max_length=LONGEST)
    usual: Choices = ()

    def __init__(self, *args: object, usual: Choices = (), **kwargs: object) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))  # type: ignore[arg-type]
        choices = usual or self.usual
        field = self.fields["reason"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("in my own words:")), *choices]
            field.initial = choices[0][0] if len(choices) == 1 else ""

    def clean_note(self) -> str:
        """Own words, on one line."""
        return " ".join(str(self.cleaned_data.get("note", "")).split())

    def clean(self) -> dict[str, object]:
        """One of the two is given."""
        data = super().clean() or {}
        said = ": ".join(filter(None, (str(data.get("reason") or ""), str(data.get("note") or ""))))
        if not said and not {"reason", "note"} & set(self.errors):
            self.add_error("reason", ValidationError(_("Every decision needs a reason: choose one, or write it in your own words.")))
        return data | {"why": said}
