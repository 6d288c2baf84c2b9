"""What reading again changes, by site and field, with examples: the same words before it is done and after."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scraper.archive import SOURCES, Reread, Story
from scraper.models import Article, Image

MAX_EXAMPLES = 3  # of one field of one site
MAX_CHARS = 300  # of a value in an example
MAX_PROBLEMS = 20  # that are told in full; the rest is counted
BEFORE_CHARS = 40  # of what is the same, before the first difference
NO_HOST = "(no address)"


@dataclass(frozen=True, slots=True)
class Example:
    """One story's value before and after, None where there was none; long texts from where they differ."""

    article_id: str
    url: str | None
    before: str | None
    after: str | None


@dataclass
class FieldReport:
    """One field of one site: how many stories have another value, gain one, or lose the one they had."""

    changed: int = 0
    gained: int = 0
    lost: int = 0
    examples: list[Example] = field(default_factory=list)

    @property
    def stories(self) -> int:
        """How many stories it is about."""
        return self.changed + self.gained + self.lost


class RereadReport:
    """Counts changes as they come; keeps MAX_EXAMPLES a field and site, whatever the size of the archive."""

    def __init__(self) -> None:
        self.read = 0
        self.changed = 0
        self.counts: Counter[str] = Counter()
        self.problems: list[tuple[str, str]] = []
        self._sites: dict[str, dict[str, FieldReport]] = defaultdict(lambda: defaultdict(FieldReport))

    @property
    def fields(self) -> Iterator[tuple[str, str, FieldReport]]:
        """Host, field and what is said of it: sites by name, fields by how many stories they are about."""
        for host in sorted(self._sites):
            ranked = sorted(self._sites[host].items(), key=lambda item: (-item[1].stories, item[0]))
            yield from ((host, name, report) for name, report in ranked)

    def add(self, change: Reread) -> None:
        """Count a story whose page was read."""
        self.read += 1
        if change.reason:
            self._problem("not_stories", change.story, change.reason)
        if not change.fields:
            return
        self.changed += 1
        site = self._sites[_host_of(change.story)]
        for name in change.fields:
            old, new = _value(change.story.article, name), _value(change.after, name)
            report = site[name]
            if name != SOURCES and not old and old is not False:
                report.gained += 1
            elif name != SOURCES and not new and new is not False:
                report.lost += 1
            else:
                report.changed += 1
            if name != SOURCES and len(report.examples) < MAX_EXAMPLES:
                before, after = _apart(_text(old), _text(new))
                report.examples.append(Example(change.story.id, change.story.article.url, before, after))

    def add_unread(self, story: Story, reason: str, *, kind: str = "unreadable") -> None:
        """Count a story whose page could not be read, or was not kept."""
        self._problem(kind, story, reason)

    def _problem(self, kind: str, story: Story, reason: str) -> None:
        self.counts[kind] += 1
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append((story.article.url or story.id, reason))


def _host_of(story: Story) -> str:
    from scraper.urls import host

    return (host(story.article.url) if story.article.url else "") or NO_HOST


def _value(article: Article, name: str) -> Any:
    return None if name == SOURCES else getattr(article, name)


def _text(value: Any) -> str | None:
    match value:
        case None | () | "":
            return None
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case tuple():
            return ", ".join(item.url if isinstance(item, Image) else str(item) for item in value)
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _apart(one: str | None, other: str | None) -> tuple[str | None, str | None]:
    """Cut two long texts to where they begin to differ."""
    begin = 0
    if one and other and max(len(one), len(other)) > MAX_CHARS:
        same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        begin = max(0, same - BEFORE_CHARS)
    cut = [text and ("…" if begin else "") + text[begin : begin + MAX_CHARS] for text in (one, other)]
    return cut[0], cut[1]
