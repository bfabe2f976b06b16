"""A town with one bus line, built once, and pages to try on it."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.town_files import at, write_town
from tests.town_register import score_by_hand, write_town_register
from transit.dashboard import score_job
from transit.dashboard.asked import Chosen
from transit.dashboard.registered import REGISTER_VARIABLE
from transit.dashboard.serving import AREA_VARIABLE

MAIN = Path(__file__).resolve().parents[2] / "transit" / "dashboard" / "main.py"


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Give the main module back: a page takes its place, and new processes would run the page."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def town_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the town's area, as ``transit build`` makes it."""
    from transit.network.build import build_area

    folder = tmp_path_factory.mktemp("town")
    streets, feed = write_town(folder)
    return build_area(streets, [feed], folder / "area").folder


@pytest.fixture
def in_town(town_folder: Path) -> Iterator[Path]:
    """Show the town's area while a test runs."""
    before = os.environ.get(AREA_VARIABLE)
    os.environ[AREA_VARIABLE] = str(town_folder)
    yield town_folder
    st.cache_resource.clear()
    if before is None:
        del os.environ[AREA_VARIABLE]
    else:
        os.environ[AREA_VARIABLE] = before


@pytest.fixture
def new_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Name a register that is not there yet while a test runs."""
    path = tmp_path / "register.sqlite"
    monkeypatch.setenv(REGISTER_VARIABLE, str(path))
    yield path
    st.cache_resource.clear()


@pytest.fixture
def in_register(new_register: Path, tmp_path: Path) -> Path:
    """Show a register of the town's people while a test runs."""
    from transit.store.importing import import_files

    files = write_town_register(tmp_path / "files")
    assert import_files(new_register, files, who="test").is_imported
    return new_register


@pytest.fixture
def in_scored(in_register: Path) -> Path:
    """Show the town's register with nine verdicts, of which one is out of date."""
    score_by_hand(in_register)
    return in_register


@pytest.fixture(autouse=True)
def no_scoring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever asks for verdicts be told that they are worked out, without doing it."""
    done = (
        'import sys; sys.stdin.readline(); print(\'{"done": "Nothing was done.", "result": {}}\')'
    )
    monkeypatch.setattr(score_job, "WORKER", (sys.executable, "-c", done))


_TOLD = ("markdown", "title", "header", "subheader", "error", "warning", "success", "info")

Open = Callable[[str], AppTest]


@pytest.fixture
def open_page(in_town: Path) -> Open:
    """Return a function that opens a page of the dashboard."""

    def opened(name: str = "journey_plan") -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=60).run()
        if name != "journey_plan":
            app.switch_page(f"app_pages/{name}.py").run()
        assert not app.exception
        return app

    return opened


@pytest.fixture
def planned(open_page: Open) -> AppTest:
    """Return the page after asking for the town's one useful journey: by bus 7 before ten."""
    app = open_page("journey_plan")
    choose(app, "start", "West End Lodge", (0.0, -30.0))
    choose(app, "end", "Library", (1100.0, 10.0))
    app.button(key="find").click().run()
    assert not app.exception
    return app


def choose(app: AppTest, role: str, name: str, place: tuple[float, float]) -> None:
    """Choose a start or an end by metres from the town's corner."""
    lat, lon = at(*place)
    app.session_state[f"chosen_{role}"] = Chosen(name, lat, lon)
    app.run()


def text_of(app: AppTest) -> str:
    """Return everything that a page says, HTML and all."""
    html = [element.proto.body for element in app.get("html")]
    told = [str(each.value) for kind in _TOLD for each in getattr(app, kind)]
    return "\n".join([*html, *told])
