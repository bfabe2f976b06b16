"""Lists of areas: boxes from a table, boxes round boundaries, and what is refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.errors import InputError
from transit.read.area_list import AreaBox, read_area_list

HEADER = "name,south,west,north,east\n"


def write(folder: Path, text: str, name: str = "areas.csv") -> Path:
    """Write a list."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_of_boxes(tmp_path: Path) -> None:
    """Further columns are left alone; spaces round names go."""
    path = write(tmp_path, "code,name,south,west,north,east\n1, St. Helens ,53.4,-2.8,53.5,-2.6\n")
    assert read_area_list(path) == (AreaBox("St. Helens", (53.4, -2.8, 53.5, -2.6)),)


def test_a_street_map_of_its_own_lies_beside_the_list(tmp_path: Path) -> None:
    """An empty cell means the common map."""
    text = "name,south,west,north,east,streets\nA,1,1,2,2,a.osm.pbf\nB,1,1,2,2,\n"
    one, other = read_area_list(write(tmp_path, text))
    assert one.streets == tmp_path / "a.osm.pbf"
    assert other.streets is None


def test_the_box_round_a_boundary(tmp_path: Path) -> None:
    """Of a polygon, or of several with holes, the outermost coordinates count."""
    square = [[[-2.0, 52.0], [-1.5, 52.2], [-1.8, 52.5], [-2.0, 52.0]]]
    island = [[[-2.4, 52.1], [-2.3, 52.1], [-2.3, 52.15], [-2.4, 52.1]]]
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": geometry}
        for name, geometry in (
            ("One", {"type": "Polygon", "coordinates": square}),
            ("Two", {"type": "MultiPolygon", "coordinates": [square, island]}),
        )
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    one, two = read_area_list(write(tmp_path, text, "areas.geojson"))
    assert one.box == (52.0, -2.0, 52.5, -1.5)
    assert two.box == (52.0, -2.4, 52.5, -1.5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (HEADER, "names no area"),
        ("name,south,west,north\nA,1,1,2\n", "no column east"),
        (HEADER + "A,1,1,2,2\na,1,1,2,2\n", "there twice"),
        (HEADER + "A,2,1,1,2\n", r"row 2 \(A\): the box"),
        (HEADER + "A,1,1,2,x\n", r"row 2 \(A\): the box"),
        (HEADER + "A,1,1,2,nan\n", r"row 2 \(A\): the box"),
        (HEADER + "A,1,1,2,\n", r"row 2 \(A\): the box"),
        (HEADER + "A,1,1,91,2\n", r"row 2 \(A\): the box"),
        (HEADER + "../A,1,1,2,2\n", "row 2: the name"),
        (HEADER + ".hidden,1,1,2,2\n", "row 2: the name"),
        (HEADER + ",1,1,2,2\n", "row 2: the name"),
        (HEADER + "A/B,1,1,2,2\n", "row 2: the name"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """The message names the row and what was expected."""
    with pytest.raises(InputError, match=said):
        read_area_list(write(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "3", '{"features": 3}', '{"features": [3]}', '{"features": [{}]}',
        '{"features": [{"properties": {"name": "A"}, "geometry": null}]}',
        '{"features": [{"properties": {"name": "A"}, "geometry": {"coordinates": []}}]}',
        '{"features": [{"properties": {"name": "A"}, "geometry": {"coordinates": [[1]]}}]}',
        '{"features": [{"properties": {"name": "A"}, "geometry": {"coordinates": [[["x"]]]}}]}',
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused(tmp_path: Path, text: str) -> None:
    """Every odd document ends in the same kind of sentence."""
    with pytest.raises(InputError, match=r"areas\.geojson"):
        read_area_list(write(tmp_path, text, "areas.geojson"))


def test_a_missing_list(tmp_path: Path) -> None:
    """Both kinds."""
    for name in ("no.csv", "no.geojson"):
        with pytest.raises(InputError, match="cannot be read"):
            read_area_list(tmp_path / name)


@given(text=st.text(max_size=60))
def test_no_text_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in the file: areas, or one error."""
    folder = tmp_path_factory.getbasetemp()
    for name in ("any.csv", "any.geojson"):
        path = folder / name
        path.write_bytes((HEADER + text).encode("utf-8", errors="replace"))
        try:
            read_area_list(path)
        except InputError as fault:
            assert name in str(fault)
