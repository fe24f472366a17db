"""Pages that only some roles may open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from servanda_ledger.accounts.access import may_edit

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def editor_required(view: View[P]) -> View[P]:
    """Have a view answer editors only: others are refused, anonymous visitors asked to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if may_edit(request.user):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("sign-in"))
        raise PermissionDenied(_("Only editors decide. Ask an administrator to be made one."))

    return guarded
