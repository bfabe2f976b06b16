"""What if a venue changes: the directory as it would be, who gains and loses, the best place."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transit.errors import InputError
from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Entrance, Opening, Opportunity, Session
from transit.model.people import Attendance, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.sessions.venues import Close, Merge, Move, Open, Places, changed
from transit.sessions.venues_best import best_venues
from transit.sessions.venues_room import room_sentences
from transit.sessions.venues_told import Judged, VenueOutcome, compare, worse
from transit.sessions.venues_words import outcome_sentences, rung_rows

HERE, THERE = Position(51.6, -3.0, 1), Position(51.7, -3.1, 1)


def venue(name: str, at: Position = HERE) -> Opportunity:
    """Return a day centre of which it is known that it has a toilet."""
    toilet = Fact(State.YES, Source.SURVEYED)
    return Opportunity(
        id=name, name=name, kind="day_centre", entrances=(Entrance(at),), facts={"toilet": toilet}
    )


def session(name: str, at: str) -> Session:
    """Return a session on Mondays."""
    return Session(
        id=name, opportunity=at, activity="", days=(Weekday.MON,), start_s=36_000, end_s=54_000
    )


def person(name: str, *going: tuple[str, str]) -> Person:
    """Return somebody who goes to some sessions."""
    attends = tuple(Attendance(place, what) for place, what in going)
    home = StartPlace(PlaceKind.HOME, HERE)
    return Person(id=name, places=(home,), profile="walks-well", attends=attends)


PLACES = Places(
    {"A": venue("A"), "B": venue("B", THERE)}, {"S1": session("S1", "A"), "S2": session("S2", "B")}
)


def test_a_venue_that_moves_is_a_building_of_which_nothing_is_known() -> None:
    """The sessions stay; the door is elsewhere, and the toilet was that of the old building."""
    after = changed(PLACES, Move("A", THERE))
    assert after.sessions == PLACES.sessions
    assert after.opportunities["A"].entrances[0].at == THERE
    assert after.opportunities["A"].fact("toilet").state is State.UNKNOWN


def test_a_venue_that_closes_takes_its_sessions_along() -> None:
    """Of two venues with a session each, one of each is left."""
    after = changed(PLACES, Close("A"))
    assert (set(after.opportunities), set(after.sessions)) == ({"B"}, {"S2"})


def test_venues_that_merge_hold_all_sessions_at_one_place() -> None:
    """The session of A is held at B, under its own id."""
    after = changed(PLACES, Merge("A", "B"))
    assert set(after.opportunities) == {"B"}
    assert after.sessions["S1"].opportunity == "B"


def test_a_venue_that_opens_has_sessions_of_its_own() -> None:
    """Such as A has; those of A stay."""
    after = changed(PLACES, Open(THERE, "A", "C", "Library"))
    assert set(after.sessions) == {"S1", "S2", "C S1"}
    assert after.sessions["C S1"].opportunity == "C"
    assert after.opportunities["C"].name == "Library"


@pytest.mark.parametrize(
    "change", [Close("X"), Move("X", HERE), Merge("A", "X"), Open(HERE, "X", "C", "C")]
)
def test_a_venue_that_is_not_there_is_named(change: Close | Move | Merge | Open) -> None:
    """Nothing is changed by half."""
    with pytest.raises(InputError, match="no opportunity X"):
        changed(PLACES, change)


def test_a_venue_does_not_merge_with_itself() -> None:
    """That would be a way to close it unseen."""
    with pytest.raises(InputError, match="with itself"):
        changed(PLACES, Merge("A", "A"))


def judged(rung: Rung, minutes: float | None = 30.0) -> Judged:
    """Return a confirmed verdict."""
    return Judged(rung, rung, minutes)


def outcome_of_closing() -> VenueOutcome:
    """Return what it means that A closes: P1 goes there, P2 to B, P3 nowhere, P4 comes to A."""
    people = [person("P1", ("A", "S1")), person("P2", ("B", "S2")), person("P3"), person("P4")]
    verdicts = {
        ("P1", "S1"): judged(Rung.NOW, 20.0),
        ("P1", "S2"): judged(Rung.WITH_COMPANION, 60.0),
        ("P2", "S1"): judged(Rung.DOOR_TO_DOOR, None),
        ("P2", "S2"): judged(Rung.NOW),
        ("P3", "S1"): judged(Rung.NOW, 20.0),
        ("P3", "S2"): judged(Rung.NOW, 50.0),
        ("P4", "S1"): judged(Rung.NOW, 20.0),
    }
    after = changed(PLACES, Close("A"))
    then = {key: each for key, each in verdicts.items() if key[1] == "S2"}
    return compare(people, (PLACES, verdicts), (after, then), {"day_centre"}, {"A"}, 10.0)


def test_who_comes_to_a_venue_that_closes_is_told_of_the_next_best() -> None:
    """P1 needs a companion to B; P3 only goes further; P4 has nothing; P2 is where they were."""
    found = outcome_of_closing()
    by_person = {each.person: each for each in found.people}
    assert [each.person for each in found.lose] == ["P1", "P4"]
    assert by_person["P1"].step == -2
    assert by_person["P1"].comes_today
    assert by_person["P4"].after is None
    assert [each.person for each in found.longer] == ["P3"]
    assert by_person["P3"].minutes == 30
    assert by_person["P2"].step == 0
    assert found.counts(after=False)[Rung.NOW] == 4
    assert found.counts(after=True) == {
        Rung.NOW: 2,
        Rung.WITH_TRAINING: 0,
        Rung.WITH_COMPANION: 1,
        Rung.DOOR_TO_DOOR: 0,
        None: 1,
    }


def test_the_words_name_nobody() -> None:
    """Counts for who comes today and for all others; a row for those left without a place."""
    found = outcome_of_closing()
    said = " ".join(outcome_sentences(found))
    assert "Those who come today (1 person): 0 more easily than now, 1 less easily" in said
    assert "P1" not in said
    assert list(rung_rows(found))[-1] == ("Nothing there", 0, 1, 0, 1)


def test_a_gain_that_rests_on_what_nobody_knows_says_so() -> None:
    """P1 could come alone if the new building suits, else as now; P2 is confirmed there no longer.

    P3 gains for certain: three gain nothing, one gains if it suits, one gains.
    """
    people = [person(name, ("A", "S1")) for name in ("P1", "P2", "P3")]
    door, now = Rung.DOOR_TO_DOOR, Rung.NOW
    before = {"P1": (door, door), "P2": (now, now), "P3": (door, door)}
    after = {"P1": (now, door), "P2": (now, door), "P3": (now, now)}
    was, then = (
        {(who, "S1"): Judged(*rungs, 30.0) for who, rungs in each.items()}
        for each in (before, after)
    )
    moved = changed(PLACES, Move("A", THERE))
    found = compare(people, (PLACES, was), (moved, then), {"day_centre"}, {"A"}, 10.0)
    assert [each.person for each in found.gain] == ["P1", "P3"]
    assert [each.person for each in found.gain_if_it_suits] == ["P1"]
    assert [each.person for each in found.less_sure] == ["P2"]
    assert found.counts(after=True)[now] == 3
    assert found.counts(after=True, sure=True)[now] == 1
    said = " ".join(outcome_sentences(found))
    assert "2 more easily than now (1 of them only if the building suits: ask)" in said
    assert "1 as before, but with less of it confirmed: ask" in said
    assert next(iter(rung_rows(found)))[1:] == (1, 3, 1, 1)


def test_a_building_of_the_directory_keeps_what_is_known_of_it() -> None:
    """A moves to the building of B, or opens there: its toilet, doors and hours are known."""
    hours = (Opening(Weekday.MON, 32_400, 61_200),)
    at_b = Opportunity(
        id="B",
        name="B",
        kind="day_centre",
        entrances=(Entrance(THERE),),
        hours=hours,
        staff_hours=hours,
        facts=venue("B").facts,
    )
    places = Places(PLACES.opportunities | {"B": at_b}, PLACES.sessions)
    for change, who in ((Move("A", HERE, "B"), "A"), (Open(HERE, "A", "C", "Hall", "B"), "C")):
        found = changed(places, change).opportunities[who]
        assert found.entrances == at_b.entrances
        assert found.fact("toilet").state is State.YES
        assert found.hours == found.staff_hours == hours
        assert found.id == who
    with pytest.raises(InputError, match="no opportunity X"):
        changed(places, Move("A", HERE, "X"))


def test_who_comes_without_a_recorded_session_comes_today() -> None:
    """P1 goes to A, to which session nobody knows: the easiest there counts, not the one at B."""
    verdicts = {("P1", "S1"): judged(Rung.WITH_TRAINING), ("P1", "S2"): judged(Rung.NOW)}
    home = StartPlace(PlaceKind.HOME, HERE)
    someone = Person(
        id="P1", places=(home,), profile="walks-well", attends=(Attendance("A", None),)
    )
    sides = (PLACES, verdicts)
    (found,) = compare([someone], sides, sides, {"day_centre"}, {"A"}, 10.0).people
    assert found.comes_today
    assert found.before is not None
    assert found.before.session == "S1"


def test_of_two_start_places_the_worse_counts() -> None:
    """Alone from home, with somebody from the respite home: with somebody, on the longer way."""
    home, away = Judged(Rung.NOW, Rung.NOW, 20.0), Judged(Rung.WITH_COMPANION, Rung.NOW, 35.0)
    assert worse(home, away) == worse(away, home) == Judged(Rung.WITH_COMPANION, Rung.NOW, 35.0)
    assert worse(home, Judged(Rung.DOOR_TO_DOOR, Rung.DOOR_TO_DOOR, None)).minutes is None


def test_a_merger_says_when_more_come_than_there_are_places() -> None:
    """Two come to A and one to B on Mondays at ten: three, and B has two places recorded."""
    people = [person("P1", ("A", "S1")), person("P2", ("A", "S1")), person("P3", ("B", "S2"))]

    def said(capacity: int | None) -> list[str]:
        own = replace(PLACES.sessions["S2"], capacity=capacity)
        places = Places(PLACES.opportunities, PLACES.sessions | {"S2": own})
        return sorted(set(room_sentences(places, Merge("A", "B"), people)))

    assert said(2) == [
        "Monday 10:00 to 15:00: more people would come than B has places recorded (2)."
    ]
    assert said(3) == []
    assert "Nobody has recorded" in said(None)[0]
    assert not list(room_sentences(PLACES, Close("A"), people))


def test_the_best_place_helps_whom_nothing_else_helps() -> None:
    """Candidate 0 helps three who come elsewhere already, candidate 1 two who do not."""
    worth = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 0.5]], np.float64)
    found = best_venues(worth, np.array([1.0, 1.0, 1.0, 0.0, 0.0]), 1)
    assert found.chosen == (1,)
    assert found.gain == pytest.approx(1.5)
    assert found.is_proven


def test_of_equal_places_the_one_for_those_who_go_nowhere_is_taken() -> None:
    """Each helps one; who is helped by the second goes nowhere."""
    worth = np.eye(2)
    nowhere = np.array([False, True])
    assert best_venues(worth, np.zeros(2), 1, goes_nowhere=nowhere).chosen == (1,)


def test_without_a_building_there_is_nothing_to_choose() -> None:
    """The message says so."""
    with pytest.raises(InputError, match="1 building or more"):
        best_venues(np.zeros((3, 0)), np.zeros(3), 1)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 3), st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_best_places_equal_trying_all(people: int, places: int, most: int, seed: int) -> None:
    """No set of so many places is worth more."""
    rng = np.random.default_rng(seed)
    worth = rng.choice([0.0, 0.5, 1.0], (people, places))
    today = rng.choice([0.0, 0.5, 1.0], people)
    found = best_venues(worth, today, most)

    def gain(chosen: tuple[int, ...]) -> float:
        best = worth[:, chosen].max(axis=1, initial=0.0)
        return float(np.maximum(best - today, 0.0).sum())

    sets = [some for n in range(min(most, places) + 1) for some in combinations(range(places), n)]
    assert found.gain == pytest.approx(max(map(gain, sets)))
    assert gain(found.chosen) == pytest.approx(found.gain)
    assert len(found.chosen) <= most
