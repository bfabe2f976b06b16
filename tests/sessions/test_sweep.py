"""A sweep against every session judged singly, in random cities."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verdict.judging import CityDesk, Town, random_town
from transit.model.clock import DAY_S
from transit.model.fact import Fact, Source, Stance, State
from transit.model.people import Person
from transit.model.verdict import Direction, Rung, Verdict
from transit.model.weekdays import Weekday
from transit.sessions import sweep_person
from transit.sessions.effect import at_any_hour, may_be_bound, unbound
from transit.sessions.sweep import Sweeper
from transit.sessions.sweep_axes import Axes
from transit.sessions.swept import NOT_SWEPT, Swept, Window
from transit.verdict.cases import Case
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.judge import judge_many
from transit.verdict.requests import Ask

SEEDS = st.integers(0, 400)
FEW = settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def axes_of(town: Town, opportunity: str) -> Axes:
    """Return starts and finishes around those of a venue's sessions, two days."""
    own = [one for one in town.sessions if one.opportunity == opportunity]
    starts = {max(0, one.start_s + by) for one in own for by in (-900, 0, 600)}
    ends = {min(DAY_S, one.end_s + by) for one in own for by in (0, 1200)}
    return Axes(
        days=(Weekday.TUE, Weekday.WED),
        starts_s=tuple(sorted(starts)),
        ends_s=tuple(sorted(ends)),
        shortest_s=300,
        longest_s=40_000,
    )


def sweep_of(town: Town, opportunity: str, desk: Desk | None = None) -> Swept:
    """Sweep one venue of a town for all its people."""
    desk = desk or town.desk
    venue = town.desk.opportunities[opportunity]
    return Sweeper(desk, venue, axes_of(town, opportunity)).sweep(town.people)


def cells(swept: Swept) -> Iterator[tuple[tuple[int, int, int, int], Window]]:
    """Yield where each cell is, and its window, person by person."""
    for person in range(len(swept.people)):
        for day, name in enumerate(swept.days):
            for start, end in np.argwhere(swept.is_swept).tolist():
                window = Window(name, swept.starts_s[start], swept.ends_s[end])
                yield (person, day, start, end), window


def judged(town: Town, swept: Swept) -> list[Verdict]:
    """Judge every cell singly, person by person."""
    some = [window for (person, *_), window in cells(swept) if person == 0]
    sessions = [window.session(swept.opportunity) for window in some]
    return list(judge_many(town.desk, [(one, 0) for one in town.people], sessions))


@FEW
@given(seed=SEEDS)
def test_every_cell_is_its_verdict(seed: int, tmp_path: Path) -> None:
    """The rung, and the rung that is sure, are those of a session judged by itself."""
    town = random_town(seed, tmp_path, n_people=5)
    for opportunity in town.desk.opportunities:
        swept = sweep_of(town, opportunity)
        for (at, window), verdict in zip(cells(swept), judged(town, swept), strict=True):
            found = swept.rungs[at], swept.sure[at]
            assert found == (verdict.rung, verdict.sure), (verdict.person, window)


@pytest.mark.parametrize(("seed", "minutes"), [(2, 30), (5, 40), (11, 60)])
def test_time_away_is_that_between_both(seed: int, minutes: int, tmp_path: Path) -> None:
    """Where a venue has no toilet, two journeys that are each short enough may be too much."""
    town = random_town(seed, tmp_path, n_people=5)
    no = Fact(State.NO, Source.SURVEYED)
    venues = {
        key: replace(venue, facts=dict.fromkeys(("toilet", "accessible_toilet"), no))
        for key, venue in town.desk.opportunities.items()
    }
    people = tuple(
        replace(one, limits=replace(one.limits, toilet_every_min=minutes)) for one in town.people
    )
    town = replace(town, desk=CityDesk(town.city, venues), people=people)
    for opportunity in venues:
        swept = sweep_of(town, opportunity)
        for (at, window), verdict in zip(cells(swept), judged(town, swept), strict=True):
            found = swept.rungs[at], swept.sure[at]
            assert found == (verdict.rung, verdict.sure), (verdict.person, window)


