"""A real browser on a real server over the demo borough."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

playwright_api = pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser, Page, Request  # noqa: E402

from transit.demo import DemoFiles  # noqa: E402

FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Only maps are drawn by WebGL in software; a page that is put together so costs far more.
SOFTWARE_GRAPHICS = (
    "--use-gl=angle",
    "--use-angle=swiftshader-webgl",
    "--enable-unsafe-swiftshader",
)
PATIENCE_MS = 30_000
"""How long a page may take to show what is expected, on a machine that does much else."""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """Return the browser's program; without one tests are skipped, in CI they fail."""
    named = os.environ.get("TRANSIT_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found and Path(found).exists():
        return found
    missing = "no Chromium; install it or set TRANSIT_CHROMIUM to its program"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser's program."""
    return find_chromium()


@pytest.fixture(scope="session")
def demo_folder(chromium: str, demo_area: Path) -> Path:
    """Return the demo borough's area, where there is a browser."""
    return demo_area


@pytest.fixture(scope="session")
def demo_register(
    chromium: str, demo_borough: DemoFiles, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the demo borough's register, with verdicts about three of its people."""
    from tests.scored_by_hand import score_some
    from transit.store.importing import import_files

    tables = {name: getattr(demo_borough, name) for name in ("people", "opportunities", "sessions")}
    register = tmp_path_factory.mktemp("register") / "register.sqlite"
    assert import_files(register, tables).is_imported
    score_some(register, people=3)
    return register


@pytest.fixture(scope="session")
def address(demo_folder: Path, demo_register: Path) -> Iterator[str]:
    """Return the address of a dashboard over the demo borough and its register."""
    with serving(demo_folder, demo_register) as found:
        yield found


@contextmanager
def serving(area: Path, register: Path) -> Iterator[str]:
    """Run a dashboard over an area and a register, which need not be there yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "import sys; from pathlib import Path; from transit.dashboard import serve; "
        "serve(Path(sys.argv[1]), sys.argv[2], port=int(sys.argv[3]), open_browser=False)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code, str(area), str(register), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail("the server did not start within a minute")


@pytest.fixture(scope="session")
def pair(demo_folder: Path) -> tuple[str, str]:
    """Return the names of two parts of the borough with a walk, a bus and a walk between."""
    from transit.network.store import open_area
    from transit.read.parameters import read_parameters
    from transit.read.profiles import read_profile
    from transit.read.rules import read_rules
    from transit.route.alternatives import find_journeys
    from transit.route.query import Point, Query
    from transit.route.router import Router

    area = open_area(demo_folder)
    router = Router(area, read_profile("walks-well"), read_rules(), read_parameters())
    suburbs = area.places.filter(area.places["kind"] == "place=suburb").sort("name")
    rows = suburbs.select("name", "lat", "lon").rows()
    (name, *start), others = rows[0], rows[1:]
    today = dt.datetime.combine(dt.date.today(), dt.time(10))
    moment = today + dt.timedelta(days=(7 - today.weekday()) % 7)
    for other, *end in others:
        query = Query(
            origin=Point(*start),
            destination=Point(*end),
            moment=moment,
            arrive_by=True,
            profile=router.profile,
        )
        found = find_journeys(router, query).journeys
        walks = found[0][0].walks if found and found[0][0].rides else ()
        if walks and min(walks[0].length_m, walks[-1].length_m) > 100:
            return name, other
    raise AssertionError(f"no bus is worth taking from {name}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a browser that draws maps in software."""
    playwright_api.expect.set_options(timeout=PATIENCE_MS)
    with playwright_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=[*FLAGS, *SOFTWARE_GRAPHICS]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where screenshots go: ``TRANSIT_SCREENSHOTS``, else a temporary folder."""
    named = os.environ.get("TRANSIT_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page that fails its test if it asks anybody but this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    strangers: list[str] = []

    def watch(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            strangers.append(request.url)

    opened.on("request", watch)
    yield opened
    context.close()
    assert strangers == []
