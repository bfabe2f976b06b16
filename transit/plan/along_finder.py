"""What a journey with somebody along on one part still asks of the person alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from transit.plan.along_desk import AlongDesk
from transit.plan.along_parts import Part
from transit.verdict.asked import Asked
from transit.verdict.asks import READ_NUMBER, UNLIT
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.requests import Answer, Ask, Hit, Option


class AlongFinder(Finder):
    """A finder whose journeys ask only what is asked where the person goes alone.

    Parameters
    ----------
    desk
        A desk with companions on parts.
    """

    def __init__(self, desk: AlongDesk) -> None:
        super().__init__(desk)
        self.desk = desk

    def answer(self, asks: Sequence[Ask]) -> list[list[Answer]]:
        """Answer what is asked, by searches between two places.

        Parameters
        ----------
        asks
            What each asks.

        Returns
        -------
        list of list of Answer
            In their order.
        """
        # The search by time for all homes at once knows of no companions.
        found = super().answer([ask._replace(ways=True) for ask in asks])
        return [[self._asked_alone(answer) for answer in answers] for answers in found]

    def _asked_alone(self, answer: Answer) -> Answer:
        return replace(answer, options=tuple(self._narrowed(each) for each in answer.options))

    def _narrowed(self, one: Option) -> Option:
        if self.desk.part_of(one.request.traveller) is Part.NONE:
            return one
        return Option(
            one.request,
            one.leave_s,
            one.arrive_s,
            one.burden_s,
            one.changes,
            lambda: asked_alone(self.desk, one.hit),
        )


def asked_alone(desk: AlongDesk, hit: Hit) -> Hit:
    """Return a journey that asks only what is asked where the person goes alone.

    Parameters
    ----------
    desk
        The desk that found it.
    hit
        The journey.

    Returns
    -------
    Hit
        The same; to be out in the dark is asked of the whole way.
    """
    covered = covered_legs(desk, hit)
    legs = asked_by_leg(desk, hit)
    kept = tuple(
        asked
        for number, leg in enumerate(legs)
        for asked in leg
        if not _is_covered(asked, number, covered)
    )
    walks_unlit = any(each.ask == UNLIT for each in kept)
    made = replace(hit, asked=kept, walks_unlit=walks_unlit)
    return made.in_light_of(hit.request.daylight_s)


def asked_by_leg(desk: Desk, hit: Hit) -> list[tuple[Asked, ...]]:
    """Return what each leg of a journey asks, ways without lamps by day, too.

    Parameters
    ----------
    desk
        The desk that found it.
    hit
        The journey.

    Returns
    -------
    list of tuple of Asked
        Walks and rides by turns.
    """
    one = hit.request
    day = desk.router(one.traveller).day(one.date).day
    ends = (one.door.link, one.home) if one.back else (one.home, one.door.link)
    early = one.traveller.profile.at_stop_early_s
    return desk.asker(one.stance).by_leg(hit.found, day, ends, early)


def covered_legs(desk: AlongDesk, hit: Hit) -> Mapping[int, bool]:
    """Return the legs of a journey on which somebody is along.

    Parameters
    ----------
    desk
        The desk that found it.
    hit
        The journey.

    Returns
    -------
    dict of int to bool
        Numbers of walks and rides by turns, from 0; False where they only help to find the bus.
    """
    part, last = desk.part_of(hit.request.traveller), 2 * len(hit.found.rides)
    ends = {Part.HOME: last if hit.request.back else 0, Part.VENUE: 0 if hit.request.back else last}
    if part in ends:
        return {ends[part]: True}
    if part is Part.WALK:
        return {0: True}
    if part is Part.RIDE:
        return dict.fromkeys(range(1, last), True)
    if part is Part.CHANGE:
        return {leg: leg % 2 == 0 for leg in range(2, last)}
    return {}


def _is_covered(asked: Asked, leg: int, covered: Mapping[int, bool]) -> bool:
    return leg in covered and (covered[leg] or asked.ask == READ_NUMBER)
