"""What a crawl tells of itself while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scraper.models import Article

EventKind = Literal["asked", "story", "list", "no story", "gone", "failed", "refused", "remark"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened: what, to which URL, and what there is to say."""

    kind: EventKind
    url: str
    detail: str = ""
    article: Article | None = None
    found: int = 0  # new links


@dataclass(frozen=True, slots=True)
class Visit:
    """How a host took a visit: whether it gave an answer, and when it is to be asked again if not now."""

    is_answer: bool = True
    come_back: datetime | None = None
    reason: str = ""


Tell = Callable[[Event], None]
Offer = Callable[[str, Iterable[str]], None]


def say_nothing(_event: Event) -> None:
    """Tell nobody."""
