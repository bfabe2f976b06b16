"""Kernels are compiled once: one form each, and never again in a later process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, sys
from pathlib import Path
from tests.builders import random_city
from tests.questions import random_questions
from transit.kernels import bounds, mirror, raptor, walk
from transit.kernels.warm import warm_up
from transit.model.fact import Stance
if sys.argv[2] == "warm":
    warm_up()
else:
    for seed in range(12):
        city = random_city(seed, Path(sys.argv[1]) / str(seed))
        for router, asked in random_questions(seed, city):
            for stance in Stance:
                router.search(asked, stance)
                router.ground(stance).without(frozenset({0}))
seen = {}
for module in (bounds, mirror, raptor, walk):
    for name, kernel in vars(module).items():
        if hasattr(kernel, "signatures") and kernel.py_func.__module__ == module.__name__:
            stats = kernel.stats
            hits, misses = sum(stats.cache_hits.values()), sum(stats.cache_misses.values())
            seen[f"{module.__name__}.{name}"] = [len(kernel.signatures), hits, misses]
print(json.dumps(seen))
"""


def run(folder: Path, what: str) -> dict[str, list[int]]:
    """Search in a process of its own; return signatures, cache hits and misses by kernel."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "numba"), "PYTHONPATH": "."}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), what],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    seen: dict[str, list[int]] = json.loads(done.stdout)
    return seen


@pytest.mark.slow
def test_nothing_is_compiled_twice(tmp_path: Path) -> None:
    """After the warm-up a search compiles nothing, and each kernel has one form."""
    warm = run(tmp_path, "warm")
    assert any(misses for _, _, misses in warm.values())
    searched = run(tmp_path, "search")
    assert {name: misses for name, (_, _, misses) in searched.items() if misses} == {}
    assert {name: forms for name, (forms, _, _) in searched.items() if forms > 1} == {}
    assert searched["transit.kernels.raptor.search_rides"][1] == 1
