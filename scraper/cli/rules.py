"""`scrape rules`: do a site's rules do what they should, and a first draft of some."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from scraper.cli.execute import DONE, NOTHING_FETCHED, SOME_FAILED
from scraper.cli.field_changes import change_records, print_changes
from scraper.cli.options import AllowPrivate, AsJson, Db, UserAgent, archive_to_read, configuration, private_hosts
from scraper.cli.plain import Argument, Group, Option
from scraper.cli.record import print_json
from scraper.errors import FetchError, RuleError, UnreadablePage
from scraper.terminal import complain, one_line, say

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from scraper.archive import Archive
    from scraper.config import Config
    from scraper.reread.check import Check

LAST = 20

Last = Annotated[int, Option("--last", "How many pages of a site, the newest.", "NUMBER", least=0)]


def check(
    hosts: Annotated[list[str] | None, Argument("[HOST]", "Sites; without any, all that have rules.")] = None,
    last: Last = LAST,
    db: Db = None,
    as_json: AsJson = False,
) -> int:
    """Read a site's examples and its newest stored pages without its rules and with them, and tell what differs.

    Nothing is fetched or changed. Exit status 1: an example reads wrong, a page loses a value or half of its body by
    the rules, or a rule matches nothing on any of three pages or more.
    """
    config = configuration(db)
    files, failed = _files(hosts or [])
    archive = _archive(config.archive)
    try:
        harm = asyncio.run(_check(files, archive, last, as_json=as_json))
    finally:
        if archive:
            archive.close()
    return SOME_FAILED if failed or harm else DONE


def _files(hosts: list[str]) -> tuple[list[tuple[Traversable, str | None]], bool]:
    """Give the rule files to check, each with the host whose pages to read, and whether some host has none."""
    from scraper.rules import domain_of, rule_file, rule_files
    from scraper.urls import host

    if not hosts:
        return [(file, None) for _, file in sorted(rule_files().items()) if "." in domain_of(file)], False
    found: list[tuple[Traversable, str | None]] = []
    for name in hosts:
        hostname = (host(name) if "://" in name else name.lower()) or name
        if file := rule_file(hostname):
            found.append((file, hostname))
        else:
            complain(f"{one_line(name)}: it has no rules")
    return found, len(found) < len(hosts)


def _archive(path: Path) -> Archive | None:
    from scraper.archive import Archive

    if not path.exists():
        say(f"{path} is not there; only the examples are read")
        return None
    return Archive.open(path, create=False, read_only=True)


async def _check(
    files: list[tuple[Traversable, str | None]], archive: Archive | None, last: int, *, as_json: bool
) -> bool:
    from scraper.crawl.readers import Readers
    from scraper.reread.check import check_rules

    harm = False
    async with Readers() as readers:
        for file, host in files:
            try:
                told = await check_rules(file, archive, readers, host=host, last=last)
            except RuleError as error:
                complain(one_line(str(error)))
                harm = True
                continue
            harm = harm or not told.is_harmless
            _print_json(told) if as_json else _print(told)
    return harm


def _print(check: Check) -> None:
    out = sys.stdout.write
    right = sum(not proof.wrong and not proof.reason for proof in check.proofs)
    pages = check.changes
    out(f"{one_line(check.file)}: {'fine' if check.is_harmless else 'HARM'}\n")
    out(f"  {right} of {len(check.proofs)} examples right · {pages.read:,} pages read, {pages.changed:,} differ\n")
    for proof in check.proofs:
        if proof.reason:
            out(f"  example {proof.number}: {one_line(proof.reason)}\n")
        elif not proof.wrong:
            fields = ", ".join(proof.without)
            out(f"  example {proof.number}: right; without rules {f'{fields} would be wrong' if fields else 'too'}\n")
        for name, wanted, got in proof.wrong:
            out(f"  example {proof.number}: {name} is wrong\n")
            out(f"      wanted {_short(wanted)}\n      got    {_short(got)}\n")
    for url, name, value in check.losses:
        out(f"  lost: {name} of {one_line(url)}: {_short(value)}\n")
    for key, count in sorted(check.missed.items()):
        out(f"  the rule for {key} matches nothing on {count:,} of {pages.read:,} pages\n")
    for url, reason in pages.problems:
        out(f"  {one_line(url)}: {one_line(reason)}\n")
    if check.rules.ignored:
        out(f"  left alone: {_short('; '.join(check.rules.ignored))}\n")
    print_changes(pages)
    sys.stdout.flush()


def _short(text: str) -> str:
    from scraper.terminal import shortened

    return shortened(one_line(text[:500]), 200)


def _print_json(check: Check) -> None:
    examples: list[dict[str, Any]] = [
        {
            "number": proof.number,
            "wrong": [{"field": name, "wanted": wanted, "got": got} for name, wanted, got in proof.wrong],
            "wrong_without_rules": list(proof.without),
            "reason": proof.reason,
        }
        for proof in check.proofs
    ]
    print_json(
        {
            "domain": check.domain,
            "file": check.file,
            "fine": check.is_harmless,
            "examples": examples,
            "pages": check.changes.read,
            "differ": check.changes.changed,
            "lost": [{"url": url, "field": name, "value": value[:500]} for url, name, value in check.losses],
            "matched_nothing": dict(check.missed),
            "changes": list(change_records(check.changes)),
            "left_alone": list(check.rules.ignored),
        }
    )


def new(
    page: Annotated[
        str, Argument("URL|PATH|ID", "A story: a live page, a saved one, or, with --stored, an archived one.")
    ],
    url: Annotated[str | None, Option("--url", "Where a saved page is from.", "URL")] = None,
    stored: Annotated[bool, Option("--stored", "Take the page from the archive.")] = False,
    db: Db = None,
    allow_private: AllowPrivate = False,
    user_agent: UserAgent = None,
) -> int:
    """Print a rule file for the site of a page: selectors that give what the generic reader found, and an example.

    Put it into the folder of your rules as DOMAIN.toml and keep what the generic reader gets wrong on other pages.
    """
    config = configuration(db, user_agent)
    from scraper.reread.draft import draft_rules
    from scraper.urls import host

    try:
        if stored:
            body, address, content_type = _stored_page(page, db)
        elif Path(page).is_file():
            body, address, content_type = _saved_page(Path(page)), url, None
        else:
            private = private_hosts(config, [page], allow=allow_private)
            body, address, content_type = asyncio.run(_live_page(page, config, private))
        draft = draft_rules(body, address, content_type)
    except UnreadablePage as error:
        complain(one_line(str(error)))
        return SOME_FAILED
    except FetchError as error:
        complain(one_line(str(error)))
        return NOTHING_FETCHED
    if not draft.example:
        complain(f"{one_line(page)}: no selector gives anything that the reader found; is it a story?")
        return SOME_FAILED
    domain = host(address).removeprefix("www.") if address else "DOMAIN"
    sys.stdout.write(f"# {domain}.toml, drafted from {one_line(address or page)}\n\n{draft.toml()}")
    for name, place in draft.not_found.items():
        say(f"{name}: no selector gives what the reader found ({one_line(place)})")
    return DONE


def _stored_page(name: str, db: str | None) -> tuple[bytes, str | None, str | None]:
    with archive_to_read(db) as archive:
        article_id = archive.rereading.id_of(name)
        story = archive.rereading.story(article_id) if article_id else None
        kept = archive.rereading.page(story) if story else None
    if kept is None:
        raise UnreadablePage(f"{name}: the archive has no page of it")
    return _gunzipped(kept.body), kept.url, kept.content_type


def _saved_page(path: Path) -> bytes:
    try:
        return _gunzipped(path.read_bytes())
    except OSError as error:
        raise UnreadablePage(f"{path}: {error.strerror or error}") from error


def _gunzipped(data: bytes) -> bytes:
    import gzip
    import zlib

    try:
        return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadablePage("its gzip data is broken") from error


async def _live_page(url: str, config: Config, private: tuple[str, ...]) -> tuple[bytes, str | None, str | None]:
    from scraper.fetch import Fetcher
    from scraper.pipeline import scrape_url

    async with Fetcher(config.identity, allow_private=private) as fetcher:
        outcome = await scrape_url(url, fetcher, None)
    if outcome.page is None or outcome.reading is None:
        raise outcome.error or UnreadablePage(f"{url}: {outcome.reason}")
    return outcome.page.body, outcome.page.url, outcome.page.content_type


rules = Group("Site rules: check them, draft them.", {"check": check, "new": new})
