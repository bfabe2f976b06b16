"""Opportunities, sessions and vehicles in tables."""

from typing import Any, Final

from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Entrance, Opportunity, Price, Session
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle
from transit.read.register.columns_time import Hours
from transit.store.aggregate import Aggregate, Rows
from transit.store.directory_tables import (
    EntranceTable,
    LayoutTable,
    OpportunityTable,
    SessionTable,
    VehicleTable,
    VenueFactTable,
)
from transit.store.people import position_cells, position_of

_HOURS: Final = Hours("")
_COSTS: Final = tuple(RunningCost.__dataclass_fields__)


def _opportunity_rows(each: Opportunity) -> Rows:
    price = each.price
    return {
        OpportunityTable: [
            {
                "id": each.id,
                "name": each.name,
                "kind": each.kind,
                "hours": _HOURS.text(each.hours),
                "staff_hours": _HOURS.text(each.staff_hours),
                "price_pence": price.pence if price else None,
                "price_per": price.per if price else None,
                "transport_included": price.transport_included if price else State.UNKNOWN,
                "meals_included": price.meals_included if price else State.UNKNOWN,
                "surveyed_on": each.surveyed_on,
            }
        ],
        EntranceTable: [
            {
                "opportunity_id": each.id,
                "number": number,
                "label": entrance.label,
                "step_free": entrance.step_free.state,
                "source": int(entrance.step_free.source),
                **position_cells(entrance.at),
            }
            for number, entrance in enumerate(each.entrances)
        ],
        VenueFactTable: [
            {
                "opportunity_id": each.id,
                "name": name,
                "state": fact.state,
                "source": int(fact.source),
            }
            for name, fact in each.facts.items()
        ],
    }


def _opportunity(row: Any, entrances: list[Any], facts: list[Any]) -> Opportunity:
    price = None
    if row.price_pence is not None:
        price = Price(row.price_pence, row.price_per, row.transport_included, row.meals_included)
    return Opportunity(
        id=row.id,
        name=row.name,
        kind=row.kind,
        entrances=tuple(
            Entrance(position_of(each), each.label, Fact(each.step_free, Source(each.source)))
            for each in entrances
        ),
        hours=_HOURS.parse(row.hours) if row.hours else (),
        staff_hours=_HOURS.parse(row.staff_hours) if row.staff_hours else (),
        price=price,
        facts={each.name: Fact(each.state, Source(each.source)) for each in facts},
        surveyed_on=row.surveyed_on,
    )


def _session_rows(each: Session) -> Rows:
    row = {
        "id": each.id,
        "opportunity_id": each.opportunity,
        "activity": each.activity,
        "days": each.days,
        "start_s": each.start_s,
        "end_s": each.end_s,
        "term_only": each.term_only,
        "first_date": each.first_date,
        "last_date": each.last_date,
        "capacity": each.capacity,
    }
    return {SessionTable: [row]}


def _session(row: Any) -> Session:
    return Session(
        id=row.id,
        opportunity=row.opportunity_id,
        activity=row.activity,
        days=row.days,
        start_s=row.start_s,
        end_s=row.end_s,
        term_only=row.term_only,
        first_date=row.first_date,
        last_date=row.last_date,
        capacity=row.capacity,
    )


def _vehicle_rows(each: Vehicle) -> Rows:
    row = {
        "id": each.id,
        "name": each.name,
        "kind": each.kind,
        "seats_lost_a_wheelchair": each.seats_lost_a_wheelchair,
        "depot": each.depot.name,
        **position_cells(each.depot.at),
        "from_s": each.from_s,
        "to_s": each.to_s,
        **{name: getattr(each.cost, name) for name in _COSTS},
        "paid_when_idle": each.paid_when_idle,
    }
    layouts = [
        {
            "vehicle_id": each.id,
            "number": number,
            "seats": layout.seats,
            "wheelchairs": layout.wheelchairs,
        }
        for number, layout in enumerate(each.layouts)
    ]
    return {VehicleTable: [row], LayoutTable: layouts}


def _vehicle(row: Any, layouts: list[Any]) -> Vehicle:
    return Vehicle(
        id=row.id,
        name=row.name,
        kind=row.kind,
        layouts=tuple(Layout(each.seats, each.wheelchairs) for each in layouts),
        seats_lost_a_wheelchair=row.seats_lost_a_wheelchair,
        depot=Depot(row.depot, position_of(row)),
        from_s=row.from_s,
        to_s=row.to_s,
        cost=RunningCost(**{name: getattr(row, name) for name in _COSTS}),
        paid_when_idle=row.paid_when_idle,
    )


OPPORTUNITIES: Final = Aggregate(
    OpportunityTable,
    {EntranceTable: "opportunity_id", VenueFactTable: "opportunity_id"},
    _opportunity_rows,
    _opportunity,
)
SESSIONS: Final = Aggregate(SessionTable, {}, _session_rows, _session)
VEHICLES: Final = Aggregate(VehicleTable, {LayoutTable: "vehicle_id"}, _vehicle_rows, _vehicle)
