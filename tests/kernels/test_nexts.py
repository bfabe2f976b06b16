"""Until when it matters that a bus is got off, against plain Python that looks at every bus."""

import random
from pathlib import Path

import numpy as np
import pytest
from builders import (
    DATE,
    Edge,
    Line,
    area_of,
    clock,
    plain_profile,
    random_city,
    street_network,
    timetable_of,
)
from route.reaching import router_of, seconds

from transit.model.fact import Stance
from transit.route.reach.asked import Moments
from transit.route.reach.prepared import Prepared, prepare

FAR = np.iinfo(np.int32).max


@pytest.mark.parametrize("seed", range(6))
def test_it_is_what_looking_at_every_bus_finds(seed: int, tmp_path: Path) -> None:
    """For each event, weight and number of rides left, with and without mirrored time."""
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    longest = chance.choice([1200, 10_800])
    traveller = plain_profile(longest_walk_m=300, most_changes=2)
    moments = Moments(seconds(clock("9:00"), clock("10:30")), seed % 2 == 0, 1800, longest)
    router = router_of(city.area, traveller, longest)
    ready = prepare(router, chance.choice(list(Stance)), DATE, moments)
    changed = ready.course.changed
    found = 0
    for left in range(1, ready.asked.most_rides):
        # With fewer rides left those were looked for that one changes to with more.
        boarded = ready.course.begins | changed[left:].any(axis=0)
        expected = _every_bus(ready, boarded, changed[left:].any(axis=0))
        assert ready.course.nexts[left].tolist() == expected.tolist()
        found += int((np.abs(expected) < FAR).sum())
    assert found


def test_the_next_of_two_buses_spares_the_first(tmp_path: Path) -> None:
    """Two buses leave for the same stop at 9:00 and 9:20 and are there at 9:10 and 9:30.

    What is caught there from 9:30 on need not be caught from the first; for the second and last one
    everything matters. At the first stop nobody can get off.
    """
    walk = street_network(2, [Edge(0, 1, 9000)])
    times = [
        [(clock(at), clock(at)) for at in pair] for pair in (("9:00", "9:10"), ("9:20", "9:30"))
    ]
    area = area_of(tmp_path, walk, timetable_of(2, [Line(range(2), times)]), [0, 1])
    router = router_of(area, plain_profile(longest_walk_m=200, most_changes=1))
    # Leaving after a time people are sought from the place backwards: in time's own direction here.
    moments = Moments(seconds(clock("12:00")), True, 5400, 10_800)
    ready = prepare(router, Stance.HOPEFUL, DATE, moments)
    lasts = ready.course.nexts[1, -1].tolist()
    assert lasts == [-FAR, clock("9:30"), -FAR, FAR]


def _every_bus(ready: Prepared, boarded: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """Return what ``find_nexts`` means, bus by bus."""
    course, asked, at_stops = ready.course, ready.asked, ready.at_stops
    table = course.timetable
    horizon = asked.window_s + asked.longest_s
    event_of: dict[tuple[int, int], int] = {}
    stops: list[list[int]] = []
    alight: list[list[int]] = []
    for pattern, low in enumerate(table.pattern_first_stop[:-1].tolist()):
        high = int(table.pattern_first_stop[pattern + 1])
        first_trip = int(table.pattern_first_trip[pattern])
        for trip in range(first_trip, int(table.pattern_first_trip[pattern + 1])):
            stops.append(table.pattern_stop[low:high].tolist())
            alight.append(table.pattern_alight[low:high].tolist())
            start = int(table.pattern_first_event[pattern]) + (trip - first_trip) * (high - low)
            event_of |= {(trip, at): start + at for at in range(high - low)}
    where = {event: key for key, event in event_of.items()}
    row_of = {event: row for row, event in enumerate(at_stops.event.tolist())}
    made = np.full((asked.waits.size, table.arrival.size), -FAR, np.int64)
    for (trip, position), event in event_of.items():
        stop = stops[trip][position]
        if not alight[trip][position]:
            continue
        time = int(table.arrival[event])
        for before in range(position):
            here = event_of[trip, before]
            if here not in row_of or not boarded[here]:
                continue
            board = stops[trip][before]
            worth = int(course.slack[board]) if changed[here] else 0
            later = range(row_of[here] - 1, int(at_stops.first[board]) - 1, -1)
            for weight, wait in enumerate(asked.waits.tolist()):
                found = FAR
                for row in later:
                    other, at = where[int(at_stops.event[row])]
                    on = int(table.departure[event_of[other, at]] - table.departure[here])
                    offs = [
                        to
                        for to in range(at + 1, len(stops[other]))
                        if stops[other][to] == stop and alight[other][to]
                    ]
                    if on > horizon or other == trip or (on == 0 and other < trip) or not offs:
                        continue
                    there = int(table.arrival[event_of[other, offs[-1]]])
                    off = there - time
                    if worth * on + asked.ride * (off - on) <= wait * off:
                        found = there
                        break
                made[weight, event] = max(made[weight, event], found)
    return made
