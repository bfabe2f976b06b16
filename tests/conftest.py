"""Fixtures that all tests share: real data where it is there, one built area, and no network."""

import datetime as dt
import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from xdist.scheduler import LoadFileScheduling

    from tests.newport_today import NewportToday
    from transit.demo import DemoFiles
    from transit.network.area import Area

ROOT = Path(__file__).resolve().parents[1]
NEWPORT_CLIP = (51.546, -3.070, 51.598, -2.927)
"""South, west, north, east of the part of Newport that the tests use, decimal degrees."""

_LOCAL_NAMES = {"localhost", "localhost.localdomain", "ip6-localhost", ""}

settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=100,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order in which workers take them: groups that take long come first.

    So no worker is left with one at the end.
    """
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        return
    turns: dict[str, int] = {}
    for item in items:
        name = _group(item.nodeid)
        turns[name] = min(_turn(item), turns.get(name, _turn(item)))
    items.sort(key=lambda item: turns[_group(item.nodeid)])


def _turn(item: pytest.Item) -> int:
    """Return when a test's turn is, by its marks: both, a browser's, slow, neither."""
    browser, slow = (item.get_closest_marker(name) is not None for name in ("browser", "slow"))
    return 3 - 2 * browser - slow


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "LoadFileScheduling | None":
    """Deal tests by groups where ``--dist loadfile`` asks for files."""
    from xdist.scheduler import LoadFileScheduling

    class ByGroup(LoadFileScheduling):
        """A file is dealt as a whole, so that what it shares is made once."""

        def _split_scope(self, nodeid: str) -> str:
            return _group(nodeid)

    return ByGroup(config, log) if config.getvalue("dist") == "loadfile" else None


def _group(nodeid: str) -> str:
    """Return the group of a test: its file, or one of two of files that share a dashboard.

    Browsers wait for half of their time, so all workers begin with one; what only computes fills
    the rest. Files that look at the shared dashboard take as long as those that write to it.
    """
    file = nodeid.partition("::")[0]
    if not file.startswith("tests/browser/") or _starts_a_dashboard(file):
        return file
    looks = file.endswith(("test_access.py", "test_plan_a_journey.py"))
    return "looked at" if looks else "written to"


@cache
def _starts_a_dashboard(file: str) -> bool:
    return "serving(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real data: Newport, Porto Alegre and the faulty feeds.

    It is not part of the repository. Without it a test is skipped; in CI it fails.
    """
    folder = Path(os.environ.get("TRANSIT_REAL_DATA") or ROOT.parent / "shared" / "data")
    if folder.is_dir():
        return folder.resolve()
    missing = f"no real data at {folder}; set TRANSIT_REAL_DATA to a folder that has newport/"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def newport_folder(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of Newport's area, built once for all workers.

    ``TRANSIT_NEWPORT_AREA`` names one that is built already.
    """
    built = os.environ.get("TRANSIT_NEWPORT_AREA")
    if built:
        return Path(built)
    return _built_once(
        tmp_path_factory, "newport-area", lambda area: _build_newport(real_data / "newport", area)
    )


@pytest.fixture(scope="session")
def demo_borough(tmp_path_factory: pytest.TempPathFactory) -> "DemoFiles":
    """Return the files of the demo borough, made once for all workers."""
    from transit.demo import demo_files, make_demo

    return demo_files(_built_once(tmp_path_factory, "demo-files", make_demo))


@pytest.fixture(scope="session")
def demo_area(demo_borough: "DemoFiles", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo borough's area, built once for all workers.

    ``TRANSIT_DEMO_AREA`` names one that is built already.
    """
    from transit.network.build import build_area

    built = os.environ.get("TRANSIT_DEMO_AREA")
    if built:
        return Path(built)
    made = demo_borough

    def make(area: Path) -> None:
        feeds, heights = [made.timetable], made.elevation
        build_area(made.streets, feeds, area, naptan=made.naptan, elevation=heights)

    return _built_once(tmp_path_factory, "demo-area", make)


@pytest.fixture(scope="session")
def newport_today(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> "NewportToday":
    """Return part of Newport with its feed moved to these days, built once for all workers."""
    from tests.newport_today import NewportToday, build, feed_of_today

    source = real_data / "newport"
    feed = feed_of_today(source, dt.date.today())

    def make(area: Path) -> None:
        build(source, feed.write(area.with_suffix(".zip")), area)

    area = _built_once(tmp_path_factory, "newport-today", make)
    return NewportToday(area, source, feed)


def _built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first worker to ask for it has made."""
    own = factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    folder, done = shared / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            make(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def newport_area(newport_folder: Path) -> "Area":
    """Return Newport's area, opened."""
    from transit.network.store import open_area

    return open_area(newport_folder)


def _build_newport(source: Path, out: Path) -> None:
    """Build Newport's area as ``transit build`` does, but for the drawn map."""
    from transit.network.build import build_area

    build_area(
        osm=source / "newport-2023-06-13.osm.pbf",
        gtfs=[source / "newport-2023-06-13.gtfs.zip"],
        naptan=source / "naptan_531.csv",
        clip=NEWPORT_CLIP,
        out=out,
        draw_map=False,
    )


def _is_local(host: object) -> bool:
    if not isinstance(host, str | bytes):
        return host is None
    name = host.decode() if isinstance(host, bytes) else host
    if name.lower() in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


class NetworkRefusedError(RuntimeError):
    """A test tried to leave the machine."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection and name look-up that would leave the machine."""
    patch = pytest.MonkeyPatch()

    def guard(name: str, owner: Any, host_of: Any) -> None:
        real = getattr(owner, name)

        def guarded(*args: Any, **kwargs: Any) -> Any:
            host = host_of(*args, **kwargs)
            if not _is_local(host):
                raise NetworkRefusedError(f"tests stay on this machine, but asked for {host!r}")
            return real(*args, **kwargs)

        patch.setattr(owner, name, guarded)

    def address_host(sock: socket.socket, address: Any, *_: Any) -> Any:
        return address[0] if sock.family in (socket.AF_INET, socket.AF_INET6) else None

    guard("connect", socket.socket, address_host)
    guard("connect_ex", socket.socket, address_host)
    guard("getaddrinfo", socket, lambda host, *_, **__: host)
    guard("gethostbyname", socket, lambda host: host)
    yield
    patch.undo()
