"""Whom a changed timetable strands and who gains: scored like the real one, and saved nowhere."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from transit.batch.in_memory import score_in_memory
from transit.batch.score_plan import plan_scoring
from transit.batch.what_if import WhatIf
from transit.equity.compare import Comparison, Turn, best_rungs, compare
from transit.errors import InputError
from transit.model.register import Register
from transit.model.verdict import Rung
from transit.read.parameters import read_parameters
from transit.store import Store, open_store
from transit.store.base import table_of
from transit.store.observed_venues import with_observed_venues
from transit.store.overrides import read_overrides
from transit.store.surveys import read_observations
from transit.store.verdict_tables import VerdictTable
from transit.store.verdicts import Key
from transit.store.whole import read_register
from transit.verdict.basis import shipped_basis

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Stranded:
    """What changes of a timetable do to people.

    Parameters
    ----------
    comparison
        Who loses and gains. What a practitioner decided counts before and after.
    decide_again
        Ids of those who keep what a practitioner decided, though what is computed takes more help
        after the change: the decision may rest on buses that are gone.
    verdicts, scored
        Verdicts there are, and those that could have changed and were made again.
    """

    comparison: Comparison = field(repr=False)
    decide_again: tuple[str, ...] = field(repr=False)
    verdicts: int
    scored: int


def who_is_stranded(
    register: str | Path,
    area: Path,
    made: WhatIf,
    *,
    parameters_dir: Path | None = None,
    workers: int = 1,
    progress: Progress = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> Stranded:
    """Score everybody whose journeys a change may touch, and compare.

    Where something is only taken away, verdicts that rest on none of it stay what they are; where
    something is added, those that are *now* whatever is unknown cannot become better.

    Parameters
    ----------
    register
        Its file or address; scored over ``area``, with nothing out of date.
    area
        The real area.
    made
        The area with changes.
    parameters_dir
        The council's own parameters.
    workers
        Processes.
    progress
        Told the stage and the share done.
    stop
        Called now and then; it may raise to end the work.

    Returns
    -------
    Stranded
        With ids: for those only who may read the register.

    Raises
    ------
    InputError
        The register's verdicts are not those of the real area as it is.
    """
    store = open_store(register)
    try:
        progress("Reading the register", 0.0)
        _refuse_unscored(store, area, parameters_dir)
        observations = read_observations(store)
        with store.reading() as session:
            people = read_register(session)
        rows = _read_rows(store)
        decided = _read_decisions(store)
    finally:
        store.close()
    basis = shipped_basis(read_parameters(parameters_dir))
    again = [key for key, row in rows.items() if _may_change(row, made)]
    before = {key: (row.opportunity, row.rung) for key, row in rows.items()}
    after = dict(before)
    found = score_in_memory(
        str(made.folder),
        again,
        people.people,
        people.sessions,
        with_observed_venues(people.opportunities, observations),
        basis,
        observations=observations,
        parameters_dir=None if parameters_dir is None else str(parameters_dir),
        workers=workers,
        progress=progress,
        stop=stop,
    )
    for row in found:
        key = row["person_id"], row["place"], row["session_id"]
        after[key] = row["opportunity_id"], row["rung"]
    worse = {key[0] for key in decided if key in rows and after[key][1] > before[key][1]}
    for verdicts in (before, after):
        verdicts |= {key: (rows[key].opportunity, decided[key]) for key in decided if key in rows}
    comparison = compare(_best(before), _best(after), _visits(people, before, after))
    return Stranded(comparison, tuple(sorted(worse)), len(rows), len(again))


@dataclass(frozen=True, slots=True)
class _Row:
    """What of a verdict tells whether a change may touch it."""

    opportunity: str
    rung: Rung
    sure: Rung
    routes: str
    stops: str


def refuse_unscored(register: str | Path, area: Path, parameters_dir: Path | None = None) -> None:
    """Refuse a register that no change can be held against, before anything is made.

    Parameters
    ----------
    register
        Its file or address.
    area
        The real area.
    parameters_dir
        The council's own parameters.

    Raises
    ------
    InputError
        Its verdicts are not those of the area as it is.
    """
    store = open_store(register)
    try:
        _refuse_unscored(store, area, parameters_dir)
    finally:
        store.close()


def _refuse_unscored(store: Store, area: Path, parameters_dir: Path | None) -> None:
    own = None if parameters_dir is None else str(parameters_dir)
    waiting = sum(
        len(part.keys) for part in plan_scoring(store, str(area), parameters_dir=own).parts
    )
    if waiting:
        raise InputError(
            f"{store.name}: {waiting:,} verdicts are missing or out of date for this area; run "
            f"transit score first"
        )


def _read_rows(store: Store) -> dict[Key, _Row]:
    table = table_of(VerdictTable).c
    columns = (
        table.person_id, table.place, table.session_id, table.opportunity_id, table.rung,
        table.sure, table.rests_routes, table.rests_stops,
    )  # fmt: skip
    with store.reading() as session:
        found = session.execute(select(*columns).execution_options(yield_per=2_000))
        return {(who, place, what): _Row(*rest) for who, place, what, *rest in found}


def _read_decisions(store: Store) -> dict[Key, Rung]:
    """Return what practitioners decided and did not take back."""
    last = {(each.person, each.place, each.session): each.rung for each in read_overrides(store)}
    return {key: rung for key, rung in last.items() if rung is not None}


def _may_change(row: _Row, made: WhatIf) -> bool:
    """Tell whether a verdict may be another over the changed timetable."""
    touched = _names(row.routes, made.edited.routes) or _names(row.stops, made.edited.stops)
    if made.only_takes_away:
        return touched and row.rung is not Rung.DOOR_TO_DOOR
    return touched or row.rung is not Rung.NOW or row.sure is not Rung.NOW


def _names(listed: str, ids: frozenset[str]) -> bool:
    """Tell whether a list of ids, as JSON, has one of some."""
    return bool(ids) and not ids.isdisjoint(json.loads(listed)) if listed else False


def _best(verdicts: Mapping[Key, tuple[str, Rung]]) -> dict[tuple[str, str], Rung]:
    return best_rungs((who, where, rung) for (who, _, _), (where, rung) in verdicts.items())


def _visits(
    register: Register,
    before: Mapping[Key, tuple[str, Rung]],
    after: Mapping[Key, tuple[str, Rung]],
) -> Iterator[Turn]:
    """Yield what people go to today: each session from each start place, else the place."""
    best, best_after = _best(before), _best(after)
    for who, person in register.people.items():
        for goes in person.attends:
            keys = [(who, place, goes.session or "") for place in range(len(person.places))]
            known = [key for key in keys if key in before]
            for key in known:
                where = before[key][0]
                yield Turn(who, where, before[key][1], after[key][1], True, key[2])
            there = who, goes.opportunity
            if not known and there in best:
                yield Turn(*there, best[there], best_after[there], True)
