"""Look at who could leave the fleet, and what that truly saves: from a register to a study."""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from transit.batch.fleet_doers import doer
from transit.batch.score_inputs import basis_digest
from transit.batch.switch_clashes import Clashes, find_clashes, without_rides
from transit.batch.switch_inputs import (
    MadeWith,
    Moved,
    read_inputs,
    with_changes,
    with_sessions_moved,
)
from transit.batch.switch_moved import at_new_times
from transit.batch.switch_week import SwitchWeek, figures_today, switch_week
from transit.errors import InputError
from transit.fleet.balance import Beside
from transit.fleet.candidates import Rider, riders_of
from transit.fleet.effort import Effort, effort
from transit.fleet.fares import fares_of
from transit.fleet.groups import best_groups
from transit.fleet.known import Known
from transit.fleet.ladder import Ladder, build_ladder
from transit.fleet.leavers import Leavers, plan_without, together
from transit.fleet.looking import group_row, group_study, noise_of, rider_row, rung_costs
from transit.fleet.savings import saving_of
from transit.fleet.study import Study
from transit.fleet.training_cost import training_rates
from transit.fleet.warm import warm_search
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters, Value
from transit.model.vehicles import Vehicle
from transit.network.store import read_manifest
from transit.read.hour_rules import read_pass_rules
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.verdict.basis import shipped_basis

Told = Callable[[str, float], None]
"""Told the stage and the share done."""

