"""Finding places by name and by position."""

import pytest

from transit.dashboard.place_search import (
    Candidate,
    PlaceIndex,
    find_places,
    read_lat_lon,
    stop_label,
)
from transit.errors import InputError

NAMES = (
    "Malpas Road",
    "Maesglas Retail Park",
    "Station Road",
    "High Street",
    "Highfield Surgery",
    "Newport Station",
    "Central Library",
    "St. Mary's Church",
)


def index(*names: str) -> PlaceIndex:
    """Return an index of places that differ in name only."""
    from rapidfuzz import utils

    found = tuple(Candidate(name, "street", "", 51.5, -3.0) for name in names)
    return PlaceIndex(found, tuple(utils.default_process(name) for name in names))


def first(text: str) -> str:
    """Return the likeliest name."""
    return find_places(index(*NAMES), text)[0].name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("high", "High Street"),
        ("High St", "High Street"),
        ("malpas", "Malpas Road"),
        ("library", "Central Library"),
        ("libary", "Central Library"),
        ("st marys church", "St. Mary's Church"),
        ("station newport", "Newport Station"),
    ],
)
def test_the_likeliest_comes_first(typed: str, meant: str) -> None:
    """Beginnings, abbreviations, slips and turned words still find the place."""
    assert first(typed) == meant


def test_at_most_five_are_offered() -> None:
    """A name that fits everything offers five places, not all of them."""
    many = index(*(f"Church Street {number}" for number in range(30)))
    assert len(find_places(many, "church street")) == 5


def test_two_places_of_the_same_name_and_part_of_town_are_one() -> None:
    """What cannot be told apart is offered once."""
    assert len(find_places(index("High Street", "High Street"), "high street")) == 1


@pytest.mark.parametrize("typed", ["", "   ", "!!", "qqqqqqzzz"])
def test_nothing_like_it_offers_nothing(typed: str) -> None:
    """An empty or strange text offers nothing rather than something wrong."""
    assert find_places(index(*NAMES), typed) == ()


@pytest.mark.parametrize(
    ("name", "indicator", "label"),
    [
        ("High Street", "Stop B", "High Street, Stop B"),
        ("High Street (Stop B)", "Stop B", "High Street (Stop B)"),
        ("High Street", None, "High Street"),
        ("High Street", "", "High Street"),
    ],
)
def test_a_pole_is_named_once(name: str, indicator: str | None, label: str) -> None:
    """What the pole says is added unless the name has it."""
    assert stop_label(name, indicator) == label


def test_an_area_without_names_offers_nothing() -> None:
    """An empty index is no fault."""
    assert find_places(index(), "high street") == ()


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("51.588,-2.997", (51.588, -2.997)),
        (" 51.588 ; −2.997 ", (51.588, -2.997)),
        ("51.5 -3", (51.5, -3.0)),
        ("High Street", None),
        ("51.588", None),
        ("1,2,3", None),
    ],
)
def test_positions_are_read(typed: str, position: tuple[float, float] | None) -> None:
    """Two numbers are a position, with a comma, a semicolon or a space; all else is a name."""
    assert read_lat_lon(typed) == position


@pytest.mark.parametrize("typed", ["91,0", "0,181", "-100 0"])
def test_a_position_off_the_earth_is_refused(typed: str) -> None:
    """The message says what is possible."""
    with pytest.raises(InputError, match="Latitude goes from"):
        read_lat_lon(typed)
