"""An area on disk: whole or not at all, and the same when opened again."""

import dataclasses
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from town_files import write_town

from transit.errors import AreaError, InputError
from transit.network import store
from transit.network.build import build_area

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The town's files."""
    return write_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def built(town, tmp_path_factory):
    """An area built from the town, never changed."""
    folder = tmp_path_factory.mktemp("built") / "area"
    build_area(town[0], [town[1]], folder)
    return folder


@pytest.fixture
def area(built, tmp_path):
    """A copy of the area, to be spoiled or built again."""
    return Path(shutil.copytree(built, tmp_path / "area"))


def test_opened_arrays_are_mapped_and_read_only(area):
    """Kernels are compiled for read-only arrays, and processes share the pages."""
    walk = store.open_area(area).walk
    for field in dataclasses.fields(walk):
        value = getattr(walk, field.name)
        if isinstance(value, np.ndarray) and value.dtype != object:
            assert not value.flags.writeable, field.name
            assert type(value) is np.ndarray, field.name


def test_building_again_gives_the_same_area(town, tmp_path):
    """The same files give the same arrays and tables, byte for byte."""
    for name in ("one", "two"):
        build_area(town[0], [town[1]], tmp_path / name)
    first, second = (next((tmp_path / name / "editions").iterdir()) for name in ("one", "two"))
    names = sorted(str(file.relative_to(first)) for file in first.rglob("*.npy"))
    assert names == sorted(str(file.relative_to(second)) for file in second.rglob("*.npy"))
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    for file in first.rglob("*.arrow"):
        assert pl.read_ipc(file).equals(pl.read_ipc(second / file.relative_to(first)))


def test_a_new_edition_replaces_the_old_one(area, town):
    """After a second build one edition is left, and the manifest points at it."""
    before = store.read_manifest(area)["edition"]
    build_area(town[0], [town[1]], area)
    after = store.read_manifest(area)["edition"]
    assert after != before
    assert [folder.name for folder in (area / "editions").iterdir()] == [after]


def test_an_open_area_outlives_its_replacement(area, town):
    """Somebody who has the old edition open can go on reading it."""
    opened = store.open_area(area)
    build_area(town[0], [town[1]], area)
    assert int(opened.walk.edge_length_mm.sum()) > 0


@pytest.mark.parametrize("stage", ["Reading timetables", "Drawing the map", "Writing the area"])
def test_a_killed_build_leaves_the_old_edition(area, town, stage):
    """SIGKILL at any stage: the old area opens, and the next build clears up."""
    before = store.read_manifest(area)
    script = (
        "import sys, os, signal\n"
        "from pathlib import Path\n"
        "from transit.network.build import build_area\n"
        "def tell(stage, done):\n"
        f"    if stage == {stage!r}: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"build_area(Path({str(town[0])!r}), [Path({str(town[1])!r})], "
        f"Path({str(area)!r}), progress=tell)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert store.read_manifest(area) == before
    assert store.open_area(area).edition == before["edition"]
    build_area(town[0], [town[1]], area)
    assert len(list((area / "editions").iterdir())) == 1


def test_a_failing_build_writes_nothing(town, tmp_path):
    """A feed of no use leaves no folder behind that looks like an area."""
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 no zip at all")
    with pytest.raises(InputError, match=r"broken\.zip"):
        build_area(town[0], [broken], tmp_path / "area")
    with pytest.raises(AreaError, match="is no area"):
        store.open_area(tmp_path / "area")


def test_two_builds_at_once_are_refused(area):
    """The second is told to wait, and the first goes on."""
    with store.new_edition(area, "one") as folder:
        with pytest.raises(AreaError, match="under way"), store.new_edition(area, "two"):
            pass
        (folder / "manifest.json").write_text(
            json.dumps({"format": store.FORMAT, "edition": "one"})
        )
    assert store.read_manifest(area)["edition"] == "one"


def test_a_folder_with_other_things_is_left_alone(town, tmp_path):
    """Nobody loses a folder of photographs to a mistyped --out."""
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(AreaError, match="no area"):
        build_area(town[0], [town[1]], tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["photo.jpg"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda area: (area / "manifest.json").write_text("{"), "cannot be read"),
        (lambda area: (area / "manifest.json").write_text("[]"), "another version"),
        (lambda area: (area / "manifest.json").write_text('{"format": 0}'), "another version"),
        (lambda area: next(area.rglob("edge_u.npy")).unlink(), "edge_u"),
        (lambda area: next(area.rglob("edge_u.npy")).write_bytes(b"\x93NUM"), "damaged"),
        (lambda area: next(area.rglob("stops.arrow")).write_bytes(b"ARROW"), "damaged"),
        (lambda area: next(area.rglob("timetable/values.json")).write_text("no"), "damaged"),
    ],
)
def test_damage_is_named(area, spoil, message):
    """A spoiled area says so and what to do, without a traceback."""
    spoil(area)
    with pytest.raises(AreaError, match=message) as refused:
        store.open_area(area)
    assert "build the area again" in str(refused.value)


def test_notices_come_back_as_they_went_in(area):
    """Severity, code and place survive the file."""
    opened = store.open_area(area)
    notices = store.read_notices(opened)
    assert {notice.severity.value for notice in notices} <= {"error", "warning", "info"}
    counts = opened.manifest["notices"]
    assert sum(counts.values()) == len(notices)
