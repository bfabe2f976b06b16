"""Runs of scoring: what they were made from, and how far they came."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from transit.errors import StoreError
from transit.store.audit import write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.verdict_tables import ScoreRunTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of scoring.

    Parameters
    ----------
    id
        Its number.
    edition
        The area's edition, with what had been seen by then.
    parameters_hash
        Same for equal parameters.
    started, finished
        When; ``finished`` is None while it goes on, and after it was stopped.
    asked
        Verdicts that were asked for.
    scored
        Verdicts that it has computed; the others had been before, from the same inputs.
    """

    id: int
    edition: str
    parameters_hash: str
    started: dt.datetime
    finished: dt.datetime | None = None
    asked: int = 0
    scored: int = 0


def begin_run(
    store: Store, edition: str, parameters_hash: str, asked: int, who: str | None = None
) -> Run:
    """Write down that scoring begins.

    Parameters
    ----------
    store
        The register.
    edition
        The area's edition, with what had been seen by then.
    parameters_hash
        Same for equal parameters.
    asked
        Verdicts that are asked for.
    who
        Who does it, for the audit.

    Returns
    -------
    Run
        The run.
    """
    started = dt.datetime.now(dt.UTC)
    cells = {
        "edition": edition,
        "parameters_hash": parameters_hash,
        "started": started,
        "asked": asked,
        "scored": 0,
    }
    with store.writing() as session:
        made = insert(ScoreRunTable).values(cells).returning(ScoreRunTable.id)
        number = session.execute(made).scalar_one()
        write_audit(session, "score", {"asked": asked}, who=who)
    return Run(
        id=number, edition=edition, parameters_hash=parameters_hash, started=started, asked=asked
    )


def finish_run(store: Store, run: Run) -> Run:
    """Write down that a run came to its end.

    Parameters
    ----------
    store
        The register.
    run
        The run.

    Returns
    -------
    Run
        With its end and what it computed.
    """
    with store.writing() as session:
        which = ScoreRunTable.id == run.id
        session.execute(update(ScoreRunTable).where(which).values(finished=dt.datetime.now(dt.UTC)))
    return read_run(store, run.id)


def read_run(store: Store, number: int) -> Run:
    """Read one run.

    Parameters
    ----------
    store
        The register.
    number
        Its number.

    Returns
    -------
    Run
        As far as it came.

    Raises
    ------
    StoreError
        There is none of that number.
    """
    for run in read_runs(store):
        if run.id == number:
            return run
    raise StoreError(f"{store.name}: there is no run {number}")


def read_runs(store: Store) -> tuple[Run, ...]:
    """Read all runs, the last first.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    tuple of Run
        Empty where nothing was scored yet.
    """
    table = table_of(ScoreRunTable)
    with store.reading() as session:
        rows = session.execute(select(table).order_by(table.c.id.desc())).mappings()
        return tuple(Run(**row) for row in rows)
