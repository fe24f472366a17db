"""Web addresses: limits of time, size and redirects, and never an address inside the network."""

import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address

import pytest

from servanda.text import Refused, UnreadableError, gather, open_source
from servanda.text.address import is_public
from servanda.text.fetch import Rules, fetch

from .conftest import Answer, reply, serving

WORDS = "The two sides agreed to meet again in Port Vey."


def here(**changes: object) -> Rules:
    """Rules that let the tests ask this machine."""
    return Rules(**{"allowed": lambda _: True, "seconds": 5.0, **changes})  # type: ignore[arg-type]


def why(answer: Answer, **changes: object) -> str:
    with serving(answer) as url, pytest.raises(UnreadableError) as caught:
        fetch(url, here(**changes))
    assert caught.value.name == url
    assert "\n" not in caught.value.reason
    return caught.value.reason


def test_a_page_is_read() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        assert handler.headers["Host"].startswith("127.0.0.1:")
        reply(handler, f"<html><p>{WORDS} –</p>".encode("cp1252"), "text/html; charset=windows-1252")

    with serving(answer) as url:
        source = open_source(f"{url}/press", rules=here())
    assert source.text == f"{WORDS} –"
    assert source.name.endswith("/press")


def test_redirects_are_followed_to_an_end() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/end":
            reply(handler, WORDS.encode())
            return
        handler.send_response(302)
        handler.send_header("Location", "/end" if handler.path == "/" else "/again")
        handler.end_headers()

    with serving(answer) as url:
        assert fetch(url, here()).url == f"{url}/end"
        with pytest.raises(UnreadableError, match="more than 5 times"):
            fetch(f"{url}/again", here())


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:1/", "http://169.254.169.254/latest/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433/"],
)
def test_a_redirect_inside_is_refused(target: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(301)
        handler.send_header("Location", target)
        handler.end_headers()

    asked: list[str] = []

    def allowed(address: object) -> bool:
        asked.append(str(address))
        return len(asked) == 1  # the test's own server, and nothing after it

    assert "not a public address" in why(answer, allowed=lambda a: allowed(a) or is_public(a))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "http://u:p@example.org/", "http://[", "http://"])
def test_a_redirect_elsewhere_is_refused(target: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(301)
        handler.send_header("Location", target)
        handler.end_headers()

    assert why(answer)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"),
        *("192.0.2.1", "198.18.0.1", "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "::7f00:1"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "::808:808"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_this_machine_is_never_asked() -> None:
    for url in ("http://127.0.0.1:9/", "http://localhost/", "http://0/", "http://[::1]:80/", "https://127.1/"):
        (item,) = gather([url])
        assert isinstance(item, Refused)
        assert "not a public address" in item.reason or "not known" in item.reason


def test_one_private_address_among_public_ones_is_enough() -> None:
    rules = Rules(resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(UnreadableError, match=r"at 10\.0\.0\.1, which is not a public address"):
        fetch("http://press.example/", rules)


def test_the_checked_address_is_the_one_that_is_asked() -> None:
    answers = [["127.0.0.1"], ["127.0.0.2"]]  # a name server that changes its mind
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    with serving(lambda handler: reply(handler, handler.headers["Host"].encode())) as url:
        port = url.rpartition(":")[2]
        fetched = fetch(f"http://press.example:{port}/", here(resolver=resolver))
    assert fetched.data == f"press.example:{port}".encode()
    assert asked == ["press.example"]


def test_a_name_that_is_unknown_or_slow() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(UnreadableError, match="not known"):
        fetch("http://press.example/", Rules(resolver=unknown))

    def slow(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["93.184.216.34"]

    with pytest.raises(UnreadableError, match="could not be resolved in time"):
        fetch("http://press.example/", Rules(resolver=slow, seconds=0.2))


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


def dripping_head(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(40):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_body(handler: BaseHTTPRequestHandler) -> None:
    reply(handler, b"", Content_Length="1000")
    dripping_head(handler)


@pytest.mark.parametrize("answer", [silent, dripping_head, dripping_body])
def test_a_server_that_hangs_or_drips_is_cut_off(answer: Answer) -> None:
    started = time.monotonic()
    assert "took longer than 0.4 seconds" in why(answer, seconds=0.4)
    assert time.monotonic() - started < 1.5


def test_a_server_that_hangs_before_tls_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        started = time.monotonic()
        with pytest.raises(UnreadableError, match="took longer"):
            fetch(f"https://127.0.0.1:{server.getsockname()[1]}/", here(seconds=0.4))
        assert time.monotonic() - started < 1.5


def test_answers_that_are_too_large() -> None:
    assert "larger than" in why(lambda h: reply(h, b"", Content_Length="99999999"), max_bytes=1_000)
    assert "larger than" in why(lambda h: reply(h, b"x" * 5_000), max_bytes=1_000)
    bomb = gzip.compress(b"x" * 50_000_000)
    assert "larger than" in why(lambda h: reply(h, bomb, Content_Encoding="gzip"), max_bytes=1_000_000)


def test_packed_answers() -> None:
    packed = gzip.compress(WORDS.encode())
    with serving(lambda h: reply(h, packed, Content_Encoding="gzip")) as url:
        assert fetch(url, here()).data == WORDS.encode()
    assert "packed" in why(lambda h: reply(h, b"x", Content_Encoding="br"))
    assert "broke off" in why(lambda h: reply(h, packed[:-9], Content_Encoding="gzip"))


def test_answers_that_are_no_text() -> None:
    assert "404" in why(lambda h: h.send_error(404))
    assert "image/png" in why(lambda h: reply(h, b"x", "image/png"))
    assert "broke off" in why(lambda h: reply(h, b"x", Content_Length="10"))
    assert "could not be fetched" in why(lambda h: h.wfile.write(b"nonsense\r\n\r\n") and None)


@pytest.mark.parametrize("url", ["http://", "http://a:b@press.example/", "http://press.example:99999/", "http://[x/", "http://\u2100.x/"])
def test_addresses_that_are_none(url: str) -> None:
    (item,) = gather([url])
    assert isinstance(item, Refused)
    assert item.reason
