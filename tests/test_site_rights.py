"""What a site says of the use of all its pages."""

from __future__ import annotations

import json

import pytest

from scraper.rights import Rights
from scraper.site_rights import with_site

URL = "https://courier.example/news/ferry"
NAMES = ("scrape-news",)


@pytest.mark.parametrize(
    ("robots", "noai", "licence"),
    [
        ("User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /", True, None),
        ("User-agent: *\nContent-Signal: search=yes,ai-train=no,use=reference", True, None),
        ("User-agent: *\nContent-Signal: ai-train=yes", False, None),
        ("Content-Signal: ai-train=no\nUser-agent: *\nAllow: /", True, None),
        ("User-agent: otherbot\nContent-Signal: ai-train=no\n\nUser-agent: *\nAllow: /", False, None),
        ("User-agent: otherbot\nUser-agent: *\nContent-Signal: ai-train=no", True, None),
        ("User-agent: scrape-news\nAllow: /\n\nUser-agent: *\nContent-Signal: ai-train=no", False, None),
        ("User-agent: *\nContent-Usage: train-ai=n", True, None),
        ("User-agent: *\nContent-Usage: /news/ train-ai=n", True, None),
        ("User-agent: *\nContent-Usage: /sport/ train-ai=n", False, None),
        ("License: https://courier.example/l.xml\nUser-agent: *\nAllow: /", False, "https://courier.example/l.xml"),
        ("User-agent: GPTBot\nDisallow: /", False, None),
        ("# Content-Signal: ai-train=no", False, None),
        ("", False, None),
    ],
)
def test_robots_txt_speaks_for_all_pages(robots: str, noai: bool, licence: str | None) -> None:
    said = with_site(Rights(), URL, robots, None, NAMES)

    assert (said.noai, said.licence) == (noai, licence)


RULES = [
    {"location": "/", "tdm-reservation": 0},
    {"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://courier.example/policy.json"},
    {"location": "/*/free/*.html$", "tdm-reservation": "0"},
]


@pytest.mark.parametrize(
    ("path", "text", "reserved", "policy"),
    [
        ("/news/ferry", json.dumps(RULES), True, "https://courier.example/policy.json"),
        ("/sport/cup", json.dumps(RULES), False, None),
        ("/news/free/ferry.html", json.dumps(RULES), False, None),
        ("/news/ferry", json.dumps(RULES[1]), True, "https://courier.example/policy.json"),
        ("/news/ferry", '[{"location": "/news/", "tdm-reservation": 2}, 7, {"location": 1}]', None, None),
        ("/news/ferry", "<html>Not found</html>", None, None),
        ("/news/ferry", "[" * 9_000, None, None),
    ],
)
def test_tdm_file_speaks_for_its_locations(path: str, text: str, reserved: bool | None, policy: str | None) -> None:
    said = with_site(Rights(), f"https://courier.example{path}", None, text, NAMES)

    assert (said.tdm_reserved, said.tdm_policy) == (reserved, policy)


def test_a_page_comes_before_its_site() -> None:
    page = Rights(tdm_reserved=False, licence="https://creativecommons.org/licenses/by/4.0/")

    said = with_site(page, URL, "License: https://courier.example/l.xml", json.dumps(RULES), NAMES)

    assert said == page
