"""How the time of a page grows with its size, shape by shape: 4 times the page should take about 4 times as long.

    python benchmarks/growth.py [SHAPE ...]

Each shape repeats what a broken or hostile page may hold without end. A page may also be refused, before it is parsed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import pairwise

import scraper
from scraper.errors import UnreadablePage

SIZES = (1_000, 4_000, 16_000)
STEEP = 8.0  # a growth above this is marked; 4 is linear, 16 is quadratic
TOO_SHORT = 0.02  # seconds; below it a growth says nothing
DEEPEST = 3_900  # levels; the guard refuses deeper ones
URL = "https://courier.example/2024/03/12/ferry"
STORY = (
    "<p>The ferry Sandpiper returned to Port Ellis on Tuesday, after fourteen months in dry dock, officials said.</p>"
)
HEADING = f"<title>Ferry returns</title><h1>Ferry returns</h1>{STORY * 4}"


def _json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{text}</script>'


SHAPES: dict[str, Callable[[int], str]] = {
    "a story": lambda n: HEADING + STORY * n,
    "unclosed title": lambda n: "<title>Ferry returns | Courier" + STORY * n,
    "unclosed h1": lambda n: "<h1>Ferry returns " + STORY.replace("p>", "b>") * n,
    "unclosed textarea": lambda n: HEADING + "<textarea>" + STORY * n,
    "unclosed attribute": lambda n: HEADING + "<a href='" + STORY * n,
    "unclosed links": lambda n: HEADING + "<a href='/tag/x'>Ferries <div>" * min(n, DEEPEST // 3),
    "flat list of tag links": lambda n: HEADING + "<ul>" + "<li><a href='/tag/x'>Ferries</a>" * n,
    "nested list of tag links": lambda n: HEADING + "<ul><li><a href='/tag/x'>Ferries</a>" * min(n, DEEPEST // 2),
    "links of rel=tag": lambda n: HEADING + "".join(f"<a rel=tag href=/t>Tag {i}</a>" for i in range(n)),
    "breadcrumbs": lambda n: HEADING + "<nav class=breadcrumb>" + "<a href=/n>News</a>" * n + "</nav>",
    "keywords": lambda n: HEADING + "<meta name=keywords content='" + "ferry, port, " * n + "'>",
    "long og:title": lambda n: "<meta property='og:title' content='" + STORY * n + "'>" + HEADING,
    "JSON-LD, long headline": lambda n: _json_ld(STORY * n + '"}') + HEADING,
    "JSON-LD, broken": lambda n: _json_ld(STORY * n) + HEADING,
    "JSON-LD, many": lambda n: _json_ld('Ferry returns","url":"/x"}') * n + HEADING,
    "many h1": lambda n: HEADING + "<h1>Ferry returns</h1>" * n,
    "many dates": lambda n: HEADING + "<time>12 March 2024</time>" * n,
    "many bylines": lambda n: HEADING + "<span class=author>By Mara Quill</span>" * n,
    "long byline": lambda n: "<h1>Ferry</h1><p class=byline>By " + "Mara Quill, Bo Li and " * n + "</p>" + STORY * 4,
    "many figures": lambda n: (
        HEADING
        + "".join(
            f"<figure><img src=/{i}.jpg><figcaption>Ferry {i}</figcaption></figure>" for i in range(min(n, 20_000))
        )
    ),
    "deep elements": lambda n: "<h1>Ferry</h1>" + "<div class=story>" * min(n, DEEPEST) + STORY * 4,
    "deep elements, each with a story": lambda n: "<h1>Ferry</h1>" + ("<div class=story>" + STORY) * min(n, DEEPEST),
    "many small stories": lambda n: f"<h1>Ferry</h1>{f'<article class=story>{STORY * 3}</article>' * n}",
    "empty paragraphs": lambda n: HEADING + "<p>" * n,
    "line breaks": lambda n: "<h1>Ferry</h1><div>" + "The ferry returned, officials said.<br><br>" * n,
    "table": lambda n: HEADING + "<table>" + "<tr><td>The ferry returned, officials said.<td>9" * n,
    "one long word": lambda n: HEADING + "<p>" + "ferry" * 20 * n,
    "one long line of dates": lambda n: HEADING + "<p>" + "12.03." * 20 * n,
    "spaces": lambda n: HEADING + "<p>x" + " " * 100 * n + "y",
}


def seconds(html: bytes) -> float:
    """Time one page in CPU seconds, also one that is refused."""
    start = time.process_time()
    try:
        scraper.extract(html, URL)
    except UnreadablePage:
        return time.process_time() - start
    return time.process_time() - start


def main(wanted: list[str]) -> int:
    """Print the times of each shape and how they grow; give 1 when one grows too steeply."""
    seconds(HEADING.encode())
    steep = 0
    for name, shape in SHAPES.items():
        if wanted and name not in wanted:
            continue
        pages = [shape(size).encode() for size in SIZES]
        times = [seconds(page) for page in pages]
        growths = [
            (later / max(earlier, TOO_SHORT)) / (len(large) / len(small)) * 4
            for (small, large), (earlier, later) in zip(pairwise(pages), pairwise(times), strict=True)
        ]
        is_steep = max(growths) > STEEP
        steep += is_steep
        figures = "".join(f"{len(page) / 1e6:7.2f} MB {found:7.3f} s" for page, found in zip(pages, times, strict=True))
        print(f"{name:<34}{figures}  growth {max(growths):5.1f}{'  STEEP' if is_steep else ''}", flush=True)
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
