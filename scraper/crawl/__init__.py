"""The crawl: it joins discover, fetch, extract and archive into one that goes on where it was stopped.

start.py     where it begins, and what belongs to the site
engine.py    one task a host, one writer
visit.py     what an answer means: a story, a list of links, neither
budget.py    how much it may do
robots.py    what robots.txt files said within the last day
summary.py   what it did
"""

from scraper.crawl.budget import Budget
from scraper.crawl.engine import Crawler, Event
from scraper.crawl.start import Start, starts
from scraper.crawl.summary import Summary

__all__ = ["Budget", "Crawler", "Event", "Start", "Summary", "starts"]
