"""How long a look at switching takes: measured before it begins, and told while it goes on."""

import time
from dataclasses import dataclass, field
from typing import Final

from transit.fleet.again import HowToSearch, Task, do_task
from transit.fleet.expected import Pace, Work
from transit.fleet.week_problem import WeekProblem

_TRUSTED_SHARE: Final = 0.2
"""Share of the work after which its own pace alone counts, for the time shown only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How long a look is expected to take by the clock, seconds.

    Parameters
    ----------
    whole
        As it is asked.
    smaller
        The same with less asked, by the option that is changed; the longest first.
    workers
        Processes.
    searched_before
        Whether searches of this register are kept, so that it may be quicker.
    """

    whole: float
    smaller: tuple[tuple[str, float], ...] = ()
    workers: int = 1
    searched_before: bool = False


def measure_pace(week: WeekProblem, how: HowToSearch, again: int) -> Pace:
    """Search for the fullest part of a week for a moment.

    Parameters
    ----------
    week
        The week.
    how
        How to search.
    again
        Iterations of a search that begins with known runs.

    Returns
    -------
    Pace
        By CPU seconds of this process, so that other programs do not count.
    """
    sizes = [len(each.requests) for each in week.problems]
    most = max(sizes, default=0)
    if not most:
        return Pace(0.0, 0.0, 0.0)
    kind, kept = sizes.index(most), frozenset(week.standing)

    def timed(task: Task) -> tuple[float, Task]:
        began = time.process_time()
        found = do_task(week.problems, how, task)
        started = Task(kind, kept, frozenset(), found.runs, 0, 1)
        return time.process_time() - began, started

    for _ in range(2):  # the first time some of it may still be compiled
        build_s, known = timed(Task(kind, kept, frozenset(), None, 0, 1))
        begin_s, _ = timed(known)
        whole_s, _ = timed(Task(kind, kept, frozenset(), known.start, again, 1))
    return Pace(build_s / most, begin_s / most, max(whole_s - begin_s, 0.0) / again)


@dataclass(slots=True)
class TimeLeft:
    """How long work goes on, by the pace of what was really worked out.

    What was kept from before takes no time: counting it as done at the pace of this run would
    promise the rest too soon.

    Parameters
    ----------
    expected_s
        What all of it was expected to take, seconds.
    """

    expected_s: float
    _share: float = 0.0
    _at_s: float = field(default_factory=lambda: time.monotonic())
    _worked_share: float = 0.0
    _worked_s: float = 0.0

    def told(self, share: float, *, kept: bool) -> None:
        """Take in how far the work is.

        Parameters
        ----------
        share
            The share done.
        kept
            Whether what was done since the last time was kept from before.
        """
        now = time.monotonic()
        if not kept:
            self._worked_share += max(share - self._share, 0.0)
            self._worked_s += now - self._at_s
        # A stage may search anew for each seed: what is done twice is no further.
        self._share, self._at_s = max(self._share, share), now

    @property
    def seconds(self) -> float:
        """What it may still take: at first as expected, then more and more by the pace so far."""
        left = max(1.0 - self._share, 0.0)
        if not self._worked_share:
            return left * self.expected_s
        trust = min(self._worked_share / _TRUSTED_SHARE, 1.0)
        return left * (
            trust * self._worked_s / self._worked_share + (1.0 - trust) * self.expected_s
        )


@dataclass(frozen=True, slots=True)
class Spans:
    """Which shares of the whole each part of a look takes, by what it is expected to.

    Parameters
    ----------
    ladder, best, without, adding_up
        From which share to which.
    """

    ladder: tuple[float, float]
    best: tuple[float, float]
    without: tuple[float, float]
    adding_up: tuple[float, float]

    def moved_by(self, share: float) -> "Spans":
        """Return the same parts, done once more after the first time.

        Parameters
        ----------
        share
            Which share is done by then.

        Returns
        -------
        Spans
            So much later.
        """
        parts = (self.ladder, self.best, self.without, self.adding_up)
        return Spans(*((begins + share, ends + share) for begins, ends in parts))


def spans_of(work: Work, begins: float, ends: float) -> Spans:
    """Lay the parts of a look out between two shares.

    Parameters
    ----------
    work
        How long each takes.
    begins, ends
        The shares between which all of it lies.

    Returns
    -------
    Spans
        One after the other.
    """
    parts = (work.ladder, work.best, work.without, work.adding_up)
    at, found = begins, []
    for part in parts:
        then = at + (ends - begins) * (part / work.total if work.total else 0.25)
        found.append((at, then))
        at = then
    return Spans(*found)
