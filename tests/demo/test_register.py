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
from transit.model.abilities import Level
from transit.model.skills import Asked
from transit.read.register.people_rows import PersonRow
from transit.read.skills import read_skills
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
    """Only the register's own columns, none of which could hold a name or an address."""
    assert set(_rows(files.people)[0]) <= set(PersonRow.columns())
    assert set(_rows(files.people)[0]) >= {
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


def test_recorded_things_follow_their_shares(files: DemoFiles, plans: Plans) -> None:
    """300 x 0.45, 0.2 and 0.35 would pay; a limit is dealt among those whose profile has it."""
    people = _rows(files.people)
    assert Counter(row["pays_fares"] for row in people) == {"yes": 135, "no": 60, "unknown": 105}
    for limit in plans.register["limit"]:
        who = [row for row in people if row["profile"] in limit["of"]]
        for words, share in limit["shares"].items():
            cells = [*words.split(), *[""] * len(limit["columns"])][: len(limit["columns"])]
            count = sum([row[name] for name in limit["columns"]] == cells for row in who)
            assert abs(count - share * len(who)) < 1, (limit["columns"], words)


def test_abilities_fit_who_has_them(files: DemoFiles, plans: Plans) -> None:
    """By profile, so many have come to each stage, told by a skill that only later ones have.

    Who uses one bus alone has all that every bus journey asks for; who is new to buses never has;
    a fifth to a half has not been assessed at all.
    """
    people = {row["person_id"]: row["profile"] for row in _rows(files.people)}
    levels: dict[str, dict[str, int]] = {person: {} for person in people}
    for row in _rows(files.abilities):
        levels[row["person_id"]][row["skill"]] = int(row["level"])
    for profile, shares in plans.register["stages"].items():
        who = [person for person, other in people.items() if other == profile]
        bare = sum(not levels[person] for person in who)
        assert abs(bare - shares["not_assessed"] * len(who)) < 1, profile
    by_bus = [
        skill.name
        for skill in read_skills().skills.values()
        if skill.asked in (Asked.ALWAYS, Asked.BY_BUS)
    ]
    able = Counter(
        people[person]
        for person, own in levels.items()
        if all(own.get(skill, 0) >= Level.WITH_AID for skill in by_bus)
    )
    assert able["new-to-buses"] == able["with-a-companion"] == 0
    one_bus = sum(profile == "uses-one-bus" for profile in people.values())
    assert 0.5 < able["uses-one-bus"] / one_bus < 0.75
    blind = [levels[person] for person, profile in people.items() if profile == "long-cane"]
    assert max(own.get("read_bus_number", 0) for own in blind) == Level.WITH_AID


def test_many_people_are_alike_but_not_all(files: DemoFiles) -> None:
    """Searches are shared by people who can do the same: a fifth as many kinds as people."""
    able: dict[str, set[str]] = {}
    for row in _rows(files.abilities):
        if int(row["level"]) >= Level.WITH_AID:
            able.setdefault(row["person_id"], set()).add(row["skill"])
    people = _rows(files.people)
    kinds = {
        (row["profile"], row["walk_total_m"], *sorted(able.get(row["person_id"], ())))
        for row in people
    }
    assert 0.1 < len(kinds) / len(people) < 0.4


def test_whether_it_could_be_learnt_is_asked_of_gaps_only(files: DemoFiles) -> None:
    """Yes, no and unknown, each of them; where a level is enough it is not asked."""
    rows = _rows(files.abilities)
    gaps = {row["trainable"] for row in rows if int(row["level"]) < Level.WITH_AID}
    assert gaps == {"yes", "no", "unknown"}
    assert {row["trainable"] for row in rows if int(row["level"]) >= Level.WITH_AID} == {"unknown"}


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
