"""The map on a page: our own component over the area's background map."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import streamlit as st

from transit.present.maps import Bounds, LegendEntry, MapContent

_FLAT = "browser_draws_no_maps"
_ASSETS = files("transit.dashboard") / "assets"


@dataclass(frozen=True, slots=True)
class MapPlace:
    """Where the background comes from, and how far it reaches.

    Parameters
    ----------
    edition
        The area's edition.
    extent
        West, south, east, north of the area.
    home
        The part of it to begin with: where most stops are.
    prefix
        Path under which the dashboard is published.
    """

    edition: str
    extent: Bounds
    home: Bounds
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """A point to look at closely."""

    lat: float
    lon: float
    nth: int = field(default=0)


def _component() -> Callable[..., Any]:
    """Register the component; again in each run, for a page's registry may be new."""
    parts = {
        name: (_ASSETS / f"map.{name}").read_text(encoding="utf-8")
        for name in ("html", "css", "js")
    }
    return st.components.v2.component("transit_map", **parts, isolate_styles=False)


def _around(extent: Bounds, shown: Bounds | None) -> Bounds:
    """Return the box around two."""
    if shown is None:
        return extent
    return (
        min(extent[0], shown[0]),
        min(extent[1], shown[1]),
        max(extent[2], shown[2]),
        max(extent[3], shown[3]),
    )


def show_map(
    place: MapPlace,
    content: MapContent,
    *,
    key: str,
    label: str,
    height: int = 560,
    pick: bool = False,
    legend: Sequence[LegendEntry] = (),
    focus: Focus | None = None,
    picture: Callable[[], str] | None = None,
) -> Mapping[str, Any] | None:
    """Show a map.

    Parameters
    ----------
    place
        The background.
    content
        What lies on top.
    key
        Name of this map on the page.
    label
        What it shows, for those who do not see it.
    height
        Pixels.
    pick
        Let the visitor choose a start and an end on it.
    legend
        What its signs mean.
    focus
        A point to look at closely.
    picture
        Makes the SVG that is shown where the browser cannot draw the map.

    Returns
    -------
    mapping or None
        ``role`` (start or end), ``lat`` and ``lon`` in the run after a point was chosen.
    """
    bounds = content.bounds or place.home
    shown = _component()(
        key=key,
        data={
            "prefix": place.prefix,
            "style": f"{place.prefix}/map/style.json?edition={place.edition}",
            "stops": f"{place.prefix}/map/stops.geojson?edition={place.edition}",
            "extent": list(_around(place.extent, content.bounds)),
            "bounds": list(bounds),
            "fit": repr(bounds),
            "lines": content.lines_geojson(),
            "areas": content.areas_geojson(),
            "points": [point.as_dict() for point in content.points],
            "legend": [entry.as_dict() for entry in legend],
            "focus": {"lat": focus.lat, "lon": focus.lon, "nth": focus.nth} if focus else None,
            "label": label,
            "height": height,
            "pick": pick,
            "hasPicture": picture is not None,
            "picture": picture() if picture and st.session_state.get(_FLAT) else "",
        },
        on_pick_change=lambda: None,
        on_flat_change=lambda: None,
    )
    if shown.flat and not st.session_state.get(_FLAT):
        # The browser has no WebGL2: from now on pictures are sent along.
        st.session_state[_FLAT] = True
        st.rerun()
    chosen = shown.pick
    return chosen if isinstance(chosen, Mapping) else None
