"""The static map of a journey."""

from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from tests.route.small_city import SmallCity, small_city
from tests.route.test_explain import told
from transit.present.journey_svg import journey_svg
from transit.route.journey import Journey

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def city() -> SmallCity:
    """Return the city as drawn."""
    return small_city()


@pytest.fixture(scope="module")
def journey(city: SmallCity) -> Journey:
    """Return the journey from home to the hall."""
    return told(city)


def test_the_map_says_what_it_shows(city: SmallCity, journey: Journey) -> None:
    """Title and description stand in for the picture."""
    root = Xml.fromstring(journey_svg(journey, city.area.walk))
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == "Map of the journey from home to the hall"
    described = root.findtext(f"{SVG}desc") or ""
    assert "Ride bus 1 to Town Hall" in described
    assert "Walk about 200 metres to Chapel Corner" in described


def test_everything_lies_on_the_sheet(city: SmallCity, journey: Journey) -> None:
    """Stops and signs of the journey lie within the view box."""
    root = Xml.fromstring(journey_svg(journey, city.area.walk, width=400, height=300))
    circles = list(root.iter(f"{SVG}circle"))
    assert len(circles) >= len(journey.rides[0].calls)
    for circle in circles:
        assert 0 <= float(circle.attrib["cx"]) <= 400
        assert 0 <= float(circle.attrib["cy"]) <= 300


def test_east_is_right_and_north_is_up(journey: Journey) -> None:
    """The bus drives east: its stops go from left to right; home lies above High Street."""
    root = Xml.fromstring(journey_svg(journey))
    stops = [
        float(circle.attrib["cx"])
        for circle in root.iter(f"{SVG}circle")
        if (circle.findtext(f"{SVG}title") or "").startswith("stop")
    ]
    assert len(stops) == 4
    assert stops == sorted(stops)
    walk = Xml.fromstring(journey_svg(journey, leg=0))
    home, stop = [
        float(rect.attrib["y"]) for rect in walk.iter(f"{SVG}rect") if rect.get("width") == "16"
    ]
    assert home < stop


def test_rides_differ_by_more_than_colour(journey: Journey) -> None:
    """A second ride has other dashes, and each carries its number."""
    ride = journey.rides[0]
    twice = replace(journey, legs=(ride, replace(ride, route="2")))
    root = Xml.fromstring(journey_svg(twice))
    thick = [path for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "7"]
    dashes = {path.get("stroke-dasharray") for path in thick}
    assert len(dashes) == 2
    assert {"1", "2"} <= {text.text for text in root.iter(f"{SVG}text")}


def test_names_cannot_break_out_of_the_map(journey: Journey) -> None:
    """A stop named like markup stays text."""
    call = replace(journey.rides[0].board, name="<script>alert(1)</script>")
    ride = replace(journey.rides[0], calls=(call, *journey.rides[0].calls[1:]))
    made = journey_svg(replace(journey, legs=(ride,)))
    assert "<script>" not in made
    assert "&lt;script&gt;" in made
