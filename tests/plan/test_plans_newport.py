"""Plans over Newport's streets: short sentences, every number on a map, and they print."""

import datetime as dt
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.plan.planning import WORDS, figures_of, numbers_on_maps, sentences_of, text_of
from tests.verdict.judging import random_person
from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.positions import Position
from transit.model.weekdays import WEEKDAYS
from transit.plan.contents import make_booklet
from transit.plan.make import make_plan
from transit.plan.pdf import pdf_of
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_symbols
from transit.read.rules import read_rules
from transit.verdict.closely import look_closely
from transit.verdict.desk import Desk

if TYPE_CHECKING:
    from transit.model.plan import Plan
    from transit.network.area import Area
    from transit.plan.booklet import Booklet

pytestmark = [pytest.mark.real, pytest.mark.slow]
READY = ("walks-well", "new-to-buses", "walks-with-a-stick", "avoids-changes")
MOST = 15


def _corner(chance: random.Random, area: "Area") -> Position:
    corner = chance.randrange(area.walk.corner_lat.size)
    return Position(float(area.walk.corner_lat[corner]), float(area.walk.corner_lon[corner]), 1)


@pytest.fixture(scope="module")
def printed(newport_area: "Area") -> "list[tuple[Plan, Booklet]]":
    """Return the plans of up to fifteen random people to one venue."""
    chance = random.Random(11)
    entrance = Entrance(_corner(chance, newport_area), step_free=Fact(State.YES, Source.MAPPED))
    venue = Opportunity(id="V", name="Day centre", kind="day_centre", entrances=(entrance,))
    session = Session(
        id="S",
        opportunity="V",
        activity="Cooking",
        days=WEEKDAYS,
        start_s=10 * 3600,
        end_s=14 * 3600,
        first_date=dt.date(2023, 7, 1),
        last_date=dt.date(2023, 7, 31),
    )
    desk = Desk(
        newport_area, {"V": venue}, read_rules(), read_parameters(), sessions={"S": session}
    )
    made: list[tuple[Plan, Booklet]] = []
    symbols, hazards = read_symbols(), read_hazards()
    for number in range(4 * MOST):
        person = random_person(chance, f"P{number}", 0)
        home = replace(person.places[0], at=_corner(chance, newport_area))
        person = replace(person, places=(home,), profile=READY[number % len(READY)])
        found = look_closely(desk, person, session)
        if found.out is None or found.back is None:
            continue
        plan = make_plan(found, person, session, venue, WORDS, hazards)
        both = found.out, found.back
        made.append((plan, make_booklet(plan, both, newport_area.walk, WORDS, symbols)))
        if len(made) == MOST:
            break
    return made


def test_there_are_plans_to_look_at(printed: "list[tuple[Plan, Booklet]]") -> None:
    """Of thirty plans some go by bus."""
    assert len(printed) == MOST
    assert sum(bool(plan.out.routes) for plan, _ in printed) >= MOST // 3


def test_sentences_are_short(printed: "list[tuple[Plan, Booklet]]") -> None:
    """At most fifteen words, with real names of streets and stops."""
    for _, booklet in printed:
        for sentence in sentences_of(booklet):
            assert len(sentence.split()) <= 15, sentence


def test_each_step_has_its_number_on_a_map(printed: "list[tuple[Plan, Booklet]]") -> None:
    """Where maps are crowded, too."""
    for plan, booklet in printed:
        for way in plan.ways:
            wanted = {step.number for step in way.steps}
            assert numbers_on_maps(booklet, way.direction.value) == wanted


def test_they_print_in_order(printed: "list[tuple[Plan, Booklet]]") -> None:
    """Every fifth plan: pictures told, steps read in their order."""
    for plan, booklet in printed[::5]:
        pdf = pdf_of(booklet)
        assert figures_of(pdf) == [picture.alt for picture in booklet.pictured()]
        text, at = text_of(pdf), 0
        for way in plan.ways:
            for step in way.steps:
                for said in (f"Step {step.number} ", *step.sentences):
                    found = text.find(said, at)
                    assert found >= at, said
                    at = found
