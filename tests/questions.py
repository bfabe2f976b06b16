"""Questions by chance, asked of the search and of the oracle alike."""

import random
from collections.abc import Iterator

from tests import builders, oracle
from tests.builders import City, clock
from transit.model.fact import Stance
from transit.model.profile import Profile
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.router import Asked, Router

HOURS = ("8:00", "8:20", "8:40", "9:10", "9:40", "23:40", "0:50", "24:30")
WINDOWS_S = (600, 3600, 7200)


def router_for(city: City, profile: Profile) -> Router:
    """Return a router for a profile in a city."""
    return Router(city.area, profile, read_rules(), read_parameters())


def world_for(router: Router, stance: Stance) -> oracle.World:
    """Return what the oracle needs to answer like a router."""
    day = router.day(builders.DATE).day
    return oracle.World(router.area, day, router.profile, stance, router.rules, router.parameters)


def question_for(router: Router, asked: Asked) -> oracle.Question:
    """Return a router's question for the oracle."""
    longest = int(router.parameters.number("longest_journey_s"))
    return oracle.Question(
        asked.origin,
        asked.destination,
        asked.asked_s,
        asked.window_s,
        asked.arrive_by,
        longest,
    )


def random_questions(seed: int, city: City) -> Iterator[tuple[Router, Asked]]:
    """Yield a question each way for every profile of a city."""
    chance = random.Random(seed)
    for profile in city.profiles:
        router = router_for(city, profile)
        for arrive_by in (False, True):
            origin, destination = chance.sample(list(city.links), 2)
            yield (
                router,
                Asked(
                    origin,
                    destination,
                    router.day(builders.DATE),
                    clock(chance.choice(HOURS)),
                    chance.choice(WINDOWS_S),
                    arrive_by,
                ),
            )
