"""Plan a made-up borough's half-day: 275 people, 20 centres, 30 vehicles.

::

    python benchmarks/fleet_borough.py --seconds 60 --seeds 3 --long 600
    python benchmarks/fleet_borough.py --afternoon --area AREA   # home again, on an area's roads

Tells how much CPU the first plan that serves everybody took, and how far plans after ``--seconds``,
one for each seed, are above that after ``--long``. One thread; seconds are of the CPU, so that a
busy machine does not change what is measured.
"""

import argparse
import datetime as dt
import random
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from transit.fleet.checker import check
from transit.fleet.problem import (
    Assistance,
    Call,
    Matrix,
    Problem,
    Request,
    RunPrice,
    RunVehicle,
)
from transit.fleet.settings import Budget, SearchSettings, ride_limit_s, search_settings
from transit.fleet.solve import Progress, solve
from transit.fleet.warm import warm_search
from transit.model.vehicles import Layout
from transit.network.driving.times import NO_WAY, RoadSearch
from transit.network.store import open_area, open_roads
from transit.read.driving import read_driving_rules
from transit.read.parameters import read_parameters

N_PEOPLE, N_CENTRES, N_DEPOTS, N_VEHICLES, SIZE_M = 275, 20, 3, 30, 8_000
N_PLACES: Final = N_PEOPLE + N_CENTRES + N_DEPOTS
STREETS, METRES_A_SECOND = 1.35, 7.5
SPARE: Final = 2
"""Places of an area that are tried for each one wanted: some cannot be driven to and from."""

MORNING, AFTERNOON = dt.datetime(2026, 11, 24, 9), dt.datetime(2026, 11, 24, 15, 30)
"""When the drives of an area are made, in the traffic of that hour."""

DAY_S, STAY_S = 24 * 3600, 5 * 3600


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--long", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1, help="of the borough")
    parser.add_argument("--seeds", type=int, default=1, help="searches of the shorter time")
    parser.add_argument("--afternoon", action="store_true", help="home again")
    parser.add_argument("--area", type=Path, help="an area with roads, in the place of a plane")
    told = parser.parse_args()
    parameters = read_parameters()
    settings = search_settings(parameters)
    warm_search(settings)
    problem = borough(told.seed, told.area, told.afternoon)
    costs = []
    for seed in range(1, told.seeds + 1):
        costs.append(_searched(problem, settings, told.seconds, seed))
    longest = _searched(problem, settings, told.long, 1)
    for seed, cost in enumerate(costs, 1):
        print(f"seed {seed}: the shorter search is {cost / longest - 1:+.2%} from the longer one")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")


def _searched(problem: Problem, settings: SearchSettings, seconds: float, seed: int) -> int:
    """Search so long, tell what came out, and return what the plan costs."""
    first: list[float] = []

    def seen(progress: Progress) -> bool:
        if not progress.n_left and not first:
            first.append(progress.seconds)
        return True

    with _clock_of_the_cpu():
        plan = solve(problem, settings, Budget(seconds=seconds), seed=seed, tell=seen)
    assert check(problem, plan) == ()
    when = f"everybody on a run after {first[0]:.2f} s" if first else "never everybody on a run"
    runs, left = len(plan.runs), len(plan.left_out)
    print(
        f"seed {seed}, {seconds:.0f} s of CPU: {plan.cost:,} ({runs} runs, {left} left); {when}",
        flush=True,
    )
    return plan.cost


@contextmanager
def _clock_of_the_cpu() -> Iterator[None]:
    """Let a search count the CPU's seconds, not the day's."""
    import transit.fleet.solve as module

    class CpuClock:
        """The CPU time of this process in the place of the time of day."""

        monotonic = staticmethod(time.process_time)

    module.time, real = CpuClock, module.time  # type: ignore[assignment, attr-defined]
    try:
        yield
    finally:
        module.time = real  # type: ignore[attr-defined]


