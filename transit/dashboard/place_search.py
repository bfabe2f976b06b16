"""Finding a place by its name: the best five are shown, the person says which is meant."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process, utils

from transit.errors import InputError
from transit.network.area import Area

_NUMBER = r"[-+−]?\d{1,3}(?:\.\d+)?"
_LAT_LON = re.compile(rf"^\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*$")
_SAME_STREET_DEG = 0.012
"""Pieces of one name nearer than this (about a kilometre) count as one street."""

_LEAST_SCORE = 60.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    Parameters
    ----------
    name
        Its name.
    kind
        What it is, in words.
    near
        Part of the town it lies in, ``""`` unknown.
    lat, lon
        Decimal degrees.
    """

    name: str
    kind: str
    near: str
    lat: float
    lon: float

    @property
    def label(self) -> str:
        """Name, kind and part of the town in one line."""
        return f"{self.name} ({', '.join(filter(None, (self.kind, self.near)))})"


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """Everything that can be found by name."""

    candidates: tuple[Candidate, ...]
    keys: tuple[str, ...]


def build_place_index(area: Area) -> PlaceIndex:
    """Gather the names of an area: places, stops and streets.

    Parameters
    ----------
    area
        The area.

    Returns
    -------
    PlaceIndex
        To search in.
    """
    found = [*_places(area), *_stops(area), *_streets(area)]
    centres = [place for place in found if place.kind in {"suburb", "village", "neighbourhood"}]
    found = [_placed(place, centres) for place in found]
    return PlaceIndex(tuple(found), tuple(utils.default_process(place.name) for place in found))


def find_places(index: PlaceIndex, text: str, limit: int = 5) -> tuple[Candidate, ...]:
    """Return the places that a name may mean, the likeliest first.

    Parameters
    ----------
    index
        Where to look.
    text
        What was typed.
    limit
        Most to return.

    Returns
    -------
    tuple of Candidate
        Never decided for the person; empty where nothing is like it.
    """
    asked = utils.default_process(text)
    if not asked:
        return ()
    whole, parts = (
        process.cdist([asked], index.keys, scorer=scorer)[0]
        for scorer in (fuzz.token_sort_ratio, fuzz.partial_token_ratio)
    )
    # Whole words count most, a name that begins with what was typed a little more.
    begins = np.array([key.startswith(asked) for key in index.keys])
    length = np.array([max(len(key), 1) for key in index.keys])
    scores = np.where(begins, 90 + 9 * len(asked) / length, 0.5 * (whole + parts))
    best: dict[str, Candidate] = {}
    for row in np.argsort(-scores, kind="stable")[: limit * 4]:
        if scores[row] < _LEAST_SCORE:
            break
        candidate = index.candidates[row]
        best.setdefault(candidate.label, candidate)
    return tuple(best.values())[:limit]


def read_lat_lon(text: str) -> tuple[float, float] | None:
    """Read ``51.588, -2.997``.

    Parameters
    ----------
    text
        What was typed.

    Returns
    -------
    tuple of float or None
        Latitude and longitude; None where it is not a pair of numbers.

    Raises
    ------
    InputError
        They are numbers, but no place on the earth.
    """
    match = _LAT_LON.match(text)
    if match is None:
        return None
    lat, lon = (float(part.replace("−", "-")) for part in match.groups())
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError("Latitude goes from −90 to 90 and longitude from −180 to 180.")
    return lat, lon


def _places(area: Area) -> Iterator[Candidate]:
    for kind, name, lat, lon in area.places.select("kind", "name", "lat", "lon").iter_rows():
        if name:
            yield Candidate(name, kind.partition("=")[2].replace("_", " ") or kind, "", lat, lon)


def _stops(area: Area) -> Iterator[Candidate]:
    table = area.timetable.stops.select("name", "indicator", "street", "lat", "lon")
    reached = area.stops.corner >= 0
    for on_street, (name, indicator, street, lat, lon) in zip(
        reached, table.iter_rows(), strict=True
    ):
        if on_street and name:
            yield Candidate(stop_label(name, indicator), "bus stop", street or "", lat, lon)


def stop_label(name: str, indicator: str | None) -> str:
    """Return what to call a stop, with what its pole says unless the name says so already.

    Parameters
    ----------
    name, indicator
        As the timetable has them.

    Returns
    -------
    str
        E.g. "High Street, Stop B".
    """
    if not indicator or indicator.casefold() in name.casefold():
        return name
    return f"{name}, {indicator}"


def _streets(area: Area) -> Iterator[Candidate]:
    """Yield each named street once for every group of its pieces that lie together."""
    walk = area.walk
    named = np.flatnonzero(walk.edge_way >= 0)
    ways = walk.edge_way[named]
    _, first = np.unique(ways, return_index=True)
    pieces: dict[str, list[tuple[float, float]]] = {}
    for edge in named[first]:
        name = str(walk.way_name[walk.edge_way[edge]])
        if name:
            corner = walk.edge_u[edge]
            at = (float(walk.corner_lat[corner]), float(walk.corner_lon[corner]))
            pieces.setdefault(name, []).append(at)
    for name, points in pieces.items():
        for lat, lon in _middles(points):
            yield Candidate(name, "street", "", lat, lon)


def _middles(points: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Group points that lie together and yield, for each group, the point nearest its middle."""
    groups: list[list[tuple[float, float]]] = []
    for point in points:
        for group in groups:
            if any(math.dist(point, other) < _SAME_STREET_DEG for other in group):
                group.append(point)
                break
        else:
            groups.append([point])
    for group in groups:
        gaps = np.linalg.norm(np.array(group) - np.mean(group, axis=0), axis=1)
        yield group[int(gaps.argmin())]


def _placed(candidate: Candidate, centres: Iterable[Candidate]) -> Candidate:
    """Say which part of the town a place lies in: the nearest named centre."""
    if candidate.near or candidate.kind == "suburb":
        return candidate
    near = min(
        centres,
        key=lambda centre: math.dist((centre.lat, centre.lon), (candidate.lat, candidate.lon)),
        default=None,
    )
    if near is None or near.name == candidate.name:
        return candidate
    return Candidate(candidate.name, candidate.kind, near.name, candidate.lat, candidate.lon)
