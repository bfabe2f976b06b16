"""The best windows by trying every choice and every way to come: slow and plain."""

from collections.abc import Iterator
from itertools import combinations, product

from transit.sessions.windows import Minibuses, WindowProblem, WindowRules, change_min

Figures = tuple[float, ...]


def best_figures(
    problem: WindowProblem, rules: WindowRules, minibuses: Minibuses | None = None
) -> Figures:
    """Return what the best choice comes to, aim by aim, each as something to be made high."""
    found = [
        figures
        for chosen in _choices(problem, rules)
        for figures in _comings(problem, rules, chosen, minibuses)
    ]
    return max(tuple(round(value, 6) for value in each) for each in found)


def _choices(problem: WindowProblem, rules: WindowRules) -> Iterator[tuple[int, ...]]:
    numbers = range(len(problem.windows))
    stay = {at for at in numbers if problem.kept[at]}
    free = [at for at in numbers if at not in stay]
    for size in range(rules.most + 1):
        for more in combinations(free, size):
            chosen = tuple(sorted(stay | set(more)))
            windows = [problem.windows[at] for at in chosen]
            together = (
                sum(
                    other.day == each.day and other.start_s <= each.start_s < other.end_s
                    for other in windows
                )
                for each in windows
            )
            if all(count <= rules.rooms for count in together):
                yield chosen


def _comings(
    problem: WindowProblem,
    rules: WindowRules,
    chosen: tuple[int, ...],
    minibuses: Minibuses | None,
) -> Iterator[Figures]:
    ways = [list(_ways(problem, rules, chosen, person)) for person in range(len(problem.people))]
    for coming in product(*ways):
        counts = {at: sum(at in way for way in coming) for at in chosen}
        if any(count > problem.places[at] for at, count in counts.items()):
            continue
        parts = [
            sum(problem.worth[who, at] for at in way) / problem.wanted[who]
            for who, way in enumerate(coming)
        ]
        nowhere = sum(
            part for part, alone in zip(parts, problem.goes_nowhere, strict=True) if alone
        )
        change = sum(
            people
            * min(
                (change_min(known, problem.windows[at], rules.lost_min) for at in chosen),
                default=rules.lost_min,
            )
            for known, people in problem.known
        )
        last = -(change + len(chosen) / (len(problem.windows) + 1))
        if minibuses is None:
            yield sum(parts), nowhere, last
            continue
        out = _minibuses(problem, coming, chosen, minibuses)
        if minibuses.most is None or out <= minibuses.most:
            yield sum(parts) - minibuses.worth_people * out, -out, nowhere, last


def _ways(
    problem: WindowProblem, rules: WindowRules, chosen: tuple[int, ...], who: int
) -> Iterator[tuple[int, ...]]:
    can = [at for at in chosen if problem.worth[who, at] > 0]
    wanted = int(problem.wanted[who])
    for size in range(min(wanted, len(can)) + 1):
        if rules.whole and size not in (0, wanted):
            continue
        for way in combinations(can, size):
            if len({problem.windows[at].day for at in way}) == size:
                yield way


def _minibuses(
    problem: WindowProblem,
    coming: tuple[tuple[int, ...], ...],
    chosen: tuple[int, ...],
    minibuses: Minibuses,
) -> int:
    """Count what is out minute by minute."""
    most = 0
    needed = {
        at: -(
            -sum(
                int(minibuses.spaces[who])
                for who, way in enumerate(coming)
                if at in way and problem.rides[who, at]
            )
            // minibuses.seats
        )
        for at in chosen
    }
    for day in {problem.windows[at].day for at in chosen}:
        for at_s in range(0, 86_400 + minibuses.run_s, 900):
            most = max(
                most,
                sum(
                    count
                    for at, count in needed.items()
                    if problem.windows[at].day == day
                    and (
                        problem.windows[at].start_s - minibuses.run_s
                        <= at_s
                        < problem.windows[at].start_s
                        or problem.windows[at].end_s
                        <= at_s
                        < problem.windows[at].end_s + minibuses.run_s
                    )
                ),
            )
    return most
