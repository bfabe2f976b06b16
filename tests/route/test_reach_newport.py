"""In Newport, at real stops and times, one search for all equals one for each."""

import datetime as dt
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from route.reaching import asked_alone, judged, judged_at, profile_of, router_of

from transit.model.fact import Stance
from transit.network.link import Link
from transit.read.profiles import read_profile
from transit.route.query import Point
from transit.route.reach.asked import Moments, every

if TYPE_CHECKING:
    from transit.network.area import Area
    from transit.route.router import Router

pytestmark = [pytest.mark.real, pytest.mark.slow]
TUESDAY = dt.date(2023, 6, 13)


def _links(router: "Router", n: int, seed: int) -> list[Link]:
    chance = random.Random(seed)
    walk = router.area.walk
    inside = np.flatnonzero(walk.corner_component == 0)
    made: list[Link] = []
    while len(made) < n:
        corner = int(chance.choice(inside))
        point = Point(float(walk.corner_lat[corner]), float(walk.corner_lon[corner]))
        found = router.find_link(point)
        if isinstance(found, Link):
            made.append(found)
    return made


@pytest.mark.parametrize("name", ["walks-well", "older-and-slow", "manual-wheelchair"])
@pytest.mark.parametrize("arrive_by", [True, False])
def test_equals_single_searches(name: str, arrive_by: bool, newport_area: "Area") -> None:
    """Every 7 minutes and 13 seconds of the day, in both stances, for pairs across the city."""
    router = router_of(newport_area, read_profile(name))
    place, *homes = _links(router, 4, seed=len(name) + arrive_by)
    moments = Moments(every(5 * 3600, 24 * 3600, 433), arrive_by, 5400, 10_800)
    for stance in Stance:
        profile = profile_of(router, stance, place, homes, moments, TUESDAY)
        for home, link in enumerate(homes):
            for moment in moments.times.tolist():
                alone = asked_alone(router, stance, place, link, moment, moments, TUESDAY)
                assert judged_at(profile, home, moment) == judged(alone, arrive_by)
