"""Sweeping the session times of venues for a whole register."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from transit.batch.remote import local_area
from transit.batch.runners import on_cluster, on_cores
from transit.batch.score_cut import travels_as, unnamed
from transit.batch.score_inputs import basis_digest, digest_of, person_digest
from transit.batch.sweep_job import PartSwept, SweepJob, SweepWork, Times, read_part, together
from transit.batch.unlock_parts import (
    KeptParts,
    Keyed,
    Runner,
    do_parts,
    folder_beside,
    part_key,
)
from transit.errors import InputError
from transit.model.fact import State
from transit.model.notice import Notice
from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.model.register import Register
from transit.model.starting import place_on
from transit.network.observed import observe
from transit.network.store import open_area
from transit.read.hour_rules import read_school_terms
from transit.read.parameters import read_parameters
from transit.sessions.sweep_axes import Axes
from transit.sessions.swept import Held, Swept
from transit.store import open_store
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations
from transit.store.whole import read_register
from transit.verdict.basis import Basis, shipped_basis
from transit.verdict.calendar import Calendar, calendar_of
from transit.verdict.days import session_dates

Progress = Callable[[str, float], None]

_SPARE: Final = 400
"""Parts of other sweeps that are kept, some tens of kilobytes each."""


@dataclass(frozen=True, slots=True, eq=False)
class VenueSweep:
    """Everything that was swept at one venue.

    Parameters
    ----------
    opportunity
        The venue, as people saw it.
    today
        Its sessions today.
    swept
        Who would come at each start and finish.
    free
        ``(n_people, n_days, n_starts, n_ends) uint8`` the rungs as if passes were valid all day.
    comes_today
        Ids of those who come there today.
    own
        The same on the dates of today's sessions, by session: of those that keep to other dates.
    """

    opportunity: Opportunity
    today: tuple[Session, ...]
    swept: Swept
    free: NDArray[np.uint8]
    comes_today: frozenset[str]
    own: Mapping[str, Swept]


@dataclass(frozen=True, slots=True, eq=False)
class Sweeps:
    """What was swept.

    Parameters
    ----------
    venues
        By opportunity, in the order asked for.
    notices
        Observations that could not be matched with the area.
    """

    venues: Mapping[str, VenueSweep]
    notices: tuple[Notice, ...]


def sweep_sessions(
    store_url: str | Path,
    area: str | Path,
    opportunities: Sequence[str],
    *,
    axes: Axes | None = None,
    term_only: State = State.NO,
    parameters_dir: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    keep: Path | None = None,
    progress: Progress = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> Sweeps:
    """Find who would come to venues at every start and finish.

    The register is not written. It may be stopped at any moment: with ``keep``, it goes on where it
    was when started again, and what has not changed since is not swept again.

    Parameters
    ----------
    store_url
        File or address of the register.
    area
        Folder or address of the area.
    opportunities
        Ids of the venues.
    axes
        What is swept; the usual days and times when None. Today's times are swept, too.
    term_only
        Whether sessions are held in term time only; today's go by their own dates.
    parameters_dir
        The council's own parameters.
    workers
        Processes; with one, this process does it.
    scheduler
        Address of a Dask scheduler, instead of processes.
    keep
        Folder for what parts found; nothing is kept when None. Its files name nobody.
    progress
        Told the stage and the share done.
    stop
        Called between parts; it may raise to end the work.

    Returns
    -------
    Sweeps
        By venue.

    Raises
    ------
    TransitError
        The register or the area cannot be used, or there is no such venue.
    """
    runner = cast("Runner", on_cluster(scheduler) if scheduler else on_cores(workers))
    progress("Reading the register and the area", 0.0)
    plan = _plan(store_url, str(area), opportunities, axes, term_only, parameters_dir)
    kept = KeptParts(keep)

    def tell(done: int, parts: int) -> None:
        progress(f"Sweeping session times: {done:,} of {parts:,} parts", done / max(parts, 1))

    keyed = [Keyed(part.work, part.key) for part in plan.parts]
    found = do_parts(plan.job, keyed, runner, kept, tell, stop)
    kept.forget_others(_SPARE)
    read = _read(plan, found)
    return Sweeps({each: _venue(plan, read, each) for each in opportunities}, plan.notices)


def find_sweep(
    store_url: str | Path,
    area: str | Path,
    opportunity: str,
    *,
    keep: Path,
    parameters_dir: str | None = None,
) -> VenueSweep | None:
    """Return what was swept at a venue before, at the usual times.

    Parameters
    ----------
    store_url, area
        As for :func:`sweep_sessions`.
    opportunity
        Id of the venue.
    keep, parameters_dir
        As for :func:`sweep_sessions`.

    Returns
    -------
    VenueSweep or None
        None where anything of it was not swept, or has changed since.
    """
    found = find_sweeps(store_url, area, [opportunity], keep=keep, parameters_dir=parameters_dir)
    return found.get(opportunity)


def find_sweeps(
    store_url: str | Path,
    area: str | Path,
    opportunities: Sequence[str],
    *,
    keep: Path,
    parameters_dir: str | None = None,
) -> dict[str, VenueSweep]:
    """Return what was swept at venues before, at the usual times.

    Parameters
    ----------
    store_url, area
        As for :func:`sweep_sessions`.
    opportunities
        Ids of the venues.
    keep, parameters_dir
        As for :func:`sweep_sessions`.

    Returns
    -------
    dict
        By venue, of which nothing was left unswept nor has changed since.
    """
    plan = _plan(store_url, str(area), opportunities, None, State.NO, parameters_dir)
    kept = KeptParts(keep)
    looked = {
        part.work.block: kept.find(part_key(plan.job, Keyed(part.work, part.key)))
        for part in plan.parts
    }
    lacking = {part.work.opportunity for part in plan.parts if looked[part.work.block] is None}
    read = _read(plan, {at: each for at, each in looked.items() if each is not None})
    return {each: _venue(plan, read, each) for each in opportunities if each not in lacking}


def kept_beside(register: str | Path) -> Path:
    """Return the folder in which sweeps of a register are kept.

    Parameters
    ----------
    register
        Its file or address.

    Returns
    -------
    Path
        Beside the file; of a database, among this machine's passing files.
    """
    return folder_beside(register, "sessions")


class _Part(NamedTuple):
    work: SweepWork
    people: tuple[str, ...]
    key: str


class _Asked(NamedTuple):
    """What is swept at one venue: everything, and today's sessions on dates of their own."""

    times: tuple[Times, ...]
    sessions: tuple[tuple[str, ...], ...]
    """Those of each but the first of the times."""


