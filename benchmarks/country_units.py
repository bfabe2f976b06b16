"""What a plan for a country rests on: the engine's costs a stop time, a home and a place.

::

    python benchmarks/country_units.py --area AREA --date 2026-11-24

CPU seconds of one thread, 8:00 being the first of every minute until 20:00, arriving by, cautious,
three percentiles.
"""

import argparse
import datetime as dt
from pathlib import Path

from peers import Peers, spent

from transit.batch.table import ranks_of
from transit.kernels.lanes import LANES
from transit.model.fact import Stance
from transit.route.reach.asked import Moments, every
from transit.route.reach.quick_block_walks import walk_block
from transit.route.reach.quick_ends import Ends
from transit.route.reach.quickest import ends_of, find_ranks_for, quick_day

SPAN = (8 * 3600, 20 * 3600)


def main() -> None:
    """Measure and print unit costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--date", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--profile", default="walks-well")
    asked = parser.parse_args()
    bench = Peers(asked.area, asked.date, asked.profile)
    bench.said()
    events = bench.router.day(asked.date).day.arrays.arrival.size
    window = int(bench.settings.number("journey_window_s"))
    longest = int(bench.settings.number("longest_journey_s"))
    moments = Moments(every(*SPAN, 60), True, window, longest)
    day = quick_day(bench.router, Stance.CAUTIOUS, asked.date, moments, timed=False)
    ready, day = spent(
        lambda: quick_day(bench.router, Stance.CAUTIOUS, asked.date, moments, timed=False), 2
    )
    ends_of(bench.router, day, bench.homes[:2])
    walks, ends = spent(lambda: ends_of(bench.router, day, bench.links), 2)
    ranks = ranks_of((5, 50, 95), moments.times.size)
    streets = bench.router.ground(Stance.CAUTIOUS).streets

    def searched(ends: Ends) -> None:
        places = walk_block(bench.router, streets, bench.places[:LANES], ends, not day.toward)
        for _, own in places.parts():
            find_ranks_for(day, own, ends, ranks)

    place, _ = spent(lambda: searched(ends), 3)
    few = ends_of(bench.router, day, bench.homes[:20])
    less, _ = spent(lambda: searched(few), 3)
    n = len(bench.links)
    print(f"ready_us = {1e6 * ready / events:.2f}   ({ready:.2f} s, {events:,} stop times)")
    print(f"home_ms = {1e3 * walks / n:.2f}   ({walks:.2f} s, {n} homes)")
    print(
        f"place_ns = {1e9 * less / LANES / events:.1f}   ({less:.2f} s, {LANES} places, 20 homes)"
    )
    print(f"pair_us = {1e6 * (place - less) / LANES / (n - 20):.2f}   (the same with {n} homes: "
          f"{place:.2f} s)")  # fmt: skip


if __name__ == "__main__":
    main()
