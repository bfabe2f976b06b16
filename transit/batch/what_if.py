"""An area with a changed timetable, beside the real one, to be scored like it."""

import csv
import datetime as dt
import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from transit.errors import AreaError, InputError
from transit.model.timetable_edit import EditKind, TimetableEdit
from transit.network.build import build_area
from transit.network.edited import Edited, edit_timetable
from transit.network.store import new_edition, open_area, read_manifest, write_part
from transit.read.parameters import read_parameters
from transit.read.timetable_edits import read_timetable_edits

Progress = Callable[[str, float], None]

_STOPS: Final = "stops.txt"
_NEW: Final = frozenset({"timetable", "manifest.json"})
"""What an edition with other trips has of its own; all else stands on the ground."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Files that an area was built from: needed where a stop is moved.

    Parameters
    ----------
    osm, gtfs
        Street map and feeds.
    naptan, elevation
        As they were given to the build.
    """

    osm: Path
    gtfs: tuple[Path, ...]
    naptan: Path | None = None
    elevation: Path | None = None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """An area that was made to try changes.

    Parameters
    ----------
    folder
        The new area.
    edition, base
        Its edition, and that of the real area.
    edits
        What was changed.
    edited
        What each change did; moved stops are not counted there.
    """

    folder: Path
    edition: str
    base: str
    edits: tuple[TimetableEdit, ...]
    edited: Edited

    @property
    def only_takes_away(self) -> bool:
        """Whether no journey can be new."""
        return not self.edited.rejoined and all(edit.kind.takes_away for edit in self.edits)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON.

        Returns
        -------
        dict
            The area, its edition, and of each change what was taken away and added.
        """
        done = iter(
            {"taken": taken, "added": added}
            for taken, added in zip(self.edited.taken, self.edited.added, strict=True)
        )
        return {
            "area": str(self.folder),
            "edition": self.edition,
            "base": self.base,
            "edits": [_edit_dict(edit, done) for edit in self.edits],
        }


def make_what_if(
    area: Path,
    edits: Path,
    out: Path,
    *,
    sources: Sources | None = None,
    parameters_dir: Path | None = None,
    progress: Progress = lambda stage, share: None,
) -> WhatIf:
    """Make an area with a changed timetable.

    It equals an area built from a changed feed, but that stops keep the side of the road on which
    the unchanged buses call. Streets and all else are shared with the real area, not copied.

    Parameters
    ----------
    area
        Folder of the real area; nothing in it is changed.
    edits
        File of the changes.
    out
        Folder of the new area; another one than ``area``.
    sources
        What the area was built from; needed, and built from, only where a stop is moved.
    parameters_dir
        The council's own parameters.
    progress
        Told the stage and the share done.

    Returns
    -------
    WhatIf
        The new area, and what each change did.

    Raises
    ------
    InputError
        A change is about nothing, or a stop is to be moved without the files.
    AreaError
        A folder cannot be used, or ``out`` holds an area that was built.
    """
    if out.resolve() == area.resolve():
        raise AreaError(f"{out}: is the real area; give another folder for the changed one")
    _refuse_real(out)
    wanted = read_timetable_edits(edits)
    settings = read_parameters(parameters_dir)
    progress("Reading the area", 0.0)
    real = open_area(area)
    moves = tuple(edit for edit in wanted if edit.kind is EditKind.MOVE_STOP)
    others = tuple(edit for edit in wanted if edit.kind is not EditKind.MOVE_STOP)
    with tempfile.TemporaryDirectory(prefix="what-if-") as folder:
        ground = area
        if moves:
            ground = Path(folder) / "moved"
            _build_moved(real.manifest, moves, sources, ground, parameters_dir, progress)
        progress("Changing the timetable", 0.8)
        edited = edit_timetable(open_area(ground).timetable, others, settings)
        progress("Writing the area", 0.9)
        edition = _write(ground, out, real.edition, edits, edited)
        if not moves and real.cache.is_dir():
            # Walks between stops are the same, for no stop has moved.
            (out / "cache").mkdir(exist_ok=True)
            _share(real.cache, out / "cache" / edition)
    progress("Done", 1.0)
    return WhatIf(out, edition, real.edition, wanted, edited)


def _refuse_real(out: Path) -> None:
    """Refuse to write over an area that was built, and not made of another by changes."""
    try:
        there = read_manifest(out)
    except AreaError:
        return
    if "base" not in there:
        raise AreaError(f"{out}: holds an area that was built; give a folder of its own")


def _build_moved(
    manifest: dict[str, Any],
    moves: Sequence[TimetableEdit],
    sources: Sources | None,
    out: Path,
    parameters_dir: Path | None,
    progress: Progress,
) -> None:
    """Build the area anew with stops at other places."""
    if sources is None:
        raise InputError(
            "moving a stop needs the files that the area was built from: give --osm and --gtfs, "
            "and --naptan and --elevation if it was built with them"
        )
    found = set()
    with tempfile.TemporaryDirectory(prefix="feeds-") as folder:
        feeds = []
        for number, feed in enumerate(sources.gtfs):
            made = Path(folder) / str(number) / f"{feed.name.removesuffix('.zip')}.zip"
            made.parent.mkdir()
            found |= _move_stops(feed, made, moves)
            feeds.append(made)
        missing = [edit.stop for edit in moves if edit.stop not in found]
        if missing:
            raise InputError(f"move_stop: no feed has a stop with the id or name {missing[0]!r}")
        build_area(
            sources.osm,
            feeds,
            out,
            naptan=sources.naptan,
            elevation=sources.elevation,
            clip=tuple(manifest["clip"]) if manifest.get("clip") else None,
            parameters=parameters_dir,
            progress=lambda stage, share: progress(stage, share * 0.8),
            draw_map=False,
        )


def _move_stops(feed: Path, out: Path, moves: Sequence[TimetableEdit]) -> set[str]:
    """Copy a feed with stops at other places; return which it has."""
    to = {edit.stop: (str(edit.lat), str(edit.lon)) for edit in moves}
    found = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, content in _files_of(feed):
            if Path(name).name == _STOPS:
                content, here = _moved(content, to)
                found |= here
            copy.writestr(name, content)
    return found


def _files_of(feed: Path) -> list[tuple[str, bytes]]:
    try:
        if feed.is_dir():
            return [(each.name, each.read_bytes()) for each in sorted(feed.glob("*.txt"))]
        with zipfile.ZipFile(feed) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile) as fault:
        raise InputError(f"{feed}: cannot be read as a feed") from fault


def _moved(content: bytes, to: Mapping[str, tuple[str, str]]) -> tuple[bytes, set[str]]:
    """Move stops of an id, or a name that only one has; return which of both were found."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"))))
    head = [cell.strip() for cell in rows[0]] if rows else []
    if not {"stop_id", "stop_lat", "stop_lon"} <= set(head):
        return content, set()
    key, lat, lon = (head.index(name) for name in ("stop_id", "stop_lat", "stop_lon"))
    called = head.index("stop_name") if "stop_name" in head else key
    found = set()
    for row in rows[1:]:
        if len(row) <= max(key, lat, lon, called):
            continue
        named = row[key] if row[key] in to else row[called]
        if named in found and named != row[key]:
            raise InputError(f"move_stop: several stops are called {named!r}; give an id")
        if named in to:
            row[lat], row[lon] = to[named]
            found.add(named)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(), found


