"""Small weeks to plan for any number of vehicles, by hand and at random."""

import itertools
import random
from collections.abc import Iterable
from dataclasses import replace

from tests.fleet.brute import cheapest_plan
from tests.fleet.rides import HOUR, bus, line, random_problem, ride
from transit.fleet.again import HowToSearch, do_task
from transit.fleet.day_part import DayPart
from transit.fleet.effort import Effort
from transit.fleet.known import Known
from transit.fleet.leavers import Leavers
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.settings import search_settings
from transit.fleet.today import FleetRide, Towards
from transit.fleet.week_problem import WeekProblem, week_problem
from transit.kernels.dial_a_ride_arrays import MUST_COST
from transit.model.positions import Position
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters

SETTINGS = replace(search_settings(read_parameters()), pool_room=200, memory_bits=10)
HOW = HowToSearch(SETTINGS, replace(SETTINGS, dearer_until=(), dearer_by=(), recombinations=1))
SOMEWHERE = Position(51.0, 0.0, 10)


def week_of(
    problems: Iterable[Problem], standing: dict[str, int], weeks: float = 10
) -> WeekProblem:
    """Return a week with a part a day; request ``a`` is somebody of that id, who rides to S."""
    parts = []
    for day, problem in zip(Weekday, problems, strict=False):
        rides = tuple(
            FleetRide(
                person=each.id,
                session="S",
                towards=Towards.VENUE,
                day=day,
                at_s=HOUR,
                home=SOMEWHERE,
                venue=SOMEWHERE,
                wheelchair=bool(each.wheelchairs),
            )
            for each in problem.requests
        )
        parts.append((DayPart(day, 0, 24 * HOUR, rides), problem))
    return week_problem(parts, standing, weeks)


def known(week: WeekProblem, *, again: int = 30, beyond: int = 9) -> Known:
    """Return no plans yet, and somebody who makes them here."""
    hard = Effort(first=80, again=again, passes=4, polish=4, rungs_beyond=beyond)
    return Known(week, lambda tasks: [do_task(week.problems, HOW, task) for task in tasks], hard)


def leaver(week: WeekProblem, *people: str) -> Leavers:
    """Return people who leave with all their rides."""
    rides = frozenset(
        (each.person, each.session, each.day)
        for part in week.parts
        for each in part.part.rides
        if each.person in people
    )
    return Leavers(tuple(sorted(people)), rides)


def least_by_force(week: WeekProblem, gone: Iterable[str]) -> float:
    """Return what a year costs at least: all fleets, all plans."""
    left = set(gone)
    best = float("inf")
    vehicles = sorted(week.standing)
    for size in range(len(vehicles) + 1):
        for kept in itertools.combinations(vehicles, size):
            total = 0.0
            for part in week.parts:
                whole = week.problems[part.kind]
                smaller = replace(
                    whole,
                    requests=tuple(each for each in whole.requests if each.id not in left),
                    vehicles=tuple(each for each in whole.vehicles if each.id in kept),
                )
                total += cheapest_plan(smaller, MUST_COST)
            best = min(best, week.standing_of(kept) + week.weeks * total)
    return best


def random_week(seed: int, n_requests: int = 3, n_parts: int = 1) -> WeekProblem:
    """Return a week of random rides with two vehicles alike; taxis for all, at prices that vary."""
    draw = random.Random(seed)
    problems = []
    for part in range(n_parts):
        made = random_problem(seed * 10 + part, n_requests, 2)
        requests = tuple(
            replace(each, leave_cost=draw.choice((300, 900, 2500))) for each in made.requests
        )
        alike = tuple(
            replace(made.vehicles[0], id=f"v{at}", price=RunPrice(metre=1)) for at in range(2)
        )
        problems.append(Problem(requests, alike, made.matrix))
    price = draw.choice((500, 4000, 12_000))
    return week_of(problems, {"v0": price, "v1": price})


def loose_week(seed: int) -> WeekProblem:
    """Return a week of sixteen rides with wide windows, two vehicles alike and dear taxis."""
    made = random_problem(seed, 16, 2, tight=False)
    requests = tuple(replace(each, leave_cost=3000) for each in made.requests)
    alike = tuple(
        replace(made.vehicles[0], id=name, price=RunPrice(metre=1)) for name in ("v0", "v1")
    )
    return week_of([Problem(requests, alike, made.matrix)], {"v0": 10, "v1": 10})


def two_vans(*, taxi: int = 2000) -> WeekProblem:
    """Return four people who want to go 10 km at one moment, in vans for two."""
    both = {"on": (600, 600), "off": (1200, 1200), "leave_cost": taxi}
    requests = tuple(ride(name, 1, 2, **both) for name in "abcd")
    vans = tuple(bus(name, (2, 0), price=RunPrice(metre=0)) for name in ("v0", "v1"))
    return week_of([Problem(requests, vans, line(0, 10, 20))], {"v0": 10_000, "v1": 10_000})
