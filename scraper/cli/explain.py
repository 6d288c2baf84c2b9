"""`scrape explain`: where on the page every field was read, and what else could have stood in it."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from scraper.cli.execute import DONE, NOTHING_FETCHED, SOME_FAILED
from scraper.cli.options import AllowPrivate, AsJson, Db, UserAgent, archive_to_read, configuration, private_hosts
from scraper.cli.plain import Argument, Option
from scraper.cli.record import print_json
from scraper.models import Image, Reading
from scraper.pipeline import Outcome, scrape_file, scrape_url
from scraper.terminal import BOLD, DIM, GREEN, columns, complain, may_style, one_line, say, shortened, styled

_ARTICLE_ID = re.compile(r"[0-9a-f]{16}")
_SOURCE_COLUMNS = 34
MISSED = "site rule matched nothing"  # as the source says of a value that a rule should have given
#: Per field: value as text (None: the text of the body), its source, and whether it won.
Explained = Mapping[str, Sequence[tuple[str | None, str, bool, str | None]]]


def explain(
    page: Annotated[str, Argument("URL|PATH|ID", "A live page, a saved one, or a story's id.")],
    stored: Annotated[bool, Option("--stored", "Show what the archive noted of a URL, and fetch nothing.")] = False,
    db: Db = None,
    as_json: AsJson = False,
    allow_private: AllowPrivate = False,
    user_agent: UserAgent = None,
) -> int:
    """Show where every field was read: all candidates, most trusted first, the winner marked with *.

    Nothing is stored. A URL is fetched; an id, or --stored and any URL that the story goes by, shows what was noted
    when it was archived or last read again.
    """
    unmatched: tuple[str, ...] = ()
    if stored or (_ARTICLE_ID.fullmatch(page) and not _exists(page)):
        name, fields = page, _stored(page, db)
        if fields is None:
            complain(f"{one_line(page)}: there is no such story in the archive")
            return SOME_FAILED
        if not fields:
            complain(f"{one_line(page)}: the archive has no note of where this story was read")
            return SOME_FAILED
        unmatched = tuple(
            "section" if field == "sections" else field
            for field, found in fields.items()
            if found[0][1].endswith(MISSED)
        )
    else:
        configuration(db, user_agent)  # which knows of a folder of rules
        if "://" not in page and not _exists(page):
            complain(one_line(f"{page}: there is no such file, and it is no http or https address"))
            return NOTHING_FETCHED
        outcome = _outcome(page, user_agent, allow_private=allow_private)
        name, fields = outcome.source, _candidates(outcome.reading)
        unmatched = outcome.reading.unmatched if outcome.reading else ()
        if outcome.error:
            complain(one_line(str(outcome.error)))
            return SOME_FAILED if outcome.page else NOTHING_FETCHED
        if outcome.reason:
            say(one_line(f"{name}: {outcome.reason}"))
        if outcome.reading is None:
            return SOME_FAILED
    if as_json:
        found = {field: [_as_json(*one) for one in candidates] for field, candidates in fields.items()}
        print_json({"page": name, "fields": found, "unmatched_rules": list(unmatched)})
    else:
        _print(fields)
        for key in unmatched:
            sys.stdout.write(f"site rule for {key} matched nothing\n")
    return DONE


def _outcome(page: str, user_agent: str | None, *, allow_private: bool) -> Outcome:
    if _exists(page):
        return scrape_file(Path(page), None)
    return asyncio.run(_fetch(page, user_agent, allow_private=allow_private))


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:  # longer than the name of a file may be
        return False


async def _fetch(url: str, user_agent: str | None, *, allow_private: bool) -> Outcome:
    from scraper.fetch import Fetcher

    config = configuration(user_agent=user_agent)
    async with Fetcher(config.identity, allow_private=private_hosts(config, [url], allow=allow_private)) as fetcher:
        return await scrape_url(url, fetcher, None)


def _candidates(reading: Reading | None) -> Explained:
    explained = {}
    for field, candidates in reading.candidates.items() if reading else ():
        winner = reading.article.sources.get(field) if reading else None
        wins = next((number for number, found in enumerate(candidates) if found.source == winner), None)
        explained[field] = [
            (text := _as_text(found.value), found.source, number == wins, found.raw if found.raw != text else None)
            for number, found in enumerate(candidates)
        ]
    return explained


def _stored(url_or_id: str, db: str | None) -> Explained | None:
    """Give what is noted of a story; None where there is no such story."""
    with archive_to_read(db) as archive:
        if (story := archive.story(url_or_id)) is None:
            return None
        found = archive.field_sources(story.id)
    return {
        field: [(f.value, f.source, not number, f.raw) for number, f in enumerate(values)]
        for field, values in found.items()
    }


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Image):
        return value.url
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence):
        return ", ".join(_as_text(item) for item in value)
    return str(value)


def _as_json(value: str | None, source: str, is_winner: bool, raw: str | None) -> dict[str, Any]:
    return {"value": value, "source": source, "chosen": is_winner, "raw": raw}


def _print(fields: Explained) -> None:
    style = may_style(sys.stdout)
    room = columns() - _SOURCE_COLUMNS - 3
    for field, candidates in fields.items():
        lines = [styled(one_line(field), *((BOLD,) if style else ()))]
        for value, source, is_winner, raw in candidates:
            shown = "(the text of the story)" if value is None else one_line(value[:500])
            text = shortened(f"{shown}  [{one_line(raw[:300])}]" if raw else shown, room)
            line = (
                f"{'*' if is_winner else ' '} {shortened(one_line(source), _SOURCE_COLUMNS):<{_SOURCE_COLUMNS}} {text}"
            )
            lines.append(styled(line, *((GREEN,) if is_winner else (DIM,))) if style else line)
        sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
