"""Score a made-up register in a real area, and tell where the time went.

::

    python benchmarks/score.py --area AREA --into DIR                 1,600 people, 360 sessions
    python benchmarks/score.py --area AREA --into DIR --people 300    the smaller one
    python benchmarks/score.py … --profile                            with cProfile, one process

The goal on two cores is below 10 minutes and 4 GB for 576,000 verdicts. What was scored before is
scored again; with ``--go-on`` an interrupted run is taken up where it was stopped.
"""

import argparse
import cProfile
import pstats
import resource
import sys
import time
from pathlib import Path

from made_up import keep, write_tables

from transit.batch.score import score_register
from transit.batch.score_summary import Summary
from transit.network.store import open_area


def main() -> None:
    """Make the register where there is none, score it, print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--people", type=int, default=1600)
    parser.add_argument("--venues", type=int, default=120)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--go-on", action="store_true")
    asked = parser.parse_args()
    register = asked.into / f"{asked.people}x{asked.venues}-{asked.seed}" / "register.sqlite"
    if not register.exists():
        files = write_tables(
            open_area(asked.area), asked.people, asked.seed, register.parent, doors=asked.venues
        )
        keep(files, register)
    profiler = cProfile.Profile()
    if asked.profile:
        profiler.enable()
    done = score_register(
        register,
        asked.area,
        workers=1 if asked.profile else asked.workers,
        again=not asked.go_on,
        progress=lambda stage, share: print(f"{share:5.0%} {stage}", file=sys.stderr, flush=True),
    )
    if asked.profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(45)
    tell(done)


def tell(done: Summary) -> None:
    """Print figures.

    Parameters
    ----------
    done
        What scoring came to.
    """
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu = sum(each.ru_utime + each.ru_stime for each in (own, others))
    print(f"{done.scored:,} verdicts in {done.seconds:,.0f} s on the clock, {cpu:,.0f} s of CPU")
    print(f"{1e3 * cpu / max(done.scored, 1):.2f} ms of CPU a person and session")
    print(
        f"largest process {max(own.ru_maxrss, others.ru_maxrss) / 2**20:.2f} GB, "
        f"this one {own.ru_maxrss / 2**20:.2f} GB"
    )
    tally = done.tally
    print(
        f"{tally.asked:,} questions whether there is a journey, answered by {tally.lanes:,} "
        f"searches by time; {tally.ways:,} for journeys, by {tally.pairs:,} "
        f"searches between two places; {done.pruned:,} more did not have to be asked"
    )
    for each in done.counts:
        share = each.verdicts / max(done.asked, 1)
        print(
            f"{each.rung.word:>16} {each.verdicts:9,} {share:6.1%}  confirmed {each.confirmed:9,}"
        )
    for code, count in done.reasons[:8]:
        print(f"{count:9,} {code}")


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"all in all {time.perf_counter() - began:,.0f} s")
