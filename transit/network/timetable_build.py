"""From feeds to one timetable of all their service days."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.errors import InputError
from transit.kernels.arrays import frozen
from transit.model.fact import MAPPED_NO, UNKNOWN
from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.network.bearing import BearingRules, Lines, stop_bearings
from transit.network.feed_services import Services, gap_notices, merge_services
from transit.network.feed_shapes import merge_shapes
from transit.network.feed_stops import merge_stops
from transit.network.feed_trips import merge_routes, merge_trips, repeated_trips
from transit.network.frequencies import expand_frequencies
from transit.network.interpolate import interpolate_times
from transit.network.patterns import Patterns, group_patterns
from transit.network.runs import Runs, join_runs, take_runs
from transit.network.through import Layover, add_through_trips, find_links
from transit.network.timetable import Timetable
from transit.read.gtfs import Feed
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_rows import row_notices
from transit.read.gtfs_stops import STOP


def build_timetable(
    feeds: Sequence[Feed], parameters: Parameters
) -> tuple[Timetable, list[Notice]]:
    """Make one timetable of several feeds.

    Parameters
    ----------
    feeds
        Feeds as read; where they overlap, the earlier one's word stands.
    parameters
        ``data/parameters/timetable.toml``.

    Returns
    -------
    Timetable
        All trips that run on some day.
    list of Notice
        What was seen while building; not the feeds' own notices.

    Raises
    ------
    InputError
        No trip of any feed can be used.
    """
    most = int(parameters.number("notice_most_singles"))
    usable = [feed for feed in feeds if feed.trips.height]
    notices = [make_notice("nothing_usable", feed.name) for feed in feeds if not feed.trips.height]
    _refuse_nothing(feeds, usable)
    names = feed_names(usable)
    zone, found = _zone(usable, parameters)
    notices += found
    services, found = merge_services(
        usable,
        dt.date(int(parameters.number("earliest_year")), 1, 1),
        int(parameters.number("longest_period_days")),
        most,
    )
    notices += found
    stops, stop_index, found = merge_stops(
        usable,
        names,
        parameters.number("same_stop_m"),
        parameters.number("same_place_m"),
        most,
    )
    notices += found
    routes, route_places = merge_routes(usable, names)
    lines, shape_places = merge_shapes(usable)
    trips, found = merge_trips(usable, names, route_places, shape_places, most)
    notices += found
    runs, found = _all_runs(usable, stop_index, services, parameters)
    notices += found
    runs, found = _without_repeats(runs, trips, routes, usable)
    notices += found
    if not runs.n_trips:
        _refuse_nothing(feeds, [])
    runs, services, trips, found = _with_through_trips(
        runs, trips, stops, services, usable, parameters
    )
    notices += found
    patterns = group_patterns(runs, _wheelchairs(runs, trips["wheelchair"].to_numpy()))
    if patterns.overtaking:
        notices.append(make_notice("overtaking", _together(usable), count=patterns.overtaking))
    notices += gap_notices(services, usable, int(parameters.number("gap_days")), most)
    timetable = _assemble(patterns, stops, trips, routes, services, lines, zone, parameters)
    return timetable, notices


def feed_names(feeds: Sequence[Feed]) -> list[str]:
    """Return a short name for each feed, each different.

    Parameters
    ----------
    feeds
        The feeds.

    Returns
    -------
    list of str
        File names without ``.gtfs`` and ``.zip``, numbered where they would be the same.
    """
    names: list[str] = []
    for feed in feeds:
        name = stem = PurePath(feed.name).name.removesuffix(".zip").removesuffix(".gtfs") or "feed"
        number = 2
        while name in names:
            name, number = f"{stem}-{number}", number + 1
        names.append(name)
    return names


def _refuse_nothing(feeds: Sequence[Feed], usable: Sequence[Feed]) -> None:
    """Raise when there is nothing to build from."""
    if usable:
        return
    reasons = [notice for feed in feeds for notice in feed.notices if notice.severity == "error"]
    said = "; ".join(f"{notice.file}: {notice.message}" for notice in reasons[:3])
    raise InputError(
        f"{', '.join(feed.name for feed in feeds)}: no trip can be used"
        f"{' (' + said + ')' if said else ''}; run transit check on the feed"
    )


def _zone(feeds: Sequence[Feed], parameters: Parameters) -> tuple[ZoneInfo, list[Notice]]:
    """Return the first agency's time zone; notice other ones."""
    named = pl.concat([feed.agency["agency_timezone"] for feed in feeds])
    zones = named.filter(named != "").unique(maintain_order=True).to_list()
    chosen = zones[0] if zones else str(parameters["default_zone"].value)
    notices = (
        [
            make_notice(
                "zones_differ",
                f"{feeds[0].name}/agency.txt",
                field="agency_timezone",
                value=", ".join(zones),
                count=len(zones) - 1,
                zone=chosen,
            )
        ]
        if len(zones) > 1
        else []
    )
    return ZoneInfo(chosen), notices


