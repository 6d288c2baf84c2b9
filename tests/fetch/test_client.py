"""Fetching from servers that behave, misbehave and attack."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import time
import zlib
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from scraper.errors import ComeBackLater, Disallowed, FetchError, ForbiddenAddress
from scraper.fetch import Fetcher, Limits
from scraper.models import Page, Validators
from tests.fetch.scripted import Script, ScriptedServer, response

AGENT = "scrape-news/0.1 (+https://courier.example/bot)"
QUICK = Limits(request_seconds=0.6, total_seconds=2.0, first_wait_seconds=0.01, page_bytes=100_000)


def get(
    url: str,
    *,
    limits: Limits = QUICK,
    allow_private: Collection[str] = ("127.0.0.1",),
    validators: Validators | None = None,
    addresses: Sequence[str] = (),
    obey_robots: bool = True,
) -> Page:
    async def resolve(host: str, port: int) -> Sequence[str]:
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return addresses

    async def fetch() -> Page:
        async with Fetcher(
            AGENT, limits=limits, allow_private=allow_private, obey_robots=obey_robots, resolve_name=resolve
        ) as fetcher:
            return await fetcher.get(url, validators=validators)

    return asyncio.run(fetch())


def test_a_page_comes_with_its_headers_and_bytes(server: ScriptedServer) -> None:
    server.scripts["/a"] = [response(b"\xe9", ETag='"1"', X_Name="caf\xe9")]

    page = get(server.url + "/a#top")

    assert (page.status, page.body, page.header("x-name")) == (200, b"\xe9", "café")
    assert page.validators == Validators('"1"', None)
    headers = dict(server.asked[-1][1])
    assert headers["user-agent"] == AGENT
    assert headers["accept-encoding"] == "gzip, deflate"
    assert [path for path, _ in server.asked] == ["/robots.txt", "/a"]


DEFLATED = zlib.compress(b"x" * 5_000)
BARE = zlib.compressobj(wbits=-15)
BARE_DEFLATED = BARE.compress(b"x" * 5_000) + BARE.flush()


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(b"x" * 5_000, mtime=0), "gzip"),
        (gzip.compress(b"x" * 2_000, mtime=0) + gzip.compress(b"x" * 3_000, mtime=0), "x-gzip"),
        (gzip.compress(b"x" * 5_000, mtime=0) + b"\0" * 20, "GZIP"),
        (DEFLATED, "deflate"),
        (BARE_DEFLATED, "deflate"),
        (gzip.compress(DEFLATED, mtime=0), "deflate, gzip"),
        (b"x" * 5_000, "identity"),
    ],
)
def test_content_codings_are_undone(server: ScriptedServer, body: bytes, coding: str) -> None:
    server.scripts["/a"] = [response(body, Content_Encoding=coding)]

    assert get(server.url + "/a").body == b"x" * 5_000


BOMB = gzip.compress(b"\0" * 30_000_000, mtime=0)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (response(BOMB, Content_Encoding="gzip"), "larger than 100,000 bytes"),
        (response(gzip.compress(BOMB, mtime=0), Content_Encoding="gzip, gzip"), "larger than 100,000 bytes"),
        (response(zlib.compress(b"\0" * 30_000_000), Content_Encoding="deflate"), "larger than 100,000 bytes"),
        (response(b"x" * 100_001), "larger than 100,000 bytes"),
        (
            response(gzip.compress(bytes(range(256)) * 99, mtime=0)[:-200], Content_Encoding="gzip"),
            "ends before its end",
        ),
        (response(b"\x1f\x8b\x08nonsense", Content_Encoding="gzip"), "broken"),
        (response(b"nonsense", Content_Encoding="br"), "not asked for: 'br'"),
        (response(b"x", Content_Encoding="gzip, gzip, gzip, gzip"), "4 times over"),
        (response(b"short", Content_Length="500"), "ends before its announced length"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "ends before its announced length"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", "not HTTP"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "not HTTP"),
        (b"", "hung up without an answer"),
        (response(b"", "200 OK", X_Long="x" * 200_000), "not HTTP"),
    ],
)
def test_a_body_that_is_not_whole_is_an_error(server: ScriptedServer, script: bytes, said: str) -> None:
    server.scripts["/a"] = [script]

    with pytest.raises(FetchError, match=said):
        get(server.url + "/a")

    assert len(server.paths()) <= QUICK.tries


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(60):
        connection.sendall(b"x")
        time.sleep(0.05)


def drip_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(60):
        connection.sendall(b"x")
        time.sleep(0.05)


def be_silent(connection: socket.socket) -> None:
    time.sleep(3)


def endless_informational(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")


@pytest.mark.parametrize("script", [drip, drip_headers, be_silent, endless_informational])
def test_whatever_drips_meets_the_deadline(server: ScriptedServer, script: Script) -> None:
    server.scripts["/a"] = [script]
    started = time.monotonic()

    with pytest.raises(FetchError, match="did not finish its answer"):
        get(server.url + "/a", limits=Limits(request_seconds=0.3, total_seconds=0.5, first_wait_seconds=0.01))

    assert time.monotonic() - started < 1.5


def test_a_reset_or_a_passing_error_is_tried_again(server: ScriptedServer) -> None:
    server.scripts["/a"] = [reset, response(b"", "503 Busy"), response(b"back")]

    assert get(server.url + "/a").body == b"back"
    assert len(server.paths()) == 3


def test_an_error_that_stays_is_an_error_with_its_status(server: ScriptedServer) -> None:
    server.scripts["/a"] = [response(b"", "500 Oops")]

    with pytest.raises(FetchError) as caught:
        get(server.url + "/a")

    assert caught.value.status == 500
    assert len(server.paths()) == 3


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden", "204 No Content"])
def test_other_statuses_are_answers(server: ScriptedServer, status: str) -> None:
    server.scripts["/a"] = [response(b"", status)]

    assert get(server.url + "/a").status == int(status[:3])
    assert len(server.paths()) == 1


def test_retry_after_is_honoured_in_both_forms(server: ScriptedServer) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    server.scripts["/a"] = [
        response(b"", "429 Slow down", Retry_After="0"),
        response(b"", "503 Busy", Retry_After=soon),
        response(b"back"),
    ]

    assert get(server.url + "/a").body == b"back"


@pytest.mark.parametrize(
    "value",
    ["3600", format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True), "9" * 40],
    ids=["seconds", "a date", "for ever"],
)
def test_a_long_retry_after_says_when_to_come_back(server: ScriptedServer, value: str) -> None:
    server.scripts["/a"] = [response(b"", "429 Slow down", Retry_After=value)]

    with pytest.raises(ComeBackLater, match="come back after 2") as caught:
        get(server.url + "/a")

    assert caught.value.at > datetime.now(UTC) + timedelta(minutes=30)
    assert len(server.paths()) == 1


def redirect(to: str, status: str = "302 Found") -> bytes:
    return response(b"", status, Location=to)


def test_redirects_are_followed_and_remembered(server: ScriptedServer) -> None:
    server.scripts |= {
        "/a": [redirect("/b?x=1", "301 Moved")],
        "/b?x=1": [redirect("c", "308 Moved")],
        "/c": [response()],
    }

    page = get(server.url + "/a")

    assert page.url == server.url + "/c"
    assert page.redirects == (server.url + "/a", server.url + "/b?x=1")


@pytest.mark.parametrize(
    ("scripts", "said"),
    [
        ({"/a": [redirect("/b")], "/b": [redirect("/a")]}, "in a circle"),
        ({"/a": [redirect("file:///etc/passwd")]}, "no web page"),
        ({"/a": [redirect("javascript:alert(1)")]}, "no web page"),
        ({"/a": [redirect("ftp://courier.example/")]}, "no web page"),
        ({"/a": [redirect("http://[broken/")]}, "no web page"),
        ({"/a": [redirect(" ")]}, "no web page"),
        ({f"/{n}": [redirect(f"/{n + 1}")] for n in range(20)} | {"/a": [redirect("/0")]}, "more than 10 times"),
    ],
)
def test_bad_redirects_name_their_chain(server: ScriptedServer, scripts: dict[str, list[Script]], said: str) -> None:
    server.scripts |= scripts

    with pytest.raises(FetchError, match=said) as caught:
        get(server.url + "/a")

    assert server.url in str(caught.value)


PRIVATE = [
    "http://127.0.0.1:{port}/a",
    "http://localhost:{port}/a",
    "http://LOCALHOST.:{port}/a",
    "http://0x7f000001:{port}/a",
    "http://2130706433:{port}/a",
    "http://127.1:{port}/a",
    "http://017700000001:{port}/a",
    "http://①②⑦.0.0.1:{port}/a",
    "http://[::1]:{port}/a",
    "http://[::ffff:127.0.0.1]:{port}/a",
    "http://[64:ff9b::7f00:1]:{port}/a",
    "http://0.0.0.0:{port}/a",
    "http://169.254.169.254/latest/meta-data",
    "http://10.0.0.1/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused_however_they_are_spelt(server: ScriptedServer, url: str) -> None:
    server.scripts["/a"] = [response()]

    with pytest.raises(ForbiddenAddress):
        get(url.format(port=server.port), allow_private=())

    assert server.asked == []


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["93.184.215.14", "10.1.2.3"], ["::1"], ["fe80::1%eth0"], ["64:ff9b::a00:1"], ["100.64.0.1"]],
)
def test_a_name_that_leads_to_a_private_address_is_refused(server: ScriptedServer, addresses: list[str]) -> None:
    with pytest.raises(ForbiddenAddress, match="not public"):
        get(f"http://courier.example:{server.port}/a", allow_private=(), addresses=addresses)

    assert server.asked == []


def test_the_permission_for_one_host_is_not_for_another(server: ScriptedServer) -> None:
    server.scripts["/a"] = [redirect(f"http://courier.example:{server.port}/b")]

    with pytest.raises(ForbiddenAddress):
        get(server.url + "/a", allow_private=["127.0.0.1"], addresses=["127.0.0.1"])

    assert server.paths() == ["/a"]


def test_the_address_that_was_checked_is_the_one_connected_to(server: ScriptedServer) -> None:
    server.scripts["/a"] = [response(b"right")]

    page = get(f"http://courier.example:{server.port}/a", allow_private=["courier.example"], addresses=["127.0.0.1"])

    assert page.body == b"right"
    assert server.asked[-1][1]["host"] == f"courier.example:{server.port}"


def test_an_unknown_name_and_a_refused_connection_say_so(server: ScriptedServer) -> None:
    with pytest.raises(FetchError, match=r"the name nobody\.example is not known"):
        get("http://nobody.example/a")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="refused"):
            get(f"http://127.0.0.1:{free.getsockname()[1]}/a")


@pytest.mark.parametrize(
    "url", ["ftp://courier.example/", "file:///etc/passwd", "courier", "http://", "javascript:x", ""]
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(FetchError, match="no http or https address"):
        get(url)


def test_credentials_are_sent_to_their_host_and_shown_to_nobody(server: ScriptedServer) -> None:
    with ScriptedServer() as other:
        server.scripts["/a"] = [redirect(other.url + "/b")]
        other.scripts["/b"] = [response()]

        page = get(f"http://ana:s%40cret@{server.host}/a")

        assert server.asked[-1][1]["authorization"] == "Basic YW5hOnNAY3JldA=="
        assert all("authorization" not in headers for _, headers in other.asked)
        assert "cret" not in repr(page)


def test_credentials_are_in_no_message(server: ScriptedServer) -> None:
    server.scripts["/a"] = [redirect("ftp://ana:hidden@courier.example/")]

    with pytest.raises(FetchError) as caught:
        get(f"http://ana:s3cret@{server.host}/a")

    assert "s3cret" not in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_validators_make_the_request_conditional(server: ScriptedServer) -> None:
    server.scripts["/a"] = [response(b"", "304 Not Modified", Content_Length="", Content_Type="")]

    page = get(server.url + "/a", validators=Validators('"1"', "Tue, 12 Mar 2024 17:00:00 GMT"))

    assert page.is_not_modified
    assert server.asked[-1][1]["if-none-match"] == '"1"'
    assert server.asked[-1][1]["if-modified-since"] == "Tue, 12 Mar 2024 17:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_an_error(server: ScriptedServer) -> None:
    server.scripts["/a"] = [response(b"", "304 Not Modified", Content_Length="")]

    with pytest.raises(FetchError, match="not asked"):
        get(server.url + "/a")


def robots(text: bytes, status: str = "200 OK") -> list[Script]:
    return [response(text, status, Content_Type="text/plain")]


@pytest.mark.parametrize(
    ("answers", "allowed"),
    [
        (robots(b"User-agent: *\nDisallow: /b"), True),
        (robots(b"User-agent: *\nDisallow: /a"), False),
        (robots(b"\xef\xbb\xbfUser-agent: *\rDisallow: /a"), False),
        (robots(b"User-agent: scrape-news\nAllow: /a\nUser-agent: *\nDisallow: /"), True),
        (robots(b"User-agent: SCRAPE-NEWS\nSitemap: x\nUser-agent: other\nDisallow: /a"), False),
        (robots(b"<html><body>Not found</body></html>"), True),
        (robots(b"# caf\xe9\x00\nUser-agent: *\nDisallow: /a"), False),
        (robots(b"x" * 600_000 + b"\nUser-agent: *\nDisallow: /a"), True),
        (robots(b"User-agent: *\nDisallow: /a\n" + b"#" * 600_000), False),
        (robots(b"", "404 Not Found"), True),
        (robots(b"", "401 Unauthorized"), True),
        (robots(b"", "403 Forbidden"), True),
        (robots(b"", "429 Slow down"), False),
        (robots(b"", "500 Oops"), False),
        ([reset], False),
        ([be_silent], False),
        ([redirect("/other.txt")], False),
        ([redirect("/robots.txt")], True),
        ([redirect("ftp://courier.example/")], False),
        (robots(gzip.compress(b"User-agent: *", mtime=0)[:-5]), True),
    ],
)
def test_robots_txt_is_obeyed(server: ScriptedServer, answers: list[Script], allowed: bool) -> None:
    server.scripts |= {"/a": [response()], "/robots.txt": answers, "/other.txt": robots(b"User-agent: *\nDisallow: /a")}
    limits = Limits(request_seconds=0.3, total_seconds=2, first_wait_seconds=0.01)

    if allowed:
        assert get(server.url + "/a", limits=limits).status == 200
    else:
        with pytest.raises(Disallowed):
            get(server.url + "/a", limits=limits)
        assert server.paths() in ([], ["/other.txt"])


@pytest.mark.parametrize(
    ("rules", "asked", "told"),
    [
        (b"User-agent: *\nAllow: /", ["/robots.txt", "/site.json", "/a", "/b"], "[]"),
        (b"User-agent: *\nDisallow: /site.json", ["/robots.txt", "/a", "/b"], None),
    ],
)
def test_a_file_about_the_whole_site_is_read_once_with_robots_txt(
    server: ScriptedServer, rules: bytes, asked: list[str], told: str | None
) -> None:
    server.scripts |= {"/a": [response()], "/b": [response()], "/robots.txt": robots(rules)}
    server.scripts["/site.json"] = [response(b"[]")]

    async def fetch_both() -> str | None:
        async with Fetcher(AGENT, limits=QUICK, allow_private=["127.0.0.1"], site_file="/site.json") as fetcher:
            await fetcher.get(server.url + "/a")
            await fetcher.get(server.url + "/b")
            found = fetcher.robots_read.get(server.url + "/site.json")
            return found.text if found else None

    assert asyncio.run(fetch_both()) == told
    assert [path for path, _ in server.asked] == asked


def test_robots_of_a_redirects_target_are_asked_too(server: ScriptedServer) -> None:
    with ScriptedServer() as other:
        server.scripts["/a"] = [redirect(other.url + "/private")]
        other.scripts["/robots.txt"] = robots(b"User-agent: *\nDisallow: /private")

        with pytest.raises(Disallowed, match="it leads to"):
            get(server.url + "/a")

        assert other.paths() == []


def test_robots_txt_is_read_once_for_many_pages(server: ScriptedServer) -> None:
    server.scripts |= {"/a": [response()], "/b": [response()]}

    async def fetch_both() -> set[str]:
        async with Fetcher(AGENT, limits=QUICK, allow_private=["127.0.0.1"]) as fetcher:
            await asyncio.gather(fetcher.get(server.url + "/a"), fetcher.get(server.url + "/b"))
            return set(fetcher.robots_read)

    origins = asyncio.run(fetch_both())

    assert origins == {server.url}
    assert [path for path, _ in server.asked].count("/robots.txt") == 1


def test_a_proxy_of_the_environment_is_used_and_looks_names_up(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    server.scripts["/a"] = [response(b"by proxy")]

    assert get("http://courier.example/a").body == b"by proxy"
    assert server.asked[-1][1]["host"] == "courier.example"
    with pytest.raises(ForbiddenAddress):
        get("http://10.0.0.1/a", allow_private=())


def test_a_proxy_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "socks5://ana:s3cret@127.0.0.1:1")

    with pytest.raises(FetchError, match="none we can use") as caught:
        get("http://courier.example/a")

    assert "s3cret" not in str(caught.value)