@dataclass(frozen=True, slots=True)
class _Plan:
    job: SweepJob
    asked: Mapping[str, _Asked]
    parts: tuple[_Part, ...]
    register: Register
    notices: tuple[Notice, ...]


def _plan(
    store_url: str | Path,
    area: str,
    opportunities: Sequence[str],
    axes: Axes | None,
    term_only: State,
    parameters_dir: str | None,
) -> _Plan:
    store = open_store(store_url)
    try:
        observations = read_observations(store)
        with store.reading() as session:
            register = read_register(session)
    finally:
        store.close()
    parameters = read_parameters(Path(parameters_dir) if parameters_dir else None)
    basis = shipped_basis(parameters)
    opened = open_area(local_area(area))
    seen = observe(opened, observations, basis.rules, basis.parameters)
    venues = with_observed_venues(register.opportunities, observations)
    if not register.people:
        raise InputError("nobody is in the register: import people first")
    usual = axes or Axes.of(parameters)
    calendar = calendar_of(opened.timetable, parameters.number("published_day_share"))
    asked = {
        each: _asked(_today(register, each), usual, Held(term_only), calendar)
        for each in _known(opportunities, venues)
    }
    shared = seen.area.edition, basis_digest(basis)
    job = SweepJob(
        area=area,
        edition=opened.edition,
        seen_edition=seen.area.edition,
        parameters_dir=parameters_dir,
        opportunities=venues,
        sessions=register.sessions,
        observations=observations,
        key=digest_of("sweep", shared, venues),
    )
    most = int(parameters.number("sweep_part_people"))
    parts = _parts(register.people, basis, venues, asked, most)
    return _Plan(job, asked, tuple(parts), register, seen.notices)


def _known(asked: Sequence[str], venues: Mapping[str, Opportunity]) -> Sequence[str]:
    for each in asked:
        if each not in venues:
            raise InputError(f"there is no opportunity {each} in the register")
    return asked


def _today(register: Register, opportunity: str) -> tuple[Session, ...]:
    return tuple(one for one in register.sessions.values() if one.opportunity == opportunity)


def _asked(today: tuple[Session, ...], usual: Axes, held: Held, calendar: Calendar) -> _Asked:
    """Ask for everything, and once more for today's sessions that are held on other dates."""
    axes = usual.with_today(today)
    terms = read_school_terms()
    apart: dict[Held, list[Session]] = {}
    for one in today:
        dates = (session_dates(each, calendar, terms) for each in (one, held.on(one)))
        if len(set(dates)) > 1:
            apart.setdefault(Held.like(one), []).append(one)
    times, sessions = [Times(axes, held)], []
    for own, some in apart.items():
        days = tuple(day for day in axes.days if any(day in one.days for one in some))
        if days:
            times.append(Times(replace(axes, days=days), own))
            sessions.append(tuple(one.id for one in some))
    return _Asked(tuple(times), tuple(sessions))


def _parts(
    people: Mapping[str, Person],
    basis: Basis,
    venues: Mapping[str, Opportunity],
    asked: Mapping[str, _Asked],
    most: int,
) -> Iterator[_Part]:
    """Cut the register; people who travel alike stay together."""
    alike = sorted(people, key=lambda who: (travels_as(people[who], basis), who))
    number = 0

    @cache
    def digest(who: str, place: int) -> str:
        return person_digest(people[who], place)

    for opportunity, (times, _) in asked.items():
        venue = venues[opportunity]
        waiting = iter(alike)
        while some := tuple(islice(waiting, most)):
            numbered = [unnamed(people[who], at) for at, who in enumerate(some)]
            work = SweepWork(number, numbered, (), opportunity, times)
            made_from = [
                [digest(who, place_on(people[who], day)) for day in times[0].axes.days]
                for who in some
            ]
            key = digest_of(opportunity, venue.entrances, venue.facts, times, made_from)
            yield _Part(work, some, key)
            number += 1


def _read(plan: _Plan, found: Mapping[int, bytes]) -> dict[int, PartSwept]:
    """Read what parts found, under the ids that the register has."""
    return {
        part.work.block: read_part(found[part.work.block], part.work, part.people)
        for part in plan.parts
        if part.work.block in found
    }


def _venue(plan: _Plan, read: Mapping[int, PartSwept], opportunity: str) -> VenueSweep:
    register = plan.register
    people = tuple(register.people)
    parts = [read[part.work.block] for part in plan.parts if part.work.opportunity == opportunity]
    found = together(parts, people)
    return VenueSweep(
        opportunity=plan.job.opportunities[opportunity],
        today=_today(register, opportunity),
        swept=found.swept,
        free=found.free,
        comes_today=frozenset(
            who
            for who, person in register.people.items()
            if any(each.opportunity == opportunity for each in person.attends)
        ),
        own={
            one: each
            for each, some in zip(found.own, plan.asked[opportunity].sessions, strict=True)
            for one in some
        },
    )
