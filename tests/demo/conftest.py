"""The demo borough, made once for all its tests."""

from pathlib import Path

import pytest

from transit.demo import DemoFiles
from transit.demo.build import Built, build_town
from transit.demo.lines import BusNetwork, lay_lines
from transit.demo.plans import Plans, read_plans
from transit.demo.roadmap import RoadMap
from transit.demo.skeleton import bay_nodes
from transit.demo.streams import stream


@pytest.fixture(scope="session")
def plans() -> Plans:
    """Return the shipped plans."""
    return read_plans()


@pytest.fixture(scope="session")
def files(demo_borough: DemoFiles) -> DemoFiles:
    """Return the files of the shipped seed."""
    return demo_borough


@pytest.fixture(scope="session")
def built(plans: Plans) -> Built:
    """Return the town of the shipped seed."""
    return build_town(plans, int(plans.number("seed")))


@pytest.fixture(scope="session")
def network(plans: Plans, built: Built) -> BusNetwork:
    """Return its buses."""
    seed = int(plans.number("seed"))
    roads = RoadMap(built.town.streets, plans)
    return lay_lines(roads, bay_nodes(plans), plans, stream(seed, "stops"))


@pytest.fixture(scope="session")
def names_of_boroughs() -> set[str]:
    """Return the names of England's local authorities, in small letters."""
    text = (Path(__file__).parent / "english_authorities.txt").read_text(encoding="utf-8")
    return {line.strip().lower() for line in text.splitlines() if line.strip()}
