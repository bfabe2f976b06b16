"""The demo borough through our own readers: the same as for a real place, without an error."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from transit.demo import DemoFiles, make_demo
from transit.model.notice import Severity
from transit.network.area import Area
from transit.network.build import build_area
from transit.network.link import Link, build_link_index, link
from transit.network.store import open_area, read_notices
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules


@pytest.fixture(scope="module")
def area(demo_area: Path) -> Area:
    """Return the area, built with every input that there is."""
    return open_area(demo_area)


def test_nothing_is_left_out(area: Area) -> None:
    """No error; the only warnings are of stops drawn on the wrong side on purpose."""
    told = read_notices(area)
    assert told
    assert [n for n in told if n.severity is Severity.ERROR] == []
    warnings = {n.code for n in told if n.severity is Severity.WARNING}
    assert warnings <= {"stop_side_disagrees", "naptan_bearing_disagrees"}


def test_every_stop_stands_at_a_street(area: Area) -> None:
    """Each stop has a corner in the one big component."""
    corner = area.stops.corner
    assert (corner >= 0).all()
    assert (area.walk.corner_component[corner] == 0).all()


def test_every_home_and_venue_can_be_reached_on_foot(area: Area, files: DemoFiles) -> None:
    """With all crossings allowed, each home and each door joins the one big component."""
    homes = pl.read_csv(files.people).select(lat="home_lat", lon="home_lon")
    doors = pl.read_csv(files.opportunities).select(lat="entrance_lat", lon="entrance_lon")
    index = build_link_index(area.walk)
    rules, parameters = read_rules(), read_parameters()
    for lat, lon in pl.concat([homes, doors]).iter_rows():
        found = link(area.walk, index, lat, lon, rules, parameters)
        assert isinstance(found, Link), (lat, lon)
        assert (area.walk.corner_component[found.entry_corner] == 0).all()


def test_bearings_of_stops_are_known(area: Area) -> None:
    """NaPTAN's bearings, or the buses' way, say where every stop's buses head."""
    assert not np.isnan(area.timetable.stops["bearing"].to_numpy()).any()


def test_slopes_are_known_and_the_hill_is_steep(area: Area) -> None:
    """With a height raster, pavements have a slope; some exceed 8 %."""
    slope = np.abs(area.walk.edge_incline_pct)
    assert np.isnan(slope).mean() < 0.5
    assert np.nanmax(slope) > 8


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 99])
def test_other_seeds_build_too(seed: int, tmp_path: Path) -> None:
    """Whatever the seed: no error, and (nearly) all corners hang together."""
    files = make_demo(tmp_path / "demo", seed=seed)
    feeds = [files.timetable]
    report = build_area(
        files.streets, feeds, tmp_path / "area", naptan=files.naptan, draw_map=False
    )
    assert not report.has_errors
    component = open_area(report.folder).walk.corner_component
    assert (component == 0).mean() > 0.99
