"""How far a look at switching is, told as it goes on."""

import time
from dataclasses import dataclass, field
from typing import Final

from transit.batch.switch_time import Spans, TimeLeft, spans_of
from transit.batch.tell import Tell
from transit.fleet.expected import Work
from transit.fleet.ladder import Told

_TOLD_EACH_S: Final = 2.0
"""Seconds between two signs of life."""


@dataclass(slots=True)
class Telling:
    """Tells how far a look is, and how long it still takes.

    Parameters
    ----------
    tell
        Who is told; it may raise to end the work.
    spans
        Which shares the parts of the look take.
    left
        How long it still takes.
    """

    tell: Tell
    spans: Spans = field(default_factory=lambda: spans_of(Work(ladder=0.0), 0.0, 1.0))
    left: TimeLeft = field(default_factory=lambda: TimeLeft(0.0))
    _stage: tuple[str, float, float] = ("", 0.0, 0.0)
    _told_at_s: float = 0.0

    def at(self, stage: str, share: float, then: float) -> None:
        """Tell that a stage begins.

        Parameters
        ----------
        stage
            What is done.
        share, then
            The shares of all work that are done before and after.
        """
        self._stage = stage, share, then
        self.tell(stage, share, self.left.seconds)

    def part(self, begins: float, ends: float) -> Told:
        """Return who is told of one part of the work, as shares of that part.

        Parameters
        ----------
        begins, ends
            The shares of all work between which the part lies.

        Returns
        -------
        callable
            Tells of its stages.
        """
        takes = ends - begins
        return lambda stage, share, then: self.at(
            stage, begins + takes * share, begins + takes * then
        )

    def searched(self, count: int, of: int, kept: bool) -> None:
        """Show now and then how far the searches are: some stages take minutes.

        Parameters
        ----------
        count, of
            Searches of the stage that are done, and all of them.
        kept
            Whether the last one was kept from before.
        """
        stage, share, then = self._stage
        done = share + (then - share) * count / of
        self.left.told(done, kept=kept)
        now = time.monotonic()
        if now - self._told_at_s >= _TOLD_EACH_S:
            self._told_at_s = now
            self.tell(f"{stage}: {count:,} of {of:,} searches", done, self.left.seconds)
