"""Writing what was seen into copies of an area's arrays: the mapped ones are never changed."""

from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.fact import UNKNOWN, Fact, Source, State
from transit.model.ids import NONE
from transit.model.observation import Observation
from transit.model.streets import CrossingKind, EdgeKind
from transit.network.kerbside.components import find_components
from transit.network.kerbside.geometry import east_north
from transit.network.observed_places import Numbers
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules

_BYTES: Final = {
    "lit": "fact_lit",
    "surface": "fact_surface",
    "access": "fact_access",
    "kerb": "fact_kerb",
    "tactile": "fact_tactile",
    "sound": "fact_sound",
    "ramp": "fact_ramp",
    "handrail": "fact_handrail",
    "pavement": "fact_pavement",
}


class Copies:
    """Arrays of one record, copied when they are first written to."""

    def __init__(self, record: Any) -> None:
        """Take the record."""
        self._record = record
        self._made: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return an array to read."""
        found: NDArray[Any] = self._made.get(name, getattr(self._record, name))
        return found

    def put(self, name: str, where: Numbers, value: Any) -> None:
        """Write a value.

        Parameters
        ----------
        name
            Name of the array.
        where
            Indices.
        value
            What to write there.
        """
        if name not in self._made:
            self._made[name] = np.array(getattr(self._record, name))
        self._made[name][where] = value

    def done(self) -> dict[str, Any]:
        """Return what was written to, read-only.

        Returns
        -------
        dict
            Arrays by name.
        """
        return {name: frozen(array) for name, array in self._made.items()}


def see_edges(walk: Copies, seen: Observation, edges: Numbers, rules: Rules) -> None:
    """Write what was seen of a street, a crossing or steps.

    Parameters
    ----------
    walk
        The walk network.
    seen
        What was seen.
    edges
        Where.
    rules
        Which crossings have dropped kerbs by rule.
    """
    if seen.state is not None:
        walk.put(_BYTES[seen.fact], edges, _code(seen.state))
        if seen.fact == "pavement":
            _walk_on(walk, edges, seen.state)
    elif seen.crossing is not None:
        _cross(walk, edges, seen.crossing, rules)
    elif seen.number is not None and seen.fact == "slope":
        walk.put("edge_incline_pct", edges, _rises(walk, edges, seen))
        walk.put("fact_slope", edges, _code(State.YES))
    elif seen.number is not None:
        name = "edge_width_mm" if seen.fact == "width" else "edge_steps"
        walk.put(name, edges, round(seen.number))


def see_corners(walk: Copies, seen: Observation, corners: Numbers) -> None:
    """Write that there is a seat, or none.

    Parameters
    ----------
    walk
        The walk network.
    seen
        What was seen.
    corners
        Where.
    """
    if seen.state is not None:
        walk.put("corner_seat", corners, _code(seen.state))


def see_stops(
    stops: Copies, walk: Copies, facts: NDArray[np.uint8], seen: Observation, found: Numbers
) -> None:
    """Write what was seen of stops. A bench at a stop is also one on the way past it.

    Parameters
    ----------
    stops
        Where the stops stand.
    walk
        The walk network.
    facts
        ``(n_stops,) uint8`` whether one gets on without a step; written to.
    seen
        What was seen.
    found
        Which stops.
    """
    if seen.state is None:
        return
    if seen.fact == "step_free":
        facts[found] = _code(seen.state)
        return
    stops.put(seen.fact, found, _code(seen.state))
    if seen.fact == "seat":
        corners = stops["corner"][found]
        walk.put("corner_seat", corners[corners != NONE].astype(np.int64), _code(seen.state))


def with_components(walk: Copies, network: WalkNetwork) -> None:
    """Number the parts of the network anew: what may be walked has changed.

    Parameters
    ----------
    walk
        The walk network's copies, written to.
    network
        The network as it was.
    """
    made = find_components(
        network.corner_lat.size, network.edge_u, network.edge_v, walk["fact_access"]
    )
    walk.put("corner_component", np.arange(made.size), made)


def with_column(table: pl.DataFrame, name: str, facts: NDArray[np.uint8]) -> pl.DataFrame:
    """Return a table with one column of facts replaced or added.

    Parameters
    ----------
    table
        The table.
    name
        The column.
    facts
        Its values.

    Returns
    -------
    DataFrame
        A new table.
    """
    kind = table.schema.get(name, pl.UInt8)
    return table.with_columns(pl.Series(name, facts).cast(kind))


def _code(state: State) -> int:
    return Fact(state, Source.SURVEYED).code


def _walk_on(walk: Copies, edges: Numbers, state: State) -> None:
    """Walk on the pavement, or in the road where there is none; its ground is another then."""
    kind = EdgeKind.PAVEMENT if state is State.YES else EdgeKind.ROADWAY
    moved = edges[walk["edge_kind"][edges] != kind]
    walk.put("edge_kind", moved, kind)
    walk.put("fact_surface", moved, UNKNOWN.code)
    walk.put("edge_width_mm", moved, -1)


def _cross(walk: Copies, edges: Numbers, kind: CrossingKind, rules: Rules) -> None:
    """Write the kind of crossing, and what the rules make of it for kerbs that nobody saw."""
    walk.put("edge_crossing", edges, kind)
    source = walk["fact_kerb"][edges] >> 2 & 3
    unseen = edges[(source == Source.NONE) | (source == Source.INFERRED)]
    dropped = kind in rules.crossings.inferred_dropped_at
    made = Fact(State.YES, Source.INFERRED) if dropped else UNKNOWN
    walk.put("fact_kerb", unseen, made.code)


def _rises(walk: Copies, edges: Numbers, seen: Observation) -> NDArray[np.float64]:
    """Return the slope from u to v: up where the edge runs in the direction that goes up."""
    u, v = walk["edge_u"][edges], walk["edge_v"][edges]
    lat, lon = walk["corner_lat"], walk["corner_lon"]
    step = east_north(lat[v], lon[v], lat[u], lon[u])
    angle = np.radians(seen.uphill_deg or 0.0)
    along = step[:, 0] * np.sin(angle) + step[:, 1] * np.cos(angle)
    return np.where(along >= 0, 1.0, -1.0) * (seen.number or 0.0)
