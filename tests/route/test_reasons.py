"""Why there is no journey: looking at all limits at once hides nothing that one alone would say."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.builders import (
    YES,
    Edge,
    Line,
    area_of,
    clock,
    every_trip,
    link_on,
    plain_profile,
    random_city,
    street_network,
    timetable_of,
)
from tests.questions import day_for, random_questions, router_for
from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.model.streets import CrossingKind, EdgeKind, Traffic
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route import reasons
from transit.route.query import NOTHING, Avoid
from transit.route.router import Asked, Router
from transit.route.walks import walk_path


def test_all_limits_at_once_hide_no_single_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On random cities the reasons are those that trying each limit by itself gives."""
    tried, helped = 0, 0
    for seed in range(25):
        city = random_city(seed, tmp_path / str(seed))
        for router, asked in random_questions(seed, city):
            if router.search(asked, Stance.HOPEFUL):
                continue
            quick = reasons.find_reasons(router, asked, NOTHING, False)
            with monkeypatch.context() as patched:
                patched.setattr(reasons._Trial, "could_help", lambda _: True)
                patched.setattr(reasons._Trial, "can_ride", True)
                slow = reasons.find_reasons(router, asked, NOTHING, False)
            assert quick == slow
            tried += 1
            helped += any(reason.helps for reason in quick)
    assert tried > 50
    assert 10 < helped < tried


def test_every_reason_that_helps_does(tmp_path: Path) -> None:
    """With the longest walk raised to what the reason says it needs, there is a journey."""
    seen = 0
    for seed in range(40):
        city = random_city(seed, tmp_path / str(seed))
        for router, asked in random_questions(seed, city):
            if router.search(asked, Stance.HOPEFUL):
                continue
            for reason in reasons.find_reasons(router, asked, NOTHING, False):
                if reason.code != "walk_too_long":
                    continue
                needed = int(reason.values["needed_m"])
                able = router_for(city, replace(router.profile, longest_walk_m=needed))
                again = replace(asked, day=day_for(able))
                assert able.search(again, Stance.HOPEFUL)
                seen += 1
    assert seen > 5


def test_what_is_to_be_avoided_stays_closed(tmp_path: Path) -> None:
    """A crossing that one wants to avoid is not offered as what would help.

    Two pavements of a busy road are joined by one unmarked crossing, which the profile does not
    use. Setting that limit aside helps, unless this very crossing is to be avoided.
    """
    edges = [
        Edge(0, 1, 50),
        Edge(
            1,
            2,
            10,
            kind=EdgeKind.CROSSING,
            crossing=CrossingKind.UNMARKED,
            traffic=Traffic.BUSY,
        ),
        Edge(2, 3, 50),
    ]
    walk = street_network(4, edges)
    lines = [Line([0, 0], [every_trip(clock("8:00"), [600])])]
    area = area_of(tmp_path, walk, timetable_of(1, lines), [-1])
    profile = plain_profile(crossings={CrossingKind.SIGNALS: Traffic.FAST})
    router = Router(area, profile, read_rules(), read_parameters())
    places = link_on(walk, 0, 0.0), link_on(walk, 2, 1.0)
    asked = Asked(*places, day_for(router), clock("8:00"), 600, False)
    found = reasons.find_reasons(router, asked, NOTHING, False)
    assert [reason.code for reason in found if reason.helps] == ["crossing_not_allowed"]
    assert found[0].values == {"kind": "unmarked", "traffic": "busy"}
    closed = reasons.find_reasons(router, asked, Avoid(edges=frozenset({1})), False)
    assert not any(reason.helps for reason in closed)


def test_walks_between_buses_stay_while_limits_are_tried(tmp_path: Path) -> None:
    """A change goes round by a seat also where it is asked what needing none would help.

    From stop to stop it is 180 m without a seat, or 190 m with one half-way. Whoever sits down
    every 100 m changes by the longer walk, and it is found again where seats are set aside.
    """
    edges = [Edge(0, 2, 180), Edge(0, 1, 95), Edge(1, 2, 95)]
    walk = street_network(3, edges, {1: YES})
    lines = [Line([0, 1], [every_trip(clock("8:00"), [600])])]
    area = area_of(tmp_path, walk, timetable_of(2, lines), [0, 2])
    profile = plain_profile(rest_every_m=100, longest_change_walk_m=300)
    router = Router(area, profile, read_rules(), read_parameters())
    ground = router.ground(Stance.HOPEFUL)
    row = next(row for row in ground.rows.tolist() if row[:2] == [0, 1])
    assert 190 in row
    tried = ground.as_if(replace(profile, rest_every_m=None))
    found = walk_path(tried.streets, router.scratch, 0, 1, (row[2], row[3], row[4]))
    assert found.length_m == 190 and len(found.arcs) == 2


def test_weighed_by_time_the_shortest_and_quickest_walks_stay(tmp_path: Path) -> None:
    """Where burden does not count, each stop is as near and as soon reached as where it does."""
    seen = 0
    for seed in range(12):
        city = random_city(seed, tmp_path / str(seed))
        for router, asked in random_questions(seed, city):
            ground = router.ground(Stance.HOPEFUL)
            weighed = router.walks(asked, ground)
            plain = router.walks(asked, ground.by_time())
            for full, few in (weighed.access, plain.access), (weighed.egress, plain.egress):
                assert _least(full.stop, full.time_s) == _least(few.stop, few.time_s)
                assert _least(full.stop, full.length_m) == _least(few.stop, few.length_m)
                seen += full.stop.size > few.stop.size
    assert seen, "nowhere were there fewer walks: the test says nothing"


def _least(stops: NDArray[np.int64], values: NDArray[np.int64]) -> dict[int, int]:
    rank = np.lexsort((-values, stops))
    return dict(zip(stops[rank].tolist(), values[rank].tolist(), strict=True))


def test_how_far_is_tried_is_a_council_s_own(tmp_path: Path) -> None:
    """The stop is 1,500 m off and 300 m are walked: that it is too far is told from 1,500 m on.

    With longest walks of 1,200 m tried nothing helps, and no stop is near.
    """
    walk = street_network(3, [Edge(0, 1, 1500), Edge(1, 2, 9000)])
    times = [(clock("9:00"), clock("9:00")), (clock("9:15"), clock("9:15"))]
    area = area_of(tmp_path, walk, timetable_of(2, [Line(range(2), [times])]), [1, 2])
    shipped = read_parameters()
    told = {}
    for tried in (5000, 1200):
        items = {"reason_longest_walk_m": replace(shipped["reason_longest_walk_m"], value=tried)}
        settings = Parameters({**shipped.items_by_name, **items})
        router = Router(area, plain_profile(longest_walk_m=300), read_rules(), settings)
        origin, destination = link_on(walk, 0, 0.0), link_on(walk, 1, 1.0)
        asked = Asked(origin, destination, day_for(router), clock("9:30"), 5400, True)
        told[tried] = reasons.find_reasons(router, asked, NOTHING, False)
    assert told[5000][0].code == "walk_too_long" and told[5000][0].helps
    near = [reason for reason in told[1200] if reason.code == "no_stop_in_reach_origin"]
    assert near[0].values["nearest_m"] == -1
    assert not any(reason.helps for reason in told[1200])
