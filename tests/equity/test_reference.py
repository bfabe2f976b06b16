"""Somebody without impairments: by one search a venue as one by one."""

import pytest
from town_files import at, write_town

from transit.equity.gap import without_limits
from transit.equity.reference import reference_times
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.network.build import build_area
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.verdict.basis import shipped_basis
from transit.verdict.desk import Desk
from transit.verdict.judge import judge_many


def position(x, y):
    """A point of the town."""
    return Position(*at(x, y), 1)


VENUES = {
    key: Opportunity(id=key, name=key, kind="library", entrances=(Entrance(position(*where)),))
    for key, where in {"O1": (1100, 10), "O2": (300, 390)}.items()
}
SESSIONS = [
    Session(id=key, opportunity=venue, activity="", days=(Weekday.TUE,), start_s=start, end_s=end)
    for key, venue, start, end in (
        ("S1", "O1", 36_000, 43_200), ("S2", "O2", 36_000, 43_200), ("S3", "O1", 64_800, 73_800)
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk over the town."""
    folder = tmp_path_factory.mktemp("reference")
    streets, feed = write_town(folder)
    area = open_area(build_area(streets, [feed], folder / "area", draw_map=False).folder)
    basis = shipped_basis(read_parameters())
    return Desk(area, VENUES, basis.rules, basis.parameters)


def test_all_at_once_finds_what_verdicts_find(desk):
    """A journey where the verdict is now, of no more minutes; late home there is none by bus."""
    skills = desk.basis.catalogue.skills
    homes = {"W": (-30, 0), "M": (600, 190), "F": (9_000, 9_000)}
    people = {
        who: without_limits(who, StartPlace(PlaceKind.HOME, position(*where)), skills, "walks-well")
        for who, where in homes.items()
    }
    found = {row[:2]: row[2] for row in reference_times(desk, people, SESSIONS)
             .select("person", "session", "minutes").rows()}  # fmt: skip
    verdicts = list(judge_many(desk, [(each, 0) for each in people.values()], SESSIONS))
    now = {(each.person, each.session): each for each in verdicts if each.rung is Rung.NOW}
    assert found.keys() == now.keys()
    assert not any(who == "F" for who, _ in found)
    for key, minutes in found.items():
        session = next(each for each in SESSIONS if each.id == key[1])
        took = max(session.start_s - now[key].out.leave_s, now[key].back.arrive_s - session.end_s)
        assert minutes <= took / 60


def test_it_lives_where_people_live_and_nothing_else_is_unknown():
    """The stand-in has the home and every skill alone; no fact about it is unknown."""
    home = StartPlace(PlaceKind.FAMILY, position(0, 0))
    made = without_limits("7", home, ["tell_time", "say_no"], "walks-well")
    assert made.places[0].at == home.at
    assert {ability.skill for ability in made.abilities} == {"tell_time", "say_no"}
