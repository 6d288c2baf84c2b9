"""What is usual and what is not: a share that fell, a silence that is too long. Pure functions of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import comb

MIN_RECENT = 8  # stories; fewer prove nothing
MAX_RECENT = 40
MIN_BASELINE = 20
MAX_BASELINE = 300
RECENT_DAYS = timedelta(days=3)  # before the newest story
LEAST_FALL = 0.3  # of the share: a field that half the stories have may come and go
LEAST_ODDS = 0.001  # the odds of so few by chance, below which it is no chance
QUIET_FACTOR = 2  # times as long as the longest usual silence
LEAST_QUIET = timedelta(days=2)
KNOWN_WELL = timedelta(days=14)  # two weekends, when many papers publish little
KNOWN_AT_ALL = timedelta(days=2)


def split(times: Sequence[datetime], batches: Sequence[datetime]) -> tuple[list[int], list[int]]:
    """Give which of a source's stories, the newest first, are recent, and which they are compared with.

    `batches` are the beginnings of the runs that read them first. Two stories of one run tell nothing of a change of
    the site: so the recent ones are those of the last runs, and what they are compared with is of earlier runs. Without
    enough of these, the second list is empty.
    """
    within = {
        number for number, at in enumerate(times[:MAX_RECENT]) if number < MIN_RECENT or times[0] - at <= RECENT_DAYS
    }
    members: dict[datetime, list[int]] = {}
    for number, batch in enumerate(batches):
        members.setdefault(batch, []).append(number)
    recent: list[int] = []
    others = set(range(len(times)))
    for batch in sorted({batches[number] for number in within}, reverse=True):
        left = others.difference(members[batch])
        if len(recent) >= MIN_RECENT and len(left) < MIN_BASELINE:
            break
        others = left
        recent += within.intersection(members[batch])
    if len(recent) < MIN_RECENT or len(others) < MIN_BASELINE:
        return sorted(within), []
    return sorted(recent), sorted(others)[:MAX_BASELINE]


def has_fallen(hits: int, of: int, baseline: float) -> bool:
    """Tell whether so many hits are far below what is usual, and by no chance.

    >>> has_fallen(2, 20, 0.9), has_fallen(17, 20, 0.9), has_fallen(0, 3, 0.5)
    (True, False, False)
    """
    if of < MIN_RECENT or baseline - hits / of < LEAST_FALL:
        return False
    usual = min(baseline, 0.99)
    odds = sum(comb(of, count) * usual**count * (1 - usual) ** (of - count) for count in range(hits + 1))
    return odds < LEAST_ODDS


def silence_allowed(times: Sequence[datetime]) -> timedelta | None:
    """Give how long a source may publish nothing; None when too little is known. The newest time comes first.

    It is twice the longest silence but one, which may have been a strike or a fault of ours.

    >>> from datetime import UTC
    >>> silence_allowed([datetime(2026, 3, 30 - day, tzinfo=UTC) for day in range(25)])
    datetime.timedelta(days=2)
    """
    if len(times) < MIN_BASELINE or times[0] - times[-1] < KNOWN_AT_ALL:
        return None
    *_, usual, _ = sorted(later - earlier for later, earlier in pairwise(times))
    least = LEAST_QUIET if times[0] - times[-1] >= KNOWN_WELL else 2 * LEAST_QUIET
    return max(usual * QUIET_FACTOR, least)
