"""Kernels are compiled once: one form each, and never again in a later process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.town_files import at, write_town

WARMED = os.environ.get("TRANSIT_WARMED")
"""Where the warm-up alone compiled into, if it has run: to compile all once more takes a minute."""

SCRIPT = """
import importlib, json, pkgutil, sys
from pathlib import Path
import transit.kernels
from tests.builders import random_city
from tests.questions import random_questions
from transit.batch.warm import is_warm as is_matrix_warm, warm_matrix
from transit.kernels.warm import is_warm, warm_up
from transit.model.fact import Stance
before = is_warm() and is_matrix_warm()
if sys.argv[2] == "warm":
    warm_up()
    warm_matrix()
elif sys.argv[2] == "command":
    from transit.cli import main
    for words in json.loads(sys.argv[3]):
        try:
            main(words)
        except SystemExit as left:
            assert not left.code, words
else:
    for seed in range(12):
        city = random_city(seed, Path(sys.argv[1]) / str(seed))
        for router, asked in random_questions(seed, city):
            for stance in Stance:
                router.search(asked, stance)
                router.ground(stance).without(frozenset({0}))
seen = {}
names = [found.name for found in pkgutil.iter_modules(transit.kernels.__path__)]
for module in (importlib.import_module(f"transit.kernels.{name}") for name in names):
    for name, kernel in vars(module).items():
        if hasattr(kernel, "signatures") and kernel.py_func.__module__ == module.__name__:
            stats = kernel.stats
            hits, misses = sum(stats.cache_hits.values()), sum(stats.cache_misses.values())
            seen[f"{module.__name__}.{name}"] = [len(kernel.signatures), hits, misses]
print()
print(json.dumps({"kernels": seen, "warm": [before, is_warm() and is_matrix_warm()]}))
"""


def run(folder: Path, what: str, *commands: list[str]) -> dict[str, Any]:
    """Do something in a process of its own; return signatures, cache hits and misses by kernel.

    And whether the process found the search compiled, before and after.
    """
    cache = WARMED or str(folder / "numba")
    environment = {**os.environ, "NUMBA_CACHE_DIR": cache, "PYTHONPATH": "."}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), what, json.dumps(commands)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


def compiled(seen: dict[str, Any]) -> list[str]:
    """Return the kernels that a process had to compile."""
    return [name for name, (_, _, misses) in seen["kernels"].items() if misses]


@pytest.mark.slow
def test_nothing_is_compiled_twice(tmp_path: Path) -> None:
    """After the warm-up nothing compiles anything, and each kernel has one form.

    Neither a search, nor the commands that build an area, find a journey, or say why none is, nor
    a matrix, of whichever size and kind.
    """
    warm = run(tmp_path, "warm")
    assert warm["warm"] == [bool(WARMED), True]
    assert bool(compiled(warm)) != bool(WARMED)
    searched = run(tmp_path, "search")
    assert searched["warm"] == [True, True]
    assert compiled(searched) == []
    kernels = searched["kernels"]
    assert {name: forms for name, (forms, _, _) in kernels.items() if forms > 1} == {}
    assert kernels["transit.kernels.raptor.search_rides"][1] == 1

    streets, buses = write_town(tmp_path)
    area = str(tmp_path / "area")
    start, end = (
        ",".join(f"{number:.6f}" for number in at(*point)) for point in ((40, 8), (1150, 8))
    )
    words = ["journey", "--area", area, "--from", start, "--to", end, "--arrive-by"]
    homes, places = tmp_path / "homes.csv", tmp_path / "places.csv"
    for file, eastings in ((homes, range(40, 1200, 200)), (places, (1010,))):
        rows = [f"{x},{at(x, 8)[0]:.6f},{at(x, 8)[1]:.6f}" for x in eastings]
        file.write_text("\n".join(["id,lat,lon", *rows]) + "\n", encoding="utf-8")
    files = ["--origins", str(homes), "--destinations", str(places), "--workers", "1"]
    matrix = ["matrix", "--area", area, *files, "--out", str(tmp_path / "out.parquet")]
    asked = run(
        tmp_path,
        "command",
        ["build", "--osm", str(streets), "--gtfs", str(buses), "--out", area],
        [*words, "2026-01-13T10:00"],
        [*words, "2026-01-13T02:00"],
        *(
            [*matrix, when, "2026-01-13T10:00", *more]
            for when in ("--arrive-by", "--depart-at")
            for more in ([], ["--criteria", "time"], ["--window", "30", "--percentiles"])
        ),
    )
    assert compiled(asked) == []
    kernels = asked["kernels"]
    assert {name: forms for name, (forms, _, _) in kernels.items() if forms > 1} == {}
    used = {name for name, (_, hits, _) in kernels.items() if hits}
    assert {"transit.kernels.raptor.search_rides", "transit.kernels.fifo.assign_chains"} <= used
