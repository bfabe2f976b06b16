"""People, opportunities, sessions and fleet of the demo borough."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.demo import DemoFiles
from transit.demo.people import apportion
from transit.demo.plans import Plans
from transit.resources import data_dir


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_people_follow_the_published_shares(files: DemoFiles) -> None:
    """Of 300, 168 have a learning disability: 300 x 861 / 1540 = 167.7; ages likewise."""
    people = _rows(files.people)
    assert [row["person_id"] for row in people] == [f"P{k:03d}" for k in range(1, 301)]
    assert Counter(row["cohort"] for row in people) == {
        "learning_disability": 168,
        "older_adults": 74,
        "physical_disability": 54,
        "mental_health": 4,
    }
    ages = Counter(row["age_band"] for row in people)
    assert ages["18-34"] in (65, 66)
    assert ages["80+"] in (37, 38)
    assert all(
        row["age_band"] in ("65-79", "80+") for row in people if row["cohort"] == "older_adults"
    )


def test_people_go_2_9_days_a_week_on_days_of_their_session(files: DemoFiles) -> None:
    """The mean is that of Solihull, and nobody goes on a day without their session."""
    people = _rows(files.people)
    sessions = {row["session_id"]: row for row in _rows(files.sessions)}
    days = [int(row["days_a_week"]) for row in people]
    assert sum(days) / len(days) == pytest.approx(2.9, abs=0.1)
    for row in people:
        session = sessions[row["session_id"]]
        assert session["opportunity_id"] == row["opportunity_id"]
        assert set(row["days"].split()) <= set(session["days"].split())
        assert len(row["days"].split()) == int(row["days_a_week"])


def test_three_quarters_use_arranged_transport(files: DemoFiles, plans: Plans) -> None:
    """Minibus and taxi together carry 74 %."""
    modes = Counter(row["mode_now"] for row in _rows(files.people))
    share = (modes["minibus"] + modes["taxi"]) / modes.total()
    assert share == pytest.approx(plans.number("share_arranged_transport"), abs=0.005)


def test_profiles_are_shipped_ones(files: DemoFiles) -> None:
    """Every profile named in the register exists, and somebody has each of most."""
    shipped = {path.stem for path in (data_dir() / "profiles").glob("*.toml")}
    used = {row["profile"] for row in _rows(files.people)}
    assert used <= shipped
    assert len(used) >= 8


def test_a_companion_profile_has_a_companion(files: DemoFiles) -> None:
    """Whoever travels with a companion has one."""
    with_one = [row for row in _rows(files.people) if row["profile"] == "with-a-companion"]
    assert with_one
    assert all(row["companion"] != "none" for row in with_one)


def test_the_register_holds_no_names(files: DemoFiles) -> None:
    """Only the listed columns, none of which could hold a name or an address."""
    assert set(_rows(files.people)[0]) == {
        "person_id",
        "cohort",
        "age_band",
        "home_lat",
        "home_lon",
        "profile",
        "concessionary_pass",
        "companion",
        "mode_now",
        "opportunity_id",
        "session_id",
        "days",
        "days_a_week",
    }


def test_the_directory_is_varied(files: DemoFiles) -> None:
    """Over twenty opportunities of a dozen kinds, with facts in three states."""
    opportunities = _rows(files.opportunities)
    assert len(opportunities) >= 20
    assert len({row["kind"] for row in opportunities}) >= 12
    assert sum(row["kind"] == "day_centre" for row in opportunities) == 3
    states = Counter(row["step_free_entrance"] for row in opportunities)
    assert set(states) == {"yes", "no", "unknown"}


def test_sessions_hold_the_hours_that_matter(files: DemoFiles) -> None:
    """The classic day, later starts, evenings, weekends and term-only courses are among them."""
    sessions = _rows(files.sessions)
    spans = {(row["start"], row["end"]) for row in sessions}
    assert ("09:30", "15:30") in spans
    starts = {row["start"] for row in sessions}
    assert {"10:00", "10:15"} <= starts
    assert any(start >= "18:00" for start in starts)
    assert any({"sat", "sun"} & set(row["days"].split()) for row in sessions)
    assert any(row["term_only"] == "yes" for row in sessions)
    assert all(row["start"] < row["end"] for row in sessions)


def test_the_fleet_is_small_and_mixed(files: DemoFiles) -> None:
    """Eight vehicles; some take wheelchairs, some do not."""
    fleet = _rows(files.fleet)
    assert len(fleet) == 8
    assert {int(row["wheelchair_spaces"]) > 0 for row in fleet} == {True, False}


@given(
    st.integers(0, 5_000),
    st.dictionaries(st.text(min_size=1), st.floats(0.01, 1_000), min_size=1, max_size=9),
)
def test_apportioning_keeps_the_total(total: int, shares: dict[str, float]) -> None:
    """Parts add up to the whole, each within one of its exact share."""
    parts = apportion(total, shares)
    weight = sum(shares.values())
    assert sum(parts.values()) == total
    for name, part in parts.items():
        assert abs(part - total * shares[name] / weight) < 1 + 1e-6
