"""The headline in a text dump: the line above the story that the page's title, its address and its place confirm.

The first line of a WET record is the page's <title>, the site's name and all; what a paste begins with is a
menu. So nothing is believed for its place alone: lines are ranked by text_model.json ("headlines").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from scraper.extract.headline import fold, without_site
from scraper.extract.text_features import FAR, Region
from scraper.extract.text_lines import LineKind, TextLine

HEADLINE_FEATURES = tuple(
    (
        "words end kind repeats spaced bullet first capitals to_story title_overlap title_cover title_start title_part "
        "starts_with_part is_title slug_overlap slug_cover to_credit since_credit words_above words_below kind_above "
        "kind_below longest_near rank place best_cover is_best"
    ).split()
)
MAX_ABOVE = 60  # lines above the story in which the headline is looked for
MAX_INSIDE = 6
MAX_WORDS = 45
MAX_CHARS = 350
MAX_REPEATS = 5
NEAR = 4
_NO_HEADLINES = frozenset(LineKind) - {LineKind.TITLE, LineKind.PROSE, LineKind.BREADCRUMB}
AHEAD = 25  # lines below a line that may be the headline in which prose is looked for
MIN_ANCHOR_CHARS = 10
MIN_ANCHOR_PIECES = 4
MIN_OF_MOST = 0.5  # of the prose below the repetition with the most of it
MIN_COVER = 0.75  # of a title's words, in a line that says the same a little differently
_SEPARATOR = re.compile(r"\s+[|–—·•:»«/~›‹>-]+\s+|\s*[|｜»«]\s*|:\s+|\s+::\s+")
_SLUG_END = re.compile(r"\.\w{2,5}$")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the headline: its number, its text without the site's name, its numbers."""

    place: int
    text: str
    row: list[float]


def anchor(lines: Sequence[TextLine], url: str | None) -> int | None:
    """Give the first line with much prose below that repeats the page's title, or that the address spells."""
    if not lines:
        return None
    title = lines[0].text[:MAX_CHARS]
    whole = fold(title)
    parts = {part for text in _SEPARATOR.split(title) if len(part := fold(text)) >= MIN_ANCHOR_CHARS}
    known = [own for text in parts if len(own := pieces(text)) >= MIN_ANCHOR_PIECES]
    if url and (slug := slug_words(url)):
        known.append(slug)
    likely = frozenset().union(*known) | frozenset(whole.split())
    is_spaced = _UNSPACED.search(whole) is None
    found: list[tuple[int, int]] = []  # words of prose below, number
    for line in islice(lines, 1, None):
        if line.words < 3 or line.kind in _NO_HEADLINES or len(line.text) > MAX_CHARS:
            continue
        if is_spaced and likely.isdisjoint(line.text.casefold().split()):
            continue
        folded = fold(line.text)
        own = pieces(folded)
        is_title = len(folded) >= MIN_ANCHOR_CHARS and (folded in parts or whole.startswith(folded))
        if is_title or any(len(own & other) >= MIN_COVER * max(len(other), MIN_COVER * len(own)) for other in known):
            prose = sum([min(other.prose, 60) for other in lines[line.number + 1 : line.number + 1 + AHEAD]])
            if prose:
                found.append((prose, line.number))
    most = max(found, default=(0, 0))[0]
    return next((number for prose, number in found if prose >= MIN_OF_MOST * most), None)


def candidates(
    lines: Sequence[TextLine], region: Region, credit_lines: frozenset[int], sites: tuple[str, ...], url: str | None
) -> Iterator[Candidate]:
    """Yield the lines that may be the headline: those above the story, and the title itself."""
    cover = HEADLINE_FEATURES.index("title_cover")
    overlap = HEADLINE_FEATURES.index("title_overlap")
    found = list(_candidates(lines, region, credit_lines, sites, url))
    # how well the lines below the title repeat it: where one does, it is that line
    best = max((min(item.row[cover], item.row[overlap]) for item in found if item.place), default=0.0)
    for item in found:
        item.row.extend((best, bool(item.place) and min(item.row[cover], item.row[overlap]) == best))
        yield item


