"""Fetching a page politely: robots first, every hop checked, tried again where that may help.

url ─► robots allow? ─► exchange (≤ 3 tries) ─► redirect? ─► next hop, checked the same way ─► Page
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from scraper.errors import ComeBackLater, Disallowed, FetchError, ForbiddenAddress
from scraper.fetch.addresses import is_public, literal
from scraper.fetch.clock import Clock
from scraper.fetch.limits import Limits
from scraper.fetch.network import NotPublicError, Resolve, system_resolve
from scraper.fetch.pace import Pace, Turn
from scraper.fetch.request import authorization_for, conditions_of, origin_of, userinfo_of
from scraper.fetch.retry import PASSING, backoff, moment, retry_after
from scraper.fetch.robots import RobotsText, decode_robots, product_token
from scraper.fetch.transport import KEEP_ALIVE_SECONDS, Answer, Transport, TransportError
from scraper.models import Page, Validators
from scraper.urls import host, resolve, without_credentials

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
MAX_IDLE_ORIGINS = 128  # kept in memory before those that were not asked for a while are forgotten

DEFAULT_LIMITS = Limits()


class Fetcher:
    """Fetches pages for one user agent; an asynchronous context manager, to be shared by concurrent tasks.

    `allow_private` names hosts, as `host` or `host:port`, whose addresses need not be public; it speaks for
    those hosts alone, wherever redirects lead. `robots_read` keeps what each origin's robots.txt said;
    `known_robots` gives what was read of an origin's before, and `on_robots` is told what is read now; with them
    only the origins in use are kept in memory. `pace` says when each host may be asked; without one nothing waits
    but what is tried again. `site_file` is the path of another file that is read with each robots.txt, and told of in
    the same way, under its own address.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        limits: Limits = DEFAULT_LIMITS,
        allow_private: Collection[str] = (),
        obey_robots: bool = True,
        resolve_name: Resolve = system_resolve,
        pace: Pace | None = None,
        known_robots: Callable[[str], RobotsText | None] | None = None,
        on_robots: Callable[[RobotsText], None] | None = None,
        site_file: str | None = None,
    ) -> None:
        self.user_agent = user_agent
        self.limits = limits
        self.robots_read: dict[str, RobotsText] = {}
        self.pace = pace
        self._known_robots = known_robots
        self._on_robots = on_robots
        self._site_file = site_file
        self._product = product_token(user_agent)
        self._allow_private = frozenset(name.lower() for name in allow_private)
        self._obey_robots = obey_robots
        self._resolve_name = resolve_name
        self._transports: dict[str, Transport] = {}
        self._sweep_at = MAX_IDLE_ORIGINS
        self._robots_locks: dict[str, asyncio.Lock] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for transport in self._transports.values():
            with suppress(Exception):  # closing is a courtesy; a connection that breaks now has done its work
                await transport.aclose()
        self._transports.clear()

    def release(self, hostname: str) -> None:
        """Forget a host and close the connections to it, when nothing is to be asked there for a while."""
        for origin in [origin for origin in self._transports if host(origin) == hostname]:
            self._forget(origin)

    def _forget_idle(self) -> None:
        """Forget the hosts that were asked once and no more, as a redirect's target is."""
        for origin in [origin for origin, transport in self._transports.items() if transport.is_idle]:
            self._forget(origin)
        self._sweep_at = len(self._transports) + MAX_IDLE_ORIGINS

    def _forget(self, origin: str) -> None:
        self._transports.pop(origin).drop_connections()
        lock = self._robots_locks.get(origin)
        if self._known_robots and lock and not lock.locked():  # what its robots.txt says is known elsewhere
            del self._robots_locks[origin]
            self.robots_read.pop(origin, None)

    async def get(self, url: str, *, validators: Validators | None = None, max_bytes: int | None = None) -> Page:
        """Fetch a page, following redirects; with validators, ask only whether it has changed.

        `max_bytes` replaces the limit for pages, for what may be longer, as sitemaps are. The page may have any
        status below 500 but 429: a 404 is an answer.

        Raises: Disallowed, ForbiddenAddress, ComeBackLater and, for every other failure, FetchError.
        """
        shown = without_credentials(url)
        started = time.monotonic()
        current = resolve(url)
        if current is None:
            raise FetchError(shown, "it is no http or https address")
        hops: list[str] = []
        clock = Clock(self.limits.total_seconds)
        while True:
            if self._obey_robots:
                await self._ask_robots(current, shown, clock)
            conditions = conditions_of(validators)
            answer = await self._try(current, shown, conditions, max_bytes or self.limits.page_bytes, clock)
            if answer.status not in REDIRECTS or answer.header("location") is None:
                break
            current = self._next_hop(current, answer, hops, shown)
        if answer.status == 304 and not conditions:
            raise FetchError(shown, "the server says 'not modified' though it was not asked", status=304)
        return Page(
            url=without_credentials(current),
            requested_url=shown,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            fetched_at=datetime.now(UTC),
            elapsed_seconds=time.monotonic() - started,
            redirects=tuple(hops),
        )

    def _next_hop(self, current: str, answer: Answer, hops: list[str], shown: str, *, may_return: bool = False) -> str:
        """Give where a redirect leads and note where it came from; it `may_return` where hops are counted anyway."""
        hops.append(without_credentials(current))
        location = answer.header("location") or ""
        with suppress(UnicodeError):
            location = location.encode("latin-1").decode("utf-8")
        following = resolve(location, current) if location.strip() else None
        chain = " → ".join(hops)
        if following is None:
            raise FetchError(
                shown,
                f"it redirects to {without_credentials(location)[:200]!a}, which is no web page ({chain})",
                is_answer=True,
            )
        if not may_return and without_credentials(following) in hops:
            raise FetchError(
                shown, f"it redirects in a circle ({chain} → {without_credentials(following)})", is_answer=True
            )
        if len(hops) > self.limits.redirects:
            raise FetchError(shown, f"it redirects more than {self.limits.redirects} times ({chain})", is_answer=True)
        return following

    async def _try(
        self,
        url: str,
        shown: str,
        conditions: Mapping[str, str],
        max_bytes: int,
        clock: Clock,
        *,
        tries: int | None = None,
        may_cut: bool = False,
    ) -> Answer:
        """Ask one URL, again where that may help.

        Raises: FetchError and its subclasses, always about `shown`.
        """
        tries = tries or self.limits.tries
        bare = without_credentials(url)
        headers = {"User-Agent": self.user_agent, "Accept": ACCEPT, **conditions, **authorization_for(url)}
        for attempt in range(1, tries + 1):
            wait = backoff(attempt, self.limits.first_wait_seconds)
            seconds = self.limits.request_seconds
            try:
                async with self.pace.turn(host(bare)) if self.pace else nullcontext(Turn()) as turn:
                    clock.allow(turn.waited_seconds)
                    seconds = min(seconds, clock.left())
                    async with asyncio.timeout(seconds):
                        transport = self._transport(bare, shown)
                        answer = await transport.exchange(bare, headers, max_bytes=max_bytes, may_cut=may_cut)
                    turn.status = answer.status
                    asked = retry_after(answer.header("retry-after"), datetime.now(UTC))
                    if asked is not None and answer.status in PASSING:
                        turn.hold_seconds = min(asked, self.limits.retry_after_seconds)
                if self.pace and self.pace.delay(host(bare)) > KEEP_ALIVE_SECONDS:
                    transport.drop_connections()  # it would be stale by the time of the next request
            except NotPublicError as error:
                raise ForbiddenAddress(shown, f"{error}, which is not public") from error
            except TimeoutError as error:
                failure = FetchError(shown, f"{host(bare)} did not finish its answer within {seconds:.0f} s")
                if attempt == tries or clock.left() <= wait:
                    raise failure from error
            except TransportError as error:
                failure = FetchError(shown, _about(bare, shown, str(error)), is_answer=error.is_answer)
                if not error.is_passing or attempt == tries or clock.left() <= wait:
                    raise failure from error
            else:
                if answer.status not in PASSING:
                    return answer
                now = datetime.now(UTC)
                if asked is not None and asked > self.limits.retry_after_seconds:
                    at = moment(now, asked)
                    reason = (
                        f"the server answers {answer.status} and asks to come back after {at:%Y-%m-%d %H:%M:%S} UTC"
                    )
                    raise ComeBackLater(
                        shown,
                        _about(bare, shown, reason),
                        at=at,
                        status=answer.status,
                        page=_refusal(bare, shown, answer),
                    )
                if attempt == tries:
                    reason = _about(bare, shown, f"the server answers {answer.status}")
                    page = _refusal(bare, shown, answer)
                    raise FetchError(shown, reason, status=answer.status, page=page)
                if asked is not None:
                    wait = asked
                    clock.allow(asked)
            await asyncio.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _transport(self, url: str, shown: str) -> Transport:
        origin = origin_of(url)
        transport = self._transports.get(origin)
        if transport is None:
            name = host(url)
            may_be_private = bool({name, origin.partition("://")[2]} & self._allow_private)
            address = literal(name.rstrip("."))
            plain = name.rstrip(".")
            is_here = plain == "localhost" or plain.endswith(".localhost") or (address and not is_public(address))
            if is_here and not may_be_private:
                raise ForbiddenAddress(shown, f"{name} is not a public address")
            if len(self._transports) >= self._sweep_at:
                self._forget_idle()
            transport = Transport(origin, may_be_private=may_be_private, resolve=self._resolve_name)
            self._transports[origin] = transport
        return transport

    async def _ask_robots(self, url: str, shown: str, clock: Clock) -> None:
        """Raise Disallowed when robots.txt forbids a URL; read it first if it is not known or a day old."""
        origin = origin_of(url)
        async with self._robots_locks.setdefault(origin, asyncio.Lock()):
            robots = self.robots_read.get(origin)
            if robots is None and self._known_robots and (robots := self._known_robots(origin)) is not None:
                self.robots_read[origin] = robots
            if robots is None or not self._is_good(robots):
                robots = await self._read_robots(origin, url, shown, clock)
                self.robots_read[origin] = robots
                if self._on_robots:
                    self._on_robots(robots)
                if self._site_file and robots.is_known:
                    await self._read_site_file(origin, self._site_file, robots, clock)
            if self.pace:
                self.pace.ask_for(host(origin), robots.crawl_delay(self._product))
        if reason := robots.forbids(without_credentials(url), self._product):
            raise Disallowed(shown, _about(url, shown, reason), is_passing=not robots.is_known)

    async def _read_site_file(self, origin: str, path: str, robots: RobotsText, clock: Clock) -> None:
        """Read a file about the whole site, if robots.txt permits; that it cannot be had costs nothing else."""
        name = origin + path
        if robots.forbids(name, self._product):
            return
        try:
            answer = await self._try(name, name, {}, self.limits.robots_bytes, clock, tries=1, may_cut=True)
        except FetchError as error:
            if error.status is None:
                return
            told = RobotsText(name, datetime.now(UTC), error.status)
        else:
            told = RobotsText(name, datetime.now(UTC), answer.status, decode_robots(answer.body))
        self.robots_read[name] = told
        if self._on_robots:
            self._on_robots(told)

    def _is_good(self, robots: RobotsText) -> bool:
        age = (datetime.now(UTC) - robots.fetched_at).total_seconds()
        return age <= (self.limits.robots_cache_seconds if robots.is_known else self.limits.unread_robots_seconds)

    async def _read_robots(self, origin: str, url: str, shown: str, clock: Clock) -> RobotsText:
        current = f"{origin}/robots.txt"
        now = datetime.now(UTC)
        # the page's credentials open its robots.txt too; no other host ever sees them
        asked = current.replace("://", f"://{userinfo_of(url)}@", 1) if userinfo_of(url) else current
        hops: list[str] = []
        try:
            while True:
                answer = await self._try(
                    asked, current, {}, self.limits.robots_bytes, clock, tries=min(2, self.limits.tries), may_cut=True
                )
                if answer.status not in REDIRECTS or answer.header("location") is None:
                    break
                if len(hops) >= self.limits.robots_redirects:
                    # RFC 9309 §2.3.1.2: more redirects than this count as "unavailable", like a 404
                    return RobotsText(origin, now, 404)
                asked = self._next_hop(asked, answer, hops, current, may_return=True)  # a circle ends above
        except ForbiddenAddress as error:
            if host(error.url) == host(url) and not hops:
                raise ForbiddenAddress(shown, error.reason) from error
            return RobotsText(origin, now, reason=error.reason)
        except FetchError as error:
            if error.status is not None:
                return RobotsText(origin, now, error.status)
            return RobotsText(origin, now, reason=error.reason)
        return RobotsText(origin, now, answer.status, decode_robots(answer.body))


def _refusal(url: str, shown: str, answer: Answer) -> Page:
    """Give what came with a status that is no answer, as a page."""
    return Page(url, shown, answer.status, answer.headers, answer.body, datetime.now(UTC))


def _about(url: str, shown: str, reason: str) -> str:
    """Name the host that failed when it is not the one that was asked for."""
    return (
        reason
        if origin_of(url) == origin_of(resolve(shown) or shown)
        else f"it leads to {without_credentials(url)}, and there {reason}"
    )
