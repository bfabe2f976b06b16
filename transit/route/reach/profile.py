"""Every worthwhile journey between many homes and one place, at every moment asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.kernels import first_boardings as kernel
from transit.kernels.arrays import frozen
from transit.kernels.boardings import Boardings, askers_of
from transit.kernels.first_boardings import journeys_of
from transit.kernels.profile import profile_to
from transit.kernels.raptor import Ends
from transit.kernels.ways import Ways
from transit.network.link import Link
from transit.route.costs import MS
from transit.route.found import Walk
from transit.route.reach.homes import Homes
from transit.route.reach.prepared import Prepared
from transit.route.router import Router
from transit.route.walks import (
    Reach,
    StopWalks,
    direct_walks,
    find_reach,
    stop_walks,
)

_NOTHING = frozen(np.empty(0, np.int32))
_NONE = frozen(np.empty(0, np.int64))
_NOBODY = askers_of(
    Boardings(frozen(np.zeros(1, np.int64)), _NOTHING, _NOTHING, _NONE, _NONE, _NONE, _NOTHING)
)
"""Stands for homes that are not known."""


class Choice(NamedTuple):
    """One journey at one moment, judged: ``row`` of the home's journeys, -1 - walk for a walk.

    ``leave_s`` is when to leave the home when arriving by the moment; when leaving the place after
    it, ``-leave_s`` is when one is home. Both in seconds of the service date.
    """

    leave_s: int
    changes: int
    burden_s: int
    row: int


@dataclass(frozen=True, slots=True)
class Target:
    """The place, and every way to it that is kept.

    ``reach`` and ``walks`` between the place and the stops around it; ``homes`` those that it is
    for, None when it is for any.
    """

    prepared: Prepared
    link: Link
    reach: Reach
    walks: StopWalks
    ways: Ways
    homes: Homes | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is found between homes and one place.

    ``first (n_homes + 1,) int64`` into ``journeys (n, 8) int64``, columns as named in
    :mod:`transit.kernels.first_boardings`; ``directs`` the walks all the way of each home.
    """

    target: Target
    homes: Homes
    first: NDArray[np.int64]
    journeys: NDArray[np.int64]
    directs: tuple[tuple[Walk, ...], ...]

    def at(self, home: int, moment_s: int) -> tuple[Choice, ...]:
        """Return the journeys that no other beats at one moment.

        Parameters
        ----------
        home
            Which of the homes.
        moment_s
            One of the moments asked, s of the service date.

        Returns
        -------
        tuple of Choice
            By burden.

        Raises
        ------
        InputError
            There is no such home, or the moment was not asked.
        """
        if not 0 <= home < len(self.directs):
            raise InputError(f"there is no home {home} among {len(self.directs)}, numbered from 0")
        prepared = self.target.prepared
        index = prepared.moments.index(moment_s)
        rows = self.journeys[self.first[home] : self.first[home + 1]]
        here = (rows[:, kernel.J_FROM] <= index) & (index <= rows[:, kernel.J_TO])
        made = [
            Choice(
                int(rows[row, kernel.J_DEPART]),
                int(rows[row, kernel.J_CHANGES]),
                int(rows[row, kernel.J_BURDEN]),
                int(row),
            )
            for row in np.flatnonzero(here)
        ]
        asked = prepared.asked
        moment = int(asked.moments[index])
        for row, walk in enumerate(self.directs[home]):
            fits = asked.longest_m < 0 or walk.length_m <= asked.longest_m
            if fits and walk.time_s <= asked.window_s + asked.longest_s:
                made.append(Choice(moment - walk.time_s, 0, walk.burden_s, -1 - row))
        return _best(made)


def _best(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return the choices that no other beats; of equal ones the first walk, then the first bus."""
    order = sorted(choices, key=lambda one: (-one.leave_s, one.changes, one.burden_s, one.row))
    kept: list[Choice] = []
    for one in order:
        if not any(had.changes <= one.changes and had.burden_s <= one.burden_s for had in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.burden_s, one.changes, -one.leave_s)))


def find_target(
    router: Router, prepared: Prepared, link: Link, homes: Homes | None = None
) -> Target:
    """Search every way to a place, or from it.

    Parameters
    ----------
    router
        Area and profile.
    prepared
        The day.
    link
        How the place joins the streets.
    homes
        Who asks. Far less is searched and kept when this is known.

    Returns
    -------
    Target
        For these homes, or for any when they are not known.
    """
    streets = prepared.ground.streets
    outward = not prepared.moments.arrive_by
    reach = find_reach(streets, router.scratch, link, outward)
    walks = stop_walks(streets, reach)
    early = router.profile.at_stop_early_s if outward else 0
    wait = prepared.ground.boarding.wait
    egress = Ends(
        frozen(np.searchsorted(walks.stop, np.arange(wait.size + 1)), np.int32),
        frozen(walks.time_s + early),
        frozen(MS * walks.burden_s + early * wait[walks.stop]),
        frozen(walks.length_m),
    )
    askers = _NOBODY if homes is None else homes.askers
    ways = profile_to(prepared.course, egress, askers, prepared.asked)
    return Target(prepared, link, reach, walks, ways, homes)


def find_profile(router: Router, target: Target, homes: Homes) -> Profile:
    """Find every worthwhile journey between homes and a place.

    Parameters
    ----------
    router
        Area and profile.
    target
        The place.
    homes
        The homes.

    Returns
    -------
    Profile
        For every moment asked.

    Raises
    ------
    InputError
        The place was searched for other homes.
    """
    if target.homes is not None and target.homes is not homes:
        raise InputError("this place was searched for other homes: search it again")
    prepared = target.prepared
    first, journeys = journeys_of(homes.boardings, 0, len(homes.links), prepared.asked, target.ways)
    return Profile(target, homes, first, journeys, directs_of(target, homes))


def directs_of(target: Target, homes: Homes) -> tuple[tuple[Walk, ...], ...]:
    """Return the walks all the way between each home and the place.

    Parameters
    ----------
    target
        The place, searched.
    homes
        The homes.

    Returns
    -------
    tuple of tuple of Walk
        By home; empty where none keeps the limits.
    """
    prepared = target.prepared
    streets = prepared.ground.streets
    made = []
    for link, walks in zip(homes.links, homes.walks, strict=True):
        if prepared.moments.arrive_by:
            made.append(direct_walks(streets, walks.reach, link, target.link))
        else:
            made.append(direct_walks(streets, target.reach, target.link, link))
    return tuple(made)
