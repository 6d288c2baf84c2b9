"""Whether a text runs by the clock, as live blogs and tickers do whose markup nobody knows.

Their entries begin with a time of day or a minute of play, one after the other, up or down. A programme of events does
so, too: whoever asks here knows that the page calls itself live.
"""

from __future__ import annotations

import re
from itertools import pairwise

MIN_MOMENTS = 4
IN_ORDER = 0.8  # of the steps from one time to the next: midnight, and a pinned entry, go the other way
MAX_LINES = 400

_OF_DAY = re.compile(
    r"(?:um |kl\.? ?|klo |(?:alle )?ore |godz\.? ?|às |a las |à |om |at )?"
    r"(\d{1,2})[:.h](\d{2})(?::\d\d)?(?: ?(?:am|pm|uhr|h|gmt|bst|cet|cest|est|utc))?\b",
    re.IGNORECASE,
)
_OF_PLAY = re.compile(r"(\d{1,3})(?: ?\+ ?(\d{1,2}))?(?:['’′´]|\.? ?min)")


def runs_by_the_clock(body: str) -> bool:
    r"""Tell whether the lines of a text begin with times that rise, or fall.

    >>> runs_by_the_clock("18:40 Uhr\n\nThe boat is in.\n\n18:31\n\nFog.\n\n17:55\n\nRain.\n\n17:20 It left.")
    True
    """
    lines = body.split("\n\n")[:MAX_LINES]
    return any(_rise_or_fall(moments) for moments in (_moments(_OF_DAY, lines), _moments(_OF_PLAY, lines)))


def _moments(pattern: re.Pattern[str], lines: list[str]) -> list[int]:
    found = [pattern.match(line.lstrip("| -–")) for line in lines]
    return [int(match[1]) * 60 + int(match[2] or 0) for match in found if match]


def _rise_or_fall(moments: list[int]) -> bool:
    steps = [after - before for before, after in pairwise(moments) if after != before]
    if len(moments) < MIN_MOMENTS or len(steps) < MIN_MOMENTS - 1:
        return False
    return max(sum(step > 0 for step in steps), sum(step < 0 for step in steps)) >= IN_ORDER * len(steps)
