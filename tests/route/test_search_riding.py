"""What rides may ask, dark and shared ways: exact in the search, one limit at a time and all."""

import random
from dataclasses import fields, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from tests.builders import (
    NO,
    YES,
    City,
    Edge,
    Line,
    area_of,
    clock,
    every_trip,
    link_on,
    plain_profile,
    random_city,
    random_riding,
    street_network,
    timetable_of,
    with_rides_limited,
)
from tests.questions import (
    day_for,
    judged,
    no_worse,
    question_for,
    random_questions,
    router_for,
    world_for,
)
from transit.model.fact import Fact, Source, Stance, State
from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.model.streets import CrossingKind, EdgeKind, RoadClass
from transit.network.observed_facts import with_column
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.query import NOTHING
from transit.route.reasons import find_reasons
from transit.route.router import Asked, Router

pytestmark = pytest.mark.slow

CITIES = 160
SEEDS = st.integers(0, 100_000)
FREE: dict[str, Any] = {field.name: field.default for field in fields(Riding)}


def limited_city(seed: int) -> City:
    """Return a random city whose people have limits on rides, and whose cache cannot be written."""
    return with_rides_limited(random_city(seed, Path("/dev/null") / "nowhere"), seed)


@pytest.mark.parametrize("block", range(8))
def test_same_journeys_as_the_oracle(block: int) -> None:
    """With any limits on rides the journeys found are the oracle's, leg by leg sound."""
    asked_in_all, with_rides = 0, 0
    for seed in range(block * CITIES // 8, (block + 1) * CITIES // 8):
        city = limited_city(seed)
        for (router, asked), stance in product(random_questions(seed, city), Stance):
            world, question = world_for(router, stance), question_for(router, asked)
            walks = oracle.all_walks(world, world.graph(), asked.origin, asked.destination)
            expected = oracle.best_points(world, question, walks)
            found = router.search(asked, stance)
            seen = oracle.found_lengths(found, asked.arrive_by)
            assert seen == oracle.lengths_of(expected), f"city {seed}, {router.profile}"
            for journey in found:
                oracle.check(world, question, journey)
            asked_in_all += 1
            with_rides += any(journey.rides for journey in found)
    assert asked_in_all == 12 * CITIES // 8
    assert with_rides > asked_in_all // 24


@settings(max_examples=30)
@given(SEEDS)
def test_setting_a_limit_aside_never_worsens(seed: int) -> None:
    """Whoever rides may ask one thing more has no worse journeys."""
    chance = random.Random(seed)
    for router, asked in random_questions(seed, limited_city(seed)):
        riding, profile = router.profile.riding, router.profile
        abler: list[Profile] = [
            replace(profile, riding=replace(riding, **{name: free}))
            for name, free in FREE.items()
            if getattr(riding, name) != free
        ]
        abler.append(replace(profile, walks_unlit=True))
        abler.append(replace(profile, walks_on=tuple(RoadClass)))
        abler.append(replace(profile, most_changes=profile.most_changes + 1))
        if riding.longest_ride_s is not None:
            longer = replace(riding, longest_ride_s=riding.longest_ride_s + 180)
            abler.append(replace(profile, riding=longer))
        for other in chance.sample(abler, min(len(abler), 3)):
            able = router_for(City(router.area, ()), other)
            again = replace(asked, day=day_for(able))
            for stance in Stance:
                before = judged(router.search(asked, stance), asked)
                assert no_worse(judged(able.search(again, stance), again), before)


@settings(max_examples=40)
@given(SEEDS)
def test_hope_never_worsens(seed: int) -> None:
    """What the cautious search finds the hopeful one matches or beats."""
    for router, asked in random_questions(seed, limited_city(seed)):
        cautious = judged(router.search(asked, Stance.CAUTIOUS), asked)
        assert no_worse(judged(router.search(asked, Stance.HOPEFUL), asked), cautious)


@settings(max_examples=40)
@given(SEEDS)
def test_a_router_for_other_limits_is_as_good_as_a_new_one(seed: int) -> None:
    """Sharing streets and footpaths changes no journey to its last arc, from any limits to any."""
    for router, asked in random_questions(seed, limited_city(seed)):
        riding = random_riding(random.Random(seed))
        shared = router.as_if_riding(riding)
        fresh = router_for(City(router.area, ()), replace(router.profile, riding=riding))
        for stance in Stance:
            found = shared.search(shared.taking_over(asked), stance)
            assert found == fresh.search(replace(asked, day=day_for(fresh)), stance)


def two_buses(folder: Path, profile: Profile) -> Router:
    """Return a town of two lines, between whose stops one crosses the road, 12 m.

    From the home at stop 0 bus 1 at 8:10, asking the driver, to stop 1 at 8:25 and 5 at 8:30. Stop
    2 across the road has bus 2 at 8:35 to stop 3 at 8:45, by the other place; from stop 1 itself
    one comes at 8:50, and takes until 9:05. A bus 3 leaves stop 0 at 8:08 for stop 4, which leads
    nowhere.
    """
    over = Edge(1, 2, 12, kind=EdgeKind.CROSSING, crossing=CrossingKind.ZEBRA, lit=YES)
    edges = [Edge(4, 0, 0, lit=YES), over, Edge(3, 5, 0, lit=YES), Edge(6, 7, 5)]
    lines = [
        Line([0, 1, 5], [every_trip(clock("8:10"), [900, 300])], board=[3, 0, 0]),
        Line([2, 3], [every_trip(clock("8:35"), [600])], route=1),
        Line([1, 3], [every_trip(clock("8:50"), [900])], route=1),
        Line([0, 4], [every_trip(clock("8:08"), [900])], route=2),
    ]
    walk = street_network(8, edges)
    area = area_of(folder, walk, timetable_of(6, lines), [0, 1, 2, 3, 7, 6])
    return Router(area, profile, read_rules(), read_parameters())


def arrivals(router: Router, arrive_by: bool, stance: Stance = Stance.HOPEFUL) -> list[int]:
    """Return when the journeys through the town arrive."""
    walk = router.area.walk
    places = link_on(walk, 0, 0.0), link_on(walk, 2, 1.0)
    moment = clock("9:30") if arrive_by else clock("8:00")
    asked = Asked(*places, day_for(router), moment, 3600, arrive_by)
    return sorted(found.arrive_s for found in router.search(asked, stance))


NINE_FIVE, QUARTER_TO = clock("9:05"), clock("8:45")


@pytest.mark.parametrize(
    ("riding", "expected"),
    [
        ({}, QUARTER_TO),
        ({"buses": False}, None),
        ({"board_within": (clock("8:10"), clock("8:36"))}, QUARTER_TO),
        ({"board_within": (clock("8:11"), clock("20:00"))}, None),
        ({"board_within": (clock("8:00"), clock("8:35"))}, None),
        ({"not_within": ((clock("8:26"), clock("8:36")),)}, NINE_FIVE),
        ({"not_within": ((clock("8:24"), clock("8:25")),)}, None),
        ({"not_within": ((clock("8:25"), clock("8:35")),)}, QUARTER_TO),
        ({"longest_ride_s": 900}, QUARTER_TO),
        ({"longest_ride_s": 899}, None),
        ({"asks_driver": False}, None),
        ({"changes_across": False}, NINE_FIVE),
        ({"changes_stop": False}, NINE_FIVE),
        ({"boards_where_several_call": False}, None),
    ],
)
@pytest.mark.parametrize("arrive_by", [False, True])
def test_each_limit_at_its_minute(
    tmp_path: Path, riding: dict[str, Any], expected: int | None, arrive_by: bool
) -> None:
    """The first arrival there is, whichever way one asks; the two minutes early are waited."""
    router = two_buses(tmp_path, plain_profile(riding=Riding(**riding)))
    found = arrivals(router, arrive_by)
    assert (min(found) if found else None) == expected


def test_whoever_cannot_tell_buses_apart_comes_when_no_other_does(tmp_path: Path) -> None:
    """Bus 3 leaves two minutes before bus 1: whoever is there one minute early does not see it."""
    riding = Riding(boards_where_several_call=False)
    for early_s, changes in ((60, [QUARTER_TO]), (120, [])):
        router = two_buses(tmp_path, plain_profile(riding=riding, at_stop_early_s=early_s))
        assert [at for at in arrivals(router, False) if at == QUARTER_TO] == changes


def test_the_way_round_is_walked_where_no_road_may_be_crossed(tmp_path: Path) -> None:
    """Between the stops lies a road of 12 m with a zebra, and a path of 200 m under it."""
    edges = [
        Edge(4, 0, 0),
        Edge(1, 2, 12, kind=EdgeKind.CROSSING, crossing=CrossingKind.ZEBRA),
        Edge(1, 5, 100, kind=EdgeKind.PATH),
        Edge(5, 2, 100, kind=EdgeKind.PATH),
        Edge(3, 6, 0),
    ]
    lines = [
        Line([0, 1], [every_trip(clock("8:10"), [900])]),
        Line([2, 3], [every_trip(clock("8:35"), [600])], route=1),
    ]
    walk = street_network(7, edges)
    area = area_of(tmp_path, walk, timetable_of(4, lines), [0, 1, 2, 3])
    places = link_on(walk, 0, 0.0), link_on(walk, 4, 1.0)
    for across, walked in ((True, [1]), (False, [2, 3])):
        profile = plain_profile(riding=Riding(changes_across=across))
        router = Router(area, profile, read_rules(), read_parameters())
        asked = Asked(*places, day_for(router), clock("8:00"), 3600, False)
        (found,) = router.search(asked, Stance.CAUTIOUS)
        assert [int(walk.arcs.arc_edge[arc]) for arc in found.walks[1].arcs] == walked


def test_announcements_are_taken_for_made_by_hope_alone(tmp_path: Path) -> None:
    """Nobody has recorded any, so that caution rides no bus and hope rides all."""
    router = two_buses(tmp_path, plain_profile(riding=Riding(gets_off_unannounced=False)))
    assert arrivals(router, False, Stance.HOPEFUL)
    assert not arrivals(router, False, Stance.CAUTIOUS)


@pytest.mark.parametrize(
    ("heard", "cautious", "hopeful"),
    [
        ((State.YES, State.YES), True, True),
        ((State.YES, State.UNKNOWN), False, True),
        ((State.NO, State.YES), False, False),
        ((State.NO, State.NO), False, False),
    ],
)
def test_what_somebody_heard_on_board_settles_it(
    tmp_path: Path, heard: tuple[State, State], cautious: bool, hopeful: bool
) -> None:
    """The journey takes both buses: one that is silent, or that nobody has heard, is not enough."""
    router = two_buses(tmp_path, plain_profile(riding=Riding(gets_off_unannounced=False)))
    timetable = router.area.timetable
    facts = np.zeros(timetable.routes.height, np.uint8)
    facts[:2] = [Fact(state, Source.SURVEYED).code for state in heard]
    seen = replace(timetable, routes=with_column(timetable.routes, "announced", facts))
    told = Router(
        replace(router.area, timetable=seen), router.profile, read_rules(), read_parameters()
    )
    assert bool(arrivals(told, False, Stance.CAUTIOUS)) == cautious
    assert bool(arrivals(told, False, Stance.HOPEFUL)) == hopeful


@pytest.mark.parametrize(
    ("riding", "code", "values"),
    [
        ({"buses": False}, "no_buses_ridden", {}),
        (
            {"board_within": (clock("8:11"), clock("20:00"))},
            "bus_outside_hours",
            {"opens": clock("8:11"), "closes": clock("20:00")},
        ),
        ({"not_within": ((clock("8:24"), clock("8:25")),)}, "bus_in_crowded_hours", {}),
        ({"longest_ride_s": 899}, "ride_too_long", {"needed_s": 900, "limit_s": 899}),
        ({"asks_driver": False}, "driver_must_be_asked", {}),
        ({"boards_where_several_call": False}, "several_buses_call", {}),
        ({"changes_stop": False, "board_within": (0, clock("8:50"))}, "change_at_another_stop", {}),
        (
            {"changes_across": False, "board_within": (0, clock("8:50"))},
            "change_across_the_road",
            {},
        ),
    ],
)
def test_the_limit_that_stands_alone_in_the_way_is_named(
    tmp_path: Path, riding: dict[str, Any], code: str, values: dict[str, int]
) -> None:
    """Each limit on rides, where setting it aside makes a journey exist."""
    router = two_buses(tmp_path, plain_profile(riding=Riding(**riding)))
    walk = router.area.walk
    places = link_on(walk, 0, 0.0), link_on(walk, 2, 1.0)
    asked = Asked(*places, day_for(router), clock("8:00"), 1800, False)
    assert not router.search(asked, Stance.HOPEFUL)
    found = {reason.code: reason for reason in find_reasons(router, asked, NOTHING, False)}
    assert found[code].helps
    assert found[code].values == values


def test_two_limits_in_the_way_are_not_named_alone(tmp_path: Path) -> None:
    """Where neither asking the driver nor a longer ride would do alone, neither is said."""
    riding = Riding(asks_driver=False, longest_ride_s=899)
    router = two_buses(tmp_path, plain_profile(riding=riding))
    walk = router.area.walk
    places = link_on(walk, 0, 0.0), link_on(walk, 2, 1.0)
    asked = Asked(*places, day_for(router), clock("8:00"), 1800, False)
    found = find_reasons(router, asked, NOTHING, False)
    assert not any(reason.helps for reason in found)


@pytest.mark.parametrize(
    ("changed", "journeys"),
    [
        ({"needs_pavement": True}, 0),
        ({"needs_pavement": True, "walks_on": (RoadClass.TERTIARY,)}, 0),
        ({"needs_pavement": True, "walks_on": (RoadClass.PRIMARY,)}, 1),
        ({"walks_unlit": False}, 0),
    ],
)
def test_ways_without_pavement_and_without_light(
    tmp_path: Path, changed: dict[str, Any], journeys: int
) -> None:
    """A main road without pavement or lamps is walked by who walks on such roads, unlit."""
    edges = [Edge(0, 1, 50, kind=EdgeKind.ROADWAY, road=RoadClass.PRIMARY, pavement=NO, lit=NO)]
    walk = street_network(2, edges)
    elsewhere = timetable_of(1, [Line([0, 0], [every_trip(clock("8:00"), [600])])])
    area = area_of(tmp_path, walk, elsewhere, [-1])
    router = Router(area, plain_profile(**changed), read_rules(), read_parameters())
    asked = Asked(
        link_on(walk, 0, 0.0), link_on(walk, 0, 1.0), day_for(router), clock("8:00"), 60, False
    )
    assert len(router.search(asked, Stance.HOPEFUL)) == journeys
    if not journeys:
        reasons = {
            reason.code: reason.helps for reason in find_reasons(router, asked, NOTHING, False)
        }
        assert reasons["no_street_lights" if "walks_unlit" in changed else "no_pavement"]
