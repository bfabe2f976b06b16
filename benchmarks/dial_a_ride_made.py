"""Make dial-a-ride problems by the recipe of published ones, of sizes that are not at hand.

::

    python benchmarks/dial_a_ride_made.py a6-72 a8-96 b8-96 --seconds 10 --long 60

Cordeau (2006) and Ropke, Cordeau and Laporte (2007) tell how problems a and b were drawn: places
uniformly in a square of 20 by 20 with the depot in its middle; the first half of the requests has
windows of 15 minutes at the drop-off, the rest at the pick-up; the horizon, and the longest run, is
an hour for each request of a vehicle. Problems a have cars for three, one person a request, three
minutes to get on or off and rides of 30 minutes at most; problems b have vehicles for six, one to
six people, as many minutes, and rides of 45. No optimum is known: the plan after a short search is
compared with that after a long one. Seconds are of the CPU.
"""

import argparse
import random
import re
import statistics

from dial_a_ride import search

from transit.errors import InputError
from transit.fleet.published import parse_published
from transit.fleet.settings import Budget, search_settings
from transit.fleet.solve import solve
from transit.read.parameters import read_parameters

HALF_SIDE, WINDOW_MIN, HOUR_MIN, DAY_MIN = 10.0, 15, 60, 1440


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+", help="such as a8-96: kind, vehicles, requests")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--long", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--draw", type=int, default=1, help="seed of the problems")
    asked = parser.parse_args()
    settings = search_settings(read_parameters())
    solve(parse_published(made_up("a2-16", 1), "a2-16"), settings, Budget(iterations=50))
    above = []
    for name in asked.names:
        problem = parse_published(made_up(name, asked.draw), name)
        best, left, _ = search(problem, settings, asked.long, 1, None)
        print(f"{name:>8}: {best:10.2f} after {asked.long:.0f} s, {left} left", flush=True)
        for seed in range(1, asked.seeds + 1):
            cost, left, _ = search(problem, settings, asked.seconds, seed, None)
            above.append(100 * (cost / best - 1))
            print(f"  seed {seed}: {cost:10.2f} after {asked.seconds:.0f} s, {left} left, "
                  f"{above[-1]:+.2f} %", flush=True)  # fmt: skip
    print(f"above the long search: median {statistics.median(above):.2f} %, most {max(above):.2f}")


def made_up(name: str, seed: int) -> str:
    """Return a problem in the words of published ones.

    Parameters
    ----------
    name
        Kind, number of vehicles, number of requests: ``a8-96``.
    seed
        Of the draws.

    Returns
    -------
    str
        The file's content.
    """
    found = re.fullmatch(r"([ab])(\d+)-(\d+)", name)
    if not found:
        raise InputError(f"{name}: expected a kind, vehicles and requests, such as a8-96")
    kind, n_vehicles, n_requests = found[1], int(found[2]), int(found[3])
    draw = random.Random(f"{name} {seed}")
    horizon = HOUR_MIN * n_requests // n_vehicles
    capacity, longest_ride = (3, 30) if kind == "a" else (6, 45)
    loads = [1 if kind == "a" else draw.randint(1, capacity) for _ in range(n_requests)]
    rows = [f"{n_vehicles} {2 * n_requests} {horizon} {capacity} {longest_ride}", _row(0, 0, 0, 0)]
    for is_drop in (False, True):
        for at, load in enumerate(loads):
            x, y = (draw.uniform(-HALF_SIDE, HALF_SIDE) for _ in range(2))
            service = 3 if kind == "a" else load
            window = (0, DAY_MIN)
            if is_drop == (at < n_requests // 2):
                ends = draw.randint(HOUR_MIN, horizon - (0 if is_drop else HOUR_MIN))
                window = (ends - WINDOW_MIN, ends)
            number = 1 + at + n_requests * is_drop
            rows.append(_row(number, x, y, service, -load if is_drop else load, *window))
    return "\n".join(rows) + "\n"


def _row(
    number: int,
    x: float,
    y: float,
    service: int,
    load: int = 0,
    first: int = 0,
    last: int = DAY_MIN,
) -> str:
    return f"{number} {x:.3f} {y:.3f} {service} {load} {first} {last}"


if __name__ == "__main__":
    main()
