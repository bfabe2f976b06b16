"""A made-up register on a real map: nobody in it exists, but its streets, places and buses do.

::

    python benchmarks/made_up.py --area AREA --people 300 --seed 1 --out FOLDER
    python benchmarks/made_up.py --area AREA --people 300 --venues 20 --out FOLDER
    python benchmarks/made_up.py --area AREA --people 1600 --doors 120 --out FOLDER

People are dealt as those of the demo borough are (``data/demo/register.toml``: published shares of
cohorts and ages, our own of abilities, limits, companions and passes). Homes lie beside residential
streets, drawn by their length. Opportunities are named places of the map with sessions of
``made_up.toml``; with ``--doors``, where it is their number that counts, doors drawn near stops
with three sessions of the demo borough each (``made_up_doors.py``). What is known of those venues
is made up, too, and says nothing about them. The tables in the folder are those that
``transit import`` reads.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from made_up_doors import draw_sessions, draw_venues, metres
from numpy.typing import NDArray

from transit.demo.abilities import record
from transit.demo.directory import (
    Session,
    list_sessions,
    opportunities_table,
    sessions_table,
)
from transit.demo.frame import Frame
from transit.demo.people import register
from transit.demo.places import Venue
from transit.demo.plans import Plans, read_plans
from transit.demo.streams import stream
from transit.demo.write_gtfs import table
from transit.demo.write_register import abilities_table, people_table
from transit.model.fact import State
from transit.model.register import Register
from transit.model.streets import RoadClass
from transit.network.area import Area
from transit.network.store import open_area
from transit.network.walk import WalkNetwork
from transit.read.parameters import read_toml
from transit.store.database import open_store
from transit.store.importing import import_files
from transit.store.whole import read_register

_HOMES: Final = 4_000
"""Places at which somebody could live; people are dealt among them."""
_GARDEN_M: Final = 8.0
"""How far behind the kerb a home lies."""


@dataclass(frozen=True, slots=True)
class Home:
    """A place at which somebody could live, metres east and north."""

    centre: NDArray[np.float64]


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--venues", type=int)
    parser.add_argument("--doors", type=int)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    area = open_area(asked.area)
    files = write_tables(area, asked.people, asked.seed, asked.out, asked.venues, doors=asked.doors)
    print("\n".join(str(file) for file in files.values()))


def make_register(area: Area, people: int, seed: int, most_venues: int | None = None) -> Register:
    """Make up a register, and read it as an import does.

    Parameters
    ----------
    area
        The area that it lies in.
    people
        How many there are.
    seed
        Any whole number from 0.
    most_venues
        How many places take part at most; all of ``made_up.toml`` when None.

    Returns
    -------
    Register
        The same for the same area, number and seed.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = write_tables(area, people, seed, Path(folder), most_venues)
        held = Path(folder) / "register.sqlite"
        keep(files, held)
        store = open_store(held)
        with store.reading() as session:
            made = read_register(session)
        store.close()
    return made


def keep(files: dict[str, Path], held: Path) -> None:
    """Import tables into a new register.

    Parameters
    ----------
    files
        Files by table.
    held
        The register.
    """
    outcome = import_files(held, files)
    if outcome.has_errors:
        sys.exit("\n".join(map(str, outcome.faults)))


def write_tables(
    area: Area,
    people: int,
    seed: int,
    out: Path,
    most_venues: int | None = None,
    *,
    doors: int | None = None,
) -> dict[str, Path]:
    """Make up a register and write its tables.

    Parameters
    ----------
    area, people, seed, most_venues
        As for :func:`make_register`.
    out
        Folder; made if it is not there.
    doors
        How many doors are drawn near stops instead of named places.

    Returns
    -------
    dict
        Files by table.
    """
    frame = Frame(float(np.median(area.walk.corner_lat)), float(np.median(area.walk.corner_lon)))
    plans = _plans(people)
    about = read_toml(Path(__file__).with_suffix(".toml"))
    if doors is None:
        venues = _spread(list_venues(area.places, frame, about), most_venues)
        sessions = list_sessions(venues)
        held = _sessions_table(sessions, about)
    else:
        venues = draw_venues(area, frame, plans, doors, stream(seed, "venues"))
        sessions = draw_sessions(venues, plans, stream(seed, "sessions"))
        held = sessions_table(sessions)
    homes: Any = find_homes(area.walk, frame, stream(seed, "homes"))
    folk = register(plans, homes, venues, sessions, stream(seed, "people"))
    recorded = record(folk, plans, stream(seed, "abilities"))
    tables = {
        "opportunities": opportunities_table(venues, plans, frame, stream(seed, "venue facts")),
        "sessions": held,
        "people": people_table(folk, recorded, homes, frame),
        "abilities": abilities_table(recorded),
    }
    out.mkdir(parents=True, exist_ok=True)
    files = {name: out / f"{name}.csv" for name in tables}
    for name, text in tables.items():
        files[name].write_text(text, encoding="utf-8", newline="\n")
    return files


