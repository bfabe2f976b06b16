"""Two hundred ways of plans over Newport, each step held against the ground by other means.

What a step says must stand in the walk network's arrays, in the publisher's rows and on the map;
and what is made wrong on purpose must be found.
"""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.plan.planning import WORDS
from tests.truth.feed import read_feed
from tests.truth.plans import faults
from tests.truth.things import read_things
from tests.truth.world import Made, World
from transit.model.plan import Action, PlanStep
from transit.model.verdict import Direction
from transit.plan.say import Speaker, for_the_person
from transit.plan.steps import steps_of
from transit.read.parameters import read_parameters
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.alternatives import find_journeys
from transit.route.explain import explain_answer
from transit.route.journey import RideLeg
from transit.route.query import Point, Query
from transit.route.router import Router

if TYPE_CHECKING:
    from transit.network.area import Area

pytestmark = [pytest.mark.real, pytest.mark.slow]

DATE = dt.date(2023, 6, 13)
BOX = (51.560, -3.03, 51.595, -2.95)
PROFILES = ("walks-well", "new-to-buses", "walks-with-a-stick", "avoids-changes")
ENOUGH = 100
MOST_PLANTED = 40


@pytest.fixture(scope="module")
def world(newport_area: "Area", real_data: Path) -> World:
    """Return what plans are held to."""
    folder = real_data / "newport"
    feed = read_feed(folder / "newport-2023-06-13.gtfs.zip", DATE)
    return World(newport_area, feed, read_things(folder / "newport-2023-06-13.osm.pbf"))


@pytest.fixture(scope="module")
def made(newport_area: "Area") -> list[Made]:
    """Return two hundred ways with their steps and the bare journeys behind them."""
    chance, rules, words = random.Random(5), read_rules(), for_the_person(WORDS)
    parameters = read_parameters()
    routers = [Router(newport_area, read_profile(name), rules, parameters) for name in PROFILES]
    ways: list[Made] = []
    for number in range(3 * ENOUGH):
        ends = [
            Point(chance.uniform(BOX[0], BOX[2]), chance.uniform(BOX[1], BOX[3]), name)
            for name in ("", "Day centre")
        ]
        moment = dt.datetime.combine(DATE, dt.time(chance.randrange(8, 19), 15))
        router = routers[number % len(routers)]
        query = Query(
            origin=ends[0],
            destination=ends[1],
            moment=moment,
            arrive_by=bool(number % 2),
            profile=read_profile(PROFILES[number % len(routers)]),
            max_journeys=1,
        )
        answer = find_journeys(router, query)
        if not answer.options:
            continue
        journey = explain_answer(newport_area, answer, rules).journeys[0]
        direction = Direction.OUT if number % 2 else Direction.BACK
        speaker = Speaker(words, journey, direction, "yes", "Day centre")
        ways.append(
            Made(
                tuple(speaker.said(step) for step in steps_of(journey, direction)),
                answer.options[0].found,
                answer.day,
                answer.origin,
                answer.destination,
                tuple(isinstance(leg, RideLeg) for leg in journey.legs),
            )
        )
        if len(ways) == ENOUGH:
            break
    return ways


def count(made: list[Made], action: Action, fact: str = "") -> int:
    """Return how many steps do something, and tell something of it."""
    return sum(
        step.action is action and (not fact or fact in step.facts)
        for way in made
        for step in way.steps
    )


def test_enough_is_asked(made: list[Made]) -> None:
    """A check over nothing would prove nothing."""
    assert len(made) == ENOUGH
    assert count(made, Action.RIDE) > ENOUGH / 4
    assert count(made, Action.TURN) > 5 * ENOUGH
    assert count(made, Action.CROSS) > 2 * ENOUGH
    sights = sum("landmark_osm" in step.facts for way in made for step in way.steps)
    assert sights > ENOUGH / 2
    assert count(made, Action.WALK, "passed_osm") > 10
    assert count(made, Action.CHECK) > 10


def test_every_step_is_true(world: World, made: list[Made]) -> None:
    """Turns, sides, crossings, streets, stops, buses, times and landmarks are as told."""
    wrong = [(number, fault) for number, way in enumerate(made) for fault in faults(world, way)]
    assert not wrong, "\n".join(f"{len(wrong)}: way {number}: {fault}" for number, fault in wrong)


def turned_over(step: PlanStep, fact: str) -> PlanStep:
    """Return a step that tells the other side, in fact and word alike."""
    value = str(step.facts[fact])
    other = value.replace("left", "#").replace("right", "left").replace("#", "right")
    said = tuple(
        each.replace("left", "#").replace("right", "left").replace("#", "right")
        for each in step.sentences
    )
    return replace(step, facts={**step.facts, fact: other}, sentences=said)


def with_fact(step: PlanStep, **facts: Any) -> PlanStep:
    """Return a step with another fact."""
    return replace(step, facts={**step.facts, **facts})


PLANTED: dict[str, tuple[Action, str, Callable[[PlanStep], PlanStep], float]] = {
    "turn": (Action.TURN, "turn", lambda step: turned_over(step, "turn"), 0.8),
    "side": (Action.WALK, "side", lambda step: turned_over(step, "side"), 0.9),
    "street": (Action.WALK, "street", lambda step: with_fact(step, street="Elsewhere"), 1.0),
    "crossing": (Action.CROSS, "crossing", lambda step: with_fact(step, crossing="zebra"), 1.0),
    "stop count": (
        Action.RIDE,
        "stops",
        lambda step: with_fact(step, stops=int(step.facts["stops"]) + 1),
        0.95,
    ),
    "stop": (Action.ALIGHT, "stop", lambda step: with_fact(step, stop="Elsewhere"), 0.95),
    "sign": (
        Action.RING,
        "stop_1_before",
        lambda step: with_fact(step, stop_1_before="Elsewhere"),
        0.95,
    ),
    "route": (Action.WAIT, "route", lambda step: with_fact(step, route="X99"), 1.0),
    "headsign": (Action.WAIT, "headsign", lambda step: with_fact(step, headsign="Moon"), 1.0),
    "numbers": (Action.CHECK, "numbers", lambda step: with_fact(step, numbers="X99"), 1.0),
    "landmark": (
        Action.TURN,
        "landmark_osm",
        lambda step: with_fact(step, landmark="castle"),
        1.0,
    ),
    "passed side": (
        Action.WALK,
        "passed_side",
        lambda step: turned_over(step, "passed_side"),
        0.95,
    ),
}


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_fault_is_found(world: World, made: list[Made], what: str) -> None:
    """What is told wrong on purpose is a fault; the shares leave room for bends both ways."""
    action, fact, wrong, share = PLANTED[what]
    found = planted = 0
    for way in made:
        at = next(
            (
                index
                for index, step in enumerate(way.steps)
                if step.action is action
                and step.facts.get(fact) not in (None, "", "back", "zebra", "ahead")
            ),
            None,
        )
        if at is None:
            continue
        if planted == MOST_PLANTED:
            break
        steps = (*way.steps[:at], wrong(way.steps[at]), *way.steps[at + 1 :])
        planted += 1
        found += bool(faults(world, replace(way, steps=steps)))
    assert planted >= 8
    assert found >= share * planted, f"{found} of {planted}"
