"""How a source is doing, on paper: as JSON, and as a small table for people."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from scraper.cli.execute import DONE
from scraper.cli.record import iso
from scraper.cli.source_table import moment
from scraper.durations import length_of
from scraper.terminal import BOLD, DIM, GREEN, RED, may_style, one_line, shortened, styled

if TYPE_CHECKING:
    from scraper.archive.health import Completeness, LastRun, SourceHealth

MAX_REASONS = 5
_LABEL_COLUMNS = 13
_REASON_COLUMNS = 70
#: Short heads for the columns of the table of fields.
_HEADS = {"standfirst": "standf.", "published": "date", "read as stories": "pages"}


def health_record(health: SourceHealth) -> dict[str, Any]:
    """Give the health of a source as plain values; shares are from 0 to 1."""
    source = health.source
    return {
        "id": source.id,
        "name": source.name,
        "url": source.url,
        "is_well": not health.alarms,
        "alarms": [asdict(alarm) for alarm in health.alarms],
        "last_success_at": iso(source.last_run_at),
        "stories": health.stories,
        "newest_story_at": iso(health.newest),
        "new_per_day": list(health.new_per_day),
        "waiting": health.waiting,
        "failures": dict(health.failures),
        "refused_by_robots": health.refused,
        "completeness": {
            one.field: {"lately": _rounded(one.share), "baseline": _rounded(one.baseline), "is_broken": one.is_broken}
            for one in health.completeness
        },
        "ways": [
            {"url": way.url, "kind": way.kind.value, "failures": way.failures, "last_error": way.last_error}
            for way in health.ways
        ],
    }


def print_last_run(last: LastRun | None) -> None:
    """Print how the last `scrape run` went."""
    if last is None:
        sys.stdout.write("`scrape run` has not run yet\n")
        return
    if last.ended_at is None:
        end = "it still runs, or was killed"
    else:
        took = length_of(round((last.ended_at - last.started_at).total_seconds()))
        end = f"took {took}, " + ("all well" if last.exit_code == DONE else f"exit status {last.exit_code}")
    counts = ", ".join(f"{last.counts[name]:,} {name}" for name in ("new", "changed", "failed") if name in last.counts)
    sys.stdout.write(f"last run {moment(last.started_at)}, {end}{f': {counts}' if counts else ''}\n")


def print_health(health: SourceHealth) -> None:
    """Print how a source is doing for people."""
    is_styled = may_style(sys.stdout)

    def shown(text: str, *styles: str) -> str:
        return styled(text, *styles) if is_styled else text

    source = health.source
    calm = shown("well", GREEN) if source.last_run_at else shown("not looked at yet", DIM)
    state = shown("ALARM", RED, BOLD) if health.alarms else calm
    title = one_line(f"{source.id}  {source.name or '(no name)'}")
    lines = [f"\n{shown(title, BOLD)}  {one_line(source.url)}  {state}"]
    lines += [shown(one_line(f"   ! {alarm.kind}: {alarm.text}"), RED) for alarm in health.alarms]
    lines += [f"   {shown(f'{label:<{_LABEL_COLUMNS}}', DIM)}{one_line(value)}" for label, value in _facts(health)]
    for label, cells in _fields(health.completeness):
        row = "".join(f"{cell:>{_width(one)}}" for cell, one in zip(cells, health.completeness, strict=True))
        lines.append(f"   {shown(f'{label:<{_LABEL_COLUMNS}}', DIM)}{row[2:]}")
    sys.stdout.write("\n".join(lines) + "\n")


def _facts(health: SourceHealth) -> Iterator[tuple[str, str]]:
    yield "last success", moment(health.source.last_run_at)
    newest = f", the newest of {moment(health.newest)}" if health.newest else ""
    waiting = f", {health.waiting:,} waiting" if health.waiting else ""
    yield "stories", f"{health.stories:,}{newest}{waiting}"
    days = " ".join(f"{count:,}" for count in health.new_per_day)
    yield "new per day", f"{days}  (the last is today)"
    yield "failures", f"{_reasons(health.failures)} in a week" if health.failures else "none in a week"
    if health.refused:
        yield "robots.txt", f"refused {health.refused:,} in a week"


def _reasons(failures: Mapping[str, int]) -> str:
    named = [
        f"{count:,} × {shortened(one_line(reason) or 'no reason', _REASON_COLUMNS)}"
        for reason, count in list(failures.items())[:MAX_REASONS]
    ]
    return ", ".join([*named, f"{len(failures) - MAX_REASONS} other reasons"] if len(failures) > MAX_REASONS else named)


def _fields(fields: tuple[Completeness, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of the table of fields: their names, lately, before."""
    if all(one.share is None for one in fields):
        return
    yield "complete", [_HEADS.get(one.field, one.field) for one in fields]
    yield "  lately", [_percent(one.share, is_broken=one.is_broken) for one in fields]
    if any(one.baseline is not None for one in fields):
        yield "  before", [_percent(one.baseline) for one in fields]


def _width(one: Completeness) -> int:
    return max(len(_HEADS.get(one.field, one.field)), 5) + 2


def _percent(share: float | None, *, is_broken: bool = False) -> str:
    return "–" if share is None else f"{share:.0%}{'!' if is_broken else ''}"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
