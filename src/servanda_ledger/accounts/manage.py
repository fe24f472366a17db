"""Pages for administrators: accounts and tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from axes.utils import reset
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from servanda_ledger.accounts.access import EDITORS, ROLES, Role, give_role, may_administer
from servanda_ledger.accounts.forms import ROLE_NAMES, RoleForm, UserForm
from servanda_ledger.accounts.models import ApiToken, User

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Listed:
    """An account in the list."""

    pk: int
    username: str
    email: str
    last_login: datetime | None
    is_active: bool
    role: Role


def administrators_only(view: View) -> View:
    """A view that nobody else may use; whoever has not signed in is asked to."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_administer(request.user):
            raise PermissionDenied(_("Only administrators keep the accounts."))
        return view(request, *args, **kwargs)

    return guarded


@administrators_only
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """`/accounts/manage/`: every account and token; POST makes an account."""
    form = UserForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user = form.save(commit=False)
            user.set_password(form.cleaned_data["password"])
            user.save()
            give_role(user, form.cleaned_data["role"])
        messages.success(request, _("The account “%(name)s” is made.") % {"name": user.username})
        return HttpResponseRedirect(reverse("manage"))
    context = {
        "form": form,
        "users": _listed(),
        "roles": [(role, ROLE_NAMES[role]) for role in ROLES],
        "tokens": ApiToken.objects.select_related("user").all()[:500],
        "now": timezone.now(),
    }
    return render(request, "accounts/manage.html", context, status=422 if form.errors else 200)


def _listed() -> list[Listed]:
    editors = set(User.objects.filter(groups__name=EDITORS).values_list("pk", flat=True))
    return [
        Listed(
            u.pk,
            u.username,
            u.email,
            u.last_login,
            u.is_active,
            "administrator" if u.is_superuser else "editor" if u.pk in editors else "reader",
        )
        for u in User.objects.order_by("username")
    ]


@administrators_only
@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a role, switch it on or off. Nobody changes his own: the last administrator could lock himself out."""
    user = get_object_or_404(User, pk=pk)
    form = RoleForm(request.POST)
    if user.pk == request.user.pk:
        messages.error(request, _("Another administrator must change your own account."))
    elif form.is_valid():
        with transaction.atomic():
            give_role(user, form.cleaned_data["role"])
            user.is_active = form.cleaned_data["active"]
            user.save(update_fields=["is_active"])
        messages.success(request, _("The account “%(name)s” is changed.") % {"name": user.username})
    return HttpResponseRedirect(reverse("manage"))


@administrators_only
@sensitive_post_parameters("password")
@require_POST
def set_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new password, which ends its sessions, and let it sign in again if it was locked out."""
    user = get_object_or_404(User, pk=pk)
    password = request.POST.get("password", "")
    try:
        validate_password(password, user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("manage"))
    user.set_password(password)
    user.save(update_fields=["password"])
    reset(username=user.username)
    messages.success(request, _("“%(name)s” has a new password.") % {"name": user.username})
    return HttpResponseRedirect(reverse("manage"))
