"""What a sweep over session times costs: by people and by starts, against judging cells singly.

    python benchmarks/sessions.py AREA REGISTER OPPORTUNITY [--people 75] [--singly 200] [--out F]

All times are CPU seconds of this process. In the same run a sample of the cells is judged singly,
as scoring judges them, and every one of them has to be the same.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from transit.model.people import Person
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.sessions.sweep import Sweeper
from transit.sessions.sweep_axes import Axes
from transit.sessions.swept import Swept, Window
from transit.store import open_store
from transit.store.whole import read_register
from transit.verdict.desk import Desk
from transit.verdict.judge import judge_many

_SEED = 7


def main() -> None:
    """Measure, and print the figures as JSON."""
    asked = _asked()
    store = open_store(asked.register)
    with store.reading() as session:
        register = read_register(session)
    store.close()
    parameters, rules = read_parameters(), read_rules()

    def desk() -> Desk:
        return Desk(open_area(asked.area), register.opportunities, rules, parameters)

    axes = Axes.of(parameters)
    people = list(register.people.values())[: asked.people]
    venue = register.opportunities[asked.opportunity]

    def sweep(some: list[Person], starts: int) -> tuple[Swept, int]:
        own = replace(axes, starts_s=_spread(axes.starts_s, starts))
        sweeper = Sweeper(desk(), venue, own)
        return sweeper.sweep(some), sweeper.times.searches

    sweep(people[:3], 2)  # Compiles.
    rows: list[dict[str, Any]] = []
    found: Swept | None = None
    for n_people, n_starts in _sizes(len(people), len(axes.starts_s)):
        seconds, (found, searches) = _timed(lambda n=n_people, s=n_starts: sweep(people[:n], s))
        cells = int(found.is_swept.sum()) * len(found.days)
        rows.append(
            {
                "people": n_people,
                "starts": n_starts,
                "verdicts": cells * n_people,
                "cpu_s": round(seconds, 2),
                "searches": searches,
            }
        )
    assert found is not None
    result = {"sweeps": rows, "singly": _singly(desk(), people, found, asked.singly)}
    text = json.dumps(result, indent=2)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", encoding="utf-8")


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("area", type=Path)
    reader.add_argument("register", type=Path)
    reader.add_argument("opportunity")
    reader.add_argument("--singly", type=int, default=200, help="windows that are judged singly")
    reader.add_argument("--people", type=int, help="only the first of the register")
    reader.add_argument("--out", type=Path)
    return reader.parse_args()


def _sizes(n_people: int, n_starts: int) -> list[tuple[int, int]]:
    """More starts for everybody, then more people at all starts; the largest last."""
    starts = [(n_people, each) for each in (1, 13) if each < n_starts]
    return [*starts, (max(1, n_people // 4), n_starts), (n_people, n_starts)]


def _spread(times: tuple[int, ...], n: int) -> tuple[int, ...]:
    """So many of some times, from the first to the last."""
    picked = np.unique(np.linspace(0, len(times) - 1, n + 2)[1:-1].round().astype(int))
    return times if n >= len(times) else tuple(times[at] for at in picked)


def _singly(desk: Desk, people: list[Person], found: Swept, n: int) -> dict[str, Any]:
    """Judge some windows for everybody, as scoring does, and compare."""
    every = [
        (day, int(start), int(end))
        for day in range(len(found.days))
        for start, end in np.argwhere(found.is_swept)
    ]
    some = random.Random(_SEED).sample(every, min(n, len(every)))
    sessions = [
        Window(found.days[day], found.starts_s[start], found.ends_s[end]).session(found.opportunity)
        for day, start, end in some
    ]
    rows = [(person, 0) for person in people]
    seconds, verdicts = _timed(lambda: list(judge_many(desk, rows, sessions)))
    different = 0
    for number, verdict in enumerate(verdicts):
        row, (day, start, end) = number // len(some), some[number % len(some)]
        cell = found.rungs[row, day, start, end], found.sure[row, day, start, end]
        different += cell != (verdict.rung, verdict.sure)
    return {
        "verdicts": len(verdicts),
        "cpu_s": round(seconds, 2),
        "ms_a_verdict": round(1000 * seconds / len(verdicts), 3),
        "different_from_the_sweep": different,
    }


def _timed(do: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    made = do()
    return time.process_time() - began, made


if __name__ == "__main__":
    main()
