"""The project as a whole: layers, names, versions, what the wheel holds, what nothing mentions."""

import importlib
import pkgutil
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest

import transit
from transit.read.parameters import parse_parameters, read_toml

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "benchmarks",
    "data",
    "docs",
    "pyproject.toml",
    "streamlit_app.py",
    "tests",
    "transit",
}
# Written in halves, for this file is searched too.
NEVER_NAMED = re.compile("/wo" + r"rk/|\.\./sha" + r"red|\b[A-Z]{2,}\.md\b")
NAMED_IN_CAPITALS = {"CHANGELOG.md", "README.md"}


def tracked() -> list[Path]:
    """Return the repository's files, or all files where this is no checkout."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in str(path)]
    names = [name for name in listed.stdout.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    """Return the repository's text files with their content."""
    found = []
    for path in tracked():
        try:
            found.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.slow
def test_layers_hold() -> None:
    """No package imports one above it, and kernels and Streamlit stay apart."""
    done = subprocess.run(["lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_one_version() -> None:
    """The version is the same in the project file and in the package."""
    assert PYPROJECT["project"]["version"] == transit.__version__


def test_every_notice_of_the_fleet_is_explained() -> None:
    """docs/fleet.md and docs/switching.md have a row for each code, and none that is gone."""
    sources = [*ROOT.glob("transit/fleet/*.py"), *ROOT.glob("transit/batch/*.py")]
    code = re.compile(r'Notice\(\s*"((?:fleet|switch)_\w+)"')
    given = {found for each in sources for found in code.findall(each.read_text("utf-8"))}
    told = set()
    for page in ("fleet.md", "switching.md"):
        table = (ROOT / "docs" / page).read_text("utf-8").split("## Notices", 1)[1]
        heads = re.findall(r"^\| (`.*?) \| (?:info|warning|error)", table, re.MULTILINE)
        told |= {name for head in heads for name in re.findall(r"`(\w+)`", head)}
    assert given == told


def test_every_public_name_exists() -> None:
    """What ``__all__`` promises is there, once."""
    for module in pkgutil.walk_packages(transit.__path__, "transit."):
        source = Path(module.module_finder.path) / f"{module.name.rpartition('.')[2]}"  # type: ignore[union-attr]
        source = source / "__init__.py" if module.ispkg else source.with_suffix(".py")
        if "__all__" not in source.read_text():
            continue
        names = importlib.import_module(module.name).__all__
        assert len(set(names)) == len(names), module.name
        loaded = importlib.import_module(module.name)
        missing = [name for name in names if not hasattr(loaded, name)]
        assert not missing, module.name


def test_only_the_usual_lies_at_the_top() -> None:
    """Beside dot files nothing is added at the top without being allowed here."""
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_nothing_names_where_it_was_made() -> None:
    """No file names paths or documents that only its makers have."""
    for path, text in texts():
        found = [word for word in NEVER_NAMED.findall(text) if word not in NAMED_IN_CAPITALS]
        assert not found, f"{path}: {found}"


PARAMETER_FILES = sorted((ROOT / "data" / "parameters").glob("*.toml"))


@pytest.mark.parametrize("file", PARAMETER_FILES, ids=lambda file: file.name)
def test_every_parameter_says_where_it_comes_from(file: Path) -> None:
    """Each has value, unit, source, an ISO date and a confidence; a number has a unit."""
    for parameter in parse_parameters(read_toml(file), file.name):
        date.fromisoformat(parameter.date)
        assert parameter.source.strip(), parameter.name
        assert isinstance(parameter.unit, str), parameter.name


def test_every_parameter_is_named_once() -> None:
    """No file quietly overrides another's parameter."""
    names = [
        parameter.name
        for file in PARAMETER_FILES
        for parameter in parse_parameters(read_toml(file), file.name)
    ]
    assert sorted(set(names)) == sorted(names)


def test_every_dependency_has_its_reason() -> None:
    """Each is named in the decision on dependencies, and the decision names no other."""
    decision = (ROOT / "docs/decisions/0002-dependencies.md").read_text()
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(each for extra in extras for each in extra)]
    names = {re.split(r"[<>=\[ ~!]", each)[0] for each in asked}
    told = set(re.findall(r"^\| `([^`]+)`", decision, re.MULTILINE))
    assert names == told


def test_decisions_are_numbered_and_name_their_price() -> None:
    """Decisions count from 1 without a gap; each has a context, a decision and a price."""
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        headings = re.findall(r"^## (.+)$", file.read_text(), re.MULTILINE)
        assert headings[:3] == ["Context", "Decision", "Price"], file.name


def test_links_between_documents_lead_somewhere() -> None:
    """A relative link in a document names a file that is there."""
    for path, text in texts():
        if path.suffix != ".md":
            continue
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
            assert (ROOT / path.parent / target).exists(), f"{path}: {target}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_the_data(wheel: Path) -> None:
    """Every data file of the repository is in the wheel, and so is the mark of typed code."""
    names = set(zipfile.ZipFile(wheel).namelist())
    data = [path for path in tracked() if path.is_relative_to(ROOT / "data")]
    wanted = {f"transit/_data/{path.relative_to(ROOT / 'data').as_posix()}" for path in data}
    assert data
    assert wanted <= names
    assert "transit/py.typed" in names
    assert not {name for name in names if name.startswith(("tests/", "docs/"))}


@pytest.mark.slow
def test_the_wheel_runs_elsewhere(wheel: Path, tmp_path: Path) -> None:
    """Unpacked in another folder it imports itself, finds its data and prints its help."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
        "from transit.resources import data_dir\n"
        "from transit.read.parameters import read_parameters\n"
        "assert data_dir().name == '_data' and len(read_parameters()) > 10\n"
        "from transit.cli import main\n"
        "main(['--help'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(site)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "journey" in done.stdout


def test_tests_stay_on_this_machine() -> None:
    """A connection or name look-up that would leave the machine is refused."""
    with socket.socket() as sock, pytest.raises(RuntimeError, match="stay on this machine"):
        sock.connect(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match="stay on this machine"):
        socket.getaddrinfo("example.org", 443)
