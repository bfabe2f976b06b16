"""Writing observations for maps and other programs."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from transit.errors import StoreError
from transit.model.observation import Observation
from transit.read.register.observation_rows import ObservationRow

_Points = Mapping[str, tuple[float, float]]


def write_geojson(
    path: Path, observations: Iterable[Observation], points: _Points | None = None
) -> int:
    """Write observations as GeoJSON (RFC 7946). There is nothing about a person in it.

    Parameters
    ----------
    path
        File to write; replaced where it is there.
    observations
        What was seen.
    points
        Latitude and longitude of stops and venues by id, so that they show on a map too; what has
        no point has a geometry of null.

    Returns
    -------
    int
        How many were written.

    Raises
    ------
    StoreError
        The file cannot be written.
    """
    features = [_feature(seen, points or {}) for seen in observations]
    text = json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1
    )
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as fault:
        raise StoreError(f"{path}: cannot be written ({fault.strerror})") from fault
    finally:
        part.unlink(missing_ok=True)
    return len(features)


def _feature(seen: Observation, points: _Points) -> dict[str, Any]:
    row = ObservationRow.of(seen)
    texts = zip(ObservationRow.columns(), row.texts(), strict=True)
    said = {name: text for name, text in texts if text and name not in ("lat", "lon")}
    at = (seen.lat, seen.lon)
    if seen.lat is None or seen.lon is None:
        at = points.get(seen.stop_id or seen.opportunity or "", (None, None))
    lat, lon = at
    is_placed = lat is not None and lon is not None
    point = {"type": "Point", "coordinates": [lon, lat]} if is_placed else None
    return {"type": "Feature", "id": seen.key, "geometry": point, "properties": said}
