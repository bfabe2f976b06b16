"""Small cases with answers by arithmetic: what a search must get right, one thing a test."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.builders import (
    DATE,
    NO,
    OPEN,
    YES,
    Edge,
    Line,
    area_of,
    clock,
    every_trip,
    link_on,
    plain_profile,
    street_network,
    timetable_of,
)
from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.model.profile import Profile, Weights
from transit.model.streets import CrossingKind, EdgeKind, Traffic
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.alternatives import find_journeys
from transit.route.found import Found
from transit.route.query import Avoid, Point, Query
from transit.route.router import Asked, Router


class Town:
    """One street a stop, 100 m long, no way between them but buses.

    Stop ``i`` stands at the far end of street ``i``; places lie at the near ends.
    """

    def __init__(
        self,
        folder: Path,
        n_stops: int,
        lines: Sequence[Line],
        seats: Sequence[int] | None = None,
        wheelchair: Sequence[int] | None = None,
    ) -> None:
        streets = [Edge(2 * stop, 2 * stop + 1, 100) for stop in range(n_stops)]
        self.walk = street_network(2 * n_stops, streets)
        timetable = timetable_of(n_stops, lines, wheelchair)
        corners = [2 * stop + 1 for stop in range(n_stops)]
        self.area = area_of(folder, self.walk, timetable, corners, seats)

    def search(
        self,
        profile: Profile,
        start: int,
        end: int,
        at: str,
        *,
        arrive_by: bool = False,
        window_s: int = 3600,
        stance: Stance = Stance.CAUTIOUS,
        avoid: Avoid | None = None,
    ) -> tuple[Found, ...]:
        """Search from the place beside one stop to that beside another."""
        router = Router(self.area, profile, read_rules(), read_parameters())
        places = link_on(self.walk, start, 0.0), link_on(self.walk, end, 0.0)
        asked = Asked(*places, router.day(DATE), clock(at), window_s, arrive_by)
        return router.search(asked, stance, avoid or Avoid())


THIS_DATE, DAY_BEFORE, NEXT_DATE = 1, 4, 3
"""Services that run on DATE, on the day before it and on the one after."""


def line(stops: Sequence[int], *starts: str, minutes: Sequence[int] = (), **other: Any) -> Line:
    """Return a pattern whose trips start at the given times; ten minutes a hop."""
    hops = [60 * hop for hop in minutes] or [600] * (len(stops) - 1)
    return Line(stops, [every_trip(clock(start), hops) for start in starts], **other)


def test_one_bus(tmp_path: Path) -> None:
    """Walk 100 s, wait the margin of 120 s, ride 600 s, walk 100 s.

    Burden: 2 x 100 + 2.5 x 120 + 600 + 2 x 100 = 1300; no seat is there, so waiting weighs 2.5.
    """
    town = Town(tmp_path, 2, [line([0, 1], "8:10")])
    (found,) = town.search(plain_profile(), 0, 1, "8:00")
    assert found.depart_s == clock("8:10") - 120 - 100
    assert found.arrive_s == clock("8:20") + 100
    assert found.burden_s == 1300
    assert found.length_m == 200


def test_arriving_by_is_the_same_journey(tmp_path: Path) -> None:
    """Asked when to be there, the same bus has the same burden."""
    town = Town(tmp_path, 2, [line([0, 1], "8:10", "8:30")])
    (found,) = town.search(plain_profile(), 0, 1, "8:29", arrive_by=True)
    assert (found.depart_s, found.burden_s) == (clock("8:10") - 220, 1300)


def test_change_costs_its_margin_and_price(tmp_path: Path) -> None:
    """A change at a stop: 10 minutes waited at 2.5, and 900 for the change itself."""
    town = Town(tmp_path, 3, [line([0, 1], "8:10"), line([1, 2], "8:30")])
    (found,) = town.search(plain_profile(), 0, 2, "8:00")
    assert found.changes == 1
    assert found.burden_s == 200 + 300 + 600 + (600 * 2.5 + 900) + 600 + 200


def test_margin_at_a_change_is_kept(tmp_path: Path) -> None:
    """With a margin of 5 minutes the bus that leaves 4 minutes later is not caught."""
    town = Town(tmp_path, 3, [line([0, 1], "8:10"), line([1, 2], "8:24", "8:44")])
    (found,) = town.search(plain_profile(change_margin_s=300), 0, 2, "8:00")
    assert found.rides[1].depart_s == clock("8:44")


def test_waiting_longer_where_one_can_sit(tmp_path: Path) -> None:
    """At the second boarding the next bus is not best: a later one saves waiting in the cold.

    Stop 1 has a seat (a second waited weighs 2.0), stop 2 has none (2.5). The last bus leaves at
    9:30 whatever one does. Taking the bus at 8:30 means 10 min at stop 1 and 50 at stop 2; taking
    the one at 9:00, 40 and 20: the same hour, 30 min of it at 2.0 in place of 2.5.
    """
    lines = [line([0, 1], "8:10"), line([1, 2], "8:30", "9:00"), line([2, 3], "9:30")]
    town = Town(tmp_path, 4, lines, seats=[NO, YES, NO, NO])
    (found,) = town.search(plain_profile(), 0, 3, "8:00")
    assert found.rides[1].depart_s == clock("9:00")
    waits = 300 + 40 * 60 * 2.0 + 20 * 60 * 2.5
    assert found.burden_s == 200 + waits + 3 * 600 + 2 * 900 + 200


def test_a_slow_next_bus_is_let_go(tmp_path: Path) -> None:
    """A later trip that runs faster spares nothing by arriving later only if it is dearer.

    Trip A leaves at 8:30 and takes 40 min, trip B leaves at 8:40 and takes 30: both are there at
    9:10. Ten minutes more waited at 2.5 cost more than ten minutes more ridden at 1: A is best.
    """
    second = Line(
        [1, 2],
        [every_trip(clock("8:30"), [2400]), every_trip(clock("8:40"), [1800])],
    )
    town = Town(tmp_path, 3, [line([0, 1], "8:10"), second])
    (found,) = town.search(plain_profile(), 0, 2, "8:00")
    assert found.rides[1].depart_s == clock("8:30")


def test_later_first_bus_waits_less(tmp_path: Path) -> None:
    """Of two first buses that meet the same second one the later is found."""
    town = Town(tmp_path, 3, [line([0, 1], "8:10", "8:20"), line([1, 2], "8:35")])
    (found,) = town.search(plain_profile(), 0, 2, "8:00")
    assert found.rides[0].depart_s == clock("8:20")


def test_loop_that_calls_twice(tmp_path: Path) -> None:
    """On a line that calls at a stop twice one boards at the later call, and rides less."""
    loop = line([0, 1, 0, 2], "8:00")
    town = Town(tmp_path, 3, [loop])
    (found,) = town.search(plain_profile(), 0, 2, "7:50", window_s=7200)
    assert (found.rides[0].board, found.rides[0].alight) == (2, 3)


def test_hops_of_no_time(tmp_path: Path) -> None:
    """Stops a timetable gives the same minute are ridden in order."""
    town = Town(tmp_path, 3, [line([0, 1, 2], "8:10", minutes=[0, 0])])
    (found,) = town.search(plain_profile(), 0, 2, "8:00")
    assert found.rides[0].depart_s == found.rides[0].arrive_s == clock("8:10")


def test_no_boarding_and_no_alighting(tmp_path: Path) -> None:
    """Pick-up and drop-off codes hold: 1 never, 3 always, 2 only for the hopeful."""
    for board, alight, stance, expected in (
        ([1, 0], [], Stance.HOPEFUL, 0),
        ([], [0, 1], Stance.HOPEFUL, 0),
        ([3, 0], [0, 3], Stance.CAUTIOUS, 1),
        ([2, 0], [], Stance.CAUTIOUS, 0),
        ([2, 0], [], Stance.HOPEFUL, 1),
    ):
        town = Town(tmp_path, 2, [line([0, 1], "8:10", board=board, alight=alight)])
        assert len(town.search(plain_profile(), 0, 1, "8:00", stance=stance)) == expected


@pytest.mark.parametrize(
    ("stop", "space", "cautious", "hopeful"),
    [(YES, YES, 1, 1), (OPEN, YES, 0, 1), (YES, OPEN, 0, 1), (NO, YES, 0, 0), (YES, NO, 0, 0)],
)
def test_wheelchair_facts(
    tmp_path: Path, stop: int, space: int, cautious: int, hopeful: int
) -> None:
    """In a chair both stops must be step-free and the bus must have a space."""
    town = Town(tmp_path, 2, [line([0, 1], "8:10", wheelchair=space)], wheelchair=[YES, stop])
    profile = plain_profile(chair=True)
    assert len(town.search(profile, 0, 1, "8:00")) == cautious
    assert len(town.search(profile, 0, 1, "8:00", stance=Stance.HOPEFUL)) == hopeful
    assert len(town.search(plain_profile(), 0, 1, "8:00")) == 1


def test_bus_after_midnight_belongs_to_the_day_before(tmp_path: Path) -> None:
    """A trip at 24:30 of the day before is ridden at half past midnight."""
    town = Town(tmp_path, 2, [line([0, 1], "24:30")])
    (found,) = town.search(plain_profile(), 0, 1, "0:10")
    assert found.rides[0].depart_s == clock("0:30")


def test_bus_after_the_next_midnight_belongs_to_the_next_date(tmp_path: Path) -> None:
    """Asked at 23:50, the next date's bus at 0:10 is caught: 600 + 600 s after midnight ends it."""
    town = Town(tmp_path, 2, [line([0, 1], "0:10", service=NEXT_DATE)])
    (found,) = town.search(plain_profile(), 0, 1, "23:50")
    assert found.rides[0].depart_s == 86_400 + clock("0:10")
    assert found.arrive_s == 86_400 + clock("0:20") + 100


