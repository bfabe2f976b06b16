"""The borough's boundary and wards, as GeoJSON."""

import json
from typing import Any

import numpy as np
import shapely
from shapely import MultiPoint, Polygon

from transit.demo.curves import smooth
from transit.demo.frame import Frame
from transit.demo.plans import Plans


def boundary(plans: Plans) -> Polygon:
    """Return the borough's outline.

    Parameters
    ----------
    plans
        Its drawn corners.

    Returns
    -------
    Polygon
        Metres.
    """
    corners = plans.skeleton["boundary"]["points"]
    return Polygon(smooth(np.array([*corners, corners[0]], float), 150))


def wards(plans: Plans) -> list[tuple[str, Polygon]]:
    """Return the wards: the borough's land, each to its nearest ward centre.

    Parameters
    ----------
    plans
        Ward centres.

    Returns
    -------
    list of tuple
        Name and outline, metres.
    """
    whole = boundary(plans)
    drawn = plans.skeleton["ward"]
    cells = shapely.get_parts(
        shapely.voronoi_polygons(MultiPoint([ward["at"] for ward in drawn]), extend_to=whole)
    )
    found = []
    for ward in drawn:
        at = shapely.Point(ward["at"])
        cell = min(cells, key=lambda part: part.distance(at))
        found.append((str(ward["name"]), cell.intersection(whole)))
    return found


def geojson(shapes: list[tuple[dict[str, Any], Polygon]], frame: Frame) -> str:
    """Return outlines as GeoJSON.

    Parameters
    ----------
    shapes
        Properties and outline in metres.
    frame
        Where the borough lies.

    Returns
    -------
    str
        A feature collection in longitude and latitude.
    """
    features = []
    for properties, outline in shapes:
        lat, lon = frame.to_lat_lon(np.array(outline.exterior.coords))
        ring = [[a, b] for a, b in zip(lon.tolist(), lat.tolist(), strict=True)]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1) + "\n"
