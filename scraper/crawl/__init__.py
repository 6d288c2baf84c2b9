"""The crawl: it joins discover, fetch, extract and archive into one that goes on where it was stopped.

start.py     where it begins, and what belongs to the site
crawler.py   which host is asked when
engine.py    one site's crawl: from a link to what is written of it
visit.py     what an answer means: a story, a list of links, neither
crew.py      several processes that share the sites (shard.py, member.py)
readers.py   where pages are read, and for how long
ways.py      the ways into a site, and whether one leads to every story
budget.py    how much it may do
robots.py    what robots.txt files said within the last day
summary.py   what it did
"""

from scraper.crawl.budget import Budget
from scraper.crawl.crawler import Crawler
from scraper.crawl.events import Event
from scraper.crawl.job import Job, crawler_of
from scraper.crawl.start import Start, starts
from scraper.crawl.summary import Summary

__all__ = ["Budget", "Crawler", "Event", "Job", "Start", "Summary", "crawler_of", "starts"]
