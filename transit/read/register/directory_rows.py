"""Rows of the directory: opportunities, their further entrances, their sessions."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Self

from transit.model.fact import Fact, Source, State
from transit.model.opportunities import (
    VENUE_FACTS,
    Entrance,
    Opening,
    Opportunity,
    Price,
    PricePer,
    Session,
)
from transit.model.positions import Origin, Position
from transit.model.weekdays import Days
from transit.read.register.columns import Choice, Identifier, Money, Number, Text, YesNo
from transit.read.register.columns_time import Clock, Date, DayList, Hours
from transit.read.register.located import Where, cells
from transit.read.register.people_rows import From, Lat, Lon, Postcode, Precision
from transit.read.register.rows import Odd, Row

OpportunityId = Annotated[str, Identifier("the opportunity's id", "O01")]


class OpportunityRow(Row):
    """One opportunity."""

    table = "opportunities"
    about = "One row a place worth reaching, with what is known of it: yes, no or unknown."
    key = ("opportunity_id",)

    opportunity_id: OpportunityId
    name: Annotated[str, Text("its name", "Lapwing Day Centre")]
    kind: Annotated[str, Text("what it is", "day_centre")]
    entrance_lat: Annotated[float | None, Lat] = None
    entrance_lon: Annotated[float | None, Lon] = None
    entrance_postcode: Annotated[str | None, Postcode] = None
    entrance_precision_m: Annotated[int | None, Precision] = None
    entrance_from: Annotated[Origin | None, From] = None
    hours: Annotated[
        tuple[Opening, ...], Hours("when it is open; empty: not known", "Mo-Fr 09:00-16:00")
    ] = ()
    staff_hours: Annotated[
        tuple[Opening, ...],
        Hours("when its staff are there; empty: not known", "Mo-Fr 09:30-15:30"),
    ] = ()
    price_gbp: Annotated[
        int | None, Money("price in pounds, 0 free; empty: not known", "42.50")
    ] = None
    price_per: Annotated[PricePer | None, Choice("what that is for", "day", words=PricePer)] = None
    transport_included: Annotated[State, YesNo("the price has transport in it", "no")] = (
        State.UNKNOWN
    )
    meals_included: Annotated[State, YesNo("the price has meals in it", "yes")] = State.UNKNOWN
    surveyed_on: Annotated[
        dt.date | None, Date("when somebody looked at what follows; empty: it was told")
    ] = None
    step_free_entrance: Annotated[State, YesNo("a way in without steps", "yes")] = State.UNKNOWN
    automatic_door: Annotated[State, YesNo("the door opens by itself", "no")] = State.UNKNOWN
    drop_off: Annotated[State, YesNo("a car can stop at the door", "yes")] = State.UNKNOWN
    blue_badge_parking: Annotated[State, YesNo("has a Blue Badge bay", "yes")] = State.UNKNOWN
    step_free_inside: Annotated[State, YesNo("no steps to where sessions are", "unknown")] = (
        State.UNKNOWN
    )
    toilet: Annotated[State, YesNo("has a toilet", "yes")] = State.UNKNOWN
    accessible_toilet: Annotated[State, YesNo("has an accessible toilet", "yes")] = State.UNKNOWN
    changing_places: Annotated[State, YesNo("has a Changing Places toilet", "no")] = State.UNKNOWN
    personal_care_room: Annotated[State, YesNo("has a room for personal care", "unknown")] = (
        State.UNKNOWN
    )
    quiet_room: Annotated[State, YesNo("has a quiet room", "yes")] = State.UNKNOWN
    hearing_loop: Annotated[State, YesNo("has a hearing loop", "unknown")] = State.UNKNOWN
    staff_aware: Annotated[State, YesNo("staff had disability awareness training", "unknown")] = (
        State.UNKNOWN
    )

    @property
    def where(self) -> Where:
        """The cells that say where the main entrance is."""
        return Where(
            "entrance_",
            self.entrance_lat,
            self.entrance_lon,
            self.entrance_postcode,
            self.entrance_precision_m,
            self.entrance_from,
        )

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        yield from self.where.odd()
        if self.price_gbp is None and self.price_per is not None:
            yield Odd("price_gbp", "nothing", "a price, 0 where it is free")
        if self.price_gbp and self.price_per is None:
            yield Odd("price_per", "nothing", "what the price is for")

    def opportunity(self, at: Position, before: Opportunity | None) -> Opportunity:
        """Make the opportunity.

        Parameters
        ----------
        at
            Where its main entrance is.
        before
            What the register holds of it: further entrances stay.

        Returns
        -------
        Opportunity
            The opportunity.
        """
        source = Source.SURVEYED if self.surveyed_on else Source.MAPPED
        facts = {
            name: Fact(getattr(self, name), source)
            for name in VENUE_FACTS
            if getattr(self, name) is not State.UNKNOWN
        }
        price = None
        if self.price_gbp is not None:
            price = Price(
                self.price_gbp, self.price_per, self.transport_included, self.meals_included
            )
        main = Entrance(at, step_free=facts.get("step_free_entrance", Fact()))
        return Opportunity(
            id=self.opportunity_id,
            name=self.name,
            kind=self.kind,
            entrances=(main, *(before.entrances[1:] if before else ())),
            hours=self.hours,
            staff_hours=self.staff_hours,
            price=price,
            facts=facts,
            surveyed_on=self.surveyed_on,
        )

    @classmethod
    def of(cls, opportunity: Opportunity) -> Self:
        """Make the row that says this of an opportunity.

        Parameters
        ----------
        opportunity
            The opportunity.

        Returns
        -------
        OpportunityRow
            The row.
        """
        price = opportunity.price
        return cls.written(
            opportunity_id=opportunity.id,
            name=opportunity.name,
            kind=opportunity.kind,
            **cells("entrance_", opportunity.entrances[0].at),
            hours=opportunity.hours,
            staff_hours=opportunity.staff_hours,
            price_gbp=price.pence if price else None,
            price_per=price.per if price else None,
            transport_included=price.transport_included if price else State.UNKNOWN,
            meals_included=price.meals_included if price else State.UNKNOWN,
            surveyed_on=opportunity.surveyed_on,
            **{name: opportunity.fact(name).state for name in VENUE_FACTS},
        )


class EntranceRow(Row):
    """A further entrance of an opportunity."""

    table = "entrances"
    about = "Further entrances; the main one is in opportunities."
    key = ("opportunity_id", "entrance_no")

    opportunity_id: OpportunityId
    entrance_no: Annotated[int, Number("1 for the first beside the main one", "1", low=1, high=50)]
    label: Annotated[str, Text("what it is called there", "garden gate")] = ""
    lat: Annotated[float, Lat]
    lon: Annotated[float, Lon]
    precision_m: Annotated[int | None, Precision] = None
    step_free: Annotated[State, YesNo("one gets in without a step", "yes")] = State.UNKNOWN
    surveyed: Annotated[State, YesNo("somebody looked", "no")] = State.NO

    @property
    def where(self) -> Where:
        """The cells that say where it is."""
        return Where("", self.lat, self.lon, None, self.precision_m)

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        yield from self.where.odd()

    def entrance(self, at: Position) -> Entrance:
        """Make the entrance.

        Parameters
        ----------
        at
            Where it is.

        Returns
        -------
        Entrance
            The entrance.
        """
        if self.step_free is State.UNKNOWN:
            return Entrance(at, self.label)
        source = Source.SURVEYED if self.surveyed is State.YES else Source.MAPPED
        return Entrance(at, self.label, Fact(self.step_free, source))

    @classmethod
    def of(cls, opportunity_id: str, number: int, entrance: Entrance) -> Self:
        """Make the row that says this of an entrance.

        Parameters
        ----------
        opportunity_id
            Whose it is.
        number
            1 for the first beside the main one.
        entrance
            The entrance.

        Returns
        -------
        EntranceRow
            The row.
        """
        seen = entrance.step_free.source is Source.SURVEYED
        return cls.written(
            opportunity_id=opportunity_id,
            entrance_no=number,
            label=entrance.label,
            lat=entrance.at.lat,
            lon=entrance.at.lon,
            precision_m=entrance.at.precision_m,
            step_free=entrance.step_free.state,
            surveyed=State.YES if seen else State.NO,
        )


class SessionRow(Row):
    """One session of an opportunity."""

    table = "sessions"
    about = "One row a session: what happens at an opportunity, at set days and times."
    key = ("session_id",)

    session_id: Annotated[str, Identifier("the session's id", "S001")]
    opportunity_id: OpportunityId
    activity: Annotated[str, Text("what it is", "Centre day")]
    days: Annotated[Days, DayList("days of the week", "mon tue wed thu fri")]
    start: Annotated[int, Clock("when it starts", "10:00")]
    end: Annotated[int, Clock("when it ends", "15:30")]
    term_only: Annotated[State, YesNo("held in term time only", "no")] = State.UNKNOWN
    first_date: Annotated[dt.date | None, Date("first held; empty: always was")] = None
    last_date: Annotated[dt.date | None, Date("last held; empty: no end")] = None
    capacity: Annotated[
        int | None, Number("most people; empty: not known", "20", low=1, high=10_000)
    ] = None

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        if self.end <= self.start:
            yield Odd("end", "a time not after the start", "a time later the same day")
        if self.first_date and self.last_date and self.first_date > self.last_date:
            yield Odd("last_date", "a date before first_date", "the same date or a later one")

    def session(self) -> Session:
        """Make the session.

        Returns
        -------
        Session
            The session.
        """
        return Session(
            id=self.session_id,
            opportunity=self.opportunity_id,
            activity=self.activity,
            days=self.days,
            start_s=self.start,
            end_s=self.end,
            term_only=self.term_only,
            first_date=self.first_date,
            last_date=self.last_date,
            capacity=self.capacity,
        )

    @classmethod
    def of(cls, session: Session) -> Self:
        """Make the row that says this of a session.

        Parameters
        ----------
        session
            The session.

        Returns
        -------
        SessionRow
            The row.
        """
        return cls.written(
            session_id=session.id,
            opportunity_id=session.opportunity,
            activity=session.activity,
            days=session.days,
            start=session.start_s,
            end=session.end_s,
            term_only=session.term_only,
            first_date=session.first_date,
            last_date=session.last_date,
            capacity=session.capacity,
        )
