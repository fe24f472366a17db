"""`servanda serve`: the web site, API and feeds over the ledger."""

from __future__ import annotations

import argparse
import ipaddress
import os
import sys
from typing import Any

from servanda_ledger.commands.start import StartError, complain, start, told

_NEEDED = ("SERVANDA_SECRET_KEY", "SERVANDA_ALLOWED_HOSTS")  # without these other machines are not served
_LARGEST = 12_000_000  # bytes of a request: a file of 10 MB, and what is around it


def add_parser(subparsers: Any) -> None:
    """Add `serve` to a command line."""
    parser = subparsers.add_parser("serve", help="the web site, API and feeds over the ledger")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: this machine only)")
    parser.add_argument("--port", type=_port, default=8000, help="the port (default: 8000)")
    parser.add_argument("--threads", type=int, default=8, help="requests answered at once (default: 8)")
    parser.set_defaults(run=run)


def _port(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65_535:
        raise argparse.ArgumentTypeError(f"{value!r} is no port from 1 to 65535")
    return int(value)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if _loopback(args.host) and not os.environ.get("SERVANDA_ALLOWED_HOSTS"):
        os.environ["SERVANDA_LOCAL"] = "1"
    missing = [] if _loopback(args.host) else [name for name in _NEEDED if not os.environ.get(name)]
    if missing:
        complain(
            f"--host {args.host} is seen by other machines: set {' and '.join(missing)} "
            "(at least 50 random characters; the site's names with commas between them), or use --host 127.0.0.1"
        )
        return 2
    try:
        application = _application()
    except StartError as error:
        return complain(str(error))
    from waitress.server import create_server

    if not any(os.environ.get(name) == "1" for name in ("SERVANDA_LOCAL", "SERVANDA_TRUSTED_PROXY")):
        complain("pages are given over https only: have a proxy that speaks it in front, and set SERVANDA_TRUSTED_PROXY=1")
    try:
        server = create_server(application, host=args.host, port=args.port, threads=max(1, args.threads), ident="servanda", **_limits())
    except (OSError, ValueError) as error:
        return complain(f"cannot listen at {args.host}:{args.port}: {told(error)}; choose another --host or --port")
    print(f"Servanda is at http://{args.host}:{args.port}/ (Ctrl-C ends it)", file=sys.stderr, flush=True)
    server.run()
    return 0


def _application() -> Any:
    """The site, with its static files gathered. Raises `StartError`."""
    start()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command

    # The application looks for its static files once, as it is made.
    call_command("collectstatic", verbosity=0, interactive=False)
    try:
        from servanda_ledger.wsgi import application
    except ImproperlyConfigured as error:
        raise StartError(str(error)) from error
    return application


def _limits() -> dict[str, Any]:
    """How large a request may be; and whose word is taken for where it comes from."""
    limits: dict[str, Any] = {"max_request_body_size": _LARGEST, "clear_untrusted_proxy_headers": True}
    if os.environ.get("SERVANDA_TRUSTED_PROXY") == "1":
        headers = {"x-forwarded-for", "x-forwarded-proto"}
        limits |= {"trusted_proxy": "*", "trusted_proxy_count": 1, "trusted_proxy_headers": headers}
    return limits


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
