"""Index types: a stop index cannot pass for a trip index. Free at run time, checked by mypy."""

from typing import Final, NewType

StopIdx = NewType("StopIdx", int)
PatternIdx = NewType("PatternIdx", int)
TripIdx = NewType("TripIdx", int)
CornerIdx = NewType("CornerIdx", int)
EdgeIdx = NewType("EdgeIdx", int)

NONE: Final = -1
"""Stands in an index array where there is nothing to point at."""
