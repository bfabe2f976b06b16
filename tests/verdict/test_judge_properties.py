"""What must hold of every verdict, in random cities."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verdict.judging import CATALOGUE, ON, CityDesk, Town, random_town
from transit.model.abilities import Ability, Level
from transit.model.fact import Stance, State
from transit.model.people import Person
from transit.model.streets import CrossingKind
from transit.model.verdict import SEARCHED, Rung, Verdict
from transit.route.barriers import Barrier, edge_barriers
from transit.verdict.asks import edge_asks
from transit.verdict.judge import judge_many

pytestmark = pytest.mark.slow

SEEDS = st.integers(0, 400)
FEW = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


def judged(town: Town, people: list[Person] | None = None) -> list[Verdict]:
    """Return the verdicts of a town."""
    some = town.people if people is None else people
    return list(judge_many(town.desk, [(one, 0) for one in some], town.sessions))


def both(verdict: Verdict) -> tuple[Rung, Rung]:
    """Return the rung and the sure rung."""
    return verdict.rung, verdict.sure


def no_worse(now: list[Verdict], before: list[Verdict]) -> bool:
    """Tell whether no rung has got later."""
    return all(
        one.rung <= other.rung and one.sure <= other.sure
        for one, other in zip(now, before, strict=True)
    )


@FEW
@given(seed=SEEDS)
def test_cautious_is_never_before_hopeful(seed: int, tmp_path: Path) -> None:
    """Unknown facts never make a verdict better, and a rung without a journey has no times."""
    for verdict in judged(random_town(seed, tmp_path)):
        assert verdict.sure >= verdict.rung
        assert (verdict.out is None) == (verdict.rung is Rung.DOOR_TO_DOOR)
        assert (verdict.out is None) == (verdict.back is None)


def test_unknown_school_terms_are_asked_for(tmp_path: Path) -> None:
    """Whatever the rung, unless it is surely now: fewer dates cannot make that any better."""
    town = random_town(3, tmp_path)
    in_term = tuple(replace(session, term_only=State.YES) for session in town.sessions)
    rungs = set()
    for before, verdict in zip(judged(town), judged(replace(town, sessions=in_term)), strict=True):
        rungs.add(verdict.sure)
        asked = [each for each in verdict.checks if each.code == "ask_school_terms"]
        assert (not asked) == (verdict.sure is Rung.NOW)
        assert replace(verdict, checks=before.checks) == before
    assert {Rung.NOW, Rung.DOOR_TO_DOOR} <= rungs


@FEW
@given(seed=SEEDS)
def test_gaps_are_what_the_rung_grants(seed: int, tmp_path: Path) -> None:
    """None now; all of them learnable with training, none of them mastered on any rung."""
    town = random_town(seed, tmp_path)
    known = {person.id: person for person in town.people}
    for verdict in judged(town):
        recorded = {each.skill: each for each in known[verdict.person].abilities}
        if verdict.rung is Rung.NOW:
            assert verdict.gaps == () and verdict.lessons is None
        for gap in verdict.gaps:
            assert gap.has is None or gap.has < gap.needed
            if verdict.rung is Rung.WITH_TRAINING:
                assert recorded[gap.skill].trainable is not State.NO
                assert verdict.lessons is not None and verdict.lessons.low <= 24


@FEW
@given(seed=SEEDS, order=st.randoms(use_true_random=False))
def test_company_and_order_change_nothing(seed: int, order: Any, tmp_path: Path) -> None:
    """Who is judged together, and in which order, leaves every verdict as it is."""
    town = random_town(seed, tmp_path)
    together = {(one.person, one.session): one for one in judged(town)}
    people = list(town.people)
    order.shuffle(people)
    fresh = replace(town, desk=CityDesk(town.city, town.desk.opportunities))
    for verdict in judged(fresh, people):
        assert verdict == together[verdict.person, verdict.session]


@FEW
@given(seed=SEEDS)
def test_one_is_many_of_one(seed: int, tmp_path: Path) -> None:
    """Each person and session alone, at a desk of its own, is judged as all together are."""
    town = random_town(seed, tmp_path)
    together = iter(judged(town))
    for person in town.people:
        for session in town.sessions:
            desk = CityDesk(town.city, town.desk.opportunities)
            assert list(judge_many(desk, [(person, 0)], [session])) == [next(together)]


@FEW
@given(seed=SEEDS, chance=st.randoms(use_true_random=False))
def test_an_ability_raised_never_worsens(seed: int, chance: Any, tmp_path: Path) -> None:
    """A skill at the next level, or one that turns out to be trainable."""
    town = random_town(seed, tmp_path)
    before = judged(town)
    better = [_raised(person, chance) for person in town.people]
    assert no_worse(judged(town, better), before)


def _raised(person: Person, chance: random.Random) -> Person:
    skill = chance.choice(list(CATALOGUE.skills))
    made = []
    for own in person.abilities:
        one = own
        if own.skill == skill:
            level = Level(min(3, (own.level if own.level is not None else -1) + 1))
            one = Ability(skill=skill, level=level, trainable=State.YES, lessons=own.lessons, **ON)
        made.append(one)
    return replace(person, abilities=tuple(made))


@FEW
@given(seed=SEEDS, which=st.integers(0, 4))
def test_a_barrier_removed_never_worsens(seed: int, which: int, tmp_path: Path) -> None:
    """Somebody who bears the dark, or crowds, pays fares, needs no toilet, or walks farther."""
    town = random_town(seed, tmp_path)
    before = judged(town)
    better = [_freed(person, which) for person in town.people]
    assert no_worse(judged(town, better), before)


def _freed(person: Person, which: int) -> Person:
    limits, yes = person.limits, State.YES
    match which:
        case 0:
            return replace(person, limits=replace(limits, out_after_dark=yes))
        case 1:
            return replace(person, limits=replace(limits, bears_crowds=yes, bears_noise=yes))
        case 2:
            return replace(person, pass_=replace(person.pass_, pays_fares=yes))
        case 3:
            return replace(person, limits=replace(limits, toilet_every_min=None))
        case _:
            farther = None if limits.walk_total_m is None else limits.walk_total_m + 200
            return replace(person, limits=replace(limits, walk_total_m=farther))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("stance", Stance)
def test_what_is_asked_is_what_is_barred(seed: int, stance: Stance, tmp_path: Path) -> None:
    """An edge asks more than a rung allows exactly where the search bars it for a skill."""
    town = random_town(seed, tmp_path)
    desk, walk = town.desk, town.city.area.walk
    parts = stance, desk.basis.rules, desk.basis.parameters
    asked = edge_asks(walk, *parts)
    skills = Barrier.CROSSING | Barrier.PAVEMENT | Barrier.UNLIT
    for person in town.people:
        for rung in SEARCHED:
            allowed = desk.allowed(person, rung, stance)
            if allowed.profile is not None:
                barred = edge_barriers(walk, allowed.profile, *parts) & skills != 0
                assert (barred == (asked & ~allowed.asks != 0)).all()


def test_crossings_are_all_known() -> None:
    """Every kind of crossing has a skill that answers it at every traffic."""
    for kind in CrossingKind:
        if kind is not CrossingKind.NOT_A_CROSSING:
            for traffic in ("quiet", "moderate", "busy", "fast"):
                assert CATALOGUE.answering("cross", kind.name.lower(), traffic)
