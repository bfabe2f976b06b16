"""What is known beside a person's journey: put together from person, venue, session and day."""

import datetime as dt
from dataclasses import replace

import pytest

from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN, Fact, State
from transit.model.light import Light
from transit.model.limits import Limits
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Attendance, Mode, Needs, Pass, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.verdict import Direction, Way
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters
from transit.route.context import Context, Fallback
from transit.verdict.context import ContextRules, context_of, toilet_at
from transit.verdict.days import DayKind

AT = Position(52.48, -1.9, 10)
RULES = ContextRules.of(read_parameters())
ANN = Person(
    id="P",
    places=(StartPlace(PlaceKind.HOME, AT),),
    profile="walks-well",
    pass_=Pass(held=State.YES),
)
CENTRE = Opportunity(
    id="O",
    name="Centre",
    kind="day_centre",
    entrances=(Entrance(AT),),
    facts={"toilet": MAPPED_YES},
)
SESSION = Session(
    id="S", opportunity="O", activity="", days=(Weekday.TUE,), start_s=36_000, end_s=50_400
)
DATE = dt.date(2026, 11, 24)
LIGHT = Light(26_000, 60_000)
KIND = DayKind(
    dates=(DATE,),
    date=DATE,
    light=LIGHT,
    lights={DATE: LIGHT},
    is_school_day=State.YES,
    is_bank_holiday=False,
    is_weekday=True,
    share=1.0,
    is_rare=False,
)
OUT = Way(date=DATE, leave_s=33_000, arrive_s=35_400, changes=0, walk_m=300, burden_s=3_000)
BACK = replace(OUT, leave_s=50_700, arrive_s=53_000)


def context(
    person: Person = ANN, venue: Opportunity = CENTRE, direction: Direction = Direction.OUT
) -> Context:
    """Return the context of one of Ann's journeys."""
    return context_of(
        person, venue, SESSION, KIND, direction, (OUT, BACK), RULES, fallback=Fallback(52_000)
    )


def test_the_day_and_its_rules() -> None:
    """The kind's light, the crowded hours, the pass's hours, the fare cap of the date."""
    found = context()
    assert found.light == LIGHT
    assert len(found.crowded) == 2
    assert found.pass_ is not None
    assert (found.pass_.held, found.pass_.hours) == (State.YES, (34_200, 82_800))
    assert found.single_pence == 300


def test_the_next_journey_home_belongs_to_the_way_back() -> None:
    """On the way there nobody misses the last bus home."""
    assert context().fallback is None
    assert context(direction=Direction.BACK).fallback == Fallback(52_000)


@pytest.mark.parametrize(
    ("toilet", "out", "back"),
    [
        (MAPPED_YES, (33_000, 36_000), (50_400, 53_000)),
        (MAPPED_NO, (33_000, 53_000), (33_000, 53_000)),
        (UNKNOWN, (33_000, 53_000), (33_000, 53_000)),
    ],
)
def test_the_time_without_a_toilet(
    toilet: Fact, out: tuple[int, int], back: tuple[int, int]
) -> None:
    """From home to the session and back, or all the time away where the venue has none for sure."""
    names = ("toilet", "accessible_toilet", "changing_places")
    venue = replace(CENTRE, facts=dict.fromkeys(names, toilet))
    for direction, expected in ((Direction.OUT, out), (Direction.BACK, back)):
        gap = context(venue=venue, direction=direction).toilet
        assert gap is not None
        assert ((gap.from_s, gap.to_s), gap.venue.state) == (expected, toilet.state)


def test_a_toilet_that_cannot_be_used_is_none() -> None:
    """In a wheelchair an ordinary one is of no use, and nobody has recorded another."""
    seated = replace(ANN, limits=Limits(chair=State.YES))
    assert toilet_at(seated, CENTRE).state is State.UNKNOWN
    known = replace(
        CENTRE,
        facts={**CENTRE.facts, "accessible_toilet": MAPPED_NO, "changing_places": MAPPED_NO},
    )
    assert toilet_at(seated, known).state is State.NO
    assert toilet_at(replace(ANN, needs=Needs(changing_places=State.YES)), known).state is State.NO


@pytest.mark.parametrize(
    ("mode", "is_new"), [(Mode.BUS, False), (Mode.WALK, False), (Mode.MINIBUS, True)]
)
def test_whoever_goes_there_alone_today_knows_the_way(mode: Mode, is_new: bool) -> None:
    """By minibus nobody learns the way; what is familiar else is not recorded."""
    found = context(replace(ANN, attends=(Attendance("O", mode=mode),))).familiar
    assert (found is not None) is is_new
    if found is not None:
        assert not found.recorded
