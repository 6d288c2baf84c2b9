"""The crawl: one task a host, one writer, and a frontier that is written before anything else happens.

start ─► frontier ─► host tasks: take ─► fetch ─► read ─► store story, end of link and new links together ─► …

A host's task asks for one thing at a time, as the pace allows, and ends when the host has nothing left, does not
answer any more, or the budget is spent. The archive is used by this one thread only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from scraper.archive import Archive, Finds, Finish, FrontierLink
from scraper.crawl.budget import MAX_FAILURES_IN_A_ROW, MAX_HOSTS_AT_ONCE, MAX_TRIES, Budget
from scraper.crawl.policy import Policy
from scraper.crawl.start import Start
from scraper.crawl.summary import WORDS, Summary
from scraper.crawl.visit import Listing, leads_elsewhere, listing, what_is, why_no_story, worth_asking
from scraper.discover import PageKind, sitemaps_in_robots, usual_places
from scraper.errors import ArchiveError, ComeBackLater, Disallowed, FetchError, UnreadablePage
from scraper.fetch import SAYS_NO, Fetcher
from scraper.models import Article, Link, LinkKind, Page, Reading
from scraper.pipeline import read_page, why_no_page
from scraper.urls import host, same_site, url_key

#: Where links come from that a full list makes unnecessary.
_WAYS_ROUND = frozenset({"older items", "older page", "menu"})
MIN_LISTED = 0.8  # of the start's stories that a full list has
TAKEN_AT_ONCE = 16  # links of a host
MAX_SITEMAP_BYTES = 50_000_000  # sitemaps.org
RETRY_SECONDS = 3600.0  # after a first failure; doubled after each further one

EventKind = Literal["asked", "story", "list", "no story", "failed", "refused", "remark"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened: what, to which URL, and what there is to say."""

    kind: EventKind
    url: str
    detail: str = ""
    article: Article | None = None
    found: int = 0  # new links


Tell = Callable[[Event], None]


def _say_nothing(_event: Event) -> None:
    pass


