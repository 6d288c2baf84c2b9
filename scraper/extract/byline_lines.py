"""The lines around the headline that name the author: by their words, or by what their elements are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extract.by_words import begins_with_by, by_finder, says_by, strip_by
from scraper.extract.lines import Element, Line, Lines, called
from scraper.extract.text_of import clean, seen_text

LOOKS = ((20, 6), (120, 20))  # lines behind and before the headline: first the near ones, then all
NEAR_AFTER, NEAR_BEFORE = 16, 6
MAX_BYLINE_CHARS = 200
MAX_BARE_CHARS = 90  # of an author element that neither says "by" nor links names
MAX_NAME_CHARS = 60
MIN_PROSE_CHARS = 30  # in the rest of a sentence
MIN_KNOWN_CHARS = 4  # of a name that is looked for letter for letter
MAX_LEVELS = 4  # elements around a line that may be called "author"
MAX_CLASS_CHARS = 120  # themes put a story's categories and tags into longer ones
MAX_GAP = 4  # lines between the links of two authors of one story
MAX_LINKS = 12

_AUTHOR_NAMES = re.compile(
    r"(?<![a-z])(?:by-?line|authors?|autor(?:en|es|in|a)?|auteurs?|writer|contributor|redakteur|fn|firma|journalist)(?![a-z])"
    r"|(?:author|byline|autor)(?:-?(?:name|s|info|link|box|meta|text))?(?![a-z])",
)
_OTHER_NAMES = re.compile(
    r"comment|related|teaser|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|copyright|recent|popular|latest|promo"
    r"|recommend|caption|photo|credit|foto|tweet|quote|(?<![a-z])nav(?![a-z])|menu"
)
_SHARE_NAMES = re.compile(r"social|share|follow|gallery|(?<!v)card|widget")  # unless an author's box is in it
_OUTER_NAMES = re.compile(r"comment|related|sidebar|widget|recommend|respond|teaser|(?<![a-z])(?:nav|menu)(?![a-z])")
_NOT_HERE = frozenset({"nav", "aside", "figure", "figcaption", "blockquote", "form", "noscript", "template", "svg"})
_OWN_FOOTER = re.compile(r"post|entry|article|story|meta")
_BEFORE_MARK = re.compile(r"\s+(?=[,.;:)])")
# what may be called "author", in any of the languages above; each part of the selector costs
_AUTHOR_ELEMENTS = '[class*="aut" i], [class*="byline" i], [rel~="author"], [itemprop~="author"]'
_NAME_ELEMENTS = 'a[rel~="author"], [itemprop~="name"], a[href*="/author"], a[href*="/autor"], a[href*="/auteur"]'


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline as printed, the names that its links or elements set apart, and how it was recognised."""

    text: str
    parts: str  # the same with a bar between its elements
    names: tuple[str, ...]
    source: str
    is_near: bool
    place: int  # lines behind the headline


def bylines_with(people: Iterable[str], lines: Lines, languages: tuple[str, ...]) -> tuple[Byline, ...]:
    """Give the lines beside the headline in which one of these people stands, the likeliest first."""
    known = [name.lower() for name in people if MIN_KNOWN_CHARS <= len(name) <= MAX_NAME_CHARS]
    search = _Search(lines, languages)
    for part in (lines.after(LOOKS[0][0]), lines.before(LOOKS[0][1])) if known else ():
        for index, line in enumerate(part):
            if len(line.raw) <= MAX_BYLINE_CHARS:
                lowered = line.raw.lower().replace("\xa0", " ")
                if any(name in lowered for name in known):
                    # "By" may stand in a line of its own
                    search.look_at(part, index - line.step)
                    search.look_at(part, index)
    return search.bylines()


