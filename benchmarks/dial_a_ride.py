"""Plan published dial-a-ride problems and compare with proven optima and with OR-Tools.

::

    python benchmarks/dial_a_ride.py a2-16.txt ... --seconds 10
    python benchmarks/dial_a_ride.py FOLDER --optima FOLDER --seconds 60 --or-tools

Files are as Cordeau, Laporte and Ropke publish them; of a folder, what is no such file is left out.
Optima, where they are given, are found by the problem's name (``dial_a_ride_files.py``). Seconds
are of the CPU, so that a busy machine does not change what is measured; OR-Tools' limit is by the
clock. The independent checker judges each of our plans.
"""

import argparse
import importlib.util
import statistics
import subprocess
import sys
import time
from pathlib import Path

from dial_a_ride_files import optimum_of, read_optima, read_problems

from transit.errors import InputError
from transit.fleet.checker import check
from transit.fleet.problem import Problem
from transit.fleet.published import TICKS
from transit.fleet.settings import Budget, SearchSettings, search_settings
from transit.fleet.solve import Progress, solve
from transit.read.parameters import read_parameters

WITHIN = 0.01
"""The share above the optimum for which the time is told."""


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("problems", type=Path, nargs="+", help="files, or folders of them")
    parser.add_argument("--optima", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--or-tools", action="store_true")
    asked = parser.parse_args()
    settings = search_settings(read_parameters())
    try:
        optima = read_optima(asked.optima) if asked.optima else {}
        problems = [each for given in asked.problems for each in read_problems(given)]
    except (InputError, ValueError) as fault:
        raise SystemExit(f"dial_a_ride.py: {fault}") from fault
    if not problems:
        raise SystemExit("dial_a_ride.py: there is no dial-a-ride problem among these files")
    solve(problems[0][2], settings, Budget(iterations=50))  # compiling is not measured
    print(
        f"{'problem':>10} {'seed':>4} {'cost':>10} {'optimum':>10} {'above %':>8} {'s to 1 %':>8}"
    )
    above = []
    for name, file, problem in problems:
        optimum = optimum_of(name, optima)
        for seed in range(1, asked.seeds + 1):
            cost, left, reached = search(problem, settings, asked.seconds, seed, optimum)
            gap = None if optimum is None else round(100 * (cost / optimum - 1), 4)
            if gap is not None and not left:
                above.append(gap)
            tell(name, str(seed), cost, optimum, left, reached)
        if asked.or_tools:
            cost, left = by_or_tools(file, asked.seconds)
            tell(name, "OR", cost, optimum, left, None)
    if above:
        print(
            f"above the optimum: median {statistics.median(above) + 0.0:.2f} %, "
            f"most {max(above):.2f} %"
        )


def search(
    problem: Problem, settings: SearchSettings, seconds: float, seed: int, optimum: float | None
) -> tuple[float, int, float | None]:
    """Return what our plan costs, how many it leaves, and the seconds until it was near.

    The clock of the search is the CPU's here.
    """
    import transit.fleet.solve as module

    class CpuClock:
        """The CPU time of this process in the place of the time of day."""

        monotonic = staticmethod(time.process_time)

    reached: list[float] = []

    def watch(progress: Progress) -> bool:
        if optimum and not reached and progress.cost <= (1 + WITHIN) * optimum * TICKS:
            reached.append(progress.seconds)
        return True

    module.time, real = CpuClock, module.time  # type: ignore[assignment, attr-defined]
    try:
        plan = solve(problem, settings, Budget(seconds=seconds), seed=seed, tell=watch)
    finally:
        module.time = real  # type: ignore[attr-defined]
    wrong = check(problem, plan)
    if wrong:
        raise SystemExit(f"the checker found {wrong}")
    return plan.cost / TICKS, len(plan.left_out), reached[0] if reached else None


def tell(
    name: str, by: str, cost: float, optimum: float | None, left: int, reached: float | None
) -> None:
    """Print one line."""
    gap = ""
    if optimum and cost and not left:
        gap = f"{round(100 * (cost / optimum - 1), 2) + 0.0:.2f}"
    known = "" if optimum is None else f"{optimum:.2f}"
    until = "" if reached is None else f"{reached:.1f}"
    served = f" {left} left" if left else ""
    print(f"{name:>10} {by:>4} {cost:>10.2f} {known:>10} {gap:>8} {until:>8}{served}", flush=True)


def by_or_tools(file: Path, seconds: float) -> tuple[float, int]:
    """Return what OR-Tools' plan costs and how many it leaves, from a process of its own."""
    if importlib.util.find_spec("ortools") is None:
        raise SystemExit("OR-Tools is not installed: pip install 'transit[bench]'")
    beside = Path(__file__).with_name("dial_a_ride_or_tools.py")
    done = subprocess.run(
        [sys.executable, str(beside), str(file), str(seconds)],
        capture_output=True,
        text=True,
        check=True,
    )
    cost, left = done.stdout.split()
    return float(cost), int(left)


if __name__ == "__main__":
    main()
