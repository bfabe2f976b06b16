"""A profile search equals one search for each pair and moment, and the slow oracle."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import oracle
import pytest
from builders import (
    DATE,
    NO,
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
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from route.reaching import (
    asked_alone,
    judged,
    judged_at,
    profile_of,
    quickest_alone,
    quickest_both_ways,
    router_of,
    seconds,
)

from transit.errors import InputError
from transit.model.fact import Stance
from transit.model.profile import Weights
from transit.network.area import Area
from transit.network.link import Link
from transit.read.rules import read_rules
from transit.route.reach.asked import Moments, every
from transit.route.reach.homes import find_homes
from transit.route.reach.prepared import prepare
from transit.route.reach.profile import find_profile, find_target
from transit.route.reach.rebuild import rebuild

_SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _random_moments(chance: random.Random, arrive_by: bool, n: int) -> Moments:
    window = chance.choice([0, 600, 1800, 5400])
    longest = chance.choice([600, 3600, 10_800])
    times = chance.sample(range(clock("7:30"), clock("11:30")), n)
    return Moments(seconds(*times, clock("0:30"), clock("24:10")), arrive_by, window, longest)


@_SLOW
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans(), stance=st.sampled_from(Stance))
def test_equals_the_search_for_one_pair(
    seed: int, arrive_by: bool, stance: Stance, tmp_path: Path
) -> None:
    """At every moment asked the same time, changes and burden as one search for that moment."""
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    moments = _random_moments(chance, arrive_by, 20)
    router = router_of(city.area, city.profiles[0], moments.longest_s)
    homes = list(city.links[1:5])
    profile = profile_of(router, stance, city.links[0], homes, moments)
    for home, link in enumerate(homes):
        for moment in moments.times.tolist():
            alone = asked_alone(router, stance, city.links[0], link, moment, moments)
            assert judged_at(profile, home, moment) == judged(alone, arrive_by)


@_SLOW
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans())
def test_equals_the_oracle(seed: int, arrive_by: bool, tmp_path: Path) -> None:
    """The slow search in plain Python, which shares nothing with it, finds the same."""
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    moments = _random_moments(chance, arrive_by, 2)
    stance = chance.choice(list(Stance))
    traveller = city.profiles[1]
    router = router_of(city.area, traveller, moments.longest_s)
    place, home = city.links[0], city.links[1]
    profile = profile_of(router, stance, place, [home], moments)
    world = oracle.World(
        city.area, router.day(DATE).day, traveller, stance, read_rules(), router.parameters
    )
    origin, destination = (home, place) if arrive_by else (place, home)
    walks = oracle.all_walks(world, world.graph(), origin, destination)
    early = traveller.arrive_early_s if arrive_by else 0
    for moment in moments.times.tolist():
        question = oracle.Question(
            origin, destination, moment - early, moments.window_s, arrive_by, moments.longest_s
        )
        expected = oracle.best_points(world, question, walks)
        assert judged_at(profile, 0, moment) == {point[:3] for point in expected}


@_SLOW
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans())
def test_journeys_are_read_back(seed: int, arrive_by: bool, tmp_path: Path) -> None:
    """A journey read back has the departure, changes and burden that it was chosen for."""
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    moments = _random_moments(chance, arrive_by, 12)
    router = router_of(city.area, city.profiles[0], moments.longest_s)
    homes = list(city.links[1:4])
    profile = profile_of(router, Stance.HOPEFUL, city.links[0], homes, moments)
    for home, link in enumerate(homes):
        for moment in moments.times.tolist():
            alone = asked_alone(router, Stance.HOPEFUL, city.links[0], link, moment, moments)
            for choice in profile.at(home, moment):
                made = rebuild(router, profile, home, moment, choice)
                point = (-choice.leave_s, choice.changes, choice.burden_s)
                assert judged([made], arrive_by) == {point}
                assert len(made.walks) == len(made.rides) + 1
                same = [one for one in alone if judged([one], arrive_by) == {point}]
                assert _burden(router, made) == _burden(router, same[0])
                _check_times(router, made)


@_SLOW
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans(), stance=st.sampled_from(Stance))
def test_homes_searched_from_stops_are_the_same(
    seed: int, arrive_by: bool, stance: Stance, tmp_path: Path
) -> None:
    """What can be boarded from homes does not depend on which end the walks are searched from."""
    city = random_city(seed, tmp_path)
    router = router_of(city.area, city.profiles[0])
    prepared = prepare(
        router, stance, DATE, Moments(seconds(clock("9:00")), arrive_by, 5400, 10_800)
    )
    one = find_homes(router, prepared, city.links, keep_paths=True)
    all_at_once = find_homes(router, prepared, city.links, keep_paths=False)
    for own, other in zip(one.boardings, all_at_once.boardings, strict=True):
        np.testing.assert_array_equal(own, other)


@_SLOW
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans(), stance=st.sampled_from(Stance))
def test_knowing_who_asks_changes_nothing(
    seed: int, arrive_by: bool, stance: Stance, tmp_path: Path
) -> None:
    """What is dropped for costing too much for these homes is nothing that they could need."""
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    moments = _random_moments(chance, arrive_by, 40)
    router = router_of(city.area, chance.choice(city.profiles), moments.longest_s)
    homes = list(city.links[1:])
    given_ = (router, stance, city.links[0], homes, moments)
    known, unknown = (profile_of(*given_, known=known) for known in (True, False))
    for home in range(len(homes)):
        for moment in moments.times.tolist():
            assert judged_at(known, home, moment) == judged_at(unknown, home, moment)


@pytest.mark.parametrize("limit_m", [None, 300, 650])
@pytest.mark.parametrize("step_s", [60, 600])
def test_many_moments_in_a_block(limit_m: int | None, step_s: int, tmp_path: Path) -> None:
    """Budgets of many moments at once drop nothing, with and without a limit on all walking."""
    slow = [every_trip(clock("8:00") + 2700 * at, [700, 500, 600]) for at in range(3)]
    quick = [every_trip(clock("8:10") + 1500 * at, [300, 300]) for at in range(6)]
    short = [every_trip(clock("8:20") + 3000 * at, [400]) for at in range(3)]
    lines = [Line([0, 1, 2, 4], slow), Line([1, 3, 4], quick), Line([2, 4], short)]
    area, links = _straight(tmp_path, 5, lines, 300.0)
    moments = every(clock("8:00"), clock("11:00"), step_s)[:120]
    found = _same_everywhere(
        area, links[4], links[:4], moments, longest_walk_m=700, longest_total_walk_m=limit_m
    )
    assert found > 0


def test_a_place_searched_for_others_is_refused(tmp_path: Path) -> None:
    """What was searched for some homes may lack what others need, so it is not given to them."""
    city = random_city(1, tmp_path)
    router = router_of(city.area, city.profiles[0])
    prepared = prepare(
        router, Stance.CAUTIOUS, DATE, Moments(seconds(clock("9:00")), True, 5400, 10_800)
    )
    some, others = (find_homes(router, prepared, [link]) for link in city.links[1:3])
    target = find_target(router, prepared, city.links[0], some)
    with pytest.raises(InputError, match="other homes"):
        find_profile(router, target, others)


def _burden(router: Any, found: Any) -> tuple[int, int]:
    return found.burden_s, found.changes


def _check_times(router: Any, found: Any) -> None:
    """Each ride begins after the walk before it and the margin."""
    for before, walk, after in zip(found.rides, found.walks[1:-1], found.rides[1:], strict=False):
        ready = before.arrive_s + walk.time_s + router.profile.change_margin_s
        assert after.depart_s >= ready


def _straight(
    folder: Path, n_stops: int, lines: Sequence[Line], gap_m: float = 400.0
) -> tuple[Area, list[Link]]:
    """Return a straight street with a stop every so many metres, and a link at each stop."""
    edges = [Edge(at, at + 1, gap_m) for at in range(n_stops)]
    walk = street_network(n_stops + 1, edges)
    area = area_of(folder, walk, timetable_of(n_stops, lines), list(range(n_stops)))
    return area, [link_on(walk, at, 0.0) for at in range(n_stops)]


def _same_everywhere(
    area: Area,
    place: Link,
    homes: Sequence[Link],
    times: Any,
    date: dt.date = DATE,
    **changed: Any,
) -> int:
    """Hold a profile, and a search by time alone, to single searches both ways.

    Returns how many journeys by bus there were.
    """
    traveller = plain_profile(**changed)
    router = router_of(area, traveller)
    found = 0
    for arrive_by in (True, False):
        moments = Moments(times, arrive_by, 5400, 10_800)
        profile = profile_of(router, Stance.CAUTIOUS, place, homes, moments, date)
        by_time = []
        if traveller.longest_total_walk_m is None:
            ends = [place], list(homes)
            by_time = quickest_both_ways(router, Stance.CAUTIOUS, moments, *ends, date)
        for home, link in enumerate(homes):
            for at, moment in enumerate(times.tolist()):
                alone = asked_alone(router, Stance.CAUTIOUS, place, link, moment, moments, date)
                assert judged_at(profile, home, moment) == judged(alone, arrive_by)
                for quickest in by_time:
                    expected = quickest_alone(router, moment, alone, arrive_by)
                    assert quickest[home, :, at, 0].tolist() == expected
                found += sum(bool(one.rides) for one in alone)
    return found


def test_integer_seconds(tmp_path: Path) -> None:
    """A bus at 8:00:07 whose walk takes 3 s is left home for at 7:58:04 with two minutes' margin.

    It arrives at 8:10:07, so 8:10:07 can still be asked for and 8:10:06 cannot. The burden is 120 s
    waited without a seat at 2.5, 600 s ridden and no walk: 900; the home stands at the stop.
    """
    trip = every_trip(clock("8:00") + 7, [600])
    area, links = _straight(tmp_path, 2, [Line([0, 1], [trip])], 5000.0)
    moments = Moments(seconds(clock("8:10") + 6, clock("8:10") + 7), True, 3600, 3600)
    router = router_of(area, plain_profile(), 3600)
    profile = profile_of(router, Stance.CAUTIOUS, links[1], [links[0]], moments)
    assert profile.at(0, clock("8:10") + 6) == ()
    (only,) = profile.at(0, clock("8:10") + 7)
    assert (only.leave_s, only.changes, only.burden_s) == (clock("7:58") + 7, 0, 900)


def test_window_is_kept_on_both_sides(tmp_path: Path) -> None:
    """A bus there at 8:10 serves 8:10 to 9:10 with an hour's window, no second before or after."""
    area, links = _straight(tmp_path, 2, [Line([0, 1], [every_trip(clock("8:00"), [600])])], 5000.0)
    times = seconds(clock("8:10") - 1, clock("8:10"), clock("9:10"), clock("9:10") + 1)
    router = router_of(area, plain_profile(), 3600)
    profile = profile_of(
        router, Stance.CAUTIOUS, links[1], [links[0]], Moments(times, True, 3600, 3600)
    )
    assert [len(profile.at(0, int(moment))) for moment in times] == [0, 1, 1, 0]


