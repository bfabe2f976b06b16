"""Plans that hold because somebody is along on one part are held to just that."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.verdict.judging import abilities
from tests.watch.towns import PERSON, SESSION, TODAY, desk_of, saved
from transit.model.abilities import Ability, Level
from transit.model.fact import State
from transit.model.people import Companion, CompanionKind, Person
from transit.model.saved_plan import SavedPlan
from transit.model.verdict import Direction, Rung
from transit.model.watch import Changed, Outcome, Watched
from transit.network.area import Area
from transit.plan.along_parts import Part, Parts
from transit.plan.choose import Telling, choose
from transit.plan.keep import version_of
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_print_words
from transit.watch import limits as watch_limits
from transit.watch.along import parts_learnt
from transit.watch.compare import Comparer

WORDS = Words(read_print_words())


def cannot(*skills: str) -> Person:
    """Return somebody with a companion who can do everything but some things, and learn none."""
    own = {
        skill: Ability(
            skill=skill,
            level=Level.NOT_YET,
            assessed_by="T1",
            assessed_on=dt.date(2024, 1, 1),
            trainable=State.NO,
        )
        for skill in skills
    }
    companion = Companion(kind=CompanionKind.FAMILY, days=SESSION.days)
    return replace(PERSON, abilities=abilities(changed=own), companion=companion)


CROSSES_NOTHING = ("cross_side_road", "cross_road_with_some_traffic", "cross_busy_road")
"""Two side roads are to be crossed on the way back, one at each end."""


@pytest.fixture(scope="module")
def along(old: Area) -> SavedPlan:
    """Return a plan with somebody along on the buses."""
    person = cannot("wait_safely")
    choices = choose(desk_of(old), person, SESSION, Telling(WORDS, read_hazards()))
    option = next(each for each in choices.options if each.part_along)
    version = version_of(
        option.plan, (option.out, option.back), old, WORDS, choices.edition, choices.choice, by="T"
    )
    return replace(saved(old), versions=(replace(version, number=1),))


def watched(plan: SavedPlan, area: Area, person: Person) -> Watched:
    """Look at the plan as if streets were other, so that its walks are searched."""
    desk = desk_of(area)
    limits = watch_limits.Limits.of(read_parameters())
    comparer = Comparer(desk, None, limits, TODAY)
    return comparer.compare(plan, person, SESSION, streets_differ=True)


def test_the_part_is_that_of_the_legs(along: SavedPlan) -> None:
    """The rides, both ways."""
    assert along.latest.plan.rung is Rung.WITH_COMPANION
    assert parts_learnt(along.latest) == Parts(Part.RIDE, Part.RIDE)
    alone = replace(along.latest, plan=replace(along.latest.plan, accompanied=()))
    assert parts_learnt(alone) is None


@pytest.mark.parametrize(
    ("legs", "part"),
    [
        (("back:3:1-1",), Part.CHANGE),
        (("back:3", "back:4:1-1"), Part.CHANGE),
        (("back:2",), Part.RIDE),
        (("back:2", "back:3", "back:4"), Part.RIDE),
        (("back:1",), Part.VENUE),
        (("back:5:2-3",), Part.HOME),
        (("out:1:2-2",), Part.WALK),
        (("out:1",), Part.WALK),
    ],
)
def test_waiting_for_the_next_bus_together_is_no_ride(
    along: SavedPlan, legs: tuple[str, ...], part: Part
) -> None:
    """There on foot; back a bus, a change (with a walk between two stops or none), and a bus."""
    walks = legs != ("back:3:1-1",)
    back = ["walk", "bus", *["walk"] * walks, "bus", "walk"]
    modes = {Direction.OUT: ["walk"], Direction.BACK: back}
    latest = replace(
        along.latest,
        plan=replace(along.latest.plan, accompanied=legs),
        journeys={way: {"legs": [{"mode": each} for each in modes[way]]} for way in Direction},
    )
    expected = (part, Part.NONE) if part is Part.WALK else (Part.NONE, part)
    assert parts_learnt(latest) == Parts(*expected)


def test_it_holds_while_the_person_can_do_the_rest(along: SavedPlan, old: Area) -> None:
    """Nothing is other."""
    assert watched(along, old, cannot("wait_safely")).told == ()


def test_it_breaks_where_the_person_cannot_do_the_rest(along: SavedPlan, old: Area) -> None:
    """Somebody on the bus does not help to cross; somebody all the way would."""
    person = cannot("wait_safely", *CROSSES_NOTHING)
    found = watched(along, old, person)
    assert found.outcome is Outcome.BROKEN
    assert {each.changed for each in found.told} == {Changed.NOT_ABLE}
    whole = replace(along.latest, plan=replace(along.latest.plan, accompanied=()))
    assert watched(replace(along, versions=(whole,)), old, person).told == ()
