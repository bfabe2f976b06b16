"""Which parameters a verdict may rest on."""

from dataclasses import replace
from pathlib import Path

import pytest
from town_register import write_town_register

from transit.batch.score_inputs import basis_digest, counts
from transit.model.parameters import Parameters
from transit.network.observed import observe
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.store import open_store
from transit.store.importing import import_files
from transit.store.whole import read_register
from transit.verdict.basis import shipped_basis
from transit.verdict.desk import Desk
from transit.verdict.judge import judge_many


def test_verdicts_do_without_the_parameters_that_do_not_count(
    town_area: Path, tmp_path: Path
) -> None:
    """Nothing is wanting when they are gone, and every verdict stays as it is."""
    files = write_town_register(tmp_path)
    import_files(tmp_path / "register.sqlite", files)
    store = open_store(tmp_path / "register.sqlite")
    try:
        with store.reading() as session:
            register = read_register(session)
    finally:
        store.close()
    every = read_parameters()
    few = Parameters({name: each for name, each in every.items() if counts(name)})
    assert len(few) < len(every)
    area, rules = open_area(town_area), read_rules()
    found = []
    for parameters in (every, few):
        seen = observe(area, (), rules, parameters).area
        desk = Desk(seen, register.opportunities, rules, parameters)
        people = [(person, 0) for person in register.people.values()]
        found.append(list(judge_many(desk, people, list(register.sessions.values()))))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("name", "kept"), [("fleet_taxi_mile_pence", True), ("idle_weight", False)]
)
def test_only_what_counts_asks_for_new_verdicts(name: str, kept: bool) -> None:
    """Another price of a taxi leaves verdicts as they are; another weight of idle time does not."""
    before = read_parameters()
    other = replace(before[name], value=before.number(name) + 1)
    after = Parameters({**before.items_by_name, name: other})
    assert (basis_digest(shipped_basis(before)) == basis_digest(shipped_basis(after))) is kept
