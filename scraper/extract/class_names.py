"""What class names and ids say about an element: the words that web developers use for boilerplate and content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# words inside names such as "article__related-box" or "relatedBox": each stands between word boundaries
_BOILERPLATE_WORDS = (
    "ad ads adv advert advertisement advertising adsense adslot dfp sponsor sponsored promo promos "
    "promotion promobox teaser teasers related relatedposts recirc recirculation recommend recommended "
    "recommendation recommendations more-stories morestories readmore read-more read-next readnext "
    "read-also also-read see-also more-on trending popular most-read mostread mostpopular most-viewed "
    "latest outbrain taboola zergnet plista nav navbar navigation menu submenu breadcrumb breadcrumbs "
    "crumbs pagination pager pagenav footer foot sidebar side-bar rail widget widgets masthead topbar "
    "toolbar share sharing sharebar share-bar shares social socials sociable addthis sharethis addtoany "
    "sharedaddy jp-relatedposts follow-us comment comments commentlist disqus respond livefyre reactions "
    "newsletter subscribe subscription signup sign-up register registration login paywall gateway regwall piano "
    "marketing cta call-to-action app-promo author-bio authorbio author-box authorbox author-info "
    "author-profile about-author about-the-author bio biography byline bylines dateline timestamp "
    "datetime published pubdate post-meta entry-meta article-meta postmeta metadata meta caption captions "
    "wp-caption wp-caption-text credit credits copyright photo-credit tags taglist tag-list tagcloud "
    "keywords topics category categories cookie cookies consent gdpr privacy popup modal overlay lightbox "
    "tooltip hidden visually-hidden visuallyhidden screen-reader-text sr-only print-only noprint hide "
    "rating ratings poll quiz survey print-link email-link tools toolbox utility utilities infobox "
    "factbox fact-box disclaimer corrections feedback donation donate gallery slideshow carousel slider "
    "thumbnails player video-player podcast skip-link skiplink backtotop back-to-top"
).split()
_CONTENT_WORDS = (
    "article-body articlebody article-content articlecontent article-text articletext article__body "
    "article__content story-body storybody story-content storycontent story-text storytext entry-content "
    "entrycontent post-content postcontent post-body postbody post-text post-entry td-post-content "
    "body-copy bodycopy body-text bodytext main-content-text articlebodytext richtext rich-text "
    "content-body content__body news-text newstext news-body page-content text-content textcontent "
    "content-text maincontent story single-content artikel-text artikeltext article-main caas-body "
    "wysiwyg field-name-body field--name-body textblock article-section content-article"
).split()


def _pattern(words: list[str]) -> re.Pattern[str]:
    # "a-b" in a table stands for a-b, a_b, a__b and aB
    parts = sorted({re.escape(word).replace(r"\-", "[-_]{0,2}") for word in words}, key=len, reverse=True)
    return re.compile(r"(?<![a-z])(?:" + "|".join(parts) + r")(?![a-z])")


_BOILERPLATE = _pattern(_BOILERPLATE_WORDS)
_CONTENT = _pattern(_CONTENT_WORDS)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# "has-sidebar" and "no-share" speak of the page around, not of this element
_ABOUT_OTHERS = re.compile(r"(?<![\w-])(?:no|has|with|without|not|non|js|if|is-not|layout|template)[-_][\w-]+")


@lru_cache(maxsize=16_384)
def boilerplate_class(names: str) -> str:
    """Give the first word in some class names that says "not the story", or ''.

    >>> [boilerplate_class(names) for names in ("article__related-box wide", "relatedBox", "articlebody")]
    ['related', 'related', '']
    """
    if not names.strip():
        return ""
    match = _BOILERPLATE.search(_ABOUT_OTHERS.sub("", _CAMEL.sub("-", names[:400]).lower()))
    return match[0] if match else ""


@lru_cache(maxsize=16_384)
def _content_word(names: str) -> str:
    match = _CONTENT.search(_CAMEL.sub("-", names[:400]).lower())
    return match[0] if match else ""


def content_class(names: str, attributes: Mapping[str, str | None]) -> str:
    """Give what in an element's attributes says "this is the story", or ''."""
    if "articleBody" in (attributes.get("itemprop") or ""):
        return "articleBody"
    return _content_word(names) if len(names) > 3 else ""