def test_change_from_one_date_to_the_next(tmp_path: Path) -> None:
    """The last bus of today meets the first of tomorrow."""
    lines = [line([0, 1], "23:40", service=THIS_DATE), line([1, 2], "0:05", service=NEXT_DATE)]
    town = Town(tmp_path, 3, lines)
    (found,) = town.search(plain_profile(), 0, 2, "23:30")
    assert [ride.depart_s for ride in found.rides] == [clock("23:40"), 86_400 + clock("0:05")]


def test_arriving_just_after_midnight_by_the_evening_before(tmp_path: Path) -> None:
    """To be there at 0:20 one may take yesterday's 23:00, which is over by midnight."""
    town = Town(tmp_path, 2, [line([0, 1], "23:00", service=DAY_BEFORE)])
    (found,) = town.search(plain_profile(), 0, 1, "0:20", arrive_by=True, window_s=5400)
    assert found.rides[0].depart_s == clock("23:00") - 86_400


def test_window_is_about_leaving_home(tmp_path: Path) -> None:
    """The window counts from the door: 220 s before the bus."""
    town = Town(tmp_path, 2, [line([0, 1], "8:10")])
    leave = clock("8:10") - 220
    profile = plain_profile()
    router = Router(town.area, profile, read_rules(), read_parameters())
    places = link_on(town.walk, 0, 0.0), link_on(town.walk, 1, 0.0)
    for asked_s, window_s, expected in (
        (leave, 0, 1),
        (leave + 1, 600, 0),
        (leave - 60, 59, 0),
        (leave - 60, 60, 1),
    ):
        asked = Asked(*places, router.day(DATE), asked_s, window_s, False)
        assert len(router.search(asked, Stance.CAUTIOUS)) == expected


