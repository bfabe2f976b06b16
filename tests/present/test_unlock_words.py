"""Unlocks in lines, as JSON and on a map: how many, and nothing about anybody."""

import json
from dataclasses import replace

import pytest

from transit.model.unlock import (
    Change,
    ChangeKind,
    Move,
    RegisterUnlocks,
    Spot,
    SurveyStep,
    Unlock,
    gathered,
    ranked,
    without_longer,
)
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.present.unlock_table import unlocks_geojson, unlocks_json
from transit.present.unlock_words import (
    UnlockSpeech,
    change_words,
    register_lines,
    survey_line,
    unlock_lines,
)
from transit.present.words import english
from transit.read.skills import read_skills

SPEECH = UnlockSpeech(
    words=english(), catalogue=read_skills(), venues={"S1": "The Centre"}, least=None
)
PUBLIC = replace(SPEECH, least=5)
SKILL = Change(kind=ChangeKind.SKILL, what="cross_at_zebra")
SPOT = Spot(lat=51.5, lon=-3.0, name="Chepstow Road", key="edge 7", osm_way=12)
SIGNALS = Change(kind=ChangeKind.CROSSING, what="signals", spot=SPOT)
KERB = Change(kind=ChangeKind.LOOK, what="kerb", spot=SPOT)
BUS = Change(
    kind=ChangeKind.LOOK,
    what="wheelchair_space",
    spot=Spot(lat=51.5, lon=-3.0, name="6", key="route r6", route="r6"),
)


def _move(person: str, session: str = "S1", new: Rung = Rung.NOW) -> Move:
    before = Rung.WITH_TRAINING
    return Move(person, 0, "O1", session, before, Rung.DOOR_TO_DOOR, new, Rung.NOW)


def _time(seconds: int, people: str) -> Unlock:
    change = Change(kind=ChangeKind.TIME, what="start", session="S1", seconds=seconds)
    return Unlock(change, tuple(_move(person) for person in people))


def _made(people: str = "abcdef") -> RegisterUnlocks:
    moves = tuple(_move(f"secret-{person}") for person in people)
    return RegisterUnlocks(
        people=9,
        verdicts=27,
        unlocks=(Unlock(SKILL, moves), Unlock(SIGNALS, moves), Unlock(BUS, moves)),
        survey=(SurveyStep((KERB, BUS), moves),),
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (SKILL, "Learning to cross at a zebra"),
        (SIGNALS, "Signals where people cross Chepstow Road"),
        (KERB, "Going to look at Chepstow Road for: dropped kerbs"),
        (BUS, "Going to look at bus 6 for: wheelchair space"),
        (
            Change(kind=ChangeKind.TIME, what="both", session="S1", seconds=-900),
            "The Centre: start and end 15 minutes earlier",
        ),
        (
            Change(kind=ChangeKind.PASS, what="valid_from", seconds=32_400),
            "A pass that is valid from 9:00 in the morning on weekdays",
        ),
        (
            Change(kind=ChangeKind.PASS, what="valid_from"),
            "A pass that is valid all morning on weekdays",
        ),
        (
            Change(kind=ChangeKind.COMPANION, what="somebody", days=(Weekday.MON, Weekday.TUE)),
            "Somebody to come along on Monday and Tuesday",
        ),
        (
            Change(kind=ChangeKind.ASK, what="trainable", skill="cross_at_zebra"),
            "An answer that the person could learn to cross at a zebra",
        ),
        (
            Change(kind=ChangeKind.SEAT, what="seat", spot=replace(SPOT, name="")),
            "A seat on the way",
        ),
    ],
)
def test_changes_are_said(change: Change, said: str) -> None:
    """Each kind of change in plain words."""
    assert change_words(change, SPEECH) == said


def test_lines_tell_what_opens() -> None:
    """Two sessions become alone; for a third only the cautious answer is better."""
    moves = (_move("P1"), _move("P1", "S2"), _move("P1", "S3", Rung.WITH_TRAINING))
    (line,) = unlock_lines([Unlock(SKILL, moves)], SPEECH)
    assert line == "Learning to cross at a zebra: 2 more sessions alone, 3 verdicts better."
    (line,) = register_lines([Unlock(SKILL, moves)], SPEECH)
    assert line.startswith("Learning to cross at a zebra: 1 person, 2 more sessions alone")
    assert unlock_lines([], SPEECH) == ("No single change that was tried would open more.",)


def test_small_numbers_are_hidden() -> None:
    """Below five people neither they nor what opens to them is counted; from five on all is."""
    four, five = _made("abcd"), _made("abcde")
    assert register_lines(four.unlocks[:1], PUBLIC) == (
        "Learning to cross at a zebra: fewer than 5 people.",
    )
    assert "5 people, 5 more sessions alone" in register_lines(five.unlocks[:1], PUBLIC)[0]
    said = unlocks_json(four, PUBLIC)
    assert {one["people"] for one in said["unlocks"]} == {None}
    assert {one["fewer_than"] for one in said["unlocks"]} == {5}
    assert said["survey"]["verdicts"] is None
    assert "4" not in survey_line(four, PUBLIC)
    properties = [one["properties"] for one in unlocks_geojson(four, PUBLIC)["features"]]
    assert {each["moved"] for each in properties} == {None}


def test_nothing_about_a_person_leaves() -> None:
    """Neither JSON nor the map has anybody's id; buses have no place on a map."""
    made = _made()
    plain, places = unlocks_json(made, SPEECH), unlocks_geojson(made, SPEECH)
    assert "secret" not in json.dumps([plain, places])
    assert [one["properties"]["kind"] for one in places["features"]] == ["crossing", "look"]
    assert places["features"][0]["geometry"]["coordinates"] == [-3.0, 51.5]
    assert plain["survey"]["steps"][0]["people"] == 6


def test_a_longer_shift_that_brings_no_more_is_left_out() -> None:
    """Half an hour for one person; an hour brings another; three quarters bring nothing more."""
    half, three, hour = _time(1800, "a"), _time(2700, "a"), _time(3600, "ab")
    earlier = _time(-2700, "a")
    assert without_longer([hour, three, earlier, half]) == (hour, earlier, half)


def test_what_opens_most_comes_first() -> None:
    """By sessions alone, then verdicts, then the smaller change of time."""
    few, many = Unlock(SKILL, (_move("a"),)), Unlock(SIGNALS, (_move("a"), _move("b")))
    surer = Unlock(KERB, tuple(_move(one, new=Rung.WITH_TRAINING) for one in "abc"))
    assert ranked([surer, few, many]) == (many, few, surer)
    assert ranked([_time(1800, "a"), _time(900, "a")])[0].change.seconds == 900


def test_views_add_up() -> None:
    """A register's unlocks by person are its moves, each once, and a street has its own."""
    moves = [_move("a"), _move("b"), _move("b", "S2")]
    made = RegisterUnlocks(
        people=2,
        verdicts=4,
        unlocks=gathered((change, one) for change in (SKILL, SIGNALS) for one in moves),
    )
    assert sum(len(one.moves) for who in "ab" for one in made.of_person(who)) == 6
    assert [one.change for one in made.of_street("Chepstow Road")] == [SIGNALS]
    assert len(made.of_venue("O1")) == 2
    assert made.of_venue("O2") == ()
