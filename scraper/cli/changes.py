"""What changed between two versions on paper: word by word in colour for people, as a unified diff for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from scraper.archive.what_changed import story_text
from scraper.archive.word_diff import Edit, Part, diff_paragraphs, diff_words
from scraper.cli.record import iso
from scraper.models import Article
from scraper.spelling import plain
from scraper.terminal import GREEN, RED, STRUCK, printable, styled

CONTEXT = 60  # characters shown around a change within a paragraph
CONTEXT_LINES = 2  # paragraphs around a change in a unified diff

_LABELS = ("Headline", "Standfirst", "Byline", "Tags")
_MORE_LABELS = ("Published", "Modified", "Section", "Language", "Site")  # that a reader of the page does not read


def word_changes(old: Article, new: Article, *, in_colour: bool, exactly: bool = False) -> Iterator[str]:
    """Yield the changed fields and paragraphs, one a line, with what went and what came; the rest is left out.

    `exactly` shows what a reader would not notice, too: small print, spelling and further fields.
    """
    key = str if exactly else plain
    for label, before, after in _both(old, new, exactly):
        if key(before) != key(after):
            edit = diff_words(before, after, key)
            yield f"{label}: {_shown(edit, in_colour=in_colour, is_whole=True)}"
    edits = diff_paragraphs(_text(old, exactly), _text(new, exactly), key)
    for is_same, run in groupby(edits, _is_same):
        if not is_same:
            yield from (_shown(edit, in_colour=in_colour) for edit in run)
        elif not all(map(_is_same, edits)):
            yield "…"


def unified(old: Article, new: Article, names: tuple[str, str], *, exactly: bool = False) -> Iterator[str]:
    """Yield the lines of a unified diff of two versions; a paragraph, or a field with its name, is a line.

    `exactly` is as for `word_changes`. Nothing is yielded where nothing differs.
    """
    key = str if exactly else plain
    edits: list[Edit] = []
    for label, before, after in _both(old, new, exactly):
        one, other = (f"{label}: {text}" if text else "" for text in (before, after))
        if key(one) == key(other):
            edits += [(Part("same", other),)] if other else []
        else:
            edits += [tuple(part for part in (Part("out", one), Part("in", other)) if part.text)]
    edits += diff_paragraphs(_text(old, exactly), _text(new, exactly), key)
    near = {
        number + offset
        for number, edit in enumerate(edits)
        if not _is_same(edit)
        for offset in range(-CONTEXT_LINES, CONTEXT_LINES + 1)
    }
    if near:
        yield from (f"--- {names[0]}", f"+++ {names[1]}")
    hunk: list[Edit] = []
    lines = [1, 1]
    for number, edit in enumerate(edits):
        if number in near:
            hunk.append(edit)
        else:
            yield from _hunk(hunk, lines)
            hunk = []
            lines = [lines[0] + 1, lines[1] + 1]
    yield from _hunk(hunk, lines)


def _hunk(edits: Sequence[Edit], lines: list[int]) -> Iterator[str]:
    if not edits:
        return
    texts = []
    for edit in edits:
        if _is_same(edit):
            texts.append(" " + edit[0].text)
            continue
        for sign, left_out in (("-", "in"), ("+", "out")):
            if any(part.tag != left_out and part.tag != "same" for part in edit) or len(edit) > 1:
                texts.append(sign + "".join(part.text for part in edit if part.tag != left_out))
    old, new = (sum(not text.startswith(sign) for text in texts) for sign in "+-")
    yield f"@@ -{lines[0] if old else lines[0] - 1},{old} +{lines[1] if new else lines[1] - 1},{new} @@"
    yield from (printable(text) for text in texts)
    lines[0] += old
    lines[1] += new


def _is_same(edit: Edit) -> bool:
    return all(part.tag == "same" for part in edit)


def _both(old: Article, new: Article, exactly: bool) -> Iterator[tuple[str, str, str]]:
    labels = _LABELS + _MORE_LABELS * exactly
    return zip(labels, _fields(old), _fields(new), strict=False)  # the further fields only if asked for


def _fields(article: Article) -> tuple[str, ...]:
    byline = article.byline or ", ".join(article.authors)
    values = (article.headline, article.standfirst, byline, ", ".join(sorted(article.tags)))
    more = (iso(article.published), iso(article.modified), article.section, article.language, article.site)
    return tuple(" ".join((value or "").split()) for value in (*values, *more))


def _text(article: Article, exactly: bool) -> str:
    return article.body if exactly else story_text(article)


def _shown(edit: Edit, *, in_colour: bool, is_whole: bool = False) -> str:
    shown = ""
    for number, part in enumerate(edit):
        text = printable(" ".join(re.split(r"[\r\n]+", part.text)))
        match part.tag:
            case "same":
                shown += text if is_whole else _near(text, has_before=number > 0, has_after=number < len(edit) - 1)
            case "out":
                shown += styled(text, RED, STRUCK) if in_colour else f"[-{text}-]"
            case "in":
                shown += styled(text, GREEN) if in_colour else f"{{+{text}+}}"
    return shown


def _near(text: str, *, has_before: bool, has_after: bool) -> str:
    """Cut what stayed to what is near a change before it, or after it."""
    room = CONTEXT * (has_before + has_after)
    if len(text) <= room + CONTEXT // 2:
        return text
    begin = text[:CONTEXT].rsplit(" ", 1)[0] if has_before else ""
    end = text[-CONTEXT:].split(" ", 1)[-1] if has_after else ""
    return f"{begin} … {end}" if begin and end else f"{begin} …" if begin else f"… {end}"
