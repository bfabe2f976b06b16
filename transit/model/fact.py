"""Facts: yes, no or unknown, and who says so.

A fact is one byte in an array: the state in the two low bits, the source in the next two.
Unknown is never turned into yes; a search asks the question twice instead (:class:`Stance`).
"""

from enum import IntEnum, StrEnum
from typing import Final, NamedTuple


class State(IntEnum):
    """What is known of one attribute."""

    UNKNOWN = 0
    YES = 1
    NO = 2


class Source(IntEnum):
    """Who says so. A higher source outranks a lower one."""

    NONE = 0
    INFERRED = 1  # a stated rule of data/rules
    MAPPED = 2  # OpenStreetMap, GTFS, NaPTAN
    SURVEYED = 3  # somebody went and looked


class Stance(StrEnum):
    """How a search reads an unknown fact."""

    CAUTIOUS = "cautious"  # unknown counts as a barrier
    HOPEFUL = "hopeful"  # unknown counts as fine


class Fact(NamedTuple):
    """One attribute of a street, stop, vehicle or person."""

    state: State = State.UNKNOWN
    source: Source = Source.NONE

    @property
    def code(self) -> int:
        """The fact as one byte."""
        return int(self.state) | int(self.source) << 2


UNKNOWN: Final = Fact()
MAPPED_YES: Final = Fact(State.YES, Source.MAPPED)
MAPPED_NO: Final = Fact(State.NO, Source.MAPPED)
INFERRED_YES: Final = Fact(State.YES, Source.INFERRED)
INFERRED_NO: Final = Fact(State.NO, Source.INFERRED)


def decode(code: int) -> Fact:
    """Return the fact that a byte stands for.

    Parameters
    ----------
    code
        A byte made by :attr:`Fact.code`.

    Returns
    -------
    Fact
        State and source.
    """
    return Fact(State(code & 3), Source(code >> 2 & 3))
