"""What only a closer look at one verdict tells."""

from pathlib import Path

import pytest

from tests.town_files import at, write_town
from tests.verdict.judging import abilities
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Companion, CompanionKind, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.network.build import build_area
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.verdict.closely import helps_to_think, look_closely
from transit.verdict.desk import Desk

FAR, NEAR = (600.0, 388.0), (1050.0, 20.0)
"""The middle of North Street, 390 m north and 450 m west or east of both stops; beside one stop."""


@pytest.mark.parametrize(
    ("home", "venue", "end"), [(FAR, NEAR, "origin"), (NEAR, FAR, "destination")]
)
def test_the_end_that_is_far_from_stops_is_the_same_there_and_back(
    home: tuple[float, float], venue: tuple[float, float], end: str, tmp_path: Path
) -> None:
    """Who can walk 400 m has no stop in reach of one end: of home, or of the venue, both ways."""
    osm, feed = write_town(tmp_path)
    build_area(osm, [feed], tmp_path / "area", draw_map=False)
    club = Opportunity(
        id="O1", name="Club", kind="club", entrances=(Entrance(Position(*at(*venue), 1)),)
    )
    session = Session(
        id="S1", opportunity="O1", activity="x", days=(Weekday.TUE,), start_s=36000, end_s=43200
    )
    person = Person(
        id="P1",
        places=(StartPlace(PlaceKind.HOME, Position(*at(*home), 1)),),
        profile="older-and-slow",
        companion=Companion(CompanionKind.NONE),
        abilities=abilities(),
    )
    desk = Desk(open_area(tmp_path / "area"), {"O1": club}, read_rules(), read_parameters())
    verdict = look_closely(desk, person, session).verdict
    assert verdict.rung is Rung.DOOR_TO_DOOR
    said = {
        (one.code, one.direction)
        for one in verdict.reasons
        if one.code.startswith("no_stop_in_reach")
    }
    # The same on both ways is said once, and of neither.
    assert said == {(f"no_stop_in_reach_{end}", None)}


@pytest.mark.parametrize(
    ("off_min", "took_min", "helps"),
    [(0, 45, True), (120, 180, True), (121, 45, False), (10, 621, False), (10, 181, False)],
)
def test_a_journey_through_the_night_is_not_told(off_min: int, took_min: int, helps: bool) -> None:
    """Who would leave at 21:29 to be there at 7:50 is told that there is none."""
    number = read_parameters().number
    assert helps_to_think(60 * off_min, 60 * took_min, number) is helps
