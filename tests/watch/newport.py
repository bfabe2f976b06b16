"""Edited copies of Newport's feed: each with one known change, written with the csv module only."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

Row = dict[str, str]
Edit = Callable[[dict[str, list[Row]]], None]


@dataclass(frozen=True)
class NewportFeed:
    """Newport's feed as tables of rows."""

    tables: Mapping[str, list[Row]]
    plain: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "NewportFeed":
        """Read the feed."""
        tables: dict[str, list[Row]] = {}
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                text = archive.read(name).decode("utf-8-sig")
                tables[name] = list(csv.DictReader(io.StringIO(text)))
        return cls(tables)

    def edited(self, edit: Edit) -> "NewportFeed":
        """Return a copy with an edit."""
        tables = {name: [dict(row) for row in rows] for name, rows in self.tables.items()}
        edit(tables)
        return replace(self, tables=tables)

    def write(self, path: Path) -> Path:
        """Write it as a zip."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, rows in self.tables.items():
                if not rows:
                    continue
                text = io.StringIO()
                writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
                archive.writestr(name, text.getvalue())
        return path


def shifted(clock: str, seconds: int) -> str:
    """Return a GTFS time some seconds later; an empty one as it is."""
    if not clock:
        return clock
    hours, minutes, rest = map(int, clock.split(":"))
    total = hours * 3600 + minutes * 60 + rest + seconds
    return f"{total // 3600:02d}:{total // 60 % 60:02d}:{total % 60:02d}"


def retime(trips: set[str], seconds: int) -> Edit:
    """Return an edit that moves trips by some seconds."""

    def edit(tables: dict[str, list[Row]]) -> None:
        for row in tables["stop_times.txt"]:
            if row["trip_id"] in trips:
                for name in ("arrival_time", "departure_time"):
                    row[name] = shifted(row[name], seconds)

    return edit


def move_stop(stop_id: str, north_m: float, east_m: float) -> Edit:
    """Return an edit that moves a stop."""

    def edit(tables: dict[str, list[Row]]) -> None:
        for row in tables["stops.txt"]:
            if row["stop_id"] == stop_id:
                row["stop_lat"] = f"{float(row['stop_lat']) + north_m / 111_195:.6f}"
                # The cosine of 51.58 degrees.
                row["stop_lon"] = f"{float(row['stop_lon']) + east_m / (111_195 * 0.6214):.6f}"

    return edit


def renumber(route_ids: set[str], number: str) -> Edit:
    """Return an edit that gives routes another number."""

    def edit(tables: dict[str, list[Row]]) -> None:
        for row in tables["routes.txt"]:
            if row["route_id"] in route_ids:
                row["route_short_name"] = number

    return edit


def withdraw(trips: set[str]) -> Edit:
    """Return an edit that takes trips out."""

    def edit(tables: dict[str, list[Row]]) -> None:
        for name in ("trips.txt", "stop_times.txt"):
            tables[name] = [row for row in tables[name] if row["trip_id"] not in trips]

    return edit


def rename_ids(tables: dict[str, list[Row]]) -> None:
    """Give every stop and every trip another id, and turn the rows round."""
    for rows in tables.values():
        for row in rows:
            for name in ("stop_id", "parent_station"):
                if row.get(name):
                    row[name] = f"new-{row[name][::-1]}"
            if row.get("trip_id"):
                row["trip_id"] = f"T{row['trip_id'][::-1]}"
    shuffle(tables)


def shuffle(tables: dict[str, list[Row]]) -> None:
    """Turn the rows of every file round."""
    for rows in tables.values():
        rows.reverse()


def start_on(first: str) -> Edit:
    """Return an edit after which nothing runs before a date (YYYYMMDD)."""

    def edit(tables: dict[str, list[Row]]) -> None:
        for row in tables.get("calendar.txt", []):
            row["start_date"] = max(row["start_date"], first)
        if "calendar_dates.txt" in tables:
            kept = [row for row in tables["calendar_dates.txt"] if row["date"] >= first]
            tables["calendar_dates.txt"] = kept

    return edit
