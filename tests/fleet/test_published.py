"""Published problems: how they are read, and how near to proven optima a short search comes."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.errors import InputError
from transit.fleet.checker import check
from transit.fleet.published import TICKS, parse_published
from transit.fleet.settings import Budget, search_settings
from transit.fleet.solve import solve
from transit.read.parameters import read_parameters

TEXT = """
2 4 480 3 30
0 0.000 0.000 0 0 0 1440
1 3.000 4.000 3 1 0 1440
2 0.000 1.000 2 2 10 25
3 3.000 0.000 3 -1 50 65
4 1.000 1.000 2 -2 0 1440
"""


@pytest.mark.parametrize("more", ["", "5 0.000 0.000 0 0 0 1440\n"])
def test_stops_become_requests(more: str) -> None:
    """Pick-up i goes with drop-off n + i, with or without the depot at the end; 3-4-5 is 5."""
    problem = parse_published(TEXT + more, "tiny")
    assert len(problem.requests) == len(problem.vehicles) == 2
    first, second = problem.requests
    assert (first.seats, second.seats) == (1, 2)
    assert (second.pick_up.from_s, second.pick_up.to_s) == (10 * TICKS, 25 * TICKS)
    assert (first.drop_off.from_s, first.pick_up.service_s) == (50 * TICKS, 3 * TICKS)
    assert problem.matrix.metres[0, 1] == 5 * TICKS
    assert first.ride_limit_s == 30 * TICKS
    assert problem.vehicles[0].longest_s == 480 * TICKS


@pytest.mark.parametrize(
    "text", ["", "1 2 3", "2 4 480 3 30\n0 0 0\n", TEXT.replace("2 0.0", "9 0.0")]
)
def test_other_files_are_refused(text: str) -> None:
    """What is no such problem is refused by name."""
    with pytest.raises(InputError, match="tiny"):
        parse_published(text, "tiny")


SPACED = "\ufeff# a comment\r\n" + TEXT.replace("\n", "\r\n").replace(" ", "\t ")


@pytest.mark.parametrize(
    "text",
    [
        SPACED,
        TEXT.replace(" ", ", "),
        TEXT.replace(" ", ";"),
        TEXT.replace("2 4 480", "2 2 480"),
        TEXT.replace("2 4 480", "2 6 480.000"),
        TEXT.replace("1440", "1.44e3"),
    ],
)
def test_spacing_and_counting_do_not_matter(text: str) -> None:
    """Tabs, commas, semicolons, comments, a byte order mark, requests or depots counted."""
    assert repr(parse_published(text, "tiny")) == repr(parse_published(TEXT, "tiny"))


def test_a_depot_elsewhere_at_the_end_is_where_runs_end() -> None:
    """It stands at (0, 9) and is open until 900."""
    vehicle = parse_published(TEXT + "5 0 9 0 0 0 900\n", "tiny").vehicles[0]
    assert (vehicle.start, vehicle.end) == (0, 5)
    assert (vehicle.from_s, vehicle.to_s) == (0, 900 * TICKS)


def test_no_limit_is_the_whole_day() -> None:
    """A longest run, or ride, of 0."""
    problem = parse_published(TEXT.replace("480 3 30", "0 3 0"), "tiny")
    assert problem.vehicles[0].longest_s == problem.requests[0].ride_limit_s == 1440 * TICKS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("10 25", "25 10"), "ends before it begins"),
        (TEXT.replace("10 25", "10 nan"), "a number is none"),
        (TEXT.replace("10 25", "10 inf"), "a number is none"),
        (TEXT.replace("10 25", "10 1e99"), "beyond"),
        (TEXT.replace("2 4 480", "0 4 480"), "number of vehicles is 0"),
        (TEXT.replace("480 3 30", "480 0 30"), "capacity is 0"),
        (TEXT.replace("480 3", "-1 3"), "longest run is -1"),
        (TEXT.replace("3 -1 50", "3 -2 50"), "must get off"),
        (TEXT + "5 0 0\n", "each other line seven"),
        (TEXT + "x\n", "each other line seven"),
    ],
)
def test_numbers_that_mean_nothing_are_refused(text: str, said: str) -> None:
    """In a sentence, with the file's name."""
    with pytest.raises(InputError, match=f"tiny.*{said}"):
        parse_published(text, "tiny")


@given(st.text(alphabet="0123456789 .-\n,eE#naif", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never another fault."""
    for whole in (text, TEXT + text, TEXT[: len(text)] + text):
        try:
            parse_published(whole, "tiny")
        except InputError as fault:
            assert "tiny" in str(fault)


@pytest.mark.real
@pytest.mark.slow
def test_proven_optima_are_nearly_met(real_data: Path) -> None:
    """Each published problem is served in full, never below its optimum, within 1.5 % of it."""
    found = search_settings(read_parameters())
    files = sorted((real_data / "darp" / "instances").glob("*.txt"))
    assert files
    for file in files:
        (solution,) = (real_data / "darp" / "optima").glob(f"*-{file.stem}_soln.json")
        optimum = json.loads(solution.read_text())["obj"] * TICKS
        problem = parse_published(file.read_text(), file.name)
        plan = solve(problem, found, Budget(iterations=4000))
        assert check(problem, plan) == ()
        assert not plan.left_out
        # Each of some 3 n legs is rounded by half a tick at most.
        assert optimum - 100 <= plan.cost <= 1.015 * optimum, file.stem
        assert plan.lower_bound <= optimum + 100
