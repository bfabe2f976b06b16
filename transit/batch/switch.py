"""Look at who could leave the fleet, and what that truly saves: from a register to a study."""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transit.batch.kept_searches import forget_other_searches
from transit.batch.score_inputs import basis_digest
from transit.batch.switch_asked import SwitchAsked
from transit.batch.switch_clashes import Clashes, find_clashes, without_rides
from transit.batch.switch_inputs import (
    MadeWith,
    read_inputs,
    with_changes,
    with_sessions_moved,
)
from transit.batch.switch_looker import Looker
from transit.batch.switch_moved import at_new_times
from transit.batch.switch_telling import Telling
from transit.batch.switch_time import Expected
from transit.batch.switch_week import figures_today, switch_week
from transit.batch.tell import Tell
from transit.batch.unlock_parts import KeptParts
from transit.errors import InputError
from transit.fleet.candidates import Rider, riders_of
from transit.fleet.effort import effort
from transit.fleet.leaving_together import company_of
from transit.fleet.study import Study
from transit.fleet.warm import warm_search
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.model.vehicles import Vehicle
from transit.network.store import read_manifest
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.verdict.basis import shipped_basis


@dataclass(frozen=True, slots=True)
class Switch:
    """What was found.

    Parameters
    ----------
    study
        The figures.
    notices
        Who could not be counted, and what was taken for granted.
    parameters
        All parameters that it was made with.
    vehicles
        The fleet, with its prices.
    """

    study: Study
    notices: tuple[Notice, ...]
    parameters: Parameters
    vehicles: tuple[Vehicle, ...] = ()


def study_switch(
    register: str,
    area: Path | str,
    asked: SwitchAsked,
    *,
    parameters_dir: Path | None = None,
    workers: int | None = None,
    seed: int = 1,
    again: int | None = None,
    keep: Path | None = None,
    progress: Tell = lambda stage, share, left_s=None: None,
    expect: Callable[[Expected], None] = lambda expected: None,
) -> Switch:
    """Plan a register's week for every fleet size, and without those who could switch.

    It may be stopped at any moment, or killed: with ``keep``, it goes on where it was when started
    again, and finds the same as if it had run through.

    Parameters
    ----------
    register
        File or address of the register; it is only read.
    area
        Folder of the area, with roads.
    asked
        What is asked.
    parameters_dir
        The council's own parameters.
    workers
        Processes; all cores when None. The answer is the same.
    seed
        Seed of searches and draws.
    again
        Iterations of each search without somebody; None takes the parameter.
    keep
        Folder for what searches found; nothing is kept when None. Its files name nobody.
    progress
        Called with the stage, the share done and the seconds left; it may raise to end the work.
    expect
        Called with how long it is expected to take, before searching begins.

    Returns
    -------
    Switch
        What was found.

    Raises
    ------
    TransitError
        The register or area cannot be read, the area has no roads, or somebody asked for does not
        ride or could not switch.
    """
    shipped = read_parameters(parameters_dir)
    parameters = with_changes(shipped, asked.changed)
    edition = str(read_manifest(Path(area))["edition"])
    now = MadeWith(edition, basis_digest(shipped_basis(shipped)))
    store = open_store(register)
    try:
        people, judged = read_inputs(store, now)
        moved = with_sessions_moved(people, asked.moved)
        clashes = find_clashes(people, moved, asked.moved)
        _refuse_clashing(asked, clashes)
        if asked.moved:
            progress("Working out verdicts at the new times", 0.0)
        known = at_new_times(store, Path(area), people, moved, judged, asked.moved, parameters)
    finally:
        store.close()
    progress("Timing drives", 0.0)
    compared = without_rides(people, clashes.people)
    today = then = switch_week(compared, Path(area), shipped)
    if asked.is_otherwise:
        fit = "fleet_runs_begin_s" not in asked.changed
        otherwise = without_rides(moved, clashes.people)
        then = switch_week(otherwise, Path(area), parameters, fit=fit)
    riders = company_of(then.problem).staying(
        riders_of(then.register, then.rides, known.judged, dt.date.today())
    )
    progress("Compiling the search, once after installing", 0.0)
    warm_search(today.how.anew)
    kept = KeptParts(keep)
    looker = Looker(
        asked,
        effort(parameters, seed=seed, again=again),
        workers or os.cpu_count() or 1,
        Telling(progress),
        kept,
    )
    expect(looker.expect(then, riders, parameters))
    study = looker.look(then, riders, parameters)
    if then is not today:
        study = looker.against(study, today)
    forget_other_searches(kept)
    own = figures_today(replace(today, register=people), Path(area), shipped)
    study = replace(study, today=own, moves=known.moves, lost=(*clashes.lost, *known.lost))
    notices = (*then.notices, *_go_on(riders), *_stay_with(riders), *_out_of_date(riders))
    notices += (*clashes.notices, *known.notices)
    fleet = tuple(then.prices.vehicles.values())
    return Switch(study, notices, parameters, fleet)


def _refuse_clashing(asked: SwitchAsked, clashes: Clashes) -> None:
    """Refuse to look at the leaving of somebody who is in neither of the years compared."""
    for person in asked.group:
        if person in clashes.people:
            raise InputError(
                f"person {person} goes to two sessions that overlap at the old or at the new times "
                "of a session that moves, so that they are in neither of the years compared: leave "
                "them out of the group, or move the session to other times"
            )


def _go_on(riders: Sequence[Rider]) -> Iterator[Notice]:
    """Tell whose rides stay because they go to two sessions on one way."""
    for rider in riders:
        sessions = sorted({each.session for each in rider.options if each.goes_on})
        if sessions:
            yield Notice(
                "switch_goes_on",
                Severity.INFO,
                "register",
                f"person {rider.person} goes straight on from one session to another (to or from "
                f"{', '.join(sessions)}): verdicts are of journeys from home and back, so that "
                "these rides stay on the fleet",
                "Look with them at the whole day",
            )


def _stay_with(riders: Sequence[Rider]) -> Iterator[Notice]:
    """Tell whose rides stay because they must ride with somebody who stays."""
    for rider in riders:
        others = sorted({each.stays_with for each in rider.options if each.stays_with})
        if others:
            yield Notice(
                "switch_stays_with_company",
                Severity.INFO,
                "register",
                f"person {rider.person} could travel alone, but must ride with "
                f"{', '.join(others)}, who could not: people who must ride together leave together "
                "or not at all, so that these rides stay on the fleet",
                "Check whether they must ride together",
                field="together_with",
            )


def _out_of_date(riders: Sequence[Rider]) -> Iterator[Notice]:
    """Tell that savings rest on verdicts that are no longer those of now."""
    count = sum(each.is_stale for each in riders)
    if count:
        yield Notice(
            "switch_verdicts_out_of_date",
            Severity.WARNING,
            "register",
            f"verdicts by which {count} of those who could travel alone are counted are out of "
            "date, or were made for another edition of the area or with other rules",
            "Run transit score, then look again; --confirmed-only leaves these people out",
        )
