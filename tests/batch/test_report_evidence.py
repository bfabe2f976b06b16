"""What a review pack says of verdicts and scenarios that are not of the area that it names."""

import datetime as dt
from pathlib import Path

import pytest

from tests.fleet.studies import STUDY
from tests.town_register import score_by_hand, write_town_register
from transit.batch.report import read_evidence
from transit.batch.scenarios import hash_inputs
from transit.batch.score_inputs import basis_digest
from transit.fleet.study_json import write_study
from transit.network.store import read_manifest
from transit.read.parameters import read_parameters
from transit.report.evidence import Evidence
from transit.store import open_store
from transit.store.importing import import_files
from transit.store.scenarios import save_scenario
from transit.verdict.basis import shipped_basis

PARAMETERS = read_parameters()


def evidence_of(register: Path, area: Path | None) -> Evidence:
    """Return what a pack of the register is made from."""
    store = open_store(register)
    day = dt.date(2026, 11, 22)
    found = read_evidence(store, scenario=None, area=area, made_on=day, parameters=PARAMETERS)
    store.close()
    return found


@pytest.mark.parametrize(
    ("edition", "rules", "stale"),
    [("the area's", "those in force", 1), ("another", "those in force", 9), ("", "0" * 64, 9)],
)
def test_verdicts_of_another_area_or_of_other_rules_are_out_of_date(
    town_area: Path, tmp_path: Path, edition: str, rules: str, stale: int
) -> None:
    """One of nine is marked; where an area is named the other eight count too if not of it."""
    register = tmp_path / "town.sqlite"
    assert import_files(register, write_town_register(tmp_path), who="test").is_imported
    own = str(read_manifest(town_area)["edition"])
    made_with = "another" if edition == "another" else own
    in_force = basis_digest(shipped_basis(PARAMETERS))
    score_by_hand(register, made_with, in_force if rules == "those in force" else rules)
    store = open_store(register)
    whole, rows = write_study(STUDY)
    save_scenario(
        store,
        "By hand",
        edition=made_with,
        inputs_hash=hash_inputs(store),
        asked={},
        parameters={},
        result=whole,
        people=rows,
    )
    store.close()
    named = evidence_of(register, town_area)
    assert named.stale == stale
    assert named.scenario_is_of_another_area == (made_with != own)
    unnamed = evidence_of(register, None)
    assert (unnamed.stale, unnamed.scenario_is_of_another_area) == (1, False)
