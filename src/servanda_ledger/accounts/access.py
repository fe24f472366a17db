"""Roles, and what each may do. A reader reads; an editor writes in the book; an administrator also keeps the accounts."""

from __future__ import annotations

from typing import Literal, get_args

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group

from servanda_ledger.accounts.models import User

EDITORS = "editors"
Role = Literal["reader", "editor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)
Scope = Literal["read", "add", "review"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

Somebody = AbstractBaseUser | AnonymousUser


def role_of(user: Somebody) -> Role | None:
    """The role of a user; None for anonymous visitors and for accounts that are switched off."""
    if not isinstance(user, User) or not user.is_active:
        return None
    if user.is_superuser:
        return "administrator"
    return "editor" if user.groups.filter(name=EDITORS).exists() else "reader"


def may_edit(user: Somebody) -> bool:
    """Whether this is an editor or an administrator."""
    return role_of(user) in ("editor", "administrator")


def may_administer(user: Somebody) -> bool:
    """Whether this is an administrator."""
    return role_of(user) == "administrator"


def give_role(user: User, role: Role) -> None:
    """Make somebody a reader, an editor or an administrator."""
    user.is_superuser = role == "administrator"
    user.is_staff = False  # Django's own administration is not used
    user.save(update_fields=["is_superuser", "is_staff"])
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    if role == "editor":
        user.groups.add(editors)
    else:
        user.groups.remove(editors)