def _all_runs(
    feeds: Sequence[Feed],
    stop_index: Sequence[NDArray[np.int32]],
    services: Services,
    parameters: Parameters,
) -> tuple[Runs, list[Notice]]:
    """Return the trips of all feeds that run on some day, with all their times."""
    parts, notices, offset = [], [], 0
    for feed, index, service in zip(feeds, stop_index, services.of_trip, strict=True):
        runs, put_in = _feed_runs(feed, index, service)
        if put_in:
            file = f"{feed.name}/stop_times.txt"
            notices.append(
                make_notice("interpolated_times", file, field="arrival_time", count=put_in)
            )
        rows = feed.trips.select("trip_id", trip=pl.int_range(pl.len(), dtype=pl.Int64))
        frequencies = feed.frequencies.join(rows, on="trip_id", maintain_order="left")
        runs, found = expand_frequencies(
            runs,
            frequencies,
            f"{feed.name}/frequencies.txt",
            int(parameters.number("most_frequency_trips")),
        )
        notices += found
        runs = take_runs(runs, np.flatnonzero(runs.service >= 0))
        parts.append(replace(runs, row=(runs.row + offset).astype(np.int32)))
        offset += feed.trips.height
    return join_runs(parts), notices


def _feed_runs(
    feed: Feed, index: NDArray[np.int32], service: NDArray[np.int32]
) -> tuple[Runs, int]:
    """Return a feed's trips as arrays, and how many times were put in."""
    times = feed.stop_times
    arrival, departure, put_in = interpolate_times(
        times, feed.stops["stop_lat"].to_numpy(), feed.stops["stop_lon"].to_numpy()
    )
    n_trips = feed.trips.height
    calls = np.bincount(times["trip"].to_numpy(), minlength=n_trips)
    runs = Runs(
        first=np.concatenate(([0], np.cumsum(calls))),
        stop=index[times["stop"].to_numpy()],
        arrival=arrival,
        departure=departure,
        board=times["pickup"].to_numpy(),
        alight=times["drop_off"].to_numpy(),
        timepoint=np.where(put_in, 0, times["timepoint"].to_numpy()).astype(np.uint8),
        row=np.arange(n_trips, dtype=np.int32),
        service=service,
        change_at=np.full(n_trips, -1, dtype=np.int32),
        next_row=np.full(n_trips, -1, dtype=np.int32),
    )
    return runs, int(put_in.sum())


def _without_repeats(
    runs: Runs, trips: pl.DataFrame, routes: pl.DataFrame, feeds: Sequence[Feed]
) -> tuple[Runs, list[Notice]]:
    """Leave out trips that an earlier feed has too."""
    again = repeated_trips(runs, trips, routes)
    if not again.any():
        return runs, []
    feed_of = trips["feed"].to_numpy()[runs.row[again]]
    notices = [
        make_notice("trip_in_two_feeds", f"{feeds[at].name}/trips.txt", count=int(count))
        for at, count in enumerate(np.bincount(feed_of, minlength=len(feeds)))
        if count
    ]
    return take_runs(runs, np.flatnonzero(~again)), notices


