"""One site's crawl: a link is fetched, what came is read, and all that follows from it is written at once.

link ─► fetch ─► read ─► store story or log answer, end of link and new links together ─► Visit

Which link is next is the crawler's business. The archive is used by one thread only.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from scraper.answers import may_be_wall, wall_of, why_no_page, with_wall
from scraper.archive import Archive, Finds, Finish, FrontierLink
from scraper.crawl.budget import Budget
from scraper.crawl.ends import Ends
from scraper.crawl.events import Event, Offer, Tell, Visit
from scraper.crawl.policy import Policy
from scraper.crawl.readers import Readers
from scraper.crawl.start import Start
from scraper.crawl.summary import WORDS, Summary
from scraper.crawl.visit import (
    Listing,
    is_long_work,
    leads_elsewhere,
    listing,
    read_story,
    what_is,
    why_no_story,
    worth_asking,
)
from scraper.crawl.ways import Ways, is_way_round, other_ways
from scraper.discover import PageKind
from scraper.errors import ArchiveError, Disallowed, FetchError, RuleError, UnreadablePage
from scraper.fetch import Fetcher
from scraper.models import LinkKind, Page, Reading, Verdict
from scraper.urls import host, plain_host
from scraper.whole import Whole, read_whole

#: Where links come from that may be tried in vain.
_GUESSES = frozenset({"older items", "older page", "usual place"})
MAX_SITEMAP_BYTES = 50_000_000  # sitemaps.org


class Crawl:
    """One crawl of one site, over an archive and a fetcher that others share.

    `offer` is told, with the scope, which hosts have new links.
    """

    def __init__(
        self,
        starts: Sequence[Start],
        archive: Archive,
        fetcher: Fetcher,
        readers: Readers,
        budget: Budget,
        summary: Summary,
        tell: Tell,
        offer: Offer,
        *,
        run_id: int | None = None,
        policy: Policy | None = None,
    ) -> None:
        self.scope = starts[0].scope
        self.home = host(starts[0].url)
        self._starts = starts
        self._fallbacks = {start.url: start.fallback for start in starts if start.fallback}
        self._hosts = {plain_host(start.url) for start in starts}  # whose links are followed
        self._ways: defaultdict[str, Ways] = defaultdict(Ways)  # by host
        self._policy = policy or Policy()
        self._archive = archive
        self._frontier = archive.frontier
        self._fetcher = fetcher
        self._readers = readers
        self._budget = budget
        self._summary = summary
        self._tell = tell
        self._offer = offer
        self._run_id = run_id
        self._ends = Ends(archive, self._policy, summary, tell, run_id=run_id)

    def begin(self, now: datetime) -> list[str]:
        """Make due what is to be asked, and give the hosts that have something."""
        for start in self._starts:
            self._policy.begin(self._frontier, start, now)
        return self._frontier.hosts(self.scope)

    async def visit(self, link: FrontierLink) -> Visit:
        """Fetch a link and do what its answer asks for.

        Raises: ArchiveError, RuleError.
        """
        if self._ways_of(link.url).has_full_list and is_way_round(link):
            self._budget.give_back()
            self._frontier.finish(Finish(link.key, "done"))
            return Visit()
        self._tell(Event("asked", link.url))
        self._summary.asked += 1
        try:
            page = await self._fetch(link)
            await self._receive(link, page)
        except FetchError as error:
            return self._ends.failed(link, error, await self._wall(error.page))
        except (ArchiveError, RuleError):
            raise
        except Exception as error:  # a fault of ours costs one page, not the crawl
            if os.environ.get("SCRAPE_DEBUG"):
                raise
            self._ends.give_up(link, f"our crawler failed on it ({type(error).__name__}); please report it")
        return Visit()

    async def _fetch(self, link: FrontierLink) -> Page:
        is_story = link.kind is LinkKind.STORY
        validators = self._archive.validators(link.url) if is_story else link.validators
        max_bytes = None if is_story else MAX_SITEMAP_BYTES
        try:
            return await self._fetcher.get(link.url, validators=validators, max_bytes=max_bytes)
        except FetchError as error:
            fallback = self._fallbacks.get(link.url)
            if not fallback or error.is_answer or (isinstance(error, Disallowed) and not error.is_passing):
                raise
            page = await self._fetcher.get(fallback, validators=validators, max_bytes=max_bytes)
            self._remark(f"{link.url} cannot be had ({error.reason}); {fallback} is taken")
            return page

    async def _receive(self, link: FrontierLink, page: Page) -> None:
        done = Finish(link.key, "done", validators=None if link.kind is LinkKind.STORY else page.validators)
        if page.is_not_modified:
            if link.kind is LinkKind.SITEMAP:
                self._ways_of(link.url).note_unchanged_list()
            self._archive.log_not_modified(page, run_id=self._run_id, finish=self._ends.later(done, link))
            self._ends.known(link, page)
            return
        if page.status in (404, 410) and link.source in _GUESSES:
            end = done  # a list that had no further page today may have one tomorrow
            if link.source == "usual place":  # a guess in vain stays one, and costs the user's limit nothing
                self._budget.give_back()
                end = Finish(link.key, "gone", error="nothing is there")
            self._archive.log_answer(page, "nothing is there", run_id=self._run_id, finish=end, keep=False)
            return
        if page.status != 200:
            reason = why_no_page(page) or f"the server answered {page.status}"
            is_gone = page.status in (404, 410) and link.source != "start"
            end = Finish(link.key, "gone" if is_gone else "failed", error=reason)
            wall = await self._wall(page)
            reason = with_wall(reason, wall)
            self._ends.no_page(link, page, reason, self._ends.come_back(end, link), is_gone=is_gone, verdict=wall)
            return
        if leads_elsewhere(page, link):
            self._ends.no_story(link, page, f"it leads to another site ({host(page.url)})", done)
            return
        try:
            await self._read(link, page, done)
        except UnreadablePage as error:
            self._ends.no_story(link, page, str(error), done)

    async def _wall(self, page: Page | None) -> Verdict | None:
        if page is None or not may_be_wall(page):
            return None
        try:
            reading = await self._readers.read(read_story, page.body, page.url, page.content_type, None)
        except UnreadablePage:
            return None
        return wall_of(reading.article.verdict)

    async def _read(self, link: FrontierLink, page: Page, done: Finish) -> None:
        kind = what_is(page)
        if kind is not PageKind.HTML:
            if link.kind is LinkKind.STORY and kind is PageKind.OTHER:
                raise UnreadablePage(why_no_page(page) or "it is no page")
            await self._list(link, page, kind, done)
        elif link.kind is LinkKind.FRONT and link.source != "start":
            await self._list(link, page, kind, done)
        elif reason := why_no_page(page):
            raise UnreadablePage(reason)
        else:
            await self._story(link, page, done)

    async def _story(self, link: FrontierLink, page: Page, done: Finish) -> None:
        zone = self._policy.time_zone(link)
        reading = await self._readers.read(read_story, page.body, page.url, page.content_type, zone)
        reason = why_no_story(page, reading.article, link.source)
        if reason is None:
            finds = None
            if not self._ways_of(page.url).has_full_list and self._policy.follows_stories(link):
                finds = self._finds(link, page, await self._links_of(page, PageKind.HTML))
            whole = await self._whole(page, reading, zone)
            reading = whole.reading
            done = self._ends.later(done, link, article=reading.article)
            stored = self._archive.store(
                whole.page,
                reading,
                run_id=self._run_id,
                finish=done,
                finds=finds,
                parts=whole.parts,
                is_whole=whole.missing is None,
            )
            self._summary.found += stored.new_links
            if stored.outcome == "changed":  # which only the archive can tell; a kill here costs one look at its time
                self._frontier.finish(self._ends.later(done, link, article=reading.article, is_changed=True))
            if link.source == "start":
                self._remark(f"{page.url} is a story")
            word = WORDS.get(stored.outcome)
            if word is None:
                self._summary.not_stories[stored.reason or "no story"] += 1
            else:
                self._summary.stories[word] += 1
                self._tell(Event("story", page.url, word, reading.article))
            self._offer_hosts(finds)
        elif link.kind is LinkKind.STORY:
            self._ends.no_story(link, page, reason, done, reading)
        else:
            await self._list(link, page, PageKind.HTML, done, reading.article.verdict)

    async def _whole(self, page: Page, reading: Reading, zone: str | None) -> Whole:
        """Fetch the further pages of a story, too, at the pace of its host."""
        if not reading.has_other_pages or self._archive.is_part(page.url):
            return Whole(page, reading)

        async def fetch(url: str) -> Page:
            self._summary.asked += 1
            return await self._fetcher.get(url)

        async def read(part: Page) -> Reading:
            return await self._readers.read(read_story, part.body, part.url, part.content_type, zone)

        whole = await read_whole(page, reading, fetch, read)
        if whole.missing:
            self._remark(f"{page.url}: {whole.missing}")
        return whole

    async def _links_of(self, page: Page, kind: PageKind) -> Listing:
        alone = is_long_work(page.body, kind)
        return await self._readers.read(listing, page.body, page.url, page.content_type, kind, alone=alone)

    async def _list(
        self, link: FrontierLink, page: Page, kind: PageKind, done: Finish, verdict: Verdict | None = None
    ) -> None:
        found = await self._links_of(page, kind)
        ways = self._ways_of(page.url)
        if link.source == "start":
            found = self._with_other_ways(page, found, ways)
        elif found.what == "sitemap":
            ways.note_list(found.links)
        done = self._ends.later(done, link, links=found.links, asked_seconds=found.update_seconds)
        finds = self._finds(link, page, found)
        if self._budget.since and len(finds.links) < len(found.links):
            done = replace(done, validators=None)  # a later crawl may want what this one leaves
        new = self._archive.log_answer(
            page, found.what, run_id=self._run_id, finish=done, finds=finds, keep=False, verdict=verdict
        )
        if new and done.state == "later":  # there is more news than was thought
            done = self._ends.later(done, link, links=found.links, is_changed=True, asked_seconds=found.update_seconds)
            self._frontier.finish(done)
        self._offer_hosts(finds)
        self._summary.lists += 1
        self._summary.found += new
        self._tell(Event("list", page.url, found.what, found=new))

    def _with_other_ways(self, page: Page, found: Listing, ways: Ways) -> Listing:
        """Add the site's other ways in to what the start gave, and say which way is taken."""
        self._hosts.add(plain_host(page.url))
        if "sitemap" in found.what:
            ways.has_full_list = True
            self._remark(f"{page.url} is a {found.what}: its stories are taken")
            return found
        ways.note_start(found.links, self._frontier.unknown_stories)
        more = other_ways(page.url, found, self._fetcher.robots_read.values())
        listed = (item for item in found.links if item.kind in (LinkKind.FEED, LinkKind.SITEMAP))
        named = [item.url for item in (*more, *listed) if item.source != "usual place"][:4]
        self._remark(f"{page.url} is a {found.what}" + (f"; also taken: {', '.join(named)}" if named else ""))
        return replace(found, links=(*more, *found.links))

    def _finds(self, link: FrontierLink, page: Page, found: Listing) -> Finds:
        any_site = found.what in ("feed", "list of feeds") and link.depth == 0
        follow_fronts = not self._ways_of(page.url).has_full_list and self._policy.follows_fronts(link)
        wanted = [item for item in found.links if self._policy.wants(item, link, page.url)]
        if found.what != "front":  # a list names the hosts of its stories
            self._hosts.update(plain_host(item.url) for item in wanted if item.kind is LinkKind.STORY)
        elif not self._budget.subdomains:
            wanted = [item for item in wanted if plain_host(item.url) in self._hosts]
        # a section's or a story's own feeds say nothing that the section does not
        followed = (item for item in wanted if link.depth == 0 or item.source != "autodiscovery")
        links = worth_asking(followed, link, self._budget, any_site=any_site, follow_fronts=follow_fronts)
        return Finds(links, link.scope, link.depth + 1, datetime.now(UTC), page.url, link.source_id)

    def _offer_hosts(self, finds: Finds | None) -> None:
        if finds:
            self._offer(self.scope, {host(item.url) for item in finds.links})

    def _ways_of(self, url: str) -> Ways:
        return self._ways[plain_host(url)]

    def _remark(self, text: str) -> None:
        self._summary.remarks.append(text)
        self._tell(Event("remark", self._starts[0].url, text))
