"""Which decisions of practitioners are sign-offs of training that still count."""

from typing import Final

from sqlalchemy import select

from transit.store.base import table_of
from transit.store.database import Store
from transit.store.overrides import last_overrides
from transit.store.training_tables import SignOffTable
from transit.store.verdicts import Key

_SIGN_OFF: Final = table_of(SignOffTable)


def signed_off(store: Store) -> frozenset[Key]:
    """Return whose last decision on which journey is a sign-off.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    frozenset of tuple
        Person, number of the start place, session.
    """
    last = last_overrides()
    asked = (
        select(last.c.person_id, last.c.place, last.c.session_id)
        .join(_SIGN_OFF, _SIGN_OFF.c.override_id == last.c.id)
        .where(_SIGN_OFF.c.ended_on.is_(None), last.c.rung.is_not(None))
    )
    with store.reading() as session:
        return frozenset((who, place, what) for who, place, what in session.execute(asked))
