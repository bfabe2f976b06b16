"""Journeys found the slow way, from the facts, in plain Python over networkx.

Nothing is shared with the search but the records it reads: costs are worked out edge by edge,
walks by label-setting with full bags, rides by trying every trip at every boarding and every stop
to get off at. Nothing is dropped but what another state of the same stop, number of rides and time
beats in everything else. There is no mirror: arriving by a time tries all that arrive by it.
"""

import datetime as dt
import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, isnan
from operator import itemgetter
from typing import Any

import networkx as nx

from transit.model.fact import Stance, State
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, EdgeKind, RoadClass
from transit.network.area import Area
from transit.network.link import Link
from transit.network.timetable import DayTimetable
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules
from transit.route.found import Found, Ride, Walk

_CAUTION = (Stance.CAUTIOUS,)
"""Hope never takes a crossing away that caution allows."""

DAY_S = 24 * 3600

Cost = tuple[int, int, int]
"""Burden, time, length: ms, ms, mm on an edge; s, s, m once a walk is rounded up."""

Point = tuple[int, int, int]
"""What a journey is judged by: time (negative departure when arriving by), changes, burden s."""

Rank = tuple[int, int, int]
"""What decides between journeys judged equal: rides, burden ms, metres walked."""


def believed(fact: int, stance: Stance) -> bool:
    """Return whether a stance takes a fact for yes."""
    state = State(fact & 3)
    return state is State.YES or (state is State.UNKNOWN and stance is Stance.HOPEFUL)


