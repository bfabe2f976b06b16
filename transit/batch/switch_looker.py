"""Look at one week as it was asked: every fleet size, and without those who could switch."""

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Final

from transit.batch.fleet_doers import doer
from transit.batch.kept_searches import KeptSearches
from transit.batch.switch_asked import SwitchAsked
from transit.batch.switch_time import Expected, Spans, TimeLeft, measure_pace, spans_of
from transit.batch.switch_week import SwitchWeek
from transit.batch.tell import Tell
from transit.batch.unlock_parts import KeptParts
from transit.errors import InputError
from transit.fleet.again import Doer
from transit.fleet.balance import Beside
from transit.fleet.candidates import Rider
from transit.fleet.effort import Effort
from transit.fleet.expected import Pace, Work, expected_work
from transit.fleet.fares import fares_of
from transit.fleet.group_choice import Groups
from transit.fleet.groups import best_groups
from transit.fleet.known import Known
from transit.fleet.ladder import Ladder, Told, build_ladder
from transit.fleet.leavers import Leavers, plan_without, together
from transit.fleet.leaving_together import company_of
from transit.fleet.looking import (
    group_rows,
    group_study,
    noise_of,
    rider_row,
    rung_costs,
    saving_figures,
)
from transit.fleet.savings import savings_of
from transit.fleet.settling import settle
from transit.fleet.study import Study
from transit.fleet.training_cost import training_rates
from transit.model.parameters import Parameters
from transit.read.hour_rules import read_pass_rules

_TOLD_EACH_S: Final = 2.0
"""Seconds between two signs of life."""


