"""Who could switch: by verdict, start place and day, and by who stands for it."""

import datetime as dt
from dataclasses import replace

import pytest

from transit.fleet.candidates import Confirmation, Judged, Rider, lessons_to_learn, riders_of
from transit.fleet.today import FleetRide, Towards
from transit.model.abilities import Lessons
from transit.model.opportunities import Session
from transit.model.override import Override
from transit.model.people import Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.starting import place_on
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday

TODAY = dt.date(2026, 11, 22)
HOME, AWAY = Position(51.0, 0.0, 10), Position(51.1, 0.0, 10)
PERSON = Person(
    id="P1",
    places=(
        StartPlace(PlaceKind.HOME, HOME),
        StartPlace(PlaceKind.RESPITE, AWAY, (Weekday.WED,)),
    ),
    profile="walks-well",
)
NOW = Judged(rung=Rung.NOW, sure=Rung.NOW)
DOOR = Judged(rung=Rung.DOOR_TO_DOOR, sure=Rung.DOOR_TO_DOOR)
LEARN = Judged(rung=Rung.WITH_TRAINING, sure=Rung.DOOR_TO_DOOR, lessons=Lessons(8, 12))


def rides(session: str = "S1", *days: Weekday) -> list[FleetRide]:
    """Return rides there and back."""
    return [
        FleetRide(
            person="P1",
            session=session,
            towards=towards,
            day=day,
            at_s=36_000,
            home=HOME,
            venue=AWAY,
            wheelchair=False,
        )
        for day in days
        for towards in Towards
    ]


def look(judged: dict[tuple[str, int, str], Judged], *more: FleetRide) -> Rider:
    """Return the one rider, who rides to S1 on Monday and Wednesday."""
    every = [*rides("S1", Weekday.MON, Weekday.WED), *more]
    (found,) = riders_of(Register(people={"P1": PERSON}), every, judged, TODAY)
    return found


def decided(rung: Rung | None, review_on: dt.date) -> Override:
    """Return a practitioner's decision."""
    return Override(
        person="P1",
        place=0,
        opportunity="O1",
        session="S1",
        rung=rung,
        by="trainer 2",
        reason="seen",
        made_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        review_on=review_on,
    )


def test_each_start_place_counts_on_its_days() -> None:
    """At home it can be done alone, from respite care on Wednesdays it cannot."""
    found = look({("P1", 0, "S1"): NOW, ("P1", 1, "S1"): DOOR})
    assert found.is_candidate and found.rung is Rung.NOW
    assert found.leavers.rides == {("P1", "S1", Weekday.MON)}


def test_a_home_with_days_is_not_where_others_begin() -> None:
    """At home on Mondays, elsewhere on days that nobody told: Wednesday's verdict is of there."""
    home, away = (replace(place, days=()) for place in PERSON.places)
    person = replace(PERSON, places=(replace(home, days=(Weekday.MON,)), away))
    every = rides("S1", Weekday.MON, Weekday.WED)
    judged = {("P1", 0, "S1"): NOW, ("P1", 1, "S1"): DOOR}
    (found,) = riders_of(Register(people={"P1": person}), every, judged, TODAY)
    assert found.leavers.rides == {("P1", "S1", Weekday.MON)}
    assert [place_on(person, day) for day in (Weekday.MON, Weekday.WED)] == [0, 1]


def test_a_place_named_for_a_day_goes_before_one_without_days() -> None:
    """Three places: the home on Mondays, one on no named day, and one on Wednesdays."""
    home, away = PERSON.places
    places = replace(home, days=(Weekday.MON,)), replace(home, days=()), away
    person = replace(PERSON, places=places)
    assert [place_on(person, day) for day in (*Weekday,)[:4]] == [0, 1, 2, 1]


def test_what_was_never_worked_out_is_no_candidate() -> None:
    """Unknown is not possible."""
    found = look({})
    assert not found.is_candidate and found.rung is None and not found.leavers.rides


@pytest.mark.parametrize("rung", [Rung.WITH_COMPANION, Rung.DOOR_TO_DOOR])
def test_companions_and_doors_are_no_candidates(rung: Rung) -> None:
    """They stay visible with the verdict of their hardest journey."""
    found = look({("P1", 0, "S1"): replace(DOOR, rung=rung), ("P1", 1, "S1"): DOOR})
    assert not found.is_candidate and found.rung is Rung.DOOR_TO_DOOR


def test_a_journey_to_learn_is_a_course() -> None:
    """The hardest of what can be done counts; each start place and session is a course."""
    found = look({("P1", 0, "S1"): LEARN, ("P1", 1, "S1"): NOW})
    assert found.rung is Rung.WITH_TRAINING
    assert [(each.place, each.session) for each in found.courses] == [(0, "S1")]
    assert found.courses[0].needs_check


