"""Verdicts of random people held to what they say, in the towns of the cases and in Newport."""

import datetime as dt
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.case_files import Case, opportunity_of, person_of, read_case, session_of, write_inputs
from tests.true_verdicts import Judged, faults
from tests.verdict.judging import random_person
from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Needs, Person
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.network.build import build_area
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.read.rules import read_rules
from transit.read.skills import read_skills
from transit.verdict.closely import look_closely
from transit.verdict.desk import Desk

if TYPE_CHECKING:
    from transit.network.area import Area

CASES = Path(__file__).parent / "cases"
SEED = 11
READY = ("walks-well", "new-to-buses", "walks-with-a-stick", "manual-wheelchair", "older-and-slow")
TOWNS = (
    1,
    5,
    10,
    16,
    22,
    24,
    26,
    29,
    30,
    33,
    34,
    36,
    40,
    46,
    49,
    52,
    59,
    61,
    64,
    66,
    70,
    73,
    76,
    77,
)
WINTER = {"first_date": dt.date(2026, 1, 13), "last_date": dt.date(2026, 1, 14)}


@cache
def shared() -> dict[str, Any]:
    """Return the rules and data, read once."""
    return {
        "rules": read_rules(),
        "parameters": read_parameters(),
        "catalogue": read_skills(),
        "profiles": {profile.name: profile for profile in list_profiles()},
    }


def anybody(chance: random.Random, name: str, at: Position) -> Person:
    """Return somebody with a few limits, needs and skills that are wanting."""
    person = random_person(chance, name, 0)

    def some(value: Any, share: float = 0.15) -> Any:
        return value if chance.random() < share else None

    chair = chance.choices([State.YES, State.NO, State.UNKNOWN], [1, 4, 2])[0]
    limits = replace(
        person.limits,
        chair=chair,
        walk_without_rest_m=some(150),
        walk_total_m=some(chance.choice([300, 600, 1200]), 0.3),
        steepest_pct=some(5.0),
        most_steps=some(chance.choice([0, 5])),
        highest_kerb_mm=some(chance.choice([30, 150])),
        toilet_every_min=some(chance.choice([30, 90, 240]), 0.3),
    )
    needs = Needs(step_free_entrance=chance.choice([State.YES, State.NO, State.UNKNOWN]))
    pass_ = replace(person.pass_, from_s=some(9 * 3600), to_s=some(18 * 3600))
    ready = "manual-wheelchair" if chair is State.YES else chance.choice(READY[:3])
    place = replace(person.places[0], at=at)
    return replace(person, places=(place,), profile=ready, limits=limits, needs=needs, pass_=pass_)


def told(desk: Desk, person: Person, session: Session) -> tuple[Rung, list[str]]:
    """Judge, and return what is not true of it."""
    closely = look_closely(desk, person, session)
    if closely.out is None or closely.back is None:
        assert closely.verdict.rung is Rung.DOOR_TO_DOOR
        return Rung.DOOR_TO_DOOR, []
    venue = desk.opportunities[session.opportunity]
    judged = Judged(desk.area, person, venue, session, closely.verdict, closely.out, closely.back)
    return closely.verdict.rung, faults(judged)


def town(case: Case, folder: Path) -> Desk:
    """Build a case's town."""
    osm, feed = write_inputs(case, folder)
    build_area(osm, [feed], folder / "area", draw_map=False)
    venue = opportunity_of(case)
    return Desk(open_area(folder / "area"), {venue.id: venue}, **shared())


@pytest.mark.parametrize("number", TOWNS)
def test_verdicts_in_tiny_towns_are_true(number: int, tmp_path: Path) -> None:
    """The case's own person, and four others, by the session's date and in winter's dark."""
    case = read_case(next(CASES.glob(f"{number:02d}-*.txt")))
    desk, usual, own = town(case, tmp_path), session_of(case), person_of(case, read_skills())
    chance = random.Random(number)
    people = [own, *(anybody(chance, f"R{n}", own.places[0].at) for n in range(4))]
    days = (Weekday.TUE, Weekday.WED)
    late = replace(usual, id="S2", days=days, start_s=14 * 3600, end_s=61_200, **WINTER)
    for session in (usual, late):
        for person in people:
            _, wrong = told(desk, person, session)
            assert not wrong, (person, session)


@pytest.mark.real
@pytest.mark.slow
def test_verdicts_in_newport_are_true(newport_area: "Area") -> None:
    """Sixteen people and twelve sessions, one on Saturdays and some in the evening."""
    chance = random.Random(SEED)

    def spot() -> Position:
        corner = chance.randrange(newport_area.walk.corner_lat.size)
        walk = newport_area.walk
        return Position(float(walk.corner_lat[corner]), float(walk.corner_lon[corner]), 1)

    def fact() -> Fact:
        return Fact(chance.choice([State.YES, State.YES, State.NO, State.UNKNOWN]), Source.MAPPED)

    venues, sessions = {}, []
    for number in range(4):
        doors = tuple(Entrance(spot(), step_free=fact()) for _ in range(chance.choice([1, 2])))
        name = f"V{number}"
        venues[name] = Opportunity(
            id=name, name=name, kind="day_centre", entrances=doors, facts={"toilet": fact()}
        )
        for start, hours, days in (
            (10, 3, (Weekday.TUE, Weekday.THU)),
            (18, 3, (Weekday.WED,)),
            (9, 7, (Weekday.SAT,)),
        ):
            sessions.append(
                Session(
                    id=f"{name}-{start}",
                    opportunity=name,
                    activity="x",
                    days=days,
                    start_s=start * 3600,
                    end_s=(start + hours) * 3600,
                    first_date=dt.date(2023, 8, 1),
                    last_date=dt.date(2023, 8, 26),
                )
            )
    desk = Desk(newport_area, venues, **shared())
    rungs = []
    for number in range(16):
        person = anybody(chance, f"P{number}", spot())
        for session in sessions:
            rung, wrong = told(desk, person, session)
            rungs.append(rung)
            assert not wrong, (person, session)
    assert set(rungs) == set(Rung)
