"""Buses, times, stops, their count, and other numbers, by the publisher's rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from tests.truth.feed import Feed
from tests.truth.ground import Point, far, foot, heading
from tests.truth.sights import landmark_faults
from tests.truth.world import Made, World
from transit.model.plan import Action, PlanStep

BUS_M: Final = 40.0


def ride_faults(world: World, made: Made, ride: int, steps: Sequence[PlanStep]) -> Iterator[str]:
    """Return what the steps of a ride say that is not so."""
    one, timetable = made.found.rides[ride], world.area.timetable
    row = int(timetable.trip_row[int(made.day.trip_index[one.trip])])
    trip_id = str(timetable.trips["trip_id"][row])
    feed, by = world.feed, {step.action: step for step in steps}
    if trip_id not in feed.trips:
        return
    trip = feed.trips[trip_id]
    number, wait = feed.numbers[trip["route_id"]], by[Action.WAIT]
    called = feed.calls[trip_id]
    begin = [i for i, r in enumerate(called) if feed.seconds(r["departure_time"]) == one.depart_s]
    end = [i for i, r in enumerate(called) if feed.seconds(r["arrival_time"]) == one.arrive_s]
    begin = [i for i in begin if is_named(feed, called[i], str(wait.facts["stop"]))]
    if not begin:
        yield f"step {wait.number}: no stop called {wait.facts['stop']!r} at {one.depart_s}"
        return
    # A trip that goes on under another number: its later calls stand under another id.
    goes_on = not end
    if {str(step.facts["route"]) for step in steps} != {number}:
        yield f"step {wait.number}: told as bus {wait.facts['route']}, it is {number}"
    if trip["trip_headsign"] != wait.facts.get("headsign", ""):
        yield f"step {wait.number}: the bus says {trip['trip_headsign']!r}"
    said = " ".join(wait.sentences)
    if number not in said or f"It says {trip['trip_headsign']} on the front." not in said:
        yield f"step {wait.number}: number or destination is not said as it is"
    yield from _clock_faults(wait, one.depart_s)
    yield from _clock_faults(by[Action.ALIGHT], one.arrive_s)
    here = called[begin[0]]["stop_id"]
    others = feed.others(here, one.depart_s, number, 1800)
    check = by.get(Action.CHECK)
    told = set(str(check.facts["numbers"]).split(" ")) if check else set()
    if told != {part for other in others for part in other.split(" ")}:
        yield f"step {wait.number}: other numbers told {sorted(told)}, there are {sorted(others)}"
    if check and not {w.strip(",.") for w in " ".join(check.sentences).split()} & told:
        yield f"step {check.number}: no number is said"
    if goes_on:
        return
    yield from _stop_faults(world, trip, called[begin[0] : end[-1] + 1], by)


def _clock_faults(step: PlanStep, seconds: int) -> Iterator[str]:
    told = re.search(r"(\d+):(\d\d) (in the|at)", " ".join(step.sentences))
    wanted = ((seconds // 3600 - 1) % 12 + 1, seconds // 60 % 60)
    if told is None:
        if wanted != (12, 0):
            yield f"step {step.number}: no time is said"
    elif (int(told[1]), int(told[2])) != wanted:
        yield f"step {step.number}: told {told[0]}, it is {wanted}"


def _stop_faults(
    world: World,
    trip: Mapping[str, str],
    called: Sequence[Mapping[str, str]],
    by: Mapping[Action, PlanStep],
) -> Iterator[str]:
    feed, count = world.feed, len(called) - 1
    ride, ring, off = by[Action.RIDE], by[Action.RING], by[Action.ALIGHT]
    if ride.facts["stops"] != count:
        yield f"step {ride.number}: told {ride.facts['stops']} stops, there are {count}"
    if count > 1 and str(count) not in " ".join(ride.sentences):
        yield f"step {ride.number}: {count} stops are not said"
    if not is_named(feed, called[-1], str(off.facts["stop"])):
        yield f"step {off.number}: no stop called {off.facts['stop']!r}"
    shape = feed.shapes.get(trip["shape_id"], [])
    for left in (1, 2):
        name = f"stop_{left}_before"
        if name in ring.facts and not is_named(feed, called[-1 - left], str(ring.facts[name])):
            yield f"step {ring.number}: {left} before is not {ring.facts[name]!r}"
        if (name in ring.facts) != (count > left):
            yield f"step {ring.number}: {left} before the end is not told"
        name = f"landmark_{left}_before"
        if name in ring.facts:
            here = _place(feed, called[-1 - left])
            yield from landmark_faults(world, ring, name, here, driven(shape, here), BUS_M)
    if "landmark" in off.facts:
        here = _place(feed, called[-1])
        yield from landmark_faults(world, off, "landmark", here, driven(shape, here), BUS_M)


def _place(feed: Feed, call: Mapping[str, str]) -> Point:
    stop = feed.stops[call["stop_id"]]
    return float(stop["stop_lat"]), float(stop["stop_lon"])


def driven(shape: Sequence[Point], here: Point) -> float | None:
    """Direction in which a bus passes a stop, by the publisher's own line."""
    pieces = [(a, b) for a, b in pairwise(shape) if far(a, b) > 0.1]
    if not pieces:
        return None
    one = min(pieces, key=lambda piece: far(here, foot(here, *piece)))
    return heading(*one)


def is_named(feed: Feed, call: Mapping[str, str], told: str) -> bool:
    """Whether a stop has a name, by its letters: lists add "(opp)", and write ` for '."""
    listed = _letters(feed.stops[call["stop_id"]]["stop_name"])
    return listed.startswith(_letters(told)) and _letters(told) != ""


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
