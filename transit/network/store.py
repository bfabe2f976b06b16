"""An area on disk: an immutable edition of arrays, and one small file that points at it.

::

    AREA/
    ├── manifest.json          which edition is current; replaced in one step, written last
    ├── editions/<edition>/    arrays (.npy), tables (.arrow), notices, basemap; never changed
    └── cache/<edition>/       what searches remember; may be emptied at any time

A build writes a new edition beside the old one. Until ``manifest.json`` is replaced the old
edition is the area, so a crash at any moment leaves a whole one. Arrays are opened memory-mapped:
opening costs the same for a town and for a region, and processes share the pages.
"""

import dataclasses
import datetime as dt
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from filelock import FileLock, Timeout

from transit.errors import AreaError
from transit.kernels.arrays import WalkArrays, frozen
from transit.model.notice import Notice, Severity
from transit.network.area import Area, StopPlaces
from transit.network.driving.roads import RoadNetwork
from transit.network.landmarks import Landmarks
from transit.network.link import LinkIndex
from transit.network.timetable import Timetable
from transit.network.walk import WalkNetwork

FORMAT = 1
"""Version of the folder's layout; another one must be rebuilt."""

_PARTS: dict[str, type] = {
    "walk": WalkNetwork,
    "arcs": WalkArrays,
    "timetable": Timetable,
    "stops": StopPlaces,
    "link": LinkIndex,
    "landmarks": Landmarks,
    "roads": RoadNetwork,
}


