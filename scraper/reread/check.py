"""A site's rules over their own examples and over the site's newest pages in the archive, without them and with them.

A rule does harm where the reader without any rule finds something and the reader with them does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import scraper
from scraper.archive import Reread
from scraper.archive.compare import differences, storable
from scraper.errors import DamagedCapture, UnreadablePage
from scraper.extract.site_rule import SITE_RULE
from scraper.models import Article, Reading
from scraper.reread.again import read_kept
from scraper.reread.report import RereadReport
from scraper.rules import NO_RULES, SiteRules, domain_of, read_rules, rule_file
from scraper.urls import host as host_of

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.crawl.readers import Readers

LEAST_BODY = 0.5  # of its words; a body that a rule cuts down further is lost
LEAST_PAGES = 3  # without a match, for a rule to be dead: a single page may just lack the field
_NOT_WANTED = frozenset({"page", "html", "path", "url"})
_IS_KEPT = ("headline", "byline", "authors", "published", "modified", "section", "tags", "body", "standfirst", "images")


@dataclass(frozen=True, slots=True)
class Proof:
    """One example: what is `wrong` with rules (field, wanted, got), and which fields would be without.

    `reason` says why it could not be read.
    """

    number: int
    wrong: tuple[tuple[str, str, str], ...] = ()
    without: tuple[str, ...] = ()
    reason: str | None = None


@dataclass
class Check:
    """What came of one rule file."""

    domain: str
    file: str
    rules: SiteRules
    proofs: list[Proof] = field(default_factory=list)
    changes: RereadReport = field(default_factory=RereadReport)
    losses: list[tuple[str, str, str]] = field(default_factory=list)  # address, field, what is lost of it
    missed: Counter[str] = field(default_factory=Counter)  # keys whose rule matched nothing, with on how many pages

    @property
    def dead(self) -> list[str]:
        """The keys whose rule matched nothing on any page: the paper was rebuilt, or the rule never was right."""
        if self.changes.read < LEAST_PAGES:
            return []
        return sorted(key for key, pages in self.missed.items() if pages == self.changes.read)

    @property
    def is_harmless(self) -> bool:
        """Whether every example is right, nothing is lost and every rule finds something."""
        return not (self.losses or self.dead or any(proof.wrong for proof in self.proofs))


async def check_rules(
    file: Traversable, archive: Archive | None, readers: Readers, *, host: str | None = None, last: int = 20
) -> Check:
    """Check a rule file; `host` restricts the pages, of which the `last` ones seen are read.

    Raises: RuleError, when the file is wrong; ArchiveError.
    """
    rules = read_rules(file)
    check = Check(domain_of(file), file.name, rules)
    for number, example in enumerate(rules.examples, 1):
        check.proofs.append(_proof(number, example, check, file, archive))
    if archive is None:
        return check
    for article_id in archive.rereading.latest(host or check.domain, last):
        story = archive.rereading.story(article_id)
        if story is None:
            continue
        try:
            page = archive.rereading.page(story)
            if page is None or not _is_for(file, page.url):
                continue
            before, after = await read_kept(readers, page, NO_RULES), await read_kept(readers, page, rules)
        except (UnreadablePage, DamagedCapture) as error:
            check.changes.add_unread(story, str(error))
            continue
        check.missed.update(after.unmatched)
        old, new = storable(before.article), storable(after.article)
        check.changes.add(Reread(replace(story, article=old), new, after.candidates, differences(old, new)))
        ruled = {name for name, found in archive.field_sources(article_id).items() if found[0].source == SITE_RULE}
        told = {name: getattr(story.article, name) for name in ruled if name in _IS_KEPT}
        check.losses += [(page.url or article_id, *loss) for loss in _losses(old, new, told, after.unmatched)]
    return check


def _is_for(file: Traversable, url: str | None) -> bool:
    found = rule_file(host_of(url)) if url else None
    return found is not None and found.name == file.name


def _losses(
    before: Article, after: Article, told: Mapping[str, Any], unmatched: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Yield what the rules lose: of the generic reading, and of what they themselves gave the archive (`told`)."""
    if before.verdict.is_story and not after.verdict.is_story:
        yield "verdict", f"{before.verdict}, and with the rules {after.verdict}"
    for name in _IS_KEPT:
        had = getattr(before, name) or told.get(name)
        if had and not getattr(after, name):
            yield name, _shown(had)
        elif name in told and name in unmatched and told[name] != getattr(after, name):
            yield name, f"{_shown(told[name])}, and now the rule matches nothing"
    words, left = len(before.body.split()), len(after.body.split())
    if 0 < left < LEAST_BODY * words:
        yield "body", f"{words:,} words, and with the rules {left:,}"


def _proof(number: int, example: Mapping[str, Any], check: Check, file: Traversable, archive: Archive | None) -> Proof:
    try:
        read = _reader_of(example, check.domain, file, archive)
        if read is None:
            return Proof(number, reason="its page is not here")
        with_rules, without = read(check.rules), read(NO_RULES)
    except (UnreadablePage, DamagedCapture) as error:
        return Proof(number, reason=str(error))
    wanted = {key: value for key, value in example.items() if key not in _NOT_WANTED}
    wrong = [(key, _shown(value), got) for key, value in wanted.items() if (got := _other(with_rules, key, value))]
    if "url" in example and not with_rules[0].article.body:
        wrong.append(("body", "a story", "nothing"))
    needs = tuple(key for key, value in wanted.items() if _other(without, key, value))
    return Proof(number, tuple(wrong), needs)


def _reader_of(example: Mapping[str, Any], domain: str, file: Traversable, archive: Archive | None) -> Any:
    """Give a function that reads the example's page with rules: the reading, and the link to the next part."""
    from scraper.extract import read
    from scraper.extract.document import Document
    from scraper.extract.next_page import next_page

    body: str | bytes
    url = f"https://{domain}/{example.get('page') or example.get('path', 'story')}"
    content_type = None
    if "html" in example:
        body = example["html"]
    elif "page" in example:
        folders = (Path(str(file)).parent, Path(scraper.__file__).parents[1] / "fixtures")
        places = [folder / domain / example["page"] for folder in folders]
        if (place := next((place for place in places if place.is_file()), None)) is None:
            return None
        body = place.read_bytes()
    else:
        kept = archive.rereading.page_at(example["url"]) if archive and "url" in example else None
        if kept is None:
            return None
        body, url, content_type = kept.body, kept.url or example["url"], kept.content_type

    def reading(rules: SiteRules) -> tuple[Reading, str | None]:
        told = read(body, url, content_type=content_type, rules=rules)
        return told, next_page(Document.parse(body, url), rules) if "next_page" in example else None

    return reading


def _other(read: tuple[Reading, str | None], key: str, wanted: Any) -> str | None:
    """Give what an example has in place of what is wanted; None if it is just that."""
    reading, next_part = read
    if key == "contains":
        article = reading.article
        text = _even(" ".join((article.headline or "", article.byline or "", *article.authors, article.body)))
        missing = [words for words in wanted if _even(words) not in text]
        return "not there: " + " … ".join(missing) if missing else None
    got = next_part if key == "next_page" else getattr(reading.article, key, None)
    if isinstance(got, tuple):
        got = [getattr(item, "url", item) for item in got]
    return None if got == wanted else _shown(got)


def _even(text: str) -> str:
    return re.sub(r"[\s\W]+", " ", text).casefold()


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(getattr(item, "url", None) or str(item) for item in value) or "nothing"
    if value in (None, ""):
        return "nothing"
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
