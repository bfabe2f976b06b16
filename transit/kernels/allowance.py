"""All budgets of a search: from the place to the homes and back again."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.ahead import RANK, change_ahead, ride_ahead
from transit.kernels.budgets import budgets_off, budgets_on
from transit.kernels.home_budgets import budgets_of_homes
from transit.kernels.ways import dearest


class Budgets(NamedTuple):
    """What ways on may cost: ``(n_events * most_rides * width,)`` by event and rides left less one.

    ``home`` of boarding first, ``change`` of boarding at a change, ``off`` of getting off;
    ``begins (n_events,)`` and ``changed (most_rides, n_events) bool`` where there are any.
    """

    home: NDArray[np.int32]
    change: NDArray[np.int32]
    off: NDArray[np.int32]
    begins: NDArray[np.bool_]
    changed: NDArray[np.bool_]


@njit(cache=True, nogil=True)
def _where_off_matters(timetable, nexts):  # type: ignore[no-untyped-def]
    n_events = timetable.arrival.size
    use = np.zeros(n_events, np.bool_)
    for weight in range(nexts.shape[0]):
        for event in range(n_events):
            use[event] |= nexts[weight, event] > timetable.arrival[event]
    return use


@njit(cache=True, nogil=True)
def _drop_hopeless(boarded, budget, left, most, blocks):  # type: ignore[no-untyped-def]
    # Forgets boardings from which nothing can be reached within budget.
    for event in range(boarded.size):
        if not boarded[event]:
            continue
        row = (event * most + left) * blocks.width
        boarded[event] = dearest(budget, row, row + blocks.width - 1) >= 0


@njit(cache=True, nogil=True)
def find_budgets(  # type: ignore[no-untyped-def]
    timetable, nexts, egress, changes, rows_of_use, begins, changed, offs, homes, of_event, asked,
    blocks,
):  # fmt: skip
    """Return what ways on may cost, from the least burdens ahead and what the homes know of.

    Parameters
    ----------
    timetable
        The day.
    nexts
        Until when it matters to get off, as :class:`~transit.kernels.ways.Course` has it.
    egress
        Walks from stops to the place.
    changes, rows_of_use
        What can be boarded by who gets off, and which of it after how many rides.
    begins, changed
        Where one can board first, and at a change.
    offs
        Where each stop is reached, the first first.
    homes
        Who asks; of no home when that is not known.
    of_event
        Events of this day by those that the homes' boardings name, -1 for none.
    asked
        What is asked.
    blocks
        How moments are cut.

    Returns
    -------
    Budgets
        Endless when it is not known who asks.
    """
    n_events = timetable.arrival.size
    most = asked.most_rides
    rank = 1 if asked.longest_m < 0 else RANK
    size = n_events * most * blocks.width
    far = blocks.far[0]
    if homes.boardings.first.size == 1:
        endless = np.full(size, far, blocks.far.dtype)
        return Budgets(endless, endless, endless, begins.copy(), changed.copy())
    ahead = np.full(size, far, blocks.far.dtype)
    off = np.empty(size, blocks.far.dtype)
    run = np.empty(max(asked.waits.size, 1) * (blocks.n + blocks.width), blocks.far.dtype)
    uses = np.zeros((most, n_events), np.bool_)
    uses[0] = True
    for rides in range(1, most + 1):
        if rides > 1:
            fewer = ahead.reshape(n_events, most, blocks.width)
            fewer[:, rides - 1] = fewer[:, rides - 2]
            uses[rides - 1] = _where_off_matters(timetable, nexts[rides - 1])
            change_ahead(
                timetable, changes, rows_of_use[rides - 1], offs, asked.waits, uses[rides - 1],
                ahead, most, rides - 1, blocks, rank, off, run,
            )  # fmt: skip
        wanted = begins | changed[rides - 1]
        ride_ahead(
            timetable, egress, asked, rides, uses[rides - 1], off, wanted, blocks, rank, ahead,
            most, run,
        )  # fmt: skip
    home = np.full(size, -far, blocks.far.dtype)
    first = np.zeros(n_events, np.bool_)
    for event in homes.event:
        if of_event[event] >= 0:
            first[of_event[event]] = True
    budgets_of_homes(homes, of_event, ahead, asked, blocks, rank, home)
    change = ahead  # of no more use
    change[:] = -far
    off[:] = -far
    here = np.zeros((most, n_events), np.bool_)
    for rides in range(most, 0, -1):
        use = uses[rides - 1]
        if rides < most:
            budgets_on(
                timetable, changes, rows_of_use[rides], offs, asked.waits, uses[rides], off, rides,
                most, blocks, change, here[rides - 1], run,
            )  # fmt: skip
            budgets_off(
                timetable, here[rides - 1], change, use, asked.ride, rides, most, blocks, off, run
            )
        budgets_off(timetable, first, home, use, asked.ride, rides, most, blocks, off, run)
    for rides in range(most):
        _drop_hopeless(here[rides], change, rides, most, blocks)
    return Budgets(home, change, off, first, here)
