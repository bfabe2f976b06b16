"""Rows about people that their own row has no room for: more places, sessions, and abilities."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Self

from transit.model.abilities import Ability, Lessons, Level
from transit.model.fact import State
from transit.model.people import Attendance, Mode, PlaceKind, StartPlace
from transit.model.positions import Origin, Position
from transit.model.weekdays import Days
from transit.read.register.columns import Choice, Identifier, Number, Text, YesNo
from transit.read.register.columns_time import Date, DayList
from transit.read.register.located import Where, cells
from transit.read.register.people_rows import (
    DaysAWeek,
    DaysGoing,
    From,
    Lat,
    Lon,
    PersonId,
    Postcode,
    Precision,
    odd_days,
)
from transit.read.register.rows import Odd, Row
from transit.read.skills import read_skills


@cache
def skill_names() -> tuple[str, ...]:
    """Return the names of the catalogue's skills.

    Returns
    -------
    tuple of str
        In the catalogue's order.
    """
    return tuple(read_skills().skills)


class PlaceRow(Row):
    """A further place that somebody's journeys start from."""

    table = "places"
    about = (
        "Further places that journeys start from: respite, supported living. Homes are in people."
    )
    key = ("person_id", "place_no")
    personal = True

    person_id: PersonId
    place_no: Annotated[int, Number("1 for the first beside the home", "1", low=1, high=20)]
    kind: Annotated[PlaceKind, Choice("what it is to them", "respite", words=PlaceKind)]
    lat: Annotated[float | None, Lat] = None
    lon: Annotated[float | None, Lon] = None
    postcode: Annotated[str | None, Postcode] = None
    precision_m: Annotated[int | None, Precision] = None
    found_from: Annotated[Origin | None, From] = None
    days: Annotated[Days, DayList("days on which they start there; empty: it varies")] = ()

    @property
    def where(self) -> Where:
        """The cells that say where it is."""
        return Where("", self.lat, self.lon, self.postcode, self.precision_m, self.found_from)

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        yield from self.where.odd()

    def place(self, at: Position) -> StartPlace:
        """Make the place.

        Parameters
        ----------
        at
            Where it is.

        Returns
        -------
        StartPlace
            The place.
        """
        return StartPlace(self.kind, at, self.days)

    @classmethod
    def of(cls, person_id: str, number: int, place: StartPlace) -> Self:
        """Make the row that says this of a place.

        Parameters
        ----------
        person_id
            Whose it is.
        number
            1 for the first beside the home.
        place
            The place.

        Returns
        -------
        PlaceRow
            The row.
        """
        where = cells("", place.at)
        where["found_from"] = where.pop("from")
        return cls.written(
            person_id=person_id, place_no=number, kind=place.kind, **where, days=place.days
        )


class AttendanceRow(Row):
    """A further session that somebody goes to."""

    table = "attendance"
    about = "Further sessions that people go to today; the first is in people."
    key = ("person_id", "opportunity_id", "session_id")
    personal = True

    person_id: PersonId
    opportunity_id: Annotated[str, Identifier("where they go", "O02")]
    session_id: Annotated[str | None, Identifier("to which session", "S004")] = None
    days: DaysGoing = ()
    days_a_week: DaysAWeek = None
    mode_now: Annotated[Mode, Choice("how they get there today", "taxi", words=Mode)] = Mode.UNKNOWN

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        yield from odd_days(self.days, self.days_a_week)

    def attendance(self) -> Attendance:
        """Make the attendance.

        Returns
        -------
        Attendance
            Where they go.
        """
        return Attendance(
            self.opportunity_id, self.session_id, self.days, self.days_a_week, self.mode_now
        )

    @classmethod
    def of(cls, person_id: str, goes: Attendance) -> Self:
        """Make the row that says this of an attendance.

        Parameters
        ----------
        person_id
            Who goes.
        goes
            Where.

        Returns
        -------
        AttendanceRow
            The row.
        """
        return cls.written(
            person_id=person_id,
            opportunity_id=goes.opportunity,
            session_id=goes.session,
            days=goes.days,
            days_a_week=goes.days_a_week,
            mode_now=goes.mode,
        )


class AbilityRow(Row):
    """What somebody can do of one skill."""

    table = "abilities"
    about = "What people can do of each skill. A skill without a row is not assessed."
    key = ("person_id", "skill")
    personal = True

    person_id: PersonId
    skill: Annotated[str, Choice("skill of the catalogue", "cross_at_zebra", words=skill_names)]
    level: Annotated[
        int | None,
        Number(
            "0 not yet, 1 with prompts, 2 with a reminder or aid, 3 alone; empty: not assessed",
            "2",
            low=0,
            high=3,
        ),
    ] = None
    assessed_by: Annotated[str, Text("role or staff reference", "travel trainer 2")] = ""
    assessed_on: Annotated[dt.date | None, Date("when", "2026-10-05")] = None
    trainable: Annotated[State, YesNo("could learn it", "yes")] = State.UNKNOWN
    lessons_low: Annotated[
        int | None, Number("fewest lessons needed; empty: as usual", "4", low=0, high=200)
    ] = None
    lessons_high: Annotated[
        int | None, Number("most lessons needed; empty: as usual", "10", low=0, high=200)
    ] = None

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        if self.level is not None:
            for field in ("assessed_by", "assessed_on"):
                if not getattr(self, field):
                    yield Odd(field, "nothing", "who assessed the level, and when")
        low, high = self.lessons_low, self.lessons_high
        if (low is None) != (high is None):
            yield Odd("lessons_high", "one number only", "lessons_low and lessons_high, or neither")
        elif low is not None and high is not None and low > high:
            yield Odd("lessons_high", "fewer than lessons_low", "as many or more")

    def ability(self) -> Ability:
        """Make the ability.

        Returns
        -------
        Ability
            What they can do.
        """
        both = self.lessons_low is not None and self.lessons_high is not None
        return Ability(
            skill=self.skill,
            level=None if self.level is None else Level(self.level),
            assessed_by=self.assessed_by,
            assessed_on=self.assessed_on,
            trainable=self.trainable,
            lessons=Lessons(self.lessons_low or 0, self.lessons_high or 0) if both else None,
        )

    @classmethod
    def of(cls, person_id: str, ability: Ability) -> Self:
        """Make the row that says this of an ability.

        Parameters
        ----------
        person_id
            Whose it is.
        ability
            What they can do.

        Returns
        -------
        AbilityRow
            The row.
        """
        return cls.written(
            person_id=person_id,
            skill=ability.skill,
            level=None if ability.level is None else int(ability.level),
            assessed_by=ability.assessed_by,
            assessed_on=ability.assessed_on,
            trainable=ability.trainable,
            lessons_low=ability.lessons.low if ability.lessons else None,
            lessons_high=ability.lessons.high if ability.lessons else None,
        )
