"""`servanda serve`: the web site, API and feeds over the ledger."""

from __future__ import annotations

import argparse
import ipaddress
import os
import sys
from typing import Any

from servanda_ledger.commands.start import StartError, complain, start


def add_parser(subparsers: Any) -> None:
    """Add `serve` to a command line."""
    parser = subparsers.add_parser("serve", help="the web site, API and feeds over the ledger")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    parser.add_argument("--threads", type=int, default=8, help="requests answered at once (default: 8)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if _loopback(args.host) and not os.environ.get("SERVANDA_ALLOWED_HOSTS"):
        os.environ["SERVANDA_LOCAL"] = "1"
    try:
        start()
    except StartError as error:
        return complain(str(error))
    import waitress
    from django.core.management import call_command

    from servanda_ledger.wsgi import application

    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"Servanda is at http://{args.host}:{args.port}/ (Ctrl-C ends it)", file=sys.stderr, flush=True)
    try:
        waitress.serve(application, host=args.host, port=args.port, threads=args.threads, ident="servanda", _quiet=True)
    except OSError as error:
        return complain(f"cannot listen at {args.host}:{args.port}: {error.strerror or error}; choose another --port")
    return 0


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