def _plans(people: int) -> Plans:
    plans = read_plans()
    return replace(plans, values={**plans.values, "demo_people": people})


def list_venues(places: pl.DataFrame, frame: Frame, about: dict[str, Any]) -> list[Venue]:
    """Return the named places that take part, in the order of the plan and of their ids.

    Parameters
    ----------
    places
        Named places of the map.
    frame
        Where the area lies.
    about
        ``made_up.toml``.

    Returns
    -------
    list of Venue
        Each name once.
    """
    made: dict[str, Venue] = {}
    for row in about["venue"]:
        words = row.get("without", [])
        found = places.filter(pl.col("kind") == row["of"]).sort("osm_id")
        found = found.filter(~pl.any_horizontal(_has(word) for word in words)) if words else found
        found = found.head(row.get("most", found.height))
        for name, lat, lon in found.select("name", "lat", "lon").iter_rows():
            drawn = {
                "name": name,
                "kind": row["kind"],
                "hours": "",
                "price_gbp": 0.0,
                "price_per": "",
                "sessions": [{**about["session"][s], "term_only": False} for s in row["sessions"]],
            }
            made.setdefault(name, Venue(len(made) + 1, drawn, metres(frame, lat, lon)))
    return list(made.values())


def _spread(venues: list[Venue], most: int | None) -> list[Venue]:
    """Choose so many evenly from the list, so that each kind is among them."""
    if most is None or most >= len(venues):
        return venues
    return [venues[k] for k in np.linspace(0, len(venues) - 1, most).round().astype(int)]


def _has(word: str) -> pl.Expr:
    return pl.col("name").str.contains(word, literal=True)


def find_homes(walk: WalkNetwork, frame: Frame, rng: np.random.Generator) -> list[Home]:
    """Draw places beside named residential streets, by the length of those streets.

    Parameters
    ----------
    walk
        The streets.
    frame
        Where the area lies.
    rng
        Random numbers.

    Returns
    -------
    list of Home
        On either side of the street, behind the kerb.
    """
    homely = np.isin(walk.edge_road, [RoadClass.RESIDENTIAL, RoadClass.LIVING_STREET])
    homely &= (walk.edge_side != 0) & (walk.corner_component[walk.edge_u] == 0)
    homely &= (walk.fact_access & 3) != State.NO
    homely &= np.array([bool(name) for name in walk.way_name])[walk.edge_way]
    edges = np.flatnonzero(homely)
    long = walk.edge_length_mm[edges] / 1000
    drawn = rng.choice(edges, size=_HOMES, p=long / long.sum())
    u, v = (
        np.array([metres(frame, walk.corner_lat[c], walk.corner_lon[c]) for c in ends[drawn]])
        for ends in (walk.edge_u, walk.edge_v)
    )
    along = v - u
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    outward = np.column_stack((along[:, 1], -along[:, 0])) / length * walk.edge_side[drawn][:, None]
    spots = u + along * rng.uniform(0.1, 0.9, _HOMES)[:, None] + _GARDEN_M * outward
    return [Home(spot) for spot in spots]


def _sessions_table(sessions: Iterable[Session], about: dict[str, Any]) -> str:
    held = about["first_date"].isoformat(), about["last_date"].isoformat()
    return table(
        "session_id,opportunity_id,activity,days,start,end,first_date,last_date",
        [
            (s.identity, s.venue, s.activity, " ".join(s.days), s.start, s.end, *held)
            for s in sessions
        ],
    )


if __name__ == "__main__":
    main()
