"""Figures by area as a map: classes, signs, the key, and a picture that says the same."""

from xml.etree import ElementTree as Xml

import numpy as np
from shapely import MultiPolygon, box

from transit.present.area_map import area_content, area_legend, area_svg, classes_of
from transit.read.boundaries import Boundaries

AREAS = Boundaries(
    "areas.geojson",
    ("A", "B", "C"),
    ("East", "West", "Isles"),
    np.array(
        [
            box(0, 50, 1, 51),
            box(1, 50, 2, 51),
            MultiPolygon([box(3, 50, 4, 51), box(5, 50, 6, 51)]),
        ],
        dtype=object,
    ),
)
FIGURES = {"A": 2.0, "B": 0.4, "C": None}


def test_classes_are_five_equal_steps():
    """Up to 2.0: a step is 0.4; where all is nothing there is one class."""
    assert np.allclose(classes_of(FIGURES), (0.4, 0.8, 1.2, 1.6, 2.0))
    assert classes_of({"A": 0.0, "B": None}) == (0.0,)
    assert classes_of({}) == (0.0,)


def test_each_area_has_its_class_and_its_figure():
    """The end of a class belongs to it; what is not told has a class and a sign of its own."""
    content = area_content(AREAS, FIGURES, {"A": "2.0", "B": "0.4"})
    assert [area.kind for area in content.areas] == ["area-4", "area-0", "area-none"]
    assert [point.text for point in content.points] == ["2.0", "0.4", "–"]
    assert content.points[2].label == "Isles: not told"
    assert content.bounds == (0.0, 50.0, 6.0, 51.0)
    shapes = content.areas_geojson()["features"]
    assert len(shapes[2]["geometry"]["coordinates"]) == 2
    assert shapes[0]["geometry"]["coordinates"][0][0][0] in ([0.0, 50.0], [1.0, 50.0])


def test_the_key_names_every_class_and_what_is_not_told():
    """Five steps and one more where something is hidden."""
    texts = [entry.text for entry in area_legend(FIGURES, "places each")]
    assert texts[0] == "0.0 to 0.4 places each"
    assert texts[-1].startswith("not told")
    assert len(texts) == 6


def test_the_picture_says_what_the_map_says():
    """A path an area, a text each, and all figures in the description."""
    svg = area_svg(area_content(AREAS, FIGURES, {"A": "2.0", "B": "0.4"}), "Places each")
    root = Xml.fromstring(svg)
    names = [child.tag.rpartition("}")[2] for child in root]
    assert names.count("path") == 3
    assert names.count("text") == 3
    assert "East: 2.0; West: 0.4; Isles: not told" in svg


def test_what_is_not_told_is_hatched_and_the_key_stands_under_the_map():
    """Colour alone does not tell it; six lines of 26 units are added beneath 600."""
    legend = area_legend(FIGURES, "places each")
    svg = area_svg(area_content(AREAS, FIGURES, {}), "Places each", legend=legend)
    root = Xml.fromstring(svg)
    assert root.attrib["viewBox"] == f"0 0 800 {600 + 6 * 26}"
    fills = [child.attrib["fill"] for child in root if child.tag.endswith("path")]
    # Isles are not told of.
    assert [each.startswith("url(") for each in fills] == [False, False, True]
    assert svg.count("<text") == 3 + 6 and "not told" in svg
