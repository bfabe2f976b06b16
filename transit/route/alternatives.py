"""An answer: journeys of both stances, useful alternatives to the best, or why there is none."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from transit.model.fact import Stance
from transit.model.streets import EdgeKind
from transit.network.link import Link
from transit.route.found import Found
from transit.route.query import Answer, Avoid, Option, Query, Reason
from transit.route.reasons import find_reasons, unlinked
from transit.route.router import Asked, Ends, Router

Shape = tuple[object, ...]
"""What makes two journeys the same to whoever makes them, whatever the hour."""


def find_journeys(router: Router, query: Query) -> Answer:
    """Answer a question in both stances.

    Confirmed journeys come before those that need a route check, and each group by burden. The
    journeys that no other beats come first into the answer, those of a shape that is not there
    yet before those that differ only in the hour; then, where there is room, alternatives to the
    best.

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
    """
    places = router.find_link(query.origin), router.find_link(query.destination)
    origin, destination = (place if isinstance(place, Link) else None for place in places)
    if origin is None or destination is None:
        return Answer(query, None, origin, destination, (), unlinked(*places))
    asked = router.asked(query, origin, destination)
    options = list(_both_stances(router, asked, query))
    reasons: tuple[Reason, ...] = ()
    if not any(option.stance is Stance.CAUTIOUS for option in options):
        reasons = find_reasons(router, asked, query.avoid, bool(options))
    chosen = _choose(router, asked, options, query.max_journeys)
    if chosen and len(chosen) < query.max_journeys:
        chosen += _alternatives(router, asked, query, chosen)
    ordered = sorted(chosen, key=_order)
    return Answer(query, asked.day.day, origin, destination, tuple(ordered), reasons)


def _order(option: Option) -> tuple[object, ...]:
    found = option.found
    hopeful, beside = option.stance is Stance.HOPEFUL, option.alternative != ""
    return hopeful, found.burden_s, beside, found.depart_s, found.arrive_s


def _both_stances(router: Router, asked: Asked, query: Query) -> Iterator[Option]:
    """Yield confirmed journeys, then those that are worth a route check beside them."""
    hopeful = router.search(asked, Stance.HOPEFUL, query.avoid)
    # What the hopeful search does not find the cautious one does not find either.
    confirmed = router.search(asked, Stance.CAUTIOUS, query.avoid) if hopeful else ()
    for found in confirmed:
        yield Option(found, Stance.CAUTIOUS)
    gain = router.parameters.number("alternative_gain_s")
    for found in hopeful:
        if not any(_makes_needless(sure, found, asked.arrive_by, gain) for sure in confirmed):
            yield Option(found, Stance.HOPEFUL)


def _makes_needless(sure: Found, found: Found, arrive_by: bool, gain_s: float) -> bool:
    """Return whether a confirmed journey leaves no reason to check the route of another."""
    if sure.rides == found.rides and sure.burden_s - found.burden_s <= gain_s:
        return True
    ahead = sure.depart_s - found.depart_s if arrive_by else found.arrive_s - sure.arrive_s
    return ahead >= 0 and sure.changes <= found.changes and sure.burden_s <= found.burden_s


def shape_of(router: Router, asked: Asked, found: Found) -> Shape:
    """Return what makes a journey the same as another: routes, stops and roads crossed.

    Parameters
    ----------
    router
        Area and profile.
    asked
        The question.
    found
        The journey.

    Returns
    -------
    tuple
        Equal for journeys that differ only in the hour.
    """
    timetable = router.area.timetable
    day = asked.day.day
    routes = timetable.trips["route"]
    rides = []
    for ride in found.rides:
        first = int(day.arrays.pattern_first_stop[ride.pattern])
        row = int(timetable.trip_row[day.trip_index[ride.trip]])
        stops = (
            day.arrays.pattern_stop[first + ride.board],
            day.arrays.pattern_stop[first + ride.alight],
        )
        rides.append((routes[row], int(stops[0]), int(stops[1])))
    return (*rides, *([] if rides else [tuple(crossings_of(router, found))]))


def crossings_of(router: Router, found: Found) -> list[int]:
    """Return the crossing edges on the walks of a journey, in order.

    Parameters
    ----------
    router
        Area and profile.
    found
        The journey.

    Returns
    -------
    list of int
        Edges.
    """
    walk = router.area.walk
    edges = [int(walk.arcs.arc_edge[arc]) for leg in found.walks for arc in leg.arcs]
    return [edge for edge in edges if walk.edge_kind[edge] == EdgeKind.CROSSING]


def _choose(router: Router, asked: Asked, options: list[Option], most: int) -> list[Option]:
    """Choose so many, the easiest and the fastest first, new shapes before known ones."""
    ranked = sorted(options, key=_order)
    fastest = sorted(
        ranked,
        key=lambda option: (
            option.stance is Stance.HOPEFUL,
            -option.found.depart_s if asked.arrive_by else option.found.arrive_s,
        ),
    )
    queue = ranked[:1] + fastest[:1] + ranked
    seen: set[tuple[Stance, Shape]] = set()
    fresh: list[Option] = []
    more: list[Option] = []
    for option in queue:
        if option in fresh or option in more:
            continue
        key = option.stance, shape_of(router, asked, option.found)
        (more if key in seen else fresh).append(option)
        seen.add(key)
    return (fresh + more)[:most]


def _alternatives(router: Router, asked: Asked, query: Query, chosen: list[Option]) -> list[Option]:
    """Return journeys that do without something of the best one, and differ from all others."""
    best = min(chosen, key=_order)
    shapes = {shape_of(router, asked, option.found) for option in chosen}
    ground = router.ground(best.stance)
    shared = router.walks(asked, ground.without(query.avoid.edges))
    made: list[Option] = []
    for name, ends, other, avoid in _variations(router, asked, query, best.found, shared):
        if len(chosen) + len(made) == query.max_journeys:
            break
        for found in router.run(ends, other, avoid):
            shape: Shape = shape_of(router, asked, found)
            if name == "earlier":
                shape = (found.depart_s, *shape)
            if shape not in shapes and _worth_while(router, best.found, found):
                shapes.add(shape)
                made.append(Option(found, best.stance, name))
                break
    return made


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
    """Return the crossing that costs most, None where none costs more than the walk over it."""
    edges = crossings_of(router, best)
    if not edges:
        return None
    streets = shared.ground.streets
    arcs = streets.arcs_of_edge[edges, 0]
    walked = streets.costs.time_ms[arcs] * router.profile.weights.walk
    extra = streets.costs.burden_ms[arcs] - walked
    hardest = int(np.argmax(extra))
    return edges[hardest] if extra[hardest] > 0 else None
