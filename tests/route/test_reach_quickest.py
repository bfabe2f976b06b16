"""Time and changes between many places equal one search for each pair and moment."""

import random
from pathlib import Path

import pytest
from builders import DATE, clock, plain_profile, random_city
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from route.reaching import asked_alone, quickest_alone, quickest_both_ways, router_of, seconds

from transit.errors import InputError
from transit.kernels.lanes import NEVER
from transit.model.fact import Stance
from transit.route.reach.asked import Moments
from transit.route.reach.quickest import ends_of, find_quickest, find_quickest_at, quick_day


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans(), stance=st.sampled_from(Stance))
def test_equals_the_search_for_one_pair(
    seed: int, arrive_by: bool, stance: Stance, tmp_path: Path
) -> None:
    """The quickest journey for each number of changes is the same, and so is that there is none.

    Windows are short enough to rule journeys out, walks all the way are among them, and either
    side is searched from.
    """
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    traveller = plain_profile(
        at_stop_early_s=chance.choice([0, 120]),
        change_margin_s=chance.choice([0, 60]),
        arrive_early_s=chance.choice([0, 300]),
        longest_walk_m=chance.choice([100, 300]),
        most_changes=chance.randint(0, 3),
    )
    times = seconds(*chance.sample(range(clock("8:00"), clock("11:30")), 6), clock("19:00"))
    longest = chance.choice([1200, 10_800])
    moments = Moments(times, arrive_by, chance.choice([0, 300, 1800, 7200]), longest)
    router = router_of(city.area, traveller, longest)
    places, homes = list(city.links[:3]), list(city.links[3:6])
    from_either_side = quickest_both_ways(router, stance, moments, places, homes)
    with_bus = none = 0
    for home, link in enumerate(homes):
        for lane, place in enumerate(places):
            for at, moment in enumerate(times.tolist()):
                alone = asked_alone(router, stance, place, link, moment, moments)
                expected = quickest_alone(router, moment, alone, arrive_by)
                for found in from_either_side:
                    assert found[home, :, at, lane].tolist() == expected
                none += NEVER in expected
                with_bus += any(one.rides for one in alone)
    event("with a bus" if with_bus else "without")
    event("sometimes none" if none else "always some")


def test_refuses_what_it_cannot_answer(tmp_path: Path) -> None:
    """A limit on all walking, endless journeys, and more points than lanes are refused."""
    city = random_city(1, tmp_path)
    moments = Moments(seconds(clock("9:00")), True, 3600, 3600)
    limited = router_of(city.area, plain_profile(longest_total_walk_m=500))
    with pytest.raises(InputError, match="walked in all"):
        quick_day(limited, Stance.CAUTIOUS, DATE, moments, timed=True)
    router = router_of(city.area, plain_profile())
    endless = Moments(seconds(clock("9:00")), True, 3600, 9 * 3600)
    with pytest.raises(InputError, match="9 hours"):
        quick_day(router, Stance.CAUTIOUS, DATE, endless, timed=True)
    day = quick_day(router, Stance.CAUTIOUS, DATE, moments, timed=False)
    ends = ends_of(router, day, city.links[:2])
    with pytest.raises(InputError, match="64"):
        find_quickest(router, day, [city.links[0]] * 65, ends)
    with pytest.raises(InputError, match="end that is timed"):
        find_quickest_at(router, day, [(city.links[0], 0)], ends)