def byline_texts(lines: Lines, languages: tuple[str, ...], tree: LexborHTMLParser | None = None) -> tuple[Byline, ...]:
    """Give what may be the byline, the likeliest first.

    With the page's tree, where nothing near the headline says "by", from further away too.
    """
    search = _Search(lines, languages)
    done_after = done_before = 0
    for most_after, most_before in LOOKS if tree else LOOKS[:1]:
        if done_after and tree:
            # that far away, one question to the page is cheaper than many to its elements
            search.know_authors(node.mem_id for node in tree.css(_AUTHOR_ELEMENTS) if _says_author(called(node)))
        after, before = lines.after(most_after), lines.before(most_before)
        for index in range(done_after, len(after)):
            search.look_at(after, index)
        for index in range(done_before, len(before)):
            search.look_at(before, index)
        done_after, done_before = len(after), len(before)
        if search.found:
            break
    return search.bylines()


class _Search:
    """Collects the bylines among lines, each element once."""

    def __init__(self, lines: Lines, languages: tuple[str, ...]) -> None:
        self.found: list[tuple[float, Byline]] = []
        self._lines = lines
        self._languages = languages
        self._may_say_by = by_finder(languages)
        self._seen: set[int] = set()
        self._called_author: dict[int, bool] = {}  # by element, as far as it was asked
        self._knows_authors = False

    def know_authors(self, keys: Iterable[int]) -> None:
        """Learn which elements are called "author", so that no other need be asked."""
        self._called_author = dict.fromkeys(keys, True)
        self._knows_authors = True

    def look_at(self, part: Sequence[Line], index: int) -> None:
        """Read a line, and those that follow it, if it may be a byline."""
        if not 0 <= index < len(part) or len((line := part[index]).raw) > MAX_BYLINE_CHARS:
            return
        says = self._may_say_by(line.raw)
        if says or (len(line.raw) <= MAX_BARE_CHARS and self._is_called_author(line.node)):
            following = part[index + 1 : index + 4] if line.place > 0 else part[max(0, index - 3) : index][::-1]
            scored = _read(line, following, self._lines, self._languages, self._seen, says=says)
            if scored is not None:
                self.found.append(scored)

    def bylines(self) -> tuple[Byline, ...]:
        """Give what was found, the likeliest first."""
        return _united([byline for _, byline in sorted(self.found, key=lambda item: -item[0])])

    def _is_called_author(self, node: LexborNode | None) -> bool:
        """Tell whether the names of an element, or of one of the next around it, say "author"."""
        known = self._called_author
        if self._knows_authors and not known:
            return False
        for _ in range(MAX_LEVELS):
            if node is None:
                return False
            key = node.mem_id
            says = known.get(key)
            if says is None and not self._knows_authors:
                says = known[key] = _says_author(called(node))
            if says:
                return True
            node = node.parent
        return False


def _united(bylines: list[Byline]) -> tuple[Byline, ...]:
    """Put the links of several authors, which stand side by side, into one byline at its first place."""
    links = sorted((b for b in bylines if b.source == "rel=author" and b.is_near and b.names), key=lambda b: b.place)
    run = [link for index, link in enumerate(links) if link.place - links[0].place <= MAX_GAP * index]
    if len(run) < 2:
        return tuple(bylines)
    together = Byline(
        text=", ".join(byline.text for byline in run),
        parts=" | ".join(byline.parts for byline in run),
        names=tuple(dict.fromkeys(name for byline in run for name in byline.names)),
        source="rel=author",
        is_near=True,
        place=run[0].place,
    )
    first = min(index for index, byline in enumerate(bylines) if byline in run)
    rest = [byline for byline in bylines if byline not in run]
    return (*rest[:first], together, *rest[first:])


