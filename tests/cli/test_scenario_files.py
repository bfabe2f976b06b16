"""A saved scenario as a workbook: with people for those who work with them, else what may leave."""

from pathlib import Path

import openpyxl
import pytest

from tests.fleet.studies import STUDY
from tests.town_register import TOWN_TABLES, write_town_register
from transit.batch.scenarios import hash_inputs, used_parameters
from transit.cli.main import main
from transit.fleet.study_json import write_study
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.store.importing import import_files
from transit.store.scenarios import save_scenario

ASKED = {"group": 0, "best": 2, "each": True, "confirmed_only": False, "moved": [], "changed": {}}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a register with a study of three riders, called like a formula."""
    made = tmp_path / "register.db"
    files = write_town_register(tmp_path / "files", TOWN_TABLES)
    assert import_files(made, files, who="test").is_imported
    store = open_store(made)
    whole, people = write_study(STUDY)
    save_scenario(
        store,
        "=1+1",
        edition="town",
        inputs_hash=hash_inputs(store),
        asked=ASKED,
        parameters=used_parameters(read_parameters()),
        result=whole,
        people=people,
    )
    store.close()
    return made


def run(register: Path, *more: str) -> int:
    """Run the command; gives its exit code."""
    with pytest.raises(SystemExit) as left:
        main(["scenario", str(register), *more])
    return int(str(left.value.code))


def test_with_people_for_those_who_work_with_them(register: Path, tmp_path: Path) -> None:
    """Every sheet of the page's file, no formula in it, read by its owner only."""
    out = tmp_path / "study.xlsx"
    assert run(register, "--show", "1", "--out", str(out)) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    book = openpyxl.load_workbook(out)
    assert {"A year", "Fleet sizes", "People", "Groups", "Rates"} <= set(book.sheetnames)
    heads = next(book["A year"].iter_rows(values_only=True))
    assert str(heads[-1]).startswith("'=1+1: ")
    assert [row[0] for row in book["People"].iter_rows(min_row=2, values_only=True)] == [
        each.person for each in STUDY.riders
    ]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    cost = next(row for row in book["A year"].iter_rows(values_only=True) if row[0] != heads[0])
    assert cost[1] == 90_000


def test_of_three_people_nothing_leaves(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fewer than five ride: no file is written, and it is said why."""
    out = tmp_path / "study.xlsx"
    assert run(register, "--show", "1", "--out", str(out), "--hand-on", "inside") == 1
    assert "fewer than 5 people ride" in " ".join(capsys.readouterr().err.split())
    assert not out.exists()


def test_a_list_of_none_says_so(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once the only one is deleted."""
    assert run(register, "--delete", "1") == 0
    capsys.readouterr()
    assert run(register, "--list") == 0
    assert "No scenario is kept yet" in capsys.readouterr().out


def test_a_file_needs_a_scenario_and_a_name_that_fits(register: Path, tmp_path: Path) -> None:
    """Without --show, and as a document."""
    assert run(register, "--list", "--out", str(tmp_path / "study.xlsx")) == 2
    assert run(register, "--show", "1", "--out", str(tmp_path / "study.docx")) == 2
