"""Footpaths are kept between runs, and made anew when what is kept cannot be trusted."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tests.builders import random_city
from tests.questions import router_for
from transit.model.fact import Stance
from transit.route.footpath_files import cached_rows, file_for, keep_rows


def test_kept_rows_come_back(tmp_path: Path) -> None:
    """What was kept is read again."""
    rows = np.arange(10, dtype=np.int64).reshape(2, 5)
    keep_rows(tmp_path / "some.npz", rows, 10_000)
    found = cached_rows(tmp_path / "some.npz")
    assert found is not None
    assert (found == rows).all()
    assert [path.name for path in tmp_path.iterdir()] == ["some.npz"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"not at all"])
def test_torn_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    """A file cut short or of another kind counts as none, and is replaced."""
    city = random_city(7, tmp_path)
    profile = city.profiles[0]
    expected = router_for(city, profile).ground(Stance.HOPEFUL).rows
    for file in city.area.cache.iterdir():
        file.write_bytes(content)
    again = router_for(city, profile).ground(Stance.HOPEFUL).rows
    assert (again == expected).all()
    for file in city.area.cache.iterdir():
        assert cached_rows(file) is not None


def test_other_costs_have_other_footpaths(tmp_path: Path) -> None:
    """Two profiles that cost differently do not share a file."""
    city = random_city(7, tmp_path)
    for profile in city.profiles:
        router_for(city, profile).ground(Stance.HOPEFUL)
    assert len(list(city.area.cache.iterdir())) >= 2


def some_rows(seed: int, n: int = 1000) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return rows of 20 bytes each when kept, unlike those of another seed."""
    return np.random.default_rng(seed).integers(0, 1_000_000, (n, 5))


def aged(file: Path, seconds: int) -> None:
    """Make a file look as old as that."""
    then = time.time() - seconds
    os.utime(file, (then, then))


def test_what_was_not_used_longest_goes_first(tmp_path: Path) -> None:
    """Room for 65,000 bytes holds three files of some 20,500: reading one keeps it longer."""
    files = [file_for(tmp_path, str(number)) for number in range(5)]
    for number in range(3):
        keep_rows(files[number], some_rows(number), 65_000)
        aged(files[number], 1000 - number)
    assert cached_rows(files[0]) is not None
    keep_rows(files[3], some_rows(3), 65_000)
    assert {path.name for path in tmp_path.iterdir()} == {files[at].name for at in (0, 2, 3)}
    # With room for one the one just kept stays, however old the clock makes it look.
    keep_rows(files[4], some_rows(4), 21_000)
    assert [path.name for path in tmp_path.iterdir()] == [files[4].name]


def test_larger_than_all_the_room_is_not_kept(tmp_path: Path) -> None:
    """What would fill more than the whole cache does not throw out the rest."""
    keep_rows(file_for(tmp_path, "small"), some_rows(1, 10), 10_000)
    keep_rows(file_for(tmp_path, "large"), some_rows(2, 1000), 10_000)
    assert [path.name for path in tmp_path.iterdir()] == ["footpaths-small.npz"]


def test_what_a_dead_process_left_is_cleared_away(tmp_path: Path) -> None:
    """A part an hour old goes; one being written now, and files of others, stay."""
    old, new, other = tmp_path / "a.part", tmp_path / "b.part", tmp_path / "notes.txt"
    for file in (old, new, other):
        file.write_bytes(b"half")
    aged(old, 4000)
    aged(other, 4000)
    keep_rows(file_for(tmp_path, "x"), some_rows(1, 10), 10_000)
    assert {path.name for path in tmp_path.iterdir()} == {"b.part", "notes.txt", "footpaths-x.npz"}


def test_a_cache_that_cannot_be_written_is_no_fault() -> None:
    """Nothing is raised, and nothing is found."""
    file = file_for(Path("/dev/null") / "cache", "x")
    keep_rows(file, some_rows(1, 10), 10_000)
    assert cached_rows(file) is None


def test_several_processes_share_a_cache(tmp_path: Path) -> None:
    """Four processes keep and read six files in room for three: each reads whole rows or none."""
    script = """
import sys
from pathlib import Path
from tests.route.test_footpaths import some_rows
from transit.route.footpath_files import cached_rows, file_for, keep_rows
folder, own = Path(sys.argv[1]), int(sys.argv[2])
read = 0
for step in range(60):
    keep_rows(file_for(folder, str((step + own) % 6)), some_rows((step + own) % 6), 65_000)
    other = (5 * step + own) % 6
    found = cached_rows(file_for(folder, str(other)))
    assert found is None or (found == some_rows(other)).all()
    read += found is not None
print(read)
"""
    environment = {**os.environ, "PYTHONPATH": "."}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), str(number)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for number in range(4)
    ]
    told = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * 4, told
    assert sum(int(out) for out, _ in told) > 20
    assert not any("cannot be read" in errors for _, errors in told)
    kept = list(tmp_path.iterdir())
    assert sum(path.stat().st_size for path in kept) <= 65_000 + 4 * 21_000
    assert not [path for path in kept if path.suffix == ".part"]
