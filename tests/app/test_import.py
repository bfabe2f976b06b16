"""The page Import: check, mend in place, accept; nothing is written before."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, text_of
from tests.register_files import write_table
from tests.town_register import TOWN_TABLES
from transit.dashboard.import_draft import KINDS, read_uploads, template_files
from transit.read.parameters import read_parameters
from transit.read.register.checked import ROWS
from transit.store import open_store
from transit.store.edit import count_records, find_person
from transit.store.surveys import read_observations

Rows = Sequence[Mapping[str, str]]


def csv_of(tmp_path: Path, rows: Rows) -> bytes:
    """Return rows as a CSV file's bytes."""
    return write_table(tmp_path / "made.csv", rows).read_bytes()


def uploaded(app: AppTest, tmp_path: Path, tables: Mapping[str, Rows]) -> None:
    """Choose files and have them checked."""
    for name, rows in tables.items():
        app.file_uploader[0].upload(f"{name}.csv", csv_of(tmp_path, rows), "text/csv")
    app.run()
    app.button(key="import_check").click().run()
    assert not app.exception


def spoilt(table: str, number: int, **cells: str) -> dict[str, Rows]:
    """Return the town's tables with some cells of one row changed."""
    rows = [dict(row) for row in TOWN_TABLES[table]]
    rows[number].update(cells)
    return {**TOWN_TABLES, table: rows}


def test_good_files_are_imported_when_accepted(
    open_page: Open, new_register: Path, tmp_path: Path
) -> None:
    """Nothing is there before; all of it is there afterwards."""
    app = open_page("import_register")
    assert "It is made when you accept" in text_of(app)
    uploaded(app, tmp_path, TOWN_TABLES)
    assert "Every row can be read" in text_of(app)
    assert not new_register.exists()
    app.button(key="import_accept").click().run()
    assert not app.exception
    assert "Imported into register.sqlite" in text_of(app)
    store = open_store(new_register)
    with store.reading() as session:
        counts = count_records(session)
    store.close()
    assert counts == {"people": 3, "opportunities": 2, "sessions": 3, "vehicles": 0}


def test_a_faulty_cell_is_marked_and_mended_in_place(
    open_page: Open, new_register: Path, tmp_path: Path
) -> None:
    """The row is shown with its cell marked; a new text is checked, and then imported."""
    app = open_page("import_register")
    uploaded(app, tmp_path, spoilt("people", 1, profile="wheels"))
    text = text_of(app)
    assert '<span class="wrong">✗ wheels</span>' in text
    assert "people.csv, row 3: P2" in [each.value for each in app.subheader]
    (field,) = [each for each in app.selectbox if each.label.startswith("profile, row 3")]
    assert field.value == "wheels"
    field.set_value("manual-wheelchair")
    next(each for each in app.button if each.label == "Check again").click().run()
    assert "Every row can be read" in text_of(app)
    app.button(key="import_accept").click().run()
    store = open_store(new_register)
    with store.reading() as session:
        person = find_person(session, "P2")
    store.close()
    assert person is not None
    assert person.profile == "manual-wheelchair"


def test_good_rows_only_when_asked(open_page: Open, new_register: Path, tmp_path: Path) -> None:
    """Two of three people; the button waits for the tick, and the third is told of."""
    app = open_page("import_register")
    uploaded(app, tmp_path, spoilt("people", 0, profile=""))
    assert app.button(key="import_good").disabled
    app.checkbox(key="import_agreed").check().run()
    app.button(key="import_good").click().run()
    text = text_of(app)
    # Person 1 and the row of abilities that points at them.
    assert "2 rows were left out" in text
    store = open_store(new_register)
    with store.reading() as session:
        assert count_records(session)["people"] == 2
    store.close()


def test_the_same_files_again_change_nothing(
    open_page: Open, in_register: Path, tmp_path: Path
) -> None:
    """All of it is as before, and that is said."""
    app = open_page("import_register")
    assert "<dd>3<small>" in text_of(app)
    uploaded(app, tmp_path, TOWN_TABLES)
    app.button(key="import_accept").click().run()
    assert "Nothing was changed" in text_of(app)