def _read(
    line: Line, following: Sequence[Line], lines: Lines, languages: tuple[str, ...], seen: set[int], *, says: bool
) -> tuple[float, Byline] | None:
    text = parts = line.text
    is_near = -NEAR_BEFORE <= line.place <= NEAR_AFTER
    # far from the headline "by" within a sentence says nothing
    says = says and (says_by(text, languages) if is_near else begins_with_by(text, languages))
    around = lines.around(line)
    judged = _holder(around)
    if judged is None:
        return None
    holder, is_rel = judged
    if holder is None and not says:
        return None
    if holder is None and _is_cut_from_prose(line, around) and not begins_with_by(text, languages):
        return None
    linked: tuple[str, ...] = ()
    if holder is not None:
        if holder.mem_id in seen:
            return None
        seen.add(holder.mem_id)
        parts = clean(holder.text(separator=" | ", skip_empty=True))
        text = _BEFORE_MARK.sub("", parts.replace(" | ", " "))
        says = len(text) <= MAX_BYLINE_CHARS and says_by(text, languages)
        linked = tuple(_linked(holder))
    elif not strip_by(text, languages):
        # "By" and the names stand in elements of their own
        near = [other.text for other in following if len(other.raw) < MAX_NAME_CHARS and not other.text.isdigit()]
        text, parts = clean(" ".join((text, *near))), " | ".join((text, *near))
    if not text or len(text) > (MAX_BYLINE_CHARS if says or linked else MAX_BARE_CHARS):
        return None
    score = 10 - abs(line.place) / 6 - (3 if line.place < 0 else 0)
    score += 2 * says + 2 * is_rel + (holder is not None)
    source = "rel=author" if is_rel else "byline element" if holder is not None else "byline"
    return score, Byline(text, parts, linked, source, is_near, line.place)


def _is_cut_from_prose(line: Line, around: Sequence[Element]) -> bool:
    """Tell whether a line is the part of a sentence before or behind a link."""
    if not around or around[0].size <= len(line.raw) + MIN_PROSE_CHARS:
        return False
    return around[0].node.text().rstrip(" \n\t\"'”»").endswith((".", "!", "?", "…"))


@lru_cache(maxsize=16_384)
def _says_author(names: str) -> bool:
    return 0 < len(names) <= MAX_CLASS_CHARS and _AUTHOR_NAMES.search(names) is not None


def _holder(around: Sequence[Element]) -> tuple[LexborNode | None, bool] | None:
    """Give the outermost small element that is called "author", and whether a link in it is.

    None where the names say that this is something else: a comment, a caption, a teaser.
    """
    holder: LexborNode | None = None
    is_rel = may_be_share = False
    for level, element in enumerate(around):
        signs = _signs_of(element)
        is_inner = level < MAX_LEVELS
        if signs & (_OTHER if is_inner and holder is None else _OUTER) or signs & _ELSEWHERE:
            return None
        if is_inner and signs & _AUTHOR and element.size <= MAX_BYLINE_CHARS * 2:
            holder = element.node
            is_rel = is_rel or (element.tag == "a" and "author" in element.names)
        elif is_inner and signs & _SHARE and holder is None:
            may_be_share = True
    return None if may_be_share and holder is None else (holder, is_rel)


_AUTHOR, _OTHER, _OUTER, _ELSEWHERE, _SHARE = 1, 2, 4, 8, 16


def _signs_of(element: Element) -> int:
    if element.signs is None:
        element.signs = _signs(element.names, element.tag)
    return element.signs


@lru_cache(maxsize=16_384)
def _signs(names: str, tag: str) -> int:
    """Tell what an element's tag and names are signs of."""
    signs = 0
    if tag in _NOT_HERE or (tag == "footer" and not _OWN_FOOTER.search(names)):
        signs |= _ELSEWHERE
    if not names or len(names) > MAX_CLASS_CHARS:
        return signs
    if _says_author(names):
        signs |= _AUTHOR
    if _OTHER_NAMES.search(names):
        signs |= _OTHER
    if _SHARE_NAMES.search(names):
        signs |= _SHARE
    # "widget article__authors" is an author's box all the same
    if _OUTER_NAMES.search(names) and not (signs & _AUTHOR and "comment" not in names):
        signs |= _OUTER
    return signs


def _linked(holder: LexborNode) -> Iterator[str]:
    """Yield the names that a byline's links or itemprops set apart."""
    nodes = [holder] if holder.tag == "a" else holder.css(_NAME_ELEMENTS)
    for node in nodes[:MAX_LINKS]:
        if text := seen_text(node):
            yield text
