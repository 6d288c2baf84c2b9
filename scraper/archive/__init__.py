"""The archive layer: one SQLite file with the stories, their captures, and the log of how they came.

archive.py      Archive: what one does with it
open.py         opening, making, refusing (refuse.py); migrate.py and schema.py make the tables
identity.py     which story a page is
store.py        new, changed or known (walls.py: or behind a wall); rows.py writes the rows of a story
revisions.py    how a story read before; what_changed.py says what a reader would notice, template.py that a page was
                redesigned, as_read.py what its page said last (scraper/small_print.py: what is not of the story)
events.py       what happened to a story; edits.py says what kind of edit it was (numbers.py, quotations.py),
                word_diff.py what came and went, absence.py that it is there no more
captures.py     the bytes as they came; packing.py stores them, compressed (zstd.py) against the page that templates.py
                chooses; reread.py: reading them again, and writing only what that changes
chain.py        each capture vouches for those before it; verify.py (by way of upkeep.py) says which was changed
backup.py       a safe copy of a live archive
clusters.py     one story in many papers; copies.py finds them, copy_match.py compares two
frontier.py     which links are known, and which is asked next
log.py          what was asked and what came back; provenance.py: where each value was read; permissions.py: what the
                page and its site said of keeping and using it
search.py       finding stories; stories.py: reading them back
"""

from scraper.archive.archive import Archive
from scraper.archive.captures import Capture
from scraper.archive.clusters import Cluster, Copy
from scraper.archive.frontier import Finds, Finish, FrontierLink
from scraper.archive.reread import SOURCES, KeptPage, Reread
from scraper.archive.search import Hit
from scraper.archive.store import Stored
from scraper.archive.stories import Story
from scraper.archive.text import MATCH_END, MATCH_START

__all__ = [
    "MATCH_END",
    "MATCH_START",
    "SOURCES",
    "Archive",
    "Capture",
    "Cluster",
    "Copy",
    "Finds",
    "Finish",
    "FrontierLink",
    "Hit",
    "KeptPage",
    "Reread",
    "Stored",
    "Story",
]
