"""Verdicts as a table for a page, a report or a Parquet file."""

from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from sqlalchemy import ColumnElement, Select, String, and_, case, func, select, type_coerce

from transit.model.fact import State
from transit.model.verdict import Rung
from transit.store._types import RungWord, StateWord
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.directory_tables import OpportunityTable, SessionTable
from transit.store.overrides import last_overrides
from transit.store.people_tables import PersonTable
from transit.store.verdict_order import Order, order_by
from transit.store.verdict_tables import ScoreRunTable, VerdictTable
from transit.store.verdicts import STATUS

_TABLE: Final = table_of(VerdictTable)
_KEY: Final = tuple(_TABLE.primary_key.columns)
_RUNGS: Final = pl.Enum([rung.word for rung in Rung])
_STATES: Final = pl.Enum([state.name.lower() for state in State])
_WAY: Final = {
    "date": pl.Date,
    "leave_s": pl.Int32,
    "arrive_s": pl.Int32,
    "changes": pl.Int16,
    "walk_m": pl.Int32,
    "burden_s": pl.Int32,
    "lines": pl.String,
    "fragile": pl.Boolean,
}
_SCHEMA: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "person": pl.String,
    "place": pl.Int32,
    "opportunity": pl.String,
    "session": pl.String,
    "rung": _RUNGS,
    "sure": _RUNGS,
    "confirmed": pl.Boolean,
    "fit": _STATES,
    "lessons_low": pl.Int16,
    "lessons_high": pl.Int16,
    "main_reason": pl.String,
    **{f"out_{name}": kind for name, kind in _WAY.items()},
    **{f"back_{name}": kind for name, kind in _WAY.items()},
    "is_stale": pl.Boolean,
    "edition": pl.String,
    "scored_at": pl.Datetime("us", "UTC"),
    "override_rung": _RUNGS,
    "override_by": pl.String,
    "override_reason": pl.String,
    "override_review_on": pl.Date,
    "cohort": pl.String,
}
_COUNTS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "rung": _RUNGS,
    "sure": _RUNGS,
    "verdicts": pl.Int64,
    "people": pl.Int64,
}

