"""The profile search keeps the limits on rides exactly as the search for one pair does."""

import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import clock, random_city, with_rides_limited
from tests.route.reaching import (
    asked_alone,
    judged,
    judged_at,
    profile_of,
    router_of,
    seconds,
)
from transit.model.fact import Stance
from transit.route.reach.asked import Moments
from transit.route.reach.rebuild import rebuild

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(st.integers(0, 10**6), st.booleans(), st.sampled_from(Stance))
def test_same_journeys_for_many_homes_as_for_each(
    seed: int, arrive_by: bool, stance: Stance
) -> None:
    """At every moment the same time, changes and burden; and each can be read back."""
    chance = random.Random(seed)
    city = with_rides_limited(random_city(seed, Path("/dev/null") / "nowhere"), seed)
    times = seconds(*chance.sample(range(clock("7:30"), clock("11:30")), 8), clock("0:30"))
    moments = Moments(times, arrive_by, chance.choice([600, 5400]), 10_800)
    for traveller in city.profiles:
        router = router_of(city.area, traveller, moments.longest_s)
        homes = list(city.links[1:4])
        profile = profile_of(router, stance, city.links[0], homes, moments)
        for home, link in enumerate(homes):
            for moment in moments.times.tolist():
                alone = asked_alone(router, stance, city.links[0], link, moment, moments)
                assert judged_at(profile, home, moment) == judged(alone, arrive_by)
                for choice in profile.at(home, moment):
                    made = rebuild(router, profile, home, moment, choice)
                    point = -choice.leave_s, choice.changes, choice.burden_s
                    assert judged([made], arrive_by) == {point}
