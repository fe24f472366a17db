"""A user's own page: password and tokens."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from servanda_ledger.accounts.access import may_administer, role_of
from servanda_ledger.accounts.forms import ROLE_NAMES, SCOPE_NAMES, TokenForm
from servanda_ledger.accounts.models import ApiToken, User
from servanda_ledger.accounts.tokens import make, revoke


@never_cache
@login_required
@sensitive_variables("made")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """`/accounts/`: one's role and tokens; POST makes a token, whose secret is on the answer and nowhere else."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("only accounts of the ledger sign in")
    form = TokenForm(request.POST if request.method == "POST" else None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        made = make(user, form.cleaned_data["name"], form.cleaned_data["scopes"], timezone.now(), form.cleaned_data["days"])
        secret, form = made.secret, TokenForm()
    role = role_of(user)
    context = {
        "form": form,
        "secret": secret,
        "role": ROLE_NAMES[role] if role else "",
        "tokens": user.tokens.all(),
        "scope_names": SCOPE_NAMES,
        "administrator": may_administer(user),
        "now": timezone.now(),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one of one's own tokens; an administrator any."""
    mine = ApiToken.objects.all() if may_administer(request.user) else ApiToken.objects.filter(user_id=request.user.pk or 0)
    token = get_object_or_404(mine, pk=pk)
    revoke(token, timezone.now())
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return HttpResponseRedirect(reverse("account" if token.user_id == request.user.pk else "manage"))