def crossing_town(folder: Path, kind: CrossingKind, traffic: Traffic) -> Router:
    """Two pavements of a street, joined by one crossing of 10 m; nothing else."""
    edges = [
        Edge(0, 1, 50),
        Edge(1, 2, 10, kind=EdgeKind.CROSSING, crossing=kind, traffic=traffic),
        Edge(2, 3, 50),
    ]
    area = area_of(folder, street_network(4, edges), timetable_of(1, []), [-1])
    crossings = {CrossingKind.SIGNALS: Traffic.FAST, CrossingKind.NONE: Traffic.QUIET}
    return Router(area, plain_profile(crossings=crossings), read_rules(), read_parameters())


@pytest.mark.parametrize(
    ("kind", "traffic", "cautious", "hopeful"),
    [
        (CrossingKind.SIGNALS, Traffic.BUSY, "wait", "wait"),
        (CrossingKind.NONE, Traffic.QUIET, "alone", "alone"),
        (CrossingKind.NONE, Traffic.BUSY, None, None),
        (CrossingKind.ZEBRA, Traffic.QUIET, None, None),
        (CrossingKind.SIGNALS_AT_JUNCTION, Traffic.BUSY, None, "wait"),
        (CrossingKind.SIGNALS_AT_JUNCTION, Traffic.QUIET, "both", "wait"),
    ],
)
def test_crossings(
    tmp_path: Path,
    kind: CrossingKind,
    traffic: Traffic,
    cautious: str | None,
    hopeful: str | None,
) -> None:
    """110 m at 1 m/s weigh 220; lights add a wait at 2.5, a quiet road crossed alone adds 5."""
    router = crossing_town(tmp_path, kind, traffic)
    walk = router.area.walk
    places = link_on(walk, 0, 0.0), link_on(walk, 2, 1.0)
    asked = Asked(*places, router.day(DATE), clock("8:00"), 600, False)
    wait = router.parameters.number("signal_wait_s") * 2.5
    priced = {"wait": 220 + wait, "alone": 225, "both": 225 + wait}
    for stance, expected in ((Stance.CAUTIOUS, cautious), (Stance.HOPEFUL, hopeful)):
        burdens = [found.burden_s for found in router.search(asked, stance)]
        assert burdens == ([] if expected is None else [priced[expected]])