def test_service_days_across_midnight(tmp_path: Path) -> None:
    """Last night's late buses serve this morning's first hours, and today's late ones tonight's."""
    trips = [every_trip(clock(start), [600, 600]) for start in ("23:40", "24:20", "25:10")]
    area, links = _straight(tmp_path, 3, [Line([0, 1, 2], trips)], 3000.0)
    times = np.concatenate([every(0, 7200, 300), every(clock("23:30"), clock("26:00"), 300)])
    assert _same_everywhere(area, links[2], links[:2], times) > 20


@pytest.mark.parametrize("date", [dt.date(2024, 3, 31), dt.date(2024, 10, 27)])
def test_clock_change_days(date: dt.date, tmp_path: Path) -> None:
    """On both days on which the clock changes, buses of the night before and of the day count."""
    trips = [every_trip(clock(start), [600, 600]) for start in ("0:40", "1:30", "8:00", "25:10")]
    area, links = _straight(tmp_path, 3, [Line([0, 1, 2], trips)], 3000.0)
    day_before = date - dt.timedelta(days=1)
    area = replace(area, timetable=replace(area.timetable, first_date=day_before))
    times = np.concatenate([every(0, 4 * 3600, 300), every(clock("7:30"), clock("9:00"), 300)])
    assert _same_everywhere(area, links[2], links[:2], times, date) > 20


