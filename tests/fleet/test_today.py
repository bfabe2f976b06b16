"""Who rides today: taken from the register, and named where it does not say enough."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from transit.fleet.needs import RideTerms
from transit.fleet.problem import Assistance
from transit.fleet.today import RidesToday, Towards, rides_today
from transit.model.fact import State
from transit.model.limits import Limits
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Attendance, Mode, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.rides import AssistantNeed, RideNeeds
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles

HOUR = 3600
MON, TUE, WED = Weekday.MON, Weekday.TUE, Weekday.WED
HOME, RESPITE, CENTRE = (Position(51.5, -3.0 + step, 10) for step in (0.0, 0.01, 0.02))
PROFILES = {profile.name: profile for profile in list_profiles()}
PERSON = Person(
    id="P1",
    places=(StartPlace(PlaceKind.HOME, HOME),),
    profile="walks-well",
    attends=(Attendance("O1", "S1", (MON, WED), None, Mode.MINIBUS),),
)
KNOWN = RideNeeds(
    walker=State.NO,
    seat_from_chair=State.NO,
    assistant=AssistantNeed.NONE,
    hand_to_hand=State.NO,
    met_at_home=State.NO,
)
LIBRARY = Entrance(Position(51.5, -2.97, 10))
SESSION = Session(
    id="S1",
    opportunity="O1",
    activity="Club",
    days=(MON, TUE, WED),
    start_s=10 * HOUR,
    end_s=15 * HOUR,
)


def today(
    person: Person,
    sessions: Mapping[str, Session] | None = None,
    needs: RideNeeds = KNOWN,
) -> RidesToday:
    """Return the rides of one person."""
    centre = Opportunity(id="O1", name="Centre", kind="day_centre", entrances=(Entrance(CENTRE),))
    return rides_today(
        Register(
            people={person.id: person},
            opportunities={"O1": centre, "O2": replace(centre, id="O2", entrances=(LIBRARY,))},
            sessions={"S1": SESSION} if sessions is None else sessions,
            ride_needs={person.id: needs},
        ),
        PROFILES,
        read_parameters(),
    )


def test_each_day_has_a_ride_there_and_a_ride_back() -> None:
    """Two days a week are four rides, at the start and at the end of the session."""
    found = today(PERSON)
    assert [(ride.day, ride.towards, ride.at_s) for ride in found.rides] == [
        (MON, Towards.VENUE, 10 * HOUR),
        (MON, Towards.HOME, 15 * HOUR),
        (WED, Towards.VENUE, 10 * HOUR),
        (WED, Towards.HOME, 15 * HOUR),
    ]
    assert {(ride.home, ride.venue) for ride in found.rides} == {(HOME, CENTRE)}
    assert found.notices == ()


@pytest.mark.parametrize(
    ("mode", "mostly", "rides"),
    [
        (Mode.MINIBUS, Mode.UNKNOWN, 4),
        (Mode.TAXI, Mode.BUS, 4),
        (Mode.DIAL_A_RIDE, Mode.UNKNOWN, 4),
        (Mode.BUS, Mode.MINIBUS, 0),
        (Mode.FAMILY_CAR, Mode.MINIBUS, 0),
        (Mode.UNKNOWN, Mode.MINIBUS, 4),
        (Mode.UNKNOWN, Mode.UNKNOWN, 0),
    ],
)
def test_only_what_the_council_pays_for_counts(mode: Mode, mostly: Mode, rides: int) -> None:
    """How somebody goes there counts before how they mostly travel."""
    person = replace(PERSON, attends=(replace(PERSON.attends[0], mode=mode),), mode_now=mostly)
    assert len(today(person).rides) == rides


@pytest.mark.parametrize(("mode", "price"), [(Mode.TAXI, 1568.5), (Mode.MINIBUS, None)])
def test_a_fixed_price_of_a_day_is_for_both_rides(mode: Mode, price: float | None) -> None:
    """Of 31.37 pounds a day each ride has half; who rides on a minibus has no contract."""
    person = replace(PERSON, attends=(replace(PERSON.attends[0], mode=mode),))
    found = today(person, needs=replace(KNOWN, taxi_day_pence=3137))
    assert [ride.taxi_pence for ride in found.rides] == [price] * 4


def test_a_fixed_price_of_a_day_is_paid_once_however_many_rides() -> None:
    """There at ten, on to the library at one, home at four: three rides share 30 pounds."""
    on = replace(SESSION, id="S2", opportunity="O2", start_s=13 * HOUR, end_s=16 * HOUR)
    short = replace(SESSION, end_s=12 * HOUR)
    both = tuple(Attendance(f"O{n}", f"S{n}", (MON,), None, Mode.TAXI) for n in (1, 2))
    needs = replace(KNOWN, taxi_day_pence=3000)
    found = today(replace(PERSON, attends=both), {"S1": short, "S2": on}, needs)
    assert [ride.taxi_pence for ride in found.rides] == [1000] * 3


def test_a_place_of_some_days_counts_on_these() -> None:
    """On Wednesdays the ride starts from respite."""
    places = (*PERSON.places, StartPlace(PlaceKind.RESPITE, RESPITE, (WED,)))
    homes = {ride.day: ride.home for ride in today(replace(PERSON, places=places)).rides}
    assert homes == {MON: HOME, WED: RESPITE}


@pytest.mark.parametrize(
    ("a_week", "days", "told"),
    [(2, {MON, TUE}, True), (3, {MON, TUE, WED}, True), (None, {MON, TUE, WED}, True)],
)
def test_days_that_nobody_recorded_are_assumed_and_told(
    a_week: int | None, days: set[Weekday], told: bool
) -> None:
    """The session's first days are taken."""
    going = replace(PERSON.attends[0], days=(), days_a_week=a_week)
    found = today(replace(PERSON, attends=(going,)))
    assert {ride.day for ride in found.rides} == days
    assert [notice.code for notice in found.notices] == ["fleet_ride_days_assumed"] * told


