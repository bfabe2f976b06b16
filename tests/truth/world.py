"""What plans are held to, and what is held to it."""

from dataclasses import dataclass
from typing import Any

from tests.truth.feed import Feed
from tests.truth.things import Thing
from transit.model.plan import PlanStep
from transit.network.link import Link
from transit.route.found import Found


@dataclass(frozen=True)
class World:
    """What plans are held to."""

    area: Any
    feed: Feed
    things: dict[str, Thing]


@dataclass(frozen=True)
class Made:
    """A plan's way with the bare journey that it is about."""

    steps: tuple[PlanStep, ...]
    found: Found
    day: Any
    origin: Link | None
    destination: Link | None
    ridden: tuple[bool, ...]
    """Of each leg: whether it is a ride."""
