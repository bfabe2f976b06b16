#!/usr/bin/env python3
"""How easy 200 plans over an area are to read: words a sentence, grade, longest sentences.

    python benchmarks/plan_readability.py AREA FIRST_DATE LAST_DATE [PLANS]

Homes, venues and people are random; the area is one that ``transit build`` made.
"""

import datetime as dt
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.plan.planning import WORDS, sentences_of  # noqa: E402
from tests.plan.readability import readability_of, words_of  # noqa: E402
from tests.verdict.judging import random_person  # noqa: E402
from transit.model.fact import Fact, Source, State  # noqa: E402
from transit.model.opportunities import Entrance, Opportunity, Session  # noqa: E402
from transit.model.positions import Position  # noqa: E402
from transit.model.weekdays import WEEKDAYS  # noqa: E402
from transit.network.area import Area  # noqa: E402
from transit.network.store import open_area  # noqa: E402
from transit.plan.booklet import Booklet  # noqa: E402
from transit.plan.contents import make_booklet  # noqa: E402
from transit.plan.make import make_plan  # noqa: E402
from transit.read.parameters import read_parameters  # noqa: E402
from transit.read.printing import read_hazards, read_symbols  # noqa: E402
from transit.read.rules import read_rules  # noqa: E402
from transit.verdict.closely import look_closely  # noqa: E402
from transit.verdict.desk import Desk  # noqa: E402

PROFILES = (
    "walks-well",
    "new-to-buses",
    "walks-with-a-stick",
    "avoids-changes",
    "powered-wheelchair",
)
A_VENUE = 20
"""Plans to one venue."""


def main() -> None:
    """Print the figures."""
    area = open_area(Path(sys.argv[1]))
    dates = dt.date.fromisoformat(sys.argv[2]), dt.date.fromisoformat(sys.argv[3])
    wanted = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    every: list[str] = []
    grades: list[float] = []
    for booklet in booklets(area, dates, wanted):
        said = sentences_of(booklet)
        every += said
        grades.append(readability_of(said).grade)
    figures = readability_of(every)
    print(f"plans {len(grades)}, sentences {figures.sentences}")
    print(f"words a sentence {figures.words_a_sentence:.2f}, longest {figures.longest}")
    print(f"Flesch-Kincaid grade {figures.grade:.2f}, worst plan {max(grades):.2f}")
    lengths = Counter(len(words_of(each)) for each in every)
    over = sum(count for length, count in lengths.items() if length > 10)
    print(f"sentences of more than 10 words: {over / figures.sentences:.1%}")
    for sentence in sorted(set(every), key=lambda each: -len(words_of(each)))[:15]:
        print(f"  {len(words_of(sentence))}  {sentence.strip()}")


def booklets(area: Area, dates: tuple[dt.date, dt.date], wanted: int) -> Iterator[Booklet]:
    """Yield booklets of random people."""
    chance, made, number = random.Random(11), 0, 0
    symbols, hazards = read_symbols(), read_hazards()
    while made < wanted:
        if number % (2 * A_VENUE) == 0:
            venue, session = place(chance, area, dates)
            desk = Desk(
                area, {"V": venue}, read_rules(), read_parameters(), sessions={"S": session}
            )
        number += 1
        person = random_person(chance, f"P{number}", 0)
        home = replace(person.places[0], at=corner(chance, area))
        person = replace(person, places=(home,), profile=PROFILES[number % len(PROFILES)])
        found = look_closely(desk, person, session)
        if found.out is not None and found.back is not None:
            made += 1
            plan = make_plan(found, person, session, venue, WORDS, hazards)
            yield make_booklet(plan, (found.out, found.back), area.walk, WORDS, symbols)


def place(
    chance: random.Random, area: Area, dates: tuple[dt.date, dt.date]
) -> tuple[Opportunity, Session]:
    """Return a venue and its session."""
    entrance = Entrance(corner(chance, area), step_free=Fact(State.YES, Source.MAPPED))
    venue = Opportunity(id="V", name="Day centre", kind="day_centre", entrances=(entrance,))
    session = Session(
        id="S",
        opportunity="V",
        activity="Cooking",
        days=WEEKDAYS,
        start_s=10 * 3600,
        end_s=14 * 3600,
        first_date=dates[0],
        last_date=dates[1],
    )
    return venue, session


def corner(chance: random.Random, area: Area) -> Position:
    """Return a random corner."""
    at = chance.randrange(area.walk.corner_lat.size)
    return Position(float(area.walk.corner_lat[at]), float(area.walk.corner_lon[at]), 1)


if __name__ == "__main__":
    main()
