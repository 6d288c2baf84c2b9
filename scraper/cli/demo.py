"""`scrape demo`: archive the invented newspapers, from a server on this machine."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from scraper.archive import Archive
from scraper.cli.execute import DONE, SOME_FAILED
from scraper.cli.options import configuration
from scraper.cli.plain import Option
from scraper.cli.record import iso
from scraper.cli.report import VERDICTS
from scraper.newsstand import Newsstand, demo_urls
from scraper.pipeline import Outcome, scrape_urls
from scraper.terminal import BOLD, DIM, columns, may_style, one_line, shortened, styled, width

_PROXIES = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY")


def demo(
    db: Annotated[str, Option("--db", "The archive file to fill.", "PATH")] = "demo.db",
) -> int:
    """Archive a few invented newspapers, from a server on this machine, and say what to try next."""
    config = configuration(db)
    with Archive.open(config.archive) as archive, Newsstand() as stand, _proxy(stand.url):
        run_id = archive.start_run("scrape demo")
        outcomes = asyncio.run(_scrape(demo_urls(), archive, config.identity, run_id))
        stories = [outcome for outcome in outcomes if outcome.is_story]
        others = [outcome for outcome in outcomes if not outcome.is_story]
        status = DONE if stories and not any(outcome.error for outcome in others) else SOME_FAILED
        archive.end_run(run_id, status, {"stories": len(stories), "others": len(others)})
    _print(stories, others, db)
    return status


async def _scrape(urls: list[str], archive: Archive, user_agent: str, run_id: int) -> list[Outcome]:
    from scraper.fetch import Fetcher

    async with Fetcher(user_agent) as fetcher:
        return [outcome async for outcome in scrape_urls(urls, fetcher, archive, run_id=run_id)]


@contextmanager
def _proxy(url: str) -> Iterator[None]:
    """Send http requests through a proxy for a while, whatever the environment says: `.example` has no addresses."""
    before = {name: os.environ.pop(name) for name in _PROXIES if name in os.environ}
    os.environ["http_proxy"] = url
    try:
        yield
    finally:
        del os.environ["http_proxy"]
        os.environ.update(before)


def _print(stories: list[Outcome], others: list[Outcome], db: str) -> None:
    bold, dim = ((BOLD,), (DIM,)) if may_style(sys.stdout) else ((), ())
    lines = [styled(_row("", "published", "site", "headline"), *bold)]
    for outcome in stories:
        assert outcome.reading is not None
        article = outcome.reading.article
        stored = outcome.stored.outcome if outcome.stored else ""
        published = (iso(article.published) or "")[:10]
        lines.append(_row(stored, published, article.site or "", article.headline or "(no headline)"))
    if others:
        lines += ["", styled("Not stored, because they are no stories:", *bold)]
    for outcome in others:
        verdict = outcome.reading.article.verdict if outcome.reading else None
        why = VERDICTS.get(verdict) if verdict else None
        lines.append(f"  {one_line(outcome.source)}")
        lines.append("    " + styled(one_line(why or outcome.reason or str(outcome.error)), *dim))
    option = one_line(f"--db {db}")
    lines += [
        "",
        styled("Try next:", *bold),
        f"  scrape search ferry {option}",
        f"  scrape browse {option}",
        "",
    ]
    sys.stdout.write("\n".join(lines))


def _row(stored: str, published: str, site: str, headline: str) -> str:
    cells = [(stored, 12), (published, 10), (one_line(site), 20)]
    left = "  ".join(_padded(text, size) for text, size in cells)
    return f"{left}  {shortened(one_line(headline), columns() - 48)}".rstrip()


def _padded(text: str, size: int) -> str:
    text = shortened(text, size)
    return text + " " * (size - width(text))
