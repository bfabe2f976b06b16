"""A verdict with the places that it would not stand without.

Journeys that were found are witnesses: as long as their ways, stops and buses stay as they are,
what was found is found again. Where only a time was asked for there is no witness yet, so the
journey itself is asked for; but a later bus of the lines of the journey home, from and to the same
stops, rests on nothing else.
"""

from collections.abc import Iterable

import numpy as np

from transit.model.fact import Stance
from transit.model.ids import NONE
from transit.model.verdict import Rung, Verdict
from transit.network.area import Area
from transit.store.scored import RestsOn
from transit.verdict.asked import edges_of
from transit.verdict.cases import Case, Steps
from transit.verdict.climb import there_and_back
from transit.verdict.requests import Hit, Option
from transit.verdict.verdicts import verdict_of


def judge_with_witnesses(case: Case, places: "Places") -> Steps[tuple[Verdict, RestsOn]]:
    """Judge one case, and tell what the verdict rests on.

    Parameters
    ----------
    case
        Whom and what it is about.
    places
        Tells where journeys lead.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    tuple of Verdict and RestsOn
        The verdict, and every place of the journeys that it was found by.
    """
    later: list[Option] = []
    steps = verdict_of(case)
    try:
        ask = next(steps)
        while True:
            answers = yield ask
            if ask.requests and ask.requests[0].window_s is not None:
                later = [one for one in answers[0].options if one.arrive_s == answers[0].best_s]
            ask = steps.send(answers)
    except StopIteration as end:
        verdict: Verdict = end.value
    if verdict.sure is Rung.WITH_COMPANION and not verdict.confirmed:
        yield from there_and_back(case, case.allowed(verdict.sure, Stance.CAUTIOUS), case.kinds)
    hits = [hit for pair in case.found for hit in (pair.out, pair.back)]
    return verdict, places.of([*hits, *(one.hit for one in later[:1])])


class Places:
    """Where journeys lead, as the register names it.

    Parameters
    ----------
    area
        Streets and timetable.
    """

    def __init__(self, area: Area) -> None:
        self._area = area
        timetable = area.timetable
        self._stops = timetable.stops["stop_id"].to_list()
        self._routes = timetable.routes["route_id"].to_list()
        self._route = timetable.trips["route"].to_numpy()
        self._known: dict[int, tuple[Hit, RestsOn]] = {}

    def forget(self) -> None:
        """Let go of the journeys seen so far."""
        self._known.clear()

    def of(self, hits: Iterable[Hit]) -> RestsOn:
        """Return the places of journeys.

        Parameters
        ----------
        hits
            The journeys.

        Returns
        -------
        RestsOn
            Of all of them.
        """
        each = [self._of(hit) for hit in hits]
        return RestsOn(
            frozenset().union(*(one.ways for one in each)),
            frozenset().union(*(one.stops for one in each)),
            frozenset().union(*(one.routes for one in each)),
        )

    def _of(self, hit: Hit) -> RestsOn:
        # The journey is kept with its places, so that no other can come to have the same id.
        if id(hit) not in self._known:
            self._known[id(hit)] = hit, RestsOn(self._ways(hit), self._near(hit), self._ridden(hit))
        return self._known[id(hit)][1]

    def _ways(self, hit: Hit) -> frozenset[int]:
        network, one = self._area.walk, hit.request
        ends = (one.door.link, one.home) if one.back else (one.home, one.door.link)
        edges = [
            edge
            for walk in hit.found.walks
            for edge in edges_of(self._area, walk, ends, lambda _: 0)
        ]
        ways = network.edge_way[edges]
        return frozenset(np.unique(network.way_osm_id[ways[ways != NONE]]).tolist())

    def _near(self, hit: Hit) -> frozenset[str]:
        ends = {stop for walk in hit.found.walks for stop in (walk.from_stop, walk.to_stop)}
        return frozenset(self._stops[stop] for stop in ends if stop >= 0)

    def _ridden(self, hit: Hit) -> frozenset[str]:
        timetable = self._area.timetable
        rows = [int(timetable.trip_row[trip_of(each)]) for each in hit.boardings]
        after = timetable.trip_next_row
        if after.size:
            # On a through trip two buses are ridden.
            rows += [int(after[trip_of(each)]) for each in hit.boardings]
        return frozenset(self._routes[int(self._route[row])] for row in rows if row >= 0)


def trip_of(boarding: int) -> int:
    """Return the trip of a boarding.

    Parameters
    ----------
    boarding
        As :func:`~transit.verdict.asked.boarding_of` gives it.

    Returns
    -------
    int
        Trip of the timetable.
    """
    return boarding >> 24
