"""A small register as files, by table: short enough to be read, with one of everything."""

import csv
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import create_engine, text

TABLES: Mapping[str, Sequence[Mapping[str, str]]] = {
    "opportunities": [
        {
            "opportunity_id": "O1",
            "name": "Café Größe",
            "kind": "day_centre",
            "entrance_lat": "51.588",
            "entrance_lon": "-2.997",
            "hours": "Mo-Fr 09:00-16:00; Sa 10:00-12:00,13:00-14:00",
            "staff_hours": "Tu 09:30-15:30",
            "price_gbp": "42.50",
            "price_per": "day",
            "transport_included": "yes",
            "surveyed_on": "2026-10-01",
            "step_free_entrance": "yes",
            "accessible_toilet": "no",
        },
        {
            "opportunity_id": "O2",
            "name": "Garden",
            "kind": "garden",
            "entrance_lat": "51.5812",
            "entrance_lon": "-2.9811",
        },
    ],
    "entrances": [
        {
            "opportunity_id": "O1",
            "entrance_no": "1",
            "label": "side door",
            "lat": "51.58811",
            "lon": "-2.99711",
            "step_free": "no",
            "surveyed": "yes",
        }
    ],
    "sessions": [
        {
            "session_id": "S1",
            "opportunity_id": "O1",
            "activity": "Lunch",
            "days": "mon tue fri",
            "start": "10:00",
            "end": "15:30",
            "term_only": "no",
            "capacity": "12",
        },
        {
            "session_id": "S2",
            "opportunity_id": "O2",
            "activity": "Digging",
            "days": "wed",
            "start": "9:30",
            "end": "12:00",
            "first_date": "2026-09-01",
            "last_date": "18/12/2026",
        },
    ],
    "people": [
        {
            "person_id": "P1",
            "cohort": "learning_disability",
            "age_band": "35-49",
            "home_lat": "51.58400",
            "home_lon": "-2.99312",
            "profile": "new-to-buses",
            "concessionary_pass": "yes",
            "pass_from": "09:30",
            "pays_fares": "no",
            "companion": "family",
            "companion_days": "mon",
            "companion_hour_gbp": "16",
            "carer_home": "Mo-Fr 07:00-08:45,15:30-22:00",
            "mode_now": "minibus",
            "opportunity_id": "O1",
            "session_id": "S1",
            "days": "mon fri",
            "walk_total_m": "800",
            "speed_m_s": "0.9",
            "out_after_dark": "no",
            "needs_accessible_toilet": "yes",
        },
        {
            "person_id": "P2",
            "home_lat": "51.5790",
            "home_lon": "-2.9900",
            "profile": "manual-wheelchair",
            "chair": "yes",
            "chair_width_mm": "680",
        },
    ],
    "places": [
        {
            "person_id": "P1",
            "place_no": "1",
            "kind": "respite",
            "lat": "51.59",
            "lon": "-3.01",
            "days": "fri",
        }
    ],
    "attendance": [
        {
            "person_id": "P1",
            "opportunity_id": "O2",
            "session_id": "S2",
            "days": "wed",
            "mode_now": "taxi",
        }
    ],
    "abilities": [
        {
            "person_id": "P1",
            "skill": "cross_at_zebra",
            "level": "2",
            "assessed_by": "trainer 2",
            "assessed_on": "2026-10-05",
            "trainable": "yes",
            "lessons_low": "2",
            "lessons_high": "6",
        },
        {"person_id": "P1", "skill": "say_no"},
    ],
    "fleet": [
        {
            "vehicle_id": "V1",
            "name": "Minibus",
            "kind": "minibus",
            "seats": "10",
            "wheelchair_spaces": "2",
            "other_layouts": "16+0 8+3",
            "depot": "Yard",
            "depot_lat": "51.57",
            "depot_lon": "-2.98",
            "available_from": "07:30",
            "available_to": "17:30",
            "day_gbp": "60.00",
            "mile_gbp": "0.7",
            "driver_hour_gbp": "18",
            "assistant_hour_gbp": "16",
        }
    ],
}


def write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write rows as a CSV with every column that one of them has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_register_files(folder: Path) -> dict[str, Path]:
    """Write all tables; gives the files by table."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: write_table(folder / f"{name}.csv", rows) for name, rows in TABLES.items()}


def changed(table: str, number: int, **cells: str) -> list[dict[str, str]]:
    """Return a table's rows with some cells of one row changed."""
    rows = [dict(row) for row in TABLES[table]]
    rows[number].update(cells)
    return rows


def new_database(server: str) -> str:
    """Make an empty database on a PostgreSQL server; gives its address."""
    name = f"t{uuid.uuid4().hex}"
    address = server.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"
