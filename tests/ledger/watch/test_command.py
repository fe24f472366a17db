"""`servanda watch` at the command line: settings, rounds, exit statuses and what is printed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import OperationalError

from servanda.cli import main
from servanda_ledger.commands import watching
from servanda_ledger.watch.feeds import standing
from servanda_ledger.watch.models import Feed, Follow, Item
from tests.ledger.watch.site import Site, guest, rss, serving, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "guest", guest)
    monkeypatch.setattr(watching, "close_old_connections", lambda: None)


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def site() -> Site:
    return Site(feed=rss(("1", "/a.txt"), ("2", "/b.txt")), bad=500, **{"a.txt": text(0), "b.txt": text(1)})


def test_feeds_are_registered_polled_and_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(site()) as url:
        assert main(["watch", f"{url}/feed", "--format", "json"]) == 0
        first = told(capsys)
        assert (first["schema"], first["waiting"], first["trouble"]) == ("servanda.watched/1", 0, [])
        assert [(each["outcome"], each["new"]) for each in first["feeds"]] == [("new", 2)]
        assert [each["outcome"] for each in first["items"]] == ["kept", "kept"]
        assert main(["watch", "--format", "json"]) == 0
        assert told(capsys)["feeds"][0]["outcome"] == "not_yet"
        assert main(["watch", f"{url}/bad", "--once", "--format", "table"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "1 feed: nothing new; 1 could not be looked at.\n"
    assert f"{url}/bad: answered 500 Internal Server Error; failed once, next asked at 2" in captured.err
    assert main(["watch", "--list-feeds", "--format", "json"]) == 0
    assert [(each["state"], each["kept"]) for each in told(capsys)["feeds"]] == [("well", 2), ("failing", 0)]


def test_what_is_followed_is_kept_for_the_next_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "--follow-party", "can", "--follow-pair", "CAN", "CHN", "--follow-search", "harbour", "--format", "json"]) == 0
    followed = [("party", "CAN"), ("pair", "CAN CHN"), ("search", "harbour")]
    assert [(each["kind"], each["value"]) for each in told(capsys)["followed"]] == followed
    with serving(site()) as url:
        assert main(["watch", f"{url}/feed", "--format", "json", "--quiet"]) == 0
        assert sorted(each["outcome"] for each in told(capsys)["items"]) == ["aside", "kept"]
    assert main(["watch", "--unfollow", "pair", "CAN CHN", "--format", "json"]) == 0
    assert Follow.objects.count() == 2


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(site()) as url:
        assert main(["watch", f"{url}/feed", "--dry-run", "--follow-search", "harbour", "--format", "json"]) == 0
    assert sorted(each["outcome"] for each in told(capsys)["items"]) == ["aside", "kept"]
    assert (Feed.objects.count(), Follow.objects.count(), Item.objects.count()) == (0, 0, 0)


def test_a_feed_is_stopped_and_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(site()) as url:
        main(["watch", f"{url}/feed", "--quiet"])
        assert main(["watch", f"{url}/feed", "--stop"]) == 0
        assert main(["watch", f"{url}/feed", "--quiet"]) == 0  # to name it is not enough
        assert standing(Feed.objects.get()) == "stopped"
        capsys.readouterr()
        assert main(["watch", f"{url}/feed", "--retry", "--format", "json"]) == 0
        assert [(each["outcome"], each["new"]) for each in told(capsys)["feeds"]] == [("new", 0)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["feed.xml"],
        ["https://example.org/feed", "--list", "("],
        ["--list", "x"],
        ["--stop"],
        ["https://example.org/unknown", "--stop"],
        ["--follow-party", "nowhere"],
        ["--follow-pair", "CAN", "CAN"],
        ["--unfollow", "party", "CAN"],
        ["--every", "0"],
        ["--limit", "none"],
    ],
)
def test_a_wrong_command_line_changes_nothing(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(["watch", *arguments])
    except SystemExit as error:
        status = int(error.code or 0)
    assert status == 2
    assert capsys.readouterr().err
    assert (Feed.objects.count(), Follow.objects.count()) == (0, 0)


def test_going_on_survives_a_ledger_that_is_out_of_order(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    rounds: list[int] = []

    def sleep(_: float) -> None:
        rounds.append(1)
        if len(rounds) == 2:
            raise KeyboardInterrupt

    real = watching.run_round

    def fails_first(*args: Any) -> Any:
        if not rounds:
            raise OperationalError("the disk is full")
        return real(*args)

    monkeypatch.setattr(watching.time, "sleep", sleep)
    monkeypatch.setattr(watching, "run_round", fails_first)
    with serving(site()) as url:
        assert main(["watch", f"{url}/feed", "--every", "30", "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert "the disk is full" in captured.err
    assert len(json.loads(captured.out)["items"]) == 2
    assert captured.out.count("\n") == 1
