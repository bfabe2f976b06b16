"""Our own style of the background map: calm, warm, so that the journey on top stands out."""

from collections.abc import Mapping
from typing import Any, Final

_LAND: Final = "#f5f1e8"
_USES: Final = {
    "residential": "#efe9dd",
    "industrial": "#e9e5e6",
    "retail": "#f4e7de",
    "school": "#f3ecd3",
    "hospital": "#f8e4e1",
    "parking": "#e9e6e0",
    "plaza": "#f7f1e6",
}
_GREENS: Final = {
    "wood": "#c8ddbb",
    "park": "#d3e7c3",
    "grass": "#dfebcf",
    "farm": "#eff0dd",
    "pitch": "#c4e0c6",
    "cemetery": "#d5e0cb",
    "allotments": "#dde5c4",
    "wetland": "#d3e4de",
    "sand": "#f1e7cb",
}
_WATER: Final = "#abd0e6"
_ROADS: Final[tuple[tuple[str, str, str, float, float], ...]] = (
    # class, fill, casing, width in pixels at zoom 12 and at zoom 18
    ("service", "#ffffff", "#ddd5c8", 0.3, 9),
    ("minor", "#ffffff", "#d6cdbf", 0.7, 19),
    ("tertiary", "#ffffff", "#cfc4b2", 1.6, 23),
    ("secondary", "#fdf3cf", "#dcc58b", 2.2, 26),
    ("primary", "#fce6ab", "#d8b263", 2.8, 29),
    ("trunk", "#f9d29d", "#cf9a56", 3.0, 30),
    ("motorway", "#f2b79a", "#c07f5d", 3.2, 32),
)
_POIS: Final = {
    "health": "#b3261e",
    "learning": "#7a5c00",
    "community": "#5b3a8e",
    "worship": "#5e5a55",
    "civic": "#3d4f63",
    "food": "#9a4b00",
    "transport": "#1d4f8c",
    "leisure": "#0a6259",
    "park": "#2f6b2f",
    "stay": "#5e5a55",
    "shop": "#8a2c66",
}


def map_style(header: Mapping[str, Any], tiles: str, edition: str) -> dict[str, Any]:
    """Return the style of the background map.

    Parameters
    ----------
    header
        The map file's header; empty where the area has no map.
    tiles
        Address under which the tiles are served.
    edition
        The area's edition, made part of each tile's address.

    Returns
    -------
    dict
        A MapLibre style, version 8. Its labels are drawn with the browser's own fonts.
    """
    background = {"id": "land", "type": "background", "paint": {"background-color": _LAND}}
    if not header:
        return {"version": 8, "sources": {}, "layers": [background]}
    bounds = [header[f"{edge}_e7"] / 1e7 for edge in ("min_lon", "min_lat", "max_lon", "max_lat")]
    source = {
        "type": "vector",
        "tiles": [f"{tiles}/{{z}}/{{x}}/{{y}}.mvt?edition={edition}"],
        "minzoom": header["min_zoom"],
        "maxzoom": header["max_zoom"],
        "bounds": bounds,
        "attribution": "© OpenStreetMap contributors, ODbL",
    }
    layers = [background, *_areas(), *_lines(), *_labels()]
    return {"version": 8, "sources": {"base": source}, "layers": layers}


def _layer(name: str, kind: str, of: str, paint: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "source": "base", "source-layer": of, "paint": paint, **more}


def _by_class(colours: Mapping[str, str], other: str) -> list[Any]:
    pairs = [part for pair in colours.items() for part in pair]
    return ["match", ["get", "class"], *pairs, other]


def _is(*classes: str) -> list[Any]:
    return ["in", ["get", "class"], ["literal", list(classes)]]


def _growing(*stops: float) -> list[Any]:
    """Return a width that doubles with each zoom, between stops of zoom and pixels."""
    return ["interpolate", ["exponential", 1.6], ["zoom"], *stops]


def _areas() -> list[dict[str, Any]]:
    return [
        _layer("uses", "fill", "land", {"fill-color": _by_class(_USES, _LAND)}),
        _layer("greens", "fill", "green", {"fill-color": _by_class(_GREENS, "#dfebcf")}),
        _layer("water", "fill", "water", {"fill-color": _WATER}),
        _layer(
            "waterways",
            "line",
            "waterways",
            {
                "line-color": _WATER,
                "line-width": [
                    "interpolate",
                    ["exponential", 1.6],
                    ["zoom"],
                    11,
                    ["match", ["get", "class"], "river", 1.4, 0.3],
                    18,
                    ["match", ["get", "class"], "river", 14, 4],
                ],
            },
        ),
        _layer(
            "buildings",
            "fill",
            "buildings",
            {
                "fill-color": "#ded5c6",
                "fill-outline-color": "#cabfac",
                "fill-opacity": ["interpolate", ["linear"], ["zoom"], 14, 0.35, 15.5, 1],
            },
        ),
    ]


