"""Puts people who travel alike next to each other, so that blocks of a register share searches."""

from collections.abc import Iterable, Iterator

from transit.model.fact import Stance
from transit.model.people import Person
from transit.model.verdict import SEARCHED
from transit.verdict.desk import Desk


def alike_first(desk: Desk, people: Iterable[tuple[Person, int]]) -> list[tuple[Person, int]]:
    """Sort people by how they would travel, the loosest rung first.

    Parameters
    ----------
    desk
        The rules.
    people
        Each with the number of the place that they start from.

    Returns
    -------
    list of tuple of Person and int
        Those who share searches side by side; of these in the order of ids.
    """

    def key(one: tuple[Person, int]) -> tuple[str, ...]:
        person, place = one
        return (*_travels(desk, person), person.id, str(place))

    return sorted(people, key=key)


def blocks(
    desk: Desk, people: Iterable[tuple[Person, int]], size: int
) -> Iterator[list[tuple[Person, int]]]:
    """Yield people in blocks of which each can be judged alone.

    Parameters
    ----------
    desk
        The rules.
    people
        Each with the number of the place that they start from.
    size
        Most people in a block: it bounds the memory that judging takes.

    Yields
    ------
    list of tuple of Person and int
        Sorted as :func:`alike_first` does.
    """
    every = alike_first(desk, people)
    for start in range(0, len(every), size):
        yield every[start : start + size]


def _travels(desk: Desk, person: Person) -> tuple[str, ...]:
    made = []
    for rung in reversed(SEARCHED):
        profile = desk.allowed(person, rung, Stance.HOPEFUL).profile
        made.append("" if profile is None else profile.routing_hash)
    return tuple(made)
