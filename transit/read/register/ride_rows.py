"""Rows about riding on the fleet: what people need of a ride, and the runs of today."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self

from transit.model.fact import State
from transit.model.rides import (
    RIDE_RANGES,
    AssistantNeed,
    RideNeeds,
    StopAction,
    TodayRun,
    TodayStop,
)
from transit.model.weekdays import Days
from transit.read.register.columns import Choice, Identifier, Money, Number, YesNo
from transit.read.register.columns_time import Clock, DayList
from transit.read.register.people_rows import PersonId
from transit.read.register.rows import Odd, Row
from transit.read.table_faults import Cell

_NAMED: Final = {"earliest_pick_up_s": "earliest_pick_up", "taxi_day_pence": "taxi_day_gbp"}
"""Columns that are called otherwise than the field."""
_NEEDS: Final = {name: _NAMED.get(name, name) for name in RideNeeds.__dataclass_fields__}
_MOST_COMPANY: Final = 20


@dataclass(frozen=True, slots=True)
class PersonList(Identifier):
    """Several people's ids."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return f"at most {_MOST_COMPANY} pseudonyms, each once, with blanks between them"

    def parse(self, cell: Cell) -> tuple[str, ...]:  # type: ignore[override]  # several ids
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        tuple of str
            Ids in order.
        """
        words = str(cell).split() if isinstance(cell, str) else [cell]
        # Named outright: a slotted dataclass is made anew, and super() means the class before.
        found = tuple(sorted(Identifier.parse(self, word) for word in words))
        if len(found) > _MOST_COMPANY or len(set(found)) != len(found):
            raise ValueError(self.expected)
        return found

    def text(self, value: Any) -> str:
        """Write ids.

        Parameters
        ----------
        value
            Ids.

        Returns
        -------
        str
            The cell.
        """
        return " ".join(value)


def _people(explain: str) -> PersonList:
    return PersonList(f"{explain}: people's ids such as P002 P014", pseudonym=True)


def _number(name: str, explain: str, example: str) -> Number:
    low, high = RIDE_RANGES[name]
    return Number(f"{explain}; empty: as usual", example, low=low, high=high)


class RideNeedRow(Row):
    """What one person needs of a ride."""

    table = "ride_needs"
    about = "What people who ride on the fleet need. Empty is not known, and is planned with care."
    key = ("person_id",)
    personal = True

    person_id: PersonId
    seat_from_chair: Annotated[State, YesNo("moves from the wheelchair to a seat", "no")] = (
        State.UNKNOWN
    )
    walker: Annotated[State, YesNo("walks with a frame or rollator", "yes")] = State.UNKNOWN
    board_s: Annotated[int | None, _number("board_s", "seconds to get on", "150")] = None
    alight_s: Annotated[int | None, _number("alight_s", "seconds to get off", "120")] = None
    assistant: Annotated[
        AssistantNeed, Choice("a passenger assistant rides along", "shared", words=AssistantNeed)
    ] = AssistantNeed.UNKNOWN
    apart_from: Annotated[tuple[str, ...], _people("must not ride with")] = ()
    together_with: Annotated[tuple[str, ...], _people("must ride with")] = ()
    longest_ride_min: Annotated[
        int | None, _number("longest_ride_min", "longest ride, minutes", "45")
    ] = None
    earliest_pick_up: Annotated[
        int | None, Clock("cannot be picked up at home before", "08:15")
    ] = None
    hand_to_hand: Annotated[
        State, YesNo("must be handed over from person to person at both ends", "no")
    ] = State.UNKNOWN
    met_at_home: Annotated[State, YesNo("somebody must be there when they come home", "yes")] = (
        State.UNKNOWN
    )
    taxi_day_gbp: Annotated[
        int | None,
        Money(
            "fixed price of their taxi contract a day, there and back, pounds; empty: the tariff",
            "38.00",
        ),
    ] = None

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        for field in ("apart_from", "together_with"):
            if self.person_id in getattr(self, field):
                yield Odd(field, "the person's own id", "other people's")
        if set(self.apart_from) & set(self.together_with):
            yield Odd("together_with", "somebody who is in apart_from too", "either, not both")

    def needs(self) -> RideNeeds:
        """Make the needs.

        Returns
        -------
        RideNeeds
            What they need.
        """
        return RideNeeds(**{name: getattr(self, column) for name, column in _NEEDS.items()})

    @classmethod
    def of(cls, person_id: str, needs: RideNeeds) -> Self:
        """Make the row that says this of a person.

        Parameters
        ----------
        person_id
            Whose needs they are.
        needs
            The needs.

        Returns
        -------
        RideNeedRow
            The row.
        """
        held = {column: getattr(needs, name) for name, column in _NEEDS.items()}
        return cls.written(person_id=person_id, **held)


class RunRow(Row):
    """A run of today."""

    table = "runs"
    about = "Runs as they are made today: which vehicle, on which days. Its stops are in run_stops."
    key = ("run_id",)

    run_id: Annotated[str, Identifier("the run's id", "R01")]
    vehicle_id: Annotated[str, Identifier("the vehicle, as in fleet", "V01")]
    days: Annotated[Days, DayList("days on which it is made", "mon tue wed")]

    def run(self, stops: tuple[TodayStop, ...]) -> TodayRun:
        """Make the run.

        Parameters
        ----------
        stops
            Its stops, from their own table.

        Returns
        -------
        TodayRun
            The run.
        """
        return TodayRun(self.run_id, self.vehicle_id, self.days, stops)

    @classmethod
    def of(cls, run: TodayRun) -> Self:
        """Make the row that says this of a run.

        Parameters
        ----------
        run
            The run.

        Returns
        -------
        RunRow
            The row.
        """
        return cls.written(run_id=run.id, vehicle_id=run.vehicle, days=run.days)


class RunStopRow(Row):
    """A stop of a run of today."""

    table = "run_stops"
    about = "Stops of today's runs in order. Who gets on must get off, on the same run."
    key = ("run_id", "stop_no")
    personal = True

    run_id: Annotated[str, Identifier("the run", "R01")]
    stop_no: Annotated[int, Number("its place in the order", "1", low=1, high=1_000)]
    action: Annotated[StopAction, Choice("what happens", "depot", words=StopAction)]
    person_id: Annotated[
        str | None, Identifier("who gets on or off; empty at the depot", pseudonym=True)
    ] = None
    session_id: Annotated[
        str | None, Identifier("to or from which session, where there are several", "S001")
    ] = None
    planned: Annotated[int | None, Clock("planned time", "08:40")] = None

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        if self.action is StopAction.DEPOT and self.person_id is not None:
            yield Odd("person_id", "somebody at the depot", "an empty cell, or another action")
        if self.action is not StopAction.DEPOT and self.person_id is None:
            yield Odd("person_id", "nobody", "who gets on or off")

    def stop(self) -> TodayStop:
        """Make the stop.

        Returns
        -------
        TodayStop
            The stop.
        """
        return TodayStop(self.action, self.person_id, self.session_id, self.planned)

    @classmethod
    def of(cls, run_id: str, number: int, stop: TodayStop) -> Self:
        """Make the row that says this of a stop.

        Parameters
        ----------
        run_id
            Whose stop it is.
        number
            1 for the first.
        stop
            The stop.

        Returns
        -------
        RunStopRow
            The row.
        """
        return cls.written(
            run_id=run_id,
            stop_no=number,
            action=stop.action,
            person_id=stop.person,
            session_id=stop.session,
            planned=stop.at_s,
        )
