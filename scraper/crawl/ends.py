"""The ends of visits that gave neither a story nor a list: each is logged, counted, told, and its link is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scraper.archive import Archive, Finish, FrontierLink
from scraper.crawl.budget import MAX_TRIES
from scraper.crawl.events import Event, Tell, Visit
from scraper.crawl.policy import Policy
from scraper.crawl.summary import Summary
from scraper.errors import ComeBackLater, Disallowed, FetchError, UnreadablePage
from scraper.models import Article, Link, LinkKind, Page, Reading, Verdict

RETRY_SECONDS = 3600.0  # after a first failure; doubled after each further one


class Ends:
    """Writes how visits of one crawl ended, and when each link is to be asked again."""

    def __init__(
        self, archive: Archive, policy: Policy, summary: Summary, tell: Tell, *, run_id: int | None = None
    ) -> None:
        self._archive = archive
        self._policy = policy
        self._summary = summary
        self._tell = tell
        self._run_id = run_id

    def failed(self, link: FrontierLink, error: FetchError, wall: Verdict | None = None) -> Visit:
        """Write that a link could not be fetched, or which wall stood before it, and tell how its host took it."""
        if isinstance(error, Disallowed) and not error.is_passing:
            refused = self.come_back(Finish(link.key, "refused", error=error.reason), link)
            self._archive.log_failure(link.url, error, run_id=self._run_id, finish=refused)
            self._summary.refused[error.reason] += 1
            self._tell(Event("refused", link.url, error.reason))
            return Visit()
        soon = datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS * 2**link.tries)
        if isinstance(error, ComeBackLater):
            finish = Finish(link.key, "later", error.at, error.reason)
        elif link.tries + 1 < MAX_TRIES or isinstance(error, Disallowed):
            finish = self.come_back(Finish(link.key, "later", soon, error.reason), link)
        else:
            finish = self.come_back(Finish(link.key, "failed", error=error.reason), link)
        self._archive.log_failure(link.url, error, run_id=self._run_id, finish=finish, verdict=wall)
        self._summary.failures[error.reason] += 1
        self._tell(Event("failed", link.url, error.reason))
        if isinstance(error, ComeBackLater):
            return Visit(is_answer=False, come_back=error.at, reason=f"answers {error.status or 'that it is busy'}")
        if isinstance(error, Disallowed):
            return Visit(is_answer=False, come_back=soon, reason=error.reason)
        return Visit(is_answer=error.is_answer)

    def give_up(self, link: FrontierLink, reason: str) -> None:
        """Write that a link was lost by a fault of ours."""
        finish = self.come_back(Finish(link.key, "failed", error=reason), link)
        self._archive.log_failure(link.url, UnreadablePage(reason), run_id=self._run_id, finish=finish)
        self._summary.failures[reason] += 1
        self._tell(Event("failed", link.url, reason))

    def later(
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

    def come_back(self, finish: Finish, link: FrontierLink) -> Finish:
        """Give the end of a link that failed, with the time to try again if the policy has one."""
        due = self._policy.after_failure(link, finish.state, datetime.now(UTC))
        return replace(finish, state="later", due_at=due) if due else finish

    def no_page(
        self,
        link: FrontierLink,
        page: Page,
        reason: str,
        finish: Finish,
        *,
        is_gone: bool,
        verdict: Verdict | None = None,
    ) -> None:
        """Log an answer without a page; that a link is dead is the site's affair, and no failure of the crawl."""
        self._archive.log_answer(page, reason, run_id=self._run_id, finish=finish, keep=False, verdict=verdict)
        if is_gone:
            self._summary.gone += 1
        else:
            self._summary.failures[reason] += 1
        self._tell(Event("gone" if is_gone else "failed", link.url, reason))

    def no_story(
        self, link: FrontierLink, page: Page, reason: str, finish: Finish, reading: Reading | None = None
    ) -> None:
        """Log a page that is no story; it is kept if it was read."""
        verdict = reading.article.verdict if reading else None
        self._archive.log_answer(
            page, reason, run_id=self._run_id, finish=finish, keep=reading is not None, verdict=verdict
        )
        self._summary.not_stories[reason] += 1
        self._tell(Event("no story", link.url, reason))

    def known(self, link: FrontierLink, page: Page) -> None:
        """Count an answer that said that nothing has changed."""
        if link.kind is LinkKind.STORY:
            self._summary.stories["known"] += 1
            self._tell(Event("story", page.url, "known"))
        else:
            self._summary.lists += 1
            self._tell(Event("list", page.url, "not modified"))
