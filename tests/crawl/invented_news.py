"""Invented news: titles and paragraphs that differ from story to story and are the same in every run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PLACES = "Port Ellis|Skell Sound|Brannock|Tarn Bridge|Upper Massey|Lindow|Carrow Bay|Old Quay|Merrow".split("|")
THINGS = "sea wall|ferry timetable|library roof|water tower|oyster reef|tram line|lighthouse lamp|old mill".split("|")
BODIES = "council|harbour board|county court|port authority|planning committee|rescue service".split("|")
VERBS = "approved|rejected|postponed|questioned|defended|abandoned|reviewed|published".split("|")
PEOPLE = ("Ana Ruiz", "Bo Li", "Halima Orr", "Tomas Wray", "Edith Sorrel")
SECTIONS = ("harbour", "council", "sport")
TAGS = ("ferries", "storms", "rail", "budget")
SENTENCES = (
    "The {body} {verb} the plan for the {thing} on Monday after {number} hours of debate in {place}.",
    "Nobody who lives near the {thing} had been asked, said {person}, who has kept a diary of it since the spring.",
    "“We have waited {number} years for this, and we can wait another winter if the work is done well.”",
    "Work in {place} is to begin before the frost, at a cost that the {body} puts at {number} thousand crowns.",
    "Residents walked from {place} to the {thing} in the rain, {number} of them by the count of the police.",
    "A report that the {body} {verb} last year had warned of cracks, and of the price of not mending them.",
    "The {thing} has been closed since the storm, and the road to {place} floods at every spring tide.",
    "“It is not much,” {person} said, “but it is ours, and it has stood there for {number} years.”",
)
NEWEST = datetime(2026, 3, 28, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """One invented story; 0 is the newest of its paper, each further one two days older."""

    number: int
    title: str
    slug: str
    author: str
    published: datetime
    section: str
    tag: str
    paragraphs: tuple[str, ...]

    @property
    def html(self) -> str:
        """The body as paragraphs."""
        return "\n".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)


def story(number: int, seed: str = "") -> Story:
    """Give the story of this number; another seed tells other stories."""
    chance = random.Random(f"{seed}{number}")
    words = {"body": chance.choice(BODIES), "verb": chance.choice(VERBS), "thing": chance.choice(THINGS)}
    title = "{place} {body} {verb} plan for the {thing}".format(place=chance.choice(PLACES), **words)
    return Story(
        number,
        title,
        f"{title.lower().replace(' ', '-')}-{number}",
        chance.choice(PEOPLE),
        NEWEST - timedelta(days=2 * number, minutes=chance.randrange(600)),
        SECTIONS[number % len(SECTIONS)],
        TAGS[number % len(TAGS)],
        tuple(paragraph(chance) for _ in range(6)),
    )


def paragraph(chance: random.Random) -> str:
    """Give three sentences."""
    return " ".join(
        sentence.format(
            body=chance.choice(BODIES),
            verb=chance.choice(VERBS),
            thing=chance.choice(THINGS),
            place=chance.choice(PLACES),
            person=chance.choice(PEOPLE),
            number=chance.randint(2, 90),
        )
        for sentence in chance.sample(SENTENCES, 3)
    )
