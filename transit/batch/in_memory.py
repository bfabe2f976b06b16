"""Scoring people who are in no register, or over another area: nothing is saved."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from transit.batch.remote import local_area
from transit.batch.runners import on_cores
from transit.batch.score_cut import cut
from transit.batch.score_inputs import digest_of
from transit.batch.score_job import ScoreJob
from transit.batch.score_work import answers_of
from transit.model.observation import Observation
from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.model.starting import session_from
from transit.network.observed import observe
from transit.network.store import open_area
from transit.store.verdicts import Key
from transit.verdict.basis import Basis

Progress = Callable[[str, float], None]


def every_key(people: Mapping[str, Person], sessions: Mapping[str, Session]) -> list[Key]:
    """Return every verdict that there is of people.

    Parameters
    ----------
    people, sessions
        By id.

    Returns
    -------
    list of Key
        Person, place and session; none from a place on days on which they never set out from it.
    """
    return [
        (who, place, what)
        for who, person in people.items()
        for place in range(len(person.places))
        for what, session in sessions.items()
        if session_from(person, place, session) is not None
    ]


def score_in_memory(
    area: str,
    keys: Iterable[Key],
    people: Mapping[str, Person],
    sessions: Mapping[str, Session],
    venues: Mapping[str, Opportunity],
    basis: Basis,
    *,
    observations: tuple[Observation, ...] = (),
    parameters_dir: str | None = None,
    workers: int = 1,
    progress: Progress = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> Iterator[dict[str, Any]]:
    """Score without a register.

    Parameters
    ----------
    area
        Folder or address of the area.
    keys
        Which verdicts.
    people, sessions, venues
        By id.
    basis
        As read from ``parameters_dir``.
    observations
        What people saw outside.
    parameters_dir
        The council's own parameters.
    workers
        Processes.
    progress
        Told the share done.
    stop
        Called between parts; it may raise to end the work.

    Yields
    ------
    dict
        Columns of a verdict, as :func:`~transit.store.scored.row_of` makes them, under the ids
        given, in no order.
    """
    opened = open_area(local_area(area))
    seen = observe(opened, observations, basis.rules, basis.parameters)
    job = ScoreJob(
        area=area,
        edition=opened.edition,
        seen_edition=seen.area.edition,
        parameters_dir=parameters_dir,
        opportunities=venues,
        sessions=sessions,
        observations=observations,
        # Workers of this process are kept by it: other places need others.
        key=digest_of("in memory", seen.area.edition, sessions, venues),
    )
    most = int(basis.parameters.number("score_block_verdicts"))
    parts = {part.work.block: part for part in cut(list(keys), people, sessions, basis, most)}
    total, done = sum(len(part.keys) for part in parts.values()), 0
    run = cast("Any", on_cores(workers))
    for number, found in run(job, [part.work for part in parts.values()], len(parts)):
        part = parts.pop(number)
        for key, row in zip(part.keys, answers_of(found).found, strict=True):
            yield row | {"person_id": key[0]}
        done += len(part.keys)
        progress(f"{done:,} of {total:,} verdicts", done / total)
        stop()