def _write(ground: Path, out: Path, base: str, edits: Path, edited: Edited) -> str:
    """Write an edition that shares all but its timetable with another."""
    real = open_area(ground)
    began = dt.datetime.now(dt.UTC)
    content = edits.read_bytes()
    digest = hashlib.sha256(base.encode() + content).hexdigest()
    edition = f"{began:%Y%m%dT%H%M%S%f}-{digest[:8]}"
    own = {"kind": "edits", "name": edits.name, "bytes": len(content)}
    timetable = edited.timetable
    with new_edition(out, edition) as folder:
        for path in real.folder.iterdir():
            if path.name not in _NEW:
                _share(path, folder / path.name)
        write_part(folder, "timetable", timetable)
        counts = {
            "patterns": len(timetable.pattern_first_stop) - 1,
            "trips": len(timetable.trip_service),
        }
        running = np.flatnonzero(timetable.active[np.unique(timetable.trip_service)].any(axis=0))
        if not running.size:
            raise InputError(f"{edits}: after these changes no bus runs on any day")
        first, last = (
            timetable.first_date + dt.timedelta(days=int(day)) for day in (running[0], running[-1])
        )
        manifest = real.manifest | {
            "edition": edition,
            "made": began.isoformat(timespec="seconds"),
            "base": base,
            "dates": {"first": first.isoformat(), "last": last.isoformat()},
            "counts": real.manifest["counts"] | counts,
            "inputs": [
                *real.manifest["inputs"],
                own | {"sha256": hashlib.sha256(content).hexdigest()},
            ],
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    return edition


def _share(path: Path, to: Path) -> None:
    """Make files be in two folders at once; copy them where that cannot be."""
    if path.is_dir():
        to.mkdir()
        for inner in path.iterdir():
            _share(inner, to / inner.name)
        return
    with suppress(OSError):
        os.link(path, to)
        return
    shutil.copyfile(path, to)


def _edit_dict(edit: TimetableEdit, done: Iterator[dict[str, int]]) -> dict[str, Any]:
    counted = {} if edit.kind is EditKind.MOVE_STOP else next(done)
    said = {"kind": edit.kind.value, "route": edit.route, "stop": edit.stop}
    return {name: value for name, value in said.items() if value} | counted
