"""What is counted, compared and said of a sweep: arrays by hand, answers by arithmetic."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from numpy.typing import NDArray

from tests.sessions.sweeps import HOUR, sweep_by_hand
from transit.errors import InputError
from transit.model.fact import State
from transit.model.opportunities import Entrance, Opening, Opportunity, Session
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters
from transit.sessions.against import Lost, against_today
from transit.sessions.against_moves import best_moves
from transit.sessions.effect import StartEffect, effects_of, lost_to_hours
from transit.sessions.effect_told import effect_sentences
from transit.sessions.open_told import open_words
from transit.sessions.sweep_axes import Axes, windows_of
from transit.sessions.sweep_counts import Count, best_windows, count_at
from transit.sessions.sweep_file import write_table
from transit.sessions.sweep_found import report_of
from transit.sessions.sweep_open import open_at
from transit.sessions.sweep_plain import plain_sweep
from transit.sessions.sweep_told import INSIDE_ONLY, move_words
from transit.sessions.swept import Swept, Window

TUE, THU = Weekday.TUE, Weekday.THU
TODAY = Session(
    id="S1",
    opportunity="O1",
    activity="Lunch",
    days=(TUE, THU),
    start_s=9 * HOUR,
    end_s=12 * HOUR,
)
OLD = windows_of(TODAY, (TUE, THU))
VENUE = Opportunity(
    id="O1", name="Hall", kind="hall", entrances=(Entrance(Position(51.0, -3.0, 1)),)
)
NOW = Rung.NOW


def at(*cells: tuple[int, int], days: tuple[Weekday, ...] = (TUE, THU)) -> dict[object, Rung]:
    """Come alone at some hours of start and finish on some days."""
    return {(day, start, end): NOW for day in days for start, end in cells}


@pytest.fixture(scope="module")
def swept() -> Swept:
    """A keeps coming, B gains, C loses the way home on Thursdays, D never comes, E loses a day."""
    return sweep_by_hand(
        {
            "A": at((9, 12), (10, 13)),
            "B": at((10, 13), (10, 12)),
            "C": at((9, 12), (10, 12)) | at((10, 13), (9, 13), days=(TUE,)),
            "D": {},
            "E": at((9, 12), (9, 13)),
        }
    )


def test_who_gains_and_who_loses_what(swept: Swept) -> None:
    """Either end is changed alone to see which way is lost."""
    found = against_today(swept, OLD, 10 * HOUR, 13 * HOUR)
    assert found.kept == ("A",) and found.gains == ("B",) and found.shut_out == ("C", "E")
    lost = [(loss.person, loss.day, loss.lost) for loss in found.losses]
    # C may start at ten and end at twelve on Thursdays; E may end at one, but not start at ten.
    assert lost == [("C", THU, Lost.WAY_HOME), ("E", TUE, Lost.WAY_OUT), ("E", THU, Lost.WAY_OUT)]
    assert {loss.rung for loss in found.losses} == {Rung.DOOR_TO_DOOR}


def test_it_is_said_in_a_sentence(swept: Swept) -> None:
    """Days are named only where somebody keeps the others."""
    said = move_words(against_today(swept, OLD, 10 * HOUR, 13 * HOUR))
    assert said == (
        "Moving 09:00–12:00 to 10:00–13:00 adds 1 person; 1 loses the way there; "
        "1 loses the way home on Thursdays."
    )


def test_both_ends_together_may_be_too_much() -> None:
    """Either end alone would do, both are too long; or neither would."""
    both = sweep_by_hand({"A": at((9, 12), (10, 12), (9, 14)), "B": at((9, 12))})
    found = against_today(both, OLD, 10 * HOUR, 14 * HOUR)
    assert {(loss.person, loss.lost) for loss in found.losses} == {
        ("A", Lost.TOGETHER),
        ("B", Lost.BOTH),
    }


def test_moves_that_take_away_more_are_not_told() -> None:
    """Of moves that add as many the smaller goes first; a session that gets shorter is no move."""
    found = sweep_by_hand(
        {
            "A": at((10, 13), (11, 14), (10, 12)),
            "B": at((10, 13), (11, 14)),
            "C": at((9, 12), (10, 13)),
        }
    )
    moves = best_moves(found, OLD, 5, farthest_s=2 * HOUR)
    assert [(move.start_s // HOUR, move.net) for move in moves] == [(10, 2), (11, 1)]
    assert [move.start_s // HOUR for move in best_moves(found, OLD, 5, farthest_s=HOUR)] == [10]
    assert best_moves(found, (), 5, farthest_s=HOUR) == ()


def test_counts_by_rung(swept: Swept) -> None:
    """Each person is on one rung; sure and last are of those who come alone."""
    made = replace(swept, sure=np.full_like(swept.sure, 3), last_home=np.ones_like(swept.last_home))
    count = count_at(made, Window(TUE, 9 * HOUR, 12 * HOUR))
    assert (count.now, count.door_to_door, count.sure, count.last_home) == (3, 2, 0, 3)
    with pytest.raises(InputError, match="was not swept"):
        count_at(made, Window(Weekday.SUN, 9 * HOUR, 12 * HOUR))


def test_the_best_serve_most_then_change_least() -> None:
    """Most people first, then those of today's; none on a day without dates."""
    found = sweep_by_hand({"A": at((9, 12), (10, 13), (11, 14)), "B": at((11, 14))}, dates=(5, 0))
    best = best_windows(found, 3, lengths_s=(3 * HOUR,), near=[Window(TUE, 10 * HOUR, 13 * HOUR)])
    assert [(each.window.start_s // HOUR, each.now) for each in best] == [(11, 2), (10, 1), (9, 1)]
    assert {each.window.day for each in best} == {TUE} and not any(each.as_good for each in best)
    both = sweep_by_hand({"A": at((9, 12), (10, 13))})
    first = best_windows(both, 5, lengths_s=(3 * HOUR,))[0]
    # Each time once, with the days on which it is as good.
    assert (first.window.start_s // HOUR, first.window.day, first.as_good) == (9, TUE, (THU,))
    assert best_windows(found, 3, lengths_s=(HOUR // 2,)) == ()


def test_best_times_are_apart() -> None:
    """Neighbours of a better time are left out on its days; those on other days are told."""
    both = {(day, at, at + 1): NOW for day in (TUE, THU) for at in (9, 11)}
    found = sweep_by_hand(
        {"A": both | {(TUE, 10, 11): NOW}, "B": both, "C": {(TUE, 9, 10): NOW}},
        starts=(9, 10, 11),
        ends=(10, 11, 12),
    )

    def told(hours: float) -> list[tuple[int, int]]:
        best = best_windows(found, 5, lengths_s=(HOUR,), apart_s=int(hours * HOUR))
        return [(each.window.start_s // HOUR, each.now) for each in best]

    # Nine has three on Tuesdays, eleven two on both days, ten one on Tuesdays.
    assert told(0) == told(1) == [(9, 3), (11, 2), (10, 1)]
    assert told(1.5) == [(9, 3), (11, 2)]
    # On Thursdays nothing is told that is better than eleven.
    assert told(2.5) == [(9, 3), (11, 2)]


def test_what_pass_hours_do(swept: Swept) -> None:
    """D would come at nine on Tuesdays if passes were valid then."""
    free = swept.rungs.copy()
    free[3, 0, 0, 0] = int(NOW)
    effects = [each for each in effects_of(swept, free, 3 * HOUR) if each.lost]
    assert [(each.day, each.start_s, each.lost) for each in effects] == [(TUE, 9 * HOUR, ("D",))]
    assert (effects[0].with_hours, effects[0].at_any_hour) == (3, 4)
    lost = lost_to_hours(swept, free)
    assert lost.sum() == 1 and lost[0, 0, 0] == 1


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((), State.UNKNOWN),
        (((TUE, 8, 13),), State.YES),
        (((TUE, 8, 11), (TUE, 11, 12)), State.YES),
        (((TUE, 8, 11), (TUE, 11.5, 13)), State.NO),
        (((TUE, 10, 13),), State.NO),
        (((THU, 8, 13),), State.NO),
        (((TUE, 8, 2),), State.YES),
    ],
)
def test_opening_hours_have_three_states(
    hours: tuple[tuple[Weekday, float, float], ...], expected: State
) -> None:
    """Unknown is not open; hours that meet are one; some hours run past midnight."""
    made = tuple(Opening(day, int(HOUR * first), int(HOUR * last)) for day, first, last in hours)
    venue = replace(VENUE, hours=made)
    window = Window(TUE, 9 * HOUR, 12 * HOUR)
    assert open_at(venue, window) is expected
    said = open_words(venue, [window])
    assert "It is open" not in open_words(venue, [])
    assert "staff" in said and ("not in the directory: ask. The" in said) == (not hours)


@dataclass
class Hand:
    """A venue swept by hand."""

    swept: Swept
    free: NDArray[np.uint8]
    opportunity: Opportunity = VENUE
    today: tuple[Session, ...] = (TODAY,)
    comes_today: frozenset[str] = field(default_factory=lambda: frozenset("AC"))
    own: Mapping[str, Swept] = field(default_factory=dict)


def test_a_time_near_a_better_one_of_another_day_is_told_of_its_own_day() -> None:
    """Two come on Tuesday and Thursday at ten: near the three of Tuesday at nine, not on Thursday.

    So Thursday at ten is told before Thursday at eleven, at which one comes.
    """
    found = sweep_by_hand(
        {
            "A": at((9, 12), days=(TUE,)) | at((10, 13)) | at((11, 14), days=(THU,)),
            "B": at((9, 12), days=(TUE,)) | at((10, 13)),
            "C": at((9, 12), days=(TUE,)),
        }
    )
    best = best_windows(found, 2, lengths_s=(3 * HOUR,), apart_s=2 * HOUR)
    told = [(each.window.day, each.window.start_s // HOUR, each.now) for each in best]
    assert told == [(TUE, 9, 3), (THU, 10, 2)] and not best[1].as_good


def test_best_times_are_when_it_is_open(swept: Swept) -> None:
    """Closed on Thursdays and from one: neither best times nor moves are then, unless asked for."""
    parameters = read_parameters()
    until_one = replace(VENUE, hours=(Opening(TUE, 9 * HOUR, 13 * HOUR),))
    hand = Hand(swept, swept.rungs, until_one)

    def best(**asked: bool) -> set[Window]:
        counts = report_of(hand, parameters, (3 * HOUR,), **asked).best[3 * HOUR]
        return {Window(day, at.window.start_s, 0) for at in counts for day in days_of(at)}

    def days_of(count: Count) -> tuple[Weekday, ...]:
        return count.window.day, *count.as_good

    assert best() == {Window(TUE, start * HOUR, 0) for start in (9, 10)}
    assert {window.day for window in best(closed=True)} == {TUE, THU}
    assert {window.start_s // HOUR for window in best(closed=True)} == {9, 10, 11}
    said = " ".join(report_of(hand, parameters).notes())
    assert "S1 is held while the directory has the venue closed (Thursday 09:00 to 12:00)" in said
    never = Hand(swept, swept.rungs, replace(VENUE, hours=(Opening(TUE, 0, HOUR),)))
    report = report_of(never, parameters)
    assert not report.best and not report.today[0].moves and report.effects
    assert "None of these times is within the hours" in " ".join(report.notes())


def test_best_times_are_when_staff_are_there(swept: Swept) -> None:
    """Staff until one on Tuesdays: treated as opening hours are, and today's Thursday is told."""
    there = (Opening(TUE, 9 * HOUR, 13 * HOUR),)
    hand = Hand(swept, swept.rungs, replace(VENUE, staff_hours=there))
    report = report_of(hand, read_parameters(), (3 * HOUR,))
    told = {(at.window.day, at.window.start_s // HOUR, at.as_good) for at in report.best[3 * HOUR]}
    assert told == {(TUE, 9, ()), (TUE, 10, ())}
    said = " ".join(report.notes())
    assert "has none of its staff there (Thursday 09:00 to 12:00)" in said
    assert "Times at which its staff are not there are not among" in said
    asked = report_of(hand, read_parameters(), (3 * HOUR,), closed=True)
    days = {day for at in asked.best[3 * HOUR] for day in (at.window.day, *at.as_good)}
    assert THU in days and "are not among" not in " ".join(asked.notes())
    plain = plain_sweep(report, ids=False)["today"][0]["windows"]
    assert [(each["open"], each["staffed"]) for each in plain] == [
        ("unknown", "yes"), ("unknown", "no")
    ]  # fmt: skip


@pytest.mark.parametrize(("comes", "is_said"), [({}, True), (at((9, 12)), False)])
def test_that_nobody_could_come_is_said(comes: dict[object, Rung], is_said: bool) -> None:
    """A table of noughts alone would leave the reader to look for somebody in it."""
    found = sweep_by_hand({"A": comes, "B": {}})
    said = " ".join(report_of(Hand(found, found.rungs, VENUE), read_parameters()).notes())
    assert ("Nobody could come by themselves" in said) is is_said


def test_no_move_into_closed_hours() -> None:
    """Both gain at ten until one; the hall shuts at half past twelve."""
    found = sweep_by_hand({"A": at((10, 13)), "B": at((10, 13))})
    hours = tuple(Opening(day, 9 * HOUR, 12 * HOUR + 1800) for day in (TUE, THU))
    told = [
        report_of(Hand(found, found.rungs, replace(VENUE, hours=each)), read_parameters()).today[0]
        for each in ((), hours)
    ]
    assert [len(each.moves) for each in told] == [1, 0]


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ((2, 0, 1), []),
        ((2, 1, 0), ["From a start at 11:00 on they keep nobody, as far as was tried."]),
        ((0, 0, 0), None),
    ],
)
def test_from_when_on_passes_keep_nobody(lost: tuple[int, ...], said: list[str] | None) -> None:
    """Only when no later start loses anybody; the length is named."""
    effects = [
        StartEffect(TUE, (9 + row) * HOUR, 5, 5 + count, tuple("AB"[:count]))
        for row, count in enumerate(lost)
    ]
    first, *more = effect_sentences(effects, 3 * HOUR)
    assert "sessions of 3 h" in first
    assert (said is None and "keep nobody" in first and not more) or more == said


def test_a_report_names_people_only_where_asked(swept: Swept) -> None:
    """Otherwise they are counted."""
    report = report_of(Hand(swept, swept.rungs), read_parameters(), moved=(10 * HOUR, 13 * HOUR))
    plain = plain_sweep(report, ids=False)
    asked = plain["today"][0]["asked"]
    assert (asked["gains"], asked["shut_out"], asked["shut_out_of_who_comes_today"]) == (1, 2, 1)
    assert plain["use"] == INSIDE_ONLY and "gain_ids" not in asked and "P" not in str(plain["best"])
    named = plain_sweep(report, ids=True)["today"][0]["asked"]
    assert named["gain_ids"] == ["B"] and named["losses"][0]["person"] == "C"
    assert "keep nobody from coming" in " ".join(report.hours())
    assert any("shut out C, E" in line for line in report.names())


def test_tables_hold_every_window(swept: Swept, tmp_path: Path) -> None:
    """As CSV and as a workbook: two days, three starts, three finishes."""
    venue = Hand(swept, swept.rungs)
    write_table([venue], tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 18 and rows[0]["now"] == "3"
    assert rows[0]["open"] == rows[0]["staffed"] == "unknown"
    write_table([venue, venue], tmp_path / "o.xlsx")
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert [sheet.max_row for sheet in book] == [19, 19]
    with pytest.raises(InputError, match="cannot be written"):
        write_table([venue], tmp_path / "o.csv" / "o.csv")
    # Whoever gets the file sees what it may not be used for, on each row and sheet.
    assert {row["use"] for row in rows} == {INSIDE_ONLY}
    assert all(sheet.cell(2, sheet.max_column).value == INSIDE_ONLY for sheet in book)


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing(
    swept: Swept, tmp_path: Path
) -> None:
    """A folder is where the file should be."""
    (tmp_path / "o.csv").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_table([Hand(swept, swept.rungs)], tmp_path / "o.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["o.csv"]


def test_axes_fit_the_day() -> None:
    """Starts leave room for the shortest session, and today's times are among them."""
    axes = Axes.stepped((TUE,), 9 * HOUR, 12 * HOUR, HOUR, shortest_s=HOUR, longest_s=2 * HOUR)
    assert [each // HOUR for each in axes.starts_s] == [9, 10, 11]
    assert [each // HOUR for each in axes.ends_s] == [10, 11, 12]
    # Nine to ten and eleven, ten to eleven and twelve, eleven to twelve.
    assert axes.is_swept.sum() == 5
    odd = replace(TODAY, start_s=9 * HOUR + 600, end_s=12 * HOUR + 600)
    with_odd = axes.with_today([odd])
    # 9:10 to 12:10 is longer than the longest; 9:10 to 11:00 and 11:00 to 12:10 are not.
    assert odd.start_s in with_odd.starts_s and with_odd.is_swept.sum() == 5 + 1 + 2
    with pytest.raises(InputError, match="no session fits"):
        Axes.stepped((TUE,), 9 * HOUR, 9 * HOUR, HOUR, shortest_s=HOUR, longest_s=2 * HOUR)
