"""Plans known so far of a week: by part of a day, by vehicles kept, by who is gone."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from transit.fleet.again import Doer, Solved, Task
from transit.fleet.effort import Effort
from transit.fleet.keys import Key, Question, in_order
from transit.fleet.plan import Run
from transit.fleet.returns import parted_run
from transit.fleet.week_problem import RideKey, WeekProblem

_SEEDS_A_TURN: Final = 100
_SPARES: Final = 3
"""Plans kept beside the best one of each key: of more, few would cost less by the whole bill."""


@dataclass(slots=True)
class Known:
    """The best plan known for each key; a plan is replaced by a cheaper one only.

    Parameters
    ----------
    week
        The week.
    do
        Does searches.
    effort
        How hard to search.
    plans
        The plans.
    apart
        By key, by how much searches of the same effort from the same start ended apart, units of
        cost.
    spares
        By key, further plans that searches found, the cheapest first: by the whole bill one of them
        may cost less.
    """

    week: WeekProblem
    do: Doer
    effort: Effort
    plans: dict[Key, Solved] = field(default_factory=dict)
    apart: dict[Key, int] = field(default_factory=dict)
    spares: dict[Key, list[Solved]] = field(default_factory=dict)
    _settled: set[tuple[frozenset[str], frozenset[RideKey]]] = field(default_factory=set)
    _turn: int = 0
    _gone: dict[frozenset[RideKey], tuple[frozenset[int], ...]] = field(default_factory=dict)
    _parted: dict[Key, tuple[Solved, Solved]] = field(default_factory=dict)
    _without: dict[tuple[int, frozenset[str]], set[frozenset[int]]] = field(default_factory=dict)

    def keys(self, kept: frozenset[str], gone: Collection[RideKey] = ()) -> list[Key]:
        """Return what a week needs plans for.

        Parameters
        ----------
        kept
            Ids of the vehicles kept.
        gone
            Rides that nobody makes any more.

        Returns
        -------
        list of Key
            One for each part of the week; the same one may come several times.
        """
        rides = frozenset(gone)
        if rides not in self._gone:
            self._gone[rides] = tuple(each.requests_of(rides) for each in self.week.parts)
        pairs = zip(self.week.parts, self._gone[rides], strict=True)
        bill = rides if (kept, rides) in self._settled else frozenset()
        return [
            Key(each.kind, kept, requests, bill if requests else frozenset())
            for each, requests in pairs
        ]

    def settle(
        self, kept: frozenset[str], gone: Collection[RideKey], chosen: Mapping[Key, Solved]
    ) -> None:
        """Let plans that are not the cheapest by themselves count in one week.

        Parameters
        ----------
        kept, gone
            As in :meth:`keys`: the week.
        chosen
            The plan of each of its parts from which somebody is gone.
        """
        rides = frozenset(gone)
        self.plans.update({key._replace(bill=rides): plan for key, plan in chosen.items()})
        self._settled.add((kept, rides))

    def starts(self, key: Key) -> tuple[tuple[Run, ...], ...]:
        """Return known runs from which to look for a plan.

        Parameters
        ----------
        key
            What the plan is for; one with everybody must be known.

        Returns
        -------
        tuple
            Those with everybody, and those without most of them who are gone.
        """
        runs = [self.plans[key.with_all].runs]
        fewer = [each for each in self._without.get(key[:2], ()) if each < key.gone]
        if fewer:
            most = max(fewer, key=lambda each: (len(each), sorted(each)))
            runs.append(self.plans[key._replace(gone=most)].runs)
        return tuple(runs)

    def year_units(self, kept: frozenset[str], gone: Collection[RideKey] = ()) -> int:
        """Return what a year costs by the plans known, which must be there.

        Parameters
        ----------
        kept, gone
            As in :meth:`keys`.

        Returns
        -------
        int
            Units of cost: vehicles kept, and the weeks' runs and taxis.
        """
        return self.week.year_units(kept, self.week_units(self.keys(kept, gone), {}))

    def week_units(self, keys: Iterable[Key], instead: Mapping[Key, Solved]) -> int:
        """Return what a week costs by the plans known, but for keeping vehicles.

        Parameters
        ----------
        keys
            What the week needs plans for, in the order of its parts.
        instead
            Plans that count instead of those known.

        Returns
        -------
        int
            Units of cost.
        """
        plans = (
            self.as_counted(key.kind, instead[key]) if key in instead else self.counted(key)
            for key in keys
        )
        return self.week.week_units((each.cost, each.runs, each.left) for each in plans)

    def counted(self, key: Key) -> Solved:
        """Return the best plan known as it is counted.

        Parameters
        ----------
        key
            What the plan is for.

        Returns
        -------
        Solved
            Vehicles go to their depot where they would wait for long, as in plans of the fleet: a
            run of a vehicle may become several.
        """
        plan = self.plans[key]
        last = self._parted.get(key)
        if last is None or last[0] is not plan:
            last = self._parted[key] = plan, self.as_counted(key.kind, plan)
        return last[1]

    def as_counted(self, kind: int, plan: Solved) -> Solved:
        """Return a plan as it is counted.

        Parameters
        ----------
        kind
            Index of its problem.
        plan
            The plan.

        Returns
        -------
        Solved
            As in :meth:`counted`.
        """
        wait_s = self.week.return_wait_s
        if wait_s is None:
            return plan
        problem = self.week.problems[kind]
        runs = tuple(each for run in plan.runs for each in parted_run(problem, run, wait_s))
        if runs == plan.runs:
            return plan
        less = sum(run.cost for run in plan.runs) - sum(run.cost for run in runs)
        return replace(plan, cost=plan.cost - less, runs=runs)

    def apart_units(self, kept: frozenset[str], gone: Collection[RideKey]) -> float:
        """Return the standard deviation that searches have shown over a year.

        Parameters
        ----------
        kept, gone
            As in :meth:`keys`.

        Returns
        -------
        float
            Units of cost: of two searches that ended apart by ``d``, ``d`` over the root of 2; of
            parts, the root of the sum of squares. Parts that are planned once are off together.
        """
        times = Counter(key for key in self.keys(kept, gone) if key.gone)
        squares = ((n * self.apart.get(key.searched, 0)) ** 2 / 2 for key, n in times.items())
        return float(sum(squares) ** 0.5 * self.week.weeks)

    def ask(self, questions: Iterable[Question], iterations: int | None = None) -> set[Key]:
        """Look for plans: for each question as many searches as there are seeds or starts.

        Parameters
        ----------
        questions
            What to look for.
        iterations
            How long each; None takes the effort's.

        Returns
        -------
        set of Key
            Those for which a cheaper plan was found than was known.
        """
        self._turn += 1  # so that asking again looks elsewhere
        asked = [(each, task) for each in questions for task in self._tasks(each, iterations)]
        costs: dict[Key, list[int]] = {}
        better = set()
        for (question, _), solved in zip(asked, self.do([task for _, task in asked]), strict=True):
            key = question.key
            costs.setdefault(key, []).append(solved.cost)
            if self.take(key, solved):
                better.add(key)
        for key, found in costs.items():
            if len(found) > 1:
                self.apart[key] = max(found) - min(found)
        return better

    def take(self, key: Key, solved: Solved) -> bool:
        """Keep a plan if none as cheap is known.

        Parameters
        ----------
        key
            What it is for.
        solved
            The plan.

        Returns
        -------
        bool
            Whether it was kept.
        """
        known = self.plans.get(key)
        if known is not None and known.cost <= solved.cost:
            self._spare(key, solved)
            return False
        self.plans[key] = solved
        if known is not None:
            self._spare(key, known)
        if key.gone:
            self._without.setdefault(key[:2], set()).add(key.gone)
        return True

    def _spare(self, key: Key, solved: Solved) -> None:
        """Keep a plan beside the best one, unless enough are known that cost less."""
        spares = self.spares.setdefault(key, [])
        if solved.runs != self.plans[key].runs and solved not in spares:
            spares.append(solved)
            spares.sort(key=lambda each: each.cost)
            del spares[_SPARES:]

    def give_back(self, keys: Iterable[Key]) -> set[Key]:
        """Put those who are gone back into plans without them, where that costs least.

        What a plan without somebody found must serve the plan with everybody too: else searching
        longer passes for a saving.

        Parameters
        ----------
        keys
            Plans to learn from.

        Returns
        -------
        set of Key
            Plans with everybody that became cheaper.
        """
        learnt = (key for key in in_order(keys) if key.gone)
        return self.ask_once([Question(key.with_all, (self.plans[key].runs,)) for key in learnt])

    def ask_once(self, questions: Sequence[Question]) -> set[Key]:
        """Only put in at the least cost who is left, from each question's one start.

        Parameters
        ----------
        questions
            What to look for.

        Returns
        -------
        set of Key
            Those for which a cheaper plan was found than was known.
        """
        tasks = [self.task(key, starts[0], 0) for key, starts in questions]
        return {
            each.key
            for each, solved in zip(questions, self.do(tasks), strict=True)
            if self.take(each.key, solved)
        }

    def _tasks(self, question: Question, iterations: int | None) -> list[Task]:
        starts = question.starts or (None,)
        usual = self.effort.first if starts == (None,) else self.effort.again
        return [
            self.task(
                question.key,
                starts[at % len(starts)],
                usual if iterations is None else iterations,
                at,
            )
            for at in range(max(self.effort.seeds, len(starts)))
        ]

    def task(self, key: Key, start: tuple[Run, ...] | None, iterations: int, at: int = 0) -> Task:
        """State one search.

        Parameters
        ----------
        key
            What is looked for.
        start
            Runs to begin with; None begins anew.
        iterations
            How long.
        at
            Number of the seed.

        Returns
        -------
        Task
            For :attr:`do`.
        """
        seed = self.effort.seed + _SEEDS_A_TURN * self._turn + at
        return Task(key.kind, key.kept, key.gone, start, iterations, seed)

    def only_fewer(self, key: Key) -> Task:
        """State the plan in which the runs with everybody only lose the stops of who is gone.

        Parameters
        ----------
        key
            Who is gone; the plan with everybody must be known.

        Returns
        -------
        Task
            For :attr:`do`.
        """
        return replace(self.task(key, self.plans[key.with_all].runs, 0), stay=True)
