"""Fetching: the only layer that opens a socket. Give it a URL, get a Page."""

from __future__ import annotations

from scraper.fetch.client import Fetcher
from scraper.fetch.limits import Limits
from scraper.fetch.pace import Pace
from scraper.fetch.robots import SAYS_NO, RobotsText

__all__ = ["SAYS_NO", "Fetcher", "Limits", "Pace", "RobotsText"]
