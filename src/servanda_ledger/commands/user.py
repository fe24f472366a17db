"""`servanda ledger user` and `servanda ledger token`: accounts of people, and tokens of their programs."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import Any

from servanda_ledger.commands.start import complain, within

_ROLES = ("reader", "editor", "administrator")
_SCOPES = ("read", "add", "review")


def add_parsers(verbs: Any) -> None:
    """Add `user` and `token` to the sub-commands of `ledger`."""
    user = verbs.add_parser("user", help="accounts of people").add_subparsers(title="commands", required=True, metavar="COMMAND")
    add = user.add_parser("add", help="make an account; the password is asked for, or read from standard input")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=_ROLES, default="editor")
    add.add_argument("--email", default="", metavar="ADDRESS")
    add.set_defaults(run=lambda args: _with(add_user, args))
    password = user.add_parser("password", help="give an account a new password, and let it sign in again if it was locked out")
    password.add_argument("name", metavar="NAME")
    password.set_defaults(run=lambda args: _with(new_password, args))
    off = user.add_parser("off", help="switch an account off; its tokens hold no more")
    off.add_argument("name", metavar="NAME")
    off.set_defaults(run=lambda args: _with(switch_off, args))
    user.add_parser("list", help="every account").set_defaults(run=lambda args: _with(list_users, args))
    token = verbs.add_parser("token", help="tokens of programs").add_subparsers(title="commands", required=True, metavar="COMMAND")
    new = token.add_parser("new", help="make a token that acts for a user; it is printed once")
    new.add_argument("name", metavar="NAME", help="the user's name")
    new.add_argument("--scope", action="append", choices=_SCOPES, help="what it may do (default: read; may be given more than once)")
    new.add_argument("--days", type=_days, default=365, metavar="N", help="how long it holds (default: 365)")
    new.add_argument("--for", dest="purpose", default="made on the command line", metavar="WORDS", help="what it is for")
    new.set_defaults(run=lambda args: _with(new_token, args))
    revoke = token.add_parser("revoke", help="have a token accepted no more")
    revoke.add_argument("prefix", metavar="PREFIX", help="how it begins: servanda_0123456789ab")
    revoke.set_defaults(run=lambda args: _with(revoke_token, args))


def _days(value: str) -> int:
    if not value.isdigit() or not 1 <= int(value) <= 3650:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of days from 1 to 3650")
    return int(value)


def _with(command: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    def checked(args: argparse.Namespace) -> int:
        from django.core.exceptions import ValidationError

        try:
            return command(args)
        except ValidationError as error:
            return complain(f"{' '.join(error.messages)} Nothing was changed")

    return within(checked, args)


def add_user(args: argparse.Namespace) -> int:
    """Make an account."""
    from django.contrib.auth.password_validation import validate_password
    from django.db import transaction

    from servanda_ledger.accounts.access import ROLES, give_role
    from servanda_ledger.accounts.models import User

    user = User(username=args.name, email=args.email)
    user.full_clean(exclude=["password"])
    password = _password()
    validate_password(password, user)
    with transaction.atomic():
        user.set_password(password)
        user.save()
        give_role(user, next(role for role in ROLES if role == args.role))
    print(f"{args.name} is {'an' if args.role[0] in 'ae' else 'a'} {args.role} now")
    return 0


def new_password(args: argparse.Namespace) -> int:
    """Give an account a new password; its sessions end."""
    from axes.utils import reset
    from django.contrib.auth.password_validation import validate_password

    user = _user(args.name)
    if user is None:
        return _nobody(args.name)
    password = _password()
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    reset(username=user.username)
    print(f"{args.name} has a new password")
    return 0


def switch_off(args: argparse.Namespace) -> int:
    """Switch an account off."""
    user = _user(args.name)
    if user is None:
        return _nobody(args.name)
    user.is_active = False
    user.save(update_fields=["is_active"])
    print(f"{args.name} is switched off")
    return 0


def list_users(args: argparse.Namespace) -> int:
    """One line for each account: name, role, mail address."""
    from servanda_ledger.accounts.access import role_of
    from servanda_ledger.accounts.models import User

    for user in User.objects.order_by("username"):
        print(f"{user.username}\t{role_of(user) or 'off'}\t{user.email}")
    return 0


def new_token(args: argparse.Namespace) -> int:
    """Print a new token, alone on standard output."""
    from django.utils import timezone

    from servanda_ledger.accounts.access import SCOPES, may_edit
    from servanda_ledger.accounts.tokens import make

    user = _user(args.name)
    if user is None:
        return _nobody(args.name)
    scopes = [scope for scope in SCOPES if scope in (args.scope or ["read"])]
    made = make(user, args.purpose, scopes, timezone.now(), args.days)
    if not may_edit(user) and scopes != ["read"]:
        print(f"servanda: {args.name} is no editor: with this token nothing can be written until that changes", file=sys.stderr)
    print(made.secret)
    return 0


def revoke_token(args: argparse.Namespace) -> int:
    """Revoke a token."""
    from django.utils import timezone

    from servanda_ledger.accounts.models import ApiToken
    from servanda_ledger.accounts.tokens import revoke

    prefix = args.prefix.removeprefix("servanda_").partition("_")[0]
    token = ApiToken.objects.filter(prefix=prefix).first()
    if token is None:
        return complain(f"no token begins with servanda_{prefix}; /accounts/manage/ lists them")
    revoke(token, timezone.now())
    print(f"servanda_{prefix} is revoked")
    return 0


def _user(name: str) -> Any:
    from servanda_ledger.accounts.models import User

    return User.objects.filter(username=name).first()


def _nobody(name: str) -> int:
    return complain(f"there is no account {name}; make one with: servanda ledger user add {name}")


def _password() -> str:
    """A password from the terminal, twice; or the first line of standard input."""
    from django.core.exceptions import ValidationError

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password (at least 12 characters): ")
    if first != getpass.getpass("Once more: "):
        raise ValidationError("The two passwords differ.")
    return first
