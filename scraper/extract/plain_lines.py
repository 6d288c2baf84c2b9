"""Lines that are plainly story, or plainly not: what takes no weighing of one sign against another.

Nine lines in ten are; the cheapest questions come first.
"""

from __future__ import annotations

from itertools import islice

from scraper.extract.blocks import EMBED, FIGURE, HEADER, QUOTE, TABLE, Block
from scraper.extract.line_features import BOILERPLATE_KIND, LONG_WORDS, LineFeatures, ends_sentence

_CAPTIONS = frozenset({"figcaption", "caption"})
_STANDFIRSTS = ("standfirst", "subtitle", "sub-title", "subhead", "sub-head", "dek", "deck", "entry-summary")
_LEADS = ("lead", "entradilla", "bajada", "vorspann", "chapeau", "chapo", "ingress")  # which may open the story, too
_IN_EMBED = EMBED | FIGURE | QUOTE | TABLE
NEAR = 6  # lines
MIN_PARAGRAPH = 8  # words
LONG_PARAGRAPH = 20  # shorter ones must follow another and end as sentences do
MAX_PROMO = 48  # words of a line that begins as promos do
MAX_KNOWN = 50  # words of a line that is looked up among the page's other fields


def is_plain_story(features: LineFeatures, i: int) -> bool | None:
    """Tell whether a line is story where that is plain to see, None where it takes the model."""
    block = features.scope.blocks[i]
    words, text = block.words, block.text
    density = block.link_words / words
    if i < features.start or block.kind in _CAPTIONS or (density > 0.9 and words < 40):
        return False
    if block.kind == "td" and words < MAX_KNOWN and _is_table_caption(block):
        return False
    is_inside = features.scope.inside[i]
    if block.element.flags & _IN_EMBED == EMBED | FIGURE:  # "Loading post": what is to come there says nothing yet
        return False
    if any(element.boilerplate == "ads" for element in block.ancestors()):
        return False
    if density > 0.6 and (not is_inside or (block.links > 1 and words < 20) or (density > 0.8 and words < 12)):
        return False
    if not is_inside and (words < 5 or (words < 12 and features.of_element(block.element)[BOILERPLATE_KIND])):
        return False
    if is_inside and words >= MIN_PARAGRAPH and density < 0.3 and block.kind == "p" and _is_paragraph(features, i):
        return True
    if words >= LONG_WORDS:
        return None
    said, known = features.said, features.known
    if said.is_label(text) or (words <= 40 and said.ends_in_credit(text)):
        return False
    is_opening = features.before[i] == 0
    if is_opening and said.is_date_line(text):
        return False
    if words < MAX_KNOWN:
        if words < MAX_PROMO and features.spoken(i)[0] == 2:
            return False
        folded = features.folded(i)
        if known.is_headline(folded) or (is_opening and known.is_heading(folded)) or known.is_byline(folded):
            return False
        if (
            known.is_standfirst(folded)
            and _is_on_top(features, i)
            and _is_marked_up(block, is_near=i - features.start < NEAR)
        ):
            return False
    return None


def _is_paragraph(features: LineFeatures, i: int) -> bool:
    """Tell whether a long line looks like most of the story, and says nothing that promos say."""
    block = features.scope.blocks[i]
    words = block.words
    if features.paths[block.element.path].prose < 0.5 * features.total:
        return False
    if words < LONG_PARAGRAPH and not (features.before[i] and ends_sentence(block.text)):
        return False
    if 2 * block.bold_words >= words or 2 * block.italic_words >= words:
        return False
    if features.before[i] + block.prose >= 0.95 * features.total:
        return False
    if features.of_element(block.element)[BOILERPLATE_KIND] or features.copies[block.text] > 1:
        return False
    if features.known.in_structured_body(block.text) < 0:
        return False
    if words >= LONG_WORDS:
        return True
    promo_start, promo_words, _ = features.spoken(i)
    if promo_start or promo_words:
        return False
    return features.before[i] > 0 or not features.known.is_standfirst(features.folded(i))


def _is_on_top(features: LineFeatures, i: int) -> bool:
    """Tell whether a line stands above the story, in a header or right under the headline."""
    block = features.scope.blocks[i]
    if not features.scope.inside[i] or block.element.flags & HEADER:
        return True
    return i > 0 and features.known.is_headline(features.folded(i - 1))


def _is_table_caption(block: Block) -> bool:
    """Tell whether a cell is all the text of a table that holds a picture: its caption, before there were figures."""
    table = next((element for element in block.ancestors() if element.tag == "table"), None)
    return table is not None and table.words == block.words and table.node.css_first("img") is not None


def _is_marked_up(block: Block, *, is_near: bool) -> bool:
    """Tell whether the markup says that a line is the standfirst: others open the story with theirs."""
    if block.kind[0] == "h" or block.element.flags & HEADER:
        return True
    for element in islice(block.ancestors(), 2):
        classes = (element.node.attributes.get("class") or "").lower()
        if any([word in classes for word in _STANDFIRSTS]) or (is_near and any([word in classes for word in _LEADS])):
            return True
    return False
