"""Rows of the fleet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self

from transit.errors import InputError
from transit.model.fact import State
from transit.model.positions import Origin, Position
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind
from transit.read.register.columns import (
    Choice,
    Column,
    Identifier,
    Money,
    Number,
    Text,
    YesNo,
)
from transit.read.register.columns_time import Clock
from transit.read.register.located import Where, cells
from transit.read.register.people_rows import From, Lat, Lon, Postcode, Precision
from transit.read.register.rows import Odd, Row
from transit.read.table_faults import Cell

_LAYOUT: Final = re.compile(r"(\d{1,3})\+(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Layouts(Column):
    """Ways to fit a vehicle out: seats and wheelchair spaces."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return "seats and wheelchair spaces such as 10+2 8+3, 1 to 100 people each"

    def parse(self, cell: Cell) -> tuple[Layout, ...]:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        tuple of Layout
            In the order given.
        """
        found = [_LAYOUT.fullmatch(word) for word in str(cell).split()]
        layouts = [Layout(int(each[1]), int(each[2])) for each in found if each]
        if len(layouts) != len(found) or len(set(layouts)) != len(layouts):
            raise InputError(self.expected)
        return tuple(layouts)

    def text(self, value: Any) -> str:
        """Write layouts.

        Parameters
        ----------
        value
            Layouts.

        Returns
        -------
        str
            The cell.
        """
        return " ".join(f"{each.seats}+{each.wheelchairs}" for each in value)


class VehicleRow(Row):
    """One vehicle."""

    table = "fleet"
    about = "One row a vehicle."
    key = ("vehicle_id",)

    vehicle_id: Annotated[str, Identifier("the vehicle's id", "V01")]
    name: Annotated[str, Text("what it is called", "Minibus 1")]
    kind: Annotated[VehicleKind, Choice("what it is", "minibus", words=VehicleKind)]
    seats: Annotated[int, Number("seats as it is usually fitted out", "10", low=0, high=100)]
    wheelchair_spaces: Annotated[int, Number("wheelchair spaces then", "2", low=0, high=20)]
    seats_lost_a_wheelchair: Annotated[
        int | None, Number("seats that one more wheelchair takes", "3", low=0, high=20)
    ] = None
    other_layouts: Annotated[
        tuple[Layout, ...], Layouts("other ways to fit it out: seats+spaces", "16+0 8+3")
    ] = ()
    depot: Annotated[str, Text("where it starts and ends its day", "Wharf Estate depot")]
    depot_lat: Annotated[float | None, Lat] = None
    depot_lon: Annotated[float | None, Lon] = None
    depot_postcode: Annotated[str | None, Postcode] = None
    depot_precision_m: Annotated[int | None, Precision] = None
    depot_from: Annotated[Origin | None, From] = None
    available_from: Annotated[int, Clock("its shift begins", "07:30")]
    available_to: Annotated[int, Clock("its shift ends", "17:30")]
    day_gbp: Annotated[
        int, Money("cost of a day, pounds; of a taxi: its contract, 0 for the tariff", "60.00")
    ]
    mile_gbp: Annotated[int, Money("cost of a mile, pounds", "0.70")]
    driver_hour_gbp: Annotated[int, Money("an hour of the driver, pounds", "18.00")]
    assistant_hour_gbp: Annotated[int, Money("an hour of an assistant, pounds", "16.00")]
    paid_when_idle: Annotated[
        State, YesNo("its day is paid also when it does not run; no: hired by the day", "yes")
    ] = State.UNKNOWN

    @property
    def where(self) -> Where:
        """The cells that say where the depot is."""
        return Where(
            "depot_",
            self.depot_lat,
            self.depot_lon,
            self.depot_postcode,
            self.depot_precision_m,
            self.depot_from,
        )

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        yield from self.where.odd()
        if not 1 <= self.seats + self.wheelchair_spaces <= 100:
            yield Odd("seats", "seats and spaces for nobody, or too many", "1 to 100 people")
        if self.available_to <= self.available_from:
            yield Odd("available_to", "a time not after available_from", "a later time")

    def vehicle(self, at: Position) -> Vehicle:
        """Make the vehicle.

        Parameters
        ----------
        at
            Where its depot is.

        Returns
        -------
        Vehicle
            The vehicle.
        """
        return Vehicle(
            id=self.vehicle_id,
            name=self.name,
            kind=self.kind,
            layouts=(Layout(self.seats, self.wheelchair_spaces), *self.other_layouts),
            seats_lost_a_wheelchair=self.seats_lost_a_wheelchair,
            depot=Depot(self.depot, at),
            from_s=self.available_from,
            to_s=self.available_to,
            cost=RunningCost(
                self.day_gbp, self.mile_gbp, self.driver_hour_gbp, self.assistant_hour_gbp
            ),
            paid_when_idle=self.paid_when_idle,
        )

    @classmethod
    def of(cls, vehicle: Vehicle) -> Self:
        """Make the row that says this of a vehicle.

        Parameters
        ----------
        vehicle
            The vehicle.

        Returns
        -------
        VehicleRow
            The row.
        """
        cost = vehicle.cost
        return cls.written(
            vehicle_id=vehicle.id,
            name=vehicle.name,
            kind=vehicle.kind,
            seats=vehicle.layouts[0].seats,
            wheelchair_spaces=vehicle.layouts[0].wheelchairs,
            seats_lost_a_wheelchair=vehicle.seats_lost_a_wheelchair,
            other_layouts=vehicle.layouts[1:],
            depot=vehicle.depot.name,
            **cells("depot_", vehicle.depot.at),
            available_from=vehicle.from_s,
            available_to=vehicle.to_s,
            day_gbp=cost.day_pence,
            mile_gbp=cost.mile_pence,
            driver_hour_gbp=cost.driver_hour_pence,
            assistant_hour_gbp=cost.assistant_hour_pence,
            paid_when_idle=vehicle.paid_when_idle,
        )
