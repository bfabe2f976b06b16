"""When buses are boarded on journeys of verdicts, to sessions that people go to."""

from sqlalchemy import and_, select

from transit.store.base import table_of
from transit.store.database import Store
from transit.store.people_tables import AttendanceTable
from transit.store.verdict_detail import read_detail
from transit.store.verdict_tables import VerdictTable

BoardsKey = tuple[str, int, str]
"""Person, number of the start place, session."""

Boards = tuple[tuple[int, ...], tuple[int, ...]]
"""Out and back, seconds of the service date."""


def read_boards(store: Store) -> dict[BoardsKey, Boards]:
    """Read when each bus is boarded on the way to sessions that somebody goes to, and back.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    dict
        By person, start place and session; two times nothing where a verdict was kept before
        boardings were.
    """
    verdict, goes = table_of(VerdictTable).c, table_of(AttendanceTable).c
    same = and_(verdict.person_id == goes.person_id, verdict.session_id == goes.session_id)
    asked = select(verdict.person_id, verdict.place, verdict.session_id, verdict.detail).join(
        table_of(AttendanceTable), same
    )
    with store.reading() as session:
        return {
            (who, place, what): read_detail(detail).boards
            for who, place, what, detail in session.execute(asked)
        }