def _lines() -> list[dict[str, Any]]:
    round_ends = {"line-cap": "round", "line-join": "round"}
    rail = [
        _layer(
            "rail",
            "line",
            "rail",
            {"line-color": "#a59f98", "line-width": _growing(10, 0.6, 18, 4)},
        ),
        _layer(
            "sleepers",
            "line",
            "rail",
            {
                "line-color": "#ffffff",
                "line-width": _growing(13, 0.6, 18, 2.4),
                "line-dasharray": [4, 4],
            },
            minzoom=13,
        ),
    ]
    paths = [
        _layer(
            "pedestrian",
            "line",
            "paths",
            {"line-color": "#fffdf8", "line-width": _growing(13, 1, 18, 14)},
            filter=_is("pedestrian"),
            layout=round_ends,
        ),
        _layer(
            "paths",
            "line",
            "paths",
            {
                "line-color": "#b08a62",
                "line-width": _growing(13, 0.5, 18, 2.4),
                "line-dasharray": [2, 1.6],
                "line-opacity": 0.75,
            },
            filter=_is("path", "track"),
            minzoom=14,
        ),
        _layer(
            "steps",
            "line",
            "paths",
            {
                "line-color": "#8f4a2f",
                "line-width": _growing(14, 1, 18, 6),
                "line-dasharray": [0.35, 0.35],
            },
            filter=_is("steps"),
            minzoom=14.5,
        ),
    ]
    casings = [_road(*road, casing=True) for road in _ROADS]
    fills = [_road(*road, casing=False) for road in _ROADS]
    return [*rail, *casings, *paths, *fills]


def _road(
    name: str, fill: str, edge: str, narrow: float, wide: float, *, casing: bool
) -> dict[str, Any]:
    extra = 1.4 if casing else 0.0
    return _layer(
        f"{name}-casing" if casing else name,
        "line",
        "roads",
        {
            "line-color": edge if casing else fill,
            "line-width": _growing(12, narrow + extra * 0.5, 18, wide + extra * 2),
            "line-opacity": ["case", ["==", ["get", "tunnel"], 1], 0.35, 1],
        },
        filter=_is(name),
        layout={"line-cap": "round", "line-join": "round"},
        minzoom={"service": 14.0, "minor": 12.0}.get(name, 8.0),
    )


def _labels() -> list[dict[str, Any]]:
    halo = {"text-halo-color": "rgba(255,253,248,0.95)", "text-halo-width": 1.6}
    along = {"symbol-placement": "line", "text-field": ["get", "name"], "text-font": ["Regular"]}
    return [
        _layer(
            "water-names",
            "symbol",
            "waterways",
            {"text-color": "#2c5f80", **halo},
            filter=_is("river"),
            layout={**along, "text-size": 13, "text-letter-spacing": 0.08},
            minzoom=12,
        ),
        _layer(
            "path-names",
            "symbol",
            "paths",
            {"text-color": "#6b4a2b", **halo},
            layout={**along, "text-size": 11.5},
            minzoom=16,
        ),
        _layer(
            "road-names",
            "symbol",
            "roads",
            {"text-color": "#33312d", **halo},
            filter=["!=", ["get", "name"], ""],
            layout={
                **along,
                "text-size": ["interpolate", ["linear"], ["zoom"], 13, 10.5, 17, 14.5],
                "symbol-spacing": 320,
                "text-padding": 3,
                "symbol-sort-key": _by_rank(),
            },
            minzoom=13,
        ),
        _layer(
            "poi-dots",
            "circle",
            "pois",
            {
                "circle-color": _by_class(_POIS, "#5e5a55"),
                "circle-radius": ["interpolate", ["linear"], ["zoom"], 15, 2, 18, 4.5],
                "circle-stroke-color": "#ffffff",
                "circle-stroke-width": 1,
            },
            minzoom=15.5,
        ),
        _layer(
            "poi-names",
            "symbol",
            "pois",
            {"text-color": _by_class(_POIS, "#5e5a55"), **halo},
            layout={
                "text-field": ["get", "name"],
                "text-font": ["Regular"],
                "text-size": 12,
                "text-anchor": "top",
                "text-offset": [0, 0.5],
                "text-max-width": 8,
                "text-padding": 6,
                "symbol-sort-key": ["match", ["get", "class"], ["shop", "food", "stay"], 2, 1],
            },
            minzoom=16,
        ),
        _layer(
            "places",
            "symbol",
            "places",
            {"text-color": "#3b3631", **halo, "text-halo-width": 2},
            layout={
                "text-field": ["get", "name"],
                "text-font": ["Bold"],
                "text-size": [
                    "match",
                    ["get", "class"],
                    ["city", "town"],
                    20,
                    ["village", "suburb"],
                    14.5,
                    12.5,
                ],
                "text-max-width": 7,
                "text-padding": 8,
                "symbol-sort-key": ["match", ["get", "class"], ["city", "town"], 0, "suburb", 1, 2],
            },
            minzoom=9,
            maxzoom=16.5,
        ),
    ]


def _by_rank() -> list[Any]:
    ranks = {name: -index for index, (name, *_) in enumerate(_ROADS)}
    return ["match", ["get", "class"], *[part for pair in ranks.items() for part in pair], 0]
