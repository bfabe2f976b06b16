"""One of the two journeys, at every start or finish: whether there is one, and when at best."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from transit.model.profile import Profile
from transit.network.link import Link
from transit.sessions.sweep_days import Setting
from transit.sessions.sweep_times import NONE, Course, SweepTimes
from transit.verdict.cases import Case, Variant, daylight_bound
from transit.verdict.desk import Desk, Traveller
from transit.verdict.finder import Finder
from transit.verdict.requests import Ask, Door, Option, Request
from transit.verdict.rungs import Allowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Halves:
    """Finds journeys one way for whoever is asked about.

    Parameters
    ----------
    desk
        Area and rules.
    times
        Answers by time.
    finder
        Answers for those who can walk only so far in all.
    """

    def __init__(self, desk: Desk, times: SweepTimes, finder: Finder) -> None:
        self._desk = desk
        self._times = times
        self._finder = finder
        self._window_s = int(desk.basis.parameters.number("journey_window_s"))
        self._limited: dict[str, tuple[Traveller, ...]] = {}

    def expect(self, case: Case, allowed: Allowed, setting: Setting) -> None:
        """Take note of what will perhaps be asked.

        Parameters
        ----------
        case, allowed, setting
            As for :meth:`bests`.
        """
        assert isinstance(case.home, Link)
        for variant in case.variants(allowed, setting.kind):
            for traveller in self._searched(variant.traveller):
                self._times.expect(traveller, allowed.stance, case.home)

    def bests(
        self, case: Case, allowed: Allowed, setting: Setting, *, back: bool
    ) -> "NDArray[np.int64]":
        """Return how late home can be left, or how early it is reached, at every moment.

        Parameters
        ----------
        case
            Whom it is about; any session of the venue on the day.
        allowed
            An open rung.
        setting
            The kind of day.
        back
            Which way.

        Returns
        -------
        ndarray
            ``(n_starts,)`` or ``(n_leaves,) int64`` seconds of the service date, with a minus sign
            on the way back, so that more is always better; of journeys that keep to what the person
            can bear one way. NONE where there is no such journey.
        """
        moments = setting.leaves_s if back else setting.starts_s
        made = np.full(moments.size, NONE, np.int64)
        for variant in case.variants(allowed, setting.kind):
            bound = _bound(case, variant, setting, back=back)
            course = Course(variant.traveller, allowed.stance, setting.date, back)
            for door in case.doors(allowed)[0]:
                asked = _Asked(case, course, door, moments, bound)
                made = np.maximum(made, self._kept(asked))
        return made

    def _kept(self, asked: "_Asked") -> "NDArray[np.int64]":
        """Return what keeps to the bound."""
        most = asked.course.traveller.profile.longest_total_walk_m
        if most is None:
            return asked.bound.kept(self._found(asked, asked.course.traveller))
        loose, tight = self._searched(asked.course.traveller)
        hoped = asked.bound.kept(self._found(asked, loose))
        sure = asked.bound.kept(self._found(asked, tight))
        # Only who needs to be back in time needs the very best; else any journey will do.
        exact = asked.case.interval_s is not None
        same = sure == hoped if exact else sure != NONE
        waiting = np.flatnonzero((hoped != NONE) & ~same).tolist()
        while waiting:
            at = waiting.pop(0)
            options = self._by_pair(asked, at)
            sure[at] = max((self._value(asked, one) for one in options), default=NONE)
            if not exact:
                waiting = [each for each in waiting if not self._serves(asked, options, sure, each)]
        return asked.bound.kept(sure)

    def _serves(
        self, asked: "_Asked", options: "Sequence[Option]", sure: "NDArray[np.int64]", at: int
    ) -> bool:
        """Tell whether a journey found for one moment does for another, and keep it then."""
        moment, course = int(asked.moments_s[at]), asked.course
        for one in options:
            if course.back:
                wait = one.leave_s - moment
            else:
                wait = moment - course.traveller.profile.arrive_early_s - one.arrive_s
            value = self._value(asked, one)
            if 0 <= wait <= self._window_s and value >= asked.bound.least[at]:
                sure[at] = value
                return True
        return False

    @staticmethod
    def _value(asked: "_Asked", one: Option) -> int:
        return -one.arrive_s if asked.course.back else one.leave_s

    def _found(self, asked: "_Asked", traveller: Traveller) -> "NDArray[np.int64]":
        home = asked.case.home
        assert isinstance(home, Link)
        course = asked.course._replace(traveller=traveller)
        found = self._times.bests(course, asked.moments_s, home, asked.door.link)
        return np.where(found == NONE, NONE, -found if course.back else found)

    def _by_pair(self, asked: "_Asked", at: int) -> "tuple[Option, ...]":
        """Search between the two places, metres counted."""
        home, course = asked.case.home, asked.course
        assert isinstance(home, Link)
        request = Request(
            traveller=course.traveller,
            stance=course.stance,
            date=course.date,
            back=course.back,
            home=home,
            door=asked.door,
            moment_s=int(asked.moments_s[at]),
            daylight_s=asked.bound.light[at],
            idle_weight=self._desk.idle_weight,
        )
        return self._finder.answer([Ask([request], ways=True)])[0][0].options

    def _searched(self, traveller: Traveller) -> tuple[Traveller, ...]:
        """Return the ways to travel by which a search by time tells about one.

        Where all that is walked is limited these are two: without the limit, which finds no less,
        and with half of it at either end and no walk between, which finds no more.
        """
        if traveller.profile.longest_total_walk_m is None:
            return (traveller,)
        if traveller.key not in self._limited:
            self._limited[traveller.key] = self._unlimited(traveller.profile)
        return self._limited[traveller.key]

    def _unlimited(self, profile: Profile) -> tuple[Traveller, ...]:
        most = profile.longest_total_walk_m
        assert most is not None
        free = replace(profile, longest_total_walk_m=None)
        half = replace(
            free,
            longest_walk_m=min(profile.longest_walk_m, most // 2),
            longest_change_walk_m=0,
            riding=replace(profile.riding, changes_stop=False, changes_across=False),
        )
        return self._desk.traveller_of(free), self._desk.traveller_of(half)


class _Bound(NamedTuple):
    """When journeys may be under way, for each moment.

    ``light`` the bound for a journey in daylight, None where it cannot be one; ``least`` and
    ``is_open`` ``(n,)``: with the sign of what is found, and whether there is any.
    """

    light: list[int | None]
    least: "NDArray[np.int64]"
    is_open: "NDArray[np.bool_]"

    def kept(self, found: "NDArray[np.int64]") -> "NDArray[np.int64]":
        return np.where(self.is_open & (found >= self.least), found, NONE)


class _Asked(NamedTuple):
    case: Case
    course: Course
    door: Door
    moments_s: "NDArray[np.int64]"
    bound: _Bound


def _bound(case: Case, variant: Variant, setting: Setting, *, back: bool) -> _Bound:
    moments = setting.leaves_s if back else setting.starts_s
    sign = -1 if back else 1
    bounds = [daylight_bound(setting.kind.light, int(each), out=not back) for each in moments]
    least = np.full(moments.size, NONE + 1, np.int64)
    is_open = np.ones(moments.size, np.bool_)
    if variant.by_daylight:
        is_open = np.array([each is not None for each in bounds])
        least = np.array([0 if each is None else sign * each for each in bounds], np.int64)
    if case.interval_s is not None:
        least = np.maximum(least, sign * moments - case.interval_s)
    return _Bound(bounds, least, is_open)
