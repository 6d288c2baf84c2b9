"""All of them."""

from __future__ import annotations

from tests.extract.other_pages.bot_checks import BOT_CHECKS
from tests.extract.other_pages.consent_walls import CONSENT_WALLS
from tests.extract.other_pages.frame import Case
from tests.extract.other_pages.in_its_place import IN_ITS_PLACE, STORIES_IN_THEIR_PLACE
from tests.extract.other_pages.in_other_words import IN_OTHER_WORDS, LIKE_OTHER_WORDS
from tests.extract.other_pages.lists import LISTS
from tests.extract.other_pages.look_alikes import LOOK_ALIKES
from tests.extract.other_pages.not_found import NOT_FOUND
from tests.extract.other_pages.paywalls import PAYWALLS
from tests.extract.other_pages.services import SERVICES
from tests.extract.other_pages.shells import SHELLS

NOT_STORIES: tuple[Case, ...] = (
    *CONSENT_WALLS,
    *BOT_CHECKS,
    *PAYWALLS,
    *NOT_FOUND,
    *LISTS,
    *SERVICES,
    *SHELLS,
    *IN_OTHER_WORDS,
    *IN_ITS_PLACE,
)
STORIES = (*LOOK_ALIKES, *LIKE_OTHER_WORDS, *STORIES_IN_THEIR_PLACE)
