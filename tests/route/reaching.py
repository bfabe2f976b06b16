"""What tests of profile searches share: asking the same by one search and by many."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from builders import DATE, test_parameters

from transit.kernels.lanes import LANES, NEVER
from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.model.profile import Profile as Traveller
from transit.network.area import Area
from transit.network.link import Link
from transit.read.rules import read_rules
from transit.route.found import Found
from transit.route.reach.asked import Moments
from transit.route.reach.homes import find_homes
from transit.route.reach.prepared import prepare
from transit.route.reach.profile import Profile, find_profile, find_target
from transit.route.reach.quickest import ends_of, find_quickest, find_quickest_at, quick_day
from transit.route.router import Asked, Router

Point = tuple[int, int, int]


def with_longest(longest_s: int) -> Parameters:
    """Return the shipped parameters with another longest journey."""
    shipped = test_parameters()
    changed = replace(shipped["longest_journey_s"], value=longest_s)
    return Parameters({**shipped, "longest_journey_s": changed})


def router_of(area: Area, traveller: Traveller, longest_s: int = 10_800) -> Router:
    """Return a router with the shipped rules."""
    return Router(area, traveller, read_rules(), with_longest(longest_s))


def profile_of(
    router: Router,
    stance: Stance,
    place: Link,
    homes: Sequence[Link],
    moments: Moments,
    date: dt.date = DATE,
    known: bool = True,
) -> Profile:
    """Return what one search finds for all homes and moments, known to it or not."""
    prepared = prepare(router, stance, date, moments)
    found = find_homes(router, prepared, homes)
    target = find_target(router, prepared, place, found if known else None)
    return find_profile(router, target, found)


def asked_alone(
    router: Router,
    stance: Stance,
    place: Link,
    home: Link,
    moment: int,
    moments: Moments,
    date: dt.date = DATE,
) -> tuple[Found, ...]:
    """Return what a search for one pair at one moment finds."""
    arrive_by = moments.arrive_by
    early = router.profile.arrive_early_s if arrive_by else 0
    origin, destination = (home, place) if arrive_by else (place, home)
    beside = moments.window_s + moments.longest_s + router.profile.arrive_early_s
    asked = Asked(
        origin, destination, router.day(date, beside), moment - early, moments.window_s, arrive_by
    )
    return router.search(asked, stance)


def quickest_both_ways(
    router: Router,
    stance: Stance,
    moments: Moments,
    places: list[Link],
    homes: list[Link],
    date: dt.date = DATE,
) -> list[Any]:
    """Return ``(n_homes, n_rides, n_moments, n_places)`` by time alone, from either side."""
    day = quick_day(router, stance, date, moments, timed=False)
    # Homes lie in the lanes, so they come last.
    made = [find_quickest(router, day, homes, ends_of(router, day, places)).transpose(3, 1, 2, 0)]
    day = quick_day(router, stance, date, moments, timed=True)
    ends = ends_of(router, day, homes)
    n = moments.times.size
    lanes = [(place, at) for at in range(n) for place in places]
    parts = [
        find_quickest_at(router, day, lanes[first : first + LANES], ends)
        for first in range(0, len(lanes), LANES)
    ]
    found = np.concatenate(parts, axis=2)
    made.append(found.reshape(len(homes), -1, n, len(places)))
    return made


def quickest_alone(router: Router, moment: int, alone: Sequence[Found], arrive_by: bool) -> Any:
    """Return how long the quickest takes within so many changes, ``(n_rides,)``."""
    early = router.profile.arrive_early_s if arrive_by else 0
    lasts = [
        (moment - early - one.depart_s if arrive_by else one.arrive_s - moment, one.changes)
        for one in alone
    ]
    return [
        min((last for last, changes in lasts if changes <= most), default=NEVER)
        for most in range(router.profile.most_changes + 1)
    ]


def judged(found: Iterable[Found], arrive_by: bool) -> set[Point]:
    """Return found journeys as time, changes and burden."""
    return {
        (-one.depart_s if arrive_by else one.arrive_s, one.changes, one.burden_s) for one in found
    }


def judged_at(profile: Profile, home: int, moment: int) -> set[Point]:
    """Return a profile's journeys at a moment, likewise."""
    return {(-one.leave_s, one.changes, one.burden_s) for one in profile.at(home, moment)}


def seconds(*times: int) -> Any:
    """Return moments, sorted."""
    return np.array(sorted(set(times)), np.int64)
