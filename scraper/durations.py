"""Lengths of time as people write them in a file or on a command line: `90`, `15m`, `2h`, `1d`, `1h30m`."""

from __future__ import annotations

import re

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")
_WHOLE = re.compile(r"\s*(?:\d+(?:\.\d+)?\s*[smhdw]\s*)+")
_PLAIN = re.compile(r"\s*\d+(?:\.\d+)?\s*")


def seconds_of(text: str) -> float | None:
    """Give the seconds that a length of time comes to, a plain number being seconds; None if it is none.

    >>> seconds_of("15m"), seconds_of("1h30m"), seconds_of("0.5"), seconds_of("soon")
    (900.0, 5400.0, 0.5, None)
    """
    if _PLAIN.fullmatch(text):
        return float(text)
    if not _WHOLE.fullmatch(text.lower()):
        return None
    return float(sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(text.lower())))


def length_of(seconds: float) -> str:
    """Give a length of time in its two largest units.

    >>> length_of(900), length_of(5400), length_of(93600), length_of(0.5)
    ('15 min', '1 h 30 min', '1 d 2 h', '0.5 s')
    """
    if seconds < 60:
        return f"{seconds:g} s"
    rest = round(seconds)
    parts = []
    for name, size in (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {name}")
    return " ".join(parts[:2])