def test_days_without_the_session_have_no_ride() -> None:
    """Somebody recorded for a Friday does not ride to a session that is not held then."""
    going = replace(PERSON.attends[0], days=(MON, Weekday.FRI))
    assert {ride.day for ride in today(replace(PERSON, attends=(going,))).rides} == {MON}


def test_who_goes_to_no_recorded_session_is_named() -> None:
    """Nobody is lost without a word."""
    found = today(replace(PERSON, attends=(replace(PERSON.attends[0], session=None),)))
    assert found.rides == ()
    assert [notice.code for notice in found.notices] == ["fleet_ride_without_session"]
    assert "P1" in found.notices[0].message


@pytest.mark.parametrize(
    ("chair", "profile", "space"),
    [
        (State.YES, "walks-well", True),
        (State.NO, "manual-wheelchair", False),
        (State.UNKNOWN, "manual-wheelchair", True),
        (State.UNKNOWN, "walks-well", False),
        (State.UNKNOWN, "new-to-buses", True),
        (State.NO, "new-to-buses", False),
    ],
)
def test_who_travels_in_a_wheelchair_takes_a_space(chair: State, profile: str, space: bool) -> None:
    """Their own record counts; the ready profile where it is silent; unknown is never a seat."""
    person = replace(PERSON, profile=profile, limits=Limits(chair=chair))
    assert {ride.wheelchair for ride in today(person).rides} == {space}


def test_who_is_not_known_to_walk_aboard_is_named_once() -> None:
    """A profile of what somebody is used to says nothing of how they get aboard."""
    found = today(replace(PERSON, profile="new-to-buses", attends=PERSON.attends))
    assert [notice.code for notice in found.notices] == ["fleet_wheelchair_unknown"]
    assert "P1" in found.notices[0].message
    walks = replace(PERSON, profile="new-to-buses", limits=Limits(walk_without_rest_m=50))
    assert not any(ride.wheelchair for ride in today(walks).rides)
    assert today(walks).notices == ()
    by_bus = replace(PERSON.attends[0], mode=Mode.BUS)
    assert today(replace(PERSON, profile="new-to-buses", attends=(by_bus,))).notices == ()


