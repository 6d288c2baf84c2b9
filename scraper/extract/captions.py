"""What stands under a picture, told apart: what it shows, and who took it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from scraper.extract.text_of import clean, seen_text

MAX_CAPTION_CHARS = 5_000
MAX_CREDIT_CHARS = 200
_CAPTIONS = 'figcaption, [class*="caption-text" i], [itemprop~="caption"]'
_CREDITS = (
    '[class*="credit" i], [class*="copyright" i], [class*="source" i], [class*="photographer" i], '
    '[itemprop*="copyrightHolder"], [itemprop~="creditText"], [itemprop~="author"], small'
)
_WORDS = (
    r"photo(?:graph|graphy|graphe|s)?|image|imagen|imagem|immagine|source|picture|foto(?:s|graf(?:ie|í?a|in)?)?|bild(?:er)?|credits?|"
    r"crédits?(?: photos?)?|courtesy(?: of)?|fuente|fonte|quelle|bron|kilde|źródło|zdroj|kuva|фото|写真|撮影|图|사진"
)
_SAID = re.compile(
    rf"\s*[(（\[|–—-]?\s*(?:{_WORDS})\s*(?:credit\s*)?(?:by\s*)?(?:\s*(?:[:：=/…]|\.{{3}}))+\s*(.{{2,80}}?)[)）\]]?\.?$",
    re.IGNORECASE,
)
#: "Photo by Ana Ruiz" at the end of a caption; "the photo by the sea" is in the middle of one.
_TAKEN_BY = re.compile(
    rf"(?:^|(?<=[.!?\"”»)…])|(?=\s*[(（\[|–—-]))\s*[(（\[|–—-]?\s*(?i:{_WORDS})\s*(?i:credit\s*)?"
    r"(?i:by|von|door|de|di|av|af)\s+([A-ZÀ-Þ@].{1,80}?)[)）\]]?\.?$"
)
#: "(AP Photo/Ana Ruiz)": all of it names the source.
_AGENCY_PHOTO = re.compile(
    r"\s*[(（\[|–—-]?\s*((?:[A-Z]{2,}|Reuters)\s(?:Photo|PHOTO|Foto|Images?)s?\s?/\s?[^()\[\]]{2,60})[)）\]]?\.?$"
)
_SIGN = re.compile(r"\s*[(（\[|–—-]?\s*(?:©|\(c\)|&copy;|copyright)\s*(.{2,80}?)[)）\]]?\.?$", re.IGNORECASE)
#: A name and an agency at the end, after a bar or in brackets, or in capitals.
_BARE = re.compile(r"\s*(?:\||[(（\[])\s*([^|()（）\[\]]{2,60}/[^|()（）\[\]]{2,40})[)）\]]?\.?$")
_CAPITALS = re.compile(
    r"(?:(?<=[.!?\"”»])|(?<=[a-zà-ÿ]))\s+((?:[A-Z]{2,}[A-Z .'-]*)?(?:PHOTO\s*)?/\s*[A-Z][A-Z .'/-]{2,60})$"
)


#: What may stand behind a caption's last sentence: names, and whom they work for.
_BEHIND = re.compile(r"(?<=[.!?\"”»…)])\s+([^.!?]{2,80})$")
_AGENCIES = re.compile(
    r"\b(?:Getty Images|Getty|REUTERS|Reuters|AFP|AP|Associated Press|dpa|DPA|EPA|EFE|ANSA|APA|ANP|AAP|Belga|Keystone"
    r"|NTB|TT|Ritzau|Lusa|LaPresse|Kyodo|Yonhap|Xinhua|TASS|PA(?: Media| Wire| Images)?|Bloomberg|Shutterstock|Alamy"
    r"|iStock|Imago|imago|IMAGO|picture alliance|ZUMA(?: Press)?|Anadolu|Sipa|SIPA|NurPhoto|Corbis|Unsplash"
    r"|Wikimedia(?: Commons)?|NASA|Handout|PTI|ANI)\b"
)
_JOINS = frozenset("via for and und et y e with de van von der den di da del la le du dos für pour per / & | ,".split())


def caption_and_credit(holder: LexborNode, picture: LexborNode) -> tuple[str | None, str | None]:
    """Give caption and credit of a picture, each None if there is none.

    >>> split_caption("The ferry at dawn. (Photo: Ana Ruiz)"), split_caption("Dawn © Ana Ruiz/AP")
    (('The ferry at dawn.', 'Ana Ruiz'), ('Dawn', 'Ana Ruiz/AP'))
    """
    if holder.mem_id == picture.mem_id:
        return None, None
    node = holder.css_first(_CAPTIONS)
    if node is not None and len(node.text()) > MAX_CAPTION_CHARS:
        node = None
    caption = seen_text(node) if node is not None else ""
    credit = ""
    marked = next(iter((node or holder).css(_CREDITS)), None) or holder.css_first(_CREDITS)
    if marked is not None and marked.mem_id not in (holder.mem_id, picture.mem_id, node.mem_id if node else 0):
        credit = seen_text(marked)[:MAX_CREDIT_CHARS]
        if credit == caption:
            caption, credit = split_caption(caption)
        else:
            caption = clean(caption.replace(credit, " ", 1))
    elif caption:
        caption, credit = split_caption(caption)
    return caption or None, _bare_name(credit) or None


def split_caption(text: str) -> tuple[str, str]:
    """Split a caption that ends in a credit; the credit is empty where it has none."""
    for pattern in (_AGENCY_PHOTO, _TAKEN_BY, _SAID, _SIGN, _CAPITALS, _BARE):
        if match := pattern.search(text):
            shown = text[: match.start()].rstrip(" –—|-")
            return shown, match[1]
    match = _BEHIND.search(text)
    if match and _is_credit(match[1]):
        return text[: match.start()].rstrip(), match[1].strip()
    return ("", text) if _AGENCIES.fullmatch(text) else (text, "")


def _is_credit(text: str) -> bool:
    """Tell whether words that stand behind a caption are names alone, and one is an agency's or follows a slash.

    >>> _is_credit("Ana Ruiz/The Courier"), _is_credit("Ana Ruiz via Getty Images"), _is_credit("Ana Ruiz in Lima")
    (True, True, False)
    """
    if "/" not in text and not _AGENCIES.search(text):
        return False
    words = _AGENCIES.sub(" ", text).replace("/", " ").split()
    return all(word[0].isupper() or word in _JOINS for word in words)


def _bare_name(credit: str) -> str:
    for pattern in (_TAKEN_BY, _SAID, _SIGN):
        if not _AGENCY_PHOTO.fullmatch(credit) and (match := pattern.fullmatch(credit)):
            credit = match[1]
    return credit.strip("()[]（） ")