def test_frequent_trips(tmp_path: Path) -> None:
    """A bus every two minutes, as a headway makes them, with a change to one every seven."""
    often = [every_trip(clock("8:00") + 120 * at, [240, 240]) for at in range(60)]
    seldom = [every_trip(clock("8:00") + 420 * at, [500]) for at in range(18)]
    area, links = _straight(tmp_path, 4, [Line([0, 1, 2], often), Line([2, 3], seldom)], 3000.0)
    assert (
        _same_everywhere(area, links[3], links[:3], every(clock("8:00"), clock("10:30"), 180)) > 0
    )


def test_loop_that_visits_a_stop_twice(tmp_path: Path) -> None:
    """Of a bus that comes by twice, each visit can be boarded and got off at."""
    trips = [every_trip(clock("8:00") + 1500 * at, [300] * 4) for at in range(6)]
    out = [every_trip(clock("8:05") + 900 * at, [300]) for at in range(8)]
    area, links = _straight(tmp_path, 4, [Line([0, 1, 2, 0, 3], trips), Line([0, 2], out)], 3000.0)
    for place in (0, 2, 3):
        assert _same_everywhere(
            area, links[place], links, every(clock("8:00"), clock("10:00"), 240)
        )


def test_hops_of_no_time(tmp_path: Path) -> None:
    """Buses that leave one stop and reach the next in the same minute, no margin at a change."""
    hops = [0, 0, 300, 0]
    trips = [every_trip(clock("8:00") + 600 * at, hops) for at in range(8)]
    cross = [every_trip(clock("8:00") + 600 * at, [0, 0]) for at in range(8)]
    area, links = _straight(
        tmp_path, 6, [Line([0, 1, 2, 3, 4], trips), Line([1, 5, 2], cross)], 3000.0
    )
    found = _same_everywhere(
        area, links[4], links, every(clock("8:00"), clock("9:30"), 150),
        change_margin_s=0, at_stop_early_s=0,
    )  # fmt: skip
    assert found > 0


