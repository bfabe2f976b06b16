"""Cutting a register into parts: people who travel alike stay together.

What a part finds depends neither on the cut nor on the other parts; only the time does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from transit.batch.score_job import ScoreCase, ScoreWork
from transit.model.fact import Stance
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.verdict import SEARCHED
from transit.store.verdicts import Key
from transit.verdict.basis import Basis
from transit.verdict.rungs import allowed


class Part(NamedTuple):
    """A part to be handed out, and the keys of its verdicts in the order of its cases."""

    work: ScoreWork
    keys: Sequence[Key]


def cut(
    keys: Sequence[Key],
    people: Mapping[str, Person],
    sessions: Mapping[str, Session],
    basis: Basis,
    most: int,
) -> Iterator[Part]:
    """Cut what is to be scored.

    Parameters
    ----------
    keys
        Person, place and session of each verdict wanted.
    people, sessions
        By id.
    basis
        What rungs are made of.
    most
        Verdicts of a part.

    Yields
    ------
    Part
        None empty, none larger than that.
    """
    travels = {who: travels_as(people[who], basis) for who in {key[0] for key in keys}}

    def together(key: Key) -> tuple[tuple[str, ...], str, Key]:
        return travels[key[0]], sessions[key[2]].opportunity, key

    ordered = sorted(keys, key=together)
    held: list[Key] = []
    number = 0
    for _, group in groupby(ordered, key=lambda key: travels[key[0]]):
        own = list(group)
        if held and len(held) + len(own) > most:
            yield _part(number, held, people)
            number, held = number + 1, []
        held += own
        while len(held) > most:
            # Of so many alike, sessions are parted: what shares a search is a venue's sessions.
            yield _part(number, held[:most], people)
            number, held = number + 1, held[most:]
    if held:
        yield _part(number, held, people)


def travels_as(person: Person, basis: Basis) -> tuple[str, ...]:
    """Return what is equal for people whose journeys are searched alike on every rung.

    Parameters
    ----------
    person
        The person.
    basis
        What rungs are made of.

    Returns
    -------
    tuple of str
        Routing hashes, the loosest rung first; ``""`` where a rung is closed.
    """
    made = []
    for rung in reversed(SEARCHED):
        for stance in (Stance.HOPEFUL, Stance.CAUTIOUS):
            profile = allowed(person, rung, stance, basis).profile
            made.append("" if profile is None else profile.routing_hash)
    return tuple(made)


def _part(number: int, keys: Sequence[Key], people: Mapping[str, Person]) -> Part:
    order = {who: at for at, who in enumerate(dict.fromkeys(key[0] for key in keys))}
    work = ScoreWork(
        block=number,
        people=[unnamed(people[who], at) for who, at in order.items()],
        cases=[ScoreCase(order[who], place, what) for who, place, what in keys],
    )
    return Part(work, tuple(keys))


def unnamed(person: Person, number: int) -> Person:
    """Return a person with only what verdicts read.

    Parameters
    ----------
    person
        The person.
    number
        Number that stands for the id.

    Returns
    -------
    Person
        To be handed to any worker.
    """
    return replace(person, id=str(number), cohort="", age_band="", attends=())