def test_seats_break_a_long_walk(tmp_path: Path) -> None:
    """Who needs a seat every 60 m walks 100 m by way of one, and not at all without it."""
    for fact, stance, expected in (
        (YES, Stance.CAUTIOUS, 1),
        (OPEN, Stance.CAUTIOUS, 0),
        (OPEN, Stance.HOPEFUL, 1),
        (NO, Stance.HOPEFUL, 0),
    ):
        network = street_network(3, [Edge(0, 1, 50), Edge(1, 2, 50)], {1: fact})
        area = area_of(tmp_path / str(fact), network, timetable_of(1, []), [-1])
        router = Router(area, plain_profile(rest_every_m=60), read_rules(), read_parameters())
        places = link_on(network, 0, 0.0), link_on(network, 1, 1.0)
        asked = Asked(*places, router.day(DATE), clock("8:00"), 600, False)
        assert len(router.search(asked, stance)) == expected


def test_neighbours_on_one_street(tmp_path: Path) -> None:
    """Between two doors of one street no corner is passed: half of 100 m, and both gaps."""
    network = street_network(2, [Edge(0, 1, 100)])
    area = area_of(tmp_path, network, timetable_of(1, []), [-1])
    router = Router(area, plain_profile(), read_rules(), read_parameters())
    places = link_on(network, 0, 0.25, gap_m=3), link_on(network, 0, 0.75, gap_m=4)
    asked = Asked(*places, router.day(DATE), clock("8:00"), 600, False)
    (found,) = router.search(asked, Stance.CAUTIOUS)
    assert (found.length_m, found.walks[0].from_link, found.walks[0].arcs) == (57, -2, ())


def ask(router: Router, start: int, end: int, at: str, *, arrive_by: bool = False) -> Query:
    """Return a question whose points stand for links made by hand."""
    walk = router.area.walk
    places = {"start": link_on(walk, start, 0.0), "end": link_on(walk, end, 0.0)}
    router.find_link = lambda point: places[point.name]  # type: ignore[method-assign]
    return Query(
        origin=Point(0, 0, "start"),
        destination=Point(0, 0, "end"),
        moment=dt.datetime.combine(DATE, dt.time(*map(int, at.split(":")))),
        arrive_by=arrive_by,
        profile=router.profile,
        window_s=3600,
    )


def town_router(town: Town, profile: Profile) -> Router:
    """Return a router in a town."""
    return Router(town.area, profile, read_rules(), read_parameters())


def test_answer_puts_confirmed_first(tmp_path: Path) -> None:
    """A dearer bus with a known space comes before a cheaper one whose space nobody knows."""
    sure = line([0, 1], "8:10", minutes=[20], wheelchair=YES)
    maybe = line([0, 1], "8:10", minutes=[10], wheelchair=OPEN)
    router = town_router(Town(tmp_path, 2, [sure, maybe]), plain_profile(chair=True))
    answer = find_journeys(router, ask(router, 0, 1, "8:00"))
    assert [option.stance for option in answer.options] == [Stance.CAUTIOUS, Stance.HOPEFUL]
    assert answer.reasons == ()


def test_answer_says_what_is_unknown(tmp_path: Path) -> None:
    """Where only hope finds a bus the answer says so."""
    maybe = line([0, 1], "8:10", wheelchair=OPEN)
    router = town_router(Town(tmp_path, 2, [maybe]), plain_profile(chair=True))
    answer = find_journeys(router, ask(router, 0, 1, "8:00"))
    assert [reason.code for reason in answer.reasons] == ["only_with_unknown_facts"]


def test_answer_offers_the_bus_before(tmp_path: Path) -> None:
    """Asked to arrive, one bus earlier is offered beside the best."""
    town = Town(tmp_path, 2, [line([0, 1], "8:10", "8:30")])
    router = town_router(town, plain_profile())
    answer = find_journeys(router, ask(router, 0, 1, "8:50", arrive_by=True))
    assert [option.alternative for option in answer.options] in (["", "earlier"], ["earlier", ""])


