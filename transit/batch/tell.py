"""Who is told how far long work is."""

from typing import Protocol


class Tell(Protocol):
    """Told the stage, the share done, and the seconds that it may still take where known.

    It may raise to end the work.
    """

    def __call__(self, stage: str, share: float, /, left_s: float | None = None) -> None:
        """Take it in."""
