"""Paragraphs that only one of two texts has: the page's furniture that came or went, rather than the story's edits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.archive.word_diff import diff_paragraphs
from scraper.small_print import SmallPrint
from scraper.spelling import plain

MAX_STRAY_WORDS = 25  # of a paragraph that a new template brings along or leaves out
MAX_STRAY_SHARE = 0.15  # of all words, for all such paragraphs
MIN_SENTENCE_WORDS = 8  # of a sentence that tells something: "Subscribe now." does not
MIN_SENTENCE_CHARS = 20  # of one whose script puts no spaces between words
MAX_LABELS = 4  # that come or go at a time
MAX_LABEL_WORDS = 10
MAX_LABEL_CHARS = 70
MAX_LABEL_UNSPACED = 20

_SENTENCE_END = re.compile(r"(?<!\.\.)[.!?。।؟۔][\"')\]」』】]*$|[\"」』]$")


def strays(olds: Sequence[str], news: Sequence[str], words: SmallPrint) -> list[str] | None:
    """Give the lines that only one of two texts has; None if anything else is different, or a notice has come.

    A paragraph that was edited is no stray, and neither is one that stands elsewhere now. A notice may go: templates
    put it in a box.
    """
    known, told = set(olds), set(news)
    gone, come = [line for line in olds if line not in told], [line for line in news if line not in known]
    stays = [line for line in olds if line in told]
    if not stays or stays != [line for line in news if line in known]:
        return None
    if _any_edited(gone, come):
        return None
    found = gone + come
    return None if any(words.notices(come)) else found


def are_few(lines: Sequence[str], story: Sequence[str]) -> bool:
    """Tell whether lines are so few and short, beside those of a story, that they may be a template's."""
    counts = [line.count(" ") + 1 for line in lines]
    total = sum(line.count(" ") + 1 for line in set(story).difference(lines))
    return max(counts, default=0) <= MAX_STRAY_WORDS and sum(counts) <= MAX_STRAY_SHARE * total


def without_labels(olds: Sequence[str], news: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Give the lines of two texts without a few short ones that only one has and that are no sentences.

    That is what a page says around its story. A short line that was edited is one of each text, and stays.

    >>> without_labels(["Nobody was hurt.", "Back to top"], ["Loading post...", "Nobody was hurt."])
    (['Nobody was hurt.'], ['Nobody was hurt.'])
    """
    known, told = set(olds), set(news)
    gone, come = ([line for line in lines if line not in other] for lines, other in ((olds, told), (news, known)))
    labels = {line for line in gone + come if _is_label(line)}
    if not 0 < len(labels) <= MAX_LABELS or _any_edited(sorted(labels - told), sorted(labels - known)):
        return olds, news
    return [line for line in olds if line not in labels], [line for line in news if line not in labels]


def tells(line: str) -> bool:
    """Tell whether a line is a sentence long enough to be of a story.

    >>> tells("The county health office said on Wednesday that it would inspect."), tells("Subscribe now.")
    (True, False)
    """
    if not _SENTENCE_END.search(line):
        return False
    spaces = line.count(" ")
    is_unspaced = spaces < len(line) / MIN_SENTENCE_CHARS
    return spaces + 1 >= MIN_SENTENCE_WORDS or (is_unspaced and len(line) >= MIN_SENTENCE_CHARS)


def _any_edited(olds: Sequence[str], news: Sequence[str]) -> bool:
    if not olds or not news:
        return False
    return any(len(edit) > 1 for edit in diff_paragraphs("\n".join(olds), "\n".join(news)))


def _is_label(line: str) -> bool:
    line = plain(line)
    if _SENTENCE_END.search(line):
        return False
    spaces = line.count(" ")
    is_spaced = line.isascii() or spaces >= len(line) / MAX_LABEL_UNSPACED
    return spaces < MAX_LABEL_WORDS and len(line) <= (MAX_LABEL_CHARS if is_spaced else MAX_LABEL_UNSPACED)
