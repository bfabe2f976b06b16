"""Fixtures of watching: the town's first edition, and a plan made in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.watch.towns import Feed, saved
from transit.model.saved_plan import SavedPlan
from transit.network.area import Area


@pytest.fixture(scope="session")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Feed], Area]:
    """Return a builder of the town with a feed."""

    def build(feed: Feed) -> Area:
        return feed.area(tmp_path_factory.mktemp("town"))

    return build


@pytest.fixture(scope="session")
def old(towns: Callable[[Feed], Area]) -> Area:
    """Return the edition in which the plan was made."""
    return towns(Feed())


@pytest.fixture(scope="session")
def plan(old: Area) -> SavedPlan:
    """Return a plan: bus 7 there at 9:30 (for 10:00) and back at 12:10 (after 12:00)."""
    return saved(old)


@pytest.fixture(scope="session")
def folder_of() -> Callable[[Area], Path]:
    """Return what gives the folder of an area of these tests."""
    return lambda area: area.folder.parents[1]
