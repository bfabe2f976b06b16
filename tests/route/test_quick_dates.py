"""Several dates in one search find what a search for each finds."""

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from builders import DATE, clock, plain_profile, random_city, random_riding
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from route.reaching import router_of, seconds

from transit.errors import InputError
from transit.kernels.lanes import NEVER
from transit.model.fact import Stance
from transit.network.days_together import days_together
from transit.route.reach.asked import Moments
from transit.route.reach.quick_dates import TwoWays, quick_dates
from transit.route.reach.quick_kept import KeptWalks
from transit.route.reach.quickest import ends_of, find_quickest_at, quick_day
from transit.route.ridden_hours import ridden_day

DATES = tuple(DATE + dt.timedelta(days=day) for day in (-1, 0, 1))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans(), stance=st.sampled_from(Stance))
def test_equals_a_search_for_each_date(
    seed: int, arrive_by: bool, stance: Stance, tmp_path: Path
) -> None:
    """However the buses of the dates differ, and whatever somebody's rides may ask."""
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    # Half of the lines run on two sets of dates, at the same times.
    lines = [replace(line, service=chance.randrange(5)) for line in city.lines]
    again = chance.sample(lines, len(lines) // 2)
    again = [replace(line, service=chance.randrange(5)) for line in again]
    city = city.with_lines([*lines, *again])
    riding = random_riding(chance) if chance.random() < 0.5 else plain_profile().riding
    traveller = plain_profile(
        at_stop_early_s=chance.choice([0, 120]),
        arrive_early_s=chance.choice([0, 300]),
        longest_walk_m=chance.choice([100, 300]),
        most_changes=chance.randint(0, 3),
        riding=riding,
    )
    times = seconds(*chance.sample(range(clock("8:00"), clock("11:30")), 6), clock("19:00"))
    longest = chance.choice([1200, 10_800])
    moments = Moments(times, arrive_by, chance.choice([0, 1800, 7200]), longest)
    router = router_of(city.area, traveller, longest)
    place, homes = city.links[0], list(city.links[3:7])

    beside = moments.window_s + longest + traveller.arrive_early_s
    whole = days_together(city.area.timetable, DATES, beside)
    ridden = ridden_day(whole, city.area.timetable, riding, traveller.at_stop_early_s)
    days = TwoWays.of(ridden, len(DATES))
    together = quick_dates(
        router, stance, days, toward=arrive_by, window_s=moments.window_s, longest_s=longest
    )
    walks = KeptWalks(toward=arrive_by)
    walks.search(router, together.streets, [place], homes)
    found = together.find(walks.lanes([place], homes), walks.end_walks(homes), times)

    differ = False
    for at, date in enumerate(DATES):
        day = quick_day(router, stance, date, moments, timed=True)
        lanes = [(place, number) for number in range(times.size)]
        alone = find_quickest_at(router, day, lanes, ends_of(router, day, homes))[:, -1]
        assert (found[:, at] == alone).all()
        differ |= bool((found[:, at] != found[:, 0]).any())
    event(f"dates differ: {differ}")


@pytest.mark.parametrize(
    ("most_s", "total_m", "why"), [(NEVER, None, "more than 9 hours"), (3600, 900, "walked in all")]
)
def test_what_time_alone_does_not_answer_is_refused(
    most_s: int, total_m: int | None, why: str, tmp_path: Path
) -> None:
    """In 16 bits a second more than 32,767 is one before the moment: a journey that nobody has."""
    city = random_city(1, tmp_path)
    traveller = plain_profile(longest_total_walk_m=total_m)
    router = router_of(city.area, traveller, 3600)
    days = TwoWays.of(days_together(city.area.timetable, [DATE], 3600), 1)
    with pytest.raises(InputError, match=why):
        quick_dates(router, Stance.HOPEFUL, days, toward=True, window_s=600, longest_s=most_s - 600)
