"""URLs: resolving, naming, comparing. The names here decide which pages are one story.

Resolution follows the WHATWG URL standard (ada), as browsers do.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

MAX_URL_CHARS = 16_384  # servers refuse longer ones
CACHED = 1_024  # URLs: a page asks again and again for its own

# `utm_source`, `fbclid` and their like name the reader's way to the page, never the page.
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|at_(?:medium|campaign|custom\d|link\w*|format|ptr\w*|bbc\w*)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok"
    r"|_hsenc|_hsmi|__twitter_impression|ns_(?:campaign|mchannel|source|linkname|fee)|smid|smtyp|guccounter"
    r"|guce_referrer\w*|ocid|i?cmp|cmpid|int_?cmp|ref_?src|fb_(?:ref|source)|xtor|wt_mc|wt_zmc|sh_kit|oly_\w+|vero_\w+|s_cid|ito|ftag|_ga|_gl"
    r"|li_fat_id|srsltid|spm|soc_(?:src|trk)|hss_channel|mbid|traffic_source|fb_action_\w+|sref|trk|icid|taid|sr_share"
    r"|xing_share|wprov|usqp|amp_js_v|sharetoken)",
    re.IGNORECASE,
)
#: The same if it has words to it: `?ref=home`, `?from=rss`; with a number it may be what names the page.
_WORDED = re.compile(
    r"(?:ref|referr?er|src|source|from|via|share|rss|mod|partner|feature)=[a-z][a-z_.-]*", re.IGNORECASE
)
#: Addresses that the standard leaves as they are: most of a sitemap, which has up to 50,000.
_PLAIN = re.compile(r"https?://(?:[a-z][a-z0-9-]*\.)+[a-z][a-z0-9-]*/(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(?:/|$))*")
_NUMBER = re.compile(r"(?<!\d)\d{5,19}(?!\d)")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?:\d{4,6})?")
_TWIN_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_TWIN_PATH = re.compile(r"/(?:amp|index\.(?:html?|php))?/?$|\.amp(?=\.html?$)")
_TWIN_FOLDER = re.compile(r"^/amp(?=/.)", re.IGNORECASE)
#: Copies of AMP pages that search engines keep, under the address of the page itself.
_AMP_CACHE = re.compile(
    r"(?:[\w-]+\.cdn\.ampproject\.org/(?:wp/)?[civw]/|(?:www\.)?google\.[a-z.]+/amp/|[\w-]+\.bing-amp\.com/c/)(?:s/)?"
    r"(?=[\w-]+(?:\.[\w-]+)+/)",
    re.IGNORECASE,
)
#: Marks of AMP and of versions for printing.
_TWIN_PARAM = re.compile(
    r"(?:amp|outputtype=amp|output=(?:amp|print)|print(?:able|er|version)?(?:=(?:true|yes|y|on))?|(?:view|format|mode|style)=print|)",
    re.IGNORECASE,
)
# behind a slug or a number alone: `/sport/print` may be a story about prints
_PRINT_PATH = re.compile(r"(?<=/)([^/]*[\d-][^/]*)/(?:print|drucken|druck|imprimir|imprimer|stampa)/?$", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-f]{2})", re.IGNORECASE)
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")


def resolve(url: str, base: str | None = None) -> str | None:
    """Give the absolute http(s) URL that a browser would open, credentials included, or None.

    None, too, for a URL of more than MAX_URL_CHARS.

    >>> resolve("../b", "https://courier.example/x/y/")
    'https://courier.example/x/b'
    >>> resolve("javascript:alert(1)") is None
    True
    """
    return None if len(url) > MAX_URL_CHARS else _resolve(url, base)


@lru_cache(maxsize=CACHED)
def _resolve(url: str, base: str | None) -> str | None:
    if _PLAIN.fullmatch(url) and "xn--" not in url:
        return url
    import ada_url

    try:
        absolute = ada_url.join_url(base, url.strip()) if base else str(ada_url.URL(url.strip()).href)
    except ValueError:
        return None
    return absolute if absolute.startswith(("http://", "https://")) else None


def without_credentials(url: str) -> str:
    """Drop a user name and password from a URL, leaving what cannot be parsed with its userinfo masked.

    >>> without_credentials("https://ana:secret@courier.example/a")
    'https://courier.example/a'
    """
    import ada_url

    if "@" not in url:
        return url
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return re.sub(r"//[^/?#]*@", "//", url)
    parsed.username = ""
    parsed.password = ""
    return str(parsed.href)


@lru_cache(maxsize=CACHED)
def host(url: str) -> str:
    """Give the host of an absolute URL in its ASCII form, lower case, without port; '' if there is none.

    >>> host("https://Www.Courier.example:8443/a")
    'www.courier.example'
    """
    import ada_url

    try:
        return str(ada_url.URL(url).hostname)
    except ValueError:
        return ""


def plain_host(url: str) -> str:
    """Give the host as people say it, without `www.`.

    >>> plain_host("https://www.courier.example/a")
    'courier.example'
    """
    return host(url).removeprefix("www.")


@lru_cache(maxsize=CACHED)
def canonical_url(url: str) -> str | None:
    """Give the URL under which we keep a page: no fragment, credentials, default port or tracking.

    Other query parameters stay, in their order: `?id=7` is another page than `?id=8`.

    >>> canonical_url("HTTPS://Courier.example:443/a?utm_source=x&id=7#top")
    'https://courier.example/a?id=7'
    """
    import ada_url

    absolute = resolve(url)
    if absolute is None or ("?" not in absolute and "#" not in absolute and "@" not in absolute):
        return absolute
    parsed = ada_url.URL(absolute)
    parsed.username = parsed.password = parsed.hash = ""
    query = parsed.search.removeprefix("?")
    kept = [
        part
        for part in query.split("&")
        if part and not _TRACKING.fullmatch(part.partition("=")[0]) and not _WORDED.fullmatch(part)
    ]
    parsed.search = "&".join(kept)
    return str(parsed.href)


@lru_cache(maxsize=CACHED)
def url_key(url: str) -> str:
    """Give what a page's twins share: no scheme, `www.`, `m.` or `amp.`, no mark of AMP or print, no trailing slash.

    >>> url_key("http://www.courier.example/a/amp/?amp=1") == url_key("https://courier.example/a")
    True
    >>> url_key("https://courier.example/f%c3%a4hre%2d1/print") == url_key("https://courier.example/f%C3%A4hre-1")
    True
    >>> url_key("https://courier.example/a?id=7") == url_key("https://courier.example/a?id=8")
    False
    """
    url = canonical_url(url) or url
    rest = url.partition("://")[2] or url  # what is no web address is its own key
    if "%" in rest:
        rest = _ESCAPE.sub(_unescaped, rest)
    rest, _, query = _AMP_CACHE.sub("", rest, 1).partition("?") if "amp" in rest else rest.partition("?")
    name, slash, path = rest.partition("/")
    path = _TWIN_PATH.sub("", _TWIN_FOLDER.sub("", slash + path))
    if name.endswith("."):
        name = name.rstrip(".")
    if "/" in path[1:]:
        path = _PRINT_PATH.sub(r"\1", path)
    if ";" in path:
        path = _SESSION.sub("", path)
    kept = [part for part in query.split("&") if not _TWIN_PARAM.fullmatch(part.removesuffix("=1"))]
    return _TWIN_HOST.sub("", name) + path + ("?" + "&".join(kept) if kept else "")


def _unescaped(match: re.Match[str]) -> str:
    """Give an escape as RFC 3986 §6.2.2 has it: in capitals, and none for a character that needs none."""
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def article_id(url: str) -> str:
    """Give the key of the story at a URL: 16 hexadecimal digits, the same in every archive."""
    return hashlib.sha256(url_key(url).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def story_number(url: str) -> str | None:
    """Give the number by which a site knows a story whatever its slug says, with the site's name; None if it has none.

    It has at least five digits, stands in the last two parts of the path, and is no day.

    >>> story_number("https://www.courier.example/news/ferry-returns-12345678")
    'courier.example/12345678'
    >>> story_number("https://courier.example/2026/03/04/ferry") is None
    True
    """
    path = url_key(url).partition("?")[0].partition("/")[2]
    numbers = [match[0] for part in path.split("/")[-2:] for match in _NUMBER.finditer(part)]
    longest = max((number for number in numbers if not _DAY.fullmatch(number)), key=len, default=None)
    return f"{site_domain(host(url))}/{longest}" if longest else None


def same_site(one: str, other: str) -> bool:
    """Tell whether two URLs belong to one registrable domain, as the public suffix list has it.

    >>> same_site("https://m.courier.example/a", "https://www.courier.example/a")
    True
    >>> same_site("https://ana.blogspot.com/", "https://bo.blogspot.com/")
    False
    """
    first, second = host(one), host(other)
    if first.removeprefix("www.") == second.removeprefix("www."):
        return bool(first)
    return site_domain(first) == site_domain(second)


@lru_cache(maxsize=4096)
def site_domain(hostname: str) -> str:
    """Give the registrable domain of a host (`bbc.co.uk` of `www.bbc.co.uk`); an address or a bare name stays.

    >>> site_domain("www.bbc.co.uk")
    'bbc.co.uk'
    """
    if hostname.startswith("[") or re.fullmatch(r"[\d.]+", hostname):
        return hostname
    labels = hostname.split(".")
    size = _suffix_size([_unicode(label) for label in labels])
    return ".".join(labels[-size - 1 :]) if size < len(labels) else hostname


def _suffix_size(labels: list[str]) -> int:
    """Count the labels of a host's public suffix, by the rules of https://publicsuffix.org/list/."""
    rules = _suffix_rules()
    size = 1  # of a top-level domain that the list does not know
    for start in range(len(labels)):
        name, length = ".".join(labels[start:]), len(labels) - start
        if f"!{name}".encode() in rules:
            return length - 1
        if name.encode() in rules:
            size = max(size, length)
        if start and f"*.{name}".encode() in rules:
            size = max(size, length + 1)
    return size


def _unicode(label: str) -> str:
    """Give a label as the list writes it."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode().decode("idna")
    except UnicodeError:
        return label


@lru_cache(maxsize=1)
def _suffix_rules() -> frozenset[bytes]:
    # the list's lines as they are: the package's own table takes 65 ms to build, this 6 ms to read
    from importlib.resources import files

    return frozenset((files("publicsuffixlist") / "public_suffix_list.dat").read_bytes().split(b"\n"))
