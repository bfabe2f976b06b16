"""Things of the street and the timetable that a trainer may point at, found in an area.

A thing is written so that it can be found again in the next edition of an area: a crossing by where
it is or by the road it crosses, a street by its name, a stop by its id, a bus by its number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.model.ids import NONE
from transit.model.parameters import Parameters
from transit.model.plan import Action, PlanStep
from transit.model.streets import EdgeKind
from transit.network.area import Area
from transit.network.kerbside.geometry import east_north
from transit.network.walk import WalkNetwork
from transit.route.journey import Journey, RideLeg, Stretch, WalkLeg

_WALKED: Final = (EdgeKind.PAVEMENT, EdgeKind.PATH, EdgeKind.ROADWAY, EdgeKind.STEPS)


class Kind(StrEnum):
    """What kind of thing."""

    CROSSING = "crossing"
    STREET = "street"
    WAY = "way"  # a street without a name, by its OpenStreetMap id
    STOP = "stop"
    BUS = "bus"
    CHANGE = "change"  # changing at a stop, by its id


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to avoid or to prefer.

    Parameters
    ----------
    kind
        What kind.
    value
        A name, an id, or latitude and longitude with a comma between.
    """

    kind: Kind
    value: str

    def __str__(self) -> str:
        """Return it as it is written."""
        return f"{self.kind.value}:{self.value}"

    @property
    def at(self) -> tuple[float, float] | None:
        """Where a crossing is; None for the crossings of a road."""
        parts = self.value.split(",")
        try:
            lat, lon = map(float, parts)
        except ValueError:
            return None
        return lat, lon


@dataclass(frozen=True, slots=True)
class Spots:
    """Where things are in one area.

    Parameters
    ----------
    edges
        Edges of the walk network.
    stops
        Stops of the timetable.
    routes
        Rows of the timetable's routes.
    changes
        Stops of the timetable at which one changes.
    missing
        Things that the area has not.
    """

    edges: frozenset[int] = frozenset()
    stops: frozenset[int] = frozenset()
    routes: frozenset[int] = frozenset()
    changes: frozenset[int] = frozenset()
    missing: tuple[str, ...] = field(default=())


def parse_thing(text: str) -> Thing:
    """Return a thing as it was written.

    Parameters
    ----------
    text
        E.g. ``crossing:Chepstow Road``, ``stop:5310AWA1``.

    Returns
    -------
    Thing
        The thing.

    Raises
    ------
    InputError
        It is none.
    """
    kind, _, value = text.partition(":")
    if kind not in set(Kind) or not value.strip():
        raise InputError(
            f"{text!r} cannot be avoided or preferred; write crossing:, street:, way:, stop:, bus: "
            "or change: and a name, such as street:Mill Lane, or the key of a step"
        )
    return Thing(Kind(kind), value.strip())


def find_spots(area: Area, things: Iterable[str], parameters: Parameters) -> Spots:
    """Return where things are in an area.

    Parameters
    ----------
    area
        The area.
    things
        As they are written.
    parameters
        How far from its place a crossing is looked for.

    Returns
    -------
    Spots
        With what the area has not.

    Raises
    ------
    InputError
        One of them cannot be read.
    """
    edges: set[int] = set()
    stops: set[int] = set()
    routes: set[int] = set()
    changes: set[int] = set()
    missing = []
    for text in things:
        thing = parse_thing(text)
        if thing.kind is Kind.STOP:
            found = _rows(area.timetable.stops["stop_id"].to_list(), thing.value)
            stops |= found
        elif thing.kind is Kind.CHANGE:
            found = _rows(area.timetable.stops["stop_id"].to_list(), thing.value)
            changes |= found
        elif thing.kind is Kind.BUS:
            found = _rows(area.timetable.routes["short_name"].to_list(), thing.value)
            routes |= found
        else:
            found = _edges(area.walk, thing, parameters)
            edges |= found
        if not found:
            missing.append(text)
    return Spots(
        frozenset(edges),
        frozenset(stops),
        frozenset(routes),
        frozenset(changes),
        tuple(missing),
    )