@pytest.mark.parametrize(
    ("made", "signed", "expected", "holds"),
    [
        (None, False, Confirmation.NOBODY, False),
        (decided(Rung.NOW, dt.date(2026, 11, 22)), False, Confirmation.DECIDED, True),
        (decided(Rung.NOW, dt.date(2026, 11, 21)), False, Confirmation.REVIEW_DUE, False),
        (decided(Rung.NOW, dt.date(2027, 1, 1)), True, Confirmation.SIGNED_OFF, True),
        (decided(None, dt.date(2027, 1, 1)), False, Confirmation.NOBODY, False),
    ],
)
def test_a_person_stands_for_it(
    made: Override | None, signed: bool, expected: Confirmation, holds: bool
) -> None:
    """A decision counts until its review is past, one taken back not at all."""
    judged = replace(LEARN, decided=made, is_signed_off=signed)
    found = look({("P1", 0, "S1"): judged, ("P1", 1, "S1"): DOOR})
    assert found.open[0].confirmation is expected
    assert found.is_confirmed is holds
    if made is not None and made.rung is not None:
        assert found.rung is Rung.NOW
        assert found.open[0].needs_check is not holds


def test_a_decision_gone_by_needs_a_check() -> None:
    """It lifts a journey from door to door, and nobody has looked since its review was due."""
    old = replace(DOOR, decided=decided(Rung.NOW, dt.date(2026, 11, 21)))
    found = look({("P1", 0, "S1"): old, ("P1", 1, "S1"): DOOR})
    assert found.is_candidate and found.open[0].needs_check
    good = replace(DOOR, decided=decided(Rung.NOW, dt.date(2026, 11, 22)))
    assert not look({("P1", 0, "S1"): good, ("P1", 1, "S1"): DOOR}).open[0].needs_check


def test_a_decision_against_the_verdict_counts() -> None:
    """Who is kept on the fleet by a practitioner is no candidate."""
    kept = replace(NOW, decided=decided(Rung.DOOR_TO_DOOR, dt.date(2027, 1, 1)))
    assert not look({("P1", 0, "S1"): kept, ("P1", 1, "S1"): DOOR}).is_candidate


def test_a_verdict_out_of_date_is_told() -> None:
    """Of what could be travelled alone; that of another journey does not matter."""
    old = replace(NOW, is_stale=True)
    assert look({("P1", 0, "S1"): old, ("P1", 1, "S1"): DOOR}).is_stale
    other = replace(DOOR, is_stale=True)
    assert not look({("P1", 0, "S1"): NOW, ("P1", 1, "S1"): other}).is_stale


def test_who_goes_on_to_another_session_is_no_candidate_on_that_day() -> None:
    """On Tuesdays one ride there, one onward, one back: verdicts from home tell of neither."""
    there, _ = rides("S1", Weekday.TUE)
    onward, back = rides("S2", Weekday.TUE)
    onward = replace(onward, home=AWAY, onward=True)
    found = look(
        {("P1", 0, "S1"): NOW, ("P1", 1, "S1"): NOW, ("P1", 0, "S2"): NOW}, there, onward, back
    )
    assert found.leavers.rides == {("P1", "S1", Weekday.MON), ("P1", "S1", Weekday.WED)}
    on = {(each.session, each.days) for each in found.options if each.goes_on}
    assert on == {("S1", (Weekday.TUE,)), ("S2", (Weekday.TUE,))}
    assert all(each.rung is None for each in found.options if each.goes_on)


def test_one_session_may_stay_on_the_fleet() -> None:
    """Ability belongs to the journey: of two sessions only one can be reached alone."""
    found = look({("P1", 0, "S1"): NOW, ("P1", 0, "S2"): DOOR}, *rides("S2", Weekday.TUE))
    assert {session for _, session, _ in found.leavers.rides} == {"S1"}


@pytest.mark.parametrize(("venue", "courses"), [("O1", 1), ("O2", 2)])
def test_one_way_is_learnt_once(venue: str, courses: int) -> None:
    """Two sessions at one place are one course, the longer one; at two places they are two."""
    longer = replace(LEARN, lessons=Lessons(10, 20))
    sessions = {
        name: Session(
            id=name, opportunity=at, activity="", days=(Weekday.MON,), start_s=36_000, end_s=43_200
        )
        for name, at in (("S1", "O1"), ("S2", venue))
    }
    (found,) = riders_of(
        Register(people={"P1": PERSON}, sessions=sessions),
        [*rides("S1", Weekday.MON), *rides("S2", Weekday.TUE)],
        {("P1", 0, "S1"): LEARN, ("P1", 0, "S2"): longer},
        TODAY,
    )
    assert len(found.courses) == courses
    assert lessons_to_learn([found])[-1] == Lessons(10, 20)
    assert {session for _, session, _ in found.leavers.rides} == {"S1", "S2"}
