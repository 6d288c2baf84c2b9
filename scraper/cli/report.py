"""What a command says of each URL or file, and what all of them come to as an exit status."""

from __future__ import annotations

from collections import Counter

from scraper.cli.execute import DONE, NOTHING_FETCHED, SOME_FAILED
from scraper.cli.record import as_record, print_article, print_json
from scraper.models import Verdict
from scraper.pipeline import Outcome
from scraper.terminal import complain, one_line, say

#: A verdict that is no story, as people say it.
VERDICTS = {
    Verdict.CONSENT: "a consent wall",
    Verdict.CHALLENGE: "a bot check",
    Verdict.LISTING: "a list of stories",
    Verdict.MISSING: "the page says that it is not there",
    Verdict.GONE: "the story was taken down",
    Verdict.SHELL: "the page needs JavaScript",
    Verdict.EMPTY: "there is nothing to read",
}


class Report:
    """Prints outcomes as they come: the record on standard output, a line of status on standard error."""

    def __init__(self, *, as_json: bool = False) -> None:
        self._as_json = as_json
        self._printed = 0
        self.counts: Counter[str] = Counter()

    def add(self, outcome: Outcome) -> None:
        """Print one outcome and remember what it was."""
        if outcome.error:
            self.counts["unread" if outcome.page is None else "failed"] += 1
            complain(one_line(str(outcome.error)))
            return
        self.counts["stories" if outcome.is_story else "failed"] += 1
        say(one_line(f"{outcome.source}: {status_of(outcome)}"))
        if outcome.reading is None:
            return
        if self._as_json:
            print_json(as_record(outcome.reading.article))
        elif outcome.is_story:
            print_article(outcome.reading.article, is_first=not self._printed)
            self._printed += 1

    @property
    def exit_status(self) -> int:
        """Give 0 when all were stories, 3 when there was no answer at all, else 1."""
        if self.counts["unread"] and self.counts.total() == self.counts["unread"]:
            return NOTHING_FETCHED
        return SOME_FAILED if self.counts["unread"] or self.counts["failed"] else DONE


def status_of(outcome: Outcome) -> str:
    """Give an outcome in a few words: "new", "changed: headline, body", "not stored: a consent wall"."""
    verdict = outcome.reading.article.verdict if outcome.reading else None
    if not outcome.is_story:
        told = outcome.reason or ""
        is_told = told and not told.startswith("it reads as ")  # by where it led
        return f"not stored: {told if is_told else (verdict and VERDICTS.get(verdict)) or told}"
    if missed := outcome.reading.unmatched if outcome.reading else ():
        return f"{_status(outcome)}; site rule for {', '.join(missed)} matched nothing"
    return f"{_status(outcome)}; {outcome.missing}" if outcome.missing else _status(outcome)


def _status(outcome: Outcome) -> str:
    stored = outcome.stored
    verdict = outcome.reading.article.verdict if outcome.reading else None
    if stored is None:
        return "read, not stored"
    if stored.outcome == "changed":
        return "changed: " + ", ".join(stored.changed)
    remark = stored.reason or ("only the beginning of the story" if verdict is Verdict.TEASER else None)
    return f"{stored.outcome} ({remark})" if remark else stored.outcome
