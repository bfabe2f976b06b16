"""Within the training limit: the easiest way may ask for too much where a longer one does not.

::

    home --- zebra --- signals --- venue
       \\                         /
        200 m -- railway -- 200 m
"""

from collections.abc import Mapping
from pathlib import Path

from tests.builders import (
    City,
    Edge,
    Line,
    area_of,
    clock,
    every_trip,
    link_on,
    plain_profile,
    street_network,
    timetable_of,
)
from tests.verdict.judging import ON, CityDesk, abilities, spot
from transit.model.abilities import Ability, Lessons, Level
from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Companion, CompanionKind, Person, PlaceKind, StartPlace
from transit.model.streets import CrossingKind, EdgeKind, Traffic
from transit.model.verdict import Rung, Verdict
from transit.model.weekdays import Weekday
from transit.verdict.judge import judge_many

ZEBRA, SIGNALS, RAILWAY = "cross_at_zebra", "cross_at_signals", "cross_railway"


def crossing(u: int, v: int, kind: CrossingKind) -> Edge:
    """Return ten metres over a busy carriageway."""
    return Edge(u, v, 10, kind=EdgeKind.CROSSING, crossing=kind, traffic=Traffic.BUSY)


def judged(folder: Path, lessons: Mapping[str, int]) -> Verdict:
    """Judge somebody who lacks these skills, each with so many lessons."""
    walk = street_network(
        7,
        [
            Edge(0, 1, 50),
            crossing(1, 2, CrossingKind.ZEBRA),
            crossing(2, 3, CrossingKind.SIGNALS),
            Edge(3, 4, 50),
            Edge(1, 5, 200),
            crossing(5, 6, CrossingKind.LEVEL_CROSSING),
            Edge(6, 3, 200),
        ],
    )
    bus = Line([0, 1], [every_trip(clock("9:00"), [600])])
    area = area_of(folder, walk, timetable_of(2, [bus]), [-1, -1])
    city = City(area, [link_on(walk, 0, 0.5), link_on(walk, 3, 0.5)], [plain_profile()])
    lacking: dict[str, Ability | Level] = {
        skill: Ability(
            skill=skill,
            level=Level.NOT_YET,
            trainable=State.YES,
            lessons=Lessons(count, count),
            **ON,
        )
        for skill, count in lessons.items()
    }
    person = Person(
        id="P1",
        places=(StartPlace(PlaceKind.HOME, spot(0)),),
        profile="p0",
        companion=Companion(CompanionKind.NONE),
        abilities=abilities(changed=lacking),
    )
    door = Entrance(spot(1), step_free=Fact(State.YES, Source.MAPPED))
    venue = Opportunity(id="V", name="V", kind="library", entrances=(door,))
    session = Session(
        id="S",
        opportunity="V",
        activity="x",
        days=(Weekday.TUE,),
        start_s=clock("10:00"),
        end_s=clock("12:00"),
    )
    return next(judge_many(CityDesk(city, {"V": venue}), [(person, 0)], [session]))


def test_the_easiest_way_where_it_is_within_the_limit(tmp_path: Path) -> None:
    """20 lessons and a tenth of 20 are 22: the short way, 70 m, and both skills."""
    verdict = judged(tmp_path, {ZEBRA: 20, SIGNALS: 20, RAILWAY: 20})
    assert verdict.rung is Rung.WITH_TRAINING and verdict.out is not None
    assert verdict.out.walk_m == 70
    assert {gap.skill for gap in verdict.gaps} == {ZEBRA, SIGNALS}
    assert verdict.lessons == Lessons(22, 22)


def test_a_longer_way_where_the_easiest_asks_for_too_much(tmp_path: Path) -> None:
    """22 and a tenth of 22 are 24.2, over 24: the long way, 460 m, with 23 lessons."""
    verdict = judged(tmp_path, {ZEBRA: 22, SIGNALS: 22, RAILWAY: 23})
    assert verdict.rung is verdict.sure is Rung.WITH_TRAINING and verdict.out is not None
    assert verdict.out.walk_m == 460
    assert {gap.skill for gap in verdict.gaps} == {RAILWAY}
    assert verdict.lessons == Lessons(23, 23)


def test_door_to_door_where_every_way_asks_for_too_much(tmp_path: Path) -> None:
    """24.2 lessons one way, 25 the other; the reason names what the first would take."""
    verdict = judged(tmp_path, {ZEBRA: 22, SIGNALS: 22, RAILWAY: 25})
    assert verdict.rung is Rung.DOOR_TO_DOOR
    reason = next(one for one in verdict.reasons if one.code == "too_many_lessons")
    assert reason.values["low"] == 25 and reason.values["limit"] == 24