def borough(seed: int, area: Path | None = None, afternoon: bool = False) -> Problem:
    """Return a half-day: everybody rides to a centre or home, one in eight in a wheelchair.

    In the afternoon the same people are fetched in the twenty minutes after five hours there.
    """
    draw = random.Random(seed)
    matrix = _on_a_plane(draw) if area is None else _on_roads(area, seed, afternoon)
    parameters = read_parameters()
    requests = []
    for person in range(N_PEOPLE):
        centre = N_PEOPLE + draw.randrange(N_CENTRES)
        chair = draw.random() < 0.125
        starts = draw.choice((9 * 3600 + 1800, 10 * 3600, 10 * 3600 + 1800))
        board, alight = (360, 360) if chair else (120, 45)
        limit = ride_limit_s(parameters, int(matrix.time_s[person, centre]))
        first = starts - 1200
        requests.append(
            Request(
                id=f"p{person}",
                pick_up=Call(person, first - limit - board, starts, board),
                drop_off=Call(centre, first, starts, alight),
                ride_limit_s=limit,
                seats=int(not chair),
                wheelchairs=int(chair),
                assistance=draw.choice((Assistance.NONE, Assistance.SHARED)),
            )
        )
    layouts = (Layout(16, 0), Layout(10, 2), Layout(8, 3))
    price = RunPrice(run=2_000_000, metre=43, second=944)
    vehicles = [
        RunVehicle(
            id=f"v{number}",
            layouts=layouts,
            start=N_PEOPLE + N_CENTRES + number % N_DEPOTS,
            end=N_PEOPLE + N_CENTRES + number % N_DEPOTS,
            from_s=7 * 3600,
            to_s=11 * 3600,
            longest_s=3 * 3600,
            assistants=1,
            price=price,
        )
        for number in range(N_VEHICLES)
    ]
    problem = Problem(tuple(requests), tuple(vehicles), matrix)
    return _home_again(problem) if afternoon else problem


def _on_a_plane(draw: random.Random) -> Matrix:
    """Return drives between homes, centres and depots anywhere in a square."""
    centres = [_point(draw) for _ in range(N_CENTRES)]
    homes = [_point(draw) for _ in range(N_PEOPLE)]
    depots = [_point(draw) for _ in range(N_DEPOTS)]
    xy = np.array([*homes, *centres, *depots])
    metres = np.rint(STREETS * np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))).astype(
        np.int64
    )
    return Matrix(np.ceil(metres / METRES_A_SECOND).astype(np.int64), metres)


def _on_roads(area: Path, seed: int, afternoon: bool) -> Matrix:
    """Return drives between places on an area's main roads, in the traffic of the hour."""
    roads = open_roads(open_area(area))
    some = np.random.default_rng(seed).choice(np.flatnonzero(roads.main), SPARE * N_PLACES)
    times = RoadSearch(roads).between(
        [(float(roads.node_lat[at]), float(roads.node_lon[at])) for at in some]
    )
    ways = times.free_s != NO_WAY
    middle = int(np.argmax(ways.sum(axis=0) + ways.sum(axis=1)))
    kept = np.flatnonzero(ways[middle] & ways[:, middle])[:N_PLACES]
    if len(kept) < N_PLACES or not ways[np.ix_(kept, kept)].all():
        raise SystemExit(f"{area}: its roads do not lead from everywhere to everywhere")
    moment = AFTERNOON if afternoon else MORNING
    seconds = times.seconds(read_driving_rules().factor(moment))[np.ix_(kept, kept)]
    metres = np.rint(times.length_m[np.ix_(kept, kept)])
    return Matrix(seconds.astype(np.int64), metres.astype(np.int64))


def _home_again(problem: Problem) -> Problem:
    """Return the afternoon of a morning: who was set down is fetched when their stay is over."""
    requests = []
    for each in problem.requests:
        ends = each.drop_off.to_s + STAY_S
        pick_up = Call(each.drop_off.place, ends, ends + 1200, each.drop_off.service_s)
        drop_off = Call(each.pick_up.place, ends, DAY_S, each.pick_up.service_s)
        requests.append(replace(each, pick_up=pick_up, drop_off=drop_off))
    vehicles = [replace(each, from_s=13 * 3600, to_s=18 * 3600) for each in problem.vehicles]
    return replace(problem, requests=tuple(requests), vehicles=tuple(vehicles))


def _point(draw: random.Random) -> tuple[float, float]:
    return draw.uniform(0, SIZE_M), draw.uniform(0, SIZE_M)


if __name__ == "__main__":
    main()
