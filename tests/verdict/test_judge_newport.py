"""Verdicts in Newport: a closer look, and journeys found again."""

import datetime as dt
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.verdict.judging import random_person
from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Person
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import WEEKDAYS
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.verdict.desk import Desk
from transit.verdict.journeys import journeys_of
from transit.verdict.judge import judge_many, judge_one

if TYPE_CHECKING:
    from transit.network.area import Area

pytestmark = pytest.mark.real
READY = ("walks-well", "new-to-buses", "walks-with-a-stick", "manual-wheelchair")


@pytest.fixture(scope="module")
def desk(newport_area: "Area") -> Desk:
    """Return a desk for Newport with two venues and three sessions."""
    chance = random.Random(3)
    opportunities = {}
    sessions = {}
    for name in ("V1", "V2"):
        entrance = Entrance(_corner(chance, newport_area), step_free=Fact(State.YES, Source.MAPPED))
        opportunities[name] = Opportunity(
            id=name,
            name=name,
            kind="day_centre",
            entrances=(entrance,),
            facts={"toilet": Fact(State.YES, Source.MAPPED)},
        )
        for hour in (10, 13):
            sessions[f"{name}-{hour}"] = Session(
                id=f"{name}-{hour}",
                opportunity=name,
                activity="x",
                days=WEEKDAYS,
                start_s=hour * 3600,
                end_s=(hour + 2) * 3600,
                first_date=dt.date(2023, 7, 1),
                last_date=dt.date(2023, 8, 31),
            )
    return Desk(newport_area, opportunities, read_rules(), read_parameters(), sessions=sessions)


def _corner(chance: random.Random, area: "Area") -> Position:
    corner = chance.randrange(area.walk.corner_lat.size)
    return Position(float(area.walk.corner_lat[corner]), float(area.walk.corner_lon[corner]), 1)


def people(area: "Area") -> list[Person]:
    """Return some people of all sorts."""
    chance = random.Random(5)
    made = []
    for number in range(10):
        person = random_person(chance, f"P{number}", 0)
        home = replace(person.places[0], at=_corner(chance, area))
        made.append(replace(person, places=(home,), profile=READY[number % len(READY)]))
    return made


def test_a_closer_look_only_adds(desk: Desk) -> None:
    """Rungs, journeys and gaps are those of the many; what is said of them is there, too."""
    some = people(desk.area)
    sessions = list(desk.sessions.values())
    verdicts = iter(judge_many(desk, [(person, 0) for person in some], sessions))
    said = ("reasons", "checks", "conditions")
    blank: dict[str, Any] = dict.fromkeys(said, ())
    for person in some:
        for session in sessions:
            many = next(verdicts)
            one = judge_one(desk, person, session)
            assert replace(one, **blank) == replace(many, **blank)
            for name in said:
                assert set(map(repr, getattr(many, name))) <= set(map(repr, getattr(one, name)))


def test_journeys_found_again_are_those_of_the_verdict(desk: Desk) -> None:
    """Times, changes, metres and lines as told in short; the journey out ends before the start."""
    some = people(desk.area)
    found = 0
    verdicts = list(
        judge_many(desk, [(person, 0) for person in some], list(desk.sessions.values()))
    )
    for verdict in verdicts:
        person = next(one for one in some if one.id == verdict.person)
        journeys = journeys_of(desk, person, verdict)
        assert (journeys.out is None) == (verdict.rung is Rung.DOOR_TO_DOOR)
        for way, journey in ((verdict.out, journeys.out), (verdict.back, journeys.back)):
            if way is None or journey is None:
                continue
            found += 1
            assert (way.leave_s, way.arrive_s) == (journey.depart_s, journey.arrive_s)
            assert (way.changes, way.walk_m) == (journey.changes, journey.walk_m)
            assert way.burden_s == journey.burden_s
    assert found >= 20
