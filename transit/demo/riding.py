"""What the invented people need of a ride, and the runs that carry them today."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from transit.demo.people import Person, apportion, dealt
from transit.demo.plans import Plans
from transit.demo.write_gtfs import table

_NEEDS: Final = ("seat_from_chair", "walker", "assistant", "hand_to_hand", "met_at_home")
_RIDES: Final = frozenset({"minibus", "taxi", "dial_a_ride"})

Point = tuple[float, float]


def ride_needs_table(people: Sequence[Person], plans: Plans, rng: np.random.Generator) -> str:
    """Return what people need of a ride as CSV.

    Parameters
    ----------
    people
        The people.
    plans
        Shares.
    rng
        Random numbers.

    Returns
    -------
    str
        One row for each who rides on the fleet.
    """
    about = plans.register["ride_needs"]
    riders = [person for person in people if person.mode_now in _RIDES]
    columns = {}
    for name in _NEEDS:
        concerned = [person.identity for person in riders if _is_asked(person, about[name])]
        words = dealt(apportion(len(concerned), about[name]["shares"]), rng)
        columns[name] = dict(zip(concerned, words, strict=True))
    apart = dict(_pairs(riders, int(about["apart_pairs"]), rng))
    free = [each for each in riders if each.identity not in apart and each.mode_now == "taxi"]
    together = dict(_pairs(free, int(about["together_pairs"]), rng))
    return table(
        ",".join(("person_id", *_NEEDS, "apart_from", "together_with")),
        [
            (
                person.identity,
                *(columns[name].get(person.identity, about[name]["others"]) for name in _NEEDS),
                apart.get(person.identity, ""),
                together.get(person.identity, ""),
            )
            for person in riders
        ],
    )


def runs_tables(
    people: Sequence[Person],
    homes: Mapping[str, Point],
    doors: Mapping[str, Point],
    plans: Plans,
) -> tuple[str, str]:
    """Return today's runs and their stops as CSV: as a depot clerk would draw them up by hand.

    Each run serves one session: its riders by the direction in which they live, as many as the
    vehicle takes, the farthest first; and home the other way round.

    Parameters
    ----------
    people
        The people.
    homes, doors
        Where people live, and the doors of venues, by id; metres.
    plans
        The fleet.

    Returns
    -------
    runs : str
        One row a run.
    stops : str
        One row a stop.
    """
    runs, stops = [], []
    for number, (vehicle, day, riders) in enumerate(_drawn_up(people, homes, doors, plans), 1):
        session = riders[0].session
        for way, ending in (("there", "a"), ("back", "b")):
            run = f"R{number:02d}{ending}"
            runs.append((run, vehicle, day))
            arrive = _before(session.start, int(plans.register["runs"]["arrive_before_min"]))
            calls = _calls([each.identity for each in riders], way, arrive, session.end)
            stops += [(run, at, *call, session.identity) for at, call in enumerate(calls, 1)]
    return (
        table("run_id,vehicle_id,days", runs),
        table("run_id,stop_no,action,person_id,planned,session_id", stops),
    )


def _is_asked(person: Person, about: Mapping[str, Sequence[str]]) -> bool:
    return "of" not in about or person.profile in about["of"]


def _pairs(
    riders: Sequence[Person], wanted: int, rng: np.random.Generator
) -> Iterator[tuple[str, str]]:
    """Give people who go to one session on the same days, two by two."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for person in riders:
        groups.setdefault((person.session.identity, person.days), []).append(person.identity)
    fitting = [group for group in groups.values() if len(group) > 1]
    for at in rng.permutation(len(fitting))[:wanted].tolist():
        yield fitting[at][0], fitting[at][1]


def _drawn_up(
    people: Sequence[Person],
    homes: Mapping[str, Point],
    doors: Mapping[str, Point],
    plans: Plans,
) -> Iterator[tuple[str, str, list[Person]]]:
    """Give a vehicle, a day and riders for each run there and back."""
    most, chairs = int(plans.register["runs"]["most_riders"]), plans.register["runs"]["not_of"]
    fleet = [
        (f"V{number:02d}", min(int(vehicle["seats"]), most))
        for number, vehicle in enumerate(plans.register["vehicle"], start=1)
        if vehicle["kind"] == "minibus"
    ]
    for day in ("mon", "tue", "wed", "thu", "fri"):
        by_session: dict[str, list[Person]] = {}
        for person in people:
            goes = person.mode_now == "minibus" and day in person.days
            if goes and person.profile not in chairs:
                by_session.setdefault(person.session.identity, []).append(person)
        turn = 0
        for _, riders in sorted(by_session.items()):
            door = doors[riders[0].session.venue]
            around = sorted(riders, key=lambda each: _direction(homes[each.identity], door))
            while around and turn < len(fleet):
                vehicle, seats = fleet[turn]
                turn += 1
                mine, around = around[:seats], around[seats:]
                mine.sort(key=lambda each: -math.dist(homes[each.identity], door))
                yield vehicle, day, mine


def _direction(home: Point, door: Point) -> float:
    return math.atan2(home[1] - door[1], home[0] - door[0])


def _before(time: str, minutes: int) -> str:
    hours, rest = divmod(int(time[:2]) * 60 + int(time[3:5]) - minutes, 60)
    return f"{hours:02d}:{rest:02d}"


def _calls(riders: Sequence[str], way: str, start: str, end: str) -> Iterator[tuple[str, str, str]]:
    """Give action, person and planned time: first set down at a time, or picked up as it ends."""
    if way == "there":
        yield from (("pick up", rider, "") for rider in riders)
        yield from (("set down", rider, "" if at else start) for at, rider in enumerate(riders))
    else:
        yield from (("pick up", rider, "" if at else end) for at, rider in enumerate(riders))
        yield from (("set down", rider, "") for rider in reversed(riders))