class Crawl:
    """One crawl of one site, over an archive and a fetcher that others may share."""

    def __init__(
        self,
        start: Start,
        archive: Archive,
        fetcher: Fetcher,
        budget: Budget,
        summary: Summary,
        tell: Tell = _say_nothing,
        *,
        run_id: int | None = None,
        policy: Policy | None = None,
    ) -> None:
        self.start = start
        self._policy = policy or Policy()
        self._archive = archive
        self._frontier = archive.frontier
        self._fetcher = fetcher
        self._budget = budget
        self._summary = summary
        self._tell = tell
        self._run_id = run_id
        self._stopping = False
        self._has_full_list = False  # a sitemap names every story: sections and older items need not be walked
        self._unlisted: set[str] = set()  # stories of the start that no sitemap has named so far
        self._wanted = 0  # stories that the start has
        self._running: dict[str, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()

    def stop(self) -> None:
        """Ask for an end: what is in hand is finished."""
        self._stopping = True
        self._changed.set()

    async def run(self) -> None:
        """Crawl until nothing is due or the budget is spent."""
        scope = self.start.scope
        self._policy.begin(self._frontier, self.start, datetime.now(UTC))
        async with asyncio.TaskGroup() as group:
            given_up: set[str] = set()
            while True:
                self._changed.clear()
                if not self._is_over:
                    for name in self._frontier.hosts(scope):
                        if len(self._running) >= MAX_HOSTS_AT_ONCE:
                            break
                        if name not in self._running and name not in given_up:
                            self._running[name] = group.create_task(self._serve(name, given_up))
                if not self._running:
                    break
                await self._changed.wait()
        self._summary.remaining += self._frontier.count(scope, "due")
        if (spent := self._budget.spent) and self._frontier.count(scope, "due"):
            self._remark(f"{spent}; the rest is kept for the next run")

    @property
    def _is_over(self) -> bool:
        return self._stopping or self._budget.is_spent

    async def _serve(self, hostname: str, given_up: set[str]) -> None:
        """Ask a host for what is due there, one thing after the other."""
        failures = 0
        try:
            while links := self._frontier.take(self.start.scope, hostname, TAKEN_AT_ONCE):
                for link in links:
                    if self._stopping or not self._budget.take():
                        return
                    failures = 0 if await self._visit(link) else failures + 1
                    if failures >= MAX_FAILURES_IN_A_ROW:
                        given_up.add(hostname)
                        self._remark(
                            f"{hostname} failed {failures} times in a row and is left alone until the next run"
                        )
                        return
        finally:
            await self._fetcher.release(hostname)
            del self._running[hostname]
            self._changed.set()

    async def _visit(self, link: FrontierLink) -> bool:
        """Fetch a link and do what its answer asks for; False when the host did not answer as it should."""
        if self._has_full_list and link.source in _WAYS_ROUND:
            self._budget.give_back()
            self._frontier.finish(Finish(link.key, "done"))
            return True
        self._tell(Event("asked", link.url))
        self._summary.asked += 1
        is_story = link.kind is LinkKind.STORY
        validators = self._archive.validators(link.url) if is_story else link.validators
        known = set(self._fetcher.robots_read)
        try:
            max_bytes = None if is_story else MAX_SITEMAP_BYTES
            page = await self._fetcher.get(link.url, validators=validators, max_bytes=max_bytes)
        except Disallowed as error:
            if not error.reason.endswith(SAYS_NO):  # it could not be read, which may pass
                self._failed(link, error)
                return False
            refused = self._come_back(Finish(link.key, "refused", error=error.reason), link)
            self._archive.log_failure(link.url, error, run_id=self._run_id, finish=refused)
            self._summary.refused[error.reason] += 1
            self._tell(Event("refused", link.url, error.reason))
            return True
        except FetchError as error:
            self._failed(link, error)
            return False
        finally:
            for origin in set(self._fetcher.robots_read) - known:
                robots = self._fetcher.robots_read[origin]
                self._archive.save_robots(origin, status=robots.status, text=robots.text, fetched_at=robots.fetched_at)
        self._receive(link, page)
        return True

    def _failed(self, link: FrontierLink, error: FetchError) -> None:
        if isinstance(error, ComeBackLater):
            finish = Finish(link.key, "later", error.at, error.reason)
        elif link.tries + 1 < MAX_TRIES:
            due = datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS * 2**link.tries)
            finish = Finish(link.key, "later", due, error.reason)
        else:
            finish = Finish(link.key, "failed", error=error.reason)
        if not isinstance(error, ComeBackLater):
            finish = self._come_back(finish, link)
        self._archive.log_failure(link.url, error, run_id=self._run_id, finish=finish)
        self._summary.failures[error.reason] += 1
        self._tell(Event("failed", link.url, error.reason))

    def _receive(self, link: FrontierLink, page: Page) -> None:
        done = Finish(link.key, "done", validators=None if link.kind is LinkKind.STORY else page.validators)
        if page.is_not_modified:
            self._archive.log_not_modified(page, run_id=self._run_id, finish=self._later(done, link))
            self._count_known(link, page)
            return
        if page.status in (404, 410) and link.source in ("older items", "older page", "usual place"):
            self._archive.log_answer(page, "there are no more", run_id=self._run_id, finish=done, keep=False)
            return
        if page.status != 200:
            reason = why_no_page(page) or f"the server answered {page.status}"
            state = Finish(link.key, "gone" if page.status in (404, 410) else "failed", error=reason)
            self._no_story(link, page, reason, self._come_back(state, link))
            return
        if leads_elsewhere(page, link):
            self._no_story(link, page, f"it leads to another site ({host(page.url)})", done)
            return
        try:
            self._read(link, page, done)
        except UnreadablePage as error:
            self._no_story(link, page, str(error), done)

    def _read(self, link: FrontierLink, page: Page, done: Finish) -> None:
        kind = what_is(page)
        if kind is not PageKind.HTML:
            if link.kind is LinkKind.STORY and kind is PageKind.OTHER:
                raise UnreadablePage(why_no_page(page) or "it is no page")
            self._list(link, page, kind, done)
        elif link.kind is LinkKind.FRONT and link.source != "start":
            self._list(link, page, kind, done)
        elif reason := why_no_page(page):
            raise UnreadablePage(reason)
        else:
            self._story(link, page, kind, done)

    def _story(self, link: FrontierLink, page: Page, kind: PageKind, done: Finish) -> None:
        reading = read_page(page, time_zone=self._policy.time_zone(link))
        reason = why_no_story(page, reading.article, link.source)
        if reason is None:
            finds = None if self._has_full_list else self._finds(link, page, listing(page, kind))
            done = self._later(done, link, article=reading.article)
            stored = self._archive.store(page, reading, run_id=self._run_id, finish=done, finds=finds)
            if stored.outcome == "changed":  # which only the archive can tell; a kill here costs one look at its time
                self._frontier.finish(self._later(done, link, article=reading.article, is_changed=True))
            word = WORDS.get(stored.outcome)
            if word is None:
                self._summary.not_stories[stored.reason or "no story"] += 1
            else:
                self._summary.stories[word] += 1
                self._tell(Event("story", page.url, word, reading.article))
        elif link.kind is LinkKind.STORY:
            self._no_story(link, page, reason, done, reading)
        else:
            self._list(link, page, kind, done)

    def _list(self, link: FrontierLink, page: Page, kind: PageKind, done: Finish) -> None:
        found = listing(page, kind)
        if link.source == "start":
            found = self._with_other_ways(page, found)
        elif found.what == "sitemap":
            self._look_whether_full(found)
        done = self._later(done, link, links=found.links, asked_seconds=found.update_seconds)
        new = self._archive.log_answer(
            page, found.what, run_id=self._run_id, finish=done, finds=self._finds(link, page, found), keep=False
        )
        if new and done.state == "later":  # there is more news than was thought
            done = self._later(done, link, links=found.links, is_changed=True, asked_seconds=found.update_seconds)
            self._frontier.finish(done)
        self._summary.lists += 1
        self._tell(Event("list", page.url, found.what, found=new))

    def _look_whether_full(self, found: Listing) -> None:
        """Take a sitemap for a full list of stories when it, with those before it, has what the start has."""
        keys = {url_key(item.url) for item in found.links if item.kind is LinkKind.STORY}
        self._unlisted -= keys
        if keys and len(self._unlisted) <= (1 - MIN_LISTED) * self._wanted:
            self._has_full_list = True

    def _with_other_ways(self, page: Page, found: Listing) -> Listing:
        """Add the site's other ways in to what the start gave, and say which way is taken."""
        if found.what in ("sitemap", "sitemap index", "news sitemap"):
            self._has_full_list = True
            self._remark(f"{page.url} is a {found.what}: its stories are taken")
            return found
        self._unlisted = {url_key(item.url) for item in found.links if item.kind is LinkKind.STORY}
        self._wanted = len(self._unlisted)
        site = found.site_url if found.site_url and same_site(found.site_url, page.url) else page.url
        ways: list[Link] = []
        for robots in self._fetcher.robots_read.values():
            if same_site(robots.origin, site):
                ways.extend(sitemaps_in_robots(robots.text, robots.origin + "/"))
        listed = [item for item in found.links if item.kind in (LinkKind.FEED, LinkKind.SITEMAP)]
        if not ways and not listed:
            ways.extend(usual_places(_origin(page.url)))
        named = [item.url for item in (*ways, *listed) if item.source != "usual place"][:4]
        self._remark(f"{page.url} is a {found.what}" + (f"; also taken: {', '.join(named)}" if named else ""))
        return Listing(found.what, (*ways, *found.links), found.problems, found.site_url)

    def _finds(self, link: FrontierLink, page: Page, found: Listing) -> Finds:
        any_site = found.what in ("feed", "list of feeds") and link.depth == 0
        follow_fronts = not self._has_full_list and self._policy.follows_fronts(link)
        wanted = [item for item in found.links if self._policy.wants(item, link, page.url)]
        # a section's or a story's own feeds say nothing that the section does not
        followed = (item for item in wanted if link.depth == 0 or item.source != "autodiscovery")
        links = worth_asking(followed, link, self._budget, any_site=any_site, follow_fronts=follow_fronts)
        depth = link.depth + 1
        return Finds(links, link.scope, depth, datetime.now(UTC), page.url, link.source_id)

    def _later(
        self,
        finish: Finish,
        link: FrontierLink,
        *,
        article: Article | None = None,
        links: Sequence[Link] = (),
        is_changed: bool = False,
        asked_seconds: int | None = None,
    ) -> Finish:
        """Give the end of a link, with the time to come back to it if there is one."""
        now = datetime.now(UTC)
        if link.kind is LinkKind.STORY or article is not None:
            due = self._policy.after_story(link, article, now, is_changed=is_changed)
        else:
            due = self._policy.after_list(link, links, now, is_changed=is_changed, asked_seconds=asked_seconds)
        return replace(finish, state="later", due_at=due) if due else finish

    def _come_back(self, finish: Finish, link: FrontierLink) -> Finish:
        """Give the end of a link that failed, with the time to try again if the policy has one."""
        due = self._policy.after_failure(link, finish.state, datetime.now(UTC))
        return replace(finish, state="later", due_at=due) if due else finish

    def _no_story(
        self, link: FrontierLink, page: Page, reason: str, finish: Finish, reading: Reading | None = None
    ) -> None:
        self._archive.log_answer(page, reason, run_id=self._run_id, finish=finish, keep=reading is not None)
        if finish.error is not None:
            self._summary.failures[reason] += 1
            self._tell(Event("failed", link.url, reason))
        else:
            self._summary.not_stories[reason] += 1
            self._tell(Event("no story", link.url, reason))

    def _count_known(self, link: FrontierLink, page: Page) -> None:
        if link.kind is LinkKind.STORY:
            self._summary.stories["known"] += 1
            self._tell(Event("story", page.url, "known"))
        else:
            self._summary.lists += 1
            self._tell(Event("list", page.url, "not modified"))

    def _remark(self, text: str) -> None:
        self._summary.remarks.append(text)
        self._tell(Event("remark", self.start.url, text))


