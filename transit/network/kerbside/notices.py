"""Notices about streets: what the map does not say, and what hangs in the air."""

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import State
from transit.model.ids import NONE
from transit.model.notice import Notice, Severity
from transit.model.streets import CrossingKind, EdgeKind, RoadClass
from transit.network.area import StopPlaces
from transit.network.kerbside.placing import Placed, StopPoints
from transit.network.walk import WalkNetwork

_FILE = "streets"
_Known = NDArray[np.uint8] | NDArray[np.bool_]
"""Facts, or simply whether it is known."""


def street_notices(
    network: WalkNetwork,
    stops: StopPoints,
    placed: Placed,
    places: StopPlaces,
    contradictory: NDArray[np.float64],
    listed: int,
) -> tuple[Notice, ...]:
    """Say what to know about a built walk network.

    Parameters
    ----------
    network
        The network.
    stops, placed, places
        Stops as given, as placed on lines, and as corners.
    contradictory
        ``(n, 2)`` lat, lon of crossings whose tags contradict each other.
    listed
        Most notices of a kind; the last of them counts the rest.

    Returns
    -------
    tuple of Notice
        Islands, crossings, stops, then what is unknown.
    """
    return (
        *_islands(network),
        *_contradictory(contradictory, listed),
        *_far_stops(stops, places, listed),
        *_disagreeing_stops(stops, placed, listed),
        *_stops_on_islands(network, stops, places, listed),
        *_unknown(network),
    )


def _islands(network: WalkNetwork) -> list[Notice]:
    """Parts in which the public may walk some way; beyond a private way it may not."""
    part = network.corner_component
    sizes = np.bincount(part)
    open_m = np.bincount(
        part[network.edge_u],
        weights=np.where(
            ((network.fact_access & 3) != State.NO) & (network.edge_segment != NONE),
            network.edge_length_mm / 1000,
            0.0,
        ),
        minlength=len(sizes),
    )
    cut_off = np.flatnonzero(open_m[1:] > 0) + 1
    if not len(cut_off):
        return []
    largest = int(cut_off[np.argmax(open_m[cut_off])])
    at = int(np.flatnonzero(part == largest)[0])
    return [
        Notice(
            "street_islands",
            Severity.WARNING,
            _FILE,
            f"{len(cut_off)} parts of the walk network are cut off from the rest; the largest has "
            f"{open_m[largest]:.0f} m of {open_m.sum():.0f} m",
            "Look at the largest ones: they lie behind private ways or at the edge of the map, or "
            "the map lacks a footway or a crossing there",
            count=len(cut_off),
            lat=float(network.corner_lat[at]),
            lon=float(network.corner_lon[at]),
        )
    ]


def _contradictory(where: NDArray[np.float64], listed: int) -> list[Notice]:
    shown = where[:listed]
    return [
        Notice(
            "crossing_tags_contradict",
            Severity.INFO,
            _FILE,
            "the tags of a crossing contradict each other; what is there counts as unknown",
            "Look at it and correct it in OpenStreetMap",
            count=1 if n < len(shown) - 1 else len(where) - n,
            lat=float(lat),
            lon=float(lon),
        )
        for n, (lat, lon) in enumerate(shown)
    ]


def _stop_notices(
    which: NDArray[np.int64],
    stops: StopPoints,
    code: str,
    severity: Severity,
    message: str,
    todo: str,
    most: int,
) -> list[Notice]:
    """One notice a stop, the last of those listed standing for all that follow."""
    listed = which[:most]
    return [
        Notice(
            code,
            severity,
            "stops",
            f"{stops.stop_id[i]}: {message}",
            todo,
            value=stops.stop_id[i][:80],
            count=1 if n < most - 1 else len(which) - n,
            lat=float(stops.lat[i]),
            lon=float(stops.lon[i]),
        )
        for n, i in enumerate(listed)
    ]


def _far_stops(stops: StopPoints, places: StopPlaces, listed: int) -> list[Notice]:
    return _stop_notices(
        np.flatnonzero(places.corner == NONE),
        stops,
        "stop_far_from_street",
        Severity.WARNING,
        "no street near this stop; nobody can walk to it",
        "Check its position; a stop outside the street map needs a larger extract",
        listed,
    )


