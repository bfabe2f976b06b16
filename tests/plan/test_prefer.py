"""Preferring a bus, or a place to change: taken where worth it, told what it costs where not."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.case_files import opportunity_of, person_of, read_case, session_of, write_inputs
from transit.errors import InputError
from transit.model.saved_plan import Choice
from transit.network.build import build_area
from transit.network.store import open_area
from transit.plan.choose import Choices, Telling, choose
from transit.plan.compare import unmet_words
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_print_words
from transit.read.rules import read_rules
from transit.read.skills import read_skills
from transit.route.journey import Journey
from transit.verdict.desk import Desk

WORDS = Words(read_print_words())
TOWN = """The 6 is quick, the 7 takes 8 minutes more, the 9 takes 50; the 8 goes elsewhere.

SKETCH: one sign is 20 metres across

    H                                    V
  a-----S----------b-------X-----T---------c
        Q          |       Y     R
                   |
                   M

STREETS
a b c: High Street, residential road, 20 mph, pavements, lit, paved, level
b M: Mill Lane, side road, 20 mph, pavements, lit, paved, level

POINTS
S: stop West End, seat, shelter
T: stop East End, seat, shelter
Q: stop West End, seat, shelter
R: stop East End, seat, shelter
X: stop Market, seat, shelter
Y: stop Market, seat, shelter
M: stop Mill Lane

BUSES
6: every 30 minutes from 7:00 to 19:00, S 0, T 6
6: every 30 minutes from 7:15 to 19:15, R 0, Q 6
7: every 30 minutes from 7:00 to 19:00, S 0, T 14
7: every 30 minutes from 7:15 to 19:15, R 0, Q 14
9: every 30 minutes from 7:00 to 19:00, S 0, T 56
9: every 30 minutes from 7:15 to 19:15, R 0, Q 56
8: every 30 minutes from 7:00 to 19:00, S 0, M 5

PERSON
home: H
walks at most: 400 metres
alone: everything

VENUE
door: V

SESSION
hours: 10:00 to 12:00
"""


class Town:
    """The town, and somebody who can do everything."""

    def __init__(self, folder: Path) -> None:
        (folder / "town.txt").write_text(TOWN, encoding="utf-8")
        case = read_case(folder / "town.txt")
        osm, feed = write_inputs(case, folder)
        build_area(osm, [feed], folder / "area", draw_map=False)
        venue = opportunity_of(case)
        area = open_area(folder / "area")
        self.desk = Desk(area, {venue.id: venue}, read_rules(), read_parameters())
        self.person, self.session = person_of(case, read_skills()), session_of(case)

    def choices(self, **choice: object) -> Choices:
        """Return the options that keep to a choice."""
        telling = Telling(WORDS, read_hazards())
        return choose(self.desk, self.person, self.session, telling, Choice(**choice))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Return the town, built once."""
    return Town(tmp_path_factory.mktemp("prefer"))


def routes(journey: Journey) -> list[str]:
    """Return the numbers ridden."""
    return [ride.route for ride in journey.rides]


def ridden(choices: Choices) -> list[list[str]]:
    """Return what the first option rides, there and back."""
    return [routes(choices.options[0].out), routes(choices.options[0].back)]


def test_a_preferred_bus_is_taken_where_it_costs_less_than_it_is_worth(town: Town) -> None:
    """8 minutes more each way, of 15 that it is worth; told as they are, 16 both ways."""
    assert ridden(town.choices()) == [["6"], ["6"]]
    found = town.choices(prefer=("bus:7",))
    assert ridden(found) == [["7"], ["7"]]
    beyond = found.options[0].beyond
    assert beyond is not None and beyond.away_s == beyond.burden_s == 2 * 8 * 60
    assert found.unmet == ()


def test_what_is_not_worth_it_is_told_with_what_it_would_cost(town: Town) -> None:
    """50 minutes more each way; the 8 reaches nothing; there is no 77."""
    dear = town.choices(prefer=("bus:9",))
    assert ridden(dear) == [["6"], ["6"]]
    assert [thing for thing, _ in dear.unmet] == ["bus:9"]
    assert unmet_words(WORDS, dear, {}) == (
        "Without what you prefer, bus 9: with it 100 minutes more, feels 100 minutes longer.",
    )
    never = town.choices(prefer=("bus:8",))
    assert never.unmet == (("bus:8", None),)
    assert unmet_words(WORDS, never, {}) == ("Without what you prefer, bus 8: no journey has it.",)
    absent = town.choices(prefer=("bus:77",))
    assert absent.missing == ("bus:77",) and absent.unmet == ()


def test_an_avoided_bus_takes_no_other_along(town: Town) -> None:
    """The 7 calls where the 6 does, at the same times; without the 6 it is still there."""
    assert ridden(town.choices(avoid=("bus:6",))) == [["7"], ["7"]]
    assert ridden(town.choices(avoid=("bus:6", "bus:7"))) == [["9"], ["9"]]


def test_a_change_is_preferred_and_not_avoided(town: Town) -> None:
    """Where no journey changes nothing is dearer, and it is told that none does."""
    stop = town.choices().options[0].out.rides[0].alight.stop_id
    found = town.choices(prefer=(f"change:{stop}",))
    assert ridden(found) == [["6"], ["6"]]
    assert found.unmet == ((f"change:{stop}", None),)
    said = unmet_words(WORDS, found, {str(stop): "East End"})
    assert said == ("Without what you prefer, changing buses at East End: no journey has it.",)
    with pytest.raises(InputError, match="avoid the stop"):
        town.choices(avoid=(f"change:{stop}",))


def test_of_a_street_or_stop_it_is_not_said_that_no_journey_has_it(town: Town) -> None:
    """Only buses and changes are looked for at any price."""
    found = town.choices(prefer=("bus:8",))
    for thing, said in (("bus:8", "no journey has it"), ("stop:x", "found that is worth it")):
        (sentence,) = unmet_words(WORDS, replace(found, unmet=((thing, None),)), {})
        assert sentence.endswith(f"{said}.")
