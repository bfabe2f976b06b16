"""Questions by chance, asked of the search and of the oracle alike."""

import random
from collections.abc import Iterable, Iterator

from tests import builders, oracle
from tests.builders import City, clock
from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.model.profile import Profile
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.days import ReadyDay
from transit.route.found import Found
from transit.route.router import Asked, Router

HOURS = ("0:05", "0:50", "8:00", "8:20", "8:40", "9:10", "9:40", "23:30", "23:55")
WINDOWS_S = (600, 3600, 7200)
LONGEST_S = int(read_parameters().number("longest_journey_s"))


def router_for(city: City, profile: Profile) -> Router:
    """Return a router for a profile in a city."""
    return Router(city.area, profile, read_rules(), read_parameters())


def day_for(router: Router) -> ReadyDay:
    """Return the day of the questions, which holds all that the widest window reaches."""
    return router.day(builders.DATE, max(WINDOWS_S) + LONGEST_S)


def world_for(router: Router, stance: Stance) -> oracle.World:
    """Return what the oracle needs to answer like a router."""
    day = day_for(router).day
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
    """Yield a question each way for every profile of a city; most are along its lines."""
    chance = random.Random(seed)
    for profile in city.profiles:
        router = router_for(city, profile)
        for arrive_by in (False, True):
            window_s = chance.choice(WINDOWS_S)
            if chance.random() < 0.75:
                start, end, moment = _along_lines(chance, city, arrive_by, window_s)
            else:
                start, end = chance.sample(range(len(city.links)), 2)
                moment = clock(chance.choice(HOURS))
            places = city.links[start], city.links[end]
            yield router, Asked(*places, day_for(router), moment, window_s, arrive_by)


def _along_lines(
    chance: random.Random, city: City, arrive_by: bool, window_s: int
) -> tuple[int, int, int]:
    """Return the links at a stop and at one further on, of the same line or after a change.

    And a moment such that a bus of the first line, or the last, lies within the window: on the
    date, whichever date the bus belongs to.
    """
    first = chance.choice(city.lines)
    start = chance.randrange(len(first.stops) - 1)
    end = chance.randrange(start + 1, len(first.stops))
    trip = chance.choice(first.trips)
    leave, arrive, stop = trip[start][1], trip[end][0], first.stops[end]
    for line in chance.sample(list(city.lines), len(city.lines)):
        at = line.stops.index(stop) if stop in line.stops[:-1] else -1
        later = [trip for trip in line.trips if 600 <= trip[at][1] - arrive <= 3600]
        if at >= 0 and later and line is not first:
            end = chance.randrange(at + 1, len(line.stops))
            arrive, stop = chance.choice(later)[end][0], line.stops[end]
            break
    if stop == first.stops[start]:
        return _along_lines(chance, city, arrive_by, window_s)
    within = chance.randint(0, window_s)
    moment = arrive + within if arrive_by else leave - within
    return first.stops[start], stop, moment % DAY_S


def judged(found: Iterable[Found], asked: Asked) -> list[oracle.Point]:
    """Return what found journeys are judged by."""
    return oracle.points_of(found, asked.arrive_by)


def no_worse(new: Iterable[oracle.Point], old: Iterable[oracle.Point]) -> bool:
    """Return whether everything old is matched or beaten by something new."""
    made = list(new)
    return all(
        any(all(a <= b for a, b in zip(one, other, strict=True)) for one in made) for other in old
    )
