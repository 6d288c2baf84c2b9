"""Whole invented sites in the shape that the usual generators give them, with a list of what is a story in each.

A site is a folder that `Newsstand` serves: pages, feed and sitemap as Hugo, Jekyll, Eleventy and Ghost lay them
out by default, and one that somebody made by hand in 2003. What is no story is there, too: pages about the paper,
sections, tags, authors, older pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.crawl.invented_news import TAGS, story
from tests.crawl.site_parts import ABOUT, Layout, Site, anchors, atom, feed_link, origin, pages, rss, sitemap


def hugo() -> Site:
    """Everything in /posts/, a feed of all at /index.xml, taxonomies, and a sitemap that lists every page."""
    told = [story(number, "hugo") for number in range(13)]
    shape = Layout(
        "hugo",
        lambda one: f"/posts/{one.slug}/",
        [("/posts/", "Posts"), ("/tags/", "Tags"), ("/about/", "About")],
        feed_link("/index.xml") + '<meta name="generator" content="Hugo 0.140.0">',
    )
    files = {shape.path_of(one): shape.story(one, f'<a href="/tags/{one.tag}/">{one.tag}</a>') for one in told}
    files |= shape.lists("Hugo", pages("/", told, 5, "/page/{}/")) | shape.lists(
        "Posts", pages("/posts/", told, 5, "/posts/page/{}/")
    )
    files |= {f"/tags/{tag}/": shape.listing(tag, [one for one in told if one.tag == tag]) for tag in TAGS}
    files["/tags/"] = shape.frame("Tags", f"<ul>{anchors((f'/tags/{tag}/', tag) for tag in TAGS)}</ul>")
    files["/about/"] = shape.about("About")
    days = {shape.path_of(one): f"{one.published:%Y-%m-%d}" for one in told}
    files["/sitemap.xml"] = sitemap("hugo", [(path, days.get(path)) for path in sorted(files) if "page/" not in path])
    files["/index.xml"] = rss("hugo", told, shape.path_of)
    files["/robots.txt"] = "User-agent: *\n"
    return Site("hugo", files, frozenset(days), "/index.xml", frozenset(days), "/sitemap.xml")


def jekyll() -> Site:
    """Dates and sections in the address, an Atom feed of the ten newest, older pages at /page2/."""
    told = [story(number, "jekyll") for number in range(14)]
    shape = Layout(
        "jekyll",
        lambda one: f"/{one.section}/{one.published:%Y/%m/%d}/{one.slug}.html",
        [("/about/", "About"), ("/contact/", "Contact")],
        feed_link("/feed.xml", "atom") + '<meta name="generator" content="Jekyll v4.3.3">',
    )
    files = {shape.path_of(one): shape.story(one) for one in told}
    stories = frozenset(files)
    files |= shape.lists("Jekyll", pages("/", told, 6, "/page{}/"))
    files |= {"/about/": shape.about("About"), "/contact/": shape.about("Contact")}
    days = {shape.path_of(one): one.published.isoformat() for one in told}
    files["/sitemap.xml"] = sitemap("jekyll", [(path, days.get(path)) for path in [*days, "/about/", "/contact/", "/"]])
    files["/robots.txt"] = f"Sitemap: {origin('jekyll')}/sitemap.xml\n"
    files["/feed.xml"] = atom("jekyll", told[:10], shape.path_of)
    in_feed = frozenset(shape.path_of(one) for one in told[:10])
    return Site("jekyll", files, stories, "/feed.xml", in_feed, "/sitemap.xml")


def eleventy() -> Site:
    """Stories in /blog/, all of them in one list, a feed in /feed/, tags, and no sitemap."""
    told = [story(number, "eleventy") for number in range(11)]
    shape = Layout(
        "eleventy",
        lambda one: f"/blog/{one.slug}/",
        [("/", "Home"), ("/blog/", "Archive"), ("/about/", "About me"), ("/feed/feed.xml", "Feed")],
        feed_link("/feed/feed.xml", "atom") + '<meta name="generator" content="Eleventy v3.0.0">',
    )
    files = {
        shape.path_of(one): shape.story(one, f'<a href="/tags/{one.tag}/" class="post-tag">{one.tag}</a>')
        for one in told
    }
    stories = frozenset(files)
    files |= {"/": shape.listing("Latest 3 posts", told[:3]), "/blog/": shape.listing("Archive", told)}
    files |= {f"/tags/{tag}/": shape.listing(f"Tagged “{tag}”", [s for s in told if s.tag == tag]) for tag in TAGS}
    files["/about/"] = shape.about("About me")
    files["/feed/feed.xml"] = atom("eleventy", told, shape.path_of)
    return Site("eleventy", files, stories, "/feed/feed.xml", stories)


def ghost() -> Site:
    """Stories at the root beside pages about the paper, tags and authors, and a sitemap index of four kinds."""
    told = [story(number, "ghost") for number in range(12)]
    authors = {one.author: f"/author/{one.author.lower().replace(' ', '-')}/" for one in told}
    shape = Layout(
        "ghost",
        lambda one: f"/{one.slug}/",
        [("/", "Home"), ("/about/", "About"), ("/contact/", "Contact"), ("/tag/harbour/", "Harbour")],
        feed_link("/rss/") + '<meta name="generator" content="Ghost 5.90">',
    )
    files = {
        shape.path_of(one): shape.story(
            one,
            f'<a href="/tag/{one.section}/">{one.section}</a><a href="{authors[one.author]}">{one.author}</a>',
            told[one.number + 1 : one.number + 3],
        )
        for one in told
    }
    stories = frozenset(files)
    files |= shape.lists("Ghost", pages("/", told, 5, "/page/{}/"))
    for section in sorted({one.section for one in told}):
        files[f"/tag/{section}/"] = shape.listing(section, [one for one in told if one.section == section])
    for author, path in authors.items():
        files[path] = shape.listing(author, [one for one in told if one.author == author])
    files |= {"/about/": shape.about("About this site"), "/contact/": shape.about("Contact")}
    parts = {"pages": ["/", "/about/", "/contact/"], "posts": sorted(stories), "authors": sorted(authors.values())}
    for kind, paths in parts.items():
        files[f"/sitemap-{kind}.xml"] = sitemap("ghost", [(path, "2026-03-30T10:00:00.000Z") for path in paths])
    children = [(f"/sitemap-{kind}.xml", "2026-03-30T10:00:00.000Z") for kind in parts]
    files["/sitemap.xml"] = sitemap("ghost", children, "sitemapindex", "sitemap")
    files["/robots.txt"] = f"User-agent: *\nSitemap: {origin('ghost')}/sitemap.xml\nDisallow: /ghost/\n"
    files["/rss/"] = rss("ghost", told, shape.path_of)
    return Site("ghost", files, stories, "/rss/", stories, "/sitemap.xml")


def handmade() -> Site:
    """Tables, capitals and no dates: a front page, an archive and stories, by somebody who never heard of feeds."""
    told = [story(number, "handmade") for number in range(9)]

    def frame(title: str, main: str) -> str:
        return (
            f'<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><TABLE><TR><TD><A HREF="/index.html">'
            f'Home</A><BR><A HREF="/archive.html">Archive</A><BR><A HREF="/about.html">About us</A></TD><TD>'
            f"{main}</TD></TR></TABLE></BODY></HTML>"
        )

    files = {
        f"/stories/{one.slug}.htm": frame(
            one.title, f"<H1>{one.title}</H1><I>By {one.author}, {one.published:%B %d, %Y}</I>{one.html}"
        ).replace("</p>", "")
        for one in told
    }
    stories = frozenset(files)
    front, archive = (
        "".join(f'<P><A HREF="stories/{one.slug}.htm">{one.title}</A></P>' for one in some) for some in (told[:4], told)
    )
    files["/"] = files["/index.html"] = frame("The Handmade", front)
    files["/archive.html"] = frame("Archive", archive)
    files["/about.html"] = frame("About us", "<H1>About us</H1>" + "".join(f"<P>{line}" for line in ABOUT))
    return Site("handmade", files, stories, encoding="windows-1252")


SITES: Mapping[str, Site] = {make.__name__: make() for make in (hugo, jekyll, eleventy, ghost, handmade)}
