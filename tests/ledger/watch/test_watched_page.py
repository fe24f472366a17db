"""The page of the feeds: everybody sees what was kept and dropped, editors change what is watched."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from servanda_ledger.accounts.models import User
from servanda_ledger.watch.feeds import standing
from servanda_ledger.watch.follows import follow
from servanda_ledger.watch.models import Feed, Follow, Item
from tests.ledger.watch.site import NOW, Site, feed, rss, serving, text, watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_user("edith", password="only for tests")
    user.groups.add(Group.objects.get_or_create(name="editors")[0])
    client.force_login(user)
    return client


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/watch/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def test_readers_see_what_was_kept_and_what_was_dropped_and_why(client: Client) -> None:
    assert "No feed is watched yet." in page(client)
    follow("search", "harbour", by="tests", now=NOW)
    pages = {"a.txt": text(0), "b.txt": text(1), "c.txt": text(0) + "\nPrinted.\n"}
    with serving(Site(feed=rss(("1", "/a.txt"), ("2", "/b.txt"), ("3", "/c.txt"), title="<b>News</b>"), bad=500, **pages)) as url:
        watched(feed(f"{url}/feed"), feed(f"{url}/bad"))
    html = page(client)
    assert "1 of 3" in html
    assert "does not bear on what is followed" in html
    assert "search &#x27;harbour&#x27;: its words stand in the text" in html
    assert "% like" in html
    assert "answered 500" in html
    assert "1 failure" in html
    assert '<form method="post" action="/watch' not in html
    assert " style=" not in html
    assert "Statement 2" in page(client, "?outcome=aside")
    assert "Statement 1" not in page(client, "?outcome=aside")
    assert "No item fits." in page(client, f"?feed={Feed.objects.get(url__endswith='bad').pk}")
    page(client, "?feed=x&outcome=y&page=99")


def test_readers_change_nothing(client: Client) -> None:
    own = feed("https://example.org/feed")
    client.force_login(User.objects.create_user("rita"))
    for path in ("feeds/", f"feeds/{own.pk}/", "items/1/", "followed/"):
        assert (
            client.post(f"/watch/{path}", {"do": "stop", "url": "https://example.net/", "kind": "party", "value": "CAN"}).status_code == 403
        )
        assert client.get(f"/watch/{path}").status_code == 405
    assert (Feed.objects.count(), Follow.objects.count(), standing(Feed.objects.get())) == (1, 0, "new")
    assert Client().post("/watch/feeds/", {"url": "https://example.net/"}).status_code == 302


def test_editors_add_stop_and_ask_again(editor: Client) -> None:
    assert "is asked at the next round" in str(editor.post("/watch/feeds/", {"url": "https://example.org/feed"}, follow=True).content)
    own = Feed.objects.get()
    assert (own.added_by, own.pattern) == ("edith", None)
    editor.post(f"/watch/feeds/{own.pk}/", {"do": "stop"})
    assert standing(Feed.objects.get()) == "stopped"
    editor.post(f"/watch/feeds/{own.pk}/", {"do": "retry"})
    assert standing(Feed.objects.get()) == "new"
    editor.post("/watch/feeds/", {"url": "https://example.org/press", "form": "list", "pattern": r"/\d+/"})
    assert Feed.objects.get(url="https://example.org/press").pattern == r"/\d+/"
    assert "is no web address" in editor.post("/watch/feeds/", {"url": "file:///etc/passwd"}, follow=True).content.decode()
    assert (
        "regular expression"
        in editor.post("/watch/feeds/", {"url": "https://x.org/", "form": "list", "pattern": "("}, follow=True).content.decode()
    )
    assert Feed.objects.count() == 2


def test_editors_choose_what_is_followed_and_keep_what_was_dropped(editor: Client) -> None:
    editor.post("/watch/followed/", {"kind": "pair", "value": "can chn"})
    assert Follow.objects.get().value == "CAN CHN"
    assert "Canada" in page(editor)
    assert "is no code of a party" in editor.post("/watch/followed/", {"kind": "party", "value": "nowhere"}, follow=True).content.decode()
    editor.post("/watch/followed/", {"kind": "nothing", "value": "x"})
    editor.post("/watch/followed/", {"kind": "pair", "value": "CAN CHN", "do": "unfollow"})
    assert not Follow.objects.exists()
    own = feed("https://example.org/feed")
    item = Item.objects.create(feed=own, guid="1", url="https://example.org/1", title="One", seen_at=NOW, state="done", outcome="aside")
    assert "Keep it all the same" in page(editor)
    editor.post(f"/watch/items/{item.pk}/")
    item.refresh_from_db()
    assert (item.state, item.forced) == ("pending", True)
    assert "was not dropped" in editor.post(f"/watch/items/{item.pk}/", follow=True).content.decode()
