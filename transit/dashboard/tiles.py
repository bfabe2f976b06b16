"""Routes for the background map: tiles, the map library and the map's style.

These routes are open to whoever reaches the server: they hand out the background map only, never
anything about a person.
"""

import json
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource, Reader
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from transit.dashboard.map_style import map_style
from transit.dashboard.place_search import stop_label
from transit.errors import AreaError
from transit.network.store import open_area

_LIBRARY = {"maplibre-gl.js": "text/javascript", "maplibre-gl.css": "text/css"}
_A_DAY = {"Cache-Control": "max-age=86400"}


class Tiles:
    """The background map of an area's current edition.

    Parameters
    ----------
    area_folder
        The area's folder; a new edition is picked up as soon as it is there.
    """

    def __init__(self, area_folder: Path) -> None:
        self._area = area_folder
        self._lock = threading.Lock()
        self._open: tuple[Path, Reader] | None = None

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """Return one tile.

        Parameters
        ----------
        zoom, column, row
            Its place in the usual web map tiling.

        Returns
        -------
        bytes or None
            Gzipped vector tile; None where the map has nothing.
        """
        with self._lock:
            reader = self._reader()
            if reader is None or zoom > reader.header()["max_zoom"] or max(column, row) >> zoom:
                return None
            found: bytes | None = reader.get(zoom, column, row)
            return found

    def header(self) -> dict[str, Any]:
        """Return what the map file says about itself.

        Returns
        -------
        dict
            Bounds and zooms; empty without a map.
        """
        with self._lock:
            reader = self._reader()
            return dict(reader.header()) if reader else {}

    def stops(self) -> dict[str, Any]:
        """Return the area's stops, each with its name.

        Returns
        -------
        dict
            GeoJSON; without features where there is no area.
        """
        try:
            table = open_area(self._area).timetable.stops.select("name", "indicator", "lat", "lon")
        except AreaError:
            return {"type": "FeatureCollection", "features": []}
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": stop_label(name, indicator)},
                    "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
                }
                for name, indicator, lat, lon in table.iter_rows()
            ],
        }

    def _reader(self) -> Reader | None:
        path = self._path()
        if path is None:
            return None
        if self._open is None or self._open[0] != path:
            with path.open("rb") as file:
                self._open = path, Reader(MmapSource(file))
        return self._open[1]

    def _path(self) -> Path | None:
        try:
            manifest = json.loads((self._area / "manifest.json").read_text(encoding="utf-8"))
            path = self._area / "editions" / str(manifest["edition"]) / "basemap.pmtiles"
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return path if path.is_file() else None


def map_routes(tiles: Tiles, prefix: str = "") -> list[Route]:
    """Return the routes that serve the background map.

    Parameters
    ----------
    tiles
        The map.
    prefix
        Path under which the dashboard is published, e.g. ``/transit``; ``""`` at the root.

    Returns
    -------
    list of Route
        To add to the application.
    """

    def tile(request: Request) -> Response:
        place = (int(request.path_params[name]) for name in ("zoom", "column", "row"))
        found = tiles.tile(*place)
        if found is None:
            return Response(status_code=204)
        kind = "application/vnd.mapbox-vector-tile"
        # The edition is part of the address asked for, so a tile never changes.
        return Response(found, media_type=kind, headers={"Content-Encoding": "gzip", **_A_DAY})

    def stops(_request: Request) -> Response:
        return JSONResponse(tiles.stops(), headers=_A_DAY)

    def style(request: Request) -> Response:
        edition = request.query_params.get("edition", "")
        return JSONResponse(map_style(tiles.header(), f"{prefix}/tiles", edition), headers=_A_DAY)

    def library(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _LIBRARY:
            return Response(status_code=404)
        return FileResponse(_library_folder() / name, media_type=_LIBRARY[name], headers=_A_DAY)

    return [
        Route(f"{prefix}/tiles/{{zoom:int}}/{{column:int}}/{{row:int}}.mvt", tile),
        Route(f"{prefix}/map/style.json", style),
        Route(f"{prefix}/map/stops.geojson", stops),
        Route(f"{prefix}/map/{{name}}", library),
    ]


def _library_folder() -> Path:
    """Return where the map library lies, without importing the package that carries it."""
    found = find_spec("maplibre")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package maplibre is not installed")
    return Path(found.origin).parent / "srcjs"
