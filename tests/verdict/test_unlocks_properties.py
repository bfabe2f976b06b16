"""Unlocks in random cities: what is listed moves a verdict when applied, and nothing else does."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from verdict.judging import CATALOGUE, ON, CityDesk, Town, abilities, random_town
from verdict.unlock_towns import case_with, town_of

from transit.model.abilities import Ability, Level
from transit.model.fact import State
from transit.model.limits import Limits
from transit.model.opportunities import Session
from transit.model.people import Companion, CompanionKind, Pass, Person
from transit.model.unlock import PLACED, ChangeKind, gathered
from transit.model.verdict import Rung, Verdict
from transit.model.weekdays import Weekday
from transit.verdict.cases import Case
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.judge import judge_many
from transit.verdict.running import run_together
from transit.verdict.unlocks import EVERYTHING, register_unlocks, unlocks_of
from transit.verdict.unlocks_better import Rungs, Subject
from transit.verdict.unlocks_journeys import outside_of
from transit.verdict.unlocks_outside import supposed
from transit.verdict.unlocks_person import changed, changes_of
from transit.verdict.unlocks_spots import Spots
from transit.verdict.unlocks_time import times_of

Found = dict[tuple[object, ...], tuple[Rung, Rung]]
Kinds = frozenset[ChangeKind]
_SEEDS = (0, 3, 5, 7, 9)
_SKILLS = [
    *("know_the_way", "find_the_stop", "read_bus_number", "change_at_one_stop"),
    *(name for name in CATALOGUE.skills if name.startswith("cross")),
]
_CROSSINGS = frozenset({ChangeKind.CROSSING})
_TRIED = EVERYTHING - {ChangeKind.LOOK, ChangeKind.SEAT}
"""Random cities have too little in them for journeys to be told step by step."""


def _town(seed: int, folder: Path, n_people: int = 4) -> Town:
    """Return a random town with people whom few things stand in the way of."""
    town = random_town(seed, folder, n_people)
    chance = random.Random(seed)
    return replace(town, people=tuple(_nearly(chance, person) for person in town.people))


def _nearly(chance: random.Random, person: Person) -> Person:
    """Return somebody who can do all but one or two skills, and of whom a thing is not known."""
    # Every journey alone asks the first: to learn it moves whoever has a journey.
    missing = chance.choice([_SKILLS[:1], _SKILLS[:1], _SKILLS[:2], chance.sample(_SKILLS, 2)])
    known = {
        skill: Ability(skill=skill, level=Level.NOT_YET, trainable=chance.choice([*State]), **ON)
        for skill in missing
    }
    limits = Limits(
        out_after_dark=chance.choice([State.YES, State.YES, State.UNKNOWN]),
        bears_crowds=chance.choice([State.YES, State.YES, State.UNKNOWN]),
        bears_noise=State.YES,
    )
    pass_ = Pass(held=chance.choice([State.YES, State.UNKNOWN]), pays_fares=chance.choice([*State]))
    companion = Companion(chance.choice([*CompanionKind]), chance.choice([(), (Weekday.MON,)]))
    return replace(
        person, abilities=abilities(changed=known), limits=limits, pass_=pass_, companion=companion
    )


def _judged(desk: Desk, person: Person, session: Session) -> Verdict:
    (verdict,) = judge_many(desk, [(person, 0)], [session])
    return verdict


def _found(town: Town, kinds: Kinds) -> Found:
    people = [(person, 0) for person in town.people]
    made = register_unlocks(town.desk, people, town.sessions, kinds=kinds)
    return {
        (one.change.key, move.person, move.session): (move.new_rung, move.new_sure)
        for one in made.unlocks
        for move in one.moves
    }


def _is_better(new: Verdict, old: Verdict) -> bool:
    same_or_better = new.rung <= old.rung and new.sure <= old.sure
    return same_or_better and (new.rung, new.sure) != (old.rung, old.sure)


@pytest.mark.parametrize("seed", _SEEDS)
def test_changes_to_people_and_times_are_exactly_those_that_help(seed: int, tmp_path: Path) -> None:
    """Every change that there could be is applied and judged in full: none too many, none left."""
    town = _town(seed, tmp_path, n_people=3)
    expected: Found = {}
    for person in town.people:
        for session in town.sessions:
            old = _judged(town.desk, person, session)
            tries = [
                (change, changed(person, [change]), session)
                for change in changes_of(town.desk, person, session)
            ]
            tries += [
                (change, person, moved)
                for change, moved in times_of(session, town.desk.basis.parameters)
            ]
            for change, other, moved in tries:
                new = _judged(town.desk, other, moved)
                if _is_better(new, old):
                    expected[change.key, person.id, session.id] = new.rung, new.sure
    assert _found(town, EVERYTHING - PLACED) == expected


def _outside(
    desk: Desk, people: tuple[Person, ...], sessions: tuple[Session, ...], kinds: Kinds
) -> Found:
    """Lay every candidate of every verdict over the town, and judge in full."""
    expected: Found = {}
    for person in people:
        for session in sessions:
            old = _judged(desk, person, session)
            subject = Subject(person, 0, session, Rungs(old.rung, old.sure))
            case = Case(desk, person, 0, session)
            if not case.kinds:
                continue
            steps = outside_of(case, subject, Spots(desk), kinds)
            (outside,) = run_together([steps], Finder(desk))
            for candidate in outside.candidates:
                new = _judged(supposed(desk, [candidate]), person, session)
                if _is_better(new, old):
                    key = candidate.change.key, person.id, session.id
                    expected[key] = new.rung, new.sure
    return expected


@pytest.mark.parametrize("seed", range(10))
def test_better_crossings_are_exactly_those_that_help(seed: int, tmp_path: Path) -> None:
    """Signals at every crossing on the way in a random city: none too many, none left out."""
    town = _town(seed, tmp_path)
    expected = _outside(town.desk, town.people, town.sessions, _CROSSINGS)
    assert _found(town, _CROSSINGS) == expected


@pytest.mark.parametrize("number", ["05", "10", "13", "16", "18", "22", "26", "33", "61", "73"])
def test_changes_outside_are_exactly_those_that_help(number: str, tmp_path: Path) -> None:
    """The same of everything that nobody mapped, for some who can do little, one who can most."""
    desk, person, session = town_of(case_with(number), tmp_path)
    few = replace(person, id="P2", limits=replace(person.limits, highest_kerb_mm=6))
    frail = replace(few, id="P3", limits=replace(few.limits, walk_without_rest_m=150))
    people = (person, few, frail)
    made = register_unlocks(desk, [(each, 0) for each in people], [session], kinds=PLACED)
    found = {
        (one.change.key, move.person, move.session): (move.new_rung, move.new_sure)
        for one in made.unlocks
        for move in one.moves
    }
    assert found == _outside(desk, people, (session,), PLACED)


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_register_has_the_sum_of_its_people(seed: int, tmp_path: Path) -> None:
    """Everybody's own unlocks put together are those of the register, whoever comes first."""
    town = _town(seed, tmp_path)
    people = [(person, 0) for person in town.people]
    whole = register_unlocks(town.desk, people, town.sessions, kinds=_TRIED).unlocks
    backwards = register_unlocks(town.desk, people[::-1], town.sessions, kinds=_TRIED).unlocks
    singles = [
        (one.change, move)
        for person in town.people
        for one in unlocks_of(town.desk, person, town.sessions, kinds=_TRIED)
        for move in one.moves
    ]
    assert _plain(gathered(singles)) == _plain(whole) == _plain(backwards)


@pytest.mark.parametrize("seed", _SEEDS)
def test_verdicts_that_are_known_are_not_made_again(seed: int, tmp_path: Path) -> None:
    """Unlocks with the verdicts given are those with verdicts found."""
    town = _town(seed, tmp_path)
    people = [(person, 0) for person in town.people]
    known = list(judge_many(town.desk, people, town.sessions))
    given = register_unlocks(town.desk, people, town.sessions, known, kinds=_TRIED)
    assert _plain(given.unlocks) == _plain(
        register_unlocks(town.desk, people, town.sessions, kinds=_TRIED).unlocks
    )


def test_a_desk_over_the_same_town_judges_the_same(tmp_path: Path) -> None:
    """Nothing supposed, nothing changed; and the desk itself stays as it is."""
    town = _town(1, tmp_path)
    people = [(person, 0) for person in town.people]
    over = supposed(town.desk, [])
    assert isinstance(over, CityDesk)
    assert list(judge_many(over, people, town.sessions)) == list(
        judge_many(town.desk, people, town.sessions)
    )


def _plain(unlocks: object) -> list[tuple[object, ...]]:
    return [(one.change.key, one.moves) for one in unlocks]  # type: ignore[attr-defined]
