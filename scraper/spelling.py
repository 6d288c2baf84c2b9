"""One spelling for texts that are compared: letters, quotes, dashes and spaces come in many."""

from __future__ import annotations

import unicodedata

_SAME = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ", "'")
    | dict.fromkeys("“”„‟«»″〝〞", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f", "")
)


def plain(text: str) -> str:
    """Give a text as it is compared: one spelling (NFKC) for letters, quotes and dashes, single spaces.

    >>> plain("“Ferry”  – 2\u00a0000 t\u00adons…")
    '"Ferry" - 2 000 tons...'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)
    return " ".join(text.replace("''", '"').replace("--", "-").split())


def fold(text: str) -> str:
    """Give a text without its capitals.

    >>> fold("İlan")
    'ilan'
    """
    return text.casefold().replace("i\u0307", "i")  # what a Turkish capital İ becomes
