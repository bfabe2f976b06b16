"""Published problems and optima as they come: other names, headings, no ending, things beside."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from transit.errors import InputError

PROBLEM = "1 1 480 3 30\n0 0 0 0 0 0 480\n1 1 0 3 1 0 480\n2 2 0 3 -1 60 75\n"


@pytest.fixture(scope="module")
def files() -> ModuleType:
    """Return the module, which stands beside the benchmarks."""
    folder = str(Path(__file__).parents[2] / "benchmarks")
    sys.path.insert(0, folder)
    try:
        import dial_a_ride_files  # type: ignore[import-not-found]
    finally:
        sys.path.remove(folder)
    found: ModuleType = dial_a_ride_files
    return found


def test_a_folder_with_other_things(
    files: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Problems with and without an ending are read; a note, a picture and a folder are left out."""
    for name in ("b8-96.txt", "pr01"):
        (tmp_path / name).write_text(PROBLEM)
    (tmp_path / "README.txt").write_text("Instances of 2003.")
    (tmp_path / "map.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "more").mkdir()
    found = list(files.read_problems(tmp_path))
    assert [(name, len(problem.requests)) for name, _, problem in found] == [
        ("b8-96", 1),
        ("pr01", 1),
    ]
    said = capsys.readouterr().out
    assert "README.txt" in said and "map.png is no text" in said
    with pytest.raises(InputError, match=r"README\.txt"):
        list(files.read_problems(tmp_path / "README.txt"))
    with pytest.raises(InputError, match="no such"):
        list(files.read_problems(tmp_path / "nothing"))


@pytest.mark.parametrize(
    "text",
    [
        "b8-96 1185.6\n",
        "# proven\nB8-96.txt: 1185.6 (3600.5 s)\n",
        "instance,vehicles,requests,optimum,seconds\nb8-96,8,96,1185.6,3600.5\n",
        "instance;seconds;best\nb8-96;3600.5;1185.6\n",
        "b8-96 8 96 1185.6\n",
    ],
)
def test_optima_of_lines(files: ModuleType, tmp_path: Path, text: str) -> None:
    """However they are parted, headed and written."""
    file = tmp_path / "optima.csv"
    file.write_text(text)
    assert files.optimum_of("b8-96", files.read_optima(file)) == 1185.6
    assert files.optimum_of("b8-9", files.read_optima(file)) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("RF50-b8-96_soln.json", {"obj": 1185.6, "routes": []}),
        ("b8-96_soln.json", {"objective": 1185.6}),
        ("all.json", {"b8-96": 1185.6, "b8-80": 1000}),
        ("all.json", {"b8-96": {"cost": 1185.6, "vehicles": 8}}),
        ("all.json", [{"name": "b8-96", "optimum": 1185.6}]),
    ],
)
def test_optima_of_json(files: ModuleType, tmp_path: Path, name: str, content: object) -> None:
    """One file each, or one of all; from the folder or from the file."""
    (tmp_path / name).write_text(json.dumps(content))
    for given in (tmp_path, tmp_path / name):
        assert files.optimum_of("b8-96", files.read_optima(given)) == 1185.6


def test_no_optimum_is_guessed(files: ModuleType) -> None:
    """One name within another is not it, and two that differ are none."""
    assert files.optimum_of("b2-16", {"b2-160": 1.0, "ab2-16": 2.0}) is None
    assert files.optimum_of("b2-16", {"x-b2-16": 1.0, "y-b2-16": 2.0}) is None
    assert files.optimum_of("b2-16", {"x-b2-16": 1.0, "y-b2-16": 1.0}) == 1.0
