"""What reading a page costs, against a bare parse and other readers of articles, and how well each reads the body.

    python benchmarks/extract.py ../shared/eval --pages 250 --svg docs/extract.svg
    python benchmarks/extract.py ../shared/eval --memory

Every reader reads the same pages in the same run, in interleaved rounds (A B C A B C ...), from bytes in memory. A
page's time is the median of its rounds in CPU seconds of this process, so that other load matters little; only the
ratios mean anything on another machine. A first round is not timed: it imports, fills caches and is scored.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import logging
import random
import sys
import time
import tomllib
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import fmean, median
from typing import Any

from evaluation import TRAINED, scorer
from peers import OURS, PARSE, Peer, installed
from picture import Point, scatter

EXTRACTIONS = 10_000
REPORT_EVERY = 1_000
WARM_UP = 3  # reports until every page was seen and every cache is full
MAX_GROWTH = 0.05  # of the resident memory after the warm-up; more is a leak


@dataclass(frozen=True)
class Timing:
    """CPU milliseconds a page, and the body's F1 where pages of the run have a known body."""

    name: str
    mean: float
    median: float
    p95: float
    p99: float
    body_f1: float | None
    errors: int


def timing(name: str, seconds: Sequence[float], body_f1: float | None, errors: int) -> Timing:
    """Sum up one reader's seconds, one figure a page."""
    ordered = sorted(1000 * value for value in seconds)

    def percentile(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    return Timing(name, fmean(ordered), median(ordered), percentile(0.95), percentile(0.99), body_f1, errors)


def measure(readers: Sequence[Peer], pages: Sequence[Any], rounds: int, evaluate: Any) -> list[Timing]:
    """Score every reader once, then time all in turns."""
    html = [page.html() for page in pages]
    known = [page for page in pages if "body" in page.gold]
    body_f1: dict[str, float | None] = {}
    errors: dict[str, int] = {}
    for reader in readers:
        say(f"{reader.name}: first round, not timed")
        predictions = {page.id: evaluate.predict(reader.read, page) for page in pages}
        summaries, _ = evaluate.evaluate(known, [predictions[page.id] for page in known], 0)
        body_f1[reader.name] = summaries["overall"]["body"]["f1"] if known and reader is not PARSE else None
        errors[reader.name] = sum(prediction.error is not None for prediction in predictions.values())
    seconds: dict[str, list[list[float]]] = {reader.name: [] for reader in readers}
    for number in range(rounds):
        for reader in readers:
            say(f"{reader.name}: round {number + 1} of {rounds}")
            gc.collect()  # what one reader left behind is not another's time
            seconds[reader.name].append(
                [cpu_seconds(reader.read, text, page.url) for text, page in zip(html, pages, strict=True)]
            )
    say("")
    return [
        timing(name, [median(times) for times in zip(*found, strict=True)], body_f1[name], errors[name])
        for name, found in seconds.items()
    ]


def cpu_seconds(read: Callable[..., Any], html: bytes, url: str | None) -> float:
    """Time one page; a reader that raises is timed until it does."""
    start = time.process_time()
    try:
        read(html, url)
    except Exception:  # noqa: BLE001  # counted in the first round
        return time.process_time() - start
    return time.process_time() - start


def say(text: str) -> None:
    """Show progress, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def table(timings: Sequence[Timing]) -> str:
    """Lay the figures out, fastest first."""
    by_name = {timing.name: timing for timing in timings}
    ours, parse = by_name[OURS.name], by_name[PARSE.name]
    lines = [f"{'':<18} {'mean':>8} {'median':>8} {'p95':>8} {'p99':>8}  x ours  x parse  body F1  errors"]
    for found in sorted(timings, key=lambda timing: timing.mean):
        quality = f"{found.body_f1:.3f}" if found.body_f1 is not None else "-"
        lines.append(
            f"{found.name:<18} {found.mean:8.2f} {found.median:8.2f} {found.p95:8.2f} {found.p99:8.2f}"
            f"  {found.mean / ours.mean:6.2f}  {found.mean / parse.mean:7.1f}  {quality:>7}  {found.errors:6}"
        )
    return "\n".join(lines)


def markdown(timings: Sequence[Timing]) -> str:
    """Write the table that stands in the README."""
    by_name = {timing.name: timing for timing in timings}
    ours, parse = by_name[OURS.name], by_name[PARSE.name]
    lines = ["| | CPU ms a page | p99 | x bare parse | x ours | body F1 |", "|---" * 6 + "|"]
    for found in sorted(timings, key=lambda timing: timing.mean):
        quality = f"{found.body_f1:.3f}" if found.body_f1 is not None else "-"
        ratios = f"{found.mean / parse.mean:.1f} | {found.mean / ours.mean:.2f}"
        lines.append(f"| {found.name} | {found.mean:.1f} | {found.p99:.0f} | {ratios} | {quality} |")
    return "\n".join(lines)


def too_slow(timings: Sequence[Timing]) -> int:
    """Print how ours stands to the ceilings of floors.toml and give how many it is above."""
    by_name = {timing.name: timing for timing in timings}
    ceilings = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["speed"]
    above = 0
    for name, ceiling in ceilings.items():
        if name in by_name:
            reached = by_name[OURS.name].mean / by_name[name].mean
            above += reached > ceiling
            print(f"{reached:6.2f} x {name}, ceiling {ceiling:g}{'  ABOVE ITS CEILING' if reached > ceiling else ''}")
    return above


def picture(timings: Sequence[Timing]) -> str:
    """Draw quality against speed."""
    points = [
        Point(timing.name, timing.mean, timing.body_f1, is_ours=timing.name == OURS.name)
        for timing in timings
        if timing.body_f1 is not None
    ]
    parse = next(timing.mean for timing in timings if timing.name == PARSE.name)
    return scatter(points, "How well the body is read (4-gram F1), and how fast", mark=("bare parse", parse))


def resident_megabytes() -> float:
    """Give the memory that this process holds now (Linux), without what the allocator keeps of what was freed."""
    gc.collect()
    with suppress(AttributeError, OSError):  # only glibc can give it back
        ctypes.CDLL(None).malloc_trim(0)
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    return int(fields["VmRSS"].split()[0]) / 1000


def memory(pages: Sequence[Any]) -> int:
    """Read EXTRACTIONS pages, in an order that changes, and tell whether the memory stays as it is."""
    chance = random.Random(5)
    order: list[Any] = []
    readings = []
    for number in range(1, EXTRACTIONS + 1):
        if not order:
            order = chance.sample(pages, len(pages))
        page = order.pop()
        cpu_seconds(OURS.read, page.html(), page.url)
        if number % REPORT_EVERY == 0:
            readings.append(resident_megabytes())
            print(f"{number:6} extractions  {readings[-1]:7.1f} MB", flush=True)
    before, after = max(readings[:WARM_UP]), readings[-1]
    is_flat = after <= before * (1 + MAX_GROWTH)
    print(f"{after - before:+.1f} MB since the first {WARM_UP * REPORT_EVERY}: {'flat' if is_flat else 'IT GROWS'}")
    return 0 if is_flat else 1


def main() -> int:
    """Measure as the arguments say; give 1 when a ceiling is passed or the memory grows."""
    summary, _, details = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, help="folder of an evaluation set, with its evaluate.py")
    parser.add_argument("--pages", type=int, metavar="N", help="a fixed random sample (default: all)")
    parser.add_argument("--with-body", action="store_true", help="only pages whose body is known")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="timed rounds (default: 3)")
    parser.add_argument("--peers", nargs="+", default=(), metavar="NAME", help="only these (default: the installed)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    parser.add_argument("--markdown", action="store_true", help="lay the table out as the README has it")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw body F1 against milliseconds")
    parser.add_argument(
        "--unseen", type=float, metavar="F1", help="ours on unseen domains (train_body.py --validate), to show instead"
    )
    parser.add_argument("--memory", action="store_true", help=f"instead: memory over {EXTRACTIONS:,} extractions")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # peers warn of what they could not read
    logging.disable()
    evaluate = scorer(arguments.set)
    pages = [page for page in evaluate.load_pages(arguments.set) if not arguments.with_body or "body" in page.gold]
    if arguments.pages and arguments.pages < len(pages):
        pages = random.Random(0).sample(pages, arguments.pages)
    if arguments.memory:
        return memory(pages)
    timings = measure([PARSE, OURS, *installed(wanted=arguments.peers)], pages, arguments.rounds, evaluate)
    if arguments.unseen is None:
        print(TRAINED, file=sys.stderr)
    else:
        timings = [replace(t, body_f1=arguments.unseen) if t.name == OURS.name else t for t in timings]
    bodies = sum("body" in page.gold for page in pages)
    print(f"CPU milliseconds a page; {len(pages)} pages, {bodies} of them with a known body, {arguments.rounds} rounds")
    print(markdown(timings) if arguments.markdown else table(timings))
    if arguments.json:
        report = {"pages": len(pages), "bodies": bodies, "readers": [asdict(timing) for timing in timings]}
        arguments.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    if arguments.svg:
        arguments.svg.write_text(picture(timings), "utf-8")
    return 1 if too_slow(timings) else 0


if __name__ == "__main__":
    sys.exit(main())
