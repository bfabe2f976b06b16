"""Plan published dial-a-ride problems and compare with proven optima and with OR-Tools.

::

    python benchmarks/dial_a_ride.py a2-16.txt ... --seconds 10
    python benchmarks/dial_a_ride.py FOLDER --optima FOLDER --seconds 60 --or-tools

Files are as Cordeau, Laporte and Ropke publish them. Optima are JSON files whose names hold that
of the problem and that have ``obj``, or one file of ``name value`` lines. Seconds are of the CPU,
so that a busy machine does not change what is measured; OR-Tools' limit is by the clock. The
independent checker judges each of our plans.
"""

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from transit.fleet.checker import check
from transit.fleet.problem import Problem
from transit.fleet.published import TICKS, parse_published
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
    optima = read_optima(asked.optima)
    files = [file for given in asked.problems for file in files_of(given)]
    warm(files[0], settings)
    print(
        f"{'problem':>10} {'seed':>4} {'cost':>10} {'optimum':>10} {'above %':>8} {'s to 1 %':>8}"
    )
    above = []
    for file in files:
        problem = parse_published(file.read_text(encoding="utf-8"), file.name)
        optimum = optima.get(file.stem)
        for seed in range(1, asked.seeds + 1):
            cost, left, reached = search(problem, settings, asked.seconds, seed, optimum)
            gap = None if optimum is None else 100 * (cost / optimum - 1)
            if gap is not None and not left:
                above.append(gap)
            tell(file.stem, str(seed), cost, optimum, left, reached)
        if asked.or_tools:
            cost, left = by_or_tools(file, asked.seconds)
            tell(file.stem, "OR", cost, optimum, left, None)
    if above:
        print(
            f"above the optimum: median {statistics.median(above):.2f} %, most {max(above):.2f} %"
        )


def files_of(given: Path) -> list[Path]:
    """Return a file, or the text files of a folder."""
    return sorted(given.glob("*.txt")) if given.is_dir() else [given]


def read_optima(given: Path | None) -> dict[str, float]:
    """Return proven optima by the name of the problem."""
    if given is None:
        return {}
    if given.is_file():
        lines = [line.split() for line in given.read_text().splitlines() if line.strip()]
        return {name: float(value) for name, value, *_ in lines}
    found = {}
    for file in given.glob("*_soln.json"):
        found[file.stem.removesuffix("_soln").partition("-")[2]] = json.loads(file.read_text())[
            "obj"
        ]
    return found


def warm(file: Path, settings: SearchSettings) -> None:
    """Compile the kernels, so that compiling is not measured."""
    problem = parse_published(file.read_text(encoding="utf-8"), file.name)
    solve(problem, settings, Budget(iterations=50))


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