def test_whole_files_at_fault_are_told(open_page: Open, new_register: Path, tmp_path: Path) -> None:
    """A column with a name in it, letters of another alphabet's code: upload again."""
    app = open_page("import_register")
    rows = [{**row, "surname": "Smith"} for row in TOWN_TABLES["people"]]
    uploaded(app, tmp_path, {**TOWN_TABLES, "people": rows})
    text = text_of(app)
    assert "A column that the register does not keep" in text
    assert "Smith" not in text
    assert not new_register.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.csv", b"a,b\n1,2\n", "it cannot be told which table this is"),
        ("people.xlsx", b"not a workbook", "people.xlsx:"),
    ],
)
def test_files_of_no_use_are_told(
    open_page: Open, new_register: Path, name: str, content: bytes, said: str
) -> None:
    """The problem box names the file; the files can be chosen again at once."""
    app = open_page("import_register")
    app.file_uploader[0].upload(name, content)
    app.run()
    app.button(key="import_check").click().run()
    text = text_of(app)
    assert "There is a problem" in text
    assert said in text


def test_asking_without_files_says_so(open_page: Open, new_register: Path) -> None:
    """One sentence."""
    app = open_page("import_register")
    app.button(key="import_check").click().run()
    assert "Choose at least one file" in text_of(app)


def test_a_postcode_file_that_is_not_there_is_said(open_page: Open, new_register: Path) -> None:
    """Its path is named."""
    app = open_page("import_register")
    if not app.text_input:
        pytest.skip("this server is open to other computers")
    app.text_input(key="import_postcodes").set_value("/no/such.csv")
    app.button(key="import_check").click().run()
    assert "There is no file or folder /no/such.csv" in text_of(app)


def test_choosing_other_files_forgets_these(
    open_page: Open, new_register: Path, tmp_path: Path
) -> None:
    """Nothing of the files is left in memory."""
    app = open_page("import_register")
    uploaded(app, tmp_path, TOWN_TABLES)
    next(each for each in app.button if each.label == "Choose other files").click().run()
    assert "import_draft" not in app.session_state
    assert app.file_uploader[0].value == []


def test_no_uploaded_file_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that a file was read from is gone, also where it could not be read."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    class Sent:
        def __init__(self, name: str, content: bytes) -> None:
            self.name, self._content = name, content

        def getvalue(self) -> bytes:
            return self._content

    limits = read_parameters()
    good = csv_of(tmp_path, TOWN_TABLES["people"])
    (tmp_path / "made.csv").unlink()
    draft = read_uploads([Sent("../people.csv", good), Sent("x.xlsx", b"?")], limits)
    assert [*draft.tables] == ["people"]
    assert len(draft.problems) == 1
    assert [*tmp_path.iterdir()] == []


def test_a_file_is_known_by_its_columns(tmp_path: Path) -> None:
    """Whatever a file is called, its header says which table it is."""

    class Sent:
        def __init__(self, name: str, rows: Rows) -> None:
            self.name, self._rows = name, rows

        def getvalue(self) -> bytes:
            return csv_of(tmp_path, self._rows)

    sent = [Sent(f"export {number}.csv", rows) for number, rows in enumerate(TOWN_TABLES.values())]
    assert set(read_uploads(sent, read_parameters()).tables) == set(TOWN_TABLES)
    twice = read_uploads([sent[0], sent[0]], read_parameters())
    assert "is in export 0.csv already" in twice.problems[0]


def test_the_templates_have_every_table() -> None:
    """A sheet each, a file each."""
    workbook, tables = template_files()
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames
    assert set(ROWS) < set(sheets)
    with zipfile.ZipFile(io.BytesIO(tables)) as zipped:
        assert sorted(zipped.namelist()) == sorted(f"{name}.csv" for name in KINDS)


SEEN = [
    {"fact": "shelter", "found": "yes", "stop_id": "W", "seen_on": "2026-10-05", "seen_by": "TT 2"},
    {"fact": "quiet_room", "found": "no", "opportunity_id": "O2", "seen_on": "2026-10-05"}
    | {"seen_by": "TT 2"},
]


