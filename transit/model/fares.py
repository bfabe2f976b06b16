"""Fares: what a bus costs at most, as far as a rule states it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from transit.errors import InputError
from transit.model.parameters import CONFIDENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class FareCap:
    """What one bus costs an adult at most.

    Parameters
    ----------
    name
        Name in snake case.
    nation
        ISO 3166-2 code of where it holds.
    single_pence
        Pence for one bus, one way.
    first, last
        First and last date on which it holds.
    source, date, confidence
        Where that comes from, as for a parameter.
    """

    name: str
    nation: str
    single_pence: int
    first: dt.date
    last: dt.date
    source: str
    date: str
    confidence: str

    def __post_init__(self) -> None:
        """Refuse a fare below nothing, and one that never holds."""
        if self.single_pence < 0 or self.first > self.last:
            raise InputError(f"fare {self.name}: single_pence is 0 or more, first not after last")
        if self.confidence not in CONFIDENCES:
            raise InputError(f"fare {self.name}: confidence is {self.confidence!r}")


def single_pence(caps: Iterable[FareCap], nation: str, date: dt.date) -> int | None:
    """Return what one bus costs at most.

    Parameters
    ----------
    caps
        What is known.
    nation
        ISO 3166-2 code.
    date
        Service date.

    Returns
    -------
    int or None
        Pence, the least where several hold; None where it is not known.
    """
    found = [
        cap.single_pence for cap in caps if cap.nation == nation and cap.first <= date <= cap.last
    ]
    return min(found, default=None)
