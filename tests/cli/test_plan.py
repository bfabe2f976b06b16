"""The command that prints a plan: whole files or none, and clear words for what cannot be."""

import io
from pathlib import Path

import docx
import pypdf
import pytest

from tests.town_files import write_town
from tests.town_register import TOWN_TABLES, write_town_register
from transit.cli.main import main
from transit.network.build import build_area
from transit.store.importing import import_files


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the town's area and register."""
    folder = tmp_path_factory.mktemp("plan-town")
    streets, feed = write_town(folder)
    build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
    far = {"person_id": "P4", "profile": "walks-well", "home_lat": "50.1", "home_lon": "-5.1"}
    tables = {**TOWN_TABLES, "people": [*TOWN_TABLES["people"], far]}
    files = write_town_register(folder / "files", tables)
    assert import_files(folder / "register.db", files, who="test").is_imported
    return folder


def run(town: Path, out: Path, *more: str, person: str = "P1", session: str = "S1") -> int:
    """Run the command; gives its exit code."""
    words = ["plan", str(town / "register.db"), "--area", str(town / "area")]
    words += ["--person", person, "--session", session, "--out", str(out), *more]
    with pytest.raises(SystemExit) as left:
        main(words)
    return int(str(left.value.code))


def test_a_plan_is_printed(town: Path, tmp_path: Path) -> None:
    """A PDF with steps there and back, readable by its owner only, and nothing beside it."""
    out = tmp_path / "plan.pdf"
    assert run(town, out) == 0
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "My journey to Library" in text and "My way back home" in text
    assert out.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [out]


def test_a_plan_is_written_for_word(town: Path, tmp_path: Path) -> None:
    """The ending decides."""
    out = tmp_path / "plan.docx"
    assert run(town, out, "--size", "18") == 0
    read = docx.Document(io.BytesIO(out.read_bytes()))
    assert any("My journey to Library" in each.text for each in read.paragraphs)


@pytest.mark.parametrize(
    ("person", "session", "name", "said"),
    [
        ("P9", "S1", "plan.pdf", "nobody with the id 'P9'"),
        ("P1", "S9", "plan.pdf", "no session 'S9'"),
        ("P1", "S1", "plan.odt", ".pdf or .docx"),
        ("P1", "S1", "none/plan.pdf", "there is no folder"),
        ("P4", "S1", "plan.pdf", "Door-to-door transport fits it"),
    ],
)
def test_what_cannot_be_printed_is_told(
    town: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    person: str,
    session: str,
    name: str,
    said: str,
) -> None:
    """Exit code 1, one sentence, no file."""
    assert run(town, tmp_path / name, person=person, session=session) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_small_print_is_no_easy_read(town: Path, tmp_path: Path) -> None:
    """Words smaller than 16 points are wrong use."""
    assert run(town, tmp_path / "plan.pdf", "--size", "12") == 2
