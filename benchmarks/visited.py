"""The pages of a large ledger, asked for as readers do: the first time in a process, again, and after the book has grown."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from benchmarks.grown import some
from servanda.pipeline import Kept

_OBJECTS = 25  # different documents, commitments, parties ... of each kind
_LISTS = 8  # times that a list is asked for
_FEW = 5  # of the largest
_GROWN = 3  # documents added while pages are read
_FIRST = {
    "health": "/healthz",
    "commitments, search": "/commitments/",
    "documents, list": "/documents/",
    "dialogues": "/dialogues/",
    "instruments": "/instruments/",
    "meetings": "/meetings/",
    "people": "/people/",
    "parties": "/parties/",
    "due": "/due/",
    "front": "/",
}


@dataclass(slots=True)
class Page:
    """A kind of page and addresses of it; times in milliseconds. `after` are the first ones after an addition each.

    `busy` are the processor times of `warm`, for a machine that has other work as well.
    """

    name: str
    addresses: list[str]
    cold: float = 0.0
    warm: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)
    queries: int = 0

    def line(self) -> str:
        """For the table of results."""
        after = statistics.median(self.after) if self.after else 0.0
        p95, busy = (statistics.quantiles(times, n=20, method="inclusive")[-1] for times in (self.warm, self.busy))
        measured = f"{self.cold:>10.0f}{statistics.median(self.warm):>10.1f}{p95:>10.1f}{busy:>10.1f}{after:>10.0f}"
        return f"  {self.name:38}{measured}{self.queries:>9}"


def visited(base: Sequence[Kept], only: str = "") -> list[str]:
    """Visit every kind of page whose name has `only` in it; lines of a table."""
    began, get = memory(), _getter()
    # What makes its lists comes first: each is asked for before anything else has made them.
    cold = {name: get(address) for name, address in _FIRST.items() if only in name}
    pages = [page for page in _pages(random.Random(7)) if only in page.name]
    for page in pages:
        page.cold, _, page.queries = cold.get(page.name) or get(page.addresses[0])
    for page in pages:
        for address in page.addresses:
            took, busy, _ = get(address)
            page.warm.append(took)
            page.busy.append(busy)
    for each in some(base, _GROWN, time.time_ns()):
        _add(each)
        for page in pages:
            page.after.append(get(page.addresses[0])[0])
    head = f"{'pages, ms of the server':40}{'first':>10}{'p50':>10}{'p95':>10}{'p95 busy':>10}{'grown':>10}{'queries':>9}"
    spent = f"{'memory of the process, MB: at first, at last':46}{began:>10,.0f}{memory():>10,.0f}"
    return [head, *(page.line() for page in pages), spent]


def memory() -> float:
    """What the process holds, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1e3
    return 0.0


def _add(kept: Kept) -> None:
    from servanda_ledger.book import record

    record.record(kept, author="benchmark")


def _getter() -> Callable[[str], tuple[float, float, int]]:
    from django.conf import settings
    from django.db import connection
    from django.http import StreamingHttpResponse
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    settings.SECURE_SSL_REDIRECT = False
    client = Client(raise_request_exception=True)

    def get(address: str) -> tuple[float, float, int]:
        counted = 0

        def count(execute: Callable[..., object], *args: object) -> object:
            nonlocal counted
            counted += 1
            return execute(*args)

        began, worked = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(count):
            response = client.get(address, secure=True)
            if isinstance(response, StreamingHttpResponse):
                list(islice(response.streaming_content, 2))  # the first line names the columns
        spent, busy = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")
        response.close()
        return spent, busy, counted

    return get


