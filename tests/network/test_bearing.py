"""Which way buses face at a stop."""

from pathlib import Path

import numpy as np
import pytest

from tests.feeds import trip, write_feed
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
# West to east: W, M, E on one street; 0.001 degrees of longitude are 69 m here.
STREET = {"W": (51.5, -3.002), "M": (51.5, -3.0), "E": (51.5, -2.998)}


def bearings(tmp_path: Path, *trips: object, shapes: str | None = None) -> dict[str, float]:
    """Return each stop's bearing."""
    path = write_feed(
        tmp_path / "tiny.zip",
        trips,
        stops=STREET,
        files={"shapes.txt": shapes},  # type: ignore[arg-type]
    )
    stops = build_timetable([read_feed(path, PARAMETERS)], PARAMETERS)[0].stops
    return dict(zip(stops["stop_id"], stops["bearing"], strict=True))


def shape(*points: tuple[float, float]) -> str:
    """Return shapes.txt with one shape ``s``."""
    rows = "".join(f"s,{lat},{lon},{at}\n" for at, (lat, lon) in enumerate(points))
    return "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n" + rows


def test_from_stop_to_stop_without_shapes(tmp_path: Path) -> None:
    """Eastwards along the street is 90 degrees at each stop."""
    found = bearings(tmp_path, trip("t", "W 08:00", "M 08:01", "E 08:02"))
    assert found == pytest.approx({"W": 90, "M": 90, "E": 90}, abs=0.01)


def test_along_the_shape(tmp_path: Path) -> None:
    """The bus comes up a side street from the south and turns into it again at M."""
    line = shape((51.5, -3.002), (51.499, -3.0), (51.501, -3.0), (51.5, -2.998))
    found = bearings(
        tmp_path, trip("t", "W 08:00", "M 08:01", "E 08:02", shape_id="s"), shapes=line
    )
    assert found["M"] == pytest.approx(0, abs=0.01)


def test_a_shape_there_and_back_is_matched_in_order(tmp_path: Path) -> None:
    """On the way back along the same line M is called at westwards: the two contradict."""
    line = shape((51.5, -3.002), (51.5, -2.998), (51.5, -3.002))
    there = trip("t", "W 08:00", "E 08:02", "M 08:03", shape_id="s")
    assert bearings(tmp_path, there, shapes=line)["M"] == pytest.approx(270, abs=0.01)


def test_both_ways_at_one_pole_is_unknown(tmp_path: Path) -> None:
    """As many trips east as west: no direction. Three to one agree no more than half."""
    out = trip("t1", "W 08:00", "M 08:01", "E 08:02")
    back = trip("t2", "E 08:00", "M 08:01", "W 08:02")
    assert np.isnan(bearings(tmp_path, out, back)["M"])


def test_a_few_strays_do_not_matter(tmp_path: Path) -> None:
    """Nine trips east and one west: the mean vector is 0.8 long, eastwards."""
    out = [trip(f"t{at}", f"W 08:{at}0", f"M 08:{at}1", f"E 08:{at}2") for at in range(6)]
    out += [trip(f"u{at}", f"W 09:{at}0", f"M 09:{at}1", f"E 09:{at}2") for at in range(3)]
    back = trip("back", "E 08:00", "M 08:01", "W 08:02")
    assert bearings(tmp_path, *out, back)["M"] == pytest.approx(90, abs=0.01)


def test_a_stop_without_buses_has_none(tmp_path: Path) -> None:
    """Nothing calls at E."""
    assert np.isnan(bearings(tmp_path, trip("t", "W 08:00", "M 08:01"))["E"])


def test_a_shape_elsewhere_says_nothing(tmp_path: Path) -> None:
    """A shape a kilometre north is not believed; the stops are."""
    line = shape((51.51, -3.0), (51.52, -3.0))
    found = bearings(
        tmp_path, trip("t", "W 08:00", "M 08:01", "E 08:02", shape_id="s"), shapes=line
    )
    assert found["M"] == pytest.approx(90, abs=0.01)
