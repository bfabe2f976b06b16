"""Fixtures of the download tests: small limits, a client, and a clock that does not wait."""

import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from transit.fetch.limits import FetchLimits
from transit.fetch.web import Web, open_client
from transit.read.parameters import read_parameters
from transit.settings import Settings


@dataclass
class Waits:
    """What was said and how long was waited, without waiting."""

    seconds: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy or setting of this machine reach the tests."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "TRANSIT_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing, neither here nor in osmnx."""
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    monkeypatch.setattr("transit.fetch.web.Web.__init__.__defaults__", (time.sleep,))


@pytest.fixture
def limits() -> FetchLimits:
    """Return the shipped limits, with timeouts that a test can wait for."""
    quick = Settings(connect_timeout_s=2.0, read_timeout_s=0.3)
    return FetchLimits.of(read_parameters(), quick)


@pytest.fixture
def waits() -> Waits:
    """Return an empty record of waits."""
    return Waits()


@pytest.fixture
def web(limits: FetchLimits, waits: Waits) -> Iterator[Web]:
    """Return a client that notes its waits instead of waiting."""
    with open_client("transit-tests", limits) as client:
        yield Web(client, limits, waits.lines.append, waits.seconds.append)


def make_zip(**tables: str) -> bytes:
    """Return a zip of text files, ``stops="stop_id"`` being ``stops.txt``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        for name, text in tables.items():
            opened.writestr(f"{name}.txt", text)
    return packed.getvalue()


@pytest.fixture
def feed_zip() -> bytes:
    """Return a zip that has the tables of a feed."""
    return make_zip(stops="stop_id\n", trips="trip_id\n", stop_times="trip_id\n")