@contextmanager
def new_edition(area: Path, edition: str) -> Iterator[Path]:
    """Give a folder to write an edition into, and make it current when all went well.

    Parameters
    ----------
    area
        The area's folder; made when it is missing.
    edition
        Name of the new edition.

    Yields
    ------
    Path
        Folder to write into. ``manifest.json`` must be in it at the end.

    Raises
    ------
    AreaError
        Another build of this area is under way, or the folder holds something else.
    """
    _refuse_foreign(area)
    editions = area / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    lock = FileLock(area / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise AreaError(f"{area}: another build of this area is under way; wait for it") from None
    try:
        for left in editions.glob(".building-*"):
            shutil.rmtree(left, ignore_errors=True)
        made = editions / f".building-{uuid.uuid4().hex[:8]}"
        made.mkdir()
        try:
            yield made
            _publish(area, made, edition)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    finally:
        lock.release()


def _refuse_foreign(area: Path) -> None:
    if area.is_file():
        raise AreaError(f"{area}: is a file; give a folder for the area")
    known = {"manifest.json", "editions", "cache", ".lock"}
    if area.is_dir() and any(entry.name not in known for entry in area.iterdir()):
        raise AreaError(f"{area}: holds files that are no area; give a new or empty folder")


def _publish(area: Path, made: Path, edition: str) -> None:
    for path in made.rglob("*"):
        if path.is_file():
            _sync(path)
    made.replace(area / "editions" / edition)
    pointer = area / ".manifest.new"
    pointer.write_bytes((area / "editions" / edition / "manifest.json").read_bytes())
    _sync(pointer)
    pointer.replace(area / "manifest.json")
    for folder in (area / "editions", area / "cache"):
        for old in folder.glob("*"):
            if old.name != edition:
                # A process may still read it (and on Windows hold it): the next build tries again.
                shutil.rmtree(old, ignore_errors=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_part(folder: Path, part: str, record: Any) -> None:
    """Write one record of arrays and tables into an edition.

    Parameters
    ----------
    folder
        The edition's folder.
    part
        Name of the part, a key of the area's layout.
    record
        Dataclass or named tuple whose fields are arrays, tables or plain values.
    """
    target = folder / part
    target.mkdir()
    plain: dict[str, Any] = {}
    for name in _fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, WalkArrays):
            write_part(folder, name, value)
        elif isinstance(value, pl.DataFrame):
            value.write_ipc(target / f"{name}.arrow")
        elif isinstance(value, np.ndarray) and value.dtype == object:
            pl.DataFrame({name: value.tolist()}, schema={name: pl.String}).write_ipc(
                target / f"{name}.arrow"
            )
        elif isinstance(value, np.ndarray):
            np.save(target / f"{name}.npy", value, allow_pickle=False)
        else:
            plain[name] = str(value) if isinstance(value, ZoneInfo | dt.date) else value
    if plain:
        (target / "values.json").write_text(json.dumps(plain), encoding="utf-8")


def _fields(kind: type) -> Sequence[str]:
    if dataclasses.is_dataclass(kind):
        return [field.name for field in dataclasses.fields(kind)]
    return list(kind._fields)  # type: ignore[attr-defined]


def _read_part(folder: Path, part: str) -> dict[str, Any]:
    source = folder / part
    values: dict[str, Any] = {}
    if (source / "values.json").exists():
        values.update(json.loads((source / "values.json").read_text(encoding="utf-8")))
    for path in source.iterdir():
        if path.suffix == ".npy":
            values[path.stem] = frozen(np.load(path, mmap_mode="r", allow_pickle=False))
        elif path.suffix == ".arrow":
            values[path.stem] = pl.scan_ipc(path).collect()
    missing = [name for name in _fields(_PARTS[part]) if name not in values and name != "arcs"]
    if missing:
        raise AreaError(f"{folder}: {part} lacks {', '.join(missing)}; build the area again")
    return {name: values[name] for name in _fields(_PARTS[part]) if name in values}


def write_notices(folder: Path, notices: Sequence[Notice]) -> None:
    """Write an edition's notices.

    Parameters
    ----------
    folder
        The edition's folder.
    notices
        What was noticed while building.
    """
    rows = [notice.as_dict() for notice in notices]
    (folder / "notices.json").write_text(json.dumps(rows, indent=0), encoding="utf-8")


def read_notices(area: Area) -> tuple[Notice, ...]:
    """Read what was noticed when an area was built.

    Parameters
    ----------
    area
        An open area.

    Returns
    -------
    tuple of Notice
        In the order in which they were seen.
    """
    rows = json.loads((area.folder / "notices.json").read_text(encoding="utf-8"))
    return tuple(Notice(**{**row, "severity": Severity(row["severity"])}) for row in rows)


def read_manifest(path: Path) -> dict[str, Any]:
    """Read what an area was made of.

    Parameters
    ----------
    path
        The area's folder.

    Returns
    -------
    dict
        Edition, inputs with their hashes, counts and dates.

    Raises
    ------
    AreaError
        The folder is missing, is no area or has another format.
    """
    pointer = path / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(pointer.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AreaError(f"{path}: is no area; make one with: transit build --out {path}") from None
    except (OSError, ValueError) as fault:
        raise AreaError(f"{pointer}: cannot be read; build the area again") from fault
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise AreaError(f"{path}: was made by another version of transit; build the area again")
    return manifest


def open_area(path: Path) -> Area:
    """Open an area; its arrays are mapped, not read.

    Parameters
    ----------
    path
        The area's folder.

    Returns
    -------
    Area
        Its current edition.

    Raises
    ------
    AreaError
        The folder is missing, is no area, has another format or lacks a part.
    """
    manifest = read_manifest(path)
    folder = path / "editions" / str(manifest["edition"])
    try:
        walk = _read_part(folder, "walk")
        walk["way_name"] = walk["way_name"].to_series().to_numpy()
        timetable = _read_part(folder, "timetable")
        timetable["zone"] = ZoneInfo(timetable["zone"])
        timetable["first_date"] = dt.date.fromisoformat(timetable["first_date"])
        arcs = WalkArrays(**_read_part(folder, "arcs"))
        return Area(
            folder=folder,
            cache=path / "cache" / str(manifest["edition"]),
            edition=str(manifest["edition"]),
            manifest=manifest,
            walk=WalkNetwork(**walk, arcs=arcs),
            timetable=Timetable(**timetable),
            stops=StopPlaces(**_read_part(folder, "stops")),
            places=pl.scan_ipc(folder / "places.arrow").collect(),
            link=LinkIndex(**_read_part(folder, "link")),
            landmarks=_read_landmarks(folder),
        )
    except (OSError, ValueError, KeyError, pl.exceptions.PolarsError) as fault:
        raise AreaError(f"{path}: is damaged ({fault}); build the area again") from fault


def _read_landmarks(folder: Path) -> Landmarks | None:
    """An area built before landmarks were kept has none; it stays good for all the rest."""
    if not (folder / "landmarks").is_dir():
        return None
    return Landmarks(**_read_part(folder, "landmarks"))


def open_roads(area: Area) -> RoadNetwork:
    """Open the roads of an area, for vehicles.

    Parameters
    ----------
    area
        An open area.

    Returns
    -------
    RoadNetwork
        Its arrays, mapped.

    Raises
    ------
    AreaError
        The area was built before roads were kept, or is damaged.
    """
    if not (area.folder / "roads").is_dir():
        raise AreaError(
            f"{area.folder.parents[1]}: was built before roads for vehicles were kept; "
            "build the area again"
        )
    try:
        part = _read_part(area.folder, "roads")
    except (OSError, ValueError, pl.exceptions.PolarsError) as fault:
        raise AreaError(f"{area.folder}: is damaged ({fault}); build the area again") from fault
    part["line_name"] = part["line_name"].to_series().to_numpy()
    return RoadNetwork(**part)
