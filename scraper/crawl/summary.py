"""What a crawl did, in numbers and in one line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

WORDS = {"new": "new", "changed": "changed", "known": "known", "not modified": "known"}
MAX_REASONS = 3


@dataclass
class Summary:
    """Counts of a crawl: stories by outcome, failures and refusals by reason, what is left, and remarks for people."""

    stories: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    not_stories: Counter[str] = field(default_factory=Counter)
    gone: int = 0
    lists: int = 0
    asked: int = 0
    found: int = 0  # new links
    remaining: int = 0
    remarks: list[str] = field(default_factory=list)

    def add(self, other: Summary) -> None:
        """Add what another part of the same crawl did."""
        for name, mine in vars(self).items():
            theirs = getattr(other, name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            else:
                setattr(self, name, mine + theirs)

    @property
    def got_anything(self) -> bool:
        """Whether any server gave any answer that could be used."""
        return bool(self.stories or self.not_stories or self.lists)

    @property
    def counts(self) -> dict[str, int]:
        """The counts by name, for the log of runs and for programs."""
        return {
            **{name: self.stories[name] for name in ("new", "changed", "known")},
            "failed": self.failures.total(),
            "refused": self.refused.total(),
            "gone": self.gone,
            "not_stories": self.not_stories.total(),
            "lists": self.lists,
            "asked": self.asked,
            "remaining": self.remaining,
        }

    def as_record(self) -> dict[str, object]:
        """Give all of it for programs: the counts, the reasons of what failed and what there is to remark."""
        return {
            **self.counts,
            "failures": dict(self.failures),
            "not_stories_by_reason": dict(self.not_stories),
            "remarks": self.remarks,
        }

    def line(self) -> str:
        """Say it in one line.

        >>> Summary(stories=Counter(known=312, new=4, changed=1), failures=Counter({"timed out": 2})).line()
        '312 known, 4 new, 1 changed, 2 failed (timed out)'
        """
        parts = [f"{self.stories[name]:,} {name}" for name in ("known", "new", "changed")]
        if self.failures:
            parts.append(f"{self.failures.total():,} failed ({_reasons(self.failures)})")
        if self.refused:
            parts.append(f"{self.refused.total():,} refused by robots.txt")
        if self.gone:
            parts.append(f"{self.gone:,} gone")
        if self.not_stories:
            parts.append(f"{self.not_stories.total():,} no stories")
        if self.remaining:
            parts.append(f"{self.remaining:,} waiting")
        return ", ".join(parts)


def _reasons(reasons: Counter[str]) -> str:
    named = [
        f"{reason} ×{count}" if count > 1 and len(reasons) > 1 else reason
        for reason, count in reasons.most_common(MAX_REASONS)
    ]
    return ", ".join([*named, "…"] if len(reasons) > MAX_REASONS else named)
