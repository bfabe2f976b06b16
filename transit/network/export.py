"""Taking an area elsewhere: to networkx, and to GeoPackage for QGIS."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import numpy as np
from shapely import LineString, Point

from transit.errors import InputError
from transit.model.fact import decode
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.area import Area
from transit.network.kerbside.drawing import edge_line
from transit.network.walk import WalkNetwork
from transit.read.rules import read_rules

_WORDS = {
    "kind": ("edge_kind", EdgeKind),
    "road": ("edge_road", RoadClass),
    "traffic": ("edge_traffic", Traffic),
    "crossing": ("edge_crossing", CrossingKind),
}
_FACTS = (
    "pavement",
    "kerb",
    "tactile",
    "sound",
    "lit",
    "surface",
    "access",
    "ramp",
    "handrail",
)


def edge_values(walk: WalkNetwork, edge: int) -> dict[str, Any]:
    """Return what is known of an edge, in words.

    Parameters
    ----------
    walk
        The walk network.
    edge
        Index of the edge.

    Returns
    -------
    dict
        Plain values; each fact as its state, with its source under ``<fact>_source``; unknown
        numbers as None.
    """
    way = int(walk.edge_way[edge])
    incline = float(walk.edge_incline_pct[edge])
    values: dict[str, Any] = {
        "street": str(walk.way_name[way]) if way >= 0 else "",
        "osm_way": int(walk.way_osm_id[way]) if way >= 0 else None,
        "length_m": walk.edge_length_mm[edge] / 1000,
        "side": {-1: "left", 0: "", 1: "right"}[int(walk.edge_side[edge])],
        "speed_mph": int(walk.edge_speed_mph[edge]) or None,
        "lanes": int(walk.edge_lanes[edge]) or None,
        "oneway": bool(walk.edge_oneway[edge]),
        "incline_pct": None if np.isnan(incline) else incline,
        "width_mm": _known(walk.edge_width_mm[edge]),
        "steps": _known(walk.edge_steps[edge]),
    }
    for name, (column, words) in _WORDS.items():
        values[name] = words(getattr(walk, column)[edge]).name.lower()
    for name in _FACTS:
        fact = decode(int(getattr(walk, f"fact_{name}")[edge]))
        values[name] = fact.state.name.lower()
        values[f"{name}_source"] = fact.source.name.lower()
    return values


def _known(number: Any) -> int | None:
    return int(number) if number >= 0 else None


def to_networkx(walk: WalkNetwork) -> "nx.MultiGraph[int]":
    """Return the walk network as a networkx graph.

    Parameters
    ----------
    walk
        The walk network.

    Returns
    -------
    networkx.MultiGraph
        Nodes are corners with ``lat`` and ``lon``; edge keys are edge indices, with the values of
        :func:`edge_values` that are known.
    """
    graph: nx.MultiGraph[int] = nx.MultiGraph()
    for corner, (lat, lon) in enumerate(zip(walk.corner_lat, walk.corner_lon, strict=True)):
        graph.add_node(corner, lat=float(lat), lon=float(lon))
    for edge, (u, v) in enumerate(zip(walk.edge_u, walk.edge_v, strict=True)):
        known = {
            name: value for name, value in edge_values(walk, edge).items() if value is not None
        }
        graph.add_edge(int(u), int(v), key=edge, **known)
    return graph


def write_graphml(area: Area, out: Path) -> None:
    """Write the walk network as GraphML.

    Parameters
    ----------
    area
        An open area.
    out
        File to write.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    try:
        nx.write_graphml(to_networkx(area.walk), out)
    except OSError as fault:
        raise InputError(f"{out}: cannot be written ({fault})") from fault


def write_geopackage(area: Area, out: Path) -> None:
    """Write edges, corners and stops as layers of a GeoPackage.

    Parameters
    ----------
    area
        An open area.
    out
        File to write; an older one is replaced.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    walk, rules = area.walk, read_rules()
    edges = gpd.GeoDataFrame(
        [edge_values(walk, edge) for edge in range(len(walk.edge_u))],
        geometry=[
            LineString(edge_line(walk, edge, rules)[:, ::-1]) for edge in range(len(walk.edge_u))
        ],
        crs=4326,
    )
    corners = gpd.GeoDataFrame(
        {"osm_node": walk.corner_node, "component": walk.corner_component},
        geometry=gpd.points_from_xy(walk.corner_lon, walk.corner_lat),
        crs=4326,
    )
    table = area.timetable.stops
    stops = gpd.GeoDataFrame(
        {
            "stop_id": table["stop_id"].to_list(),
            "name": table["name"].to_list(),
            "corner": area.stops.corner,
            "side": area.stops.side,
            "gap_m": area.stops.gap_m,
        },
        geometry=[Point(lon, lat) for lon, lat in table.select("lon", "lat").iter_rows()],
        crs=4326,
    )
    part = out.with_name(f".{out.name}.part.gpkg")
    try:
        part.unlink(missing_ok=True)
        for name, layer in (("edges", edges), ("corners", corners), ("stops", stops)):
            layer.to_file(part, layer=name, driver="GPKG")
        part.replace(out)
    except (OSError, RuntimeError) as fault:
        raise InputError(f"{out}: cannot be written ({fault})") from fault
    finally:
        part.unlink(missing_ok=True)