def test_stop_with_two_hundred_patterns(tmp_path: Path) -> None:
    """Two hundred patterns call at one stop; none is dropped."""
    chance = random.Random(5)
    lines = [
        Line(
            [chance.randrange(1, 8), 0, chance.randrange(1, 8)],
            [every_trip(clock("8:00") + 60 * chance.randrange(90), [240, 300])],
        )
        for _ in range(200)
    ]
    area, links = _straight(tmp_path, 8, lines, 2500.0)
    assert _same_everywhere(area, links[7], links[1:4], every(clock("8:15"), clock("10:00"), 900))


def test_trip_of_ten_hours(tmp_path: Path) -> None:
    """A coach of ten hours is found when journeys may be that long, and not otherwise."""
    coach = Line([0, 1, 2], [every_trip(clock("6:00"), [5 * 3600, 5 * 3600])])
    area, links = _straight(tmp_path, 3, [coach], 5000.0)
    for longest, there in ((11 * 3600, 1), (9 * 3600, 0)):
        moments = Moments(seconds(clock("16:30")), True, 3600, longest)
        router = router_of(area, plain_profile(), longest)
        profile = profile_of(router, Stance.CAUTIOUS, links[2], [links[0]], moments)
        assert len(profile.at(0, clock("16:30"))) == there


