"""People who must ride together leave the fleet together, or not at all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from transit.fleet.candidates import Option, Rider
from transit.fleet.week_problem import RideKey, WeekProblem


@dataclass(frozen=True, slots=True)
class Company:
    """Who must ride with whom in a week.

    Parameters
    ----------
    mates
        By ride, the rides of others that must be on its run.
    """

    mates: Mapping[RideKey, frozenset[RideKey]]

    def staying(self, riders: Iterable[Rider]) -> tuple[Rider, ...]:
        """Return riders whose rides stay where somebody stays whom they must ride with.

        Parameters
        ----------
        riders
            Everybody who rides.

        Returns
        -------
        tuple of Rider
            In the same order. That somebody's ride stays may keep the ride of a third.
        """
        found = tuple(riders)
        while True:
            leaving = {key for each in found for option in each.open for key in option.rides}
            stay = {
                key: min(mates - leaving)[0]
                for key, mates in self.mates.items()
                if key in leaving and mates - leaving
            }
            if not stay:
                return found
            found = tuple(_without(each, stay) for each in found)

    def groups(self, riders: Sequence[Rider]) -> list[tuple[Rider, ...]]:
        """Return who leaves with whom.

        Parameters
        ----------
        riders
            As :meth:`staying` returns them, or some of these.

        Returns
        -------
        list of tuple of Rider
            Each once, by themselves or with others, in the order of the first; without those who
            would leave with somebody who is not among the riders.
        """
        of = {each.person: {each.person} for each in riders}
        for each in riders:
            for other in self.of(each):
                joined = of[each.person] | of.get(other, {other})
                of.update(dict.fromkeys(joined, joined))
        by_id = {each.person: each for each in riders}
        every = {min(group): group for group in of.values()}
        return [
            tuple(by_id[person] for person in sorted(group))
            for _, group in sorted(every.items())
            if group <= by_id.keys()
        ]

    def of(self, rider: Rider) -> set[str]:
        """Return whom somebody leaves with.

        Parameters
        ----------
        rider
            As :meth:`staying` returns them.

        Returns
        -------
        set of str
            Ids of the others.
        """
        keys = (key for option in rider.open for key in option.rides)
        return {mate for key in keys for mate, _, _ in self.mates.get(key, ())}

    def still_together(self, riders: Sequence[Rider], some: Collection[int]) -> tuple[int, ...]:
        """Return which of some people leave when nobody leaves without their company.

        Parameters
        ----------
        riders
            A group.
        some
            Who of them could: numbers in the group.

        Returns
        -------
        tuple of int
            Those whose whole company could.
        """
        going = self.groups([riders[at] for at in sorted(some)])
        people = {each.person for group in going for each in group}
        return tuple(at for at in some if riders[at].person in people)


def company_of(week: WeekProblem) -> Company:
    """Return who must ride with whom.

    Parameters
    ----------
    week
        The week.

    Returns
    -------
    Company
        By the rides that are planned: whoever rides at another time or another way asks nothing.
    """
    mates: defaultdict[RideKey, set[RideKey]] = defaultdict(set)
    for each in week.parts:
        requests = week.problems[each.kind].requests
        keys = {
            request.id: (ride.person, ride.session, ride.day)
            for request, ride in zip(requests, each.part.rides, strict=True)
        }
        for request in requests:
            mates[keys[request.id]].update(keys[id] for id in request.together if id in keys)
    return Company({key: frozenset(others) for key, others in mates.items() if others})


def _without(rider: Rider, stay: Mapping[RideKey, str]) -> Rider:
    """Return somebody of whom some rides stay because of somebody else's."""
    options: list[Option] = []
    for option in rider.options:
        by_mate: dict[str, list[int]] = {}
        for day in option.days:
            mate = stay.get((rider.person, option.session, day), "") if option.is_open else ""
            by_mate.setdefault(mate or option.stays_with, []).append(day)
        for mate, days in by_mate.items():
            options.append(
                replace(
                    option,
                    days=tuple(day for day in option.days if day in days),
                    stays_with=mate,
                )
            )
    return replace(rider, options=tuple(options))
