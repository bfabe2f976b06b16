"""A made-up register in a real area: people in the shares that councils have published.

Cohorts and ages are those of the Birmingham draft Day Opportunities Strategy 2019, abilities those
of the demo's people (``data/demo/register.toml``). Homes are drawn from residential streets,
venues from corners near stops. Nobody in it exists.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from transit.demo.abilities import record
from transit.demo.directory import Session, opportunities_table, sessions_table
from transit.demo.frame import Frame
from transit.demo.people import register
from transit.demo.places import Venue
from transit.demo.plans import Plans, read_plans
from transit.demo.streams import stream
from transit.demo.town import Building
from transit.demo.write_register import abilities_table, people_table
from transit.model.ids import NONE
from transit.model.streets import EdgeKind, RoadClass
from transit.network.area import Area
from transit.store.importing import import_files

SESSIONS = 3
"""Sessions of each venue."""


def make_register(area: Area, path: Path, people: int, venues: int, seed: int = 1) -> None:
    """Make a register of so many people and venues.

    Parameters
    ----------
    area
        Where they live and go.
    path
        The register, a new file; the tables that it is made of are put beside it.
    people, venues
        How many.
    seed
        Any whole number; the same makes the same register.
    """
    plans = read_plans()
    plans = replace(plans, values={**plans.values, "demo_people": people})
    frame = Frame(float(np.median(area.walk.corner_lat)), float(np.median(area.walk.corner_lon)))
    places = _venues(area, frame, plans, venues, stream(seed, "venues"))
    sessions = _sessions(places, plans, stream(seed, "sessions"))
    homes = _homes(area, frame, people, stream(seed, "homes"))
    persons = register(plans, homes, places, sessions, stream(seed, "people"))
    recorded = record(persons, plans, stream(seed, "abilities"))
    tables = {
        "opportunities": opportunities_table(places, plans, frame, stream(seed, "venue facts")),
        "sessions": sessions_table(sessions),
        "people": people_table(persons, recorded, homes, frame),
        "abilities": abilities_table(recorded),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    files = {name: path.parent / f"{name}.csv" for name in tables}
    for name, text in tables.items():
        files[name].write_text(text, encoding="utf-8")
    outcome = import_files(path, files)
    if outcome.has_errors:
        raise SystemExit(f"the made-up register has faults: {outcome}")


def _metres(area: Area, frame: Frame, corners: np.ndarray) -> np.ndarray:
    """Return where corners lie in the frame."""
    # Rounding to seven places would spoil one metre's degrees; a kilometre's are good.
    lat, lon = frame.to_lat_lon(np.array([[0.0, 1000.0], [1000.0, 0.0]]))
    a_metre = (lat[0] - frame.lat) / 1000, (lon[1] - frame.lon) / 1000
    east = (area.walk.corner_lon[corners] - frame.lon) / a_metre[1]
    north = (area.walk.corner_lat[corners] - frame.lat) / a_metre[0]
    return np.column_stack((east, north))


def _homes(area: Area, frame: Frame, count: int, rng: np.random.Generator) -> list[Building]:
    """Draw houses from pavements of residential streets, longer ones having more."""
    walk = area.walk
    main = np.bincount(walk.corner_component).argmax()
    fits = (
        (walk.edge_kind == EdgeKind.PAVEMENT)
        & (walk.edge_road == RoadClass.RESIDENTIAL)
        & (walk.corner_component[walk.edge_u] == main)
    )
    edges = np.flatnonzero(fits)
    length = walk.edge_length_mm[edges].astype(np.float64)
    drawn = rng.choice(edges, size=2 * count, p=length / length.sum())
    ends = [_metres(area, frame, side[drawn]) for side in (walk.edge_u, walk.edge_v)]
    share = rng.random((len(drawn), 1))
    spots = ends[0] * share + ends[1] * (1 - share)
    return [Building(np.array([spot, spot]), {}, "", "house") for spot in spots]


def _venues(
    area: Area, frame: Frame, plans: Plans, count: int, rng: np.random.Generator
) -> list[Venue]:
    """Draw doors from the corners at which stops stand, each a little further along."""
    at = np.unique(area.stops.corner[area.stops.corner != NONE])
    corners = rng.choice(at, size=count, replace=len(at) < count)
    spots = _metres(area, frame, corners) + rng.normal(0, 60, (count, 2))
    kinds = plans.places["opportunity"]
    return [
        Venue(number + 1, {**kinds[number % len(kinds)], "name": f"Venue {number + 1}"}, spot)
        for number, spot in enumerate(spots)
    ]


def _sessions(venues: list[Venue], plans: Plans, rng: np.random.Generator) -> list[Session]:
    every = [each for kind in plans.places["opportunity"] for each in kind["sessions"]]
    drawn = [
        (venue, every[int(which)])
        for venue in venues
        for which in rng.choice(len(every), SESSIONS, replace=False)
    ]
    return [
        Session(
            identity=f"S{number:03d}",
            venue=venue.identity,
            activity=each["activity"],
            days=tuple(each["days"].split()),
            start=each["start"],
            end=each["end"],
            term_only=False,
        )
        for number, (venue, each) in enumerate(drawn, start=1)
    ]
