"""Which verdicts have to be scored again when a place is another than it was.

The rule, for each change (:mod:`transit.network.changes`):

1. A verdict that rests on the place is stale, whatever the change.
2. Where an unknown fact is now known to be fine, so is every verdict that is not confirmed and
   whose start place or venue lies within a walk of the place, or any at all where the place may lie
   between two buses. Confirmed ones stay: the hopeful search finds what it found before, and the
   cautious one cannot do better than the hopeful.
3. Where a barrier is gone or less, so is every verdict within the same reach, confirmed or not.
4. A place that got worse touches nothing else: a search that did not use it finds what it found.
5. What was seen of a venue touches every verdict about it.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from transit.network.changes import Change, Effect, Reach
from transit.network.kerbside.geometry import east_north
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.directory_tables import EntranceTable
from transit.store.people_tables import StartPlaceTable
from transit.store.verdict_tables import VerdictTable
from transit.store.verdicts import Key

_TABLE: Final = table_of(VerdictTable)
_BATCH: Final = 2_000


@dataclass(slots=True)
class _Near:
    """Start places and venues near changes of one effect; ``everybody`` where all are."""

    everybody: bool = False
    homes: set[tuple[str, int]] = field(default_factory=set)
    venues: set[str] = field(default_factory=set)

    def has(self, person: str, place: int, opportunity: str) -> bool:
        """Tell whether a verdict's start or end is among them."""
        return self.everybody or (person, place) in self.homes or opportunity in self.venues


def mark_stale(
    store: Store,
    changes: Sequence[Change],
    reach: Reach,
    *,
    venues: Collection[str] = (),
    now: dt.datetime | None = None,
) -> int:
    """Mark the verdicts that have to be scored again.

    Parameters
    ----------
    store
        The register.
    changes
        Places that are other than before.
    reach
        How far anybody walks, whatever their profile.
    venues
        Ids of opportunities of which something was seen.
    now
        The moment; that of the clock when None.

    Returns
    -------
    int
        How many were marked that had not been.
    """
    with store.writing() as session:
        return mark_in(session, changes, reach, venues, now or dt.datetime.now(dt.UTC))


def mark_in(
    session: Session,
    changes: Sequence[Change],
    reach: Reach,
    venues: Collection[str],
    now: dt.datetime,
) -> int:
    """Mark the verdicts that have to be scored again, within a transaction.

    Parameters
    ----------
    session
        Within a transaction that writes.
    changes, reach, venues, now
        As in :func:`mark_stale`.

    Returns
    -------
    int
        How many were marked that had not been.
    """
    if not changes and not venues:
        return 0
    settled = _near(session, changes, Effect.SETTLES, reach)
    opened = _near(session, changes, Effect.OPENS, reach)
    opened.venues |= set(venues)
    ways = frozenset().union(*(change.ways for change in changes))
    stops = frozenset().union(*(change.stops for change in changes))
    routes = frozenset().union(*(change.routes for change in changes))
    asked = select(
        _TABLE.c.person_id,
        _TABLE.c.place,
        _TABLE.c.session_id,
        _TABLE.c.opportunity_id,
        (_TABLE.c.rung == _TABLE.c.sure).label("confirmed"),
        _TABLE.c.rests_ways,
        _TABLE.c.rests_stops,
        _TABLE.c.rests_routes,
    ).where(_TABLE.c.stale_since.is_(None))
    named = frozenset(map(str, ways))
    found: list[Key] = []
    for row in session.execute(asked.execution_options(yield_per=_BATCH)):
        whose = (row.person_id, row.place, row.opportunity_id)
        if (
            opened.has(*whose)
            or (not row.confirmed and settled.has(*whose))
            or _rests(row, named, stops, routes)
        ):
            found.append((row.person_id, row.place, row.session_id))
    _mark(session, found, now)
    return len(found)


def _rests(
    row: Row[tuple[object, ...]],
    ways: frozenset[str],
    stops: frozenset[str],
    routes: frozenset[str],
) -> bool:
    return (
        not ways.isdisjoint(row.rests_ways.split())
        or bool(stops and not stops.isdisjoint(json.loads(row.rests_stops)))
        or bool(routes and not routes.isdisjoint(json.loads(row.rests_routes)))
    )


def _mark(session: Session, found: Sequence[Key], now: dt.datetime) -> None:
    which = (
        _TABLE.c.person_id == bindparam("who"),
        _TABLE.c.place == bindparam("where"),
        _TABLE.c.session_id == bindparam("what"),
    )
    if found:
        rows = [{"who": who, "where": where, "what": what} for who, where, what in found]
        session.connection().execute(update(_TABLE).where(*which).values(stale_since=now), rows)


def _near(session: Session, changes: Iterable[Change], effect: Effect, reach: Reach) -> _Near:
    """Find start places and venues within reach of changes of an effect."""
    asked = [change for change in changes if change.effect is effect]
    near = _Near(any(change.between_buses for change in asked))
    if near.everybody or not asked:
        return near
    home, door = table_of(StartPlaceTable).c, table_of(EntranceTable).c
    homes = session.execute(select(home.person_id, home.number, home.lat, home.lon)).all()
    doors = session.execute(select(door.opportunity_id, door.lat, door.lon)).all()
    # Further off than its point lies, a home may still be as near as its precision says; the
    # search goes from the point, and so does this.
    at_homes = _within(np.array([(each.lat, each.lon) for each in homes]), asked, reach.end_m)
    at_doors = _within(np.array([(each.lat, each.lon) for each in doors]), asked, reach.end_m)
    near.homes = {(homes[k].person_id, homes[k].number) for k in at_homes}
    near.venues = {doors[k].opportunity_id for k in at_doors}
    return near


def _within(points: NDArray[np.float64], changes: Sequence[Change], reach_m: float) -> list[int]:
    near = np.zeros(len(points), np.bool_)
    for change in changes if len(points) else ():
        at = east_north(points[:, 0], points[:, 1], change.lat, change.lon)
        near |= np.hypot(at[:, 0], at[:, 1]) <= reach_m + change.half_m
    return [int(k) for k in np.flatnonzero(near)]