_TOLD_EACH: Final = 20
"""Searches between two signs of life."""
_LADDER: Final = 0.35
_SINGLES: Final = 0.4
"""Shares of the work, for the progress bar only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchAsked:
    """What is asked.

    Parameters
    ----------
    group
        Ids of people who leave together; empty for none.
    best
        Largest size of the best groups that are looked for; 0 for none. Where no group is named,
        the largest of them is looked at closely.
    each
        Whether each candidate's own saving is asked for.
    confirmed_only
        Whether only those are candidates for whom a person stands, by verdicts of now.
    moved
        Sessions at other times.
    changed
        Parameters with other values, by name.
    """

    group: tuple[str, ...] = ()
    best: int = 0
    each: bool = False
    confirmed_only: bool = False
    moved: tuple[Moved, ...] = ()
    changed: Mapping[str, Value] = field(default_factory=dict)

    @property
    def is_otherwise(self) -> bool:
        """Whether the week itself is another one than today's."""
        return bool(self.moved or self.changed)


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
    progress: Told = lambda stage, share: None,
) -> Switch:
    """Plan a register's week for every fleet size, and without those who could switch.

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
    progress
        Called with the stage and the share done; it may raise to end the work.

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
    riders = riders_of(then.register, then.rides, known.judged, dt.date.today())
    progress("Compiling the search, once after installing", 0.0)
    warm_search(today.how.anew)
    looker = _Looker(
        asked,
        effort(parameters, seed=seed, again=again),
        workers or os.cpu_count() or 1,
        progress,
    )
    study = looker.look(then, riders, parameters)
    if then is not today:
        study = looker.against(study, today)
    own = figures_today(replace(today, register=people), Path(area), shipped)
    study = replace(study, today=own, moves=known.moves, lost=(*clashes.lost, *known.lost))
    notices = (*then.notices, *_go_on(riders), *_out_of_date(riders))
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


@dataclass(slots=True)
class _Looker:
    """Looks at a week as it was asked."""

    asked: SwitchAsked
    effort: Effort
    workers: int
    progress: Told
    groups: list[Leavers] = field(default_factory=list)
    """Who was planned without so far."""
    stage: tuple[str, float] = ("", 0.0)
    """What is being done, and the share that was done before."""

    def look(self, week: SwitchWeek, riders: Sequence[Rider], parameters: Parameters) -> Study:
        """Plan a week and look at who could leave it."""
        candidates = [each for each in riders if self._counts(each)]
        group = self._group(riders, candidates)
        fares = fares_of(parameters, read_pass_rules())
        beside = Beside(
            week.prices, training_rates(parameters), parameters, self.effort.seed, fares
        )
        with doer(week.problem.problems, week.how, self.workers, self._searched) as do:
            ladder = self._ladder(Known(week.problem, do, self.effort), 0.0)
            alone = [each.leavers for each in candidates] if self.asked.each else []
            named = [together(each.leavers for each in group)] if group else []
            self.groups = [*alone, *named]
            given_back = self._without(ladder, _LADDER, _SINGLES)
            best = self._best(ladder, candidates)
            group = group or (best[-1] if best else ())
            if best:
                self.groups += [together(each.leavers for each in some) for some in best]
                given_back = self._without(ladder, 0.9, 0.05)
            self._at("Adding up", 0.95)
            chosen = {each.person for each in group}
            savings = {each.people[0]: saving_of(ladder, each) for each in alone}
            leavers = together(each.leavers for each in group) if group else None
            return Study(
                weeks=week.problem.weeks,
                today=None,
                whole_fleet=week.whole_fleet(ladder),
                before=week.figures(ladder),
                after=fares.in_figures(week.figures(ladder, leavers), group),
                ladder=rung_costs(ladder),
                noise=noise_of(ladder, given_back),
                riders=tuple(
                    rider_row(
                        ladder,
                        each,
                        beside,
                        savings.get(each.person),
                        tuple(len(some) for some in best if each in some),
                        each.person in chosen,
                    )
                    for each in riders
                ),
                groups=tuple(group_row(ladder, some, beside) for some in best),
                group=group_study(ladder, group, beside) if group else None,
                edition=week.prices.factors.edition,
            )

    def against(self, study: Study, today: SwitchWeek) -> Study:
        """Put today's week, with today's sessions and prices, beside another one.

        It learns from plans without the same people: else the other one is searched for longer.
        """
        with doer(today.problem.problems, today.how, self.workers, self._searched) as do:
            ladder = self._ladder(Known(today.problem, do, self.effort), 0.96)
            self._without(ladder, 0.97, 0.02)
            return replace(
                study, before=today.figures(ladder), whole_fleet=today.whole_fleet(ladder)
            )

    def _without(self, ladder: Ladder, begins: float, takes: float) -> int:
        """Plan without each; return what the last pass took off the year with everybody."""
        if not self.groups:
            return 0
        return plan_without(ladder, self.groups, self._told(begins, takes))

    def _ladder(self, known: Known, share: float) -> Ladder:
        return build_ladder(known, lambda stage: self._at(stage, share))

    def _told(self, begins: float, takes: float) -> Told:
        return lambda stage, share: self._at(stage, begins + takes * share)

    def _at(self, stage: str, share: float) -> None:
        self.stage = stage, share
        self.progress(stage, share)

    def _searched(self, count: int) -> None:
        """Show now and then that searches go on: some stages take minutes."""
        if count % _TOLD_EACH == 0:
            stage, share = self.stage
            self.progress(f"{stage} ({count:,} searches so far)", share)

    def _counts(self, rider: Rider) -> bool:
        if self.asked.confirmed_only:
            return rider.is_confirmed and not rider.is_stale
        return rider.is_candidate

    def _group(self, riders: Sequence[Rider], candidates: Sequence[Rider]) -> tuple[Rider, ...]:
        """Return the group asked for, or say why somebody cannot be in it."""
        riding = {each.person for each in riders}
        could = {each.person: each for each in candidates}
        for person in self.asked.group:
            if person not in riding:
                raise InputError(f"person {person} does not ride on the fleet, or is not known")
            if person not in could:
                raise InputError(
                    f"person {person} could not switch: no verdict of theirs is now or with "
                    "training where they ride, or nobody has confirmed it, or it is out of date"
                )
        return tuple(could[person] for person in sorted(set(self.asked.group)))

    def _best(self, ladder: Ladder, candidates: Sequence[Rider]) -> list[tuple[Rider, ...]]:
        """Return the best group found of each size."""
        if not self.asked.best or not candidates:
            return []
        by_id = {each.person: each for each in candidates}
        found: Sequence[Leavers] = best_groups(
            ladder,
            [each.leavers for each in candidates],
            self.asked.best,
            self._told(_LADDER + _SINGLES, 0.15),
        )
        return [tuple(by_id[person] for person in each.people) for each in found]
