"""On a real city, too, the search finds what the slow oracle finds."""

import datetime as dt
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests import oracle
from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.network.area import Area
from transit.network.link import Link
from transit.read.parameters import read_parameters
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.query import Point
from transit.route.router import Asked, Router

DATE = dt.date(2023, 6, 13)
QUESTIONS = {"walks-well": 20}
"""For those who may walk anywhere brute force is slowest; for all others :data:`MORE`."""
MORE = 50
"""Of six pairs of profile and stance 240 questions in all, every other one to arrive by."""


def short_days() -> Parameters:
    """Return the parameters with journeys cut at 75 minutes: brute force needs a small horizon."""
    shipped = read_parameters()
    longest = replace(shipped["longest_journey_s"], value=4500)
    return Parameters({**shipped.items_by_name, "longest_journey_s": longest})


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "stance"),
    [
        ("walks-well", Stance.CAUTIOUS),
        ("walks-well", Stance.HOPEFUL),
        ("new-to-buses", Stance.HOPEFUL),
        ("walks-with-a-stick", Stance.HOPEFUL),
        ("uses-one-bus", Stance.CAUTIOUS),
        ("manual-wheelchair", Stance.HOPEFUL),
    ],
)
def test_newport_as_the_oracle(
    name: str, stance: Stance, newport_area: Area, tmp_path: Path
) -> None:
    """Random questions have the oracle's journeys, each sound leg by leg."""
    shipped = read_profile(name)
    profile = replace(
        shipped,
        longest_walk_m=min(shipped.longest_walk_m, 500),
        longest_change_walk_m=min(shipped.longest_change_walk_m, 150),
        most_changes=min(shipped.most_changes, 2),
    )
    area = replace(newport_area, cache=tmp_path)
    router = Router(area, profile, read_rules(), short_days())
    day = router.day(DATE)
    world = oracle.World(area, day.day, profile, stance, router.rules, router.parameters)
    graph = world.graph()
    between, boardings = oracle.walks_between(world, graph), oracle.trips_by_stop(world)

    @cache
    def bags_from(corner: int) -> dict[int, list[oracle.State4]]:
        return oracle.walk_bags(world, graph, [(corner, (0, 0, 0))], profile.longest_walk_m)

    with_rides = 0
    for origin, destination, moment, arrive_by in questions(router, name):
        asked = Asked(origin, destination, day, moment, 3600, arrive_by)
        question = oracle.Question(origin, destination, moment, 3600, arrive_by, 4500)
        walks = oracle.all_walks(world, graph, origin, destination, between, bags_from)
        expected = oracle.best_points(world, question, walks, boardings)
        found = router.search(asked, stance)
        assert oracle.found_lengths(found, arrive_by) == oracle.lengths_of(expected)
        for journey in found:
            oracle.check(world, question, journey)
        with_rides += any(journey.rides for journey in found)
    assert with_rides > QUESTIONS.get(name, MORE) // 10


def questions(router: Router, name: str) -> list[tuple[Link, Link, int, bool]]:
    """Return places near stops with a bus that day, and moments of it."""
    chance = random.Random(name)
    walk, stops = router.area.walk, router.area.stops
    called = sorted({int(stop) for stop in router.day(DATE).day.arrays.pattern_stop})
    corners = [int(stops.corner[stop]) for stop in called if stops.corner[stop] >= 0]

    def place() -> Link:
        while True:
            corner = chance.choice(corners)
            lat = float(walk.corner_lat[corner]) + chance.uniform(-0.002, 0.002)
            lon = float(walk.corner_lon[corner]) + chance.uniform(-0.003, 0.003)
            link = router.find_link(Point(lat, lon))
            if isinstance(link, Link):
                return link

    return [
        (place(), place(), 60 * chance.randint(6 * 60, 22 * 60), bool(number % 2))
        for number in range(QUESTIONS.get(name, MORE))
    ]