def _disagreeing_stops(stops: StopPoints, placed: Placed, listed: int) -> list[Notice]:
    return _stop_notices(
        np.flatnonzero(placed.disagrees),
        stops,
        "stop_side_disagrees",
        Severity.WARNING,
        "its position and the direction of its buses name different sides of the road",
        "Check its position and bearing in the stop register; look where it stands",
        listed,
    )


def _stops_on_islands(
    network: WalkNetwork, stops: StopPoints, places: StopPlaces, listed: int
) -> list[Notice]:
    standing = np.flatnonzero(places.corner != NONE)
    cut_off = standing[network.corner_component[places.corner[standing]] != 0]
    return _stop_notices(
        cut_off,
        stops,
        "stop_on_street_island",
        Severity.WARNING,
        "the street at this stop is cut off from the rest of the walk network",
        "Map the missing footway or crossing in OpenStreetMap",
        listed,
    )


def _unknown(network: WalkNetwork) -> list[Notice]:
    kind, crossing = network.edge_kind, network.edge_crossing
    beside = np.isin(kind, (EdgeKind.PAVEMENT, EdgeKind.ROADWAY)) & (network.edge_side != 0)
    walked = (kind != EdgeKind.CROSSING) & (network.edge_segment != NONE)
    crossings = kind == EdgeKind.CROSSING
    mapped = crossings & (crossing != CrossingKind.NONE)
    steps = kind == EdgeKind.STEPS
    roads = crossings & (network.edge_road != RoadClass.RAILWAY)
    metres = network.edge_length_mm
    ones = np.ones_like(metres)
    found: list[tuple[str, str, NDArray[np.bool_], _Known, NDArray[np.int32]]] = [
        (
            "sidewalk_unknown",
            "road sides with no known pavement",
            beside,
            network.fact_pavement,
            metres,
        ),
        ("lit_unknown", "ways with lighting unknown", walked, network.fact_lit, metres),
        ("surface_unknown", "ways with surface unknown", walked, network.fact_surface, metres),
        ("kerb_unknown", "mapped crossings with kerbs unknown", mapped, network.fact_kerb, ones),
        ("width_unknown", "ways with width unknown", walked, network.edge_width_mm >= 0, metres),
        ("steps_uncounted", "flights of steps not counted", steps, network.edge_steps >= 0, ones),
        (
            "maxspeed_missing",
            "road sides without a speed limit",
            beside,
            network.edge_speed_mph > 0,
            metres,
        ),
        (
            "crossing_kind_unknown",
            "mapped crossings whose kind is left open",
            mapped & roads,
            ~np.isin(
                crossing,
                (CrossingKind.UNKNOWN_KIND, CrossingKind.SIGNALS_AT_JUNCTION, CrossingKind.MARKED),
            ),
            ones,
        ),
        (
            "street_unnamed",
            "road sides without a name",
            beside,
            _named(network),
            metres,
        ),
    ]
    return [note for row in found if (note := _share(*row)) is not None]


def _named(network: WalkNetwork) -> NDArray[np.bool_]:
    named = np.array([bool(name) for name in network.way_name], dtype=np.bool_)
    has: NDArray[np.bool_] = np.where(
        network.edge_way != NONE, named[np.maximum(network.edge_way, 0)], False
    )
    return has


def _share(
    code: str,
    what: str,
    among: NDArray[np.bool_],
    known: _Known,
    weight: NDArray[np.int32],
) -> Notice | None:
    is_known = known if known.dtype == np.bool_ else (known & 3) != State.UNKNOWN
    total = float(weight[among].sum())
    unknown = among & ~is_known
    if not unknown.any() or not total:
        return None
    share = 100 * float(weight[unknown].sum()) / total
    return Notice(
        code,
        Severity.INFO,
        _FILE,
        f"{what}: {share:.0f} %",
        "Map or survey them where people are to walk; until then routes there need a check",
        count=int(unknown.sum()),
    )
