"""The feeds of a build: read whole, or cut to the boxes of areas while they stream by."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.read.clipping import Box
from transit.read.gtfs import Feed, read_feed
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_cut import Cut, cut_feed, read_cut
from transit.read.gtfs_schema import TRIPS


@dataclass(frozen=True, slots=True)
class FeedsRead:
    """What a timetable is made of.

    Parameters
    ----------
    feeds
        Every feed that is of use, at least one.
    notices
        Theirs, and of those that are of none.
    trips_left_out
        Trips that call nowhere in the box; 0 where there is none.
    stops_near
        Stops outside the box, near its edge.
    """

    feeds: tuple[Feed, ...]
    notices: tuple[Notice, ...]
    trips_left_out: int = 0
    stops_near: int = 0


@dataclass(frozen=True, slots=True)
class CutFeeds:
    """Feeds cut to the boxes of areas; usable while their folder is there.

    Parameters
    ----------
    cuts
        Every feed that could be cut, all to the same boxes.
    faults
        Why others could not.
    """

    cuts: tuple[Cut, ...]
    faults: tuple[tuple[Path, InputError], ...]


def read_whole(paths: Sequence[Path], settings: Parameters) -> FeedsRead:
    """Read feeds whole; one that is of no use is left out when another is.

    Parameters
    ----------
    paths
        Zips or folders.
    settings
        ``data/parameters/timetable.toml``.

    Returns
    -------
    FeedsRead
        All trips.

    Raises
    ------
    InputError
        None of them can be read.
    """
    feeds: list[Feed] = []
    notices: list[Notice] = []
    faults: list[InputError] = []
    for path in paths:
        try:
            feed = read_feed(path, settings)
        except InputError as fault:
            faults.append(fault)
            notices.append(unusable(path, fault))
        else:
            feeds.append(feed)
            notices += feed.notices
    if not feeds:
        raise faults[0]
    return FeedsRead(tuple(feeds), tuple(notices))


@contextmanager
def cut_feeds(
    paths: Sequence[Path], boxes: Mapping[str, Box], settings: Parameters, beside: Path | None
) -> Iterator[CutFeeds]:
    """Cut feeds to the boxes of areas, each feed in one go for all of them.

    Parameters
    ----------
    paths
        Zips or folders.
    boxes
        Box of each area by its name.
    settings
        ``data/parameters/timetable.toml``.
    beside
        Folder in which a temporary one is made for the parts; the system's own when None.

    Yields
    ------
    CutFeeds
        The parts; they are gone on leaving.

    Raises
    ------
    InputError
        None of the feeds can be read.
    """
    with tempfile.TemporaryDirectory(prefix=".cutting-", dir=beside) as folder:
        cuts, faults = [], []
        for at, path in enumerate(paths):
            try:
                cuts.append(cut_feed(path, boxes, Path(folder) / str(at), settings))
            except InputError as fault:
                faults.append((path, fault))
        if not cuts:
            raise faults[0][1]
        yield CutFeeds(tuple(cuts), tuple(faults))


def read_area(cut: CutFeeds, area: str, settings: Parameters) -> FeedsRead:
    """Read an area's part of every feed.

    Parameters
    ----------
    cut
        The feeds.
    area
        Name of the area.
    settings
        ``data/parameters/timetable.toml``.

    Returns
    -------
    FeedsRead
        Trips that call in the area's box. A feed without any is left out when another has some.
    """
    notices = [unusable(path, fault) for path, fault in cut.faults]
    at = cut.cuts[0].areas.index(area)
    here = [each for each in cut.cuts if each.kept[at]] or list(cut.cuts[:1])
    for each in cut.cuts:
        if not any(each is kept for kept in here):
            file, count = f"{each.name}/{TRIPS.file}", max(each.trips, 1)
            notices.append(make_notice("nothing_in_box", file, count=count, severity=Severity.INFO))
    feeds = [read_cut(each, area, settings) for each in here]
    return FeedsRead(
        tuple(feeds),
        (*notices, *(notice for feed in feeds for notice in feed.notices)),
        sum(each.trips - each.kept[at] for each in cut.cuts),
        sum(each.near[at] for each in cut.cuts),
    )


def unusable(path: Path, fault: InputError) -> Notice:
    """Return the notice that nothing in a file can be used.

    Parameters
    ----------
    path
        The file.
    fault
        Why not.

    Returns
    -------
    Notice
        An error.
    """
    return Notice(
        code="unusable_file",
        severity=Severity.ERROR,
        file=path.name,
        message=str(fault),
        todo="Mend the file or ask its publisher for another copy.",
    )