@dataclass(slots=True)
class Looker:
    """Looks at a week as it was asked.

    Parameters
    ----------
    asked
        What is asked.
    effort
        How hard to search.
    workers
        Processes.
    progress
        Told the stage and the share done; it may raise to end the work.
    kept
        Where what searches found is kept.
    groups
        Who was planned without.
    stage
        What is being done, and the shares that are done before and after.
    told_at
        When a sign of life was given last, seconds of the monotonic clock.
    spans, left
        Which shares the parts take; how long it still takes.
    """

    asked: SwitchAsked
    effort: Effort
    workers: int
    progress: Tell
    kept: KeptParts
    groups: list[Leavers] = field(default_factory=list)
    stage: tuple[str, float, float] = ("", 0.0, 0.0)
    told_at: float = 0.0
    spans: Spans = field(default_factory=lambda: spans_of(Work(ladder=0.0), 0.0, 1.0))
    left: TimeLeft = field(default_factory=lambda: TimeLeft(0.0))

    def expect(self, week: SwitchWeek, riders: Sequence[Rider], parameters: Parameters) -> Expected:
        """Tell how long looking takes, before it begins.

        Parameters
        ----------
        week, riders, parameters
            As for :meth:`look`.

        Returns
        -------
        Expected
            By how fast this machine searches; also if less were asked.
        """
        pace = measure_pace(week.problem, week.how, self.effort.again)
        work = self._work(week, riders, parameters, pace, self.asked)
        both = 2 if self.asked.is_otherwise else 1
        self.spans = spans_of(work, 0.0, 1.0 / both)

        def seconds(some: Work) -> float:
            return some.total * both / self.workers

        self.left = TimeLeft(seconds(work))
        smaller = [
            (name, seconds(self._work(week, riders, parameters, pace, less)))
            for name, less in self.asked.smaller()
        ]
        smaller.sort(key=lambda each: -each[1])
        return Expected(
            whole=seconds(work),
            smaller=tuple(smaller),
            workers=self.workers,
            searched_before=self.kept.has_any,
        )

    def look(self, week: SwitchWeek, riders: Sequence[Rider], parameters: Parameters) -> Study:
        """Plan a week and look at who could leave it.

        Parameters
        ----------
        week
            The week.
        riders
            Everybody who rides in it.
        parameters
            All parameters.

        Returns
        -------
        Study
            Without today's own runs.

        Raises
        ------
        InputError
            Somebody asked for does not ride or could not switch.
        """
        company = company_of(week.problem)
        candidates = company.groups([each for each in riders if self._counts(each)])
        group = self._group(riders, candidates)
        fares = fares_of(parameters, read_pass_rules())
        beside = Beside(
            week.prices, training_rates(parameters), parameters, self.effort.seed, fares
        )
        with self._doer(week) as do:
            known = Known(week.problem, do, self.effort)
            ladder = build_ladder(known, self._told(*self.spans.ladder))
            alone = candidates if self.asked.each else []
            looked_at = self._best(ladder, candidates)
            singles = [_leavers(some) for some in alone]
            self.groups = [*singles, *looked_at.chosen(ladder)]
            self.groups += [_leavers(group)] if group else []
            given_back = self._without(ladder, *self.spans.without)
            self._settle(ladder)
            self._at("Adding up", *self.spans.adding_up)
            by_id = {each.person: each for some in candidates for each in some}
            final = looked_at.only_planned(self.groups).with_singles(singles)
            best, cash = (
                [tuple(by_id[person] for person in each.people) for each in some]
                for some in (final.saving_most(ladder), final.ending_most(ladder))
            )
            group = group or (best[-1] if best else ())
            chosen = {each.person for each in group}
            found = savings_of(ladder, singles)
            rows = group_rows(ladder, [*best, *cash], beside)
            savings = {
                each.person: saving_figures(saving, beside.fares_of(some))
                for some, saving in zip(alone, found, strict=True)
                for each in some
            }
            others = {each.person: len(some) - 1 for some in candidates for each in some}
            leavers = _leavers(group) if group else None
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
                        others.get(each.person, 0),
                        tuple(len(some) for some in best if each in some),
                        each.person in chosen,
                        tuple(len(some) for some in cash if each in some),
                    )
                    for each in riders
                ),
                groups=rows[: len(best)],
                group=group_study(ladder, group, beside) if group else None,
                cash_groups=rows[len(best) :],
                edition=week.prices.factors.edition,
            )

    def against(self, study: Study, today: SwitchWeek) -> Study:
        """Put today's week, with today's sessions and prices, beside another one.

        It learns from plans without the same people: else the other one is searched for longer.

        Parameters
        ----------
        study
            Of the other one.
        today
            Today's week.

        Returns
        -------
        Study
            With today's years before.
        """
        with self._doer(today) as do:
            self.spans = self.spans.moved_by(self.spans.adding_up[1])
            known = Known(today.problem, do, self.effort)
            ladder = build_ladder(known, self._told(*self.spans.ladder))
            self._without(ladder, *self.spans.without)
            self._settle(ladder)
            return replace(
                study, before=today.figures(ladder), whole_fleet=today.whole_fleet(ladder)
            )

    def _without(self, ladder: Ladder, begins: float, ends: float) -> int:
        """Plan without each; return what the last pass took off the year with everybody."""
        if not self.groups:
            return 0
        return plan_without(ladder, self.groups, self._told(begins, ends))

    def _settle(self, ladder: Ladder) -> None:
        stage = "Choosing among the plans found by the whole bill"
        self._at(stage, *[self.spans.without[1]] * 2)
        settle(ladder, self.groups)

    def _doer(self, week: SwitchWeek) -> AbstractContextManager[Doer]:
        problems = week.problem.problems
        kept = KeptSearches(self.kept, problems, week.how)
        return doer(problems, week.how, self.workers, self._searched, kept)

    def _told(self, begins: float, ends: float) -> Told:
        """Return who is told of one part of the work, as shares of that part."""
        takes = ends - begins
        return lambda stage, share, then: self._at(
            stage, begins + takes * share, begins + takes * then
        )

    def _at(self, stage: str, share: float, then: float) -> None:
        self.stage = stage, share, then
        self.progress(stage, share, self.left.seconds)

    def _searched(self, count: int, of: int, kept: bool) -> None:
        """Show now and then how far the searches are: some stages take minutes."""
        stage, share, then = self.stage
        done = share + (then - share) * count / of
        self.left.told(done, kept=kept)
        now = time.monotonic()
        if now - self.told_at >= _TOLD_EACH_S:
            self.told_at = now
            self.progress(f"{stage}: {count:,} of {of:,} searches", done, self.left.seconds)

    def _work(
        self,
        week: SwitchWeek,
        riders: Sequence[Rider],
        parameters: Parameters,
        pace: Pace,
        asked: SwitchAsked,
    ) -> Work:
        """Guess how long something takes that is asked."""
        candidates = company_of(week.problem).groups(
            [each for each in riders if self._counts(each)]
        )
        return expected_work(
            week.problem,
            self.effort,
            pace,
            candidates=[_leavers(some) for some in candidates],
            each=asked.each,
            best=max(asked.best, bool(asked.group)),
            outcomes=training_rates(parameters).outcomes,
        )

    def _counts(self, rider: Rider) -> bool:
        if self.asked.confirmed_only:
            return rider.is_confirmed and not rider.is_stale
        return rider.is_candidate

    def _group(
        self, riders: Sequence[Rider], candidates: Sequence[tuple[Rider, ...]]
    ) -> tuple[Rider, ...]:
        """Return the group asked for, or say why somebody cannot be in it."""
        riding = {each.person for each in riders}
        could = {each.person: some for some in candidates for each in some}
        asked = set(self.asked.group)
        for person in self.asked.group:
            if person not in riding:
                raise InputError(f"person {person} does not ride on the fleet, or is not known")
            if person not in could:
                raise InputError(
                    f"person {person} could not switch: no verdict of theirs is now or with "
                    "training where they ride, or nobody has confirmed it, or it is out of date, "
                    "or they must ride with somebody who could not"
                )
            others = sorted({each.person for each in could[person]} - asked)
            if others:
                raise InputError(
                    f"person {person} must ride with {', '.join(others)}: they leave together or "
                    "not at all, so name all of them"
                )
        by_id = {each.person: each for some in candidates for each in some}
        return tuple(by_id[person] for person in sorted(asked))

    def _best(self, ladder: Ladder, candidates: Sequence[tuple[Rider, ...]]) -> Groups:
        """Look for the best groups of each size."""
        if not self.asked.best or not candidates:
            return Groups({})
        some = [_leavers(each) for each in candidates]
        return best_groups(ladder, some, self.asked.best, self._told(*self.spans.best))


def _leavers(riders: Sequence[Rider]) -> Leavers:
    return together(each.leavers for each in riders)