@_SLOW
@given(seed=st.integers(0, 10**6))
def test_forward_equals_backward_on_the_reversed_timetable(seed: int, tmp_path: Path) -> None:
    """Leaving after a moment is arriving by its mirror image where every bus runs backwards.

    Walks are the same both ways and waiting costs the same everywhere, for a wait belongs to the
    stop at which one boards, which the mirror changes.
    """
    chance = random.Random(seed)
    n_stops = 8
    lines, turned = [], []
    around = clock("16:00")
    for _ in range(8):
        stops = [chance.randrange(n_stops) for _ in range(chance.randint(2, 5))]
        hops = [60 * chance.choice([0, 2, 5, 9]) for _ in stops[1:]]
        starts = sorted(clock("7:00") + 60 * chance.randrange(120) for _ in range(4))
        trips = [every_trip(start, hops) for start in starts]
        lines.append(Line(stops, trips))
        back = [
            [(around - depart, around - arrive) for arrive, depart in reversed(trip)]
            for trip in reversed(trips)
        ]
        turned.append(Line(stops[::-1], back))
    here, links = _straight(tmp_path / "a", n_stops, lines)
    there, _ = _straight(tmp_path / "b", n_stops, turned)
    traveller = plain_profile(at_stop_early_s=0, most_changes=2)
    times = every(clock("7:00"), clock("9:30"), 420)
    onwards = profile_of(
        router_of(here, traveller), Stance.CAUTIOUS, links[0], links,
        Moments(times, False, 3600, 10_800),
    )  # fmt: skip
    backwards = profile_of(
        router_of(there, traveller), Stance.CAUTIOUS, links[0], links,
        Moments(around - times[::-1], True, 3600, 10_800),
    )  # fmt: skip
    for home in range(n_stops):
        for moment in times.tolist():
            gone = {(-one.leave_s, one.changes, one.burden_s) for one in onwards.at(home, moment)}
            come = {
                (around - one.leave_s, one.changes, one.burden_s)
                for one in backwards.at(home, around - moment)
            }
            assert gone == come


def test_heavy_weights_do_not_overflow(tmp_path: Path) -> None:
    """Burdens beyond 32 bits are compared in 64, and the same journeys are found."""
    trips = [every_trip(clock("8:00") + 600 * at, [600]) for at in range(6)]
    area, links = _straight(tmp_path, 3, [Line([0, 1], trips), Line([1, 2], trips)], 3000.0)
    heavy = Weights(walk=90.0, wait=300.0, wait_no_seat=350.0, ride=80.0)
    assert _same_everywhere(
        area, links[2], links[:2], every(clock("8:00"), clock("9:30"), 300), weights=heavy
    )


@pytest.mark.parametrize("lines", [[Line([0, 1], [], wheelchair=NO)], []])
def test_no_bus_and_no_stop(tmp_path: Path, lines: list[Line]) -> None:
    """Where nothing runs, on lines without trips or on none, there are walks only, or nothing."""
    area, links = _straight(tmp_path, 3, lines)
    assert _same_everywhere(area, links[1], links, seconds(clock("8:00"))) == 0


def test_moments_are_checked() -> None:
    """Moments that are none, not ascending or with an endless window are refused."""
    for times, window in (([], 0), ([2, 1], 0), ([1, 1], 0), ([1], 90_000)):
        with pytest.raises(InputError, match="moments"):
            Moments(np.array(times, np.int64), True, window, 3600)
    with pytest.raises(InputError, match="moments"):
        every(10, 0, 60)
    with pytest.raises(InputError, match="not among"):
        Moments(seconds(1, 5), True, 0, 3600).index(3)
