"""Choosing windows: hand-made cases, and equal to trying every choice."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sessions.windows_brute import best_figures

from transit.errors import InputError
from transit.model.weekdays import Weekday
from transit.sessions import windows_model
from transit.sessions.swept import Window
from transit.sessions.windows import (
    NO_LIMIT,
    Aim,
    Minibuses,
    WindowChoice,
    WindowProblem,
    WindowRules,
)
from transit.sessions.windows_model import choose_windows
from transit.sessions.windows_programme import OutOfTimeError, Programme, Solved

HOUR_S = 3600
MON, TUE, WED = Weekday.MON, Weekday.TUE, Weekday.WED


def window(day: Weekday, start_h: float, end_h: float) -> Window:
    """Return a window from hours of the day."""
    return Window(day, round(start_h * HOUR_S), round(end_h * HOUR_S))


def problem(
    windows: Sequence[Window],
    worth: Sequence[Sequence[float]],
    *,
    rides: Sequence[Sequence[bool]] | None = None,
    wanted: Sequence[int] | None = None,
    goes_nowhere: Sequence[bool] | None = None,
    places: Sequence[int] | None = None,
    kept: Sequence[bool] | None = None,
    known: Sequence[tuple[Window, int]] = (),
) -> WindowProblem:
    """Return a problem in which everything that is not given is of no account."""
    shape = len(worth), len(windows)
    return WindowProblem(
        windows=tuple(windows),
        people=tuple(f"P{number}" for number in range(shape[0])),
        worth=np.array(worth, np.float64).reshape(shape),
        rides=np.zeros(shape, np.bool_) if rides is None else np.array(rides, np.bool_),
        wanted=np.ones(shape[0], np.int64) if wanted is None else np.array(wanted, np.int64),
        goes_nowhere=np.array(goes_nowhere or [False] * shape[0], np.bool_),
        places=np.array(places or [NO_LIMIT] * shape[1], np.int64),
        kept=np.array(kept or [False] * shape[1], np.bool_),
        known=tuple(known),
    )


def minibuses(people: int, **given: float) -> Minibuses:
    """Return minibuses of two seats that are out for an hour."""
    return Minibuses(seats=2, spaces=np.ones(people, np.int64), run_s=HOUR_S, **given)  # type: ignore[arg-type]


def windows_of(choice: WindowChoice, asked: WindowProblem) -> list[Window]:
    """Return the windows chosen."""
    return [asked.windows[at] for at in choice.chosen]


def test_the_two_that_serve_most_together_are_not_the_two_that_serve_most_alone() -> None:
    """A serves 1 to 4, B 1 to 3, C 5 and 6: A and C serve six, the two largest four."""
    asked = problem(
        [window(MON, 10, 12), window(TUE, 10, 12), window(WED, 10, 12)],
        [[1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 1]],
    )
    choice = choose_windows(asked, WindowRules(most=2))
    assert choice.chosen == (0, 2)
    assert choice.reached[0].value == pytest.approx(6)
    assert choice.is_proven
    assert choice.reached[0].bound == choice.reached[0].value


def test_somebody_who_needs_two_sessions_counts_half_with_one() -> None:
    """One window, two people who need two sessions a week: half and half is one."""
    asked = problem([window(MON, 10, 12)], [[1], [1]], wanted=[2, 2])
    assert choose_windows(asked, WindowRules(most=1)).reached[0].value == pytest.approx(1)


def test_counted_as_a_whole_half_a_week_is_none() -> None:
    """Two need two sessions; there is one window: nobody is served."""
    asked = problem([window(MON, 10, 12)], [[1], [1]], wanted=[2, 2])
    choice = choose_windows(asked, WindowRules(most=1, whole=True))
    assert choice.reached[0].value == pytest.approx(0)
    assert not choice.comes.any()


def test_nobody_comes_twice_on_a_day() -> None:
    """Two windows on Monday give somebody who needs two sessions only one of them."""
    asked = problem([window(MON, 9, 11), window(MON, 13, 15)], [[1, 1]], wanted=[2])
    choice = choose_windows(asked, WindowRules(most=2))
    assert choice.reached[0].value == pytest.approx(0.5)
    assert choice.comes.sum() == 1


def test_one_room_holds_one_window_at_a_time() -> None:
    """10 to 12 and 11 to 13 need two rooms; 10 to 12 and 12 to 14 follow each other in one."""
    worth = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    asked = problem([window(MON, 10, 12), window(MON, 11, 13), window(MON, 12, 14)], worth)
    assert choose_windows(asked, WindowRules(most=2)).chosen == (0, 2)
    assert choose_windows(asked, WindowRules(most=3)).reached[0].value == pytest.approx(2)
    assert choose_windows(asked, WindowRules(most=3, rooms=2)).reached[0].value == pytest.approx(3)


def test_places_are_kept() -> None:
    """Of five who could come two have a place, and the choice says who."""
    asked = problem([window(MON, 10, 12)], [[1]] * 5, places=[2])
    choice = choose_windows(asked, WindowRules(most=1))
    assert choice.reached[0].value == pytest.approx(2)
    assert choice.comes.sum() == 2


def test_of_equal_choices_the_one_for_those_who_go_nowhere_is_taken() -> None:
    """Monday and Tuesday serve one each; who could come on Tuesday has nothing else."""
    asked = problem(
        [window(MON, 10, 12), window(TUE, 10, 12)],
        [[1, 0], [0, 1]],
        goes_nowhere=[False, True],
        known=[(window(MON, 10, 12), 1)],
    )
    choice = choose_windows(asked, WindowRules(most=1))
    assert choice.chosen == (1,)
    assert [each.aim for each in choice.reached] == [Aim.SERVED, Aim.GOING_NOWHERE, Aim.CHANGE]
    assert choice.reached[2].value == pytest.approx(240, abs=1)


def test_of_choices_equal_for_all_the_one_nearest_to_what_people_know_is_taken() -> None:
    """One knows 9:30, two know 11:30: at 10 that is 60 and 2 x 180 minutes, at 11 it is less."""
    asked = problem(
        [window(MON, 10, 12), window(MON, 11, 13)],
        [[1, 1], [1, 1]],
        known=[(window(MON, 9.5, 11.5), 1), (window(MON, 11.5, 13.5), 2)],
    )
    choice = choose_windows(asked, WindowRules(most=1))
    assert choice.chosen == (1,)
    assert choice.reached[2].value == pytest.approx(180 + 2 * 60, abs=1)


def test_what_stays_is_in_every_choice_and_not_counted() -> None:
    """Monday stays though nobody comes; one more is chosen beside it."""
    asked = problem(
        [window(MON, 10, 12), window(TUE, 10, 12), window(WED, 10, 12)],
        [[0, 1, 0], [0, 1, 1]],
        kept=[True, False, False],
    )
    assert choose_windows(asked, WindowRules(most=1)).chosen == (0, 1)


def test_what_stays_must_fit_into_the_rooms() -> None:
    """Two windows that stay at one time need two rooms, and the message says so."""
    asked = problem([window(MON, 10, 12), window(MON, 11, 13)], [[1, 1]], kept=[True, True])
    with pytest.raises(InputError, match="give 2 rooms or more"):
        choose_windows(asked, WindowRules(most=1))


def test_a_minibus_serves_two_windows_whose_times_on_the_road_do_not_meet() -> None:
    """Out 9 to 10 for the first; the second begins at 10:30 (one more) or at 11 (the same one)."""
    near, far = window(MON, 10.5, 16), window(MON, 11, 15.5)
    rides = [[True, True]] * 4
    for other, needed in ((near, 2), (far, 1)):
        asked = problem([window(MON, 10, 14), other], [[1, 0], [1, 0], [0, 1], [0, 1]], rides=rides)
        choice = choose_windows(asked, WindowRules(most=2, rooms=2), minibuses(4))
        assert choice.reached[0].value == pytest.approx(4)
        assert choice.minibuses == needed


def test_a_minibus_that_serves_too_few_is_left_out() -> None:
    """Three ride to Monday, one to Tuesday: two seats each, and one more must serve two more."""
    asked = problem([window(MON, 10, 12)], [[1], [1], [1]], rides=[[True]] * 3)
    free = choose_windows(asked, WindowRules(most=1), minibuses(3))
    priced = choose_windows(asked, WindowRules(most=1), minibuses(3, worth_people=1.5))
    assert (free.minibuses, int(free.comes.sum())) == (2, 3)
    assert (priced.minibuses, int(priced.comes.sum())) == (1, 2)


def test_each_minibus_more_serves_more() -> None:
    """One walks, three ride, two to a minibus: 1, 3 and 4 people with none, one and two."""
    asked = problem([window(MON, 10, 12)], [[1]] * 4, rides=[[False], [True], [True], [True]])
    choice = choose_windows(asked, WindowRules(most=1), minibuses(4))
    assert [(each.minibuses, each.people) for each in choice.tried] == [(0, 1), (1, 3), (2, 4)]
    assert all(each.is_proven for each in choice.tried)


def test_who_sits_in_a_wheelchair_takes_more_room() -> None:
    """A wheelchair takes both seats of the one minibus that may go out: one of two comes."""
    asked = problem([window(MON, 10, 12)], [[1], [1]], rides=[[True], [True]])
    bus = Minibuses(seats=2, spaces=np.array([2, 1]), run_s=HOUR_S, most=1)
    assert choose_windows(asked, WindowRules(most=1), bus).comes.sum() == 1


def test_people_who_are_alike_share_their_places_evenly() -> None:
    """Three alike, three days with two places each, two sessions wanted: everybody has two."""
    days = [window(day, 10, 12) for day in (MON, TUE, WED)]
    asked = problem(days, [[1, 1, 1]] * 3, wanted=[2, 2, 2], places=[2, 2, 2])
    choice = choose_windows(asked, WindowRules(most=3))
    assert choice.comes.sum(axis=1).tolist() == [2, 2, 2]
    assert choice.comes.sum(axis=0).tolist() == [2, 2, 2]


def test_a_problem_that_does_not_fit_is_refused() -> None:
    """A window may be there once, and nobody is worth more than one."""
    with pytest.raises(InputError, match="twice"):
        problem([window(MON, 10, 12)] * 2, [[1, 1]])
    with pytest.raises(InputError, match="between 0 and 1"):
        problem([window(MON, 10, 12)], [[2]])


@st.composite
def problems(draw: st.DrawFn) -> WindowProblem:
    """Draw a problem of few people and windows, some of which overlap."""
    people, count = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    every = [
        window(day, start, start + length)
        for day in (MON, TUE)
        for start in (9, 10, 11.5)
        for length in (1, 2)
    ]
    windows = draw(st.permutations(every))[:count]
    shape = people * count

    def cells(values: st.SearchStrategy[float]) -> np.ndarray:
        drawn = draw(st.lists(values, min_size=shape, max_size=shape))
        return np.array(drawn).reshape(people, count)

    return WindowProblem(
        windows=tuple(windows),
        people=tuple(f"P{number}" for number in range(people)),
        worth=cells(st.sampled_from([0.0, 0.5, 1.0])),
        rides=cells(st.booleans()).astype(np.bool_),
        wanted=np.array(draw(st.lists(st.integers(1, 2), min_size=people, max_size=people))),
        goes_nowhere=np.array(draw(st.lists(st.booleans(), min_size=people, max_size=people))),
        places=np.array(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))),
        kept=np.zeros(count, np.bool_),
        known=tuple((each, draw(st.integers(0, 2))) for each in draw(st.permutations(every))[:2]),
    )


def _figures(choice: WindowChoice, asked: WindowProblem) -> tuple[float, ...]:
    """Work out anew what a choice comes to, from who comes where; of change, what is told."""
    parts = (asked.worth * choice.comes).sum(axis=1) / asked.wanted
    last = -choice.reached[-1].value
    return float(parts.sum()), float(parts[asked.goes_nowhere].sum()), float(last)


@given(problems(), st.integers(1, 3), st.integers(1, 2), st.booleans())
@settings(max_examples=40)
def test_equals_trying_every_choice(
    asked: WindowProblem, most: int, rooms: int, whole: bool
) -> None:
    """No choice and no way to come is better, aim after aim; and what is told is so."""
    rules = WindowRules(most=most, rooms=rooms, whole=whole)
    choice = choose_windows(asked, rules)
    assert choice.is_proven
    best = best_figures(asked, rules)
    assert all(
        math.isclose(mine, theirs, abs_tol=1e-4)
        for mine, theirs in zip(_figures(choice, asked), best, strict=True)
    )
    assert (choice.comes.sum(axis=0) <= asked.places).all()
    assert (choice.comes.sum(axis=1) <= asked.wanted).all()


@given(problems(), st.integers(1, 2), st.sampled_from([0.0, 0.75]))
@settings(max_examples=25)
def test_with_minibuses_equals_trying_every_choice(
    asked: WindowProblem, most: int, worth_people: float
) -> None:
    """The same with minibuses of two seats, counted minute by minute."""
    rules, bus = WindowRules(most=most, rooms=2), minibuses(len(asked.people))
    bus = Minibuses(seats=2, spaces=bus.spaces, run_s=bus.run_s, worth_people=worth_people)
    choice = choose_windows(asked, rules, bus)
    served, nowhere, last = _figures(choice, asked)
    assert choice.minibuses is not None
    mine = served - worth_people * choice.minibuses, -choice.minibuses, nowhere, last
    best = best_figures(asked, rules, bus)
    assert all(
        math.isclose(one, other, abs_tol=1e-4) for one, other in zip(mine, best, strict=True)
    )


def test_beside_wheelchairs_a_part_of_a_seat_is_told_not_counted() -> None:
    """Three seats, wheelchairs of two: one of two comes, a half more is only told as the most."""
    asked = problem([window(MON, 10, 12)], [[1], [1]], rides=[[True], [True]])
    bus = Minibuses(seats=3, spaces=np.array([2, 2]), run_s=HOUR_S, most=1)
    choice = choose_windows(asked, WindowRules(most=1), bus)
    assert choice.comes.sum() == 1
    assert choice.reached[0].value == pytest.approx(1)
    assert choice.reached[0].is_proven == (choice.reached[0].bound < 1 + 1e-4)


def test_a_wheelchair_that_fits_into_no_minibus_does_not_keep_the_search_going() -> None:
    """Minibuses cost nothing and hold two; one rider takes four seats: one serves the other."""
    asked = problem([window(MON, 10, 12)], [[1], [1]], rides=[[True], [True]])
    bus = Minibuses(seats=2, spaces=np.array([4, 1]), run_s=HOUR_S, worth_people=0.0)
    choice = choose_windows(asked, WindowRules(most=1), bus)
    assert choice.minibuses == 1
    assert choice.comes.tolist() == [[False], [True]]
    assert len(choice.tried) == 2


def test_time_that_runs_out_keeps_what_was_found_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two minibuses are too much for the time: the best of none and one is told, not proven."""
    asked = problem([window(MON, 10, 12)], [[1]] * 6, rides=[[True]] * 6)
    make, solve = windows_model._model_of, Programme.solve
    late: list[Programme] = []

    def made(*given: object) -> object:
        model = make(*given)
        if given[3:] == (2,):
            late.append(model.programme)
        return model

    def slow(programme: Programme, goal: np.ndarray) -> Solved:
        if any(programme is each for each in late):
            raise OutOfTimeError("time ran out")
        return solve(programme, goal)

    monkeypatch.setattr(windows_model, "_model_of", made)
    monkeypatch.setattr(Programme, "solve", slow)
    choice = choose_windows(asked, WindowRules(most=1), minibuses(6))
    assert [each.people for each in choice.tried] == pytest.approx([0, 2])
    assert choice.minibuses == 1
    assert not choice.is_proven
    assert choice.reached[0].bound == pytest.approx(6)
