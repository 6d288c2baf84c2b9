"""`scrape run`: everything that is due now, at all sources at the same time.

scrape.toml, archive ─► sources ─► what is due of each site's links ─► crawl ─► summary and problems
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scraper.crawl import Budget, Crawler, Event, Start, Summary
from scraper.crawl.start import scope_of
from scraper.errors import ScraperError
from scraper.models import LinkKind, Source
from scraper.urls import host
from scraper.watch.detect import detect
from scraper.watch.policy import Watching, WatchPolicy
from scraper.watch.sources import keep, watched

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.fetch import Fetcher

MAX_REASONS = 3


@dataclass
class Ran:
    """What a run did; `problems` are sentences, one for each thing that somebody should look at."""

    summary: Summary
    sources: int
    problems: list[str] = field(default_factory=list)


class Run:
    """One run over an archive; `stop` asks it to finish what is in hand."""

    def __init__(
        self,
        archive: Archive,
        fetcher: Fetcher,
        budget: Budget,
        *,
        run_id: int | None = None,
    ) -> None:
        self._archive = archive
        self._fetcher = fetcher
        self._problems = _Problems()
        self._crawler = Crawler(archive, fetcher, budget, self._hear, run_id=run_id)
        self._is_stopped = False

    def stop(self) -> None:
        """Finish what is in hand and end."""
        self._is_stopped = True
        self._crawler.stop()

    async def all_due(self, of_file: Iterable[Source]) -> Ran:
        """Look at everything that is due, at the sources of the archive and of scrape.toml.

        Raises: ArchiveError.
        """
        began = datetime.now(UTC)
        sources, new = watched(self._archive, of_file)
        for source in new:
            if not self._is_stopped and (known := await self._get_to_know(source)):
                sources.append(known)
        sites: defaultdict[str, dict[int, Watching]] = defaultdict(dict)
        for source in sources:
            if source.id is not None:
                sites[scope_of(source.url)][source.id] = self._watching(source)
        if self._is_stopped:
            return Ran(Summary(), len(sources), self._problems.sentences({}))
        policies = {scope: WatchPolicy(self._archive, known) for scope, known in sites.items()}
        starts = [Start(next(iter(known.values())).source.url, scope) for scope, known in sites.items()]
        summary = await self._crawler.crawl(starts, policies)
        names = {scope_of(source.url): source.name or source.url for source in sources}
        for source in sources:
            if source.id is not None and self._archive.sources.was_answered(source.id, scope_of(source.url), began):
                self._archive.sources.mark_run(source.id, datetime.now(UTC))
        return Ran(summary, len(sources), self._problems.sentences(names))

    async def _get_to_know(self, source: Source) -> Source | None:
        """Look at a source of scrape.toml for the first time, at its own pace."""
        self._set_pace(source, {host(source.url)})
        try:
            detected = await detect(source, self._fetcher)
        except ScraperError as error:
            self._problems.add(source.url, str(error))
            return None
        return keep(self._archive, detected, datetime.now(UTC), is_from_file=True)

    def _watching(self, source: Source) -> Watching:
        assert source.id is not None
        ways = self._archive.sources.ways(source.id, scope_of(source.url))
        self._set_pace(source, {host(source.url), *(host(way.url) for way in ways)})
        return Watching(source, any(way.kind is not LinkKind.FRONT for way in ways))

    def _set_pace(self, source: Source, hosts: Iterable[str]) -> None:
        if self._fetcher.pace and source.delay_seconds is not None:
            for name in hosts:
                self._fetcher.pace.set_delay(name, source.delay_seconds)

    def _hear(self, event: Event) -> None:
        if event.kind in ("failed", "refused") and self._is_problem(event):
            self._problems.note(event)

    def _is_problem(self, event: Event) -> bool:
        """Tell whether somebody should know: not of a story that is gone, or that robots.txt keeps from us."""
        kind, state = self._archive.frontier.state(event.url) or (LinkKind.FEED, "failed")
        return kind is not LinkKind.STORY or state not in ("gone", "refused")


class _Problems:
    """Gathers what went wrong, so that a site that is away is one line and not a hundred."""

    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._example: dict[tuple[str, str], str] = {}

    def add(self, url: str, reason: str) -> None:
        self._sentences.append(reason if url in reason else f"{url}: {reason}")

    def note(self, event: Event) -> None:
        scope = scope_of(event.url)
        self._reasons[scope][event.detail] += 1
        self._example.setdefault((scope, event.detail), event.url)

    def sentences(self, names: Mapping[str, str]) -> list[str]:
        """Give one sentence for each site and reason, the commonest first, and no more than a few for a site."""
        found = list(self._sentences)
        for scope, reasons in self._reasons.items():
            for reason, count in reasons.most_common(MAX_REASONS):
                example = self._example[scope, reason]
                which = example if count == 1 else f"{count} addresses, such as {example}"
                found.append(f"{names.get(scope, scope)}: {reason} ({which})")
            if (more := len(reasons) - MAX_REASONS) > 0:
                found.append(f"{names.get(scope, scope)}: and {more} other reasons")
        return found
