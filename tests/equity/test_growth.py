"""Demand scenarios: people made up from those who are there, kept apart and always the same."""

import pytest

from tests.equity.test_share import PARAMETERS, coverage
from transit.disclosure.rules import Audience
from transit.equity.growth import MADE_UP, draw_people, grown, real_people
from transit.equity.reach import Level
from transit.equity.share import Measure, share_coverage
from transit.errors import InputError
from transit.read.growth import Growth, read_growth


def test_groups_grow_by_whole_people_drawn_from_themselves():
    """10 by a quarter are 2.5, rounded to 2; 4 by a half are 2; a group of nobody stays empty."""
    groups = {f"a{n}": "A" for n in range(10)} | {f"b{n}": "B" for n in range(4)} | {"c": ""}
    growth = Growth("g", "G", "cohort", {"A": 0.25, "B": 0.5, "Z": 1.0})
    drawn = draw_people(groups, growth, seed=1)
    assert drawn.added == {"A": 2, "B": 2, "Z": 0}
    assert [groups[like] for like in drawn.like.values()] == ["A", "A", "B", "B"]
    assert all(who.startswith(MADE_UP) for who in drawn.like)
    assert draw_people(groups, growth, seed=1) == drawn


def test_who_is_made_up_reaches_what_their_like_reaches():
    """Coverage has their rows beside the others; who is there can be told from who is not."""
    found = coverage([0, 3], ["W1", "W2"])
    growth = Growth("g", "G", "ward", {"W2": 2.0})
    drawn = draw_people({"p0": "W1", "p1": "W2"}, growth, seed=7)
    more = grown(found, drawn)
    assert len(more.people) == 4
    assert real_people(more.people) == ("p0", "p1")
    assert more.with_nothing(Level.NOW, 45) == ("p0",)
    extra = more.places.filter(person=f"{MADE_UP}0001", level="now")
    assert extra["places"].to_list() == [3]
    wards = more.groups.filter(grouping="ward")["group"].to_list()
    assert sorted(wards) == ["W1", "W2", "W2", "W2"]


def test_too_few_people_stay_hidden_however_many_are_made_up_beside_them():
    """3 people of W2 become 9, of whom 9 / 3 would tell 3; the 40 of W1 are told: they stay 40."""
    wards = ["W1"] * 40 + ["W2"] * 3 + ["W3"] * 20
    found = coverage([0, 3] * 20 + [2] * 3 + [0, 1] * 10, wards)
    groups = {f"p{n}": ward for n, ward in enumerate(wards)}
    more = grown(found, draw_people(groups, Growth("g", "G", "ward", {"W2": 2.0}), seed=1))
    told = share_coverage(more, Measure(), Audience.INSIDE, PARAMETERS)
    now = share_coverage(found, Measure(), Audience.INSIDE, PARAMETERS)
    hidden = {row.group for row in told.rows if not row.people.isdigit()}
    assert {row.group for row in now.rows if not row.people.isdigit()} <= hidden
    assert "W2" in hidden and all(row.mean is None for row in told.of("ward")[1:2])
    assert (told.is_scenario, now.is_scenario) == (True, False)


def test_the_shipped_scenarios_grow_a_register_of_the_source_to_what_it_projects():
    """379, 861, 21 and 279 people become 400, 970, 23 and 305: 1,540 become 1,698."""
    today = {"older_adults": 379, "learning_disability": 861, "mental_health": 21,
             "physical_disability": 279}  # fmt: skip
    groups = {f"{name}{n}": name for name, count in today.items() for n in range(count)}
    drawn = draw_people(groups, read_growth()["cohorts_two_years"], seed=1)
    after = {name: today[name] + drawn.added[name] for name in today}
    assert after == {"older_adults": 400, "learning_disability": 970, "mental_health": 23,
                     "physical_disability": 305}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ('by = "ward"\n[x.rates]\nA = 0.1', "by is 'ward'"),
        ('by = "cohort"\n[x.rates]\nA = -1', "expected 0 to 10"),
        ('by = "cohort"\nrates = 3', "table of shares"),
        ("[x.rates]\nA = 0.1", "x must have"),
    ],
)
def test_a_scenario_says_all_of_it(tmp_path, wrong, why):
    """The file and the scenario are named."""
    path = tmp_path / "own.toml"
    more = 'label = "x"\nsource = "x"\ndate = "x"\nconfidence = "assumed"\n'
    path.write_text(f"[x]\n{more}{wrong}\n")
    with pytest.raises(InputError, match=why):
        read_growth(path)
