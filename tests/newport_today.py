"""Newport as if its feed were of these days: part of the town, with every date moved by weeks."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.watch.newport import Edit, NewportFeed, Row, renumber, retime
from transit.model.saved_plan import SavedPlan
from transit.network.build import build_area
from transit.read.skills import read_skills
from transit.store.templates import write_templates

CLIP: Final = (51.576, -3.006, 51.598, -2.950)
"""South, west, north, east: the middle of the town and its east, decimal degrees."""

FEED_BEGINS: Final = dt.date(2023, 6, 5)
"""The Monday on which the feed of June 2023 begins."""

RUNNING_WEEKS: Final = 4
"""So long the moved feed has been running today."""


@dataclass(frozen=True)
class NewportToday:
    """The part of Newport that was built, and what it was built from."""

    area: Path
    source: Path
    feed: NewportFeed

    def build(self, out: Path, edit: Edit) -> Path:
        """Build another edition of it, from an edited feed."""
        out.parent.mkdir(parents=True, exist_ok=True)
        return build(self.source, self.feed.edited(edit).write(out.with_suffix(".zip")), out)


def weeks_to(today: dt.date) -> int:
    """Return by how many weeks dates move; whole weeks leave every trip on its weekday."""
    return (today - FEED_BEGINS).days // 7 - RUNNING_WEEKS


def moved(weeks: int) -> Edit:
    """Return an edit that moves all dates of a feed."""

    def later(text: str) -> str:
        date = dt.datetime.strptime(text, "%Y%m%d").date()
        return f"{date + dt.timedelta(weeks=weeks):%Y%m%d}"

    def edit(tables: dict[str, list[Row]]) -> None:
        for table, names in DATES.items():
            for row in tables.get(table, []):
                row |= {name: later(row[name]) for name in names if row.get(name)}

    return edit


DATES: Final = {
    "calendar.txt": ("start_date", "end_date"),
    "calendar_dates.txt": ("date",),
    "feed_info.txt": ("feed_start_date", "feed_end_date"),
}
"""Where a feed has dates."""


def feed_of_today(source: Path, today: dt.date) -> NewportFeed:
    """Return the real feed with its dates moved so that it runs today."""
    feed = NewportFeed.read(source / "newport-2023-06-13.gtfs.zip")
    return feed.edited(moved(weeks_to(today)))


def build(source: Path, feed: Path, out: Path) -> Path:
    """Build the part of Newport from a feed, as ``transit build --clip`` does."""
    return build_area(
        osm=source / "newport-2023-06-13.osm.pbf",
        gtfs=[feed],
        naptan=source / "naptan_531.csv",
        clip=CLIP,
        out=out,
    ).folder


def routes_of(saved: SavedPlan) -> set[str]:
    """Return the lines that a plan rides, out and back."""
    legs = [leg for journey in saved.latest.journeys.values() for leg in journey["legs"]]
    return {leg["route_id"] for leg in legs if leg["mode"] != "walk"}


def later_and_renumbered(routes: set[str], seconds: int, number: str) -> Edit:
    """Return an edit that moves all trips of some lines, and gives the lines another number."""

    def edit(tables: dict[str, list[Row]]) -> None:
        rows = tables["trips.txt"]
        retime({row["trip_id"] for row in rows if row["route_id"] in routes}, seconds)(tables)
        renumber(routes, number)(tables)

    return edit


PEOPLE: Final = (
    {
        "person_id": "N1",
        "home_lat": "51.5928",
        "home_lon": "-2.9635",
        "profile": "new-to-buses",
        "needs_step_free_entrance": "yes",
    },
    {"person_id": "N2", "home_lat": "51.5940", "home_lon": "-2.9700", "profile": "new-to-buses"},
    {"person_id": "N3", "home_lat": "51.5900", "home_lon": "-2.9560", "profile": "walks-well"},
)
"""Made-up people, with made-up homes beside real streets."""

TO_LEARN: Final = frozenset(
    ("know_the_way", "cross_side_road", "read_bus_number", "know_where_to_get_off", "ring_the_bell")
)
"""Skills that need prompts still; the others are assessed as done alone."""

_KNOWN: Final = {
    "concessionary_pass": "yes",
    "companion": "family",
    "companion_pass": "yes",
    "pays_fares": "yes",
    "mode_now": "minibus",
    "out_after_dark": "yes",
    "bears_noise": "yes",
    "bears_crowds": "yes",
    "chair": "no",
    "needs_step_free_entrance": "no",
}
OPPORTUNITIES: Final = (
    {
        "opportunity_id": "O1",
        "name": "Riverfront Arts Group",
        "kind": "arts",
        "entrance_lat": "51.5879",
        "entrance_lon": "-2.9925",
    },
    {
        "opportunity_id": "O2",
        "name": "Maindee Garden Club",
        "kind": "garden",
        "entrance_lat": "51.5903",
        "entrance_lon": "-2.9790",
    },
)
SESSIONS: Final = (
    {"session_id": "S1", "opportunity_id": "O1", "activity": "Painting", "days": "mon wed fri"},
    {"session_id": "S2", "opportunity_id": "O1", "activity": "Singing", "days": "tue thu"},
    {"session_id": "S3", "opportunity_id": "O2", "activity": "Gardening", "days": "mon tue wed"},
)
_HOURS: Final = {"start": "10:30", "end": "13:00"}


def write_files(folder: Path) -> dict[str, Path]:
    """Write a small register into the templates that the tool itself writes."""
    write_templates(folder)
    rows: dict[str, list[dict[str, str]]] = {
        "people": [_KNOWN | person for person in PEOPLE],
        "opportunities": [*OPPORTUNITIES],
        "sessions": [_HOURS | session for session in SESSIONS],
        "abilities": [*_abilities()],
    }
    return {table: _filled(folder / f"{table}.csv", added) for table, added in rows.items()}


def _abilities() -> Iterator[dict[str, str]]:
    """What the people can do: every skill is assessed, most of them as done alone."""
    for person in PEOPLE:
        for skill in read_skills().skills:
            yield {
                "person_id": person["person_id"],
                "skill": skill,
                "level": "1" if skill in TO_LEARN else "3",
                "assessed_by": "trainer 7",
                "assessed_on": "2026-09-01",
                "trainable": "yes",
            }


def _filled(path: Path, rows: list[dict[str, str]]) -> Path:
    """Put rows below the columns and the explanation of a template."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns).writerows(rows)
    return path
