"""Scrapy fetching the same pages and only parsing them; run by benchmarks/crawl.py with Scrapy's own interpreter.

    python benchmarks/scrapy_spider.py START…

Its settings are those that cost it least: no cookies, no console, no log, no delay, one request a host at a time.
Prints how many stories it saw.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

SETTINGS = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "USER_AGENT": "scrapy-benchmark/1.0",
}


class Paper(scrapy.Spider):
    """Follows every link of a front; of a story it reads headline and paragraphs."""

    name = "paper"
    seen = 0

    def parse(self, response: Any) -> Iterator[Any]:
        """Go to every story of a front."""
        for link in response.css("article h2 a::attr(href)").getall():
            yield response.follow(link, self.story)

    def story(self, response: Any) -> None:
        """Parse a story and look for its headline and paragraphs."""
        title = response.css("title::text").get()
        text = response.css("p::text").getall()
        type(self).seen += bool(title or text)


if __name__ == "__main__":
    process = CrawlerProcess(SETTINGS)
    process.crawl(Paper, start_urls=sys.argv[1:])
    process.start()
    print(Paper.seen)
