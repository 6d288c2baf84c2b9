"""A paper that is redesigned while it is watched: `scrape status` says so, and no sooner."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from tests.crawl.faults.paper import page
from tests.crawl.invented_news import story
from tests.watch.test_run import make_due, site, watch
from tests.watch.watched_site import WatchedSite

__all__ = ["site"]  # the fixture

LATELY = "lately, 100% before; was the site redesigned?"
OLD, NEW = range(12, 42), range(12)  # the smaller the number, the newer the story


def drop_bylines(site: WatchedSite, numbers: Iterable[int]) -> None:
    for number in numbers:
        now = page(number)
        assert isinstance(now.body, str)
        body = now.body.replace(f"<p>By {story(number, 'courier').author}</p>", "")
        assert body != now.body
        site.answer(number, replace(now, body=body))


def status(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], list[str]]:
    """Give how complete each field is, and what the alarms of the layout say."""
    capsys.readouterr()
    site.scrape("status", "--json")
    (told,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return told["completeness"], [alarm["text"] for alarm in told["alarms"] if alarm["kind"] == "layout"]


@pytest.mark.parametrize("is_redesigned", [True, False])
def test_template_without_bylines_is_an_alarm(
    is_redesigned: bool, site: WatchedSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.publish(OLD)
    watch(site)
    site.scrape("run")
    _, before = status(site, capsys)
    site.publish([*NEW, *OLD])
    if is_redesigned:
        drop_bylines(site, [*NEW, *OLD])
    make_due(site)
    site.scrape("run")

    fields, alarms = status(site, capsys)

    assert before == []
    assert fields["byline"] == {"lately": 1.0 - is_redesigned, "baseline": 1.0, "is_broken": is_redesigned}
    assert alarms == ([f"0% of the stories have {name} {LATELY}" for name in ("byline", "authors")] * is_redesigned)
