"""What class names and ids say about an element: the words that web developers use for boilerplate and content.

The words are data, in class_names.json; "a-b" there stands for a-b, a_b, a__b, ab and aB. A page has hundreds of
class names made of a few dozen tokens, so what a token says is kept.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

MAX_NAME_CHARS = 400
MAX_WORDS = 3  # of which one of our words is made: "back-to-top"

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DIGITS = str.maketrans("", "", "0123456789")


class Names(NamedTuple):
    """What an element's class and id say of it."""

    boilerplate: str = ""  # the group of the first word that says "not the story"
    content: str = ""  # the first word that says "the story"
    path: str = ""  # what is alike in the classes of elements that look alike: the first two, without numbers
    is_hidden: bool = False  # on no screen, to those who write style sheets
    is_embed: bool = False  # something brought from another site, such as a tweet
    is_post: bool = False  # one of WordPress's names for a whole story, which has its categories and tags as classes


_NOTHING = Names()
_table = json.loads((files("scraper.extract") / "class_names.json").read_text("utf-8"))
_HIDDEN = frozenset(_table["hidden"])
# "has-sidebar" and "no-share" speak of the page around, not of this element
_ABOUT_OTHERS = frozenset(_table["about others"])
_WORDS: dict[str, Names] = {}
for _word in _table["content"]:
    _WORDS[_word.replace("-", "").replace("_", "")] = Names(content=_word)
for _group, _words in _table["boilerplate"].items():
    for _word in _words:
        _WORDS[_word.replace("-", "")] = Names(boilerplate=_group)
_WORDS |= {word: Names(is_embed=True) for word in _table["embed"]}
_WORDS |= {word: Names(is_post=True) for word in _table["post"]}
#: The words that those of several words begin with.
_FIRST = frozenset(
    word.partition("-")[0].partition("_")[0]
    for word in (*_table["content"], *(word for words in _table["boilerplate"].values() for word in words))
    if "-" in word or "_" in word
)
_KNOWN = frozenset(_WORDS) | _FIRST


def names_of(classes: str, identifier: str) -> Names:
    """Read an element's class and id.

    >>> names_of("article__related-box wide", "").boilerplate, names_of("shareBar", "").boilerplate
    ('related', 'share')
    >>> names_of("paragraph-12 wide left", "").path, names_of("icon sr-only", "").is_hidden
    ('paragraph- wide', True)
    """
    tokens = classes[:MAX_NAME_CHARS].split()
    boilerplate = content = ""
    is_hidden = is_embed = is_post = False
    for token in tokens:
        names = _token(token)
        if names is not _NOTHING:
            boilerplate = boilerplate or names.boilerplate
            content = content or names.content
            is_hidden = is_hidden or names.is_hidden
            is_embed = is_embed or names.is_embed
            is_post = is_post or names.is_post
    if identifier and (names := _token(identifier[:MAX_NAME_CHARS])) is not _NOTHING:
        boilerplate = boilerplate or names.boilerplate
        content = content or names.content
        is_embed = is_embed or names.is_embed
        is_post = is_post or names.is_post
    path = " ".join(tokens[:2]) if len(tokens) > 2 else classes
    if not path.isalpha():
        path = path.translate(_DIGITS)
    return Names(boilerplate, content, path, is_hidden, is_embed, is_post)


def says_something(token: str) -> bool:
    """Tell whether a class name or an id has a word that we know.

    >>> says_something("sidebar-2"), says_something("post-12345")
    (True, False)
    """
    return _token(token[:MAX_NAME_CHARS]) is not _NOTHING


@lru_cache(maxsize=65_536)
def _token(token: str) -> Names:
    """Read one class name."""
    lower = token.lower()
    if lower in _HIDDEN:
        return Names(boilerplate="hidden", is_hidden=True)
    words = (lower if lower == token else _CAMEL.sub("-", token).lower()).replace("-", " ").replace("_", " ").split()
    if _KNOWN.isdisjoint(words):
        return _NOTHING
    boilerplate = content = ""
    is_embed = is_post = False
    is_about_others = len(words) > 1 and words[0] in _ABOUT_OTHERS
    for start, word in enumerate(words):
        names = None
        if word in _FIRST:
            for count in range(min(MAX_WORDS, len(words) - start), 1, -1):
                if (names := _WORDS.get("".join(words[start : start + count]))) is not None:
                    content = content or names.content
                    if not is_about_others:
                        boilerplate = boilerplate or names.boilerplate
        if (names := _WORDS.get(word)) is not None:
            content = content or names.content
            is_embed = is_embed or names.is_embed
            is_post = is_post or names.is_post
            if not is_about_others:
                boilerplate = boilerplate or names.boilerplate
    if boilerplate or content or is_embed or is_post:
        return Names(boilerplate, content, "", False, is_embed, is_post)
    return _NOTHING
