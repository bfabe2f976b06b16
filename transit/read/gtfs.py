"""Read a GTFS feed: what is sound becomes tables, what is not becomes notices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.read.archive import Archive, Limits, open_archive
from transit.read.gtfs_agencies import check_agencies
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_routes import check_routes
from transit.read.gtfs_schema import (
    CALENDAR,
    CALENDAR_DATES,
    OTHER_FILES,
    TABLES,
    Table,
)
from transit.read.gtfs_services import check_services
from transit.read.gtfs_stop_times import check_stop_times
from transit.read.gtfs_stops import check_stops, check_used_stops
from transit.read.gtfs_table import TableLimits, parse_table
from transit.read.gtfs_text import clean_text
from transit.read.gtfs_trips import check_frequencies, check_transfers, check_trips

_Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Feed:
    """The sound part of one feed, and what was wrong with the rest.

    Each table's ``row`` is the line in its file. Empty text is ``""``; other empty cells are null.
    Ids are as in the feed except in ``stop_times`` (trip, stop, sequence, arrival, departure,
    pickup, drop_off, distance, timepoint), whose ``trip`` and ``stop`` are rows of ``trips`` and
    ``stops``; it is sorted by trip and sequence. Times are seconds of the service day. Every trip
    has at least two stop times, of which the first and last have times.

    Parameters
    ----------
    name
        Name of the zip or folder.
    agency, stops, routes, trips, calendar, calendar_dates, frequencies, shapes, transfers, \
feed_info
        Tables with the columns of :mod:`transit.read.gtfs_schema`.
    stop_times
        See above.
    notices
        What was seen, in the order of the files.
    """

    name: str
    agency: pl.DataFrame
    stops: pl.DataFrame
    routes: pl.DataFrame
    trips: pl.DataFrame
    stop_times: pl.DataFrame
    calendar: pl.DataFrame
    calendar_dates: pl.DataFrame
    frequencies: pl.DataFrame
    shapes: pl.DataFrame
    transfers: pl.DataFrame
    feed_info: pl.DataFrame
    notices: tuple[Notice, ...]


def read_feed(path: Path, parameters: Parameters) -> Feed:
    """Read a feed.

    Parameters
    ----------
    path
        Zip or folder of GTFS files.
    parameters
        Limits and thresholds (``data/parameters/timetable.toml``).

    Returns
    -------
    Feed
        What is sound, which may be nothing, with notices for the rest.

    Raises
    ------
    InputError
        It is not an archive that can be opened safely, or holds no GTFS file at all.
    """
    with open_archive(path, Limits.of(parameters)) as archive:
        known = {table.file for table in TABLES}
        if not known & set(archive.sizes):
            raise InputError(
                f"{archive.name}: no GTFS file in it (such as stops.txt); "
                "give a GTFS zip or the folder that its files lie in"
            )
        tables, notices = _read_tables(archive, parameters)
    return check_feed(path.name, tables, notices, parameters)


def check_feed(
    name: str,
    tables: dict[str, pl.DataFrame],
    notices: Sequence[Notice],
    parameters: Parameters,
) -> Feed:
    """Make a feed of tables that were read: leave out what contradicts the others.

    Parameters
    ----------
    name
        Name of the zip or folder.
    tables
        Every table of :mod:`transit.read.gtfs_schema` by its file's stem.
    notices
        What was seen while reading.
    parameters
        Limits and thresholds (``data/parameters/timetable.toml``).

    Returns
    -------
    Feed
        What is sound.
    """
    made = dict(tables)
    found = _check(made, _in(name), parameters)
    del made["all_trips"]
    return Feed(name=name, notices=(*notices, *found), **made)


def _in(name: str) -> Mapping[str, str]:
    """Return each file's full name for notices."""
    return {_stem(table): f"{name}/{table.file}" for table in TABLES}


def _stem(table: Table) -> str:
    """Return a table's name without its extension."""
    return table.file.removesuffix(".txt")


def _read_tables(archive: Archive, parameters: Parameters) -> tuple[_Tables, list[Notice]]:
    """Read every file by itself."""
    tables: _Tables = {}
    limits = TableLimits.of(parameters)
    notices = missing_files(archive, limits.most_singles)
    for table in TABLES:
        file = f"{archive.name}/{table.file}"
        frame = table.empty()
        if table.file in archive.sizes:
            try:
                text, found = clean_text(archive.read(table.file), file)
            except InputError as fault:
                found = [make_notice("unreadable_file", file, why=fault)]
            else:
                frame, more = parse_table(text, table, file, limits)
                found = found + more
            notices.extend(found)
        tables[_stem(table)] = frame
    return tables, notices


def missing_files(archive: Archive, most: int) -> list[Notice]:
    """Notice required files that are missing and files that GTFS does not know.

    Parameters
    ----------
    archive
        The open zip or folder.
    most
        Most single notices of unknown files.

    Returns
    -------
    list of Notice
        One a file.
    """
    notices = [
        make_notice("missing_file", f"{archive.name}/{table.file}")
        for table in TABLES
        if table.required and table.file not in archive.sizes
    ]
    if not {CALENDAR.file, CALENDAR_DATES.file} & set(archive.sizes):
        notices.append(make_notice("missing_file", f"{archive.name}/{CALENDAR.file}"))
    known = {table.file for table in TABLES} | OTHER_FILES
    unknown = sorted(set(archive.sizes) - known)
    notices += [make_notice("unknown_file", f"{archive.name}/{name}") for name in unknown[:most]]
    if unknown[most:]:
        notices.append(make_notice("unknown_file", archive.name, count=len(unknown) - most))
    return notices


def _check(tables: _Tables, files: Mapping[str, str], parameters: Parameters) -> list[Notice]:
    """Leave out of the tables what contradicts the others; say what."""
    notices: list[Notice] = []
    for check in (
        check_agencies,
        check_stops,
        check_routes,
        check_services,
        check_trips,
        check_stop_times,
        check_frequencies,
        check_transfers,
        check_used_stops,
    ):
        changed, found = check(tables, files, parameters)
        tables.update(changed)
        notices.extend(found)
    return notices


def has_errors(feed: Feed) -> bool:
    """Tell whether something was left out of a feed.

    Parameters
    ----------
    feed
        The feed.

    Returns
    -------
    bool
        True where a notice is an error.
    """
    return any(notice.severity is Severity.ERROR for notice in feed.notices)
