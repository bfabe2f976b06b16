"""One table of stops for several feeds."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN
from transit.model.notice import Notice
from transit.read.distance import distance_m
from transit.read.gtfs import Feed
from transit.read.gtfs_rows import row_notices
from transit.read.gtfs_stops import STOP, same_place

_NO_FACT = UNKNOWN.code


def wheelchair_fact(code: pl.Expr) -> pl.Expr:
    """Return the fact that a wheelchair code of GTFS stands for.

    Parameters
    ----------
    code
        1 yes, 2 no, all else unknown.

    Returns
    -------
    polars.Expr
        The fact's byte, UInt8.
    """
    yes, no = pl.lit(MAPPED_YES.code, pl.UInt8), pl.lit(MAPPED_NO.code, pl.UInt8)
    unknown = pl.lit(_NO_FACT, pl.UInt8)
    return pl.when(code == 1).then(yes).when(code == 2).then(no).otherwise(unknown)


def merge_stops(
    feeds: Sequence[Feed], names: Sequence[str], same_stop_m: float, same_place_m: float, most: int
) -> tuple[pl.DataFrame, list[NDArray[np.int32]], list[Notice]]:
    """Put the stops of several feeds into one table.

    Stops with one id within ``same_stop_m`` are one stop, the first feed's word standing where it
    says anything; farther apart they are kept apart, the later one under its feed's name.

    Parameters
    ----------
    feeds
        The feeds.
    names
        Their names, each different.
    same_stop_m
        Stops with one id are one up to this distance, m.
    same_place_m
        Stops with different ids in two feeds are noticed up to this distance, m.
    most
        Most single notices a code and file.

    Returns
    -------
    stops : polars.DataFrame
        As :class:`~transit.network.timetable.Timetable` describes it, and ``location_type``; no
        bearing yet.
    indices : list of ndarray
        For each feed ``(n_its_stops,) int32``: the row of each of its stops.
    notices : list of Notice
        What was seen.
    """
    merged = _prepared(feeds[0], names[0])
    indices = [np.arange(merged.height, dtype=np.int32)]
    notices: list[Notice] = []
    for feed, name in zip(feeds[1:], names[1:], strict=True):
        file = f"{feed.name}/stops.txt"
        new = _prepared(feed, name)
        known = merged.select("stop_id", at=pl.int_range(pl.len()), there=pl.struct("lat", "lon"))
        both = new.join(known, on="stop_id", how="left", maintain_order="left")
        there = both["there"].struct.unnest()
        metres = distance_m(
            *(both[c].to_numpy() for c in ("lat", "lon")),
            *(there[c].fill_null(np.nan).to_numpy() for c in ("lat", "lon")),
        )
        same = metres <= same_stop_m
        apart = metres > same_stop_m  # both are False for an id that is new
        shown = feed.stops.with_columns(
            distance_m=pl.Series([f"{m:.0f}" for m in np.nan_to_num(metres)], dtype=pl.String)
        )
        notices += row_notices(
            shown.filter(pl.Series(same)), "stop_in_two_feeds", file, 0, field="stop_id"
        )
        notices += row_notices(
            shown.filter(pl.Series(apart)),
            "stop_id_far_apart",
            file,
            most,
            field="stop_id",
            words=("distance_m",),
        )
        prefixed = pl.when(pl.Series(apart)).then(pl.lit(f"{name}:") + pl.col("stop_id"))
        new = new.with_columns(prefixed.otherwise("stop_id").alias("stop_id"))
        added = new.filter(pl.Series(~same))
        notices += _close_pairs(merged, added, same_place_m, file, most)
        index = both["at"].fill_null(-1).to_numpy().astype(np.int32)
        index[~same] = merged.height + np.arange(added.height, dtype=np.int32)
        merged = pl.concat([_completed(merged, new.filter(pl.Series(same)), index[same]), added])
        indices.append(index)
    return merged, indices, notices


def _prepared(feed: Feed, name: str) -> pl.DataFrame:
    """Return a feed's stops in the timetable's columns; stations lend their name and facts."""
    parents = feed.stops.select(
        parent_station="stop_id", parent="stop_name", parent_wheelchair="wheelchair_boarding"
    )
    with_parent = feed.stops.join(parents, on="parent_station", how="left", maintain_order="left")
    own, inherited = pl.col("wheelchair_boarding"), pl.col("parent_wheelchair")
    code = pl.when(own.is_in([1, 2])).then(own).otherwise(inherited)
    return with_parent.select(
        "stop_id",
        name="stop_name",
        code="stop_code",
        indicator=pl.lit(""),
        lat="stop_lat",
        lon="stop_lon",
        parent=pl.col("parent").fill_null(""),
        platform="platform_code",
        wheelchair=wheelchair_fact(code),
        street=pl.lit(""),
        feed=pl.lit(name),
        location_type="location_type",
    )


def _completed(merged: pl.DataFrame, again: pl.DataFrame, at: NDArray[np.int32]) -> pl.DataFrame:
    """Fill in what the first feed left open from the same stops of a later one."""
    if not again.height:
        return merged
    texts = ("name", "code", "parent", "platform")
    later = again.select(*texts, "wheelchair").with_columns(at=pl.Series(at.astype(np.int64)))
    joined = merged.with_columns(at=pl.int_range(pl.len())).join(
        later.unique("at", keep="first"), on="at", how="left", maintain_order="left"
    )
    filled = [
        pl.when(pl.col(text) == "")
        .then(pl.col(f"{text}_right").fill_null(""))
        .otherwise(text)
        .alias(text)
        for text in texts
    ]
    fact = pl.col("wheelchair")
    other = pl.col("wheelchair_right").fill_null(_NO_FACT)
    filled.append(pl.when(fact == _NO_FACT).then(other).otherwise(fact).alias("wheelchair"))
    return joined.with_columns(filled).select(merged.columns)


def _close_pairs(
    merged: pl.DataFrame, added: pl.DataFrame, limit_m: float, file: str, most: int
) -> list[Notice]:
    """Notice stops of two feeds that stand at the same place under different ids."""
    columns = ["stop_id", "lat", "lon", "feed"]
    both = pl.concat(
        [frame.filter(location_type=STOP).select(columns) for frame in (merged, added)]
    )
    pairs = same_place(both.rename({"lat": "stop_lat", "lon": "stop_lon"}), limit_m)
    feed_of = both.select(other="stop_id", other_feed="feed")
    across = pairs.join(feed_of, on="other", maintain_order="left").filter(
        pl.col("feed") != pl.col("other_feed")
    )
    return row_notices(
        across, "duplicate_stop", file, most, field="stop_id", words=("other", "distance_m")
    )
