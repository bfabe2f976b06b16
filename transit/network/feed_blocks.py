"""Find through trips in blocks and transfers, and put them into the timetable."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.model.fact import MAPPED_NO, UNKNOWN
from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.network.feed_services import Services
from transit.network.runs import Runs
from transit.network.through import Layover, Links, add_through_trips, find_links
from transit.read.gtfs import Feed
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_rows import row_notices


def with_through_trips(
    runs: Runs,
    trips: pl.DataFrame,
    stops: pl.DataFrame,
    services: Services,
    feeds: Sequence[Feed],
    parameters: Parameters,
) -> tuple[Runs, Services, pl.DataFrame, list[Notice]]:
    """Add through trips, the sets of days that they need, and each trip's next one.

    Parameters
    ----------
    runs
        All trips.
    trips
        Their table, with ``feed`` and ``row``.
    stops
        All stops.
    services
        On which days what runs.
    feeds
        The feeds, for their transfers and names.
    parameters
        With ``through_layover_s`` and ``through_distance_m``.

    Returns
    -------
    runs : Runs
        The trips, and the through trips behind them.
    services : Services
        With the sets of days on which both halves of a through trip run.
    trips : polars.DataFrame
        With ``next_trip``.
    notices : list of Notice
        How many through trips there are, and blocks that make no sense.
    """
    links, services, trips = link_trips(
        runs, trips, stops, services, _blocks(runs, trips), _transfers(runs, feeds), parameters
    )
    notices = _overlap_notices(trips[runs.row[links.links.overlaps].tolist()], feeds, parameters)
    if links.links.before:
        count = len(links.links.before)
        notices.append(
            make_notice(
                "through_trips", ", ".join(feed.name for feed in feeds), count=count, trips=count
            )
        )
    return add_through_trips(runs, links.links, links.service), services, trips, notices


class Linked(NamedTuple):
    """Trips that go on as others, and the set of days of each such pair, ``(n_pairs,) int32``."""

    links: Links
    service: NDArray[np.int32]


def link_trips(
    runs: Runs,
    trips: pl.DataFrame,
    stops: pl.DataFrame,
    services: Services,
    blocks: Sequence[str],
    transfers: Mapping[tuple[int, int], int],
    parameters: Parameters,
) -> tuple[Linked, Services, pl.DataFrame]:
    """Find which trips go on as which, and the sets of days that this needs.

    Parameters
    ----------
    runs
        All trips.
    trips
        Their table.
    stops
        All stops.
    services
        On which days what runs.
    blocks
        Block of each trip, ``""`` none.
    transfers
        What transfers.txt says of pairs of trips.
    parameters
        With ``through_layover_s`` and ``through_distance_m``.

    Returns
    -------
    linked : Linked
        The pairs.
    services : Services
        With the sets of days on which both halves of a pair run.
    trips : polars.DataFrame
        With ``next_trip``.
    """
    layover = Layover(
        int(parameters.number("through_layover_s")), parameters.number("through_distance_m")
    )
    days = _as_bits(services.active)
    links = find_links(runs, blocks, transfers, days, stops, layover)
    number = {bits: at for at, bits in enumerate(days)}
    service = np.array([number.setdefault(bits, len(number)) for bits in links.days], np.int32)
    services = replace(services, active=_from_bits(list(number), services.active.shape[1]))
    next_trip = np.full(trips.height, -1, dtype=np.int32)
    next_trip[runs.row[links.before]] = runs.row[links.after]
    return Linked(links, service), services, trips.with_columns(next_trip=pl.Series(next_trip))


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


def wheelchair_facts(runs: Runs, of_row: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return each trip's wheelchair fact; a through trip has the worse of its two trips'.

    Parameters
    ----------
    runs
        Trips.
    of_row
        Fact of each row of the trips table, ``(n_rows,) uint8``.

    Returns
    -------
    ndarray
        ``(n_trips,) uint8``.
    """
    own = of_row[runs.row]
    after = np.where(runs.next_row >= 0, of_row[runs.next_row], own)
    no, unknown = MAPPED_NO.code, UNKNOWN.code
    agreed = np.where((own == unknown) | (after == unknown), unknown, own)
    return np.where((own == no) | (after == no), no, agreed).astype(np.uint8)


def _blocks(runs: Runs, trips: pl.DataFrame) -> list[str]:
    """Return each trip's block, unlike any of another feed; trips of a headway have none."""
    block = pl.col("block_id")
    # Not pl.format: polars 2.1 panics in it on columns that are cut into different chunks.
    name = pl.col("feed").cast(pl.String) + ":" + block
    named = pl.when(block != "").then(name).otherwise(pl.lit(""))
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
