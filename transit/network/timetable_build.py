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
from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.network.feed_blocks import wheelchair_facts, with_through_trips
from transit.network.feed_services import Services, gap_notices, merge_services
from transit.network.feed_shapes import merge_shapes
from transit.network.feed_stops import merge_stops
from transit.network.feed_trips import merge_routes, merge_trips, repeated_trips
from transit.network.frequencies import expand_frequencies
from transit.network.interpolate import interpolate_times
from transit.network.patterns import group_patterns
from transit.network.runs import Runs, join_runs, take_runs
from transit.network.timetable import Timetable
from transit.network.timetable_assemble import assemble_timetable
from transit.read.gtfs import Feed
from transit.read.gtfs_agencies import is_zone
from transit.read.gtfs_catalogue import make_notice


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
    runs, services, trips, found = with_through_trips(
        runs, trips, stops, services, usable, parameters
    )
    notices += found
    patterns = group_patterns(runs, wheelchair_facts(runs, trips["wheelchair"].to_numpy()))
    if patterns.overtaking:
        notices.append(make_notice("overtaking", _together(usable), count=patterns.overtaking))
    notices += gap_notices(services, usable, int(parameters.number("gap_days")), most)
    timetable = assemble_timetable(
        patterns, stops, trips, routes, services, lines, zone, parameters
    )
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
    if not is_zone(chosen):
        raise InputError(
            f"parameter default_zone: no time zone is called {chosen!r}; "
            "use a name such as Europe/London"
        )
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


def _together(feeds: Sequence[Feed]) -> str:
    """Name all feeds, for notices on what they make together."""
    return ", ".join(feed.name for feed in feeds)