class Crawler:
    """Crawls of several sites at the same time, over one archive, one fetcher and one budget."""

    def __init__(
        self,
        archive: Archive,
        fetcher: Fetcher,
        budget: Budget,
        tell: Tell = _say_nothing,
        *,
        run_id: int | None = None,
    ) -> None:
        self._archive = archive
        self._fetcher = fetcher
        self._budget = budget
        self._tell = tell
        self._run_id = run_id
        self._crawls: list[Crawl] = []

    async def crawl(self, begin: Sequence[Start], policies: Mapping[str, Policy] | None = None) -> Summary:
        """Crawl from some starts and give what came of it; policies are by scope.

        Raises: ArchiveError, in a group of its own if the archive cannot be used any more.
        """
        summary = Summary()
        self._crawls = [
            Crawl(
                start,
                self._archive,
                self._fetcher,
                self._budget,
                summary,
                self._tell,
                run_id=self._run_id,
                policy=(policies or {}).get(start.scope),
            )
            for start in begin
        ]
        try:
            async with asyncio.TaskGroup() as group:
                for one in self._crawls:
                    group.create_task(one.run())
        except* ArchiveError as group_error:
            raise _first(group_error) from None
        return summary

    def stop(self) -> None:
        """Ask for an end: what is in hand is finished."""
        for one in self._crawls:
            one.stop()


def _first(group: BaseExceptionGroup[ArchiveError]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
