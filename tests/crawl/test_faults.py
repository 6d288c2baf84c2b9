"""The fault table: a paper that breaks in one way a row, and what a crawl must have made of it.

Whatever happens, robots.txt is asked for first on every host, no host ever has two requests at once, no story is
stored twice and the archive is sound.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from scraper.fetch import pace
from tests.crawl.faults import feeds, pages, robots, sitemaps, traps
from tests.crawl.faults.case import Case
from tests.crawl.faults.paper import Asked, PaperServer, path
from tests.crawl.running import run_crawl

CASES = [*robots.CASES, *pages.CASES, *feeds.CASES, *sitemaps.CASES, *traps.CASES]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "FIRST_COMPLAINT_SECONDS", 0.01)
    monkeypatch.setattr(pace, "MAX_SLOWED_SECONDS", 0.05)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_fault(case: Case, archive_path: Path) -> None:
    starts = [case.start] if isinstance(case.start, str) else case.start
    with PaperServer(case.paper | case.replies, case.invents) as server:  # type: ignore[operator]
        done = run_crawl(
            server,
            archive_path,
            *starts,
            hosts=case.hosts,
            limit=case.limit,
            max_seconds=case.max_seconds,
        )
        asked = server.asked_for()

    stored = done.stored()
    wanted = {path(number) for number in case.stored} | set(case.others)
    assert sorted(wanted - set(stored)) == []
    assert sorted(set(stored) - wanted - {path(number) for number in case.may_store}) == []
    assert len(stored) == len(set(stored))
    assert [one for one in asked if one.startswith(tuple(case.never))] == []
    assert [one for one, times in case.times.items() if asked.count(one) > times] == []
    assert case.at_most is None or len(asked) <= case.at_most
    assert done.seconds < case.within_seconds
    waiting = {url.rpartition(".example")[2].lstrip(":0123456789") for (url,) in done.rows(WAITING)}
    assert [one for one in case.remembers if one not in waiting] == []
    assert done.rows("PRAGMA integrity_check") == [("ok",)]
    assert_polite(server.requests, case.gap_seconds)


CLOCK_SECONDS = 0.05  # by which the server may notice the end of an answer later than its reader
WAITING = "SELECT url FROM links WHERE state IN ('due', 'later')"


def assert_polite(requests: list[Asked], gap_seconds: float) -> None:
    for host in {one.host for one in requests} - {"rules.example"}:  # which only has somebody else's robots.txt
        here = [one for one in requests if one.host == host]
        gaps = [after.began - max(before.ended, default=0.0) for before, after in itertools.pairwise(here)]
        assert here[0].path == "/robots.txt", host
        assert all(len(one.ended) == 1 for one in here[:-1]), f"{host} had two requests at once"
        if gap_seconds:
            assert min(gaps, default=1.0) >= gap_seconds - CLOCK_SECONDS, f"{host} had no pause"