@pytest.mark.parametrize(
    ("changed", "code", "values"),
    [
        ({"longest_walk_m": 50}, "walk_too_long", {"needed_m": 100, "limit_m": 50}),
        ({"longest_total_walk_m": 150}, "total_walk_too_long", {"needed_m": 200, "limit_m": 150}),
        ({"rest_every_m": 60}, "too_far_between_seats", {"limit_m": 60}),
    ],
)
def test_reasons_name_the_limit(
    tmp_path: Path, changed: dict[str, int], code: str, values: dict[str, int]
) -> None:
    """With one limit too tight the answer names it, and that setting it aside would help."""
    router = town_router(Town(tmp_path, 2, [line([0, 1], "8:10")]), plain_profile(**changed))
    answer = find_journeys(router, ask(router, 0, 1, "8:00"))
    assert answer.options == ()
    first = answer.reasons[0]
    assert (first.code, first.values, first.helps) == (code, values, True)


def test_reasons_name_the_next_bus(tmp_path: Path) -> None:
    """With no bus in the window the answer names the nearest one."""
    router = town_router(Town(tmp_path, 2, [line([0, 1], "10:10")]), plain_profile())
    answer = find_journeys(router, ask(router, 0, 1, "8:00"))
    assert answer.reasons[0].code == "no_bus_in_time"
    assert answer.reasons[0].values["arrive"] == clock("10:20") + 100


def test_reasons_where_nothing_helps(tmp_path: Path) -> None:
    """With no bus at all that day it says that."""
    town = Town(tmp_path, 2, [])
    router = town_router(town, plain_profile())
    codes = [reason.code for reason in find_journeys(router, ask(router, 0, 1, "8:00")).reasons]
    assert codes[0] == "no_service_on_date"


def test_longest_journey_is_a_parameter(tmp_path: Path) -> None:
    """A journey that ends later than the parameter allows is not found."""
    town = Town(tmp_path, 2, [line([0, 1], "8:10", minutes=[100])])
    shipped = read_parameters()
    short = replace(shipped["longest_journey_s"], value=3000)
    parameters = Parameters({**shipped.items_by_name, "longest_journey_s": short})
    places = link_on(town.walk, 0, 0.0), link_on(town.walk, 1, 0.0)
    for settings, expected in ((shipped, 1), (parameters, 0)):
        router = Router(town.area, plain_profile(), read_rules(), settings)
        asked = Asked(*places, router.day(DATE), clock("8:00"), 600, False)
        assert len(router.search(asked, Stance.CAUTIOUS)) == expected


def test_weights_that_break_the_proof_are_refused() -> None:
    """Riding may not weigh more than waiting: the search relies on it."""
    with pytest.raises(ValueError, match="ride"):
        Weights(ride=3.0)


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0]])
@pytest.mark.parametrize("arrive_by", [False, True])
def test_of_equal_journeys_the_shortest_walk(
    tmp_path: Path, order: list[int], arrive_by: bool
) -> None:
    """Of two ways that end in the same bus with the same burden the shorter is walked.

    100 m at 1 m/s take 100 s and weigh 200. The other way is 70 m, of which 20 m are a crossing
    with lights: with a wait of 40 s that weighs 1.5 a second it takes 110 s and weighs 140 + 60.
    The first is quicker, which is no use: leaving at any time one waits for the same bus, and
    arriving by a time one gets off the same bus. From the stop it is walked the other way round.
    """
    shipped = read_parameters()
    wait = replace(shipped["signal_wait_s"], value=40)
    parameters = Parameters({**shipped.items_by_name, "signal_wait_s": wait})
    streets = [
        Edge(0, 1, 100),
        Edge(0, 2, 50),
        Edge(2, 1, 20, EdgeKind.CROSSING, CrossingKind.SIGNALS),
    ]
    walk = street_network(6, [*(streets[at] for at in order), Edge(0, 3, 9), Edge(4, 5, 100)])
    stops = [0, 1] if not arrive_by else [1, 0]
    area = area_of(tmp_path, walk, timetable_of(2, [line(stops, "8:10")]), [1, 5])
    profile = plain_profile(weights=Weights(wait=1.5, wait_no_seat=1.5))
    router = Router(area, profile, read_rules(), parameters)
    places = [link_on(walk, 3, 0.0), link_on(walk, 4, 0.0)]
    if arrive_by:
        places.reverse()
    moment = clock("8:50") if arrive_by else clock("8:00")
    asked = Asked(*places, router.day(DATE), moment, 3600, arrive_by)
    (found,) = router.search(asked, Stance.CAUTIOUS)
    side = found.walks[-1 if arrive_by else 0]
    assert (side.time_s, side.burden_s, side.length_m) == (110, 200, 70)
