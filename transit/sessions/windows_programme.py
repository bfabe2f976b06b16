"""A mixed-integer programme, put together row by row and solved by HiGHS."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from transit.errors import InputError, TransitError

NEAR: Final = 1e-5
"""Values nearer than this are one; what is counted here differs by more, or not at all."""
_OPTIMAL, _INFEASIBLE = 0, 2
"""States of :func:`scipy.optimize.milp`."""


class OutOfTimeError(TransitError):
    """Time ran out before anything was found."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The best found.

    Parameters
    ----------
    values
        ``(n_columns,) float64`` of the variables.
    best
        What the goal comes to.
    bound
        What it cannot be above.
    is_proven
        Whether the two are the same.
    """

    values: NDArray[np.float64]
    best: float
    bound: float
    is_proven: bool


@dataclass(slots=True)
class Programme:
    """Variables between bounds, and rows that they keep to.

    Parameters
    ----------
    seconds
        How long all goals together may take.
    """

    seconds: float
    _high: list[float] = field(default_factory=list)
    _low: list[float] = field(default_factory=list)
    _whole: list[bool] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _columns: list[int] = field(default_factory=list)
    _values: list[float] = field(default_factory=list)
    _row_low: list[float] = field(default_factory=list)
    _row_high: list[float] = field(default_factory=list)
    _used_s: float = 0.0
    _last: NDArray[np.float64] | None = None

    def column(self, high: float, *, low: float = 0.0, whole: bool = False) -> int:
        """Add a variable.

        Parameters
        ----------
        high, low
            Between what it is.
        whole
            Whether it must be a whole number.

        Returns
        -------
        int
            Its number.
        """
        self._low.append(low)
        self._high.append(high)
        self._whole.append(whole)
        return len(self._high) - 1

    def row(
        self,
        columns: Sequence[int],
        values: ArrayLike,
        *,
        low: float = -np.inf,
        high: float = np.inf,
    ) -> None:
        """Add a row that variables keep to.

        Parameters
        ----------
        columns
            Numbers of the variables.
        values
            What each is taken times: one for each, or one for all.
        low, high
            Between what the sum is.
        """
        if not len(columns):
            return
        self._rows += [len(self._row_low)] * len(columns)
        self._columns += columns
        self._values += np.broadcast_to(values, len(columns)).tolist()
        self._row_low.append(low)
        self._row_high.append(high)

    def goal(self, columns: Sequence[int], values: ArrayLike) -> NDArray[np.float64]:
        """Return a goal.

        Parameters
        ----------
        columns, values
            As for :meth:`row`.

        Returns
        -------
        ndarray
            ``(n_columns,) float64``, for :meth:`solve`.
        """
        made = np.zeros(len(self._high))
        np.add.at(made, np.asarray(columns, np.int64), np.broadcast_to(values, len(columns)))
        return made

    def solve(self, goal: NDArray[np.float64]) -> Solved:
        """Make a goal as high as it can be.

        Parameters
        ----------
        goal
            As :meth:`goal` gives it.

        Returns
        -------
        Solved
            The best found; proven unless time ran out.

        Raises
        ------
        InputError
            Nothing keeps to all rows.
        OutOfTimeError
            Time ran out before anything was found.
        """
        began = time.monotonic()
        size = len(self._row_low), len(self._high)
        matrix = csr_array((self._values, (self._rows, self._columns)), shape=size)
        found = milp(
            -goal,
            constraints=[LinearConstraint(matrix, self._row_low, self._row_high)],
            integrality=np.array(self._whole, np.int8),
            bounds=Bounds(np.array(self._low), np.array(self._high)),
            options={"mip_rel_gap": 0.0, "time_limit": max(self.seconds - self._used_s, 1.0)},
        )
        self._used_s += time.monotonic() - began
        if found.status == _INFEASIBLE:
            raise InputError("no choice keeps to all that was asked: ask for less")
        # What was held of the goals before is held by what was found for them.
        values = self._last if found.x is None else found.x
        if values is None:
            raise OutOfTimeError("time ran out before any choice was found: allow more seconds")
        self._last = values
        best = float(goal @ values)
        proven = found.status == _OPTIMAL
        bound = np.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound)
        return Solved(values, best, best if proven else max(bound, best), proven)

    def hold(self, goal: NDArray[np.float64], best: float) -> None:
        """Keep from now on to what a goal has come to.

        Parameters
        ----------
        goal, best
            The goal, and what it came to.
        """
        columns = np.flatnonzero(goal)
        if len(columns):
            self.row(columns.tolist(), goal[columns], low=best - NEAR)
