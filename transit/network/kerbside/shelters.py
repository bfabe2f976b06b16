"""Shelters and seats at stops, from the bus stops that OpenStreetMap maps."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN
from transit.network.kerbside.geometry import east_north
from transit.network.kerbside.placing import StopPoints
from transit.read.streets import NamedPlace


@dataclass(frozen=True, slots=True)
class Shelters:
    """Facts of stops, each ``(n_stops,) uint8``."""

    shelter: NDArray[np.uint8]
    seat: NDArray[np.uint8]


def match_shelters(stops: StopPoints, places: tuple[NamedPlace, ...], within_m: float) -> Shelters:
    """Match stops with mapped bus stops: by id or code, else with the nearest.

    Parameters
    ----------
    stops
        The timetable's stops.
    places
        The street map's places; those of kind ``highway=bus_stop`` are used.
    within_m
        Farthest a bus stop without a code may be, metres.

    Returns
    -------
    Shelters
        Unknown where nothing matches or the match says nothing.
    """
    mapped = [place for place in places if place.kind == "highway=bus_stop"]
    found = Shelters(*(np.zeros(len(stops.lat), dtype=np.uint8) for _ in range(2)))
    if not mapped:
        return found
    by_code = {place.tags.get("naptan:AtcoCode", ""): place for place in mapped}
    by_code.pop("", None)
    nearest = _nearest(stops, [p for p in mapped if "naptan:AtcoCode" not in p.tags], within_m)
    codes = stops.code or ("",) * len(stops.stop_id)
    for i, (stop_id, code) in enumerate(zip(stops.stop_id, codes, strict=True)):
        match = by_code.get(stop_id) or by_code.get(code) or nearest.get(i)
        if match is not None:
            found.shelter[i] = _fact(match.tags, "shelter")
            found.seat[i] = _fact(match.tags, "bench")
    return found


def _nearest(stops: StopPoints, mapped: list[NamedPlace], within_m: float) -> dict[int, NamedPlace]:
    if not mapped or not len(stops.lat):
        return {}
    lat0, lon0 = mapped[0].lat, mapped[0].lon
    places = np.array([(place.lat, place.lon) for place in mapped])
    tree = cKDTree(east_north(places[:, 0], places[:, 1], lat0, lon0))
    usable = np.isfinite(stops.lat) & np.isfinite(stops.lon)
    at = np.flatnonzero(usable)
    _, which = tree.query(
        east_north(stops.lat[at], stops.lon[at], lat0, lon0), distance_upper_bound=within_m
    )
    return {int(i): mapped[j] for i, j in zip(at, which, strict=True) if j < len(mapped)}


def _fact(tags: Mapping[str, str], key: str) -> int:
    if tags.get(key) == "yes":
        return MAPPED_YES.code
    return MAPPED_NO.code if tags.get(key) == "no" else UNKNOWN.code
