"""Cutting a place out of an extract loses no street of it."""

from pathlib import Path

import pytest

from transit.fetch.extract import clip
from transit.fetch.limits import FetchLimits

CENTRE = (51.582, -3.005, 51.592, -2.985)


@pytest.mark.real
def test_the_streets_of_newport_centre_survive(
    real_data: Path, tmp_path: Path, limits: FetchLimits
) -> None:
    """Read with the same clip, the whole extract and the cut one give the same ways and nodes."""
    from transit.read.osm import read_streets

    whole = real_data / "newport" / "newport-2023-06-13.osm.pbf"
    out = tmp_path / "centre.osm.pbf"
    assert clip(whole, CENTRE, out, limits.left_out_areas) > 1_000
    assert out.stat().st_size < whole.stat().st_size / 5
    expected, _ = read_streets(whole, CENTRE)
    found, _ = read_streets(out, CENTRE)
    assert {way.osm_id for way in found.ways} == {way.osm_id for way in expected.ways}
    # Points that the reader puts in where a way leaves the box are numbered as they come.
    mapped = [set(each.node_osm_id[each.node_osm_id > 0].tolist()) for each in (found, expected)]
    assert mapped[0] == mapped[1]
    assert len(found.node_osm_id) == len(expected.node_osm_id)
    assert {place.osm_id for place in found.places} == {place.osm_id for place in expected.places}
