"""What of a register has to be scored: everything whose inputs are not those of its verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import select

from transit.batch.remote import local_area
from transit.batch.score_cut import Part, cut
from transit.batch.score_hashes import Hashes
from transit.batch.score_inputs import basis_digest, digest_of
from transit.batch.score_job import ScoreJob
from transit.errors import InputError
from transit.model.notice import Notice
from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.network.observed import observe
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.store import Store
from transit.store.base import table_of
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations
from transit.store.verdict_pages import Chosen
from transit.store.verdict_tables import VerdictTable
from transit.store.verdicts import Key, drop_orphans, drop_verdicts, fresh_hashes
from transit.store.whole import read_register
from transit.verdict.basis import shipped_basis

EVERYTHING: Final = Chosen()
"""Everybody and every session."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """What has to be scored, and for whom.

    Parameters
    ----------
    job
        What all parts share.
    parts
        What has to be scored.
    hashes
        Of what each verdict asked for is made from.
    chosen
        Which verdicts were asked for.
    parameters_hash
        Hash of skills, rules, parameters and profiles.
    people
        Ids of those asked for.
    stale
        How many of the verdicts to be made are marked stale.
    notices
        Observations that could not be matched with the area.
    """

    job: ScoreJob
    parts: tuple[Part, ...]
    hashes: Mapping[Key, str]
    chosen: Chosen
    parameters_hash: str
    people: tuple[str, ...]
    stale: int
    notices: tuple[Notice, ...]


def plan_scoring(
    store: Store,
    area: str,
    chosen: Chosen = EVERYTHING,
    *,
    again: bool = False,
    parameters_dir: str | None = None,
) -> ScorePlan:
    """Find what has to be scored, and cut it into parts.

    Parameters
    ----------
    store
        The register.
    area
        Folder or address of the area.
    chosen, again, parameters_dir
        As for :func:`score_register`.

    Returns
    -------
    ScorePlan
        Ready to be run.
    """
    observations = read_observations(store)
    with store.reading() as session:
        register = read_register(session)
    drop_orphans(store, register.sessions)
    basis = shipped_basis(read_parameters(Path(parameters_dir) if parameters_dir else None))
    opened = open_area(local_area(area))
    seen = observe(opened, observations, basis.rules, basis.parameters)
    venues = with_observed_venues(register.opportunities, observations)
    people = _chosen(register.people, chosen.people, "person")
    sessions = _sessions(register.sessions, venues, chosen)
    parameters_hash = basis_digest(basis)
    hashes, away = _hashes(people, sessions, Hashes(opened.edition, parameters_hash, venues))
    drop_verdicts(store, away)
    fresh = {} if again else fresh_hashes(store)
    waiting = [key for key, made in hashes.items() if fresh.get(key) != made]
    most = int(basis.parameters.number("score_block_verdicts"))
    job = ScoreJob(
        area=area,
        edition=opened.edition,
        seen_edition=seen.area.edition,
        parameters_dir=parameters_dir,
        opportunities=venues,
        sessions=sessions,
        observations=observations,
        key=digest_of(seen.area.edition, parameters_hash, sorted(hashes.values())),
    )
    return ScorePlan(
        job=job,
        parts=tuple(cut(waiting, people, sessions, basis, most)),
        hashes=hashes,
        chosen=Chosen(
            people=chosen.people,
            sessions=None if len(sessions) == len(register.sessions) else tuple(sessions),
        ),
        parameters_hash=parameters_hash,
        people=tuple(people),
        stale=len(set(waiting) & stale_keys(store)),
        notices=seen.notices,
    )


def stale_keys(store: Store) -> set[Key]:
    """Return the verdicts that are marked stale.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    set of Key
        Person, place and session of each.
    """
    table = table_of(VerdictTable).c
    asked = select(table.person_id, table.place, table.session_id)
    with store.reading() as session:
        found = session.execute(asked.where(table.stale_since.is_not(None)))
        return {(who, place, what) for who, place, what in found}


def _hashes(
    people: Mapping[str, Person],
    sessions: Mapping[str, Session],
    hashes: Hashes,
) -> tuple[dict[Key, str], list[Key]]:
    """Return what each verdict would be made from, and which there are none of.

    Nobody is judged from a place on days on which they never set out from there.
    """
    made: dict[Key, str] = {}
    away: list[Key] = []
    for who, person in people.items():
        for place in range(len(person.places)):
            for what, session in sessions.items():
                found = hashes.find(person, place, session)
                if found is None:
                    away.append((who, place, what))
                else:
                    made[who, place, what] = found
    return made, away


def _sessions(
    sessions: Mapping[str, Session], venues: Mapping[str, Opportunity], chosen: Chosen
) -> dict[str, Session]:
    named = _chosen(sessions, chosen.sessions, "session")
    if chosen.opportunities is None:
        return named
    at = _chosen(venues, chosen.opportunities, "opportunity")
    return {key: each for key, each in named.items() if each.opportunity in at}


def _chosen(every: Mapping[str, _T], ids: tuple[str, ...] | None, kind: str) -> dict[str, _T]:
    if ids is None:
        return dict(every)
    missing = sorted(set(ids) - every.keys())
    if missing:
        raise InputError(f"there is no {kind} {missing[0]} in the register")
    return {key: each for key, each in every.items() if key in ids}
