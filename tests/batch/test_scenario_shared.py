"""What of a scenario leaves the service: nobody in it, and nothing told of few people."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.fleet.studies import GROUP, STUDY, rider, saving, year
from transit.batch.scenario_shared import SharedScenario, shared_scenario
from transit.batch.scenarios import Scenario
from transit.disclosure import Audience
from transit.errors import InputError
from transit.fleet.study import GroupRow, Study
from transit.read.parameters import read_parameters
from transit.store.scenarios import ScenarioHead

PARAMETERS = read_parameters()
MANY = tuple(rider(f"P{at}", "now") for at in range(40))
BEFORE = replace(year(80_000, 4), people_fleet=38, people_taxi=10, people_alone=0)
ROWS = ("with a ride on the fleet", "on neither any more")


def scenario(study: Study) -> Scenario:
    """Return a saved study; its name names somebody."""
    head = ScenarioHead(
        id=7,
        name="P1 and others",
        made_at=dt.datetime(2026, 11, 22),
        made_by="x",
        edition="e",
        inputs_hash="h",
        asked={},
    )
    return Scenario(head, study, {})


def leaving(people: int, taxi: int = 10) -> Study:
    """Return a study of forty riders, so many of whom leave; best groups of 1 to 12."""
    after = replace(BEFORE, people_fleet=38 - people, people_taxi=taxi, people_alone=people)
    groups = tuple(
        GroupRow(
            size=size,
            confirmed=1,
            learning=0,
            checks=0,
            training_pence=0,
            saving=saving(100 * size, 50),
        )
        for size in range(1, 13)
    )
    return replace(
        STUDY,
        whole_fleet=BEFORE,
        before=BEFORE,
        after=after,
        riders=MANY,
        groups=groups,
        group=replace(GROUP, people=people),
    )


def shared(study: Study, audience: Audience = Audience.INSIDE) -> SharedScenario:
    """Return what of a study may be handed on."""
    return shared_scenario(scenario(study), audience, PARAMETERS)


def test_nobody_is_in_it() -> None:
    """Neither ids nor the name that somebody gave the scenario."""
    assert "P1" not in repr(shared(leaving(12)))


def test_a_group_of_few_is_left_out_with_its_money() -> None:
    """Inside from five people: four who leave have no column, no tornado, but a sentence."""
    few, many = shared(leaving(4)), shared(leaving(12))
    assert len(many.heads) == len(few.heads) + 1
    assert many.swings and not few.swings
    assert any("Fewer than 5 people leave" in note for note in few.notes)


def test_groups_told_differ_by_enough_people() -> None:
    """Of 1 to 12 people those of 5 and 10: of 5 and 6 the sixth's own saving could be told."""
    assert [row[0] for row in shared(leaving(15)).groups] == ["5", "10"]
    assert [row[0] for row in shared(leaving(20), Audience.PUBLIC).groups] == ["10"]


def test_groups_told_differ_by_enough_from_the_group_that_is_told() -> None:
    """Beside 11 who leave, of 1 to 12: 5 and 6 differ by enough, 7 to 12 by four or fewer."""
    assert [row[0] for row in shared(leaving(11)).groups] == ["5"]
    assert [row[0] for row in shared(leaving(5)).groups] == ["10"]
    assert [row[0] for row in shared(leaving(4)).groups] == ["5", "10"], "the 4 are not told"
    assert shared(leaving(12), Audience.PUBLIC).groups == ()


def test_counts_that_differ_by_few_do_not_tell_them() -> None:
    """Two fewer in taxis: one of both counts is hidden, and what taxis cost, as if few rode."""
    said = {row[0]: row[1:] for row in shared(leaving(12, taxi=8)).years}
    before, after = said["People with a ride in a taxi"][-2:]
    assert not (before.isdigit() and after.isdigit())
    assert "of it: taxis, £" not in said, "two amounts would tell what two people's taxis cost"
    assert "of it: taxis, £" in {row[0] for row in shared(leaving(12)).years}
    few = leaving(12, taxi=3)
    hidden = {row[0] for row in shared(few).years}
    assert "of it: taxis, £" not in hidden and "Cost, £ a year" in hidden
    assert any("ride in taxis" in note for note in shared(few).notes)


def test_rows_do_not_give_each_other_away() -> None:
    """All 40 ride on one only: of 30, 10 and 0, and 20, 8 and 12, the rest would tell the taxis."""
    before = replace(BEFORE, people_fleet=30)
    study = leaving(12, taxi=8)
    after = replace(study.after, people_fleet=20)
    years = shared(replace(study, whole_fleet=before, before=before, after=after)).years
    said = {row[0]: row[1:] for row in years}
    for column in (-1, -2):
        rest = [said[f"People {name}"][column] for name in ROWS]
        if said["People with a ride in a taxi"][column].isdigit():
            continue
        assert not all(each.isdigit() for each in rest), "40 less both is the hidden count"


def test_nobody_is_told() -> None:
    """Where everybody rides, nobody is on neither: it is known, and hiding it hides nothing."""
    said = {row[0]: row[1:] for row in shared(leaving(12, taxi=8)).years}
    assert said["People on neither any more"] == ("0", "0", "12")


def test_too_few_riders_are_refused() -> None:
    """Of three riders nothing is handed on."""
    with pytest.raises(InputError, match="fewer than 5 people ride"):
        shared(STUDY)
