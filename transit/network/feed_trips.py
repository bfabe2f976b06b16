"""One table of routes and one of trips for several feeds, without what two feeds both have."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.model.notice import Notice
from transit.network.feed_stops import wheelchair_fact
from transit.network.runs import Runs
from transit.read.gtfs import Feed
from transit.read.gtfs_rows import row_notices


def merge_routes(
    feeds: Sequence[Feed], names: Sequence[str]
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Put the routes of several feeds into one table.

    Parameters
    ----------
    feeds
        The feeds.
    names
        Their names.

    Returns
    -------
    routes : polars.DataFrame
        route_id, short_name, long_name, type, agency (its name), feed; an id that two feeds use
        carries the later feed's name before it.
    places : list of polars.DataFrame
        For each feed route_id and ``route``, its row.
    """
    parts, places, offset = [], [], 0
    used: set[str] = set()
    for feed, name in zip(feeds, names, strict=True):
        agencies = feed.agency.select("agency_id", agency="agency_name").unique("agency_id")
        routes = feed.routes.join(agencies, on="agency_id", how="left", maintain_order="left")
        ids = [f"{name}:{one}" if one in used else one for one in routes["route_id"]]
        used.update(ids)
        places.append(
            routes.select("route_id", route=pl.int_range(pl.len(), dtype=pl.Int32) + offset)
        )
        parts.append(
            routes.select(
                route_id=pl.Series(ids, dtype=pl.String),
                short_name="route_short_name",
                long_name="route_long_name",
                type="route_type",
                agency=pl.col("agency").fill_null(""),
                feed=pl.lit(name),
            )
        )
        offset += routes.height
    return pl.concat(parts), places


def merge_trips(
    feeds: Sequence[Feed],
    names: Sequence[str],
    places: Sequence[pl.DataFrame],
    shapes: Sequence[pl.DataFrame],
    most: int,
) -> tuple[pl.DataFrame, list[Notice]]:
    """Put the trips of several feeds into one table, feed by feed in their order.

    Parameters
    ----------
    feeds
        The feeds.
    names
        Their names.
    places
        For each feed route_id and its row (:func:`merge_routes`).
    shapes
        For each feed shape_id and ``shape``, its number.
    most
        Most single notices a code and file.

    Returns
    -------
    polars.DataFrame
        trip_id, route, headsign, block_id, wheelchair, shape, and for notices ``feed`` (its
        number) and ``row`` (line of its trips.txt).
    list of Notice
        Ids that two feeds use.
    """
    parts, notices = [], []
    used = pl.Series(dtype=pl.String)
    for at, (feed, name) in enumerate(zip(feeds, names, strict=True)):
        again = feed.trips["trip_id"].is_in(used.implode())
        file = f"{feed.name}/trips.txt"
        shared = feed.trips.filter(again)
        notices += row_notices(shared, "id_in_two_feeds", file, most, field="trip_id")
        prefixed = pl.when(again).then(pl.lit(f"{name}:") + pl.col("trip_id"))
        part = (
            feed.trips.join(places[at], on="route_id", how="left", maintain_order="left")
            .join(shapes[at], on="shape_id", how="left", maintain_order="left")
            .select(
                trip_id=prefixed.otherwise("trip_id"),
                route="route",
                headsign="trip_headsign",
                block_id="block_id",
                wheelchair=wheelchair_fact(pl.col("wheelchair_accessible")),
                shape=pl.col("shape").fill_null(-1),
                feed=pl.lit(at, dtype=pl.Int32),
                row="row",
            )
        )
        used = pl.concat([used, part["trip_id"]])
        parts.append(part)
    return pl.concat(parts), notices


def repeated_trips(runs: Runs, trips: pl.DataFrame, routes: pl.DataFrame) -> NDArray[np.bool_]:
    """Tell which trips an earlier feed has already: same operator, route, stops, times and days.

    Parameters
    ----------
    runs
        Trips in the order of their feeds.
    trips
        Their table.
    routes
        The routes' table.

    Returns
    -------
    ndarray
        ``(n_trips,) bool``.
    """
    feed = trips["feed"].to_numpy()[runs.row]
    again = np.zeros(runs.n_trips, dtype=bool)
    if feed.size == 0 or feed[0] == feed[-1]:
        return again
    named = routes.select(
        pl.struct(
            pl.col("agency").str.to_lowercase(), pl.col("short_name"), pl.col("long_name")
        ).rank("dense")
    ).to_series()
    operator = named.to_numpy()[trips["route"].to_numpy()][runs.row].tolist()
    call = np.column_stack((runs.stop, runs.arrival, runs.departure)).astype(np.int32)
    content, width = np.ascontiguousarray(call).tobytes(), call.itemsize * 3
    bounds = (runs.first * width).tolist()
    seen: dict[tuple[int, int, bytes], int] = {}
    for trip, (service, start, end) in enumerate(
        zip(runs.service.tolist(), bounds[:-1], bounds[1:], strict=True)
    ):
        key = (operator[trip], service, content[start:end])
        again[trip] = seen.setdefault(key, int(feed[trip])) != feed[trip]
    return again
