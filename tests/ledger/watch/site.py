"""A web site on this machine for the tests: feeds and pages by path, and what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from servanda.pipeline import Options
from servanda.text.fetch import Rules
from servanda.text.polite import Manners, Polite
from servanda_ledger.watch.feeds import Wanted, register
from servanda_ledger.watch.models import Feed
from servanda_ledger.watch.rounds import Manner, run_round
from servanda_ledger.watch.summary import Summary

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
Answer = Callable[[BaseHTTPRequestHandler], None]

_SUBJECTS = (
    "to open the harbour of Velmora to grain ships and to halve the fees that pilots ask of them in winter",
    "to exchange the names of forest wardens each spring and to train forty firefighters at the school in Port Amity",
    "to establish a hotline between hospitals on the border and to share vaccines against fever in equal parts",
    "to publish the depth of the river every week and to dredge its mouth together before the floods come",
    "to recognise the diplomas of nurses and to let students of music travel without visas for two years",
    "to lower the duty on glass and wool, and to count the lorries at the bridge with one common register",
)


def text(number: int, parties: str = "Valdoria and Marenia") -> str:
    """A small communique, near to no other; from invented states."""
    one, _, other = parties.partition(" and ")
    what = _SUBJECTS[number % len(_SUBJECTS)]
    return (
        f"Joint Statement of {parties} number {number}\n\nPort Amity, {number % 27 + 1} March 2031\n\n"
        f"The two sides, {one} and {other}, agreed {what}. They took note of report {number} of the panel. "
        f"{one} will host the next meeting on this subject before the end of 203{number % 8 + 2}.\n"
    )


def rss(*items: tuple[str, str], title: str = "News of the ministry") -> bytes:
    """A feed of these items: id and address."""
    inner = "".join(f"<item><title>Statement {guid}</title><guid>{guid}</guid><link>{link}</link></item>" for guid, link in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{inner}</channel></rss>'.encode()


class Site:
    """Answers by path with bytes, a status or a function; what is not there is not found. `asked` are the paths, in order."""

    def __init__(self, **pages: object) -> None:
        self.pages: dict[str, object] = {f"/{name}": page for name, page in pages.items()}
        self.asked: list[str] = []

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        page = self.pages.get(handler.path, 404)
        if callable(page):
            page(handler)
        elif isinstance(page, int):
            status(page)(handler)
        else:
            reply(handler, page if isinstance(page, bytes) else str(page).encode())

    def count(self, path: str) -> int:
        """How often a path was asked."""
        return self.asked.count(path)


def reply(handler: BaseHTTPRequestHandler, body: bytes, **headers: str) -> None:
    """A whole answer."""
    kind = "application/rss+xml" if body.startswith(b"<?xml") else "text/html" if body.startswith(b"<") else "text/plain; charset=utf-8"
    handler.send_response(200)
    for name, value in {"Content-Type": kind, **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def status(code: int, **headers: str) -> Answer:
    """An answer without a body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


@contextmanager
def serving(site: Answer) -> Iterator[str]:
    """The site's address, while it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):
                site(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def guest(**changes: object) -> Polite:
    """A guest who may ask this machine and does not wait."""
    rules = Rules(**{"allowed": lambda _: True, "seconds": 5.0, **changes})  # type: ignore[arg-type]
    return Polite(rules, Manners(gap=0.0))


def manner(now: datetime = NOW, names: tuple[str, ...] = (), polite: Polite | None = None) -> Manner:
    """How the tests watch: at a fixed hour."""
    return Manner(polite or guest(), lambda: now, options=Options(names=names))


def feed(url: str, pattern: str | None = None) -> Feed:
    """A feed in the table."""
    return register(Wanted(url, pattern), by="tests", now=NOW)


def watched(*feeds: Feed, now: datetime = NOW, names: tuple[str, ...] = (), polite: Polite | None = None) -> Summary:
    """One round over these feeds, or over all."""
    rows = [Feed.objects.get(pk=each.pk) for each in feeds] or list(Feed.objects.all())
    return run_round(rows, manner(now, names, polite), Summary())


def outcomes(summary: Summary) -> list[str]:
    """What came of the items, in order of their names."""
    return [line.outcome for line in sorted(summary.items, key=lambda line: line.item)]
