"""What must hold of any search, whatever the city."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from tests.builders import (
    City,
    Line,
    area_of,
    link_on,
    random_city,
    random_lines,
    street_network,
    timetable_of,
    with_rides_limited,
)
from tests.builders import Edge as Street
from tests.questions import day_for, judged, no_worse, random_questions, router_for
from transit.kernels.arrays import frozen
from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.route.query import Avoid
from transit.route.router import Asked

pytestmark = pytest.mark.slow

CITIES = st.integers(0, 100_000)
FEW = settings(max_examples=30)


def city_of(seed: int) -> City:
    """Return a random city whose cache cannot be written."""
    return random_city(seed, Path("/dev/null") / "nowhere")


@FEW
@given(CITIES)
def test_added_trips_never_worsen(seed: int) -> None:
    """More buses make nothing worse."""
    city = city_of(seed)
    n_stops = city.area.stops.corner.size
    more = city.with_lines([*city.lines, *random_lines(random.Random(seed), n_stops)])
    for router, asked in random_questions(seed, city):
        richer = router_for(more, router.profile)
        again = replace(asked, day=day_for(richer))
        for stance in Stance:
            before = judged(router.search(asked, stance), asked)
            assert no_worse(judged(richer.search(again, stance), asked), before)


@FEW
@given(CITIES, st.integers(1, 1800))
def test_leaving_later_never_arrives_earlier(seed: int, later_s: int) -> None:
    """With the same last moment to leave, leaving later arrives no earlier; likewise backwards."""
    for router, asked in random_questions(seed, city_of(seed)):
        if later_s >= asked.window_s:
            continue
        moved = asked.asked_s + (-later_s if asked.arrive_by else later_s)
        tighter = replace(asked, asked_s=moved, window_s=asked.window_s - later_s)
        for stance in Stance:
            loose = [point[0] for point in judged(router.search(asked, stance), asked)]
            tight = [point[0] for point in judged(router.search(tighter, stance), asked)]
            assert not tight or min(loose) <= min(tight)


@FEW
@given(CITIES)
def test_forbidding_never_improves(seed: int) -> None:
    """Without some edges, stops, routes or patterns nothing gets better.

    But for burden where edges are closed: between two buses the walk that is best by itself counts,
    and a longer one can cost less than it and the wait without a seat that it leaves.
    """
    chance = random.Random(seed)
    city = city_of(seed)
    n_edges, n_stops = city.area.walk.edge_u.size, city.area.stops.corner.size
    for router, asked in random_questions(seed, city):
        avoid = Avoid(
            edges=frozenset(chance.sample(range(n_edges), chance.randint(0, 3))),
            stops=frozenset(chance.sample(range(n_stops), chance.randint(0, 2))),
            boarding_stops=frozenset(chance.sample(range(n_stops), chance.randint(0, 1))),
            routes=frozenset(chance.sample(range(3), chance.randint(0, 1))),
            patterns=frozenset(chance.sample(range(len(city.lines)), chance.randint(0, 2))),
        )
        for stance in Stance:
            free = judged(router.search(asked, stance), asked)
            left = judged(router.search(asked, stance, avoid), asked)
            if avoid.edges:
                free, left = ([(*point[:2], 0) for point in points] for points in (free, left))
            assert no_worse(free, left)


@FEW
@given(CITIES)
def test_closed_edges_are_as_if_they_were_not_there(seed: int) -> None:
    """Searching again only near closed edges gives what the oracle finds without them."""
    chance = random.Random(seed)
    city = city_of(seed) if chance.random() < 0.5 else with_rides_limited(city_of(seed), seed)
    edges = frozenset(chance.sample(range(city.area.walk.edge_u.size), 3))
    for router, asked in random_questions(seed, city):
        for stance in Stance:
            ground = router.ground(stance).without(edges)
            world = oracle.World(
                city.area,
                asked.day.day,
                router.profile,
                stance,
                router.rules,
                router.parameters,
            )
            between = oracle.walks_between(world, world.graph(edges))
            paths = ground.footpaths
            found = {
                (start, int(paths.to_stop[row])): set()
                for start in range(paths.first.size - 1)
                for row in range(paths.first[start], paths.first[start + 1])
            }
            for start in range(paths.first.size - 1):
                for row in range(paths.first[start], paths.first[start + 1]):
                    found[start, int(paths.to_stop[row])].add(
                        tuple(
                            int(column[row])
                            for column in (paths.burden_s, paths.time_s, paths.length_m)
                        )
                    )
            expected = {
                (start, other): set(options)
                for start, others in between.items()
                for other, options in others.items()
                if router.profile.riding.buses
            }
            expected |= {(stop, stop): {(0, 0, 0)} for stop in range(paths.first.size - 1)}
            able = {stop: world.changes_to(stop) for stop in range(paths.first.size - 1)}
            assert found == {pair: costs for pair, costs in expected.items() if able[pair[1]]}


@FEW
@given(CITIES)
def test_raised_limits_never_worsen(seed: int) -> None:
    """Whoever can do more has no worse journeys."""
    for router, asked in random_questions(seed, city_of(seed)):
        profile = router.profile
        able = (
            replace(profile, longest_walk_m=profile.longest_walk_m + 200),
            replace(profile, longest_change_walk_m=profile.longest_change_walk_m + 100),
            replace(profile, longest_total_walk_m=None),
            replace(profile, rest_every_m=None),
            replace(profile, most_steps=None),
            replace(profile, steepest_pct=None),
            replace(profile, chair=False),
            replace(profile, needs_dropped_kerbs=False),
            replace(profile, needs_firm_surface=False),
            replace(profile, needs_pavement=False),
            replace(profile, narrowest_mm=None),
            replace(profile, crossings=dict.fromkeys(CrossingKind, Traffic.FAST)),
            replace(profile, most_changes=profile.most_changes + 1),
        )
        for abler in random.Random(seed).sample(able, 3):
            other = router_for(City(router.area, ()), abler)
            for stance in Stance:
                before = judged(router.search(asked, stance), asked)
                assert no_worse(judged(other.search(asked, stance), asked), before)


@FEW
@given(CITIES)
def test_hope_never_worsens(seed: int) -> None:
    """What the cautious search finds the hopeful one matches or beats."""
    for router, asked in random_questions(seed, city_of(seed)):
        cautious = judged(router.search(asked, Stance.CAUTIOUS), asked)
        assert no_worse(judged(router.search(asked, Stance.HOPEFUL), asked), cautious)


@FEW
@given(CITIES)
def test_same_question_same_answer(seed: int) -> None:
    """Asked again, and of another router, a question has the same answer to the last arc."""
    for router, asked in random_questions(seed, city_of(seed)):
        other = router_for(City(router.area, ()), router.profile)
        for stance in Stance:
            found = router.search(asked, stance)
            assert found == router.search(asked, stance)
            assert found == other.search(asked, stance)


@FEW
@given(CITIES)
def test_mirrored_city_gives_mirrored_answers(seed: int) -> None:
    """With time, streets and lines turned round, arriving by a time is leaving after one.

    Margins at stops and seats there have a direction, so they are left out; so is the day before.
    """
    city = city_of(seed)
    today = np.zeros_like(city.area.timetable.active)
    today[:, 1] = True
    timetable = replace(city.area.timetable, active=frozen(today))
    city = replace(city, area=replace(city.area, timetable=timetable))
    turned = mirrored(city)
    links = {id(one): other for one, other in zip(city.links, turned.links, strict=True)}
    for router, asked in random_questions(seed, city):
        weights = router.profile.weights
        profile = replace(
            router.profile,
            at_stop_early_s=0,
            weights=replace(weights, wait=weights.wait_no_seat),
        )
        here, there = router_for(city, profile), router_for(turned, profile)
        back = Asked(
            links[id(asked.destination)],
            links[id(asked.origin)],
            day_for(there),
            DAY_S - asked.asked_s,
            asked.window_s,
            not asked.arrive_by,
        )
        for stance in Stance:
            expected = sorted(judged(here.search(asked, stance), asked))
            seen = sorted(judged(there.search(back, stance), back))
            # What is judged is the arrival, or the departure with its sign turned.
            moved = [(time + (DAY_S if back.arrive_by else -DAY_S), *rest) for time, *rest in seen]
            assert moved == [tuple(point) for point in expected]


def mirrored(city: City) -> City:
    """Return the city seen in a mirror, with its clocks running backwards from midnight."""
    walk = city.area.walk
    n_corners = walk.corner_lat.size
    edges = [
        Street(
            int(walk.edge_u[edge]),
            int(walk.edge_v[edge]),
            int(walk.edge_length_mm[edge]) / 1000,
            kind=EdgeKind(int(walk.edge_kind[edge])),
            crossing=CrossingKind(int(walk.edge_crossing[edge])),
            traffic=Traffic(int(walk.edge_traffic[edge])),
            road=RoadClass(int(walk.edge_road[edge])),
            pavement=int(walk.fact_pavement[edge]),
            kerb=int(walk.fact_kerb[edge]),
            surface=int(walk.fact_surface[edge]),
            access=int(walk.fact_access[edge]),
            ramp=int(walk.fact_ramp[edge]),
            incline=-float(walk.edge_incline_pct[edge]),
            width_mm=int(walk.edge_width_mm[edge]),
            steps=int(walk.edge_steps[edge]),
        )
        for edge in range(walk.edge_u.size)
    ]
    seats = {corner: int(walk.corner_seat[corner]) for corner in range(n_corners)}
    streets = street_network(n_corners, edges, seats)
    streets = replace(
        streets, corner_lat=frozen(-walk.corner_lat), edge_side=frozen(-walk.edge_side)
    )
    lines = [
        Line(
            list(line.stops)[::-1],
            [
                [(DAY_S - depart, DAY_S - arrive) for arrive, depart in trip[::-1]]
                for trip in line.trips[::-1]
            ],
            list(line.alight)[::-1],
            list(line.board)[::-1],
            line.wheelchair,
            line.route,
        )
        for line in city.lines
    ]
    facts = [int(fact) for fact in city.area.timetable.stops["wheelchair"]]
    timetable = timetable_of(len(facts), lines, facts)
    timetable = replace(timetable, active=city.area.timetable.active)
    area = area_of(
        Path("/dev/null") / "nowhere",
        streets,
        timetable,
        [int(corner) for corner in city.area.stops.corner],
        [int(fact) for fact in city.area.stops.seat],
    )
    return City(area, [replace(link, lat=-link.lat) for link in city.links])


def test_link_on_has_an_entry_at_each_end() -> None:
    """A link made by hand joins both corners of its edge."""
    network = street_network(2, [Street(0, 1, 100)])
    assert list(link_on(network, 0, 0.25).entry_share) == [0.25, 0.75]
