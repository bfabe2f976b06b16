"""What a map of a journey shows: lines, numbers, letters, question marks."""

from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from tests.route.small_city import small_city
from tests.route.test_explain import told
from transit.present.journey_map import (
    LEGEND,
    MARKED_FROM_LEVEL,
    journey_map,
    legend_of,
    letters,
    numbered,
)
from transit.present.journey_svg import journey_svg
from transit.present.maps import MapContent, MapLine, MapPoint, bounds_of
from transit.route.journey import Demand, Journey, RideLeg, Unknown


@pytest.fixture(scope="module")
def journey() -> Journey:
    """Return the small city's journey from home to the hall."""
    return told(small_city())


def drawn(journey: Journey) -> MapContent:
    """Return a journey's map with plain labels."""
    return journey_map(
        journey, lambda _leg, _step: "step", lambda each: each.kind, lambda each: each.fact
    )


def test_numbers_run_over_all_walks(journey: Journey) -> None:
    """Steps on foot are 1, 2, 3 …; rides and standing at a stop have none."""
    numbers = [number for number, *_ in numbered(journey) if number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(
        number is None for number, _, leg, _ in numbered(journey) if isinstance(leg, RideLeg)
    )


def test_numbers_agree_with_the_static_map(journey: Journey) -> None:
    """A number on the picture means the same step as on the page."""
    picture = Xml.fromstring(journey_svg(journey))
    shown = {
        each.text
        for each in picture.iter("{http://www.w3.org/2000/svg}text")
        if each.text and each.text.isdigit()
    }
    numbers = {str(number) for number, *_ in numbered(journey) if number is not None}
    routes = {leg.route for leg in journey.rides}
    assert shown <= numbers | routes


def test_lines_are_the_legs(journey: Journey) -> None:
    """A walk, a ride, a walk, longitude first in GeoJSON."""
    content = drawn(journey)
    kinds = ["ride" if isinstance(leg, RideLeg) else "walk" for leg in journey.legs]
    assert [line.kind for line in content.lines] == kinds
    first = content.lines_geojson()["features"][0]["geometry"]["coordinates"][0]
    lat, lon = journey.legs[0].points[0]
    assert first == [round(lon, 6), round(lat, 6)]


def test_the_box_holds_everything(journey: Journey) -> None:
    """All points lie within the bounds that the map is opened at."""
    content = drawn(journey)
    assert content.bounds is not None
    west, south, east, north = content.bounds
    for lat, lon in (point for leg in journey.legs for point in leg.points):
        assert west <= lon <= east
        assert south <= lat <= north


def test_easy_demands_are_listed_only(journey: Journey) -> None:
    """Signs stand for demands from the level that is marked; letters for all."""
    easy = Demand(kind="ride_alone", level=MARKED_FROM_LEVEL - 1, leg=0, step=None, lat=1, lon=2)
    hard = Demand(kind="cross", level=MARKED_FROM_LEVEL, leg=0, step=None, lat=1, lon=2)
    asking = replace(journey, demands=(easy, hard))
    assert list(letters(asking).values()) == ["A", "B"]
    signs = [point for point in drawn(asking).points if point.kind == "demand"]
    assert [(sign.text, sign.label) for sign in signs] == [("B", "B: cross")]


def test_letters_go_on_after_z(journey: Journey) -> None:
    """The 27th demand is AA."""
    demands = tuple(
        Demand(kind="cross", level=1, leg=0, step=None, lat=each, lon=0) for each in range(28)
    )
    marks = list(letters(replace(journey, demands=demands)).values())
    assert (marks[0], marks[25], marks[26], marks[27]) == ("A", "Z", "AA", "AB")


def test_only_what_decides_is_to_be_checked_on_the_map(journey: Journey) -> None:
    """A fact that is only good to know has no sign."""
    facts = tuple(
        Unknown(fact=name, leg=0, lat=1, lon=2, decides=decides)
        for name, decides in (("kerb", True), ("lit", False))
    )
    signs = [p for p in drawn(replace(journey, unknowns=facts)).points if p.kind == "unknown"]
    assert [sign.label for sign in signs] == ["Check: kerb"]


def test_signs_in_one_place_stand_apart(journey: Journey) -> None:
    """Three demands at one corner have three different places on the screen."""
    demands = tuple(
        Demand(kind=kind, level=3, leg=0, step=None, lat=1, lon=2) for kind in ("a", "b", "c")
    )
    signs = [p for p in drawn(replace(journey, demands=demands)).points if p.kind == "demand"]
    assert len({sign.offset for sign in signs}) == 3


def test_the_key_names_what_is_there() -> None:
    """A map with one walk and one step has two lines in its key."""
    content = MapContent(
        (MapLine("walk", ((1, 2), (3, 4))),), (MapPoint("step", "1", "Step 1", 1, 2),)
    )
    assert [entry.text for entry in legend_of(content)] == ["Walk", "Step"]
    assert legend_of(MapContent()) == ()
    assert len({(entry.kind, entry.mark) for entry in LEGEND}) == len(LEGEND)


def test_nothing_has_no_box() -> None:
    """Without points there is nowhere to look."""
    assert bounds_of([]) is None
    assert bounds_of([(51.5, -3.0)]) == (-3.0, 51.5, -3.0, 51.5)