@FEW
@given(seed=SEEDS)
def test_cells_judged_one_by_one_are_the_same(seed: int, tmp_path: Path) -> None:
    """Where there are too many sets of skills to try, journeys are read, and nothing changes."""
    town = random_town(seed, tmp_path)
    before = sweep_of(town, "V1")

    def in_full(case: Case, rung: Rung, stance: Stance) -> object:
        return None if rung is Rung.WITH_TRAINING else (case.allowed(rung, stance),)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_person, "ways_of", in_full)
        after = sweep_of(town, "V1")
    assert np.array_equal(before.rungs, after.rungs) and np.array_equal(before.sure, after.sure)


@FEW
@given(seed=SEEDS)
def test_the_last_way_home_is_the_last(seed: int, tmp_path: Path) -> None:
    """It is the last for whom nothing is found on the rung who comes out so much later."""
    town = random_town(seed, tmp_path, n_people=3)
    swept, finder = sweep_of(town, "V1"), Finder(town.desk)
    later_s = int(town.desk.basis.parameters.number("fallback_within_s"))
    for at, window in cells(swept):
        rung, person = Rung(int(swept.rungs[at])), town.people[at[0]]
        if rung is Rung.DOOR_TO_DOOR:
            assert not swept.last_home[at]
        # Sets of skills are left to the first test; no session ends after midnight.
        if rung not in (Rung.NOW, Rung.WITH_COMPANION) or window.end_s + later_s > DAY_S:
            continue
        case = Case(town.desk, person, 0, window.session("V1"))
        is_last = not _gets_home(town.desk, case, rung, later_s, finder)
        assert bool(swept.last_home[at]) == is_last, (person.id, window)


def _gets_home(desk: CityDesk, case: Case, rung: Rung, later_s: int, finder: Finder) -> bool:
    allowed = case.allowed(rung, Stance.HOPEFUL)
    kinds = case.kinds
    case.session = replace(case.session, end_s=case.session.end_s + later_s)
    for kind in kinds:
        wishes = case.wishes(allowed, kind, Direction.BACK)
        answers = finder.answer([Ask([wish.request for wish in wishes], ways=False)])[0]
        if not any(wish.grants(each) for wish, each in zip(wishes, answers, strict=True)):
            return False
    return True


@FEW
@given(seed=SEEDS, order=st.permutations(range(4)))
def test_company_changes_nothing(seed: int, order: list[int], tmp_path: Path) -> None:
    """Who is swept together, and in which order, leaves every cell as it is."""
    town = random_town(seed, tmp_path)
    together = sweep_of(town, "V1")
    shuffled = sweep_of(replace(town, people=tuple(town.people[at] for at in order)), "V1")
    assert np.array_equal(together.rungs[order], shuffled.rungs)
    alone = sweep_of(replace(town, people=town.people[:1]), "V1")
    assert np.array_equal(together.sure[:1], alone.sure)


@FEW
@given(seed=SEEDS)
def test_a_pass_valid_all_day_is_like_paying(seed: int, tmp_path: Path) -> None:
    """Without hours, whoever holds a pass rides when one may who pays; nobody rides less."""
    town = random_town(seed, tmp_path)
    venue, axes = town.desk.opportunities["V1"], axes_of(town, "V1")
    held = tuple(_holding(person) for person in town.people)
    paying = tuple(replace(one, pass_=replace(one.pass_, pays_fares=State.YES)) for one in held)
    assert all(may_be_bound(one) for one in held) and not any(map(may_be_bound, paying))
    free = Sweeper(at_any_hour(town.desk), venue, axes).rungs([unbound(one) for one in held])
    sweeper = Sweeper(town.desk, venue, axes)
    assert np.array_equal(free, sweeper.rungs(paying))
    assert (free <= sweeper.rungs(held)).all()


def _holding(person: Person) -> Person:
    return replace(
        person,
        pass_=replace(
            person.pass_, held=State.YES, pays_fares=State.NO, from_s=36_000, to_s=64_800
        ),
    )


def test_only_what_was_asked_is_swept(tmp_path: Path) -> None:
    """Other finishes have no answer, and rungs for the hopeful alone are those of a sweep."""
    town = random_town(3, tmp_path)
    swept = sweep_of(town, "V1")
    assert ((swept.rungs == NOT_SWEPT) == ~swept.is_swept).all()
    assert ((swept.sure == NOT_SWEPT) == ~swept.is_swept).all()
    sweeper = Sweeper(town.desk, town.desk.opportunities["V1"], axes_of(town, "V1"))
    assert np.array_equal(sweeper.rungs(town.people), swept.rungs)
