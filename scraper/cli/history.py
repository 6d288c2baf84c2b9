"""`scrape history`: every version of a story, what changed from one to the next, and what happened to it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from scraper.cli.execute import DONE, SOME_FAILED
from scraper.cli.live_entries import entry_record
from scraper.cli.options import AsJson, Db, archive_to_read
from scraper.cli.plain import Argument
from scraper.cli.record import for_people, iso, print_json
from scraper.models import Article, LiveEntry, Verdict
from scraper.terminal import (
    BOLD,
    DIM,
    YELLOW,
    columns,
    complain,
    is_terminal,
    may_style,
    one_line,
    styled,
    wrapped_styled,
)
from scraper.urls import without_credentials

if TYPE_CHECKING:
    from scraper.archive.events import Event
    from scraper.archive.history import History, Notice, Version
    from scraper.archive.live import EntryEdit

MAX_RETURNS = 4  # of one version to another that are told one by one
_INDENT = "    "
_NOTICES = {"paywalled": "the page shows only the beginning", "unpaywalled": "the page shows all of it again"}


def history(
    story: Annotated[str, Argument("URL|ID", "Any URL that the story goes by, or its id.")],
    db: Db = None,
    as_json: AsJson = False,
) -> int:
    """Show every version of a story, word by word what changed, and what happened to it.

    Only the archive is read. On a terminal, what went is struck out in red and what came is green; elsewhere, each
    change is a unified diff.
    """
    with archive_to_read(db) as archive:
        found = archive.history(story)
    if found is None:
        complain(f"{without_credentials(story)}: there is no such story in the archive")
        return SOME_FAILED
    if as_json:
        for record in _records(found):
            print_json(record)
    elif is_terminal(sys.stdout):
        at = columns()
        _print(wrapped_styled(line, at, len(_INDENT)) for line in _for_people(found))
    else:
        _print(_for_programs(found))
    return DONE


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _for_people(found: History) -> Iterator[str]:
    from scraper.archive.history import timeline
    from scraper.cli.changes import word_changes

    in_colour = may_style(sys.stdout)
    bold, dim, yellow = ((style,) if in_colour else () for style in (BOLD, DIM, YELLOW))
    yield styled(one_line(found.story.article.headline or "(no headline)"), *bold)
    yield styled(one_line(f"{found.story.article.url or found.story.id} · {_summary(found)}"), *dim)
    for version, happened in timeline(found):
        yield ""
        yield styled(_title(version), *bold)
        yield styled(f"{_INDENT}{_source(version)}", *dim)
        if version.replaced:
            old = found.versions[version.replaced - 1]
            shown = word_changes(old.article, version.article, in_colour=in_colour, exactly=_was_ours(old))
            yield from (_INDENT + line for line in shown)
        for line in _told(happened):
            yield styled(f"{_INDENT}{line}", *yellow)
    for edit in found.entry_edits:
        yield ""
        yield styled(_entry_title(edit), *bold)
        changes = word_changes(_as_article(edit.before), _as_article(edit.after), in_colour=in_colour)
        yield from (_INDENT + line for line in changes)


def _for_programs(found: History) -> Iterator[str]:
    from scraper.archive.history import timeline

    yield f"# {one_line(found.story.article.headline or '(no headline)')}"
    yield f"# {one_line(found.story.article.url or found.story.id)} · {_summary(found)}"
    for version, happened in timeline(found):
        yield "#"
        yield f"# {_title(version)}"
        yield f"# {_source(version)}"
        yield from (f"# {line}" for line in _told(happened))
        if version.replaced:
            before = found.versions[version.replaced - 1]
            yield from _unified(before, version)
    for edit in found.entry_edits:
        yield "#"
        yield f"# {_entry_title(edit)}"
        yield from _entry_diff(edit)


def _unified(before: Version, version: Version) -> Iterator[str]:
    from scraper.cli.changes import unified

    return unified(before.article, version.article, (_name(before), _name(version)), exactly=_was_ours(before))


def _was_ours(before: Version) -> bool:
    """Tell whether a version was replaced because we read it wrongly: then all of the difference is of interest."""
    return before.kind == "reextracted"


def _records(found: History) -> Iterator[dict[str, Any]]:
    from scraper.archive.events import Event
    from scraper.archive.history import timeline

    for version, happened in timeline(found):
        article = version.article
        before = found.versions[version.replaced - 1] if version.replaced else None
        diff = _unified(before, version) if before else ()
        yield {
            "version": version.number,
            "id": found.story.id,
            "kind": version.kind,
            "current": version.is_current,
            "first_seen_at": version.seen[0][0].isoformat(),
            "last_seen_at": version.seen[-1][1].isoformat(),
            "seen": [[begin.isoformat(), end.isoformat()] for begin, end in version.seen],
            "replaced": version.replaced,
            "changed": list(version.changed),
            "source": {"url": article.url, "capture": version.capture_digest, "verdict": article.verdict.value},
            "events": [
                {"kind": each.kind, "at": each.at.isoformat(), "detail": each.detail or None}
                for each in happened
                if isinstance(each, Event)
            ],
            "notices": [
                {"kind": each.kind, "at": each.at.isoformat(), "version": each.version}
                for each in happened
                if not isinstance(each, Event)
            ],
            "headline": article.headline,
            "standfirst": article.standfirst,
            "byline": article.byline,
            "authors": article.authors,
            "tags": article.tags,
            "published": iso(article.published),
            "modified": iso(article.modified),
            "body": article.body,
            "diff": _joined(diff),
            **({"entry_edits": [_edit_record(edit) for edit in found.entry_edits]} if version.is_current else {}),
        }


def _edit_record(edit: EntryEdit) -> dict[str, Any]:
    diff = _joined(_entry_diff(edit))
    return {
        "at": edit.at.isoformat(),
        "before": entry_record(edit.before),
        "after": entry_record(edit.after),
        "diff": diff,
    }


def _joined(diff: Iterable[str]) -> str | None:
    return "".join(f"{line}\n" for line in diff) or None


def _entry_diff(edit: EntryEdit) -> Iterator[str]:
    from scraper.cli.changes import unified

    return unified(
        _as_article(edit.before), _as_article(edit.after), ("entry as it was", f"entry\t{edit.at.isoformat()}")
    )


def _as_article(entry: LiveEntry) -> Article:
    return Article(headline=entry.headline, byline=entry.author, body=entry.body)


def _entry_title(edit: EntryEdit) -> str:
    entry = edit.after
    which = for_people(entry.published) or entry.clock or ""
    return one_line(f"{_time(edit.at)}  entry edited: {' '.join(filter(None, (which, entry.headline)))}")


def _summary(found: History) -> str:
    count, events = len(found.versions), len(found.events)
    edits = len(found.entry_edits)
    told = f"{count} {'version' if count == 1 else 'versions'}, {events} {'event' if events == 1 else 'events'}"
    return told + (f", {edits} {'edit' if edits == 1 else 'edits'} of entries" if edits else "")


def _title(version: Version) -> str:
    what = {"teaser": "only the beginning", "reextracted": "as it was read at first"}.get(version.kind)
    parts = [f"Version {version.number}", ", ".join(_spell(*spell) for spell in version.seen[:MAX_RETURNS])]
    if len(version.seen) > MAX_RETURNS:
        parts[1] += f" and {len(version.seen) - MAX_RETURNS} more times"
    parts += [f"({what})"] if what else []
    parts += ["(current)"] if version.is_current else []
    return "  ".join(parts)


def _source(version: Version) -> str:
    told = f"read from {(version.capture_digest or '')[:12]}" if version.capture_digest else "no capture"
    changed = f"changed: {', '.join(version.changed)}; " if version.changed else ""
    modified = iso(version.article.modified)
    return one_line(f"{changed}{told}{f', says it was modified {modified}' if modified else ''}")


def _name(version: Version) -> str:
    return f"version {version.number}\t{version.seen[0][0].isoformat()}"


def _spell(begin: datetime, end: datetime) -> str:
    return _time(begin) if _time(begin) == _time(end) else f"{_time(begin)} to {_time(end)}"


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _told(happened: Sequence[Event | Notice]) -> Iterator[str]:
    """Yield what happened in words; what only says that this version came is left to it."""
    returns = [each for each in happened if each.kind == "returned"]
    left_out = returns[MAX_RETURNS:]
    for each in happened:
        if each not in left_out and (words := _in_words(each)):
            yield f"{_time(each.at)}  {one_line(words)}"
    if left_out:
        yield f"and {len(left_out)} more changes between these versions"


def _why_gone(told: Mapping[str, Any]) -> str:
    from scraper.cli.report import VERDICTS

    if told.get("redirected_to"):
        return f"it leads to {told['redirected_to']}"
    if told.get("verdict"):
        return VERDICTS.get(Verdict(told["verdict"])) or f"it reads as {told['verdict']}"
    return f"the server answered {told.get('status')}"


def _in_words(event: Event | Notice) -> str | None:
    from scraper.archive.history import Notice

    if isinstance(event, Notice):
        return f"back to version {event.version}" if event.version else _NOTICES[event.kind]
    told = event.detail
    match event.kind:
        case "silent_edit":
            since = f"modified {told['modified']}" if told.get("modified") else "nothing of it"
            return f"silent edit: the page says {since}"
        case "correction":
            notice = str(told.get("notice"))
            return notice if notice.casefold().startswith("correction") else f"correction: {notice}"
        case "numbers_changed" | "quotations_changed":
            pairs = "; ".join(f"{pair['before']} → {pair['after']}" for pair in told.get("changes", ()))
            return f"{event.kind.partition('_')[0]} changed: {pairs}"
        case "moved":
            return f"moved: {told.get('from')} → {told.get('to')}"
        case "unpublished":
            return f"unpublished: {_why_gone(told)}"
        case "restored":
            return event.kind
    return None
