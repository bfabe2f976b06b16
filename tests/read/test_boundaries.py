"""Boundaries as councils give them: by what is in the file, with notices of what is odd."""

import json

import geopandas as gpd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from transit.errors import InputError
from transit.read.boundaries import read_boundaries
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
CODES = ("E05000001", "E05000002")


def frame(shapes, crs="EPSG:4326", **columns):
    """Areas as a table; codes and names unless other columns are given."""
    codes = columns or {"WD24CD": list(CODES)[: len(shapes)], "WD24NM": ["East", "West"]}
    return gpd.GeoDataFrame(codes, geometry=shapes, crs=crs)


WEST, EAST = box(-3.0, 51.5, -2.9, 51.6), box(-2.9, 51.5, -2.8, 51.6)


def written(tmp_path, table, name="areas.geojson"):
    """The table as a file."""
    path = tmp_path / name
    table.to_file(path, driver="GPKG" if name.endswith("gpkg") else "GeoJSON")
    return path


def codes_of(notices):
    """Codes of notices."""
    return [notice.code for notice in notices]


def test_codes_names_and_homes_are_found(tmp_path):
    """The column that holds codes, the name beside it; a point in each area and one in none."""
    found, notices = read_boundaries(written(tmp_path, frame([EAST, WEST])), PARAMETERS)
    assert found.codes == CODES
    assert found.names == ("East", "West")
    assert notices == ()
    assert found.find([51.55, 51.55, 51.7], [-2.95, -2.85, -2.95]).tolist() == [1, 0, -1]


def test_a_point_on_a_line_counts_with_the_first(tmp_path):
    """Nobody counts twice: on the line between two areas the first code has the home."""
    found, _ = read_boundaries(written(tmp_path, frame([EAST, WEST])), PARAMETERS)
    assert found.find([51.55], [-2.9]).tolist() == [0]


def test_metres_that_say_from_where_become_degrees(tmp_path):
    """The National Grid in a GeoPackage is moved to degrees, and that is said."""
    table = frame([EAST, WEST]).to_crs(27700)
    found, notices = read_boundaries(written(tmp_path, table, "areas.gpkg"), PARAMETERS)
    assert codes_of(notices) == ["boundary_moved"]
    assert found.find([51.55, 51.55], [-2.95, -2.85]).tolist() == [1, 0]


def test_metres_that_do_not_say_are_refused(tmp_path):
    """A GeoJSON in metres without its coordinates' name: the message says what to do."""
    table = frame([box(330_000, 188_000, 331_000, 189_000)], crs=None, code=["E05000001"])
    content = json.loads(table.to_json())
    path = tmp_path / "metres.geojson"
    path.write_text(json.dumps(content))
    with pytest.raises(InputError, match=r"British National Grid.*WGS 84"):
        read_boundaries(path, PARAMETERS)


def test_without_codes_the_columns_are_named(tmp_path):
    """No column of codes: those that there are stand in the message, and one can be named."""
    path = written(tmp_path, frame([EAST, WEST], parish=["a", "b"]))
    with pytest.raises(InputError, match=r"no column of codes.*parish"):
        read_boundaries(path, PARAMETERS)
    assert read_boundaries(path, PARAMETERS, code="parish")[0].codes == ("a", "b")
    with pytest.raises(InputError, match="no column ward"):
        read_boundaries(path, PARAMETERS, code="ward")


def test_overlaps_are_noticed_and_slivers_are_not(tmp_path):
    """A tenth of an area shared is an overlap; a thousandth is how simple lines meet."""
    for share, codes in ((0.1, ["boundary_overlap"]), (0.001, [])):
        other = box(-2.9 - 0.1 * share, 51.5, -2.8, 51.6)
        _, notices = read_boundaries(written(tmp_path, frame([other, WEST])), PARAMETERS)
        assert codes_of(notices) == codes


def test_an_area_in_two_rows_is_put_together(tmp_path):
    """The same code twice: both parts count, and the notice names it."""
    table = frame([EAST, WEST], code=["E05000001"] * 2, name=["Both", "Both"])
    found, notices = read_boundaries(written(tmp_path, table), PARAMETERS)
    assert found.codes == ("E05000001",)
    assert codes_of(notices) == ["boundary_twice"]
    assert found.find([51.55, 51.55], [-2.95, -2.85]).tolist() == [0, 0]


def test_what_is_no_area_is_left_out_and_crossed_lines_are_mended(tmp_path):
    """A point has no area; a bow tie has two triangles. Without any area the file is refused."""
    tie = [[-3, 51], [-2, 52], [-2, 51], [-3, 52], [-3, 51]]
    shapes = [{"type": "Polygon", "coordinates": [tie]}, {"type": "Point", "coordinates": [0, 0]}]
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": shape}
        for code, shape in zip(CODES, shapes, strict=True)
    ]
    path = tmp_path / "odd.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    found, notices = read_boundaries(path, PARAMETERS)
    assert found.codes == CODES[:1]
    assert codes_of(notices) == ["boundary_mended", "boundary_no_area"]
    assert found.find([51.5, 51.9], [-2.9, -2.5]).tolist() == [0, -1]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features[1:]}))
    with pytest.raises(InputError, match="holds no areas"):
        read_boundaries(path, PARAMETERS)


def test_a_table_of_well_known_text_is_read(tmp_path):
    """CSV with the shapes as text; a row that is no shape is left out."""
    path = tmp_path / "areas.csv"
    path.write_text(f'code,name,wkt\nE05000001,East,"{EAST.wkt}"\nE05000002,West,nonsense\n')
    found, notices = read_boundaries(path, PARAMETERS)
    assert found.names == ("East",)
    assert codes_of(notices) == ["boundary_no_area"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=5) | st.floats(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["type", "features", "geometry", "coordinates", "properties"]),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=12,
        ).map(lambda value: json.dumps(value).encode()),
    ),
    suffix=st.sampled_from([".geojson", ".gpkg", ".csv", ".zip"]),
)
def test_whatever_is_in_a_file_it_is_read_or_refused(tmp_path, content, suffix):
    """Bytes of any kind: areas, or an error that names the file; never another exception."""
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)
    try:
        found, _ = read_boundaries(path, PARAMETERS)
    except InputError as fault:
        assert path.name in str(fault)
    else:
        assert found.codes
