"""What a choice of windows means: who comes to which and how, who gains and who loses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.model.verdict import Rung
from transit.sessions.swept import Swept, Window
from transit.sessions.windows import NO_LIMIT, Minibuses, WindowChoice, WindowProblem, WindowRules
from transit.sessions.windows_share import share_places


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenWindow:
    """One window of a choice.

    Parameters
    ----------
    window
        Day, start and finish.
    is_today
        Whether there is one at that time today.
    now, training, companion, door_to_door
        How many come to it, by their rung at that time; door to door on the fleet.
    places
        Places; None where nobody has recorded how many.
    """

    window: Window
    is_today: bool
    now: int
    training: int
    companion: int
    door_to_door: int
    places: int | None

    @property
    def people(self) -> int:
        """How many come."""
        return self.now + self.training + self.companion + self.door_to_door


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How many people windows serve.

    Parameters
    ----------
    windows
        How many windows.
    people
        By what their coming is worth and the share of the sessions they need.
    whole, part
        How many get all the sessions they need, and how many some.
    visits
        Visits a week.
    """

    windows: int
    people: float
    whole: int
    part: int
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowsTold:
    """What a choice means.

    Parameters
    ----------
    windows
        The windows chosen, in the order of the week.
    before, after
        Whom today's windows would serve, and whom the choice would.
    gain, lose
        Ids of those who would come more often a week, and less often, than to today's windows.
    comes
        ``(n_people, n_windows) bool``: who comes to which window chosen. Of all ways to share out
        the places that serve as many, the one in which fewest come less often than to today's.
    """

    windows: tuple[ChosenWindow, ...]
    before: Served
    after: Served
    gain: tuple[str, ...]
    lose: tuple[str, ...]
    comes: NDArray[np.bool_]


def tell_windows(
    swept: Swept,
    problem: WindowProblem,
    rules: WindowRules,
    choice: WindowChoice,
    today: tuple[Window, ...],
    *,
    minibuses: Minibuses | None = None,
    confirmed: bool = False,
) -> WindowsTold:
    """Tell what a choice means beside today's windows.

    Today's windows are looked at as if everybody came who could: who comes today is another
    question.

    Parameters
    ----------
    swept
        Who could come.
    problem, rules, choice
        What was chosen from, and what was chosen.
    today
        Today's windows.
    minibuses
        What takes people there who ride; today's windows have as many as the choice.
    confirmed
        Whether unknown facts count as barriers.

    Returns
    -------
    WindowsTold
        By window, and all together.
    """
    cells = swept.sure if confirmed else swept.rungs
    known = [problem.windows.index(each) for each in today]
    n_minibuses = choice.minibuses or 0
    before = share_places(problem, rules, known, minibuses, n_minibuses)
    comes = share_places(problem, rules, choice.chosen, minibuses, n_minibuses, before=before)
    told = []
    for at in choice.chosen:
        window = problem.windows[at]
        rungs = cells[(slice(None), *swept.at(window))][comes[:, at]]
        counts = {rung: int((rungs == rung).sum()) for rung in Rung}
        places = int(problem.places[at])
        told.append(
            ChosenWindow(
                window=window,
                is_today=window in today,
                now=counts[Rung.NOW],
                training=counts[Rung.WITH_TRAINING],
                companion=counts[Rung.WITH_COMPANION],
                door_to_door=counts[Rung.DOOR_TO_DOOR],
                places=None if places >= NO_LIMIT else places,
            )
        )
    more = comes.sum(axis=1) - before.sum(axis=1)
    ids = np.array(problem.people, object)
    return WindowsTold(
        windows=tuple(told),
        before=_served(problem, before, len(known)),
        after=_served(problem, comes, len(choice.chosen)),
        gain=tuple(ids[more > 0]),
        lose=tuple(ids[more < 0]),
        comes=comes,
    )


def _served(problem: WindowProblem, comes: NDArray[np.bool_], windows: int) -> Served:
    visits = comes.sum(axis=1)
    whole = visits >= problem.wanted
    return Served(
        windows=windows,
        people=float(((problem.worth * comes).sum(axis=1) / problem.wanted).sum()),
        whole=int(whole.sum()),
        part=int(((visits > 0) & ~whole).sum()),
        visits=int(visits.sum()),
    )
