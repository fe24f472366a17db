"""Scorecards never show a share without the share that nobody has checked."""

from __future__ import annotations

import re

from django.test import Client

from servanda_ledger.book import record
from servanda_ledger.book.chain import By
from servanda_ledger.book.models import Commitment
from servanda_ledger.follow.decisions import Judgement, decide_status


def test_the_unchecked_share_stands_beside_every_percentage(recorded: list[record.Recorded], client: Client) -> None:
    rows = Commitment.objects.current().filter(document=recorded[0].document)
    decide_status(Judgement(rows[0].key, rows[0].document, "lapsed"), By("edda", "its time is over"))
    decide_status(Judgement(rows[1].key, rows[1].document, "nothing_found"), By("edda", "searched"))
    page = client.get("/scorecards/")
    card = page.context["card"]
    assert (card.checked, card.unchecked) == (2, card.total - 2)
    unchecked = f"{100 * card.unchecked / card.total:.1f}%"
    table = page.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    for line in table.split("</tr>")[:-1]:
        assert unchecked in line
    assert "50.0%" in table  # half of what was checked
    widths = [
        float(w) for w in re.findall(r'<rect class="k-\w+" x="[\d.]+" y="0" width="([\d.]+)"', page.content.decode().split("</svg>")[0])
    ]
    assert abs(sum(widths) - 100) < 0.01
    assert "style=" not in page.content.decode()


def test_party_pair_dialogue_and_period(recorded: list[record.Recorded], client: Client) -> None:
    whole = client.get("/scorecards/").context["card"].total
    assert client.get("/scorecards/", {"party": "VAL", "with": "MAR"}).context["card"].total <= whole
    assert client.get("/scorecards/", {"party": "ZZZ"}).context["card"].total == 0
    years = client.get("/scorecards/", {"from": "2032-01-01", "to": "2032-12-31"})
    assert 0 < years.context["card"].total < whole
    assert client.get("/scorecards/", {"from": "2033-01-01", "to": "2032-12-31"}).status_code == 400
