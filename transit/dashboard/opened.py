"""The area that is shown: opened once, shared by all visitors, opened anew after a rebuild."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st

from transit.dashboard.map_view import MapPlace
from transit.dashboard.place_search import PlaceIndex, build_place_index
from transit.dashboard.serving import AREA_VARIABLE
from transit.errors import AreaError
from transit.model.notice import Notice
from transit.network.area import Area
from transit.network.store import open_area, read_manifest, read_notices


@dataclass(frozen=True, slots=True)
class OpenedArea:
    """An area with what pages need besides.

    Parameters
    ----------
    area
        Streets and timetables.
    notices
        What was noticed when it was built.
    places
        Names to search.
    map_place
        Its background map.
    """

    area: Area
    notices: tuple[Notice, ...]
    places: PlaceIndex
    map_place: MapPlace


def area_folder() -> Path | None:
    """Return the folder that the dashboard was started with.

    Returns
    -------
    Path or None
        None where none was named.
    """
    named = os.environ.get(AREA_VARIABLE, "")
    return Path(named) if named else None


def find_area() -> OpenedArea:
    """Return the current edition of the area.

    Returns
    -------
    OpenedArea
        The same for everybody until the area is built again.

    Raises
    ------
    AreaError
        There is none, or it cannot be read.
    """
    folder = area_folder()
    if folder is None:
        raise AreaError("no area was named when the dashboard was started")
    return _open(str(folder), str(read_manifest(folder)["edition"]))


@st.cache_resource(max_entries=2, show_spinner="Opening the area")
def _open(folder: str, edition: str) -> OpenedArea:
    # The edition is only a key: a new one opens the folder anew.
    area = open_area(Path(folder))
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    place = MapPlace(area.edition, _extent(area), _home(area), f"/{prefix}" if prefix else "")
    return OpenedArea(area, read_notices(area), build_place_index(area), place)


def _extent(area: Area) -> tuple[float, float, float, float]:
    """Return west, south, east, north of nearly all corners: a few ways may run far outside."""
    lons = np.quantile(area.walk.corner_lon, [0.002, 0.998])
    lats = np.quantile(area.walk.corner_lat, [0.002, 0.998])
    return float(lons[0]), float(lats[0]), float(lons[1]), float(lats[1])


def _home(area: Area) -> tuple[float, float, float, float]:
    """Return the box around four fifths of the stops on its streets."""
    stops = area.timetable.stops.select("lat", "lon").to_numpy()[area.stops.corner >= 0]
    if not len(stops):
        return _extent(area)
    (south, west), (north, east) = np.quantile(stops, [0.1, 0.9], axis=0)
    return float(west), float(south), float(east), float(north)


def tell_how_to_make_one(folder: Path | None, why: str) -> None:
    """Say that there is no area, and how to make one.

    Parameters
    ----------
    folder
        Folder that was named.
    why
        What is the matter.
    """
    from transit.dashboard.frame import empty

    empty(
        "There is no area to show yet",
        [
            "An area holds the streets and bus timetables of one place.",
            f"What was found: {why}.",
            "Try the made-up borough, or build an area from your own files:",
        ],
    )
    out = folder or Path("my-area")
    st.code(
        f"transit demo\n\ntransit build --osm streets.osm.pbf --gtfs timetable.zip --out {out}\n"
        f"transit serve --area {out}",
        language=None,
    )
