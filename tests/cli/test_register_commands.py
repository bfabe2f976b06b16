"""The commands about registers as a user meets them: output, messages, exit codes."""

import json

import pytest
from register_files import changed, write_register_files, write_table

from transit.cli import main


@pytest.fixture
def run(capsys):
    """Run a command; gives its exit code, output and messages."""

    def run_words(*words):
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return left.value.code, said.out, said.err

    return run_words


@pytest.fixture
def files(tmp_path):
    """A small register's files."""
    return write_register_files(tmp_path / "files")


def options(files):
    """The files as options."""
    return [word for name, path in files.items() for word in (f"--{name}", path)]


def test_import_says_what_it_did(run, tmp_path, files):
    """Counts by kind, and the second time as before."""
    code, out, _ = run("import", tmp_path / "r.sqlite", *options(files))
    assert code == 0
    assert "people: 2 added, 0 changed, 0 as before" in out
    code, out, _ = run("import", tmp_path / "r.sqlite", *options(files), "--json")
    told = json.loads(out)
    assert (code, told["imported"], told["faults"]) == (0, True, [])
    assert told["changes"]["people"] == {"added": 0, "changed": 0, "unchanged": 2}


def test_import_tells_faults_and_does_nothing(run, tmp_path, files):
    """Exit code 1, file, row, id and field; no register; with --accept-good-rows the others."""
    write_table(files["people"], changed("people", 1, speed_m_s="77"))
    code, out, err = run("import", tmp_path / "r.sqlite", *options(files))
    assert code == 1
    assert "people.csv row 3, P2, speed_m_s: found a number" in out
    assert "77" not in out + err
    assert "Nothing was imported" in out
    assert not (tmp_path / "r.sqlite").exists()
    code, out, _ = run(
        "import", tmp_path / "r.sqlite", *options(files), "--accept-good-rows", "--json"
    )
    told = json.loads(out)
    assert code == 1 and told["imported"]
    assert told["faults"][0] | {"expected": ""} == {
        "file": "people.csv",
        "row": 3,
        "field": "speed_m_s",
        "found": "a number",
        "expected": "",
        "severity": "error",
        "id": "P2",
    }


def test_wrong_use_is_told(run, tmp_path):
    """No register, no files."""
    assert run("import")[0] == 2
    code, _, err = run("import", tmp_path / "r.sqlite")
    assert code == 2 and "at least one file" in err


def test_templates_then_workbook_then_export(run, tmp_path):
    """A template is written, its empty workbook imports as nothing, and export writes tables."""
    code, out, _ = run("import", "--templates", tmp_path / "t")
    assert code == 0 and "register.xlsx" in out
    code, out, _ = run("import", tmp_path / "r.sqlite", "--workbook", tmp_path / "t/register.xlsx")
    assert code == 0 and "WARNING" in out
    code, _, _ = run("import", tmp_path / "r.sqlite", "--export", tmp_path / "x")
    assert code == 0 and (tmp_path / "x" / "people.csv").is_file()
    code, _, err = run("import", tmp_path / "r.sqlite", "--workbook", tmp_path / "none.xlsx")
    assert code == 1 and "none.xlsx" in err


def test_looking_after_a_register(run, tmp_path, files):
    """Upgrade, backup, restore, erase."""
    register, backup = tmp_path / "r.sqlite", tmp_path / "b.zip"
    assert run("db", "upgrade", register)[0] == 0
    run("import", register, *options(files))
    code, out, _ = run("db", "backup", register, backup)
    assert code == 0 and "2 person" in out
    assert run("db", "restore", backup, tmp_path / "new.sqlite")[0] == 0
    code, out, _ = run("db", "erase-person", tmp_path / "new.sqlite", "P1", "--json")
    assert code == 0 and json.loads(out)["rows"]["start_place"] == 2
    code, _, err = run("db", "erase-person", tmp_path / "new.sqlite", "P1")
    assert code == 1 and "P1" not in err
    assert run("db", "backup", tmp_path / "none.sqlite", tmp_path / "c.zip")[0] == 1
