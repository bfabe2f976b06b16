"""The static map of a journey."""

from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from tests.route.small_city import SmallCity, small_city
from tests.route.test_explain import told
from transit.present.journey_map import MARKED_FROM_LEVEL, letters, numbered
from transit.present.journey_svg import journey_svg
from transit.present.svg_sheet import Room, View
from transit.present.svg_signs import scale_metres
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


def texts(made: str) -> list[str]:
    """Return all that is written on a map."""
    return [each.text or "" for each in Xml.fromstring(made).iter(f"{SVG}text")]


def test_it_has_north_a_scale_and_names(city: SmallCity, journey: Journey) -> None:
    """A walk's map names its streets, its stop and its ends, points north and tells how far."""
    written = texts(journey_svg(journey, city.area.walk, leg=0))
    assert "N" in written
    assert any(text.endswith(" metres") for text in written)
    assert "High Street" in written
    assert "start: home" in written and "end: Chapel Corner, Stop A" in written
    assert "Mill Lane" in texts(journey_svg(journey, city.area.walk))


def test_the_scale_bar_is_as_long_as_it_says(journey: Journey) -> None:
    """On a sheet 800 wide the bar is at most a fifth of it, and its metres are round."""
    view = View(51.5, -3.0, 0.5, 800, 600)
    assert scale_metres(view) == 200
    root = Xml.fromstring(journey_svg(journey))
    assert any(each.get("class") == "scale" for each in root.iter(f"{SVG}g"))


def test_signs_carry_the_numbers_and_letters_of_the_page(journey: Journey) -> None:
    """Each leg's map numbers its steps as the whole journey does, and marks what is asked."""
    last = len(journey.legs) - 1
    numbers = {
        str(number) for number, leg, *_ in numbered(journey) if number is not None and leg == last
    }
    marked = {
        letter
        for demand, letter in letters(journey).items()
        if demand.leg == last and demand.level >= MARKED_FROM_LEVEL
    }
    written = set(texts(journey_svg(journey, leg=last)))
    assert numbers and numbers <= written
    assert marked and marked <= written


def test_a_crossing_has_a_sign_of_its_own(journey: Journey) -> None:
    """Steps over a road have a second ring; what is to be checked is dashed, once a place."""
    unsure = tuple(replace(unknown, decides=unknown.leg == 0) for unknown in journey.unknowns)
    root = Xml.fromstring(journey_svg(replace(journey, unknowns=unsure), leg=0))
    kinds = [each.get("class") for each in root.iter(f"{SVG}g")]
    assert kinds.count("cross") == 1
    assert kinds.count("unknown") >= 1


def test_nothing_is_written_over_anything_else() -> None:
    """Room refuses what overlaps, and what would hang over the edge."""
    room = Room(100, 100)
    room.take([(50, 50, 10)])
    assert not room.is_free([(60, 50, 10)])
    assert room.is_free([(75, 50, 10)])
    assert not room.is_free([(95, 50, 10)])


def test_who_drew_the_map_is_said_where_asked(city: SmallCity, journey: Journey) -> None:
    """A credit stands in the corner."""
    credit = "© OpenStreetMap contributors"
    assert credit in texts(journey_svg(journey, city.area.walk, credit=credit))