def _with_through_trips(
    runs: Runs,
    trips: pl.DataFrame,
    stops: pl.DataFrame,
    services: Services,
    feeds: Sequence[Feed],
    parameters: Parameters,
) -> tuple[Runs, Services, pl.DataFrame, list[Notice]]:
    """Add through trips, the sets of days that they need, and each trip's next one."""
    layover = Layover(
        int(parameters.number("through_layover_s")), parameters.number("through_distance_m")
    )
    days = _as_bits(services.active)
    links = find_links(runs, _blocks(runs, trips), _transfers(runs, feeds), days, stops, layover)
    number = {bits: at for at, bits in enumerate(days)}
    service = np.array([number.setdefault(bits, len(number)) for bits in links.days], np.int32)
    services = replace(services, active=_from_bits(list(number), services.active.shape[1]))
    next_trip = np.full(trips.height, -1, dtype=np.int32)
    next_trip[runs.row[links.before]] = runs.row[links.after]
    notices = _overlap_notices(trips[runs.row[links.overlaps].tolist()], feeds, parameters)
    if links.before:
        count = len(links.before)
        notices.append(make_notice("through_trips", _together(feeds), count=count, trips=count))
    trips = trips.with_columns(next_trip=pl.Series(next_trip))
    return add_through_trips(runs, links, service), services, trips, notices


def _overlap_notices(
    overlaps: pl.DataFrame, feeds: Sequence[Feed], parameters: Parameters
) -> list[Notice]:
    """Notice trips for which their block's vehicle is busy, feed by feed."""
    most = int(parameters.number("notice_most_singles"))
    notices = []
    for at, feed in enumerate(feeds):
        rows = overlaps.filter(feed=at).unique("row", maintain_order=True)
        file = f"{feed.name}/trips.txt"
        notices += row_notices(rows, "block_overlap", file, most, field="block_id")
    return notices


def _together(feeds: Sequence[Feed]) -> str:
    """Name all feeds, for notices on what they make together."""
    return ", ".join(feed.name for feed in feeds)


def _wheelchairs(runs: Runs, of_row: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return each trip's wheelchair fact; a through trip has the worse of its two trips'."""
    own = of_row[runs.row]
    after = np.where(runs.next_row >= 0, of_row[runs.next_row], own)
    no, unknown = MAPPED_NO.code, UNKNOWN.code
    agreed = np.where((own == unknown) | (after == unknown), unknown, own)
    return np.where((own == no) | (after == no), no, agreed).astype(np.uint8)


def _blocks(runs: Runs, trips: pl.DataFrame) -> list[str]:
    """Return each trip's block, unlike any of another feed; trips of a headway have none."""
    block = pl.col("block_id")
    named = pl.when(block != "").then(pl.format("{}:{}", "feed", block)).otherwise(pl.lit(""))
    by_row = trips.select(named).to_series().to_list()
    once = np.bincount(runs.row, minlength=trips.height) == 1
    return [by_row[row] if once[row] else "" for row in runs.row.tolist()]


def _transfers(runs: Runs, feeds: Sequence[Feed]) -> dict[tuple[int, int], int]:
    """Return transfers.txt's word on pairs of trips, by trip."""
    once = np.bincount(runs.row) == 1  # trips of a headway share a row and cannot be meant
    of_row = {row: trip for trip, row in enumerate(runs.row.tolist()) if once[row]}
    said, offset = {}, 0
    for feed in feeds:
        rows = {trip: at + offset for at, trip in enumerate(feed.trips["trip_id"])}
        pairs = feed.transfers.filter(
            (pl.col("from_trip_id") != "") & (pl.col("to_trip_id") != "")
        ).select("from_trip_id", "to_trip_id", pl.col("transfer_type").fill_null(0))
        for before, after, kind in pairs.iter_rows():
            ends = of_row.get(rows[before]), of_row.get(rows[after])
            if ends[0] is not None and ends[1] is not None:
                said[ends[0], ends[1]] = kind
        offset += feed.trips.height
    return said


def _as_bits(active: NDArray[np.bool_]) -> list[int]:
    """Return each row as a bit set, bit 0 the first day."""
    packed = np.packbits(active, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _from_bits(days: list[int], n_days: int) -> NDArray[np.bool_]:
    """Undo :func:`_as_bits`."""
    width = (n_days + 7) // 8
    packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in days), np.uint8)
    rows = packed.reshape(len(days), width)
    return np.unpackbits(rows, axis=1, count=n_days, bitorder="little").astype(bool)


