"""A change across a road: whoever helps to change is there until the bus has come."""

import pytest

from tests.plan.test_along import Town, said

TOWN = """A change across the road.

SKETCH: one sign is 20 metres across

                                                    H
  V
  e--T-------------------------------------------S--b--------------------X---g
     R                                           Q                       Y

STREETS
e T S b X g: High Street, residential road, 20 mph, pavements, lit, paved, level

POINTS
S: stop Home, seat, shelter
T: stop West End, seat, shelter
Q: stop Home, seat, shelter
R: stop West End, seat, shelter
X: stop Market, seat, shelter
Y: stop Market, seat, shelter

BUSES
6: every 30 minutes from 7:00 to 19:00, S 0, X 4
9: every 30 minutes from 7:14 to 19:14, Y 0, R 6
9: every 30 minutes from 7:05 to 19:05, T 0, X 6
6: every 30 minutes from 7:18 to 19:18, Y 0, Q 4

PERSON
home: H
walks at most: 500 metres
alone: everything
not yet: {skills}
cannot learn: everything
companion: family, tuesdays

VENUE
door: V

SESSION
hours: 10:00 to 12:00
"""


@pytest.fixture(scope="module")
def across(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Return the town, built once."""
    return Town(tmp_path_factory.mktemp("across"), TOWN)


def test_nobody_is_alone_in_the_middle_of_a_change(across: Town) -> None:
    """Over the road and until the next bus, in one go; alone again from the ride on."""
    first = across.choices(across.person("change")).options[0]
    assert first.together.legs == ("out:3", "out:4:1-1", "back:3", "back:4:1-1")
    assert len(first.together.meetings) == 2
    for way in first.plan.ways:
        assert said(way)[-1] == ("alone_again", "ride")
        assert [name for name, _ in said(way)].count("alone_again") == 1
