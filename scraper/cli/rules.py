"""`scrape rules`: do a site's rules do what they should, and a first draft of some."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated, Any

from scraper.cli.execute import DONE, SOME_FAILED
from scraper.cli.field_changes import change_records, print_changes
from scraper.cli.options import AsJson, Db, configuration
from scraper.cli.plain import Argument, Group, Option
from scraper.cli.record import print_json
from scraper.errors import RuleError
from scraper.terminal import complain, one_line, say

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from scraper.archive import Archive
    from scraper.reread.check import Check

LAST = 20

Last = Annotated[int, Option("--last", f"How many pages of a site, the newest.  [default: {LAST}]", "NUMBER", least=0)]


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
            out(
                f"  example {proof.number}: {name} is wrong\n      wanted {_short(wanted)}\n      got    {_short(got)}\n"
            )
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


rules = Group("Site rules: check them, draft them.", {"check": check})
