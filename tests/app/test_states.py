"""Pages where something is not as it should be: another version, another town, a locked file."""

import sqlite3
from pathlib import Path

import pytest

from tests.app.conftest import Open, text_of
from tests.app.test_person import field, of_person
from tests.town_register import TOWN_TABLES, write_town_register
from transit.dashboard.score_job import current_run
from transit.store import open_store
from transit.store.database import create_store
from transit.store.importing import import_files
from transit.store.migrate import current_revision, head_revision


def set_version(register: Path, version: str) -> None:
    """Write a version into a register as if another transit had made it."""
    with sqlite3.connect(register) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))


@pytest.fixture
def earlier(in_register: Path) -> Path:
    """A register without the last migration."""
    from alembic import command

    from transit.store.migrate import WRITING, _config

    store = open_store(in_register)
    with store.engine.execution_options(**WRITING).begin() as connection:
        command.downgrade(_config(connection), "-1")
    store.close()
    return in_register


def test_an_earlier_register_is_brought_on_when_asked(
    open_page: Open, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says what it means; the button waits for the tick; afterwards the page is there."""
    from transit.dashboard.parts import old_register

    monkeypatch.setattr(old_register, "on_this_computer_only", lambda: True)
    app = open_page("person")
    text = text_of(app)
    assert "register.sqlite was written by another version of transit" in text
    assert "transit db backup register.sqlite backup.zip" in app.code[0].value
    assert app.button(key="upgrade").disabled
    app.checkbox(key="upgrade_sure").check().run()
    app.button(key="upgrade").click().run()
    assert not app.exception
    assert "Person (pseudonym)" in [each.label for each in app.selectbox]
    store = open_store(earlier)
    assert current_revision(store.engine) == head_revision()
    store.close()


def test_whoever_is_elsewhere_cannot_bring_it_on(
    open_page: Open, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a dashboard that other computers reach there is no button."""
    from transit.dashboard.parts import old_register

    monkeypatch.setattr(old_register, "on_this_computer_only", lambda: False)
    app = open_page("who_could_travel")
    assert "was written by another version" in text_of(app)
    assert "upgrade" not in [each.key for each in app.button]


def test_a_register_of_the_future_is_told(open_page: Open, in_register: Path) -> None:
    """It is said, and nothing is changed."""
    set_version(in_register, "9999")
    assert "was written by another version" in text_of(open_page("import_register"))


def test_a_locked_register_is_told(open_page: Open, in_register: Path) -> None:
    """That another program uses it, and that waiting helps."""
    store = create_store(in_register)
    store.close()
    holder = sqlite3.connect(in_register, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        text = text_of(open_page("person"))
    finally:
        holder.close()
    assert "another program is using the register" in text
    assert "OperationalError" not in text


@pytest.fixture
def elsewhere(new_register: Path, tmp_path: Path) -> Path:
    """A register whose people and places are a hundred kilometres to the north."""

    def moved(row: dict[str, str]) -> dict[str, str]:
        return {
            name: f"{float(text) + 0.9:.6f}" if name.endswith("lat") else text
            for name, text in row.items()
        }

    tables = {name: [moved(dict(row)) for row in rows] for name, rows in TOWN_TABLES.items()}
    files = write_town_register(tmp_path / "files", tables)
    assert import_files(new_register, files, who="test").is_imported
    return new_register


def test_a_register_of_another_town_is_not_worked_out(open_page: Open, elsewhere: Path) -> None:
    """Five places of five are far off: that is said, and no button would spoil its verdicts."""
    app = open_page("who_could_travel")
    assert "5 of 5 places" in text_of(app)
    assert "score" not in [each.key for each in app.button]


def test_an_edit_there_sets_nothing_going(open_page: Open, elsewhere: Path) -> None:
    """The person is saved; verdicts made elsewhere are left alone."""
    from tests.town_register import score_by_hand

    score_by_hand(elsewhere)
    app = of_person(open_page, "P1")
    field(app, "radio", "Level: tell when").set_value("not assessed")
    field(app, "button", "Save these skills").click().run()
    assert not app.exception
    assert current_run().number == 0
