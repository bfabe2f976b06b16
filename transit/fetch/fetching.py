"""Fetch what an area is built of: a place's streets and its region's timetables."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from transit.errors import FetchError, InputError
from transit.fetch.download import download, sha256_of
from transit.fetch.extract import clip, extract_source
from transit.fetch.files import FetchedFile, Source
from transit.fetch.limits import MB, FetchLimits
from transit.fetch.manifest import Manifest
from transit.fetch.overpass import merge, overpass_sources
from transit.fetch.place import Box, Place, find_place, widen
from transit.fetch.regions import choose_regions, extract_of, read_regions
from transit.fetch.report import FetchReport, by_hand
from transit.fetch.timetables import timetable_source
from transit.fetch.web import UnreachableError, Web, open_client
from transit.read.parameters import read_parameters
from transit.settings import Settings

Progress = Callable[[str, float], None]
"""Called with what is being done and the share of the fetch that is done."""

SOURCES = ("overpass", "extract")

# Where a stage begins and ends on the progress bar.
_PLACE, _STREETS, _TIMETABLES = (0.0, 0.02), (0.02, 0.5), (0.5, 1.0)


def fetch_place(
    place: str,
    into: Path,
    settings: Settings,
    *,
    source: str = "overpass",
    region: str | None = None,
    extract: str | None = None,
    bbox: Box | None = None,
    progress: Progress | None = None,
) -> FetchReport:
    """Fetch a place's streets and its region's timetables into a folder.

    What is there and still the newest is kept; what was cut off goes on where it stopped.

    Parameters
    ----------
    place
        Name of a place, such as ``Solihull, England``.
    into
        Folder, made when missing.
    settings
        Addresses of the servers.
    source
        ``overpass``: streets of the place from Overpass; ``extract``: cut out of a region's
        extract.
    region
        Regions of the timetables with commas between, or ``all``, or ``none``;
        by where the place is when None.
    extract
        Path of the extract, such as ``england/west-midlands``; the region's when None.
    bbox
        Box instead of looking the place up: south, west, north, east; decimal degrees.
    progress
        Told of each stage.

    Returns
    -------
    FetchReport
        What is there now.

    Raises
    ------
    InputError
        The place, region or source cannot be used.
    FetchError
        Something could not be had; the message says what to do.
    """
    if source not in SOURCES:
        raise InputError(f"streets come from {' or '.join(SOURCES)}, not from {source!r}")
    limits = FetchLimits.of(read_parameters(settings.parameters_dir), settings)
    _make_folder(into)
    try:
        with (
            FileLock(into / "fetch.lock", timeout=0),
            open_client(settings.agent, limits) as client,
        ):
            told = _Told(progress)
            run = _Run(into, settings, Web(client, limits, told.line), told, Manifest.read(into))
            return run.all(place, source, region, extract, bbox)
    except Timeout as fault:
        raise FetchError(f"{into}: another transit fetch is writing to this folder") from fault


def _make_folder(into: Path) -> None:
    try:
        into.mkdir(parents=True, exist_ok=True)
        (into / "fetch.lock").touch()
    except OSError as fault:
        raise FetchError(f"{into}: cannot be written to ({fault.strerror})") from fault


@dataclass(slots=True)
class _Told:
    """Turns lines and bytes into stages and shares."""

    progress: Progress | None
    share: float = 0.0

    def line(self, text: str) -> None:
        if self.progress:
            self.progress(text, self.share)

    def stage(self, text: str, share: float) -> None:
        self.share = share
        self.line(text)

    def bytes_of(
        self, name: str, between: tuple[float, float]
    ) -> Callable[[int, int | None], None]:
        first, last = between
        said = -1

        def received(here: int, total: int | None) -> None:
            nonlocal said
            if here // MB != said:
                said = here // MB
                done = f"{here / MB:,.0f}" + (f" of {total / MB:,.0f}" if total else "")
                share = first + (last - first) * (here / total if total else 0.5)
                self.stage(f"Fetching {name}: {done} MB", share)

        return received


@dataclass(slots=True)
class _Run:
    """One run of a fetch: what it needs at every step."""

    folder: Path
    settings: Settings
    web: Web
    told: _Told
    manifest: Manifest
    reused: list[str] = field(default_factory=list)

    def all(
        self, name: str, source: str, region: str | None, extract: str | None, bbox: Box | None
    ) -> FetchReport:
        """Do every stage, and say what to do by hand where the network fails."""
        limits = self.web.limits
        place = self._place(name, bbox)
        box = widen(place.box, limits.margin_m)
        regions = read_regions()
        keys = choose_regions(region, place, regions)
        feeds = [timetable_source(key, self.settings, limits) for key in keys]
        path = extract or extract_of(keys, place.box, regions)
        whole = extract_source(path, self.settings, limits) if path else None
        if source == "extract" and whole is None:
            raise InputError(
                "name the extract that holds the place, such as england/west-midlands or wales: "
                "see https://download.geofabrik.de/europe/united-kingdom.html"
            )
        same_box = self.manifest.box == box
        self.manifest = replace(
            self.manifest, place=name, found=place.found, place_box=place.box, box=box
        )
        self.manifest.save()
        try:
            if source == "extract" and whole:
                streets = self._from_extract(whole, box)
            else:
                streets = self._from_overpass(box, same_box)
            timetables = [
                self._download(feed, _part(_TIMETABLES, number, len(feeds)))
                for number, feed in enumerate(feeds)
            ]
        except UnreachableError as fault:
            raise FetchError(
                by_hand(str(fault), [*([whole] if whole else []), *feeds], box, self.folder)
            ) from fault
        self.told.stage("Done", 1.0)
        return FetchReport(place, box, self.folder, (streets, *timetables), tuple(self.reused))

    def _place(self, name: str, bbox: Box | None) -> Place:
        if bbox is not None:
            return Place(name, "", bbox)
        known = self.manifest
        if known.place == name and known.place_box and known.found:
            return Place(name, known.found, known.place_box)
        self.told.stage(f"Looking up {name}", _PLACE[0])
        try:
            return find_place(name, self.web, self.settings)
        except UnreachableError as fault:
            raise FetchError(
                f"{fault}. Run the same command when the network is back, or give the place's "
                "box: --bbox SOUTH,WEST,NORTH,EAST (any map on the web shows these)."
            ) from fault

    def _from_overpass(self, box: Box, same_box: bool) -> FetchedFile:
        """Fetch the tiles that are missing or old, and make one file of them."""
        since = dt.datetime.now(dt.UTC) - dt.timedelta(hours=self.web.limits.fresh_h)
        whole = self.manifest.fresh("streets.osm", since)
        if whole and same_box:
            self.reused.append(whole.path.name)
            return whole
        sources = overpass_sources(box, self.settings, self.web.limits)
        tiles: list[FetchedFile] = []
        for number, source in enumerate(sources):
            tile = self.manifest.fresh(source.name, since)
            if tile is None:
                if number:
                    self.web.sleep(self.web.limits.pause_s)
                tile = self._download(source, _part(_STREETS, number, len(sources)))
            tiles.append(tile)
        out = self.folder / "streets.osm"
        merge([tile.path for tile in tiles], out)
        return self._keep(replace(tiles[-1], path=out))

    def _from_extract(self, whole: Source, box: Box) -> FetchedFile:
        """Fetch the region's extract and cut the place out of it."""
        extract = self._download(whole, _STREETS)
        self.told.stage("Cutting the place out (some minutes for a country)", _STREETS[1])
        out = self.folder / "streets.osm.pbf"
        clip(extract.path, box, out, self.web.limits.left_out_areas)
        return self._keep(replace(extract, path=out, kind="streets"))

    def _download(self, source: Source, between: tuple[float, float]) -> FetchedFile:
        """Download one file and write it down at once."""
        self.told.stage(f"Fetching {source.label}", between[0])
        received = self.told.bytes_of(source.label, between)
        known = self.manifest.files.get(source.name)
        file = download(source, self.folder, self.web, received, known)
        if file is known:
            self.reused.append(file.path.name)
        self.manifest = self.manifest.with_file(file)
        return file

    def _keep(self, made: FetchedFile) -> FetchedFile:
        """Write down a file that was made here of what was downloaded."""
        size = made.path.stat().st_size
        made = replace(made, bytes=size, sha256=sha256_of(made.path))
        self.manifest = self.manifest.with_file(made)
        return made


def _part(between: tuple[float, float], number: int, count: int) -> tuple[float, float]:
    """Return the share of a stage that one of several files takes."""
    first, last = between
    step = (last - first) / count
    return first + number * step, first + (number + 1) * step
