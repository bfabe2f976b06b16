"""Coverage: everything that was found out about what people can reach, as one record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from transit.equity.reach import ALL_KINDS, ANY_TIME, Level
from transit.model.notice import Notice
from transit.read.boundaries import Boundaries
from transit.read.time_bands import TimeBand


@dataclass(frozen=True, slots=True)
class Coverage:
    """What people reach. It holds ids: :mod:`~transit.equity.share` makes of it what is shared.

    Parameters
    ----------
    people
        Ids of everybody who was asked about.
    bands, limits
        Parts of the week, and longest journeys in minutes.
    places, gravity
        As :func:`~transit.equity.reach.count_places` and :func:`~transit.equity.reach.gravity`.
    gaps
        As :func:`~transit.equity.gap.gap_places`; None where nobody asked for them.
    groups
        As :func:`~transit.equity.groups.group_table`.
    labels
        What groups are called, by grouping and group.
    venues, sessions
        As :func:`~transit.equity.venues.people_by_rung`.
    held_back
        As :func:`~transit.equity.held_back.held_back`.
    boundaries
        The areas of the grouping ``ward``; None without.
    stale, missing
        Verdicts that are out of date, and people for whom there is none.
    editions
        The area's editions that verdicts were made from.
    notices
        What was noticed of the files, and of homes.
    """

    people: tuple[str, ...] = field(repr=False)
    bands: tuple[TimeBand, ...]
    limits: tuple[int, ...]
    places: pl.DataFrame = field(repr=False)
    gravity: pl.DataFrame = field(repr=False)
    gaps: pl.DataFrame | None = field(repr=False)
    groups: pl.DataFrame = field(repr=False)
    labels: Mapping[str, Mapping[str, str]] = field(repr=False)
    venues: pl.DataFrame = field(repr=False)
    sessions: pl.DataFrame = field(repr=False)
    held_back: pl.DataFrame = field(repr=False)
    boundaries: Boundaries | None = None
    stale: int = 0
    missing: int = 0
    editions: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def groupings(self) -> tuple[str, ...]:
        """Names of the groupings, everybody first."""
        return tuple(self.groups["grouping"].unique(maintain_order=True))

    def with_nothing(self, level: Level, minutes: int, band: str = ANY_TIME) -> tuple[str, ...]:
        """Return who reaches no place at all.

        Parameters
        ----------
        level
            What counts as reached.
        minutes
            Longest journey.
        band
            Part of the week.

        Returns
        -------
        tuple of str
            Their ids, in order.
        """
        chosen = self.places.filter(
            kind=ALL_KINDS, level=level.value, minutes=minutes, band=band, places=0
        )
        if band not in self.places["band"].unique():
            return tuple(sorted(self.people))
        return tuple(sorted(chosen["person"]))