_VENUES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "opportunity": pl.String,
    "rung": _RUNGS,
    "verdicts": pl.Int64,
    "people": pl.Int64,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which verdicts to read; None chooses all.

    Parameters
    ----------
    people, opportunities, sessions
        Ids.
    rungs
        Rungs of the verdict, unknown facts counting as fine.
    sure
        Rungs, unknown facts counting as barriers.
    confirmed
        Whether both are the same.
    fits
        What is known of the venue having what the person needs.
    main_reasons
        Codes of first reasons.
    cohorts
        Groups of people.
    is_stale
        Whether it waits to be scored again.
    is_overridden
        Whether a practitioner decided otherwise.
    """

    people: tuple[str, ...] | None = None
    opportunities: tuple[str, ...] | None = None
    sessions: tuple[str, ...] | None = None
    rungs: tuple[Rung, ...] | None = None
    sure: tuple[Rung, ...] | None = None
    confirmed: bool | None = None
    fits: tuple[State, ...] | None = None
    main_reasons: tuple[str, ...] | None = None
    cohorts: tuple[str, ...] | None = None
    is_stale: bool | None = None
    is_overridden: bool | None = None


ALL: Final = Chosen()
"""Every verdict."""


def read_verdicts(
    store: Store,
    chosen: Chosen = ALL,
    *,
    most: int | None = None,
    skipped: int = 0,
    order: Order = Order.PERSON,
    descending: bool = False,
) -> pl.DataFrame:
    """Read verdicts as a table.

    Parameters
    ----------
    store
        The register.
    chosen
        Which.
    most
        Rows of a page; None for all.
    skipped
        Rows of the pages before.
    order, descending
        In which order, and whether the other way round.

    Returns
    -------
    DataFrame
        In the order asked for, else by person, place and session: person, place, opportunity,
        session, rung, sure, confirmed, fit, lessons_low, lessons_high, main_reason, the fields of
        both journeys (``out_…``, ``back_…``; the lines as a list), is_stale, edition, scored_at,
        override_rung, override_by, override_reason, override_review_on, cohort, and status, which
        is always "for review". Rungs and states are words, rungs ordered from now to door_to_door.
    """
    asked, columns = _asked(chosen)
    if order is Order.WHAT:
        asked = asked.join(
            table_of(OpportunityTable),
            table_of(OpportunityTable).c.id == _TABLE.c.opportunity_id,
        ).join(table_of(SessionTable), table_of(SessionTable).c.id == _TABLE.c.session_id)
    by = order_by(order, descending=descending)
    if most is not None and order is not Order.PERSON:
        # Keys are put in order first: a sorter that carries whole rows takes five times as long.
        keys = asked.with_only_columns(*_KEY).order_by(*by).limit(most).offset(skipped).subquery()
        same = (column == keys.c[column.name] for column in _KEY)
        page = asked.with_only_columns(*columns).join(keys, and_(*same)).order_by(*by)
    else:
        page = asked.with_only_columns(*columns).order_by(*by)
        page = page if most is None else page.limit(most).offset(skipped)
    with store.reading() as session:
        rows = [tuple(row) for row in session.execute(page)]
    made = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    lines = [pl.col(f"{way}_lines").str.json_decode(pl.List(pl.String)) for way in ("out", "back")]
    return made.with_columns(*lines, status=pl.lit(STATUS))


def count_verdicts(store: Store, chosen: Chosen = ALL) -> pl.DataFrame:
    """Count verdicts by rung.

    Parameters
    ----------
    store
        The register.
    chosen
        Which.

    Returns
    -------
    DataFrame
        ``rung``, ``sure``, ``verdicts`` and ``people``: how many of each pair of rungs, and of how
        many people.
    """
    asked, _ = _asked(chosen)
    pair = (_plain(_TABLE.c.rung), _plain(_TABLE.c.sure))
    counts = (func.count(), func.count(_TABLE.c.person_id.distinct()))
    with store.reading() as session:
        rows = session.execute(asked.with_only_columns(*pair, *counts).group_by(*pair)).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=_COUNTS, orient="row").sort(
        "rung", "sure"
    )


def count_by_venue(store: Store, chosen: Chosen = ALL) -> pl.DataFrame:
    """Count people by venue and rung.

    Parameters
    ----------
    store
        The register.
    chosen
        Which verdicts.

    Returns
    -------
    DataFrame
        ``opportunity``, ``rung``, ``verdicts`` and ``people``: a person counts once at a venue, on
        the best of their rungs there.
    """
    asked, _ = _asked(chosen)
    order = case({rung.word: int(rung) for rung in Rung}, value=_plain(_TABLE.c.rung))
    venue, person = _TABLE.c.opportunity_id, _TABLE.c.person_id
    own = (venue.label("venue"), func.min(order).label("best"), func.count().label("verdicts"))
    best = asked.with_only_columns(*own).group_by(venue, person).subquery()
    grouped = select(best.c.venue, best.c.best, func.sum(best.c.verdicts), func.count()).group_by(
        best.c.venue, best.c.best
    )
    words = [rung.word for rung in Rung]
    with store.reading() as session:
        rows = [
            (where, words[at], int(verdicts), people)
            for where, at, verdicts, people in session.execute(grouped)
        ]
    return pl.DataFrame(rows, schema=_VENUES, orient="row").sort("opportunity", "rung")


def _asked(chosen: Chosen) -> tuple[Select[Any], list[ColumnElement[Any]]]:
    """Return the joined and filtered query, and what a page shows of it."""
    last = last_overrides()
    run = table_of(ScoreRunTable)
    person = table_of(PersonTable)
    counts = last.c.rung.is_not(None)
    same = (last.c.person_id == _TABLE.c.person_id, last.c.place == _TABLE.c.place, counts)
    joined = (
        _TABLE.join(run, run.c.id == _TABLE.c.run_id)
        .join(person, person.c.id == _TABLE.c.person_id)
        .outerjoin(last, and_(*same, last.c.session_id == _TABLE.c.session_id))
    )
    own = {
        "person": _TABLE.c.person_id,
        "opportunity": _TABLE.c.opportunity_id,
        "session": _TABLE.c.session_id,
        "confirmed": _TABLE.c.rung == _TABLE.c.sure,
        "is_stale": _TABLE.c.stale_since.is_not(None),
        "edition": run.c.edition,
        "override_rung": last.c.rung,
        "override_by": last.c.decided_by,
        "override_reason": last.c.reason,
        "override_review_on": last.c.review_on,
        "cohort": person.c.cohort,
    }
    columns = [own[name] if name in own else _TABLE.c[name] for name in _SCHEMA]
    asked = select(*columns).select_from(joined).where(*_wanted(chosen, last.c.rung, person))
    return asked, [_plain(column) for column in columns]


def _wanted(chosen: Chosen, overridden: Any, person: Any) -> list[ColumnElement[bool]]:
    table = _TABLE.c
    among = {
        "people": table.person_id,
        "opportunities": table.opportunity_id,
        "sessions": table.session_id,
        "rungs": table.rung,
        "sure": table.sure,
        "fits": table.fit,
        "main_reasons": table.main_reason,
        "cohorts": person.c.cohort,
    }
    whether = {
        "confirmed": table.rung == table.sure,
        "is_stale": table.stale_since.is_not(None),
        "is_overridden": overridden.is_not(None),
    }
    wanted: list[ColumnElement[bool]] = [
        column.in_(getattr(chosen, name))
        for name, column in among.items()
        if getattr(chosen, name) is not None
    ]
    for name, condition in whether.items():
        asked = getattr(chosen, name)
        if asked is not None:
            wanted.append(condition if asked else ~condition)
    return wanted


def _plain(column: Any) -> Any:
    """Leave words as they are kept: a table of half a million rows makes no records of them."""
    is_word = isinstance(column.type, RungWord | StateWord)
    return type_coerce(column, String) if is_word else column
