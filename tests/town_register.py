"""A register for the town of :mod:`tests.town_files`: three people, two places, three sessions."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.register_files import write_table
from tests.scored_by_hand import by_hand
from tests.town_files import at
from transit.model.verdict import Rung, Verdict
from transit.store import open_store
from transit.store.edit import mark_changed
from transit.store.runs import begin_run, finish_run
from transit.store.scored import Scored
from transit.store.verdicts import save_verdicts


def _point(prefix: str, x: float, y: float) -> dict[str, str]:
    lat, lon = at(x, y)
    return {f"{prefix}lat": f"{lat:.6f}", f"{prefix}lon": f"{lon:.6f}"}


TOWN_TABLES: Mapping[str, Sequence[Mapping[str, str]]] = {
    "opportunities": [
        {"opportunity_id": "O1", "name": "Library", "kind": "library"}
        | _point("entrance_", 1100.0, 10.0),
        {"opportunity_id": "O2", "name": "Garden", "kind": "garden"}
        | _point("entrance_", 300.0, 390.0),
    ],
    "sessions": [
        {"session_id": "S1", "opportunity_id": "O1", "activity": "Reading group"}
        | {"days": "mon tue", "start": "10:00", "end": "12:00"},
        {"session_id": "S2", "opportunity_id": "O1", "activity": "Late opening"}
        | {"days": "thu", "start": "18:00", "end": "20:30"},
        {"session_id": "S3", "opportunity_id": "O2", "activity": "Digging"}
        | {"days": "wed", "start": "10:00", "end": "12:00"},
    ],
    "people": [
        {"person_id": "P1", "profile": "walks-well", "cohort": "learning_disability"}
        | {"companion": "family", "mode_now": "minibus"}
        | _point("home_", -30.0, 0.0),
        {"person_id": "P2", "profile": "manual-wheelchair", "cohort": "physical_disability"}
        | {"chair": "yes"}
        | _point("home_", 600.0, 190.0),
        {"person_id": "P3", "profile": "older-and-slow", "cohort": "older_adults"}
        | _point("home_", 610.0, 210.0),
    ],
    "abilities": [
        {"person_id": "P1", "skill": "tell_time", "level": "3"}
        | {"assessed_by": "trainer 2", "assessed_on": "2026-10-05"},
    ],
}


def write_town_register(
    folder: Path, tables: Mapping[str, Sequence[Mapping[str, str]]] = TOWN_TABLES
) -> dict[str, Path]:
    """Write the tables as CSV; gives the files by table."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: write_table(folder / f"{name}.csv", rows) for name, rows in tables.items()}


RUNGS: Mapping[tuple[str, str], tuple[Rung, Rung]] = {
    ("P1", "S1"): (Rung.NOW, Rung.NOW),
    ("P1", "S2"): (Rung.WITH_TRAINING, Rung.DOOR_TO_DOOR),
    ("P1", "S3"): (Rung.NOW, Rung.WITH_COMPANION),
    ("P2", "S1"): (Rung.WITH_COMPANION, Rung.WITH_COMPANION),
    ("P2", "S2"): (Rung.DOOR_TO_DOOR, Rung.DOOR_TO_DOOR),
    ("P2", "S3"): (Rung.DOOR_TO_DOOR, Rung.DOOR_TO_DOOR),
    ("P3", "S1"): (Rung.NOW, Rung.NOW),
    ("P3", "S2"): (Rung.WITH_COMPANION, Rung.DOOR_TO_DOOR),
    ("P3", "S3"): (Rung.WITH_TRAINING, Rung.WITH_TRAINING),
}
"""Verdicts made by hand, and what they are if every unknown fact turns out badly."""


def score_by_hand(register: Path, edition: str = "by-hand", rules: str = "0" * 64) -> None:
    """Save the nine verdicts; that of person 3 for session 3 is out of date."""
    store = open_store(register)
    run = begin_run(store, edition, rules, len(RUNGS), who="test")
    made = {key: _verdict(*key) for key in RUNGS}
    rows = [Scored(verdict, "0" * 64) for verdict in made.values()]
    save_verdicts(store, rows, finish_run(store, run))
    with store.writing() as session:
        mark_changed(session, people=("P3",), sessions=())
    save_verdicts(store, [Scored(made["P3", key], "0" * 64) for key in ("S1", "S2")], run)
    store.close()


def _verdict(person: str, session: str) -> Verdict:
    place = "O2" if session == "S3" else "O1"
    return by_hand(person, place, session, *RUNGS[person, session])