def thing_of(step: PlanStep, journey: Journey, streets: WalkNetwork | None) -> Thing | None:
    """Return what a trainer means who points at a step.

    Parameters
    ----------
    step
        The step.
    journey
        Its journey.
    streets
        The streets that the journey was found on; None where these are no longer there.

    Returns
    -------
    Thing or None
        None where there is nothing to avoid, as when getting ready.
    """
    leg = journey.legs[step.leg]
    if isinstance(leg, RideLeg):
        if step.action in (Action.RING, Action.ALIGHT):
            return Thing(Kind.STOP, leg.alight.stop_id)
        bus = step.action in (Action.CHECK, Action.RIDE)
        return Thing(Kind.BUS, leg.route) if bus else Thing(Kind.STOP, leg.board.stop_id)
    if step.action is Action.STOP and leg.end.stop_id is not None:
        return Thing(Kind.STOP, leg.end.stop_id)
    if step.step is None or not isinstance(leg, WalkLeg):
        return None
    done = leg.steps[step.step]
    walked = [each for each in done.stretches if each.edge != NONE]
    if step.action is Action.CROSS and walked:
        lat, lon = _middle_of(walked[0], streets)
        return Thing(Kind.CROSSING, f"{lat:.6f},{lon:.6f}")
    if done.street:
        return Thing(Kind.STREET, done.street)
    ways = [each.osm_way for each in walked if each.osm_way]
    return Thing(Kind.WAY, str(ways[0])) if ways else None


def middles(network: WalkNetwork, edges: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return where edges have their middles.

    Parameters
    ----------
    network
        Walk network.
    edges
        ``(n,)`` edges.

    Returns
    -------
    ndarray
        ``(n, 2) float64`` latitude and longitude.
    """
    u, v = network.edge_u[edges], network.edge_v[edges]
    lat = (network.corner_lat[u] + network.corner_lat[v]) / 2
    lon = (network.corner_lon[u] + network.corner_lon[v]) / 2
    return np.stack([lat, lon], axis=1)


def _middle_of(stretch: Stretch, streets: WalkNetwork | None) -> tuple[float, float]:
    # At a door it is drawn where it is walked; the edge that stands for it lies elsewhere.
    if streets is None or stretch.edge >= streets.edge_u.size:
        return stretch.lat, stretch.lon
    lat, lon = middles(streets, np.array([stretch.edge]))[0]
    return float(lat), float(lon)


def _rows(values: list[str | None], wanted: str) -> set[int]:
    return {row for row, value in enumerate(values) if value == wanted}


def _edges(network: WalkNetwork, thing: Thing, parameters: Parameters) -> set[int]:
    crossing = network.edge_kind == EdgeKind.CROSSING
    if thing.kind is Kind.CROSSING:
        at = thing.at
        if at is not None:
            return _crossing_at(network, *at, parameters)
        where = crossing & _named(network, thing.value)
    elif thing.kind is Kind.WAY:
        ways = [row for row, osm in enumerate(network.way_osm_id) if str(osm) == thing.value]
        where = np.isin(network.edge_kind, _WALKED) & np.isin(network.edge_way, ways)
    else:
        where = np.isin(network.edge_kind, _WALKED) & _named(network, thing.value)
    return set(np.flatnonzero(where).tolist())


def _named(network: WalkNetwork, name: str) -> NDArray[np.bool_]:
    wanted = name.casefold()
    ways = [row for row, own in enumerate(network.way_name) if str(own).casefold() == wanted]
    return np.isin(network.edge_way, ways)


def _crossing_at(network: WalkNetwork, lat: float, lon: float, parameters: Parameters) -> set[int]:
    """The crossing nearest to a point, with those of the same road that are one place with it."""
    edges = np.flatnonzero(network.edge_kind == EdgeKind.CROSSING)
    if not edges.size:
        return set()
    where = middles(network, edges)
    away = np.hypot(*east_north(where[:, 0], where[:, 1], lat, lon).T)
    nearest = int(np.argmin(away))
    if away[nearest] > parameters.number("plan_crossing_found_m"):
        return set()
    chosen = where[nearest]
    beside = np.hypot(*east_north(where[:, 0], where[:, 1], *chosen).T)
    near = beside <= parameters.number("plan_same_crossing_m")
    ways = network.edge_way[edges]
    name = _name(network, int(ways[nearest]))
    same = np.array([_name(network, int(way)) == name for way in ways[near]], np.bool_)
    return {int(edge) for edge in edges[near][same]}


def _name(network: WalkNetwork, way: int) -> str:
    if way == NONE:
        return ""
    return str(network.way_name[way]) or str(network.way_osm_id[way])