def _assemble(
    patterns: Patterns,
    stops: pl.DataFrame,
    trips: pl.DataFrame,
    routes: pl.DataFrame,
    services: Services,
    lines: Lines,
    zone: ZoneInfo,
    parameters: Parameters,
) -> Timetable:
    """Make the record: flat arrays by pattern, tables of what is used."""
    runs = patterns.runs
    stops, stop_of = _used_stops(stops, runs)
    runs = replace(runs, stop=stop_of[runs.stop])
    patterns = replace(patterns, runs=runs)
    leader = patterns.first_trip[:-1].astype(np.int64)
    sample = take_runs(runs, leader)
    bearing = stop_bearings(
        patterns,
        trips["shape"].to_numpy()[runs.row],
        lines,
        stops["lat"].to_numpy(),
        stops["lon"].to_numpy(),
        BearingRules(
            reach_m=parameters.number("bearing_reach_m"),
            shape_m=parameters.number("bearing_shape_m"),
            agreement=parameters.number("bearing_agreement"),
        ),
    )
    first_event = np.concatenate((runs.first[leader], runs.first[-1:]))
    return Timetable(
        zone=zone,
        first_date=services.first_date,
        active=frozen(services.active),
        pattern_first_stop=frozen(sample.first, np.int32),
        pattern_stop=frozen(sample.stop, np.int32),
        pattern_board=frozen(sample.board, np.uint8),
        pattern_alight=frozen(sample.alight, np.uint8),
        pattern_wheelchair=frozen(_wheelchairs(sample, trips["wheelchair"].to_numpy()), np.uint8),
        pattern_first_trip=frozen(patterns.first_trip, np.int32),
        pattern_first_event=frozen(first_event, np.int64),
        arrival=frozen(runs.arrival, np.int32),
        departure=frozen(runs.departure, np.int32),
        event_timepoint=frozen(runs.timepoint, np.uint8),
        trip_service=frozen(runs.service, np.int32),
        trip_row=frozen(runs.row, np.int32),
        stops=stops.with_columns(bearing=pl.Series(bearing)).select(_STOP_COLUMNS),
        trips=trips.drop("feed", "row"),
        routes=routes,
        trip_change_at=frozen(runs.change_at, np.int32),
        trip_next_row=frozen(runs.next_row, np.int32),
        shape_first=frozen(lines.first, np.int64),
        shape_lat=frozen(lines.lat, np.float32),
        shape_lon=frozen(lines.lon, np.float32),
    )


_STOP_COLUMNS = (
    "stop_id",
    "name",
    "code",
    "indicator",
    "lat",
    "lon",
    "parent",
    "platform",
    "wheelchair",
    "bearing",
    "street",
    "feed",
)


def _used_stops(stops: pl.DataFrame, runs: Runs) -> tuple[pl.DataFrame, NDArray[np.int32]]:
    """Keep what trips call at and what is a stop; return the new number of each."""
    used = (stops["location_type"] == STOP).to_numpy().copy()
    used[runs.stop] = True
    number = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
    return stops.filter(pl.Series(used)), number
