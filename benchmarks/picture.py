"""A scatter plot as SVG, written by hand: quality upwards, time to the right on a logarithmic axis.

It brings its own background and changes its colours with the reader's light or dark mode.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 52, 56  # margins around the plot
CHARACTER, LINE = 7.2, 16.0  # about how wide and high a label's letters are
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # the share of a text that stands left of where it is put
_Box = tuple[float, float, float, float]  # left, top, width, height

_STYLE = """\
.card { fill: #ffffff; stroke: #d0d7de }
text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #57606a }
.title { font-size: 15px; font-weight: 600; fill: #1f2328 }
.grid { stroke: #d8dee4; stroke-width: 1 }
.mark { stroke: #8c959f; stroke-dasharray: 4 4 }
.point { fill: #8c959f }
.label { fill: #1f2328 }
.ours { fill: #0969da }
.label.ours { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  .card { fill: #0d1117; stroke: #30363d }
  text { fill: #9198a1 }
  .title, .label { fill: #f0f6fc }
  .grid { stroke: #262c36 }
  .mark { stroke: #6e7681 }
  .ours { fill: #4493f8 }
}"""


@dataclass(frozen=True)
class Point:
    """A reader in the picture."""

    name: str
    milliseconds: float
    quality: float
    is_ours: bool = False


@dataclass(frozen=True)
class _Scales:
    """Where a time and a quality lie, in pixels."""

    slowest: float  # the powers of ten of the axis' ends
    fastest: float
    worst: float
    best: float

    def x(self, milliseconds: float) -> float:
        share = (log10(milliseconds) - self.fastest) / (self.slowest - self.fastest)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, quality: float) -> float:
        return HEIGHT - BOTTOM - (quality - self.worst) / (self.best - self.worst) * (HEIGHT - TOP - BOTTOM)


def scatter(points: Sequence[Point], title: str, *, mark: tuple[str, float] | None = None) -> str:
    """Draw the points, labelled, and perhaps a vertical line at a named number of milliseconds."""
    times = [point.milliseconds for point in points] + ([mark[1]] if mark else [])
    qualities = [point.quality for point in points]
    scales = _Scales(
        slowest=log10(max(times) * 2),
        fastest=log10(min(times) / 1.6),
        worst=floor(min(qualities) * 50 - 0.25) / 50,
        best=min(1.0, ceil(max(qualities) * 50 + 0.25) / 50),
    )
    described = "; ".join(f"{p.name}: {p.quality:.3f} at {p.milliseconds:.3g} ms" for p in points)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(described)}</desc>",
            f"<style>\n{_STYLE}\n</style>",
            f'<rect class="card" x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="8"/>',
            f'<text class="title" x="{LEFT}" y="30">{escape(title)}</text>',
            *_axes(scales),
            *(_mark(scales, *mark) if mark else ()),
            *_points(scales, points),
            "</svg>\n",
        ]
    )


def _axes(scales: _Scales) -> list[str]:
    lines = []
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    step = 0.02 if scales.best - scales.worst < 0.2 else 0.05
    for number in range(round(scales.worst / step), round(scales.best / step) + 1):
        y = scales.y(number * step)
        if TOP - 1 <= y <= bottom + 1:
            lines.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{right}"/>')
            lines.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{number * step:.2f}</text>')
    for power in range(floor(scales.fastest), ceil(scales.slowest) + 1):
        for digit in (1, 2, 5):
            value = digit * 10.0**power
            if scales.fastest <= log10(value) <= scales.slowest:
                x = scales.x(value)
                lines.append(f'<path class="grid" d="M{x:.1f} {TOP}V{bottom}"/>')
                lines.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{value:g}</text>')
    middle = (LEFT + right) / 2
    lines.append(
        f'<text x="{middle:g}" y="{HEIGHT - 14}" text-anchor="middle">CPU milliseconds a page (logarithmic)</text>'
    )
    return lines


def _mark(scales: _Scales, name: str, milliseconds: float) -> list[str]:
    x = scales.x(milliseconds)
    return [
        f'<path class="mark" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>',
        f'<text x="{x + 6:.1f}" y="{HEIGHT - BOTTOM - 8}">{escape(name)}</text>',
    ]


def _points(scales: _Scales, points: Sequence[Point]) -> list[str]:
    lines = []
    taken: list[_Box] = [(scales.x(p.milliseconds) - 7, scales.y(p.quality) - 7, 14.0, 14.0) for p in points]
    for point in sorted(points, key=lambda point: not point.is_ours):  # ours chooses its label's place first
        x, y = scales.x(point.milliseconds), scales.y(point.quality)
        width = len(point.name) * CHARACTER
        own = (x - 7, y - 7, 14.0, 14.0)
        places = (
            ("start", x + 11, y - LINE / 2),
            ("end", x - 11, y - LINE / 2),
            ("middle", x, y - 10 - LINE),
            ("middle", x, y + 10),
            ("start", x + 5, y + 9),
            ("end", x - 5, y + 9),
        )
        others = [box for box in taken if box != own]
        boxes = {place: (place[1] - width * _BEFORE[place[0]], place[2], width, LINE) for place in places}
        anchor, at, top = min(places, key=lambda place: _cost(boxes[place], others))
        taken.append(boxes[anchor, at, top])
        style = " ours" if point.is_ours else ""
        lines.append(f'<circle class="point{style}" cx="{x:.1f}" cy="{y:.1f}" r="{7 if style else 5}"/>')
        lines.append(
            f'<text class="label{style}" x="{at:.1f}" y="{top + LINE - 4:.1f}" text-anchor="{anchor}">'
            f"{escape(point.name)}</text>"
        )
    return lines


def _cost(box: _Box, taken: Sequence[_Box]) -> float:
    """Count the square pixels that a label shares with others or has outside the plot."""
    left, top, width, height = box
    outside = max(0.0, LEFT - left) + max(0.0, left + width - (WIDTH - RIGHT)) + max(0.0, TOP - top)
    outside += max(0.0, top + height - (HEIGHT - BOTTOM))
    shared = 0.0
    for x, y, w, h in taken:
        shared += max(0.0, min(left + width, x + w) - max(left, x)) * max(0.0, min(top + height, y + h) - max(top, y))
    return shared + outside * 20
