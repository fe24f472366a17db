"""Forms about accounts and tokens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from servanda_ledger.accounts.access import ROLES, SCOPES
from servanda_ledger.accounts.models import User

ROLE_NAMES = {"reader": _("Reader"), "editor": _("Editor"), "administrator": _("Administrator")}
SCOPE_NAMES = {
    "read": _("read"),
    "add": _("add documents"),
    "review": _("review: decide on commitments, record what came of them"),
}
_LONGEST_LIFE = 3650  # days of a token


class UserForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not make it subscriptable
    """A new account: name, mail address, role, and a first password."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role, ROLE_NAMES[role]) for role in ROLES], initial="editor")
    password = forms.CharField(
        label=_("First password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Ask the user to change it at the first sign-in."),
    )

    class Meta:
        model = User
        fields = ("username", "email")

    field_order = ("username", "email", "role", "password")

    def clean(self) -> dict[str, Any]:
        """The password is hard to guess, also from the name."""
        data = super().clean() or {}
        password = data.get("password")
        if password:
            try:
                validate_password(password, User(username=data.get("username", ""), email=data.get("email", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data


class RoleForm(forms.Form):
    """What an account may do, and whether it is switched on."""

    role = forms.ChoiceField(choices=[(role, ROLE_NAMES[role]) for role in ROLES])
    active = forms.BooleanField(required=False)


class TokenForm(forms.Form):
    """A new token: what it is for, what it may do, how long it holds."""

    name = forms.CharField(label=_("What is it for?"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=[(scope, SCOPE_NAMES[scope]) for scope in SCOPES],
        initial=["read"],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("Days it holds"), min_value=1, max_value=_LONGEST_LIFE, initial=365)
