"""Pages that a news site serves and that are no stories, and stories that look like them, as tables of short markup."""

from tests.extract.other_pages.frame import Case
from tests.extract.other_pages.tables import NOT_STORIES, STORIES

__all__ = ["NOT_STORIES", "STORIES", "Case"]
