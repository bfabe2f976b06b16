"""Rules by hours and dates: what ships, and what a council writes wrongly."""

import datetime as dt
from pathlib import Path

import pytest

from transit.errors import InputError
from transit.model.fact import State
from transit.read.hour_rules import read_crowding, read_pass_rules, read_school_terms

SOURCE = 'source = "x"\ndate = "2026-01-01"\nconfidence = "assumed"\n'


def test_the_shipped_rules() -> None:
    """England's pass from 09:30 to 23:00 on weekdays, all day else; no terms are known."""
    rules = read_pass_rules()
    assert (rules["encts"].weekdays, rules["encts"].other_days) == ((34_200, 82_800), None)
    assert rules["wales"].weekdays is None
    assert read_crowding().hours == ((27_900, 32_400), (54_000, 58_500))
    assert read_school_terms().in_term(dt.date(2026, 11, 24)) is State.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "label = 1",
        f"[a]\n{SOURCE}",
        f'[a]\nlabel = "a"\ntypo = 1\n{SOURCE}',
        f'[a]\nlabel = "a"\nweekdays = ["09:30", "23:00"]\n{SOURCE}',
        f'[a]\nlabel = "a"\nweekdays = [23:00:00, 09:30:00]\n{SOURCE}',
        f'[a]\nlabel = "a"\nweekdays = 09:30:00\n{SOURCE}',
        '[a]\nlabel = "a"\nsource = "x"\ndate = "x"\nconfidence = "sure"\n',
    ],
)
def test_a_faulty_pass_rule_is_refused(text: str, tmp_path: Path) -> None:
    """A field missing or odd, hours that are none, a confidence that is none."""
    file = tmp_path / "passes.toml"
    file.write_text(text)
    with pytest.raises(InputError):
        read_pass_rules(file)


@pytest.mark.parametrize("hours", ["1", "[1]", "[[09:00:00, 08:00:00]]", '"x"'])
def test_faulty_crowded_hours_are_refused(hours: str, tmp_path: Path) -> None:
    """Anything but pairs of times that rise."""
    file = tmp_path / "crowded.toml"
    file.write_text(f"hours = {hours}\n{SOURCE}")
    with pytest.raises(InputError, match=r"crowded\.toml"):
        read_crowding(file)


def test_a_councils_terms(tmp_path: Path) -> None:
    """Known dates are in a term or in none; others are unknown."""
    file = tmp_path / "terms.toml"
    file.write_text(
        "known_from = 2026-09-01\nknown_to = 2026-12-31\n"
        f"terms = [[2026-09-02, 2026-10-23]]\nclosed = [2026-10-23]\n{SOURCE}"
    )
    terms = read_school_terms(file)
    assert [
        terms.in_term(dt.date(2026, month, day))
        for month, day in ((9, 2), (9, 1), (8, 31), (10, 23), (10, 24))
    ] == [State.YES, State.NO, State.UNKNOWN, State.YES, State.NO]
    assert terms.closed == {dt.date(2026, 10, 23)}


@pytest.mark.parametrize(
    "text",
    [
        "terms = 1",
        "terms = [1]",
        "terms = [[1, 2]]",
        "terms = [[2026-09-01, 2026-09-02]]",  # known from when until when?
        "terms = []\nknown_from = 2026-09-01",
        "terms = []\nknown_from = 2026-09-01\nknown_to = 2026-08-01",
        "terms = []\nclosed = [2026-09-01T09:00:00]",
        "terms = []\ntypo = 1",
    ],
)
def test_faulty_terms_are_refused(text: str, tmp_path: Path) -> None:
    """Anything but dates in their order."""
    file = tmp_path / "terms.toml"
    file.write_text(f"{text}\n{SOURCE}")
    with pytest.raises(InputError):
        read_school_terms(file)
