"""Who must, or must not, be on a run with whom: from people to requests of one part of a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from transit.fleet.problem import Request
from transit.fleet.today import FleetRide
from transit.model.notice import Notice, Severity


def in_company(rides: Sequence[FleetRide], requests: Sequence[Request]) -> tuple[Request, ...]:
    """Return requests with whom they must, or must not, be on a run.

    Parameters
    ----------
    rides
        Rides at one time of a day.
    requests
        Their requests, in the same order.

    Returns
    -------
    tuple of Request
        What one of two people asks for binds both. Who must ride with somebody does so where both
        ride the same way.
    """
    of_person: dict[str, list[int]] = {}
    for at, ride in enumerate(rides):
        of_person.setdefault(ride.person, []).append(at)
    apart: dict[int, set[str]] = {}
    together: dict[int, set[str]] = {}
    for at, ride in enumerate(rides):
        strangers = (other for name in ride.terms.apart_from for other in of_person.get(name, ()))
        mates = (_mate(rides, ride, of_person.get(name, ())) for name in ride.terms.together_with)
        for pairs, others in ((apart, strangers), (together, mates)):
            for other in others:
                if other is not None:
                    pairs.setdefault(at, set()).add(requests[other].id)
                    pairs.setdefault(other, set()).add(requests[at].id)
    return tuple(
        replace(
            request,
            apart=frozenset(apart.get(at, ())) - together.get(at, set()),
            together=frozenset(together.get(at, ())),
        )
        for at, request in enumerate(requests)
    )


def company_notices(parts: Iterable[Sequence[FleetRide]]) -> Iterator[Notice]:
    """Name people who must ride with somebody who does not ride then.

    Parameters
    ----------
    parts
        Rides of each time of a day.

    Yields
    ------
    Notice
        One for each two people.
    """
    told = set()
    for rides in parts:
        of_person: dict[str, list[int]] = {}
        for at, ride in enumerate(rides):
            of_person.setdefault(ride.person, []).append(at)
        for ride in rides:
            for other in ride.terms.together_with:
                alone = _mate(rides, ride, of_person.get(other, ())) is None
                if alone and (ride.person, other) not in told:
                    told.add((ride.person, other))
                    yield _no_mate(ride, other)


def _mate(rides: Sequence[FleetRide], ride: FleetRide, others: Iterable[int]) -> int | None:
    """Return the ride of somebody the same way that is nearest in time."""
    alike = [at for at in others if rides[at].towards is ride.towards]
    return min(alike, key=lambda at: abs(rides[at].at_s - ride.at_s), default=None)


def _no_mate(ride: FleetRide, other: str) -> Notice:
    return Notice(
        "fleet_rides_without_company",
        Severity.WARNING,
        "register",
        f"person {ride.person} must ride with person {other}, who does not ride then (first on "
        f"{ride.day.word}): they are planned without",
        "Check both people's sessions and days, or whether they must ride together",
        field="together_with",
    )
