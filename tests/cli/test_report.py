"""The command that writes the review pack, on the small town."""

import json
from pathlib import Path

import docx
import pytest
from sqlalchemy import text

from tests.fleet.studies import STUDY
from tests.town_register import TOWN_TABLES, score_by_hand, write_town_register
from transit.cli.main import main
from transit.fleet.study_json import write_study
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.store.importing import import_files
from transit.store.scenarios import save_scenario


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scored register of three people, two of whom go somewhere, with a scenario."""
    folder = tmp_path_factory.mktemp("report-town")
    people = [
        row | {"opportunity_id": "O1", "session_id": "S1", "days": "mon tue"}
        if row["person_id"] != "P3"
        else row
        for row in TOWN_TABLES["people"]
    ]
    register = folder / "register.sqlite"
    files = write_town_register(folder, {**TOWN_TABLES, "people": people})
    assert import_files(register, files, who="test").is_imported
    store = open_store(register)
    whole, about = write_study(STUDY)
    save_scenario(
        store,
        "Two by bus",
        edition="town",
        inputs_hash="0" * 64,
        asked={},
        parameters={},
        result=whole,
        people=about,
    )
    store.close()
    score_by_hand(register)
    return register


def run(*words: object) -> int:
    """Run the command; gives its exit code."""
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    return int(str(left.value.code))


def test_it_writes_a_pack_and_says_what_it_is_made_from(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The newest scenario, the scoring run and their hashes; noted in the audit, naming nobody."""
    out = tmp_path / "pack.docx"
    assert run("report", town, "--out", out, "--public", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["version"] == "public" and told["scenario"]["number"] == 1
    assert not told["scenario"]["is_current"] and told["scoring_runs"][0]["edition"] == "by-hand"
    headings = [p.text for p in docx.Document(str(out)).paragraphs if "Heading" in p.style.name]
    assert headings[1] == "1 Purpose of this report"
    store = open_store(town)
    with store.reading() as session:
        rows = session.execute(text("select detail from audit where action = 'export'")).all()
    store.close()
    assert json.loads(rows[-1][0]) == {"report": "public"}


def test_it_writes_the_easy_read_summary_as_pdf(town: Path, tmp_path: Path) -> None:
    """Another version, another kind of file."""
    out = tmp_path / "easy.pdf"
    assert run("report", town, "--out", out, "--easy-read") == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_what_cannot_be_done_is_said_and_nothing_is_left(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No such scenario, another ending, no register, two versions at once."""
    out = tmp_path / "pack.docx"
    assert run("report", town, "--out", out, "--scenario", "Nine") == 1
    assert "no scenario Nine" in capsys.readouterr().err
    assert run("report", town, "--out", tmp_path / "pack.txt") == 1
    assert "ending in .pdf or .docx" in capsys.readouterr().err
    assert run("report", tmp_path / "none.sqlite", "--out", out) == 1
    assert run("report", town, "--out", out, "--public", "--easy-read") == 2
    assert list(tmp_path.iterdir()) == []


def test_parameters_of_the_council_are_kept_to(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A threshold of 1 and no rounding tell the two who go somewhere."""
    own = tmp_path / "own"
    own.mkdir()
    table = (
        "[{}]\nvalue = {}\nunit = ''\nsource = 't'\ndate = '2026-11-22'\nconfidence = 'assumed'\n"
    )
    values = {"fewest": 1, "base": 1, "interval": 0, "zeros": "'shown'"}
    lines = [table.format(f"disclosure_public_{name}", value) for name, value in values.items()]
    (own / "disclosure.toml").write_text("\n".join(lines))
    assert "disclosure_public_fewest" in read_parameters(own)
    out = tmp_path / "pack.docx"
    assert run("report", town, "--out", out, "--public", "--parameters", own) == 0
    said = "\n".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert "People in the register: 3. People who go somewhere regularly: 2." in said


def test_what_was_handed_on_is_kept_for_the_next_pack(town: Path, tmp_path: Path) -> None:
    """The same pack again is made against it; one for other readers is refused."""
    kept = tmp_path / "kept.json"
    asked = ("report", town, "--out", tmp_path / "pack.docx", "--released", kept)
    assert run(*asked, "--public") == 0
    first = kept.read_text(encoding="utf-8")
    assert json.loads(first)["rules"]["audience"] == "public"
    assert run(*asked, "--public") == 0
    assert kept.read_text(encoding="utf-8") == first
    assert run(*asked) == 1
    assert kept.read_text(encoding="utf-8") == first
