"""Sites without an end: the page budget ends them, after the stories, and the frontier is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

from tests.crawl.faults.case import Case
from tests.crawl.faults.paper import STORIES, Answer, Reply, front, moved, page, path

LIMIT = 25
AT_MOST = 2 * LIMIT  # robots.txt, usual places and what is tried again are no pages


def links(*addresses: str, text: str = "Next") -> str:
    return "<ul>" + "".join(f'<li><a href="{address}">{text}</a></li>' for address in addresses) + "</ul>"


def listing(*addresses: str) -> Answer:
    return Answer(f"<!doctype html><title>The Courier</title><h1>More</h1>{links(*addresses)}")


def trap(name: str, into: str, invents: Callable[[str, str], Reply | None], **more: object) -> Case:
    """The front leads to the stories and, by links before and after them, into the trap."""
    replies = {"/": front(*map(path, STORIES), more=into)} | more.pop("replies", {})  # type: ignore[operator]
    return Case(name, replies, invents=invents, limit=LIMIT, at_most=AT_MOST, **more)  # type: ignore[arg-type]


def calendar(host: str, asked: str) -> Answer | None:
    if not (found := re.fullmatch(r"/calendar/(\d{4})/(\d+)/?", asked)):
        return None
    months = int(found[1]) * 12 + int(found[2])
    return listing(*(f"/calendar/{month // 12}/{month % 12}/" for month in (months - 1, months + 1)))


def facets(host: str, asked: str) -> Answer | None:
    if not asked.startswith("/archive?"):
        return None
    return listing(*(f"{asked}&{name}={value}" for name, value in product(("colour", "size", "sort"), range(5))))


def growing(host: str, asked: str) -> Answer | None:
    return listing("more/", "news/") if asked.startswith("/more/") else None


def sessions(host: str, asked: str) -> Answer | None:
    if (found := re.fullmatch(r"(/2026/[^?]*)\?(?:sid|PHPSESSID)=(\d+)", asked)) and found[1] in map(path, STORIES):
        return page([path(number) for number in STORIES].index(found[1]), f'<link rel="canonical" href="{found[1]}">')
    if asked.startswith("/list?sid="):
        number = int(asked[10:])
        return listing(
            *(f"{path(n)}?sid={number * 7 + n}" for n in STORIES), f"/list?sid={number + 1}", f"/list?sid={number * 2}"
        )
    return None  # fmt: skip


def subdomains(host: str, asked: str) -> Answer | None:
    if not (found := re.fullmatch(r"n(\d+)\.courier\.example", host)) or asked != "/":
        return None
    return listing(*(f"http://n{int(found[1]) * 2 + more}.courier.example/" for more in (1, 2)))


def pagination(host: str, asked: str) -> Answer | None:
    found = re.fullmatch(r"/page/(\d+)/", asked)
    return listing(f"/page/{int(found[1]) + 1}/", f"/page/{int(found[1]) + 2}/") if found else None


def stories_without_end(host: str, asked: str) -> Answer | None:
    found = re.fullmatch(r"/2020/01/\d\d/an-old-story-that-goes-on-(\d+)", asked)
    return (
        listing(*(f"/2020/01/0{n}/an-old-story-that-goes-on-{int(found[1]) + n}" for n in (1, 2, 3))) if found else None
    )


def redirects(host: str, asked: str) -> Answer | None:
    found = re.fullmatch(r"/go/(\d+)", asked)
    return moved(f"/go/{int(found[1]) + 1}") if found else None


CASES = (
    trap("a calendar without end", links("/calendar/2026/3/", "/calendar/2026/4/"), calendar),
    trap("facets of facets", links("/archive?colour=1", "/archive?size=2", text="Archive"), facets),
    trap("paths that grow", links("/more/"), growing),
    trap("session ids", links("/list?sid=1", *(f"{path(n)}?PHPSESSID={n + 100}" for n in STORIES)), sessions),
    trap("subdomains without end", links("http://n1.courier.example/", text="Local news"), subdomains, hosts=[f"n{n}.courier.example" for n in range(200)]),
    trap("older pages without end", links("/page/2/", text="Older"), pagination),
    trap("a front page that never stays the same", links("/?t=1", text="Home"), lambda host, asked: listing(f"/?t={hash(asked)}", f"/?t={hash(asked) + 1}") if asked.startswith("/?t=") else None),
    trap("old stories without end", links(*(f"/2020/01/0{n}/an-old-story-that-goes-on-{n}" for n in (1, 2)), text="An old story that goes on and on"), stories_without_end),
    trap("redirects to ever new addresses", links(*(f"/go/{n}00" for n in range(1, 30)), text="A story of ours"), redirects, times={f"/go/{n}20": 0 for n in range(1, 30)}),
    trap("thirty thousand links on the front", links(*(f"/2019/{n % 12 + 1:02}/{n % 28 + 1:02}/an-old-story-number-{n}" for n in range(30_000)), text="An old story of ours"), lambda host, asked: None),
    trap("a soft 404 for every address", links(*(f"/x{n}/" for n in range(60))), lambda host, asked: Answer(f"<title>Not found</title><h1>Page not found</h1>{links(asked + 'x/', '/y' + asked)}") if "robots" not in asked else None),
    trap("the front under every address", links(*(f"/section{n}/" for n in range(60)), text="Section"), lambda host, asked: front(*map(path, STORIES), more=links(f"{asked.rstrip('/')}/sub/", f"/a{asked}")) if "robots" not in asked else None),
)  # fmt: skip
