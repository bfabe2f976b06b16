"""Landmarks on a metre grid: near, on the right side, and never one of two that are alike."""

import math

import numpy as np
import pytest

from tests.route.small_city import City
from transit.network.landmarks import Landmarks, landmarks_of
from transit.network.walk import WalkNetwork
from transit.read.landmark_rules import read_landmark_rules
from transit.read.parameters import read_parameters
from transit.read.streets import MappedLandmark
from transit.route.journey import Landmark, Side
from transit.route.landmark_limits import LandmarkLimits
from transit.route.landmarks import Sights
from transit.route.outlines import is_inside, nearest_point

PARAMETERS = read_parameters()
EAST = 90.0


@pytest.fixture(scope="module")
def town() -> tuple[City, WalkNetwork]:
    """Return High Street from west to east, and Back Lane 60 m north of it."""
    city = City()
    city.road("High Street", (-300, 0), (300, 0))
    city.road("Back Lane", (-300, 60), (300, 60))
    return city, city.network()


def box(x: float, y: float, size: float = 10) -> list[tuple[float, float]]:
    """Return a square outline with its south-west corner at a point."""
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]


def sights(town: tuple[City, WalkNetwork], *things: tuple[str, str, list[tuple[float, float]]]):
    """Return what is seen of some things: kind, name, outline on the grid."""
    city, network = town
    mapped = [
        MappedLandmark(f"n{number}", kind, name, tuple(city.latlon(*point) for point in ring))
        for number, (kind, name, ring) in enumerate(things)
    ]
    landmarks: Landmarks = landmarks_of(mapped, network, PARAMETERS)
    return Sights(landmarks, read_landmark_rules(), LandmarkLimits.of(PARAMETERS))


def seen(
    town: tuple[City, WalkNetwork],
    *things: tuple[str, str, list[tuple[float, float]]],
    heading: float | None = EAST,
    street: str = "High Street",
) -> Landmark | None:
    """Return what is told at the origin, coming from the west."""
    lat, lon = town[0].latlon(0, 0)
    return sights(town, *things).at(lat, lon, heading, {street})


def test_a_church_on_the_left(town: tuple[City, WalkNetwork]) -> None:
    """12 m north of somebody who walks east: on the left, 12 m away."""
    found = seen(town, ("church", "Saint Mary's", box(-5, 12)))
    assert found is not None
    assert (found.kind, found.side, found.distance_m) == ("church", Side.LEFT, 12)
    assert not found.ahead


@pytest.mark.parametrize(
    ("at", "side", "ahead"),
    [((0, -10), Side.RIGHT, False), ((14, 2), Side.NONE, True), ((-10, 1), Side.NONE, False)],
)
def test_sides_ahead_and_neither(town, at, side, ahead) -> None:
    """South is right; less than 20 degrees off is ahead; almost on the line is no side."""
    found = seen(town, ("post_box", "", [at]))
    assert found is not None and (found.side, found.ahead) == (side, ahead)


def test_no_side_without_a_direction(town) -> None:
    """Who does not know which way one comes tells no side."""
    found = seen(town, ("post_box", "", [(0, -10)]), heading=None)
    assert found is not None and found.side is Side.NONE


def test_two_alike_are_not_told(town) -> None:
    """Two churches within sight, whatever their names: neither is told, but the library is."""
    churches = ("church", "Saint Mary's", box(-5, 12)), ("church", "Saint John's", box(60, 12))
    assert seen(town, *churches) is None
    found = seen(town, *churches, ("library", "", box(-5, -22)))
    assert found is not None and found.kind == "library"


def test_far_apart_one_is_told(town) -> None:
    """The other church is 200 m off, out of sight."""
    assert seen(town, ("church", "", box(-5, 12)), ("church", "", box(200, 12))) is not None


def test_one_thing_mapped_twice_is_one(town) -> None:
    """A point within the outline of the same church."""
    found = seen(town, ("church", "Saint Mary's", box(-5, 12)), ("church", "", [(0, 17)]))
    assert found is not None and found.kind == "church"


def test_shops_are_known_by_their_names(town) -> None:
    """Two shops of different names are told apart; two of one name are not."""
    one, other = ("takeaway", "Chip Stop", [(0, 12)]), ("takeaway", "Golden Fry", [(30, 12)])
    found = seen(town, one, other)
    assert found is not None and found.name == "Chip Stop"
    assert seen(town, one, ("takeaway", "chip stop", [(50, -12)])) is None


def test_the_most_telling_kind_is_told(town) -> None:
    """A church before a nearer hairdresser."""
    found = seen(town, ("hairdresser", "Snips", [(0, -6)]), ("church", "", box(-5, 12)))
    assert found is not None and found.kind == "church"


def test_what_turns_its_back_is_not_seen(town) -> None:
    """25 m north it faces Back Lane, 35 m from it in turn: nearer to the other street."""
    assert seen(town, ("church", "", [(0, 34)])) is None
    assert seen(town, ("church", "", [(0, 26)])) is not None


def test_too_far_and_around(town) -> None:
    """Beyond the reach of its kind it is not told, nor is what one stands in."""
    assert seen(town, ("post_box", "", [(0, 16)])) is None
    assert seen(town, ("school", "", box(-50, -50, 100))) is None


def test_an_old_area_has_none(town) -> None:
    """An area may have no landmark at all."""
    assert seen(town) is None


def test_what_one_passes_is_clear_of_the_ends(town) -> None:
    """Along 200 m: the library in the middle is told, the one at the end belongs there."""
    city = town[0]
    line = np.array([city.latlon(x, 0) for x in (-100, 100)])
    middle = sights(town, ("library", "", box(0, 12))).passed(line, "High Street")
    assert middle is not None and middle.side is Side.LEFT
    assert sights(town, ("library", "", box(-110, 12))).passed(line, "High Street") is None
    both = ("library", "", box(-50, 12)), ("library", "", box(40, 12))
    assert sights(town, *both).passed(line, "High Street") is None
    assert sights(town, ("library", "", box(0, 12))).passed(line[:1].repeat(2, 0), "") is None


def test_outlines() -> None:
    """A square of 10 m around the origin, and one beside it."""
    around = np.array([(-5, -5), (5, -5), (5, 5), (-5, 5), (-5, -5)], dtype=float)
    assert is_inside(around) and not is_inside(around + 20)
    assert not is_inside(around[:1])
    assert math.hypot(*nearest_point(around + np.array([15.0, 0.0]))) == pytest.approx(10)
    assert nearest_point(np.array([(3.0, 4.0)])) == (3.0, 4.0)