def _pages(rng: random.Random) -> list[Page]:
    from servanda_ledger.book.models import Commitment, Document, DocumentParty
    from servanda_ledger.catalogue.bound import together
    from servanda_ledger.catalogue.dialogues import dialogues
    from servanda_ledger.catalogue.instruments import instruments
    from servanda_ledger.catalogue.meetings import meetings
    from servanda_ledger.catalogue.parties import parties
    from servanda_ledger.catalogue.people import people

    papers = list(Document.objects.current().order_by("id").values_list("key", flat=True))
    texts = [key.removeprefix("sha256:")[:16] for key in rng.sample(papers, _OBJECTS)]
    longest = [
        k.removeprefix("sha256:")[:16] for k in Document.objects.current().order_by("-length").values_list("key", flat=True)[:_LISTS]
    ]
    keys = list(Commitment.objects.current().order_by("id").values_list("key", flat=True)[::997])
    found = rng.sample(keys, min(_OBJECTS, len(keys)))
    codes = rng.sample([each.code for each in parties()], _OBJECTS)
    texts_of: dict[str, list[str]] = {}
    for document, party in DocumentParty.objects.current().values_list("document", "party")[:20_000]:
        texts_of.setdefault(document, []).append(party)
    pairs = sorted({(min(p), max(p)) for p in texts_of.values() if len(set(p)) > 1})
    busiest = sorted(pairs, key=lambda two: -len(together(*two)))[:_FEW]

    def of(path: str, values: Sequence[str]) -> list[str]:
        return [path.format(quote(v, safe="~")) for v in values]

    def lists(*paths: str) -> list[str]:
        return [p for p in paths for _ in range(max(1, _LISTS // len(paths)))]

    pages = [
        ("health", lists("/healthz")),
        ("front", lists("/")),
        ("document", of("/documents/{}/", texts)),
        ("document, the longest", of("/documents/{}/", longest)),
        ("commitment", of("/commitments/{}/", found)),
        ("documents, list", lists("/documents/", "/documents/?page=40")),
        ("documents, search", lists("/documents/?q=border", "/documents/?q=joint+commission")),
        ("compare, asked which", lists("/compare/")),
        ("commitments, search", lists("/commitments/", "/commitments/?q=trade", "/commitments/?q=border&obligation=firm")),
        ("commitments, on an earlier day", lists("/commitments/?q=trade&as_of=2099-01-01")),
        ("dialogues", lists("/dialogues/", "/dialogues/?words=river", "/dialogues/?page=9")),
        ("dialogue", of("/dialogues/{}/", [d.key for d in rng.sample(dialogues()[:2000], _OBJECTS // 2)])),
        ("instruments", lists("/instruments/", "/instruments/?words=convention", "/instruments/?page=9")),
        ("instrument", of("/instruments/{}/", [i.key for i in instruments()[:_OBJECTS]])),
        ("instrument, in the most texts", of("/instruments/{}/", [i.key for i in sorted(instruments(), key=lambda i: -i.texts)[:_FEW]])),
        ("parties", lists("/parties/")),
        ("party", of("/parties/{}/", codes)),
        ("party, the busiest", of("/parties/{}/", [each.code for each in parties()[:_FEW]])),
        ("pair", [_pair(*two) for two in rng.sample(pairs, _OBJECTS)]),
        ("pair, the busiest", [_pair(*two) for two in busiest]),
        ("meetings", lists("/meetings/", "/meetings/?words=summit", "/meetings/?page=9")),
        ("meeting", of("/meetings/{}/", [m.key for m in rng.sample(meetings()[:5000], _OBJECTS)])),
        ("people", lists("/people/", "/people/?words=minister", "/people/?page=9")),
        ("person", of("/people/{}/", [p.key for p in people()[:_OBJECTS]])),
        ("due", lists("/due/", "/due/?party=CAN", "/due/?page=9")),
        ("scorecards", lists("/scorecards/", "/scorecards/?party=CAN")),
        ("briefs", lists("/briefs/")),
        ("feeds", lists("/feeds/commitments.atom", "/feeds/commitments.json", "/feeds/due.ics")),
        ("api, documents", lists("/api/v1/documents", "/api/v1/documents?page=40")),
        ("api, commitments", lists("/api/v1/commitments", "/api/v1/commitments?q=trade")),
        ("api, what is due", lists("/api/v1/due", "/api/v1/scorecard")),
        ("api, other lists", lists("/api/v1/dialogues", "/api/v1/instruments", "/api/v1/parties", "/api/v1/meetings", "/api/v1/people")),
        ("export, first line", lists("/commitments/export.csv", "/commitments/export.jsonl?q=trade")),
    ]
    return [Page(name, addresses) for name, addresses in pages]


def _pair(first: str, second: str) -> str:
    return f"/parties/{quote(first, safe='')}/with/{quote(second, safe='')}/"
