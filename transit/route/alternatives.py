"""An answer: journeys of both stances, useful alternatives to the best, or why there is none."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from transit.errors import InputError
from transit.model.clock import is_skipped, skipped_words
from transit.model.fact import Stance
from transit.network.link import Link
from transit.route.alike import (
    Likeness,
    Ranking,
    Shape,
    crossings_of,
    shape_of,
    without_likes,
)
from transit.route.costs import MS
from transit.route.found import Found
from transit.route.query import Answer, Avoid, Option, Query, Reason
from transit.route.reasons import find_reasons, unlinked
from transit.route.router import Asked, Ends, Router


def find_journeys(router: Router, query: Query) -> Answer:
    """Answer a question in both stances.

    Confirmed journeys come before those that need a route check, and each group by burden, in
    which the time wasted before or after the moment asked for counts too. The journeys that no
    other beats come first into the answer, one of each shape before those that differ only in the
    hour, and never two that nobody would tell apart; then, where there is room, alternatives to
    the best. All that no other beats, variants included, are had from
    :meth:`~transit.route.router.Router.search`.

    Parameters
    ----------
    router
        Area and profile.
    query
        The question.

    Returns
    -------
    Answer
        With reasons where nothing, or nothing confirmed, was found.

    Raises
    ------
    InputError
        The moment asked for does not exist: the clock goes forward past it.
    """
    if is_skipped(query.moment, router.area.timetable.zone):
        raise InputError(skipped_words(query.moment))
    places = router.find_link(query.origin), router.find_link(query.destination)
    origin, destination = (place if isinstance(place, Link) else None for place in places)
    if origin is None or destination is None:
        return Answer(query, None, origin, destination, (), unlinked(*places))
    asked = router.asked(query, origin, destination)
    options = list(_both_stances(router, asked, query))
    reasons: tuple[Reason, ...] = ()
    if not any(option.stance is Stance.CAUTIOUS for option in options):
        reasons = find_reasons(router, asked, query.avoid, bool(options))
    options = without_likes(router.area, asked.day.day, options, _likeness(router))
    ranking = Ranking(asked.asked_s, asked.arrive_by, router.parameters.number("idle_weight"))
    chosen = _choose(router, asked, options, query.max_journeys, ranking)
    if chosen and len(chosen) < query.max_journeys:
        chosen += _alternatives(router, asked, query, chosen, ranking)
    ordered = sorted(chosen, key=ranking.key)
    return Answer(query, asked.day.day, origin, destination, tuple(ordered), reasons)


def _likeness(router: Router) -> Likeness:
    number = router.parameters.number
    return Likeness(number("alike_within_s"), number("alternative_gain_s"))


def _both_stances(router: Router, asked: Asked, query: Query) -> Iterator[Option]:
    """Yield confirmed journeys, then those that are worth a route check beside them."""
    hopeful = router.search(asked, Stance.HOPEFUL, query.avoid)
    # What the hopeful search does not find the cautious one does not find either.
    confirmed = router.search(asked, Stance.CAUTIOUS, query.avoid) if hopeful else ()
    for found in confirmed:
        yield Option(found, Stance.CAUTIOUS)
    for found in hopeful:
        if not any(_makes_needless(sure, found, asked.arrive_by) for sure in confirmed):
            yield Option(found, Stance.HOPEFUL)


def _makes_needless(sure: Found, found: Found, arrive_by: bool) -> bool:
    """Return whether a confirmed journey leaves no reason to check the route of another."""
    ahead = sure.depart_s - found.depart_s if arrive_by else found.arrive_s - sure.arrive_s
    return ahead >= 0 and sure.changes <= found.changes and sure.burden_s <= found.burden_s


def _choose(
    router: Router, asked: Asked, options: list[Option], most: int, ranking: Ranking
) -> list[Option]:
    """Choose so many, the easiest and the fastest first, new shapes before known ones."""
    ranked = sorted(options, key=ranking.key)
    fastest = sorted(
        ranked,
        key=lambda option: (
            option.stance is Stance.HOPEFUL,
            -option.found.depart_s if asked.arrive_by else option.found.arrive_s,
        ),
    )
    queue = ranked[:1] + fastest[:1] + ranked
    seen: set[Shape] = set()
    fresh: list[Option] = []
    more: list[Option] = []
    for option in queue:
        if option in fresh or option in more:
            continue
        shape = shape_of(router.area, asked.day.day, option.found)
        (more if shape in seen else fresh).append(option)
        seen.add(shape)
    return (fresh + more)[:most]


def _alternatives(
    router: Router, asked: Asked, query: Query, chosen: list[Option], ranking: Ranking
) -> list[Option]:
    """Return journeys that do without something of the best one, and differ from all others."""
    best = min(chosen, key=ranking.key)
    known = _Known(router, asked, best.found)
    for option in chosen:
        known.add(option.found)
    ground = router.ground(best.stance)
    shared = router.walks(asked, ground.without(query.avoid.edges))
    made: list[Option] = []
    for name, ends, other, avoid in _variations(router, asked, query, best.found, shared):
        if len(chosen) + len(made) == query.max_journeys:
            break
        for found in router.run(ends, other, avoid):
            if known.is_new(name, found) and _worth_while(router, best.found, found):
                known.add(found)
                made.append(Option(found, best.stance, name))
                break
    return made


class _Known:
    """The journeys already in an answer, so that an alternative differs from each of them."""

    def __init__(self, router: Router, asked: Asked, best: Found) -> None:
        self._area, self._day = router.area, asked.day.day
        self._best = shape_of(self._area, self._day, best)
        self._shapes: set[Shape] = set()
        self._hours: set[tuple[int, Shape]] = set()
        self._roads: set[tuple[Shape, tuple[int, ...]]] = set()

    def add(self, found: Found) -> None:
        shape = shape_of(self._area, self._day, found)
        self._shapes.add(shape)
        self._hours.add((found.depart_s, shape))
        self._roads.add((shape, tuple(crossings_of(self._area, found))))

    def is_new(self, name: str, found: Found) -> bool:
        shape = shape_of(self._area, self._day, found)
        if name == "earlier":
            return (found.depart_s, shape) not in self._hours
        if name == "other_crossing" and shape == self._best:
            return (shape, tuple(crossings_of(self._area, found))) not in self._roads
        return shape not in self._shapes


def _worth_while(router: Router, best: Found, found: Found) -> bool:
    longer = (found.arrive_s - found.depart_s) - (best.arrive_s - best.depart_s)
    share = router.parameters.number("alternative_burden_share")
    return (
        longer <= router.parameters.number("alternative_longer_s")
        and found.burden_s <= (1 + share) * best.burden_s
    )


def _variations(
    router: Router, asked: Asked, query: Query, best: Found, shared: Ends
) -> Iterator[tuple[str, Ends, Asked, Avoid]]:
    """Yield what to search again, cheapest first."""
    avoid = query.avoid
    day, timetable = asked.day.day, router.area.timetable
    if best.rides:
        ride = best.rides[0]
        row = int(timetable.trip_row[day.trip_index[ride.trip]])
        route = frozenset({int(timetable.trips["route"][row])})
        yield "other_route", shared, asked, replace(avoid, routes=avoid.routes | route)
        stop = frozenset({best.walks[0].to_stop})
        stops = avoid.boarding_stops | stop
        yield "other_stop", shared, asked, replace(avoid, boarding_stops=stops)
        if asked.arrive_by:
            gone = asked.asked_s - (best.arrive_s - 1)
            if gone < asked.window_s:
                sooner = replace(asked, asked_s=best.arrive_s - 1, window_s=asked.window_s - gone)
                yield "earlier", shared, sooner, avoid
    hardest = _hardest_crossing(router, best, shared)
    if hardest is not None:
        closed = avoid.edges | {hardest}
        again = router.walks(asked, router.ground(shared.ground.stance).without(closed))
        yield "other_crossing", again, asked, replace(avoid, edges=closed)


def _hardest_crossing(router: Router, best: Found, shared: Ends) -> int | None:
    """Return the crossing that costs most, None where none costs enough to go another way."""
    edges = crossings_of(router.area, best)
    if not edges:
        return None
    streets = shared.ground.streets
    arcs = streets.arcs_of_edge[edges, 0]
    walked = streets.costs.time_ms[arcs] * router.profile.weights.walk
    extra = streets.costs.burden_ms[arcs] - walked
    hardest = int(np.argmax(extra))
    least = router.parameters.number("avoidable_crossing_s") * MS
    return edges[hardest] if extra[hardest] > least else None
