"""The quickest and the easiest journey of one home by bus, at each moment asked."""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.blocks import fill
from transit.kernels.first_boardings import ways_of_boardings
from transit.kernels.leaf import leaf
from transit.kernels.ways import BURDEN, FAR, FAR_SMALL, HI, LENGTH, LO, dearest

_MS: Final = 1000


class Best(NamedTuple):
    """The best of one home, by moment; ``(n_moments,) int32`` each, s.

    ``least`` burden, FAR_SMALL where there is no journey; only elsewhere are the others of use:
    ``easy``, the last second at which to leave for no more burden; ``quick``, the last of all, and
    ``fewest`` changes then. ``ceiling (n_moments,) int64`` ms: what costs more is of no use at any
    of the moments from this one on that one journey can serve. ``row (n,) int64``: room for all
    boardings of a home.
    """

    least: NDArray[np.int32]
    easy: NDArray[np.int32]
    quick: NDArray[np.int32]
    fewest: NDArray[np.int32]
    ceiling: NDArray[np.int64]
    row: NDArray[np.int64]


class Chosen(NamedTuple):
    """Ways on of who boards first, by column: of most no more than the burden is looked at.

    ``first (n_events + 1,) int32`` into ``burden (n,) int64`` ms, ``low``, ``high``, ``length`` and
    ``changes (n,) int32``; ``some (n_events,) uint8`` 1 where there is one; ``widest``: the most
    moments that one of them serves, less one.
    """

    first: NDArray[np.int32]
    burden: NDArray[np.int64]
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    length: NDArray[np.int32]
    changes: NDArray[np.int32]
    some: NDArray[np.uint8]
    widest: np.int64


@njit(cache=True, nogil=True)
def choose(ways):  # type: ignore[no-untyped-def]
    """Return the ways on that matter to who boards first.

    Parameters
    ----------
    ways
        What the search has kept.

    Returns
    -------
    Chosen
        For any number of homes.
    """
    first, table = ways_of_boardings(ways)
    low = table[:, LO].astype(np.int32)
    high = table[:, HI].astype(np.int32)
    widest = np.int64(0)
    for at in range(low.size):
        widest = max(widest, high[at] - low[at])
    return Chosen(
        first,
        table[:, BURDEN].copy(),
        low,
        high,
        table[:, LENGTH].astype(np.int32),
        table[:, 5].astype(np.int32),
        (np.diff(first) > 0).astype(np.uint8),
        widest,
    )


@njit(cache=True, nogil=True)
def room_for_best(homes, n_moments):  # type: ignore[no-untyped-def]
    """Return room for one home after the other.

    Parameters
    ----------
    homes
        What can be boarded from each home.
    n_moments
        Moments asked.

    Returns
    -------
    Best
        Not filled.
    """
    most = 0
    for home in range(homes.first.size - 1):
        most = max(most, homes.first[home + 1] - homes.first[home])
    return Best(
        np.empty(n_moments, np.int32),
        np.empty(n_moments, np.int32),
        np.empty(n_moments, np.int32),
        np.empty(n_moments, np.int32),
        np.empty(n_moments, np.int64),
        np.empty(most + 1, np.int64),
    )


@leaf
def _cover(low, high, latest, changes, best):  # type: ignore[no-untyped-def]
    # What is found first leaves last: it is the quickest wherever there was none. Without branches,
    # here and below, so that the loops become vector instructions.
    least = best.least[low : high + 1]
    quick, fewest = best.quick[low : high + 1], best.fewest[low : high + 1]
    few = np.int32(changes)
    for at in range(least.size):
        none = least[at] == FAR_SMALL
        was_quick, was_few = quick[at], fewest[at]
        quick[at] = latest if none else was_quick
        fewest[at] = few if none else was_few


@leaf
def _as_quick(low, high, latest, changes, best):  # type: ignore[no-untyped-def]
    # Where leaving then is the quickest already, fewer changes may do.
    least = best.least[low : high + 1]
    quick, fewest = best.quick[low : high + 1], best.fewest[low : high + 1]
    few = np.int32(changes)
    for at in range(least.size):
        same = (least[at] < FAR_SMALL) & (quick[at] == latest)
        was = fewest[at]
        fewest[at] = min(few, was) if same else was


@leaf
def _ease(low, high, latest, burden, best):  # type: ignore[no-untyped-def]
    # A journey that may cost less at some moments.
    least, easy = best.least[low : high + 1], best.easy[low : high + 1]
    cost = np.int32(burden)
    for at in range(least.size):
        had, was = least[at], easy[at]
        easy[at] = latest if cost < had else was
        least[at] = min(cost, had)


@leaf
def _lead_on(events, first, last, some, rows):  # type: ignore[no-untyped-def]
    # Which of some boardings lead on at all, and how many. Most do not: nothing is guessed wrongly
    # here, for there is no branch.
    n = 0
    for row in range(first, last):
        rows[n] = row
        n += some[events[row]]
    return n


@leaf
def find_best(homes, home, asked, chosen, best):  # type: ignore[no-untyped-def]
    """Find the best of one home at each moment, by bus.

    Parameters
    ----------
    homes
        What can be boarded from each home, the latest first.
    home
        Which.
    asked
        What was asked.
    chosen
        What the boardings lead to.
    best
        Filled.

    Returns
    -------
    bool
        False where there is nothing at any moment, and nothing was filled.
    """
    # Taken out of their tuples first: in a loop each would be counted as held and let go again.
    least, ceiling, moments = best.least, best.ceiling, asked.moments
    events, latests, walks, lengths = homes.event, homes.latest, homes.burden_ms, homes.length_m
    first, lows, highs, burdens = chosen.first, chosen.low, chosen.high, chosen.burden
    changes, ahead_m, widest = chosen.changes, chosen.length, chosen.widest
    rows = best.row
    n_rows = _lead_on(events, homes.first[home], homes.first[home + 1], chosen.some, rows)
    if n_rows == 0:
        return False
    fill(least, 0, least.size, FAR_SMALL)
    fill(ceiling, 0, ceiling.size, FAR)
    fresh = False
    before = np.int32(0)
    last_moment = least.size - 1
    for picked in range(n_rows):
        row = rows[picked]
        event = events[row]
        latest = latests[row]
        fresh = fresh and latest == before  # whether leaving then is the quickest anywhere
        before = latest
        walk = walks[row]
        last = np.int64(latest) + asked.window_s + asked.longest_s
        for at in range(first[event], first[event + 1]):
            low = lows[at]
            burden = walk + burdens[at]
            if burden > ceiling[low] and not fresh:
                continue
            if asked.longest_m >= 0 and ahead_m[at] + lengths[row] > asked.longest_m:
                continue
            high = highs[at]
            while high >= low and moments[high] > last:
                high -= 1
            if low > high:
                continue
            if fresh:
                _as_quick(low, high, latest, changes[at], best)
            burden = -(-burden // _MS)
            wide = dearest(least, low, min(low + widest, last_moment))
            ceiling[low] = FAR if wide == FAR_SMALL else (np.int64(wide) - 1) * _MS
            if wide <= burden:
                continue
            most = dearest(least, low, high)
            if most <= burden:
                continue
            if most == FAR_SMALL:
                _cover(low, high, latest, changes[at], best)
                fresh = True
            _ease(low, high, latest, burden, best)
    return True
