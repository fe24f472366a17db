"""What is known of who makes a request: the address it comes from, and the token it carries."""

from __future__ import annotations

import base64
import binascii
import ipaddress

from django.conf import settings
from django.http import HttpRequest

from servanda_ledger.accounts.access import Scope, may_edit
from servanda_ledger.accounts.models import ApiToken


def client_address(request: HttpRequest) -> str:
    """The address a request comes from.

    Behind a trusted proxy it is the last one in X-Forwarded-For, which the proxy itself wrote; what stands before it anybody can claim.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if getattr(settings, "TRUSTED_PROXY", False):
        told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        direct = told or direct
    try:
        return str(ipaddress.ip_address(direct))
    except ValueError:
        return "0.0.0.0"


def network(address: str) -> str:
    """The network that one customer commands: an IPv4 address, or the /64 around an IPv6 address."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return address


def secret_of(request: HttpRequest) -> str | None:
    """The token in the Authorization header: `Bearer TOKEN`, or as the password of `Basic` for readers of feeds. None without one."""
    scheme, _, given = str(request.META.get("HTTP_AUTHORIZATION", "")).strip().partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(given.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return ""
    return None


def token_of(request: HttpRequest) -> ApiToken | None:
    """The token that the middleware recognised in this request."""
    token = getattr(request, "token", None)
    return token if isinstance(token, ApiToken) else None


def may(request: HttpRequest, scope: Scope) -> bool:
    """Whether the token of this request may do something; writing also needs the role of an editor."""
    token = token_of(request)
    if token is None or scope not in token.scope_list:
        return False
    return scope == "read" or may_edit(token.user)
