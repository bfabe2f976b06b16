"""Rows of what somebody saw outside."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Final, Self

from transit.errors import InputError
from transit.model.fact import State
from transit.model.observation import (
    RANGES,
    SEEN_KINDS,
    Measure,
    Observation,
    fact_names,
    is_seen_on,
    measure_of,
    subject_of,
)
from transit.model.streets import CrossingKind
from transit.read.register.columns import Choice, Identifier, Number, Text, to_number
from transit.read.register.columns_time import Date
from transit.read.register.people_rows import Lat, Lon
from transit.read.register.rows import Odd, Row

_WINDS: Final = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_WIND_DEG: Final = 360 / len(_WINDS)


def _winds() -> tuple[str, ...]:
    return _WINDS


class ObservationRow(Row):
    """One thing that somebody saw."""

    table = "observations"
    about = (
        "One row a thing that somebody saw: a street, crossing, steps or seat by its position, a "
        "stop, a bus route or a venue by its id. Nothing about a person."
    )
    key = (
        "fact",
        "lat",
        "lon",
        "osm_way",
        "stop_id",
        "route",
        "opportunity_id",
        "seen_on",
    )

    fact: Annotated[str, Choice("what was looked at", "kerb", words=fact_names)]
    found: Annotated[
        str,
        Text(
            "yes or no; width in millimetres, steps counted, slope in per cent; for crossing_kind "
            "signals, zebra, refuge, unmarked or none",
            "yes",
        ),
    ]
    lat: Annotated[float | None, Lat] = None
    lon: Annotated[float | None, Lon] = None
    osm_way: Annotated[
        int | None,
        Number(
            "OpenStreetMap way walked on or crossed; empty: the nearest that fits",
            "23456789",
            low=1,
            high=999_999_999_999,
        ),
    ] = None
    along_m: Annotated[
        int | None,
        Number(
            "how much of the way it holds for, half to each side; empty: this stretch only",
            low=0,
            high=10_000,
            unit="metres",
        ),
    ] = None
    uphill: Annotated[
        str | None, Choice("for a slope: in which direction it goes up", words=_winds)
    ] = None
    stop_id: Annotated[str | None, Text("id of the stop, as in the timetable")] = None
    route: Annotated[str | None, Text("id of the bus route, or its number")] = None
    opportunity_id: Annotated[str | None, Identifier("the venue's id")] = None
    seen_on: Annotated[dt.date, Date("when", "2026-10-05")]
    seen_by: Annotated[str, Text("role or staff reference, no name", "travel trainer 2")]
    note: Annotated[str, Text("about the place; nothing about a person")] = ""
    photo: Annotated[str | None, Text("where a photo of the place is kept")] = None

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        ids = [
            name
            for name in ("stop_id", "route", "opportunity_id")
            if getattr(self, name) is not None
        ]
        if len(ids) > 1:
            yield Odd(ids[1], f"also {ids[0]}", "one of stop_id, route and opportunity_id")
            return
        subject = subject_of(self.fact, self.stop_id, self.route, self.opportunity_id)
        if not is_seen_on(self.fact, subject):
            yield Odd("fact", self.fact, f"something that can be seen on a {subject}")
            return
        if not ids and (self.lat is None or self.lon is None):
            missing = "lat" if self.lat is None else "lon"
            yield Odd(missing, "nothing", "latitude and longitude of the place")
        measure = measure_of(self.fact)
        if all(said is None for said in _said(measure, self.found)):
            yield Odd("found", repr(self.found[:40]), _expected(measure))
        elif self.fact == "slope" and to_number(self.found) and self.uphill is None:
            yield Odd("uphill", "nothing", f"one of {', '.join(_WINDS)}")

    def observation(self) -> Observation:
        """Make the observation.

        Returns
        -------
        Observation
            What was seen.

        Raises
        ------
        InputError
            The row has a fault.
        """
        state, number, crossing = _said(measure_of(self.fact), self.found)
        return Observation(
            fact=self.fact,
            state=state,
            number=number,
            crossing=crossing,
            lat=self.lat,
            lon=self.lon,
            osm_way=self.osm_way,
            along_m=self.along_m or 0,
            uphill_deg=None if self.uphill is None else _WINDS.index(self.uphill) * _WIND_DEG,
            stop_id=self.stop_id,
            route=self.route,
            opportunity=self.opportunity_id,
            seen_on=self.seen_on,
            seen_by=self.seen_by,
            note=self.note,
            photo=self.photo,
        )

    @classmethod
    def of(cls, seen: Observation) -> Self:
        """Make the row that says this of an observation.

        Parameters
        ----------
        seen
            The observation.

        Returns
        -------
        ObservationRow
            The row.

        Raises
        ------
        InputError
            Its slope goes up in none of eight directions.
        """
        return cls.written(
            fact=seen.fact,
            found=found_text(seen),
            lat=seen.lat,
            lon=seen.lon,
            osm_way=seen.osm_way,
            along_m=seen.along_m or None,
            uphill=_wind(seen.uphill_deg),
            stop_id=seen.stop_id,
            route=seen.route,
            opportunity_id=seen.opportunity,
            seen_on=seen.seen_on,
            seen_by=seen.seen_by,
            note=seen.note,
            photo=seen.photo,
        )


def found_text(seen: Observation) -> str:
    """Return what was seen as a cell.

    Parameters
    ----------
    seen
        The observation.

    Returns
    -------
    str
        E.g. ``yes``, ``900`` or ``zebra``.
    """
    if seen.number is not None:
        return f"{seen.number:.12g}"
    said = seen.state if seen.state is not None else seen.crossing
    return "" if said is None else said.name.lower()


def _said(measure: Measure, text: str) -> tuple[State | None, float | None, CrossingKind | None]:
    """Read what was seen: one of three kinds, or nothing where it cannot be read."""
    word = text.lower()
    if measure is Measure.STATE:
        return ({"yes": State.YES, "no": State.NO}.get(word), None, None)
    if measure is Measure.CROSSING:
        kinds = {kind.name.lower(): kind for kind in SEEN_KINDS}
        return (None, None, kinds.get(word))
    low, high = RANGES[measure]
    number = to_number(text)
    return (None, number if number is not None and low <= number <= high else None, None)


def _expected(measure: Measure) -> str:
    if measure is Measure.STATE:
        return "yes or no"
    if measure is Measure.CROSSING:
        return f"one of {', '.join(kind.name.lower() for kind in SEEN_KINDS)}"
    low, high = RANGES[measure]
    return f"{measure}, {low:,} to {high:,}"


def _wind(degrees: float | None) -> str | None:
    if degrees is None:
        return None
    step, rest = divmod(degrees % 360, _WIND_DEG)
    if rest:
        raise InputError("a slope's direction must be one of eight winds")
    return _WINDS[int(step)]
