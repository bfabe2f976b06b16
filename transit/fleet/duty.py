"""Drivers' hours over a day: when a vehicle's crew may leave again, and what breaks the rules."""

import itertools
from collections.abc import Iterable, Iterator
from enum import StrEnum

from transit.fleet.plan import Out
from transit.fleet.rates import FleetRates

NEVER_S = 1 << 30
"""After every day: a crew that may not go out again."""


class DutyFault(StrEnum):
    """What can be wrong with a day of one vehicle and its crew."""

    OVERLAP = "two runs at a time"
    NO_BREAK = "out for too long without a break"
    TOO_LONG = "out for too long in a day"


def ready_again_s(outs: Iterable[Out], rates: FleetRates) -> int:
    """Return from when a crew may go on a run of the longest kind.

    Parameters
    ----------
    outs
        Runs of the day so far.
    rates
        Rules of drivers' hours.

    Returns
    -------
    int
        Seconds of the day: when they are back, and later where they need a break first.
    """
    block_s = out_s = 0
    last_s: int | None = None
    for leave_s, back_s in sorted(outs):
        if last_s is None or leave_s - last_s >= rates.break_s:
            began_s = leave_s
        block_s, last_s = back_s - began_s, back_s
        out_s += back_s - leave_s
    if last_s is None:
        return 0
    if out_s + rates.longest_run_s > rates.longest_day_out_s:
        return NEVER_S
    rested = block_s + rates.longest_run_s <= rates.drive_without_break_s
    return last_s if rested else last_s + rates.break_s


def check_duty(outs: Iterable[Out], rates: FleetRates) -> Iterator[DutyFault]:
    """Judge a day of one vehicle by the definitions alone.

    Parameters
    ----------
    outs
        Its runs of the day.
    rates
        Rules of drivers' hours.

    Yields
    ------
    DutyFault
        Each once.
    """
    runs = sorted(outs)
    gaps = [(back, leave) for (_, back), (leave, _) in itertools.pairwise(runs)]
    if any(leave < back for back, leave in gaps):
        yield DutyFault.OVERLAP
    breaks = [back for back, leave in gaps if leave - back >= rates.break_s]
    ends = [*breaks, runs[-1][1]] if runs else []
    starts = [runs[0][0], *(leave for back, leave in gaps if back in breaks)] if runs else []
    spans = [end - start for start, end in zip(starts, ends, strict=True)]
    if any(span > rates.drive_without_break_s for span in spans):
        yield DutyFault.NO_BREAK
    if sum(back - leave for leave, back in runs) > rates.longest_day_out_s:
        yield DutyFault.TOO_LONG
