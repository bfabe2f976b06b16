"""The store: versions, backups, erasure, an audit that cannot be changed, files that are none."""

import json
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from register_files import changed, new_database, write_table
from scored_verdicts import fill_verdicts
from sqlalchemy import inspect, text

from transit.errors import InputError, StoreError
from transit.model.fact import State
from transit.model.people import Pass
from transit.store import create_store, open_store
from transit.store.backup import restore_backup, write_backup
from transit.store.database import exists
from transit.store.erase import erase_person, tables_about_people
from transit.store.importing import import_files
from transit.store.migrate import current_revision, head_revision
from transit.store.schema import metadata
from transit.store.whole import read_register


def held(register):
    """What a register holds."""
    store = open_store(register)
    try:
        with store.reading() as session:
            return read_register(session)
    finally:
        store.close()


@pytest.fixture
def store(register, files):
    """A register that holds the small files."""
    import_files(register, files)
    opened = open_store(register)
    yield opened
    opened.close()


def test_migrations_make_what_the_models_say(register):
    """From nothing to the newest version there is no difference left between both."""
    store = create_store(register)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert current_revision(store.engine) == head_revision()
    store.close()
    create_store(register).close()


def test_an_upgrade_keeps_everybody(register):
    """Somebody of the first version, with a place, is there afterwards; what is new is unknown."""
    from transit.store.migrate import upgrade

    store = create_store(register, to="0001")
    columns = {
        column["name"]: 0 if column["type"].python_type in (int, float) else ""
        for column in inspect(store.engine).get_columns("person")
        if not column["nullable"]
    }
    states = {name: "unknown" for name in columns if name.startswith(("needs_", "bears_"))}
    person = (
        columns
        | states
        | {
            "id": "P1",
            "token": "t",
            "mode_now": "bus",
            "pass_held": "yes",
            "companion_kind": "none",
            "companion_travels_free": "unknown",
            "chair": "unknown",
            "out_after_dark": "no",
        }
    )
    with store.writing() as session:
        names = ", ".join(person)
        marks = ", ".join(f":{name}" for name in person)
        session.execute(text(f"INSERT INTO person ({names}) VALUES ({marks})"), person)
        session.execute(
            text(
                "INSERT INTO start_place (person_id, number, kind, days, lat, lon, precision_m, "
                "origin) VALUES ('P1', 0, 'home', '', 51.5, -3.0, 1, 'point')"
            )
        )
    upgrade(store.engine, "x")
    store.close()
    kept = held(register).people["P1"]
    assert kept.pass_ == Pass(held=State.YES, pays_fares=State.UNKNOWN)
    assert [place.at.lat for place in kept.places] == [51.5]


def test_migrations_can_be_gone_back(register):
    """Down to nothing and up again."""
    from alembic import command

    from transit.store.migrate import WRITING, _config, upgrade

    store = create_store(register)
    with store.engine.execution_options(**WRITING).begin() as connection:
        command.downgrade(_config(connection), "base")
    assert inspect(store.engine).get_table_names() == ["alembic_version"]
    assert upgrade(store.engine, "x") == head_revision()
    store.close()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit", "TRUNCATE audit"]
)
def test_the_audit_cannot_be_changed(store, statement):
    """Triggers refuse it, whoever asks."""
    with pytest.raises(StoreError, match="refused"), store.writing() as session:
        session.execute(text(statement))
    with store.reading() as session:
        rows = session.execute(text("SELECT action, who, subject, detail FROM audit")).all()
    assert [(row.action, row.subject) for row in rows] == [("import", None)]
    assert json.loads(rows[0].detail)["people"] == {"added": 2, "changed": 0}


def test_nothing_of_an_erased_person_is_left(store, tmp_path):
    """All tables are emptied of P1, and nobody else; the audit keeps a token that leads nowhere."""
    fill_verdicts(store)
    with store.reading() as session:
        token = session.scalar(text("SELECT token FROM person WHERE id = 'P1'"))
        other = read_register(session).people["P2"]
    removed = erase_person(store, "P1", who="officer")
    assert {table: count for table, count in removed.items() if count} == {
        "ability": 2,
        "attendance": 2,
        "start_place": 2,
        "verdict": 1,
        "override": 2,
        "person": 1,
    }
    with store.reading() as session:
        for table, column in tables_about_people():
            theirs = session.execute(table.select().where(table.c[column] == "P1")).all()
            assert theirs == [], table.name
        assert read_register(session).people == {"P2": other}
        last = session.execute(text("SELECT * FROM audit ORDER BY id DESC LIMIT 1")).one()
    assert (last.action, last.subject, last.who) == ("erase person", token, "officer")
    assert "P1" not in last.detail
    with pytest.raises(StoreError, match="nobody of that id") as refused:
        erase_person(store, "P1")
    assert "P1" not in str(refused.value)


def test_an_erased_persons_bytes_are_overwritten(tmp_path, files):
    """No file of a SQLite register holds the id any more, though other people's are there."""
    long_id = "Pseudonym-7f3a9c"
    write_table(files["people"], changed("people", 1, person_id=long_id))
    import_files(tmp_path / "r.sqlite", files)
    opened = open_store(tmp_path / "r.sqlite")

    def on_disk():
        return b"".join(path.read_bytes() for path in tmp_path.glob("r.sqlite*"))

    assert long_id.encode() in on_disk()
    erase_person(opened, long_id)
    assert long_id.encode() not in on_disk()
    assert b"cross_at_zebra" in on_disk()
    opened.close()


def test_every_table_about_people_is_found():
    """Whatever has a column of people's ids points at people, so that erasing reaches it."""
    reached = {table.name for table, _ in tables_about_people()}
    named = {table.name for table in metadata.sorted_tables if "person_id" in table.c}
    assert reached == named | {"person", "ride_need"}


