"""Making the demo borough: all its files, in the formats that real ones come in."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shapely import Point, STRtree

from transit.demo.abilities import record
from transit.demo.build import Built, build_town
from transit.demo.buildings import is_home
from transit.demo.bus_stops import stop_spots
from transit.demo.departures import plan_trips
from transit.demo.directory import list_sessions, opportunities_table, sessions_table
from transit.demo.districts import EDGE_M
from transit.demo.frame import Frame
from transit.demo.lines import BusNetwork, lay_lines
from transit.demo.people import register
from transit.demo.plans import Plans, read_plans
from transit.demo.readme import readme
from transit.demo.riding import ride_needs_table, runs_tables
from transit.demo.roadmap import RoadMap
from transit.demo.skeleton import bay_nodes
from transit.demo.stop_names import StopName, name_stops
from transit.demo.streams import stream
from transit.demo.terrain import write_elevation
from transit.demo.wards import boundary, geojson, wards
from transit.demo.write_gtfs import write_gtfs
from transit.demo.write_naptan import write_naptan
from transit.demo.write_osm import write_osm
from transit.demo.write_register import abilities_table, fleet_table, people_table

Progress = Callable[[str, float], None]
"""Told what is being done, and the share done so far."""


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where the made-up borough's files are."""

    folder: Path
    streets: Path
    timetable: Path
    naptan: Path
    elevation: Path
    boundary: Path
    wards: Path
    people: Path
    abilities: Path
    opportunities: Path
    sessions: Path
    fleet: Path
    ride_needs: Path
    runs: Path
    run_stops: Path
    readme: Path


def demo_files(folder: Path) -> DemoFiles:
    """Return the names of the files.

    Parameters
    ----------
    folder
        Where they are or will be.

    Returns
    -------
    DemoFiles
        Their paths.
    """
    return DemoFiles(
        folder=folder,
        streets=folder / "streets.osm.pbf",
        timetable=folder / "timetable.gtfs.zip",
        naptan=folder / "naptan.csv",
        elevation=folder / "elevation.tif",
        boundary=folder / "boundary.geojson",
        wards=folder / "wards.geojson",
        people=folder / "people.csv",
        abilities=folder / "abilities.csv",
        opportunities=folder / "opportunities.csv",
        sessions=folder / "sessions.csv",
        fleet=folder / "fleet.csv",
        ride_needs=folder / "ride_needs.csv",
        runs=folder / "runs.csv",
        run_stops=folder / "run_stops.csv",
        readme=folder / "README.txt",
    )


def make_demo(
    folder: Path, seed: int | None = None, progress: Progress | None = None, *, as_xml: bool = False
) -> DemoFiles:
    """Make the borough from a seed.

    Parameters
    ----------
    folder
        Where the files go; made if it is not there. Files are written aside first and moved in
        when all are whole.
    seed
        Any whole number from 0; the shipped one if not given.
    progress
        Told what is being done.
    as_xml
        Write the streets as ``streets.osm`` too.

    Returns
    -------
    DemoFiles
        Where the files are.
    """
    say = progress or (lambda _what, _share: None)
    say("Reading the plans", 0.0)
    plans = read_plans()
    number = int(plans.number("seed")) if seed is None else seed
    frame = Frame(plans.number("latitude"), plans.number("longitude"))
    say("Building the town", 0.05)
    built = build_town(plans, number)
    say("Laying out the buses", 0.5)
    roads = RoadMap(built.town.streets, plans)
    network = lay_lines(roads, bay_nodes(plans), plans, stream(number, "stops"))
    names = name_stops(
        network.stops, built.town.streets, built.places, stream(number, "stop names")
    )
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as aside:
        files = demo_files(Path(aside))
        say("Writing streets", 0.6)
        _write_map(files, built, network, names, plans, frame, number, as_xml)
        say("Writing timetables", 0.75)
        trips = plan_trips(network, plans, stream(number, "trips"))
        rng = stream(number, "boarding")
        write_gtfs(network, trips, names, plans, frame, files.timetable, rng)
        write_naptan(network, names, _localities(built, network), frame, files.naptan)
        say("Writing people and places", 0.95)
        _write_tables(files, built, plans, frame, number)
        _write(files.readme, readme(plans, number))
        for path in sorted(Path(aside).iterdir()):
            path.replace(folder / path.name)
    say("Done", 1.0)
    return demo_files(folder)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_map(
    files: DemoFiles,
    built: Built,
    network: BusNetwork,
    names: list[StopName],
    plans: Plans,
    frame: Frame,
    seed: int,
    as_xml: bool,
) -> None:
    stops = stop_spots(network, names, plans, stream(seed, "stop furniture"))
    waters = [
        (built.bones.river_line, {"waterway": "river", "name": plans.skeleton["river"]["name"]}),
        (built.bones.brook, {"waterway": "stream", "name": plans.skeleton["brook"]["name"]}),
    ]
    paths = [files.streets, *([files.folder / "streets.osm"] if as_xml else [])]
    for path in paths:
        write_osm(built.town, stops, waters, frame, path)
    write_elevation(built.terrain, frame, (EDGE_M[0] + 600, EDGE_M[1] + 700), files.elevation)
    name = plans.names["borough"]
    _write(files.boundary, geojson([({"name": name}, boundary(plans))], frame))
    parts = [
        ({"ward_code": f"E99{k:06d}", "name": ward}, outline)
        for k, (ward, outline) in enumerate(wards(plans), start=1)
    ]
    _write(files.wards, geojson(parts, frame))


def _localities(built: Built, network: BusNetwork) -> list[str]:
    places = built.town.districts
    tree = STRtree([place.outline for place in places])
    return [places[int(tree.nearest(Point(stop.at)))].name for stop in network.stops]


def _write_tables(files: DemoFiles, built: Built, plans: Plans, frame: Frame, seed: int) -> None:
    venues = built.places.venues
    sessions = list_sessions(venues)
    homes = [building for building in built.town.buildings if is_home(building)]
    people = register(plans, homes, venues, sessions, stream(seed, "people"))
    recorded = record(people, plans, stream(seed, "abilities"))
    _write(files.people, people_table(people, recorded, homes, frame))
    _write(files.abilities, abilities_table(recorded))
    facts = stream(seed, "venue facts")
    _write(files.opportunities, opportunities_table(venues, plans, frame, facts))
    _write(files.sessions, sessions_table(sessions))
    _write(files.fleet, fleet_table(plans, venues, frame))
    _write(files.ride_needs, ride_needs_table(people, plans, stream(seed, "ride needs")))
    lived = {each.identity: tuple(homes[each.home].centre.tolist()) for each in people}
    doors = {each.identity: (float(each.door[0]), float(each.door[1])) for each in venues}
    runs, stops = runs_tables(people, lived, doors, plans)
    _write(files.runs, runs)
    _write(files.run_stops, stops)
