"""The archive layer: one SQLite file with the stories, their captures, and the log of how they came.

archive.py      Archive: what one does with it
open.py         opening, making, refusing (refuse.py); migrate.py and schema.py make the tables
identity.py     which story a page is
store.py        new, changed or known; compare.py says what differs
captures.py     the bytes as they came
frontier.py     which links are known, and which is asked next
log.py          what was asked and what came back; provenance.py: where each value was read
search.py       finding stories; stories.py: reading them back
"""

from scraper.archive.archive import Archive
from scraper.archive.captures import Capture
from scraper.archive.frontier import Finds, Finish, FrontierLink
from scraper.archive.search import Hit
from scraper.archive.store import Stored
from scraper.archive.stories import Story
from scraper.archive.text import MATCH_END, MATCH_START

__all__ = [
    "MATCH_END",
    "MATCH_START",
    "Archive",
    "Capture",
    "Finds",
    "Finish",
    "FrontierLink",
    "Hit",
    "Stored",
    "Story",
]
