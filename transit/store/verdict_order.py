"""In which order verdicts are read, a page at a time."""

from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, String, case, type_coerce

from transit.model.verdict import Rung
from transit.store.base import table_of
from transit.store.directory_tables import OpportunityTable, SessionTable
from transit.store.verdict_tables import VerdictTable

_TABLE: Final = table_of(VerdictTable)


class Order(StrEnum):
    """What verdicts are put in order by; those that are alike follow by person."""

    PERSON = "person"
    WHAT = "what"
    VERDICT = "verdict"
    CONFIDENCE = "confidence"
    OUT = "out"
    BACK = "back"
    LESSONS = "lessons"


def order_by(order: Order, *, descending: bool) -> list[ColumnElement[Any]]:
    """Return what a query of verdicts is ordered by.

    Parameters
    ----------
    order
        By what.
    descending
        The other way round; what has no such value comes last all the same.

    Returns
    -------
    list of ColumnElement
        Total: no two verdicts are alike.
    """
    verdict = _TABLE.c
    own = [*_TABLE.primary_key.columns]
    if order is Order.PERSON:
        return [column.desc() for column in own] if descending else own
    columns: dict[Order, list[Any]] = {
        Order.WHAT: [table_of(OpportunityTable).c.name, table_of(SessionTable).c.activity],
        Order.VERDICT: [_rank(verdict.rung), _rank(verdict.sure)],
        Order.CONFIDENCE: [case((verdict.rung == verdict.sure, 0), else_=1)],
        Order.OUT: [verdict.out_leave_s],
        Order.BACK: [verdict.back_arrive_s],
        Order.LESSONS: [verdict.lessons_low, verdict.lessons_high],
    }
    ways = (each.desc() if descending else each.asc() for each in columns[order])
    return [*(way.nulls_last() for way in ways), *own]


def _rank(column: Any) -> ColumnElement[Any]:
    return case({rung.word: int(rung) for rung in Rung}, value=type_coerce(column, String))