@dataclass(frozen=True)
class World:
    """What everything depends on."""

    area: Area
    day: DayTimetable
    profile: Profile
    stance: Stance
    rules: Rules
    parameters: Parameters
    liked: frozenset[int] = frozenset()
    """Routes beside which every other counts for more."""
    change_at: frozenset[int] = frozenset()
    """Stops beside which changing counts for more."""
    others_s: int = 0
    """By how much, perceived seconds."""

    def ride_more(self, route: int) -> int:
        """Return what boarding a bus of a route counts more, perceived ms."""
        return 1000 * self.others_s if self.liked and route not in self.liked else 0

    def change_more(self, stop: int, other: int) -> int:
        """Return what changing from stop to stop counts more, perceived ms."""
        elsewhere = self.change_at and not {stop, other} & self.change_at
        return 1000 * self.others_s if elsewhere else 0

    def edge_cost(self, edge: int, forward: bool) -> Cost | None:
        """Return what an edge costs, None where it cannot be used."""
        walk, profile = self.area.walk, self.profile
        kind = EdgeKind(int(walk.edge_kind[edge]))
        if not self._usable(walk, edge, kind):
            return None
        length = int(walk.edge_length_mm[edge])
        walked = ceil(length / profile.speed_m_s)
        waited, extra = 0, 0
        if kind is EdgeKind.INDOOR and length == 0:
            waited = round(1000 * self.parameters.number("lift_wait_s"))
        if kind is EdgeKind.CROSSING:
            mapped = CrossingKind(int(walk.edge_crossing[edge]))
            if mapped in (CrossingKind.SIGNALS, CrossingKind.SIGNALS_AT_JUNCTION):
                waited = round(1000 * self.parameters.number("signal_wait_s"))
            read = self.rules.crossings.read_as(mapped, self.stance)
            if read not in (CrossingKind.SIGNALS, CrossingKind.ZEBRA):
                extra = 1000 * profile.weights.crossing_s[int(walk.edge_traffic[edge])]  # type: ignore[index]
        if kind is EdgeKind.INDOOR and length == 0:
            waited = round(1000 * self.parameters.number("lift_wait_s"))
        incline = float(walk.edge_incline_pct[edge])
        up = 0.0 if isnan(incline) else max(0.0, incline if forward else -incline)
        weights = profile.weights
        steeper = 1 + weights.upward_slope * up
        fixed = waited * weights.wait_no_seat + extra
        return ceil(walked * weights.walk * steeper + fixed), walked + waited, length

    def _usable(self, walk: WalkNetwork, edge: int, kind: EdgeKind) -> bool:
        profile, stance = self.profile, self.stance
        if kind is EdgeKind.JOIN:
            return True
        if not believed(int(walk.fact_access[edge]), stance):
            return False
        if profile.most_steps is not None:
            count = int(walk.edge_steps[edge])
            flight = kind is EdgeKind.STEPS
            unsure = flight and (profile.most_steps == 0 or stance is Stance.CAUTIOUS)
            ramp = flight and State(int(walk.fact_ramp[edge]) & 3) is State.YES
            if not ramp and (count > profile.most_steps or (count < 0 and unsure)):
                return False
        on_ground = kind in (
            EdgeKind.PAVEMENT,
            EdgeKind.PATH,
            EdgeKind.ROADWAY,
            EdgeKind.PLATFORM,
        )
        if on_ground and profile.steepest_pct is not None:
            incline = abs(float(walk.edge_incline_pct[edge]))
            if isnan(incline) and stance is Stance.CAUTIOUS:
                return False
            if incline > profile.steepest_pct:
                return False
        firm = believed(int(walk.fact_surface[edge]), stance)
        if on_ground and profile.needs_firm_surface and not firm:
            return False
        if profile.narrowest_mm is not None:
            width = int(walk.edge_width_mm[edge])
            if 0 <= width < profile.narrowest_mm:
                return False
            on_foot = kind in (EdgeKind.PAVEMENT, EdgeKind.PATH)
            if width < 0 and stance is Stance.CAUTIOUS and on_foot:
                return False
        if profile.needs_pavement and kind in (EdgeKind.PAVEMENT, EdgeKind.ROADWAY):
            shared = self.parameters["shared_surface_roads"].value
            named = RoadClass(int(walk.edge_road[edge])).name
            mine = [road.name for road in profile.walks_on]
            if named not in (*shared, *mine) and not believed(  # type: ignore[misc]
                int(walk.fact_pavement[edge]), stance
            ):
                return False
        if not profile.walks_unlit:
            inside = kind is EdgeKind.INDOOR
            if not believed(int(walk.fact_lit[edge]), Stance.HOPEFUL if inside else stance):
                return False
        if kind is EdgeKind.CROSSING:
            if profile.needs_dropped_kerbs and not believed(int(walk.fact_kerb[edge]), stance):
                return False
            mapped = CrossingKind(int(walk.edge_crossing[edge]))
            readings = [self.rules.crossings.read_as(mapped, one) for one in (stance, *_CAUTION)]
            if not any(
                read in profile.crossings
                and int(walk.edge_traffic[edge]) <= profile.crossings[read]
                for read in readings
            ):
                return False
        return True

    def graph(self, closed: frozenset[int] = frozenset()) -> "nx.MultiDiGraph[int]":
        """Return the streets that can be used."""
        walk = self.area.walk
        made: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        made.add_nodes_from(range(walk.corner_lat.size))
        for edge in range(walk.edge_u.size):
            if edge in closed:
                continue
            u, v = int(walk.edge_u[edge]), int(walk.edge_v[edge])
            there, back = self.edge_cost(edge, True), self.edge_cost(edge, False)
            if there is not None:
                made.add_edge(u, v, cost=there, edge=edge)
            if back is not None:
                made.add_edge(v, u, cost=back, edge=edge)
        return made

    def seat_at(self, corner: int) -> bool:
        """Return whether one can sit down at a corner."""
        return believed(int(self.area.walk.corner_seat[corner]), self.stance)

    def wait_weight(self, stop: int) -> int:
        """Return what a second waited at a stop costs, thousandths."""
        weights = self.profile.weights
        seat = believed(int(self.area.stops.seat[stop]), self.stance)
        return round(1000 * (weights.wait if seat else weights.wait_no_seat))

    def stop_ok(self, stop: int) -> bool:
        """Return whether a stop can be used."""
        fact = int(self.area.timetable.stops["wheelchair"][stop])
        return not self.profile.chair or believed(fact, self.stance)

    def code_ok(self, code: int) -> bool:
        """Return whether a pick-up or drop-off code lets one board or get off."""
        if code in (2, 3) and not self.profile.riding.asks_driver:
            return False
        return code in (0, 3) or (code == 2 and self.stance is Stance.HOPEFUL)

    def rides_at_all(self) -> bool:
        """Return whether any bus can be boarded: none is known to announce its stops."""
        riding = self.profile.riding
        told = riding.gets_off_unannounced or self.stance is Stance.HOPEFUL
        return riding.buses and told

    def shows(self, seconds: int, hours: tuple[int, int]) -> bool:
        """Return whether the clock shows some hours, of this day or of the one before."""
        date, zone = self.day.date, self.area.timetable.zone
        noon = dt.datetime(date.year, date.month, date.day, 12, tzinfo=zone)
        instant = noon.astimezone(dt.UTC) + dt.timedelta(seconds=seconds - DAY_S // 2)
        now = instant.astimezone(zone)
        clock = 3600 * now.hour + 60 * now.minute + now.second
        return any(hours[0] <= clock + later < hours[1] for later in (0, DAY_S))

    def may_ride(self, depart: int, arrive: int) -> bool:
        """Return whether hours and the longest ride allow a ride; times are whole minutes."""
        riding = self.profile.riding
        if riding.board_within is not None and not self.shows(depart, riding.board_within):
            return False
        if riding.longest_ride_s is not None and arrive - depart > riding.longest_ride_s:
            return False
        if not riding.not_within:
            return True
        aboard = range(depart, max(arrive, depart + 1), 60)
        return not any(self.shows(now, band) for band in riding.not_within for now in aboard)

    def stands_alone(self, leaving: list[tuple[int, int]], route: int, since: int, to: int) -> bool:
        """Return whether no other route leaves a stop while somebody stands there."""
        if self.profile.riding.boards_where_several_call:
            return True
        return all(other == route for time, other in leaving if since <= time <= to)

    def changes_to(self, stop: int) -> bool:
        """Return whether one may change to a stop: who cannot tell buses apart to few."""
        if self.profile.riding.boards_where_several_call:
            return True
        whole = self.area.timetable
        routes = set()
        for pattern in range(len(whole.pattern_wheelchair)):
            first, end = (int(at) for at in whole.pattern_first_stop[pattern : pattern + 2])
            if any(
                whole.pattern_stop[v] == stop and whole.pattern_board[v] != 1
                for v in range(first, end)
            ):
                first_trip, last = (
                    int(at) for at in whole.pattern_first_trip[pattern : pattern + 2]
                )
                rows = whole.trip_row[first_trip:last].tolist()
                routes |= {int(whole.trips["route"][row]) for row in rows}
        return len(routes) < 2


State4 = tuple[int, int, int, int]
"""Burden, time, length, length since the last seat."""


def walk_bags(
    world: World,
    graph: "nx.MultiDiGraph[int]",
    starts: Iterable[tuple[int, Cost]],
    longest_m: int,
) -> dict[int, list[State4]]:
    """Return at each corner every state that no other beats."""
    rest = world.profile.rest_every_m

    def state(burden: int, time: int, length: int, since: int, corner: int) -> State4 | None:
        if length > 1000 * longest_m or (rest is not None and since > 1000 * rest):
            return None
        if rest is None or world.seat_at(corner):
            since = 0
        return burden, time, length, since

    bags: dict[int, list[State4]] = defaultdict(list)
    queue: list[tuple[State4, int]] = []
    for corner, (burden, time, length) in starts:
        begun = state(burden, time, length, length, corner)
        if begun is not None:
            heapq.heappush(queue, (begun, corner))
    while queue:
        now, corner = heapq.heappop(queue)
        if any(beats(had, now) for had in bags[corner]):
            continue
        bags[corner].append(now)
        for other, edges in graph.adj[corner].items():
            for data in edges.values():
                burden, time, length = data["cost"]
                new = state(now[0] + burden, now[1] + time, now[2] + length, now[3] + length, other)
                if new is not None:
                    heapq.heappush(queue, (new, other))
    return bags


def beats(one: State4, other: State4) -> bool:
    """Return whether a state is as good as another in everything."""
    return one[0] <= other[0] and one[1] <= other[1] and one[2] <= other[2] and one[3] <= other[3]


def rounded(states: Iterable[State4]) -> list[Cost]:
    """Return burden s, time s and length m, rounded up, of states that no other beats."""
    found = {tuple(-(-value // 1000) for value in one[:3]) for one in states}
    return [
        one  # type: ignore[misc]
        for one in sorted(found)
        if not any(
            other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in found
        )
    ]


def entries(world: World, link: Link, outward: bool) -> list[tuple[int, Cost]]:
    """Return the corners that a place leads to, or is reached from, at what cost."""
    made = []
    for at in range(len(link.entry_corner)):
        forward = bool(link.entry_forward[at]) if outward else not link.entry_forward[at]
        cost = world.edge_cost(int(link.entry_edge[at]), forward)
        crossing = int(link.entry_crosses[at])
        across = (0, 0, 0) if crossing < 0 else world.edge_cost(crossing, True)
        if cost is None or across is None:
            continue
        share = float(link.entry_share[at])
        gap = gap_cost(world, link)
        total = tuple(ceil(share * cost[i]) + across[i] + gap[i] for i in range(3))
        made.append((int(link.entry_corner[at]), total))
    return made  # type: ignore[return-value]


def gap_cost(world: World, link: Link) -> Cost:
    """Return what the way between a place and the street costs."""
    length = ceil(1000 * link.gap_m)
    time = ceil(length / world.profile.speed_m_s)
    return ceil(time * world.profile.weights.walk), time, length


@dataclass(frozen=True)
class Walks:
    """All walks of a question: burden s, time s, length m."""

    access: dict[int, list[Cost]]
    egress: dict[int, list[Cost]]
    between: dict[int, dict[int, list[Cost]]]
    direct: list[Cost]


def walks_between(world: World, graph: "nx.MultiDiGraph[int]") -> dict[int, dict[int, list[Cost]]]:
    """Return the walks from each stop to the others."""
    stops = standing(world)
    riding = world.profile.riding
    if not riding.changes_stop:
        return {stop: {} for stop, _ in stops}
    if not riding.changes_across:
        kinds = world.area.walk.edge_kind
        graph = graph.copy()
        roads = [
            (u, v, key)
            for u, v, key, edge in graph.edges(keys=True, data="edge")
            if kinds[edge] == EdgeKind.CROSSING
        ]
        graph.remove_edges_from(roads)
    between = {}
    for stop, corner in stops:
        near = walk_bags(world, graph, [(corner, (0, 0, 0))], world.profile.longest_change_walk_m)
        between[stop] = {
            other: rounded(near[at]) for other, at in stops if other != stop and near.get(at)
        }
    return between


def standing(world: World) -> list[tuple[int, int]]:
    """Return the stops that stand beside a street, each with its corner."""
    corners = world.area.stops.corner
    return [(stop, int(corner)) for stop, corner in enumerate(corners) if corner >= 0]


def all_walks(
    world: World,
    graph: "nx.MultiDiGraph[int]",
    origin: Link,
    destination: Link,
    between: dict[int, dict[int, list[Cost]]] | None = None,
    bags_from: Callable[[int], dict[int, list[State4]]] | None = None,
) -> Walks:
    """Return the walks from the origin, to the destination, between stops and all the way.

    ``between`` and ``bags_from`` (what :func:`walk_bags` finds from a corner within the longest
    walk) may be given where many questions share them.
    """
    profile = world.profile
    stops = standing(world)
    bags = walk_bags(world, graph, entries(world, origin, True), profile.longest_walk_m)
    access = {stop: rounded(bags[corner]) for stop, corner in stops}
    last = entries(world, destination, False)

    def finish(found: dict[int, list[State4]]) -> list[State4]:
        made = []
        for corner, cost in last:
            for state in found.get(corner, []):
                burden, time, length = (state[i] + cost[i] for i in range(3))
                since = state[3] + cost[2]
                if length <= 1000 * profile.longest_walk_m and (
                    profile.rest_every_m is None or since <= 1000 * profile.rest_every_m
                ):
                    made.append((burden, time, length, 0))
        return made

    egress = {}
    for stop, corner in stops:
        if bags_from is None:
            near = walk_bags(world, graph, [(corner, (0, 0, 0))], profile.longest_walk_m)
        else:
            near = bags_from(corner)
        egress[stop] = rounded(finish(near))
    if between is None:
        between = walks_between(world, graph)
    direct = rounded(finish(bags) + same_edge(world, origin, destination))
    return Walks(access, egress, between, direct)


def same_edge(world: World, origin: Link, destination: Link) -> list[State4]:
    """Return walks along an edge that both places join."""
    made: list[State4] = []
    for edge, here, crossed in positions(origin):
        for other, there, crossing in positions(destination):
            if other != edge:
                continue
            cost = world.edge_cost(edge, there >= here)
            extra = [(0, 0, 0) if c < 0 else world.edge_cost(c, True) for c in (crossed, crossing)]
            if cost is None or None in extra:
                continue
            parts = [tuple(ceil(abs(there - here) * c) for c in cost), *extra]
            parts += [gap_cost(world, origin), gap_cost(world, destination)]
            burden, time, length = (sum(part[i] for part in parts) for i in range(3))  # type: ignore[index, misc]
            rest = world.profile.rest_every_m
            if length <= 1000 * world.profile.longest_walk_m and (
                rest is None or length <= 1000 * rest
            ):
                made.append((burden, time, length, 0))
    return made


def positions(link: Link) -> list[tuple[int, float, int]]:
    """Return the edges that a place joins: edge, share of it from u, crossing made at the door."""
    made = []
    for at in range(len(link.entry_edge)):
        if not link.entry_forward[at]:
            made.append(
                (int(link.entry_edge[at]), float(link.entry_share[at]), int(link.entry_crosses[at]))
            )
    return made


@dataclass(frozen=True)
class Question:
    """From where to where, and when; seconds of the service day, margin taken off."""

    origin: Link
    destination: Link
    asked_s: int
    window_s: int
    arrive_by: bool
    longest_s: int


BESIDE_S = 6 * 3600
"""Trips are looked at so long before and after a date: longer than any question here reaches."""


def starts_of(world: World) -> dict[int, int]:
    """Return when the dates around the day start, seconds from its own start, by day of service."""
    whole = world.area.timetable

    def noon(days: int) -> dt.datetime:
        day = whole.first_date + dt.timedelta(days=days)
        return dt.datetime(day.year, day.month, day.day, 12, tzinfo=whole.zone).astimezone(dt.UTC)

    own = (world.day.date - whole.first_date).days
    near = range(max(own - 3, 0), min(own + 3, whole.active.shape[1]))
    return {day: round((noon(day) - noon(own)).total_seconds()) for day in near}


def trips_by_stop(world: World) -> dict[int, list[Any]]:
    """Return every boarding at each stop: departure, where one could get off when, and the route.

    From the whole timetable: every trip on every date on which its service runs, moved by what
    lies between that date's noon and the day's.
    """
    whole = world.area.timetable
    starts = starts_of(world)
    made: dict[int, list[Any]] = defaultdict(list)
    if not world.rides_at_all():
        return made
    for pattern in range(len(whole.pattern_wheelchair)):
        if world.profile.chair and not believed(
            int(whole.pattern_wheelchair[pattern]), world.stance
        ):
            continue
        first, end = (int(at) for at in whole.pattern_first_stop[pattern : pattern + 2])
        stops = [int(stop) for stop in whole.pattern_stop[first:end]]
        n = len(stops)
        board, alight = (
            [world.code_ok(int(codes[first + i])) and world.stop_ok(stops[i]) for i in range(n)]
            for codes in (whole.pattern_board, whole.pattern_alight)
        )
        event = int(whole.pattern_first_event[pattern])
        for trip in range(*(int(at) for at in whole.pattern_first_trip[pattern : pattern + 2])):
            arrival, departure = (
                [int(time) for time in times[event : event + n]]
                for times in (whole.arrival, whole.departure)
            )
            event += n
            for day, start in starts.items():
                if not whole.active[whole.trip_service[trip], day]:
                    continue
                if arrival[-1] + start < -BESIDE_S or departure[0] + start > DAY_S + BESIDE_S:
                    continue
                for i in range(n):
                    if board[i]:
                        leave = departure[i] + start
                        ahead = [
                            (stops[k], arrival[k] + start)
                            for k in range(i + 1, n)
                            if alight[k] and world.may_ride(leave, arrival[k] + start)
                        ]
                        made[stops[i]].append((leave, ahead, route_of(world, trip)))
    for rows in made.values():
        rows.sort(key=itemgetter(0))
    return made


def leaving_within(rows: list[Any], since: int, until: int) -> list[Any]:
    """Return the boardings from one moment to another, both included."""
    first = bisect_left(rows, since, key=itemgetter(0))
    return rows[first : bisect_right(rows, until, key=itemgetter(0))]


def route_of(world: World, trip: int) -> int:
    """Return the route of a trip."""
    whole = world.area.timetable
    return int(whole.trips["route"][int(whole.trip_row[trip])])


def leaving_by_stop(world: World) -> dict[int, list[tuple[int, int]]]:
    """Return when which route's buses leave each stop, whoever may board them."""
    whole = world.area.timetable
    made: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pattern in range(len(whole.pattern_wheelchair)):
        first, end = (int(at) for at in whole.pattern_first_stop[pattern : pattern + 2])
        first_trip, last_trip = (int(at) for at in whole.pattern_first_trip[pattern : pattern + 2])
        for trip in range(first_trip, last_trip):
            event = int(whole.pattern_first_event[pattern]) + (trip - first_trip) * (end - first)
            for day, start in starts_of(world).items():
                if not whole.active[whole.trip_service[trip], day]:
                    continue
                for at in range(end - first):
                    if whole.pattern_board[first + at] != 1:
                        leave = int(whole.departure[event + at]) + start
                        stop = int(whole.pattern_stop[first + at])
                        made[stop].append((leave, route_of(world, trip)))
    return made


def best_points(
    world: World, question: Question, walks: Walks, boardings: dict[int, list[Any]] | None = None
) -> dict[Point, Rank]:
    """Return what journeys there are, judged, that no other beats; and of equals the first."""
    boardings = trips_by_stop(world) if boardings is None else boardings
    profile = world.profile
    tells_apart = profile.riding.boards_where_several_call
    leaving = {} if tells_apart else leaving_by_stop(world)
    changed_to = {stop for stop in boardings if world.changes_to(stop)}
    weights = profile.weights
    ride_weight = round(1000 * weights.ride)
    asked, window = question.asked_s, question.window_s
    most = profile.longest_total_walk_m
    if question.arrive_by:
        leave = range(asked - window - question.longest_s, asked + 1)
        arrive = range(asked - window, asked + 1)
    else:
        leave = range(asked, asked + window + 1)
        arrive = range(asked, asked + window + question.longest_s + 1)
    ends: dict[Point, Rank] = {}

    def end(depart: int, arrived: int, rides: int, burden_ms: int, length: int) -> None:
        if depart in leave and arrived in arrive and (most is None or length <= most):
            time = -depart if question.arrive_by else arrived
            point = (time, max(rides - 1, 0), -(-burden_ms // 1000))
            rank = (rides, burden_ms, length)
            ends[point] = min(rank, ends.get(point, rank))

    for burden, time, length in walks.direct:
        begun = asked - time if question.arrive_by else asked
        end(begun, begun + time, 0, 1000 * burden, length)
    # (stop, time, departure or 0) -> (burden ms, length) of those that got off there
    off: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)

    def keep(bag: list[tuple[int, int]], burden: int, length: int) -> None:
        if most is not None and length > most:
            return
        if any(b <= burden and ln <= length for b, ln in bag):
            return
        bag[:] = [(b, ln) for b, ln in bag if not (burden <= b and length <= ln)]
        bag.append((burden, length))

    early = profile.at_stop_early_s
    for stop, options in walks.access.items():
        for burden, time, length in options:
            before = early + time
            rows = boardings.get(stop, [])
            for depart, ahead, route in leaving_within(rows, leave[0] + before, leave[-1] + before):
                begun = depart - before
                if not world.stands_alone(leaving.get(stop, []), route, depart - early, depart):
                    continue
                base = 1000 * burden + early * world.wait_weight(stop) + world.ride_more(route)
                for there, arrived in ahead:
                    if arrived <= arrive[-1]:
                        key = (there, arrived, begun if question.arrive_by else 0)
                        keep(off[key], base + ride_weight * (arrived - depart), length)
    for rides in range(1, profile.most_changes + 2):
        following: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)
        for (stop, now, begun), bag in off.items():
            for burden, length in bag:
                for walk_burden, time, walked in walks.egress.get(stop, []):
                    first = begun if question.arrive_by else leave[0]
                    end(
                        first,
                        now + time,
                        rides,
                        burden + 1000 * walk_burden,
                        length + walked,
                    )
                if rides == profile.most_changes + 1:
                    continue
                changes = {stop: [(0, 0, 0)], **walks.between.get(stop, {})}
                for other, options in changes.items():
                    if other not in changed_to:
                        continue
                    weight = world.wait_weight(other)
                    for walk_burden, time, walked in options:
                        ready = now + time + profile.change_margin_s
                        rows = boardings.get(other, [])
                        for depart, ahead, route in leaving_within(rows, ready, arrive[-1]):
                            total = (
                                burden
                                + 1000 * walk_burden
                                + 1000 * weights.change_s
                                + weight * (depart - now - time)
                                + world.ride_more(route)
                                + world.change_more(stop, other)
                            )
                            for there, arrived in ahead:
                                if arrived <= arrive[-1]:
                                    keep(
                                        following[(there, arrived, begun)],
                                        total + ride_weight * (arrived - depart),
                                        length + walked,
                                    )
        off = following
    return {point: ends[point] for point in pareto(set(ends))}


def pareto(points: set[Point]) -> set[Point]:
    """Return the points that no other beats."""
    return {
        point
        for point in points
        if not any(
            other != point and all(a <= b for a, b in zip(other, point, strict=True))
            for other in points
        )
    }


def points_of(found: Iterable[Found], arrive_by: bool) -> list[Point]:
    """Return how found journeys are judged."""
    return [
        (-one.depart_s if arrive_by else one.arrive_s, one.changes, one.burden_s) for one in found
    ]


def lengths_of(best: dict[Point, Rank]) -> list[tuple[Point, int]]:
    """Return the points with the metres walked."""
    return sorted((point, rank[2]) for point, rank in best.items())


def found_lengths(found: Iterable[Found], arrive_by: bool) -> list[tuple[Point, int]]:
    """Return how found journeys are judged, with the metres walked."""
    journeys = list(found)
    points = points_of(journeys, arrive_by)
    return sorted((point, one.length_m) for point, one in zip(points, journeys, strict=True))


def check(world: World, question: Question, found: Found) -> None:
    """Walk and ride a found journey leg by leg; every cost, limit and time must hold."""
    profile, weights = world.profile, world.profile.weights
    assert len(found.walks) == len(found.rides) + 1
    burden_ms, length = 0, 0
    now = found.depart_s
    for index, walk in enumerate(found.walks):
        longest = profile.longest_walk_m
        if 0 < index < len(found.rides):
            longest = profile.longest_change_walk_m
        check_walk(world, question, walk, longest)
        if 0 < index < len(found.rides):
            check_change(world, walk)
        burden_ms += 1000 * walk.burden_s
        length += walk.length_m
        now += walk.time_s
        if index == len(found.rides):
            break
        ride = found.rides[index]
        stop, ended = check_ride(world, ride)
        assert stop == walk.to_stop
        margin = profile.change_margin_s if index else profile.at_stop_early_s
        waited = ride.depart_s - now
        trip = int(world.day.trip_index[ride.trip])
        if not profile.riding.boards_where_several_call:
            others = leaving_by_stop(world)[stop]
            assert world.stands_alone(others, route_of(world, trip), now, ride.depart_s)
        assert waited >= margin if index else waited == margin
        burden_ms += waited * world.wait_weight(stop) + 1000 * weights.change_s * (index > 0)
        burden_ms += (ride.arrive_s - ride.depart_s) * round(1000 * weights.ride)
        assert found.walks[index + 1].from_stop == ended
        now = ride.arrive_s
    assert now == found.arrive_s
    assert -(-burden_ms // 1000) == found.burden_s
    assert length == found.length_m
    assert profile.longest_total_walk_m is None or length <= profile.longest_total_walk_m
    assert found.changes <= profile.most_changes
    first, last = question.asked_s, question.asked_s + question.window_s
    if question.arrive_by:
        first, last = question.asked_s - question.window_s, question.asked_s
        assert first <= found.arrive_s <= last
    else:
        assert first <= found.depart_s <= last


def check_change(world: World, walk: Walk) -> None:
    """Check that a walk between two buses asks nothing of changing that the person cannot do."""
    riding, network = world.profile.riding, world.area.walk
    assert riding.changes_stop or walk.from_stop == walk.to_stop
    kinds = {EdgeKind(int(network.edge_kind[network.arcs.arc_edge[arc]])) for arc in walk.arcs}
    assert riding.changes_across or EdgeKind.CROSSING not in kinds


def check_ride(world: World, ride: Ride) -> tuple[int, int]:
    """Check a ride against the timetable; return the stops boarded and got off at."""
    day, whole = world.day, world.area.timetable
    table = day.arrays
    first = int(table.pattern_first_stop[ride.pattern])
    n = int(table.pattern_first_stop[ride.pattern + 1]) - first
    assert 0 <= ride.board < ride.alight < n
    first_trip = int(table.pattern_first_trip[ride.pattern])
    assert first_trip <= ride.trip < int(table.pattern_first_trip[ride.pattern + 1])
    event = int(table.pattern_first_event[ride.pattern]) + (ride.trip - first_trip) * n
    assert ride.depart_s == table.departure[event + ride.board]
    assert ride.arrive_s == table.arrival[event + ride.alight]
    source = int(day.pattern_index[ride.pattern])
    offset = int(whole.pattern_first_stop[source])
    assert world.code_ok(int(whole.pattern_board[offset + ride.board]))
    assert world.code_ok(int(whole.pattern_alight[offset + ride.alight]))
    board, alight = (int(table.pattern_stop[first + at]) for at in (ride.board, ride.alight))
    assert world.stop_ok(board) and world.stop_ok(alight)
    check_date(world, ride)
    space = believed(int(whole.pattern_wheelchair[source]), world.stance)
    assert space or not world.profile.chair
    assert world.rides_at_all() and world.may_ride(ride.depart_s, ride.arrive_s)
    return board, alight


def check_date(world: World, ride: Ride) -> None:
    """Check that the trip of a ride runs on the date that its shift says, at these times."""
    day, whole = world.day, world.area.timetable
    trip, pattern = int(day.trip_index[ride.trip]), int(day.pattern_index[ride.pattern])
    starts = {start: number for number, start in starts_of(world).items()}
    shift = int(day.pattern_shift_s[ride.pattern])
    assert whole.active[whole.trip_service[trip], starts[shift]]
    first_stop, end = (int(at) for at in whole.pattern_first_stop[pattern : pattern + 2])
    first, last = (int(at) for at in whole.pattern_first_trip[pattern : pattern + 2])
    assert first <= trip < last
    event = int(whole.pattern_first_event[pattern]) + (trip - first) * (end - first_stop)
    assert ride.depart_s == whole.departure[event + ride.board] + shift
    assert ride.arrive_s == whole.arrival[event + ride.alight] + shift


def check_walk(world: World, question: Question, walk: Walk, longest_m: int) -> None:
    """Walk a walk arc by arc: connected, allowed, within the limits, and costing what it says."""
    cost = (walk.burden_s, walk.time_s, walk.length_m)
    if walk.from_link == -2:
        options = same_edge(world, question.origin, question.destination)
        assert cost in [tuple(-(-value // 1000) for value in one[:3]) for one in options]
        return
    network, rest = world.area.walk, world.profile.rest_every_m
    if walk.from_stop == walk.to_stop and walk.from_stop >= 0:
        assert cost == (0, 0, 0) and not walk.arcs
        return
    total, since, corner = (0, 0, 0), 0, -1
    if walk.from_stop >= 0:
        corner = int(world.area.stops.corner[walk.from_stop])
    else:
        corner, total = _entry(world, question.origin, walk.from_link, True)
        since = 0 if world.seat_at(corner) else total[2]
        assert rest is None or total[2] <= 1000 * rest
    for arc in walk.arcs:
        edge, forward = int(network.arcs.arc_edge[arc]), bool(network.arcs.arc_forward[arc])
        ends = (int(network.edge_u[edge]), int(network.edge_v[edge]))
        start, end = ends if forward else ends[::-1]
        assert start == corner
        step = world.edge_cost(edge, forward)
        assert step is not None
        total = (total[0] + step[0], total[1] + step[1], total[2] + step[2])
        since += step[2]
        assert rest is None or since <= 1000 * rest
        corner = end
        since = 0 if world.seat_at(corner) else since
    if walk.to_stop >= 0:
        assert corner == int(world.area.stops.corner[walk.to_stop])
    else:
        last, step = _entry(world, question.destination, walk.to_link, False)
        assert last == corner
        total = (total[0] + step[0], total[1] + step[1], total[2] + step[2])
        assert rest is None or since + step[2] <= 1000 * rest
    assert total[2] <= 1000 * longest_m
    assert cost == tuple(-(-value // 1000) for value in total)


def _entry(world: World, link: Link, index: int, outward: bool) -> tuple[int, Cost]:
    """Return the corner and cost of one entry of a link, which must be usable."""
    one = Link(
        link.lat,
        link.lon,
        link.edge,
        link.fraction,
        link.gap_m,
        link.entry_corner[index : index + 1],
        link.entry_edge[index : index + 1],
        link.entry_share[index : index + 1],
        link.entry_forward[index : index + 1],
        link.entry_crosses[index : index + 1],
    )
    (only,) = entries(world, one, outward)
    return only
