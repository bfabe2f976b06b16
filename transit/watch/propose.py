"""The best new version of a journey: with the person's own demands, and near to their routine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.model.verdict import Direction, Rung
from transit.plan.along_desk import alone_case
from transit.verdict.cases import Case, Pair
from transit.verdict.climb import climb
from transit.verdict.days import DayKind
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.requests import Hit
from transit.verdict.rungs import Allowed
from transit.verdict.running import run_together
from transit.watch.again import Kept, on_rides, rides_of, within
from transit.watch.learnt import LearntWay
from transit.watch.limits import Limits
from transit.watch.stops import StopBook

_MOMENTS = 6
"""How many buses before the session, or after it, are looked at."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Journeys that could be learnt instead, on some kinds of day.

    Parameters
    ----------
    rung, stance
        How they could be made.
    pairs
        A journey out and one back on each kind of day.
    """

    rung: Rung
    stance: Stance
    pairs: tuple[Pair, ...]


class Proposer:
    """Looks for new versions of one plan.

    Parameters
    ----------
    case
        Whom and what it is about.
    ways
        The journeys as learnt.
    stops
        Finds their stops.
    limits
        What a routine is worth.
    """

    def __init__(
        self,
        case: Case,
        ways: Sequence[LearntWay],
        stops: StopBook,
        limits: Limits,
    ) -> None:
        self._case = case
        self._ways = {way.direction: way for way in ways}
        self._stops = stops
        self._limits = limits

    def offers(self, rung: Rung, stance: Stance, kinds: Sequence[DayKind]) -> tuple[Offer, ...]:
        """Return the best new versions.

        Parameters
        ----------
        rung, stance
            What the plan rests on.
        kinds
            Kinds of day on which one is needed, that with most dates first.

        Returns
        -------
        tuple of Offer
            One for all kinds of day where one will do, else one for each; at the plan's own rung
            where there is one, else at the first that has one; door to door with no pairs.
        """
        waiting, made = list(kinds), list[Offer]()
        while waiting:
            offer = self._offer(rung, stance, waiting[0]) or self._at_any_rung(waiting)
            done = [pair.kind for pair in offer.pairs]
            if not offer.pairs:
                return (*made, offer)
            offer = self._on_others(offer, [kind for kind in waiting if kind not in done])
            done = [pair.kind for pair in offer.pairs]
            made.append(offer)
            waiting = [kind for kind in waiting if kind not in done]
        return tuple(made)

    def _offer(self, rung: Rung, stance: Stance, kind: DayKind) -> Offer | None:
        """The best pair at the plan's rung: cautious first where the plan was confirmed."""
        for read_as in (Stance.CAUTIOUS, Stance.HOPEFUL)[stance is Stance.HOPEFUL :]:
            if self._case.closed(rung, read_as):
                continue
            allowed = self._case.allowed(rung, read_as)
            outs, backs = (self._hits(allowed, kind, each) for each in Direction)
            pair = self._pair(allowed, kind, outs, backs)
            if pair is not None:
                return Offer(rung, read_as, (pair,))
        return None

    def _at_any_rung(self, kinds: Sequence[DayKind]) -> Offer:
        case = alone_case(self._case)
        climbed = run_together([climb(case)], Finder(case.desk))[0]
        if climbed.held is None:
            return Offer(Rung.DOOR_TO_DOOR, Stance.HOPEFUL, ())
        allowed = climbed.held.allowed
        found = self._offer(climbed.rung, allowed.stance, kinds[0])
        if found is not None:
            return found
        pairs = tuple(pair for pair in climbed.held.pairs if pair.kind in kinds)
        if not pairs:
            return Offer(Rung.DOOR_TO_DOOR, Stance.HOPEFUL, ())
        return Offer(climbed.rung, allowed.stance, pairs)

    def _on_others(self, offer: Offer, kinds: Sequence[DayKind]) -> Offer:
        """Add the kinds of day on which the same buses can be ridden."""
        case = self._case
        allowed = case.allowed(offer.rung, offer.stance)
        first = offer.pairs[0]
        pairs = list(offer.pairs)
        for kind in kinds:
            hits = [
                on_rides(
                    case,
                    case.wishes(allowed, kind, direction),
                    rides_of(case.desk, hit),
                )
                for direction, hit in ((Direction.OUT, first.out), (Direction.BACK, first.back))
            ]
            pair = self._pair(allowed, kind, *hits)
            if pair is not None:
                pairs.append(pair)
        return Offer(offer.rung, offer.stance, tuple(pairs))

    def _hits(self, allowed: Allowed, kind: DayKind, direction: Direction) -> list[Hit]:
        """Journeys that keep more or less of the routine."""
        way = self._ways[direction]
        made: list[Hit] = []
        for kept in self._keeping(way):
            for moment in self._moments(allowed, kind, direction, kept):
                made += moment
        return made

    def _keeping(self, way: LearntWay) -> Iterator[Kept]:
        if way.rides:
            board = frozenset(
                each.stop for ride in way.rides for each in self._stops.find(ride.board)
            )
            alight = frozenset(
                each.stop for ride in way.rides for each in self._stops.find(ride.alight)
            )
            lines = self._lines({ride.route for ride in way.rides})
            if lines:
                yield Kept(board, alight, lines)
                yield Kept(routes=lines)
            yield Kept(board, alight)
        yield Kept()

    def _lines(self, names: set[str]) -> frozenset[int]:
        routes = self._case.desk.area.timetable.routes
        return frozenset(
            at
            for at, row in enumerate(routes.iter_rows(named=True))
            if str(row["short_name"] or row["long_name"] or "") in names
        )

    def _moments(
        self, allowed: Allowed, kind: DayKind, direction: Direction, kept: Kept
    ) -> Iterator[list[Hit]]:
        """Search at the session's time, then for the buses before it (after it, back)."""
        way = self._ways[direction]
        moment: int | None = None
        for _ in range(_MOMENTS):
            hits = within(self._case, allowed, kind, direction, kept, moment)
            if not hits:
                return
            yield hits
            if direction is Direction.OUT:
                margin = 0 if allowed.profile is None else allowed.profile.arrive_early_s
                moment = max(hit.arrive_s for hit in hits) + margin - 60
                past = max(hit.arrive_s for hit in hits) <= way.arrive_s
            else:
                moment = min(hit.leave_s for hit in hits) + 60
                past = min(hit.leave_s for hit in hits) >= way.leave_s
            if past or kept == Kept():
                return

    def _pair(
        self, allowed: Allowed, kind: DayKind, outs: Sequence[Hit], backs: Sequence[Hit]
    ) -> Pair | None:
        most = self._case.absence_s(allowed)
        fits = [
            Pair(kind, out, back)
            for out in self._best(outs, Direction.OUT)
            for back in self._best(backs, Direction.BACK)
            if most is None or back.arrive_s - out.leave_s <= most
        ]
        return min(
            fits,
            key=lambda pair: (
                self.unlike(pair.out, Direction.OUT) + self.unlike(pair.back, Direction.BACK),
                pair.out.cost,
                pair.back.cost,
            ),
            default=None,
        )

    def _best(self, hits: Sequence[Hit], direction: Direction) -> list[Hit]:
        ordered = sorted(hits, key=lambda hit: (self.unlike(hit, direction), hit.cost))
        return ordered[:12]

    def unlike(self, hit: Hit, direction: Direction) -> float:
        """Return what a journey costs somebody with this routine.

        Parameters
        ----------
        hit
            The journey.
        direction
            Out or back.

        Returns
        -------
        float
            Perceived seconds: its burden, and what is other than learnt.
        """
        way, limits = self._ways[direction], self._limits
        same = self.same(hit, direction)
        shift = abs(hit.arrive_s - way.arrive_s if way.rides else 0)
        if direction is Direction.BACK:
            shift = abs(hit.leave_s - way.leave_s if way.rides else 0)
        return (
            hit.found.burden_s
            + limits.other_time_weight * shift
            + limits.other_bus_s * (not same.bus)
            + limits.other_stop_s * same.other_stops
        )

    def same(self, hit: Hit, direction: Direction) -> "Same":
        """Return what of the routine a journey keeps.

        Parameters
        ----------
        hit
            The journey.
        direction
            Out or back.

        Returns
        -------
        Same
            By bus, stop and time.
        """
        way = self._ways[direction]
        learnt = [
            {each.stop for each in self._stops.find(stop)}
            for ride in way.rides
            for stop in (ride.board, ride.alight)
        ]
        now = _stops_of(self._case.desk, hit)
        if len(learnt) == len(now):
            others = sum(stop not in known for stop, known in zip(now, learnt, strict=True))
        else:
            every = set().union(*learnt) if learnt else set()
            others = max(sum(stop not in every for stop in now), abs(len(learnt) - len(now)))
        bus = hit.lines == tuple(ride.route for ride in way.rides)
        times = [
            tuple(at + DAY_S * ride.days_after for at in (ride.depart_s, ride.arrive_s))
            for ride in way.rides
        ]
        most = self._limits.times_from_s
        time = len(times) == len(hit.rides) and all(
            abs(old - new) < most
            for was, is_now in zip(times, hit.rides, strict=True)
            for old, new in zip(was, is_now, strict=True)
        )
        moved = any(
            each.away_m > self._limits.same_place_m
            for ride in way.rides
            for stop in (ride.board, ride.alight)
            for each in self._stops.find(stop)[:1]
        )
        return Same(bus, others, time, moved=moved)


@dataclass(frozen=True, slots=True)
class Same:
    """What of a routine a journey keeps.

    Parameters
    ----------
    bus
        The same numbers in the same order.
    other_stops
        How many stops are other ones.
    time
        The same times.
    moved
        Whether a stop of the learnt journey has been moved.
    """

    bus: bool
    other_stops: int
    time: bool
    moved: bool = False


def _stops_of(desk: Desk, hit: Hit) -> list[int]:
    arrays = desk.router(hit.request.traveller).day(hit.request.date).day.arrays
    return [
        int(arrays.pattern_stop[int(arrays.pattern_first_stop[ride.pattern]) + at])
        for ride in hit.found.rides
        for at in (ride.board, ride.alight)
    ]
