"""A rule file drafted from one page: for each field a selector that gives what the generic reader found.

Each selector is tried by reading the page with it. What is left of the page when only the elements that the selectors
chose are kept, and the first paragraphs of the story, is the example.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.errors import UnreadablePage
from scraper.extract import read
from scraper.extract.document import Document
from scraper.extract.selectors import selectors_of
from scraper.extract.site_rule import SITE_RULE, ruled_nodes, ruled_texts
from scraper.extract.text_of import clean, seen_text
from scraper.extract.timestamps import read_timestamp
from scraper.models import Article
from scraper.reread.reduced import reduced_page
from scraper.rules import NO_RULES, SiteRules

DRAFTED = ("headline", "byline", "authors", "published", "tags", "body")
MAX_TRIED = 12  # selectors of one field with which the page is read
MAX_ELEMENT_CHARS = 600  # of an element that holds a short field
SAME_BODY = 0.95  # of the words, when a selector gives the body
_TIMED = 'time, [datetime], [class*="date" i], [class*="time" i], [itemprop*="date" i], [class*="publish" i]'
_SHORT = "span, p, td, li, small, em, b, div"
_NAMED = '[rel="author"], [itemprop="author"], [class*="author" i], [class*="byline" i], [class*="writer" i], address'


@dataclass
class Draft:
    """A drafted file: rules, the example they are proved by, and for each field without a rule where it is read."""

    rules: SiteRules
    example: dict[str, Any] = field(default_factory=dict)
    html: str = ""
    not_found: dict[str, str] = field(default_factory=dict)

    def toml(self) -> str:
        """Give the file; what the reader does not find, or finds and no selector does, stands in it as a remark."""
        lines = [f"{name} = {_quoted(getattr(self.rules, name)[0])}" for name in DRAFTED if getattr(self.rules, name)]
        lines += [f"# {name}: no selector gives it; it is read at: {place}" for name, place in self.not_found.items()]
        found = {name for name in DRAFTED if getattr(self.rules, name)} | set(self.not_found)
        lines += [f"# {name}: the reader finds none on this page" for name in DRAFTED if name not in found]
        lines += ["", "[[example]]"]
        for name, value in self.example.items():
            if isinstance(value, date):
                lines.append(f"{name} = {value.isoformat()}")
            elif isinstance(value, str):
                lines.append(f"{name} = {_quoted(value)}")
            else:
                lines.append(f"{name} = [{', '.join(map(_quoted, value))}]")
        is_plain = "'''" not in self.html and all(c.isprintable() or c in "\n\t" for c in self.html)
        lines.append(f"html = '''\n{self.html}'''" if is_plain else f"html = {_quoted(self.html)}")
        return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"  # a literal string, in which nothing is escaped
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def draft_rules(html: bytes, url: str | None, content_type: str | None = None) -> Draft:
    """Draft rules for the site of a page.

    Raises: UnreadablePage, also when the page is no story.
    """
    found = read(html, url, content_type=content_type, rules=NO_RULES).article
    if not found.verdict.is_story:
        raise UnreadablePage(f"{url or 'the page'}: it reads as {found.verdict}, not as a story")
    from scraper.decode import as_utf8

    document = Document.parse(as_utf8(html, content_type), url)
    draft = Draft(NO_RULES)
    for name in DRAFTED:
        if not (wanted := getattr(found, name)):
            continue
        selector = _most_right(name, wanted, _candidates(name, found, document), html, url, content_type)
        if selector:
            draft.rules = _with(draft.rules, name, selector)
        else:
            draft.not_found[name] = found.sources.get(name, "")
    draft.html = reduced_page(document, draft.rules, found.body).replace("\r", "")
    shown = read(draft.html, url, rules=draft.rules).article
    for name in DRAFTED:
        value = getattr(shown, name)
        if getattr(draft.rules, name) and value and shown.sources.get(name) == SITE_RULE:
            draft.example[name] = value
    return draft


def _most_right(
    name: str, wanted: Any, candidates: Iterator[str], html: bytes, url: str | None, content_type: str | None
) -> str | None:
    tried: set[str] = set()
    best, likeness = None, 0.0
    for selector in candidates:
        if selector in tried:
            continue
        tried.add(selector)
        rules = _with(NO_RULES, name, selector)
        article = read(html, url, content_type=content_type, rules=rules).article
        if article.sources.get(name) == SITE_RULE:
            found = _likeness(name, getattr(article, name), wanted)
            if found > likeness:
                best, likeness = selector, found
        if likeness == 1.0 or len(tried) >= MAX_TRIED:
            break
    return best


def _with(rules: SiteRules, key: str, selector: str) -> SiteRules:
    values: dict[str, Any] = {key: (selector,)}
    return replace(rules, **values)


def _likeness(name: str, got: Any, wanted: Any) -> float:
    """Give 1 for the same value, 0 for another; a body may be a little longer or shorter and is then below 1."""
    if isinstance(wanted, date):
        return float(type(got) is type(wanted) and got == wanted)  # the same moment, at whatever offset
    if name != "body" or got == wanted:
        return float(got == wanted)
    one, other = got.split(), wanted.split()
    share = min(len(one), len(other)) / max(len(one), len(other), 1)
    return share - 1e-6 if share >= SAME_BODY and one[:5] == other[:5] else 0.0


def _candidates(name: str, found: Article, document: Document) -> Iterator[str]:
    """Yield selectors that may give a field, those of visible elements before those of meta tags."""
    match name:
        case "headline":
            yield from _of_text(document, "h1, h2, [itemprop='headline'], .headline, .title", found.headline or "")
            yield from _of_metas(document, lambda text: text == found.headline)
        case "byline":
            yield from _of_text(document, _NAMED + ", p, span, div", found.byline or "")
        case "authors":
            yield from _of_authors(document, found.authors)
        case "published":
            yield from _of_elements(document, _TIMED, lambda node: bool(node.attributes.get("datetime")))
            metas = [f"{one}@content" for one in _metas(document, ("time", "date", "publi"))]
            yield from sorted(metas, key=lambda meta: "modif" in meta or "updat" in meta)
            says = partial(_says, document, found.published)
            yield from _of_elements(document, f"{_TIMED}, {_SHORT}", says, innermost=True)
        case "tags":
            yield from _of_tags(document, found.tags)
        case "body":
            yield from _of_body(document, found.body)


def _of_elements(
    document: Document, css: str, accept: Callable[[LexborNode], bool], *, innermost: bool = False
) -> Iterator[str]:
    """Yield selectors whose first match is one of these elements."""
    lengths = ((len(node.text()), node) for node in document.tree.css(css)[:400])
    # of elements in one another, the innermost says the value and nothing else
    for length, node in sorted(lengths, key=itemgetter(0)) if innermost else lengths:
        if length <= MAX_ELEMENT_CHARS and accept(node):
            for selector in selectors_of(node):
                first = document.tree.css_first(selector)
                if first is not None and first.mem_id == node.mem_id:
                    yield selector


def _says(document: Document, wanted: date | None, node: LexborNode) -> bool:
    text = seen_text(node)
    if not any(c.isdigit() for c in text):
        return False
    moment = read_timestamp(text, document.languages, month_first=document.month_first)
    return moment is not None and wanted is not None and moment.isoformat()[:10] == wanted.isoformat()[:10]


def _of_text(document: Document, css: str, wanted: str) -> Iterator[str]:
    yield from _of_elements(document, css, lambda node: seen_text(node) == wanted)


def _of_metas(document: Document, accept: Callable[[str], bool]) -> Iterator[str]:
    for one in _metas(document, ("",)):
        if accept(" ".join(ruled_texts(document, (f"{one}@content",))[:1])):
            yield f"{one}@content"


def _metas(document: Document, words: tuple[str, ...]) -> Iterator[str]:
    for _, attributes in document.declared["meta"]:
        for kind in ("property", "name", "itemprop"):
            value = attributes.get(kind) or ""
            if (
                value
                and '"' not in value
                and attributes.get("content")
                and any(word in value.lower() for word in words)
            ):
                yield f'meta[{kind}="{value}"]'


def _of_authors(document: Document, authors: tuple[str, ...]) -> Iterator[str]:
    room = sum(map(len, authors)) + 40
    for node in document.tree.css(_NAMED + ", a[href*='author'], p, span, div")[:2_000]:
        text = seen_text(node) if len(node.text()) <= MAX_ELEMENT_CHARS else ""
        if authors[0] not in text or len(text) > room:
            continue
        for selector in selectors_of(node):
            texts = ruled_texts(document, (selector,))
            if texts and len(" ".join(texts)) <= 2 * room and all(name in " ".join(texts) for name in authors):
                yield selector
    yield from (f"{one}@content" for one in _metas(document, ("author", "byl")))


def _of_tags(document: Document, tags: tuple[str, ...]) -> Iterator[str]:
    for node in document.tree.css("a")[:3_000]:
        if clean(node.text()) not in tags:
            continue
        for selector in selectors_of(node):
            if len(ruled_nodes(document, (selector,))[0]) <= 2 * len(tags):
                yield selector
    yield from (f"{one}@content" for one in _metas(document, ("tag", "keyword")))


def _of_body(document: Document, body: str) -> Iterator[str]:
    """Yield selectors of the elements around all paragraphs of the story, the innermost first."""
    lines = {clean(line) for line in body.split("\n") if line.strip()}
    paths = [
        _path(node)
        for node in document.tree.css("p, li, h2, h3, blockquote, div, td")
        if len(node.text()) < 5_000 and seen_text(node) in lines
    ]
    if not paths:
        return
    common = paths[0][:-1]
    for path in paths[1:]:
        ids = {one.mem_id for one in path}
        kept = [one for one in common if one.mem_id in ids]
        common = kept if len(kept) > 1 else common  # a stray line far away, such as a repeated sentence
    several = Counter(selector for path in paths if len(path) > 1 for selector in selectors_of(path[-2]))
    parts = [selector for selector, count in several.most_common(4) if count > len(paths) / 2]
    for node in reversed(common):
        for selector in selectors_of(node):
            if len(document.tree.css(selector)) == 1:
                yield selector
                break
    yield from parts
    yield from (f"{selector} > p" for selector in parts)


def _path(node: LexborNode) -> list[LexborNode]:
    """Give the elements from below the body down to an element."""
    path = []
    one: LexborNode | None = node
    while one is not None and one.tag not in ("body", "html"):
        path.append(one)
        one = one.parent
    return path[::-1]
