"""`scrape reextract`: today's reader and site rules over the pages in the archive."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

from scraper.cli.execute import DONE, INTERRUPTED, SOME_FAILED, USAGE
from scraper.cli.field_changes import change_records, print_changes
from scraper.cli.options import AsJson, Db, configuration
from scraper.cli.plain import Argument, Option
from scraper.cli.progress import wants_progress
from scraper.cli.signals import ended_by
from scraper.terminal import columns, complain, one_line, say, shortened

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.reread.report import RereadReport

COMMAND = "scrape reextract"
REDRAW_SECONDS = 0.2

All = Annotated[bool, Option("--all", "Every story.")]
Host = Annotated[str | None, Option("--host", "The stories of a host, and of those below it.", "HOST")]
DryRun = Annotated[bool, Option("--dry-run", "Only tell what would change; no byte of the archive does.")]
Workers = Annotated[int, Option("--workers", "Processes that read; 0: one a processor.", "NUMBER", least=0)]


def reextract(
    stories: Annotated[list[str] | None, Argument("[URL|ID]", "Stories, by any address they go by.")] = None,
    host: Host = None,
    every: All = False,
    dry_run: DryRun = False,
    workers: Workers = 0,
    db: Db = None,
    as_json: AsJson = False,
) -> int:
    """Read stored pages again with today's reader and site rules; tell what changes, by site and field.

    What is replaced is kept as a revision of kind "reextracted". Nothing is fetched. A story whose page now reads as a
    wall or a list stays as it is. Exit status 1: some pages could not be read.
    """
    if bool(stories) + bool(host) + every != 1:
        complain("say which stories: URL or ID, --host HOST, or --all")
        return USAGE
    from scraper.archive import Archive
    from scraper.archive.lock import archive_lock

    config = configuration(db)
    if dry_run:
        with Archive.open(config.archive, create=False, untouched=True) as archive:
            return _run(archive, stories or (), host, workers, as_json=as_json, is_dry=True)
    if not config.archive.exists():
        Archive.open(config.archive, create=False)  # which says so, before there is a lock beside it
    with archive_lock(config.archive, COMMAND), Archive.open(config.archive, create=False) as archive:
        run_id, status, counts = archive.start_run(COMMAND), INTERRUPTED, {}
        try:
            report, status = asyncio.run(_reread(archive, stories or (), host, workers, is_dry=False))
            counts = {"changed": report.changed, "read": report.read, **report.counts}
        finally:
            archive.end_run(run_id, status, counts)
        _tell(report, as_json=as_json, is_dry=False)
        return status


def _run(
    archive: Archive, stories: Iterable[str], host: str | None, workers: int, *, as_json: bool, is_dry: bool
) -> int:
    report, status = asyncio.run(_reread(archive, stories, host, workers, is_dry=is_dry))
    _tell(report, as_json=as_json, is_dry=is_dry)
    return status


async def _reread(
    archive: Archive, stories: Iterable[str], host: str | None, workers: int, *, is_dry: bool
) -> tuple[RereadReport, int]:
    from scraper.archive import Reread
    from scraper.reread.again import NO_CAPTURE, reread
    from scraper.reread.report import RereadReport

    report = RereadReport()
    unknown: list[str] = []
    ids = _known(archive, stories, unknown) if stories else archive.rereading.ids(host)
    total = len(list(stories)) if stories else archive.rereading.count(host)
    line = _Line(total, is_dry=is_dry)
    is_stopped = False

    def stop() -> None:
        nonlocal is_stopped
        is_stopped = True

    with ended_by(stop) as signalled:
        async for told in reread(archive, ids, workers=workers or None):
            if is_stopped:
                break
            if not isinstance(told, Reread):
                report.add_unread(*told, kind="without_capture" if told[1] == NO_CAPTURE else "unreadable")
            elif is_dry or not told.fields or archive.rereading.apply(told):
                report.add(told)
            else:
                report.add_unread(told.story, "it has changed in the meantime; it stays as it is", kind="overtaken")
            line.show(report)
    line.clear()
    for name in unknown:
        complain(f"{one_line(name)}: there is no such story in the archive")
    if signalled.status:
        return report, signalled.status
    return report, SOME_FAILED if unknown or report.counts["unreadable"] or report.counts["overtaken"] else DONE


def _known(archive: Archive, stories: Iterable[str], unknown: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in stories:
        found = archive.rereading.id_of(name)
        if found is None:
            unknown.append(name)
        elif found not in seen:
            seen.add(found)
            yield found


class _Line:
    """How far it is, on one line of a terminal that is written over and over."""

    def __init__(self, total: int, *, is_dry: bool) -> None:
        self._total = total
        self._word = "would change" if is_dry else "changed"
        self._is_wanted = wants_progress(sys.stderr)
        self._began = time.monotonic()
        self._drawn_at = 0.0

    def show(self, report: RereadReport) -> None:
        """Draw anew if the last time was a while ago."""
        now = time.monotonic()
        if not self._is_wanted or now - self._drawn_at < REDRAW_SECONDS:
            return
        self._drawn_at = now
        done = report.read + report.counts["unreadable"] + report.counts["without_capture"]
        rate = done / max(now - self._began, 0.1)
        text = f"{done:,} of {self._total:,} read · {report.changed:,} {self._word} · {rate:.0f} a second"
        self._write(f"\r{shortened(text, columns() - 1)}\x1b[K")

    def clear(self) -> None:
        """Leave the line empty."""
        if self._is_wanted and self._drawn_at:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):  # nobody looks any more
            self._is_wanted = False


def _tell(report: RereadReport, *, as_json: bool, is_dry: bool) -> None:
    for name, reason in report.problems:
        say(one_line(f"{name}: {reason}"))
    if (hidden := report.counts.total() - len(report.problems)) > 0:
        say(f"and {hidden:,} more")
    if as_json:
        _print_json(report, is_dry=is_dry)
        return
    print_changes(report)
    sys.stdout.write(_summary(report, is_dry=is_dry) + "\n")
    sys.stdout.flush()


def _summary(report: RereadReport, *, is_dry: bool) -> str:
    parts = [f"{report.read:,} read", f"{report.changed:,} {'would change' if is_dry else 'changed'}"]
    words = {
        "not_stories": "no stories any more",
        "unreadable": "unreadable",
        "without_capture": "without a capture",
        "overtaken": "overtaken",
    }
    parts += [f"{report.counts[kind]:,} {word}" for kind, word in words.items() if report.counts[kind]]
    return " · ".join(parts)


def _print_json(report: RereadReport, *, is_dry: bool) -> None:
    from scraper.cli.record import print_json

    for record in change_records(report):
        print_json(record)
    kinds = ("not_stories", "unreadable", "without_capture", "overtaken")
    counts = {kind: report.counts[kind] for kind in kinds}
    print_json({"dry_run": is_dry, "read": report.read, "changed": report.changed, **counts})
