"""School terms: which dates are in one, as far as a council has said."""

import datetime as dt
from dataclasses import dataclass

from transit.errors import InputError
from transit.model.fact import State

Dates = tuple[dt.date, dt.date]
"""First and last date, both included."""


@dataclass(frozen=True, slots=True)
class SchoolTerms:
    """What a council has published.

    Parameters
    ----------
    known
        From when until when terms are known; None where they are not.
    terms
        Each term, half-terms apart.
    closed
        Days within a term on which schools are closed.
    """

    known: Dates | None = None
    terms: tuple[Dates, ...] = ()
    closed: frozenset[dt.date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse terms that end before they start, or of which nobody says that they are known."""
        for first, last in (*self.terms, *([self.known] if self.known else [])):
            if first > last:
                raise InputError(f"school terms: {last} is before {first}")
        if self.terms and self.known is None:
            raise InputError("school terms: known_from and known_to are missing")

    def in_term(self, date: dt.date) -> State:
        """Return whether a date lies in a term, its weekends included.

        Parameters
        ----------
        date
            The date.

        Returns
        -------
        State
            Unknown outside what the council has published.
        """
        if self.known is None or not self.known[0] <= date <= self.known[1]:
            return State.UNKNOWN
        inside = any(first <= date <= last for first, last in self.terms)
        return State.YES if inside else State.NO
