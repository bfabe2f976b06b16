"""How well the forecast of lessons holds, on learners made up: the table in docs/training.md.

``python benchmarks/forecast_coverage.py [people]``; takes about a minute for 100 people.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.training_learners import (
    as_supposed,
    coverage,
    evenly,
    in_jumps,
    slower_and_slower,
)

LEARNERS = (as_supposed, in_jumps, evenly, slower_and_slower)
AFTER = (0, 2, 5, 9)


def main() -> None:
    """Print the share of outcomes inside the range, and below and above it."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for by_step in (True, False):
        for learner in LEARNERS:
            for after in AFTER:
                inside, below, above, count = coverage(5, learner, after, people, by_step=by_step)
                print(
                    f"{learner.__name__:18} {'step' if by_step else 'skill':5} after {after}: "
                    f"{inside:4.0%} inside, {below:4.0%} below, {above:4.0%} above, {count}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
