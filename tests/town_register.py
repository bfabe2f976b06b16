"""A register for the town of :mod:`tests.town_files`: three people, two places, three sessions."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.register_files import write_table
from tests.town_files import at


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
