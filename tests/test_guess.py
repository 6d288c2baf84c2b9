"""Bytes that name no encoding are read in the one that was meant, whatever the language."""

from __future__ import annotations

import pytest

from scraper.decode import decode
from scraper.guess import guess
from tests.sentences import SENTENCES

CASES = [
    pytest.param(encoding, headline, story, id=f"{language}-{encoding}-{number}")
    for number, (language, encodings, headline, story) in enumerate(SENTENCES)
    for encoding in encodings.split()
]


@pytest.mark.parametrize(("encoding", "headline", "story"), CASES)
def test_the_shortest_headline_and_the_whole_page_are_read_as_they_were_written(
    encoding: str, headline: str, story: str
) -> None:
    page = (
        f"<!doctype html><title>{headline}</title><script>function f(x) {{ return x + 1 }}</script>"
        f"<ul><li><a href='/a'>Home</a><li><a href='/sport/'>Sport</a></ul><h1>{headline}</h1><p>{story}</p>"
    )

    for text in (headline, f"<h1 class=t>{headline}</h1>", story, page):
        body = text.encode(encoding, "ignore")  # iso8859_8 has no “quotes”
        assert decode(body).text == body.decode(encoding)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"plain", None),
        (b"caf\xe9", "cp1252"),
        (b"<a title='\xe9t\xe9'>x</a>", "cp1252"),  # nothing but in a tag
        (b"<!-- " + "паром".encode("cp1251") + b" --><p>caf\xe9", "cp1252"),
        (b"<script>'" + "паром".encode("cp1251") + b"'</script><p>caf\xe9", "cp1252"),
        ("ferry é — “x” ".encode() * 9 + b"\xe9 end", "utf-8"),  # one broken byte
        ("паром".encode("cp1251") * 3_000 + b"\x98", "cp1251"),
        (b"Home and sport " * 9_000 + "Паром вернулся".encode("cp1251"), "cp1251"),  # far down, without a tag
        ("<p>連絡船が港に".encode("euc_jp") * 900, "euc_jp"),  # cut in the middle of a character
    ],
)
def test_what_is_no_story_is_guessed_too(body: bytes, encoding: str | None) -> None:
    assert guess(body) == encoding
