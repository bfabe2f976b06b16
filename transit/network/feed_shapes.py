"""The lines along which trips run, of several feeds."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from transit.network.bearing import Lines
from transit.read.gtfs import Feed


def merge_shapes(feeds: Sequence[Feed]) -> tuple[Lines, list[pl.DataFrame]]:
    """Put the shapes that trips use behind one another.

    Parameters
    ----------
    feeds
        The feeds.

    Returns
    -------
    lines : Lines
        Points of all shapes.
    places : list of polars.DataFrame
        For each feed shape_id and ``shape``, its number.
    """
    parts, places, n_shapes = [], [], 0
    for feed in feeds:
        used = feed.trips["shape_id"].unique().implode()
        points = feed.shapes.filter(pl.col("shape_id").is_in(used)).sort(
            "shape_id", "shape_pt_sequence", "row"
        )
        ids = points["shape_id"].unique(maintain_order=True)
        place = pl.DataFrame({"shape_id": ids}).with_columns(
            shape=pl.int_range(pl.len(), dtype=pl.Int32) + n_shapes
        )
        parts.append(points.join(place, on="shape_id", maintain_order="left"))
        places.append(place)
        n_shapes += len(ids)
    points = pl.concat(parts)
    counts = np.bincount(points["shape"].to_numpy(), minlength=n_shapes)
    lines = Lines(
        first=np.concatenate(([0], np.cumsum(counts))),
        lat=points["shape_pt_lat"].to_numpy(),
        lon=points["shape_pt_lon"].to_numpy(),
    )
    return lines, places
