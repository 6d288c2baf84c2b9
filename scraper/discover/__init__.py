"""The discover layer: bytes of feeds, sitemaps and fronts in, links out. Pure functions.

kind.py            what an answer is
feeds.py           RSS, RDF, Atom; json_feeds.py: JSON Feed; opml.py: lists of feeds
sitemaps.py        sitemaps and their indexes, XML, text and gzip
front.py           a front's links: stories, sections, older pages; url_shape.py: what an address alone tells
ways_in.py         where a site's feeds and sitemaps are
traps.py           addresses without end
"""

from scraper.discover.feeds import Feed, read_feed
from scraper.discover.front import Front, read_front
from scraper.discover.kind import PageKind, kind_of
from scraper.discover.opml import read_opml
from scraper.discover.sitemaps import Sitemap, read_sitemap
from scraper.discover.traps import why_trap
from scraper.discover.url_dates import date_in
from scraper.discover.ways_in import sitemaps_in_robots, usual_places

__all__ = [
    "Feed",
    "Front",
    "PageKind",
    "Sitemap",
    "date_in",
    "kind_of",
    "read_feed",
    "read_front",
    "read_opml",
    "read_sitemap",
    "sitemaps_in_robots",
    "usual_places",
    "why_trap",
]