def test_what_was_seen_is_imported_too(open_page: Open, in_scored: Path, tmp_path: Path) -> None:
    """A faulty cell is mended in place; then the garden's verdicts are out of date, and offered."""
    app = open_page("import_register")
    uploaded(app, tmp_path, {"observations": [{**SEEN[0], "found": "perhaps"}, SEEN[1]]})
    assert '<span class="wrong">✗ perhaps</span>' in text_of(app)
    (found,) = [each for each in app.text_input if each.label.startswith("found, row 2")]
    found.set_value("yes")
    next(each for each in app.button if each.label == "Check again").click().run()
    assert "Every row can be read" in text_of(app)
    app.button(key="import_accept").click().run()
    assert not app.exception
    text = text_of(app)
    # Of the garden's three verdicts one was out of date before; none rests on the stop.
    assert "**2 verdicts are out of date** because of what was seen" in text
    assert '<td>Garden</td><td class="n">3</td><td class="n">3</td>' in text
    assert app.button(key="score").label.startswith("Work out these")
    store = open_store(in_scored)
    assert len(read_observations(store)) == 2
    store.close()
    app.button(key="import_more").click().run()
    uploaded(app, tmp_path, {"observations": SEEN})
    app.button(key="import_accept").click().run()
    assert "Nothing was changed" in text_of(app)


def test_what_was_seen_comes_as_geojson_too(
    open_page: Open, in_scored: Path, tmp_path: Path
) -> None:
    """As the tool writes it: a file of one observation that fits nothing is told of."""
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [-3.0, 10.0]},
        "properties": {**SEEN[0], "stop_id": "no such stop"},
    }
    app = open_page("import_register")
    told = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    app.file_uploader[0].upload("seen.geojson", told, "application/geo+json")
    app.run()
    app.button(key="import_check").click().run()
    app.button(key="import_accept").click().run()
    assert not app.exception
    assert "What was seen, and does not fit the streets" in text_of(app)


def test_without_its_area_a_scored_register_takes_nothing_that_was_seen(
    open_page: Open, in_scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which verdicts it touches could not be told: nothing is written, the reason is said."""
    app = open_page("import_register")
    uploaded(app, tmp_path, {"observations": SEEN, "people": TOWN_TABLES["people"]})
    monkeypatch.setenv("TRANSIT_AREA", "/no/such/folder")
    app.button(key="import_accept").click().run()
    assert "cannot be recorded without the area" in text_of(app)
    store = open_store(in_scored)
    assert read_observations(store) == ()
    store.close()


def test_a_postcode_file_can_be_uploaded(
    open_page: Open, new_register: Path, tmp_path: Path
) -> None:
    """A home given by postcode is found in it; the file is kept nowhere."""
    rows = [dict(row) for row in TOWN_TABLES["people"]]
    del rows[0]["home_lat"], rows[0]["home_lon"]
    rows[0]["home_postcode"] = "AB1 2CD"
    app = open_page("import_register")
    for name, some in {**TOWN_TABLES, "people": rows}.items():
        app.file_uploader[0].upload(f"{name}.csv", csv_of(tmp_path, some), "text/csv")
    lines = b"pcds,lat,long,doterm\r\nAB1 2CD,51.5001,-3.0001,\r\n"
    app.file_uploader(key="import_postcodes_sent").upload("onspd.csv", lines, "text/csv")
    app.run()
    app.button(key="import_check").click().run()
    assert "Every row can be read" in text_of(app)
    app.button(key="import_accept").click().run()
    assert not app.exception
    store = open_store(new_register)
    with store.reading() as session:
        person = find_person(session, "P1")
    store.close()
    assert person is not None
    assert person.places[0].at.postcode == "AB1 2CD"


def test_without_a_register_one_can_be_named(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On a computer of one's own a file is named on the page; a folder is none."""
    from transit.dashboard import registered
    from transit.dashboard.parts import import_page

    monkeypatch.setenv(registered.REGISTER_VARIABLE, "")
    app = open_page("import_register")
    assert "transit serve register.sqlite" in text_of(app)
    monkeypatch.setattr(import_page, "on_this_computer_only", lambda: True)
    app.run()
    app.text_input(key="register_name").set_value(str(tmp_path))
    next(each for each in app.button if each.label == "Use this register").click().run()
    assert "Name a file in a folder that is there" in text_of(app)
    app.text_input(key="register_name").set_value(str(tmp_path / "new.sqlite"))
    next(each for each in app.button if each.label == "Use this register").click().run()
    assert "There is no register new.sqlite yet" in text_of(app)


def test_another_file_is_no_register(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence, no traceback."""
    (tmp_path / "notes.txt").write_text("a text, not a database")
    monkeypatch.setenv("TRANSIT_REGISTER", str(tmp_path / "notes.txt"))
    app = open_page("import_register")
    assert "not a register" in text_of(app)