@pytest.mark.parametrize(
    ("chair", "moves", "space"),
    [
        (State.YES, State.YES, False),
        (State.YES, State.NO, True),
        (State.YES, State.UNKNOWN, True),
        (State.NO, State.UNKNOWN, False),
        (State.UNKNOWN, State.YES, False),
        (State.UNKNOWN, State.NO, True),
    ],
)
def test_who_moves_to_a_seat_takes_one(chair: State, moves: State, space: bool) -> None:
    """Only where it is known; they still get on by the lift."""
    needs = replace(KNOWN, seat_from_chair=moves)
    person = replace(PERSON, profile="new-to-buses", limits=Limits(chair=chair))
    found = today(person, needs=needs)
    assert {ride.wheelchair for ride in found.rides} == {space}
    assert {ride.terms.by_lift for ride in found.rides} == {chair is not State.NO}
    codes = {each.code for each in found.notices}
    assert ("fleet_needs_unknown" in codes) == (chair is State.YES and moves is State.UNKNOWN)
    assert ("fleet_wheelchair_unknown" in codes) == (chair is State.UNKNOWN and space)


def test_needs_that_nobody_recorded_are_planned_for_and_named() -> None:
    """With a frame, an assistant to share, handed over and met: and one notice a person."""
    found = today(PERSON, needs=RideNeeds())
    terms = found.rides[0].terms
    assert terms.walker and terms.handed_over and terms.met_at_home
    assert terms.assistance is Assistance.SHARED
    assert [notice.code for notice in found.notices] == ["fleet_needs_unknown"]
    for words in ("P1", "frame", "assistant", "handed over", "come home"):
        assert words in found.notices[0].message


def test_recorded_needs_are_what_a_ride_is_planned_for() -> None:
    """Minutes become seconds; nothing is asked."""
    needs = replace(
        KNOWN,
        assistant=AssistantNeed.OWN,
        board_s=200,
        longest_ride_min=45,
        earliest_pick_up_s=8 * HOUR,
        apart_from=("P2",),
    )
    found = today(PERSON, needs=needs)
    assert found.rides[0].terms == RideTerms(
        board_s=200,
        assistance=Assistance.OWN,
        longest_s=2700,
        earliest_s=8 * HOUR,
        apart_from=("P2",),
    )
    assert found.notices == ()


AFTERNOON = replace(SESSION, id="S2", opportunity="O2", start_s=16 * HOUR, end_s=18 * HOUR)


@pytest.mark.parametrize(
    ("second", "rides"),
    [
        # An hour between: straight on to the library, and home once.
        (AFTERNOON, [("S1", HOME, CENTRE), ("S2", CENTRE, LIBRARY.at), ("S2", HOME, LIBRARY.at)]),
        # The same, in the same house: they stay.
        (replace(AFTERNOON, opportunity="O1"), [("S1", HOME, CENTRE), ("S2", HOME, CENTRE)]),
        # Two hours and a second: home between.
        (
            replace(AFTERNOON, start_s=17 * HOUR + 1),
            [
                ("S1", HOME, CENTRE),
                ("S1", HOME, CENTRE),
                ("S2", HOME, LIBRARY.at),
                ("S2", HOME, LIBRARY.at),
            ],
        ),
    ],
)
def test_two_sessions_on_a_day_are_one_person(
    second: Session, rides: list[tuple[str, Position, Position]]
) -> None:
    """Nobody is fetched from home for the second while they are at the first."""
    goes = replace(PERSON.attends[0], days=(MON,))
    attends = (goes, replace(goes, opportunity=second.opportunity, session="S2"))
    found = today(replace(PERSON, attends=attends), {"S1": SESSION, "S2": second})
    assert [(ride.session, ride.home, ride.venue) for ride in found.rides] == rides
    for ride in found.rides:
        assert ride.onward == (ride.home == CENTRE)
        assert ride.terms.earliest_s == (15 * HOUR if ride.onward else None)


def test_nobody_is_at_two_places_at_once() -> None:
    """The session that begins before the other has ended has no ride, and is named."""
    second = replace(AFTERNOON, start_s=14 * HOUR)
    attends = (PERSON.attends[0], Attendance("O2", "S2", (MON,), None, Mode.MINIBUS))
    found = today(replace(PERSON, attends=attends), {"S1": SESSION, "S2": second})
    assert {ride.session for ride in found.rides} == {"S1"}
    assert [notice.code for notice in found.notices] == ["fleet_sessions_overlap"]
