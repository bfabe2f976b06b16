"""How hot a search is: from taking much that is dearer to taking next to nothing, and again."""

from dataclasses import dataclass
from typing import Final

_SEEN: Final = 0.02
"""Share of the time after which the speed of a search is known."""


@dataclass(slots=True)
class Cooling:
    """How far a search has cooled down: where the clock decides, a whole number of times.

    Parameters
    ----------
    cycle
        Iterations from hot to cold, where there is time for them.
    iterations
        Budget; None where the clock decides.
    cycles
        How often there is time to cool down; None while that is not known.
    """

    cycle: int
    iterations: int | None
    cycles: int | None = None

    def position(self, done: int, share: float) -> float:
        """Return the share of the way from hot to cold.

        By the clock, how fast the search is shows after the first of its steps: where there is
        no time for one whole cooling, it would end half hot.

        Parameters
        ----------
        done
            Iterations so far.
        share
            Part of the budget that is used up, 0 to 1.

        Returns
        -------
        float
            0, hot, to below 1, cold.
        """
        if self.iterations is not None:
            cycle = max(min(self.cycle, self.iterations), 1)
            return done % cycle / cycle
        if self.cycles is None and share >= _SEEN:
            self.cycles = max(int(done / share / max(self.cycle, 1)), 1)
        return share * (self.cycles or 1) % 1.0