def test_a_backup_restores_everything(new_register, files, tmp_path):
    """Also the audit, and then imports go on as before."""
    first, second = new_register(), new_register()
    import_files(first, files)
    counts = write_backup(first, tmp_path / "b.zip", who="me")
    assert counts["person"] == 2 and counts["audit"] == 2
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert restore_backup(tmp_path / "b.zip", second) == counts
    assert held(second) == held(first)
    restored = open_store(second)
    with restored.reading() as session:
        actions = [row.action for row in session.execute(text("SELECT action FROM audit"))]
    restored.close()
    assert actions == ["import", "backup", "restore"]
    assert import_files(second, files).changes["people"].unchanged == ("P1", "P2")
    with pytest.raises(StoreError, match="register already"):
        restore_backup(tmp_path / "b.zip", first)
    with pytest.raises(StoreError, match="name another"):
        write_backup(first, tmp_path / "b.zip")


def test_a_backup_moves_between_databases(tmp_path, files, postgresql):
    """From a SQLite file into PostgreSQL, which then holds the same."""
    import_files(tmp_path / "r.sqlite", files)
    write_backup(tmp_path / "r.sqlite", tmp_path / "b.zip")
    address = new_database(postgresql)
    restore_backup(tmp_path / "b.zip", address)
    assert held(address) == held(tmp_path / "r.sqlite")


@pytest.mark.parametrize("harm", ["cut", "row", "other", "format", "missing"])
def test_a_damaged_backup_restores_nothing(tmp_path, files, harm):
    """Cut short, a row lost, another zip, another format, no file: no register is left behind."""
    import_files(tmp_path / "r.sqlite", files)
    backup = tmp_path / "b.zip"
    write_backup(tmp_path / "r.sqlite", backup)
    with zipfile.ZipFile(backup) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    if harm == "cut":
        backup.write_bytes(backup.read_bytes()[:-60])
    elif harm == "missing":
        backup.unlink()
    else:
        if harm == "row":
            parts["person.jsonl"] = parts["person.jsonl"].splitlines(keepends=True)[0]
        elif harm == "format":
            parts["manifest.json"] = b'{"format": "other"}'
        else:
            parts = {"a.txt": b""}
        with zipfile.ZipFile(backup, "w") as packed:
            for name, data in parts.items():
                packed.writestr(name, data)
    with pytest.raises((InputError, StoreError)):
        restore_backup(backup, tmp_path / "new.sqlite")
    assert not list(tmp_path.glob("new.sqlite*"))


def test_a_register_file_is_its_owners_only(tmp_path, files):
    """Nobody else on the machine may read it."""
    import_files(tmp_path / "r.sqlite", files)
    assert stat.S_IMODE((tmp_path / "r.sqlite").stat().st_mode) == 0o600


def test_what_is_no_register_is_refused(tmp_path):
    """A text, another program's database, a folder that is not there: all are left alone."""
    (tmp_path / "a.txt").write_text("hello, this is a text and no database")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()
    before = other.read_bytes()
    for place, message in (
        (tmp_path / "a.txt", "some other file"),
        (other, "other tables"),
        (tmp_path / "no" / "r.sqlite", "no folder"),
        ("mysql://x", "SQLite file or PostgreSQL"),
        ("::// ", "cannot be read"),
    ):
        with pytest.raises(StoreError, match=message):
            create_store(place)
    assert other.read_bytes() == before


def test_a_backup_is_told_from_other_files(tmp_path, files):
    """Given instead of a register it is to be restored first; another zip is some other file."""
    import_files(tmp_path / "r.sqlite", files)
    backup = tmp_path / "r.bak"
    write_backup(tmp_path / "r.sqlite", backup)
    with pytest.raises(StoreError, match=f"a backup, .*: transit db restore {backup} REGISTER"):
        open_store(backup)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("manifest.json", "{}")
    with pytest.raises(StoreError, match="some other file"):
        open_store(tmp_path / "other.zip")


def test_another_version_is_told(tmp_path):
    """A later register is not touched; an unfinished one is told how to be upgraded."""
    create_store(tmp_path / "r.sqlite").close()
    with sqlite3.connect(tmp_path / "r.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="transit db upgrade"):
        open_store(tmp_path / "r.sqlite")
    with pytest.raises(StoreError, match="does not know"):
        create_store(tmp_path / "r.sqlite")


def test_a_password_is_never_shown():
    """An address that cannot be reached is named without it."""
    with pytest.raises(StoreError) as refused:
        exists("postgresql://me:secret@127.0.0.1:1/register")
    assert "secret" not in str(refused.value)
    assert "127.0.0.1" in str(refused.value)


def test_a_refusal_names_no_value(store):
    """A database's own message would repeat the row."""
    with pytest.raises(StoreError) as refused, store.writing() as session:
        session.execute(text("INSERT INTO ability (person_id, skill) VALUES ('Jo', 'x')"))
    assert "Jo" not in str(refused.value)


def test_what_points_must_point(store):
    """Foreign keys hold on SQLite too."""
    with pytest.raises(StoreError), store.writing() as session:
        session.execute(text("DELETE FROM opportunity WHERE id = 'O1'"))


def test_a_full_write_or_none(store, register):
    """What was written before a fault is gone with it."""
    with pytest.raises(RuntimeError), store.writing() as session:
        session.execute(text("DELETE FROM ability"))
        raise RuntimeError
    assert held(register).people["P1"].abilities


def test_the_version_files_are_in_the_package():
    """Migrations lie beside the code, so that a wheel carries them."""
    import transit.store

    folder = Path(transit.store.__file__).parent / "migrations"
    assert (folder / "env.py").is_file()
    assert list((folder / "versions").glob("v0001*.py"))
