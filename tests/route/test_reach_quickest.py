"""Time and changes to many places at once equal one search for each pair and moment."""

import random
from pathlib import Path

import numpy as np
import pytest
from builders import DATE, clock, plain_profile, random_city
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from route.reaching import asked_alone, router_of, seconds

from transit.errors import InputError
from transit.model.fact import Stance
from transit.route.reach.asked import Moments
from transit.route.reach.homes import find_homes
from transit.route.reach.prepared import prepare
from transit.route.reach.quickest import find_quickest, time_day

_NONE = np.iinfo(np.int32).min


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans(), stance=st.sampled_from(Stance))
def test_equals_the_search_for_one_pair(
    seed: int, arrive_by: bool, stance: Stance, tmp_path: Path
) -> None:
    """With a window of a day, the last departure by bus for each number of changes is the same.

    The single search is asked with one profile a number of changes; of what it finds the latest
    departure counts, and walking all the way does not.
    """
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    traveller = plain_profile(
        at_stop_early_s=chance.choice([0, 120]),
        change_margin_s=chance.choice([0, 60]),
        arrive_early_s=chance.choice([0, 300]),
        longest_walk_m=chance.choice([100, 300]),
        most_changes=chance.randint(0, 2),
    )
    times = seconds(*chance.sample(range(clock("8:00"), clock("11:30")), 6), clock("19:00"))
    # The window of the single search is a day, and nothing rides for seven hours.
    moments = Moments(times, arrive_by, 86_400, 10_800)
    router = router_of(city.area, traveller, 10_800)
    prepared = prepare(router, stance, DATE, moments)
    places, links = city.links[:3], list(city.links[3:6])
    homes = find_homes(router, prepared, links)
    quickest = find_quickest(router, time_day(prepared), places)
    with_bus = 0
    for home, link in enumerate(links):
        leave = quickest.leave(homes, home)
        for lane, place in enumerate(places):
            for moment in times.tolist():
                alone = asked_alone(router, stance, place, link, moment, moments)
                ours = leave[moments.index(moment), :, lane]
                walk = max(
                    (one for one in alone if not one.rides), default=None, key=_left(arrive_by)
                )
                for changes in range(traveller.most_changes + 1):
                    fits = [one for one in alone if one.rides and one.changes <= changes]
                    best = max(map(_left(arrive_by), fits), default=_NONE)
                    apart = abs(int(ours[changes]) - (moment if arrive_by else -moment))
                    if int(ours[changes]) > _NONE and apart > 60_000:
                        # It may lie outside the single search's window.
                        continue
                    if walk is not None and _left(arrive_by)(walk) >= int(ours[changes]):
                        # Walking is no worse: a bus may have been dropped for it.
                        assert best <= int(ours[changes])
                    else:
                        assert int(ours[changes]) == best
                        with_bus += best > _NONE
    event("with a bus" if with_bus else "without")


def _left(arrive_by: bool):  # type: ignore[no-untyped-def]
    return lambda one: one.depart_s if arrive_by else -one.arrive_s


def test_refuses_what_it_cannot_answer(tmp_path: Path) -> None:
    """A limit on all walking, and more places than lanes, are refused."""
    city = random_city(1, tmp_path)
    moments = Moments(seconds(clock("9:00")), True, 3600, 3600)
    limited = router_of(city.area, plain_profile(longest_total_walk_m=500))
    with pytest.raises(InputError, match="walked in all"):
        time_day(prepare(limited, Stance.CAUTIOUS, DATE, moments))
    router = router_of(city.area, plain_profile())
    timed = time_day(prepare(router, Stance.CAUTIOUS, DATE, moments))
    with pytest.raises(InputError, match="32"):
        find_quickest(router, timed, [city.links[0]] * 33)
