"""Look at one week as it was asked: every fleet size, and without those who could switch."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from transit.batch.fleet_doers import doer
from transit.batch.kept_searches import KeptSearches
from transit.batch.switch_asked import SwitchAsked
from transit.batch.switch_telling import Telling
from transit.batch.switch_time import Expected, TimeLeft, measure_pace, spans_of
from transit.batch.switch_week import SwitchWeek
from transit.batch.switch_who import Together, candidates_of, group_asked, leavers_of
from transit.batch.unlock_parts import KeptParts
from transit.fleet.again import Doer
from transit.fleet.balance import Beside
from transit.fleet.candidates import Rider
from transit.fleet.effort import Effort
from transit.fleet.expected import Pace, Work, expected_work
from transit.fleet.fares import fares_of
from transit.fleet.group_choice import Groups
from transit.fleet.groups import best_groups
from transit.fleet.known import Known
from transit.fleet.ladder import Ladder, build_ladder
from transit.fleet.leavers import Leavers, plan_without
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
from transit.fleet.study import SavingFigures, Study
from transit.fleet.training_cost import training_rates
from transit.model.parameters import Parameters
from transit.read.hour_rules import read_pass_rules


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
    telling
        Tells how far it is; it may raise to end the work.
    kept
        Where what searches found is kept.
    groups
        Who was planned without.
    """

    asked: SwitchAsked
    effort: Effort
    workers: int
    telling: Telling
    kept: KeptParts
    groups: list[Leavers] = field(default_factory=list)

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
        self.telling.spans = spans_of(work, 0.0, 1.0 / both)

        def seconds(some: Work) -> float:
            return some.total * both / self.workers

        self.telling.left = TimeLeft(seconds(work))
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
        only = self.asked.confirmed_only
        candidates = candidates_of(week.problem, riders, confirmed_only=only)
        group = group_asked(self.asked, riders, candidates)
        fares = fares_of(parameters, read_pass_rules())
        beside = Beside(
            week.prices, training_rates(parameters), parameters, self.effort.seed, fares
        )
        spans = self.telling.spans
        with self._doer(week) as do:
            known = Known(week.problem, do, self.effort)
            ladder = build_ladder(known, self.telling.part(*spans.ladder))
            alone = candidates if self.asked.each else []
            singles = [leavers_of(some) for some in alone]
            looked_at = self._best(ladder, candidates)
            self.groups = [*singles, *looked_at.chosen(ladder)]
            self.groups += [leavers_of(group)] if group else []
            given_back = self._without(ladder)
            self._settle(ladder)
            self.telling.at("Adding up", *spans.adding_up)
            final = looked_at.only_planned(self.groups).with_singles(singles)
            best = _people_of(final.saving_most(ladder), candidates)
            cash = _people_of(final.ending_most(ladder), candidates)
            group = group or (best[-1] if best else ())
            savings = _savings(ladder, alone, beside)
            rows = group_rows(ladder, [*best, *cash], beside)
            others = {each.person: len(some) - 1 for some in candidates for each in some}
            leavers = leavers_of(group) if group else None
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
                        _sizes_with(each, best),
                        each in group,
                        _sizes_with(each, cash),
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
            With today's years before, and the other one's own beside them if a group leaves it.
        """
        with self._doer(today) as do:
            spans = self.telling.spans = self.telling.spans.moved_by(
                self.telling.spans.adding_up[1]
            )
            known = Known(today.problem, do, self.effort)
            ladder = build_ladder(known, self.telling.part(*spans.ladder))
            self._without(ladder)
            self._settle(ladder)
            return replace(
                study,
                before=today.figures(ladder),
                whole_fleet=today.whole_fleet(ladder),
                changed=study.before if study.group else None,
            )

    def _best(self, ladder: Ladder, candidates: Sequence[Together]) -> Groups:
        """Look for the best groups of each size."""
        if not self.asked.best or not candidates:
            return Groups({})
        some = [leavers_of(each) for each in candidates]
        told = self.telling.part(*self.telling.spans.best)
        return best_groups(ladder, some, self.asked.best, told)

    def _without(self, ladder: Ladder) -> int:
        """Plan without each; return what the last pass took off the year with everybody."""
        if not self.groups:
            return 0
        told = self.telling.part(*self.telling.spans.without)
        return plan_without(ladder, self.groups, told)

    def _settle(self, ladder: Ladder) -> None:
        stage = "Choosing among the plans found by the whole bill"
        self.telling.at(stage, *[self.telling.spans.without[1]] * 2)
        settle(ladder, self.groups)

    def _doer(self, week: SwitchWeek) -> AbstractContextManager[Doer]:
        problems = week.problem.problems
        kept = KeptSearches(self.kept, problems, week.how)
        return doer(problems, week.how, self.workers, self.telling.searched, kept)

    def _work(
        self,
        week: SwitchWeek,
        riders: Sequence[Rider],
        parameters: Parameters,
        pace: Pace,
        asked: SwitchAsked,
    ) -> Work:
        """Guess how long something takes that is asked."""
        only = self.asked.confirmed_only
        candidates = candidates_of(week.problem, riders, confirmed_only=only)
        return expected_work(
            week.problem,
            self.effort,
            pace,
            candidates=[leavers_of(some) for some in candidates],
            each=asked.each,
            best=max(asked.best, bool(asked.group)),
            outcomes=training_rates(parameters).outcomes,
        )


def _people_of(groups: Iterable[Leavers], candidates: Sequence[Together]) -> list[Together]:
    by_id = {each.person: each for some in candidates for each in some}
    return [tuple(by_id[person] for person in each.people) for each in groups]


def _savings(
    ladder: Ladder, alone: Sequence[Together], beside: Beside
) -> Mapping[str, SavingFigures]:
    """Return what is saved where somebody leaves alone, or with whom they must ride."""
    found = savings_of(ladder, [leavers_of(some) for some in alone])
    return {
        each.person: saving_figures(saving, beside.fares_of(some))
        for some, saving in zip(alone, found, strict=True)
        for each in some
    }


def _sizes_with(rider: Rider, groups: Sequence[Together]) -> tuple[int, ...]:
    return tuple(len(some) for some in groups if rider in some)