def _candidates(
    lines: Sequence[TextLine], region: Region, credit_lines: frozenset[int], sites: tuple[str, ...], url: str | None
) -> Iterator[Candidate]:
    if not lines:
        return
    title = without_site(lines[0].text[:MAX_CHARS], list(sites), cut_unknown=True)
    whole = fold(lines[0].text[:MAX_CHARS])
    title_pieces = pieces(whole)
    parts = {part for text in _SEPARATOR.split(lines[0].text[:MAX_CHARS]) if len(part := fold(text)) >= 8}
    parts.add(fold(title))
    slug = slug_words(url) if url else frozenset()
    end = min(len(lines), region.start + MAX_INSIDE)
    first = max(0, region.start - MAX_ABOVE)
    rank = 0
    for place in (0, *range(max(1, first), end)) if end else (0,):
        line = lines[place]
        if line.kind in _NO_HEADLINES or line.words > MAX_WORDS or len(line.text) > MAX_CHARS or place in credit_lines:
            if place:
                continue
        elif place and (line.repeats > MAX_REPEATS or (line.words < 2 and line.text.isascii())):
            continue
        text = line.text if place else title
        folded = fold(text)
        own = pieces(folded)
        if not own:
            continue
        common = len(own & title_pieces)
        in_slug = len(own & slug) if slug else 0
        rank += 1
        above = lines[place - 1] if place else None
        below = lines[place + 1] if place + 1 < len(lines) else None
        near = [lines[i].words for i in range(max(1, place - NEAR), min(end, place + NEAR + 1)) if i != place]
        row: list[float] = [
            line.words,
            2 if line.text[-1] == "…" else 1 if line.ends else 3 if line.text[-1] in ":：" else 0,
            line.kind,
            line.repeats,
            line.is_spaced,
            line.is_bullet,
            text[0].isupper() + 2 * (not text[0].isalnum()),
            text.isupper(),
            max(-MAX_INSIDE, region.start - place),
            common / len(own),
            common / (len(title_pieces) or 1),
            (len(own) > 2 or len(folded) > 12) and whole.startswith(folded),
            folded in parts,
            any(folded.startswith(part) for part in parts),
            place == 0,
            in_slug / len(own) if slug else -1,
            in_slug / len(slug) if slug else -1,
            next((i - place for i in range(place + 1, min(place + 12, len(lines))) if i in credit_lines), FAR),
            next((place - i for i in range(place - 1, max(-1, place - 12), -1) if i in credit_lines), FAR),
            above.words if above else 0,
            below.words if below else 0,
            above.kind if above else -1,
            below.kind if below else -1,
            line.words / (max(near, default=0) or 1),
            rank,
            place / len(lines),
        ]
        yield Candidate(place, text, row)


def pieces(folded: str) -> frozenset[str]:
    """Give what two texts can be compared by: words, or pairs of characters where words are not spaced.

    >>> sorted(pieces("ferry returns")), sorted(pieces("連絡船が"))
    (['ferry', 'returns'], ['絡船', '船が', '連絡'])
    """
    words = folded.split()
    if folded.isascii() or _UNSPACED.search(folded) is None:
        return frozenset(words)
    return frozenset(word[i : i + 2] for word in words for i in range(max(1, len(word) - 1)))


def slug_words(url: str) -> frozenset[str]:
    """Give the words that an address spells the headline with; none where it has fewer than three.

    >>> sorted(slug_words("https://courier.example/2024/ferry-returns-to-port-1234.html"))
    ['ferry', 'port', 'returns', 'to']
    """
    path = unquote(url.partition("://")[2].partition("?")[0].partition("#")[0][:500])
    parts = (_SLUG_END.sub("", part) for part in path.split("/")[1:])
    words = max((_NOT_WORD.sub(" ", part).casefold().split() for part in parts), key=len, default=[])
    words = [word for word in words if not any(map(str.isdigit, word))]
    return frozenset(words) if len(words) >= 3 else frozenset()
