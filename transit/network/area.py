"""An area: the streets and timetables of a place, as one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from transit.network.landmarks import Landmarks
    from transit.network.link import LinkIndex
    from transit.network.timetable import Timetable
    from transit.network.walk import WalkNetwork


@dataclass(frozen=True, slots=True)
class StopPlaces:
    """Where each stop of the timetable stands in the walk network.

    ``corner (n_stops,) int32`` the corner on the stop's side, -1 where no street is near enough;
    ``side (n_stops,) int8`` -1 left, 1 right of the road's centre line, 0 on it or unknown;
    ``gap_m (n_stops,) float32`` from the mapped point to the street; ``shelter`` and ``seat
    (n_stops,) uint8`` facts; ``street (n_stops,) int32`` into the network's ways, -1 none.
    """

    corner: NDArray[np.int32]
    side: NDArray[np.int8]
    gap_m: NDArray[np.float32]
    shelter: NDArray[np.uint8]
    seat: NDArray[np.uint8]
    street: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Area:
    """One edition of an area; arrays are memory-mapped and read-only.

    ``folder`` is the edition's folder, ``cache`` a folder beside it that may be written to and
    emptied at any time; ``manifest`` says what it was made of; ``places`` (osm_id, kind, name,
    lat, lon) are named places for search; ``link`` finds the street beside a point; ``landmarks``
    is None where the area was built before they were kept.
    """

    folder: Path
    cache: Path
    edition: str
    manifest: dict[str, Any]
    walk: WalkNetwork
    timetable: Timetable
    stops: StopPlaces
    places: pl.DataFrame
    link: LinkIndex
    landmarks: Landmarks | None = None
