"""In Newport, at real stops and times, time and changes alone equal one search for each pair."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from route.reaching import asked_alone, router_of
from route.test_reach_newport import _links

from transit.kernels.lanes import NEVER
from transit.model.fact import Stance
from transit.read.profiles import read_profile
from transit.route.reach.asked import Moments, every
from transit.route.reach.quickest import ends_of, find_quickest, find_quickest_at, quick_day

if TYPE_CHECKING:
    from transit.network.area import Area

pytestmark = [pytest.mark.real, pytest.mark.slow]
TUESDAY = dt.date(2023, 6, 13)


@pytest.mark.parametrize("name", ["walks-well", "powered-wheelchair"])
@pytest.mark.parametrize("arrive_by", [True, False])
def test_equals_single_searches(name: str, arrive_by: bool, newport_area: "Area") -> None:
    """Every half hour and 13 seconds of the day, in both stances, searched from either side."""
    router = router_of(newport_area, read_profile(name))
    place, *homes = _links(router, 4, seed=len(name) + arrive_by)
    moments = Moments(every(5 * 3600, 24 * 3600, 1813), arrive_by, 5400, 10_800)
    early = router.profile.arrive_early_s if arrive_by else 0
    there = 0
    for stance in Stance:
        free = quick_day(router, stance, TUESDAY, moments, timed=False)
        from_homes = find_quickest(router, free, homes, ends_of(router, free, [place]))[0]
        bound = quick_day(router, stance, TUESDAY, moments, timed=True)
        lanes = [(place, at) for at in range(moments.times.size)]
        from_place = find_quickest_at(router, bound, lanes, ends_of(router, bound, homes))
        for home, link in enumerate(homes):
            for at, moment in enumerate(moments.times.tolist()):
                alone = asked_alone(router, stance, place, link, moment, moments, TUESDAY)
                there += bool(alone)
                for changes in range(router.profile.most_changes + 1):
                    lasts = [
                        moment - early - one.depart_s if arrive_by else one.arrive_s - moment
                        for one in alone
                        if one.changes <= changes
                    ]
                    best = min(lasts, default=NEVER)
                    assert from_homes[changes, at, home] == best
                    assert from_place[home, changes, at] == best
    assert there or "wheelchair" in name
