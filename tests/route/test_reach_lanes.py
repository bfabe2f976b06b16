"""Many points side by side in lanes, and how long it takes at so many of a hundred moments."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from builders import (
    DATE,
    City,
    Edge,
    Line,
    area_of,
    clock,
    link_on,
    plain_profile,
    random_city,
    street_network,
    timetable_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from route.reaching import router_of, seconds

from transit.errors import InputError
from transit.kernels.lanes import LANES, NEVER
from transit.kernels.profile_best import NOTHING
from transit.model.fact import Stance
from transit.network.link import Link
from transit.route.reach.asked import Moments, every
from transit.route.reach.quick_block_walks import side_by_side, walk_block
from transit.route.reach.quick_ranks import find_ranks
from transit.route.reach.quickest import (
    ends_of,
    find_quickest,
    find_quickest_for,
    quick_day,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans(), stance=st.sampled_from(Stance))
def test_ranks_are_those_of_all_moments(
    seed: int, arrive_by: bool, stance: Stance, tmp_path: Path
) -> None:
    """Every rank is that of the durations written down and sorted, and so is their number.

    Moments are evenly spaced, or not, or a single one; walks all the way cut durations off. Homes
    are few, and lie in the lanes, or many, and the stops around them do.
    """
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    traveller = plain_profile(
        longest_walk_m=chance.choice([100, 300]), most_changes=chance.randint(0, 2)
    )
    longest = chance.choice([1200, 10_800])
    times = chance.choice(
        [
            every(clock("8:00"), clock("11:00"), chance.choice([60, 97, 600])),
            seconds(*chance.sample(range(clock("8:00"), clock("11:30")), 9), clock("19:00")),
            seconds(clock("9:00")),
        ]
    )
    moments = Moments(times, arrive_by, chance.choice([0, 300, 1800, 7200]), longest)
    router = router_of(city.area, traveller, longest)
    places, homes = list(city.links[:3]), list(city.links[3:])
    if chance.random() < 0.5:
        homes += _many_homes(city, chance)
    day = quick_day(router, stance, DATE, moments, timed=False)
    ends = ends_of(router, day, places)
    parts = [homes[first : first + LANES] for first in range(0, len(homes), LANES)]
    found = [find_quickest(router, day, part, ends, only_best=True)[:, 0] for part in parts]
    durations = np.sort(np.concatenate(found, axis=2), axis=1).transpose(0, 2, 1).astype(np.int32)
    durations[durations == NEVER] = NOTHING
    seen = []
    for some, made in find_ranks(router, day, homes, ends, np.arange(times.size)):
        assert (made[..., 1:] == durations[:, some]).all()
        assert (made[..., 0] == (durations[:, some] != NOTHING).sum(axis=2)).all()
        seen += some.tolist()
    assert sorted(seen) == list(range(len(homes)))


def _many_homes(city: City, chance: random.Random) -> list[Link]:
    """Return more homes than two searches hold, some of them at the same door.

    They use fewer stops than that, so that stops lie in the lanes.
    """
    walk = city.area.walk
    doors = [
        link_on(walk, chance.randrange(walk.edge_u.size), at / 130, chance.choice([0.0, 7.5]))
        for at in range(130)
    ]
    return doors + chance.sample(doors, 20)


@pytest.mark.parametrize("arrive_by", [True, False])
def test_walks_are_the_same_from_either_side(arrive_by: bool, tmp_path: Path) -> None:
    """More homes than stops and places are walked to from these, with the same durations.

    The city has a few stops; 150 homes lie in three searches, in another order than given.
    """
    city = random_city(11, tmp_path)
    router = router_of(city.area, plain_profile(longest_walk_m=300))
    moments = Moments(every(clock("8:00"), clock("10:00"), 300), arrive_by, 3600, 3600)
    day = quick_day(router, Stance.HOPEFUL, DATE, moments, timed=False)
    ends = ends_of(router, day, city.links[:2])
    homes = [city.links[at % len(city.links)] for at in range(150)]
    walks = walk_block(router, day.ground.streets, homes, ends, not day.toward)
    parts = walks.parts()
    assert [some.size for some, _ in parts] == [LANES, LANES, 22]
    assert sorted(walks.order.tolist()) == list(range(150))
    for some, own in parts:
        found = find_quickest_for(day, own, ends)[..., : some.size]
        alone = find_quickest(router, day, [homes[at] for at in some], ends)
        assert (found == alone).all()


def test_a_bus_out_of_time_forgets_whom_it_could_reach(tmp_path: Path) -> None:
    """A bus of six hours is of use to who boards near its end, not to who boarded at its start.

    It calls at the first home at 6:00, passes 7:00 and 11:00, calls at the second home at 11:30
    and at the place at 12:00; no journey takes more than four and a half hours. At 8:00, which
    is asked too, it has not been there.
    """
    walk = street_network(5, [Edge(at, at + 1, 9000) for at in range(4)])
    times = [(clock(at), clock(at)) for at in ("6:00", "7:00", "11:00", "11:30", "12:00")]
    area = area_of(tmp_path, walk, timetable_of(5, [Line(range(5), [times])]), range(5))
    router = router_of(area, plain_profile(longest_walk_m=200, at_stop_early_s=0))
    moments = Moments(seconds(clock("8:00"), clock("12:30")), True, 5400, 10_800)
    day = quick_day(router, Stance.CAUTIOUS, DATE, moments, timed=False)
    ends = ends_of(router, day, [link_on(walk, 3, 1.0)])
    homes = [link_on(walk, 0, 0.0), link_on(walk, 3, 0.0)]
    found = find_quickest(router, day, homes, ends, only_best=True)
    assert found[0, 0].tolist() == [[NEVER, NEVER], [NEVER, 3600]]


def test_many_homes_without_a_stop(tmp_path: Path) -> None:
    """All of 130 homes are kilometres from any stop: nobody gets anywhere, but next door."""
    walk = street_network(3, [Edge(0, 1, 9000), Edge(1, 2, 9000)])
    times = [(clock(at), clock(at)) for at in ("9:00", "9:15")]
    area = area_of(tmp_path, walk, timetable_of(2, [Line(range(2), [times])]), [0, 2])
    router = router_of(area, plain_profile(longest_walk_m=200))
    day = quick_day(
        router, Stance.CAUTIOUS, DATE, Moments(seconds(clock("9:30")), True, 5400, 10_800),
        timed=False,
    )  # fmt: skip
    ends = ends_of(router, day, [link_on(walk, 1, 1.0), link_on(walk, 0, 0.5)])
    homes = [link_on(walk, 0, 0.5 + at / 10_000) for at in range(130)]
    made = np.empty((2, len(homes), 2), np.int32)
    for some, ranked in find_ranks(router, day, homes, ends, np.array([0])):
        made[:, some] = ranked
    assert (made[0] == [0, NOTHING]).all()
    assert made[1, 1].tolist() == [1, 1]  # 0.9 m
    assert made[1, 129].tolist() == [1, 117]  # 116.1 m


def test_who_has_no_stop_takes_no_lane_of_those_who_have(tmp_path: Path) -> None:
    """Of 130 homes along two kilometres a stop is near the 26 of every fifth: one search for them.

    Homes are given in turn, near the stop at the start and far away at the end.
    """
    walk = street_network(3, [Edge(0, 1, 1000), Edge(1, 2, 1000)])
    times = [(clock(at), clock(at)) for at in ("9:00", "9:15")]
    area = area_of(tmp_path, walk, timetable_of(2, [Line(range(2), [times])]), [0, 0])
    router = router_of(area, plain_profile(longest_walk_m=200))
    moments = Moments(seconds(clock("9:30")), True, 5400, 10_800)
    day = quick_day(router, Stance.CAUTIOUS, DATE, moments, timed=False)
    ends = ends_of(router, day, [link_on(walk, 1, 1.0)])
    homes = [link_on(walk, int(at % 5 > 0), 0.1) for at in range(130)]
    parts = walk_block(router, day.ground.streets, homes, ends, not day.toward).parts()
    assert sorted(parts[0][0][:26].tolist()) == list(range(0, 130, 5))
    assert [int(own.near[-1]) > 0 for _, own in parts] == [True, False, False]


def test_neighbours_follow_each_other() -> None:
    """Four points at the corners of two far squares: each square is passed in one go."""
    walk = street_network(2, [Edge(0, 1, 10)])
    one = link_on(walk, 0, 0.5)
    far = [(0, 0), (1, 1), (0.001, 0), (1.001, 1), (0, 0.001), (1, 1.001)]
    links = [replace(one, lat=51 + lat, lon=-3 + lon) for lat, lon in far]
    order = side_by_side(links)
    assert {*order[:3].tolist()} == {0, 2, 4}
    assert side_by_side([one, one]).tolist() == [0, 1]
    assert side_by_side([]).size == 0


def test_lanes_need_the_end_that_is_not_timed(tmp_path: Path) -> None:
    """A day made for points at the timed end is refused."""
    city = random_city(1, tmp_path)
    router = router_of(city.area, plain_profile())
    moments = Moments(seconds(clock("9:00")), True, 3600, 3600)
    day = quick_day(router, Stance.CAUTIOUS, DATE, moments, timed=True)
    ends = ends_of(router, day, city.links[:2])
    with pytest.raises(InputError, match="end that is timed"):
        find_quickest(router, day, [city.links[0]], ends)
