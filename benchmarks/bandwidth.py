"""How far the engine's inner pass is from what this machine's memory can deliver.

::

    python benchmarks/bandwidth.py --area AREA --date 2023-06-13

Measures in one run: how fast one thread reads, and reads and writes, arrays much larger than the
cache; and the lane pass (32 or 64 places, whole day). Bytes that the pass touches are counted from
its plan: what each step, change and boarding must read and write at least. They need not come from
memory: that is what slabs are for, so more than a stream's speed is possible.
"""

import argparse
import datetime as dt
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numba import njit
from numpy.typing import NDArray
from peers import Peers

from transit.kernels.lane_hopes import find_hopes
from transit.kernels.lanes import LANES, NEVER, Plan, Rows
from transit.model.fact import Stance
from transit.route.reach import quickest
from transit.route.reach.asked import Moments, every

STREAM_BYTES = 1 << 29
DAY = (5 * 3600, 24 * 3600)


@njit(cache=True, nogil=True)
def _total(numbers):  # type: ignore[no-untyped-def]
    total = 0
    for at in range(numbers.size):
        total += numbers[at]
    return total


@njit(cache=True, nogil=True)
def _add_one(numbers):  # type: ignore[no-untyped-def]
    for at in range(numbers.size):
        numbers[at] += 1


@njit(cache=True, nogil=True)
def _gather(rows, order, out):  # type: ignore[no-untyped-def]
    # Whole rows in an order that no prefetcher guesses: what a pass without slabs would do.
    for at in range(order.size):
        row = rows[order[at]]
        for lane in range(out.size):
            out[lane] = min(out[lane], row[lane])


def main() -> None:
    """Measure the machine, then the pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--date", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--profile", default="walks-well")
    asked = parser.parse_args()
    read = _stream()
    bench = Peers(asked.area, asked.date, asked.profile)
    bench.said()
    _lanes(bench, read)


def _median(task: Callable[[], object], runs: int = 7) -> float:
    """Return the median CPU seconds of some runs after one that does not count."""
    seconds = []
    for run in range(runs + 1):
        began = time.process_time()
        task()
        if run:
            seconds.append(time.process_time() - began)
    return statistics.median(seconds)


def _stream() -> float:
    """Print what one thread can stream; return GB/s read."""
    numbers = np.ones(STREAM_BYTES // 8, dtype=np.int64)
    read = STREAM_BYTES / _median(lambda: _total(numbers)) / 1e9
    both = 2 * STREAM_BYTES / _median(lambda: _add_one(numbers)) / 1e9
    rows = np.ones((STREAM_BYTES // (2 * LANES), LANES), dtype=np.int16)
    order = np.random.default_rng(1).permutation(rows.shape[0])[: rows.shape[0] // 8]
    out = np.zeros(LANES, dtype=np.int16)
    gathered = order.size * 2 * LANES / _median(lambda: _gather(rows, order, out), 3) / 1e9
    print(f"one thread streams {read:.1f} GB/s reading, "
          f"{both:.1f} GB/s reading and writing; rows of {2 * LANES} bytes in any order "
          f"{gathered:.1f} GB/s")  # fmt: skip
    return read


def _lanes(bench: Peers, read: float) -> None:
    """Time the pass alone, by standing in its way."""
    calls: list[tuple[Plan, int, NDArray[np.int64], Rows, float]] = []
    real = quickest.run_lanes

    def timed(plan: Plan, n_trips: int, most_s: int, egress: object, near: NDArray[np.int64],
              rows: Rows) -> None:  # fmt: skip
        began = time.process_time()
        real(plan, n_trips, most_s, egress, near, rows)
        calls.append((plan, most_s, near, rows, time.process_time() - began))

    window = int(bench.settings.number("journey_window_s"))
    longest = int(bench.settings.number("longest_journey_s"))
    moments = Moments(every(*DAY, 60), True, window, longest)
    day = quickest.quick_day(bench.router, Stance.HOPEFUL, bench.date, moments, timed=False)
    ends = quickest.ends_of(bench.router, day, bench.homes)
    quickest.run_lanes = timed  # type: ignore[assignment]
    try:
        whole = _median(
            lambda: quickest.find_quickest(bench.router, day, bench.places[:LANES], ends,
                                           only_best=True), 5)  # fmt: skip
    finally:
        quickest.run_lanes = real
    plan, most_s, near, rows, _ = calls[-1]
    seconds = statistics.median(each for *_, each in calls[1:])
    used, read_rows = rows_of(plan, most_s, rows)
    steps, changes = looked_at(plan, near, rows.stand_least.shape[0] + 1)
    touched = touched_bytes(steps, changes, used, read_rows)
    print(f"lane pass, {LANES} places, whole day: {seconds * 1000:.0f} ms of "
          f"{whole * 1000:.0f} ms with {len(bench.homes)} homes written down")  # fmt: skip
    print(f"  {plan.step_slot.size:,} steps, {plan.change_slot.size:,} changes, "
          f"{plan.leaves.size:,} boardings; {steps:,} steps and {changes:,} changes looked at in "
          f"all rounds; {used:,} rows written, {read_rows:,} read at changes: "
          f"{touched / 1e9:.2f} GB touched at least, {touched / seconds / 1e9:.1f} GB/s, "
          f"{touched / seconds / 1e9 / read:.0%} of what one thread streams")  # fmt: skip


def rows_of(plan: Plan, most_s: int, rows: Rows) -> tuple[int, int]:
    """Count the rows that a pass wrote, and those that it read at changes.

    Parameters
    ----------
    plan
        The day.
    most_s
        Longest time that matters, s.
    rows
        Filled by the pass.

    Returns
    -------
    tuple of int
        Rows.
    """
    used = int((rows.stand_least < NEVER).sum() + (rows.there_least < NEVER).sum())
    taken = rows.stand_least[:, plan.change_slot].astype(np.int32) + plan.change_wait
    return used, int((taken <= most_s).sum())


def looked_at(plan: Plan, near: NDArray[np.int64], most_rides: int) -> tuple[int, int]:
    """Count the steps and changes that a pass does not pass over, with all numbers of rides.

    Parameters
    ----------
    plan
        The day.
    near
        Rows of walks of each stop.
    most_rides
        Most rides.

    Returns
    -------
    tuple of int
        Steps and changes.
    """
    steps = changes = 0
    pieces = np.repeat(plan.piece_pattern, np.diff(plan.piece_first))
    caught = np.diff(plan.step_change, axis=1)[:, 0]
    hopes = zip(*find_hopes(plan.lines, near, most_rides), strict=True)
    for rides, (hopeful, leading) in enumerate(hopes):
        led = leading[pieces]
        steps += int(led.sum())
        led &= (plan.step_stop >= 0) & hopeful[plan.step_stop]
        changes += int(caught[led].sum()) if rides else 0
    return steps, changes


def touched_bytes(steps: int, changes: int, used: int, read_rows: int) -> int:
    """Count what the pass reads and writes at least.

    Parameters
    ----------
    steps, changes
        Looked at, with all numbers of rides.
    used, read_rows
        Rows written, and read at changes.

    Returns
    -------
    int
        Bytes: every step's plan (4 numbers of 4 bytes, 2 of 8); of each change its plan (4 + 2) and
        the least number of its row (2); the rows.
    """
    return 32 * steps + 8 * changes + 2 * LANES * (used + read_rows)


if __name__ == "__main__":
    main()
