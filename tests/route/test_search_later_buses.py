"""Letting a bus go by: at a change the next bus need not be the best, nor the one to board first.

Towns in which one can only ride, with seats at some stops, buses that take uneven times, and a
last bus so rare that the waits before it can be spread over the stops on the way. In many of them
a journey that no other beats boards a later bus of a line than the next one at a change.
"""

import random
from pathlib import Path

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
    street_network,
    timetable_of,
)
from tests.questions import day_for, question_for, router_for, world_for
from transit.model.fact import Stance
from transit.model.profile import Weights
from transit.route.found import Found
from transit.route.router import Asked, Router

TOWNS = 150


def town(seed: int, folder: Path) -> City:
    """Return stops in a row, each on a street of its own, with a line from each to the next.

    Some have a second one 30 to 90 m away, where the next line starts. There are one or two buses
    on the first line and on the last, and many on those between.
    """
    chance = random.Random(seed)
    n_hops = chance.randint(3, 4)
    edges, corners, lines, seats = [], [], [], []

    def new_stop() -> int:
        corner = 2 * len(corners)
        edges.append(Edge(corner, corner + 1, chance.choice([40, 100])))
        corners.append(corner + 1)
        seats.append(chance.choice([YES, NO]))
        return len(corners) - 1

    stop, joins = new_stop(), []
    for hop in range(n_hops):
        end = new_stop()
        at_an_end = hop in (0, n_hops - 1)
        start = clock("8:00") + 60 * chance.randint(5, 15)
        start += 60 * (15 * hop if hop < n_hops - 1 else chance.randint(80, 120))
        gap = 60 * chance.choice([30, 45] if at_an_end else [6, 9, 12])
        trips: list[list[tuple[int, int]]] = []
        for number in range(chance.randint(1, 2) if at_an_end else chance.randint(4, 7)):
            took = 60 * chance.choice([5, 7, 10, 14, 20])
            trip = every_trip(start + number * gap, [took])
            if trips:
                late = max(0, trips[-1][1][0] - trip[1][0])
                trip[1] = (trip[1][0] + late, trip[1][1] + late)
            trips.append(trip)
        lines.append(Line([stop, end], trips, route=hop))
        stop = end
        if hop < n_hops - 1 and chance.random() < 0.4:
            stop = new_stop()
            joins.append((end, stop, chance.choice([30, 60, 90])))
    edges += [Edge(corners[one], corners[other], metres) for one, other, metres in joins]
    walk = street_network(2 * len(corners), edges)
    area = area_of(folder, walk, timetable_of(len(corners), lines), corners, seats)
    links = [link_on(walk, 0, 0.0), link_on(walk, stop, 0.0)]
    profile = plain_profile(
        most_changes=n_hops - 1,
        at_stop_early_s=chance.choice([0, 120]),
        change_margin_s=chance.choice([0, 60]),
        longest_total_walk_m=chance.choice([None, None, 250]),
        weights=Weights(wait=1.0, wait_no_seat=chance.choice([2.0, 4.0]), change_s=300),
    )
    return City(area, links, [profile], lines)


def lets_one_go(router: Router, asked: Asked, found: Found) -> bool:
    """Return whether an earlier bus could have been boarded at a change.

    When arriving by a time: whether one could have come to the change by a later bus.
    """
    arrays = asked.day.day.arrays
    for at in range(1, len(found.rides)):
        before, ride = found.rides[at - 1], found.rides[at]
        needed = found.walks[at].time_s + router.profile.change_margin_s
        other, step = (before, 1) if asked.arrive_by else (ride, -1)
        trip = other.trip + step
        first, end = arrays.pattern_first_trip[other.pattern : other.pattern + 2]
        if not first <= trip < end:
            continue
        event = int(arrays.pattern_first_event[other.pattern]) + 2 * (trip - int(first))
        if asked.arrive_by and arrays.arrival[event + 1] + needed <= ride.depart_s:
            return True
        if not asked.arrive_by and before.arrive_s + needed <= arrays.departure[event]:
            return True
    return False


def test_later_buses_as_the_oracle(tmp_path: Path) -> None:
    """In every town the journeys are the oracle's; in many a bus is let go at a change."""
    let_go = {False: 0, True: 0}
    for seed in range(TOWNS):
        city = town(seed, tmp_path / str(seed))
        router = router_for(city, city.profiles[0])
        for arrive_by in (False, True):
            latest = city.lines[-1].trips[-1][-1][0]
            moment = latest + 900 if arrive_by else clock("8:00")
            asked = Asked(*city.links, day_for(router), moment, 3600, arrive_by)
            world, question = world_for(router, Stance.CAUTIOUS), question_for(router, asked)
            walks = oracle.all_walks(world, world.graph(), *city.links)
            expected = oracle.best_points(world, question, walks)
            found = router.search(asked, Stance.CAUTIOUS)
            assert oracle.found_lengths(found, arrive_by) == oracle.lengths_of(expected), seed
            for journey in found:
                oracle.check(world, question, journey)
            let_go[arrive_by] += any(lets_one_go(router, asked, one) for one in found)
    assert min(let_go.values()) > TOWNS // 10
