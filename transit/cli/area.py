"""Commands about an area: build it, check it, take it elsewhere."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from transit.cli import output, values

if TYPE_CHECKING:
    from transit.model.notice import Notice
    from transit.network.build import BuildReport
    from transit.network.country import Country
    from transit.read.clipping import Box

_MOST_CROSSINGS = 10
"""Pairs of areas that are printed; the file has all."""

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def build(
    osm: Annotated[Path, typer.Option(help="OpenStreetMap extract: .osm.pbf or .osm.")],
    gtfs: Annotated[list[Path], typer.Option(help="GTFS zips or folders; one or more.")],
    out: Annotated[Path, typer.Option(help="Folder of the area.")],
    naptan: Annotated[Path | None, typer.Option(help="NaPTAN stops (CSV).")] = None,
    elevation: Annotated[Path | None, typer.Option(help="Heights (GeoTIFF).")] = None,
    clip: Annotated[
        str | None, typer.Option(help="Keep SOUTH,WEST,NORTH,EAST and the trips that call there.")
    ] = None,
    areas: Annotated[
        Path | None,
        typer.Option(help="Many areas: CSV (name,south,west,north,east) or GeoJSON, to OUT/NAME."),
    ] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    no_map: Annotated[
        bool, typer.Option("--no-map", help="Draw no background map: half the time.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Build an area, or many, from a street map and timetables."""
    from transit.network.build import build_area
    from transit.settings import read_settings

    kept = values.box(clip) if clip else None
    if areas is not None:
        if kept is not None:
            raise typer.BadParameter("give either --clip, for one area, or --areas, for many")
        own = parameters or read_settings().parameters_dir
        _build_many(areas, osm, gtfs, out, naptan, elevation, own, not no_map, as_json)
    with output.progress() as tell:
        report = build_area(
            osm,
            gtfs,
            out,
            naptan=naptan,
            elevation=elevation,
            clip=kept,
            parameters=parameters or read_settings().parameters_dir,
            progress=tell,
            draw_map=not no_map,
        )
    if as_json:
        notices = [notice.as_dict() for notice in report.notices]
        output.print_json({"manifest": report.manifest, "notices": notices})
    else:
        show_report(report)
    raise typer.Exit(1 if report.has_errors else 0)


def _build_many(
    areas: Path,
    osm: Path,
    gtfs: list[Path],
    out: Path,
    naptan: Path | None,
    elevation: Path | None,
    parameters: Path | None,
    draw_map: bool,
    as_json: bool,
) -> NoReturn:
    """Build the areas of a list, say what became of each and what crosses between them."""
    import json

    from transit.network.country import INDEX, build_country
    from transit.read.area_list import read_area_list

    listed = read_area_list(areas)
    with output.progress() as tell:
        country = build_country(
            listed,
            osm,
            gtfs,
            out,
            naptan=naptan,
            elevation=elevation,
            parameters=parameters,
            progress=tell,
            draw_map=draw_map,
        )
    if as_json:
        output.print_json(json.loads((out / INDEX).read_text(encoding="utf-8")))
    else:
        _show_country(country)
    failed = any(each.report is None or each.report.has_errors for each in country.areas)
    raise typer.Exit(1 if failed else 0)


def _show_country(country: "Country") -> None:
    for each in country.areas:
        if each.report is None:
            output.out.print(f"{each.name}: NOT BUILT: {each.fault}", markup=False)
            continue
        counts, edge = each.report.manifest["counts"], each.report.manifest["boundary"]
        errors = each.report.manifest["notices"]["error"]
        output.out.print(
            f"{each.name}: {counts['corners']:,} corners, {counts['stops_on_streets']:,} stops, "
            f"{edge['trips']:,} trips, of which {edge['trips_crossing']:,} go on beyond its box"
            + (f"; {errors} errors, see transit check {each.report.folder}" if errors else ""),
            markup=False,
        )
    for pair in country.crossings[:_MOST_CROSSINGS]:
        output.out.print(
            f"Between {pair.one} and {pair.other}: {pair.trips:,} trips call in both; a journey "
            "from one to the other needs an area that holds both",
            markup=False,
        )
    rest = len(country.crossings) - _MOST_CROSSINGS
    if rest > 0:
        output.out.print(f"… and {rest} more pairs: see {country.folder / 'areas.json'}")
    output.out.print(
        f"{country.trips_nowhere:,} of {country.trips:,} trips call in none of these areas"
    )


def show_report(report: "BuildReport") -> None:
    """Say what a build made, and its gravest notices.

    Parameters
    ----------
    report
        What the build gave back.
    """
    counts, dates = report.manifest["counts"], report.manifest["dates"]
    when = f"{dates['first']} to {dates['last']}" if dates else "no day at all"
    output.out.print(f"Area {report.folder}: edition {report.manifest['edition']}")
    output.out.print(
        f"  {counts['corners']:,} corners, {counts['edges']:,} edges, "
        f"{counts['stops_on_streets']:,} of {counts['stops']:,} stops on these streets, "
        f"{counts['trips']:,} trips, {when}"
    )
    edge = report.manifest.get("boundary")
    if edge:
        output.out.print(
            f"  At its edge: {edge['trips_crossing']:,} trips of {edge['routes_crossing']:,} "
            f"routes go on to {edge['stops_outside']:,} stops outside, "
            f"{edge['trips_left_out']:,} trips that never call here were left out"
        )
    grave = [notice for notice in report.notices if notice.severity != "info"]
    if grave:
        output.print_notices(grave, most_rows=3)
    shown = ", ".join(f"{count} {name}" for name, count in report.manifest["notices"].items())
    output.out.print(f"Notices: {shown}. See them with: transit check {report.folder}")


def check(
    what: Annotated[list[Path], typer.Argument(help="Areas, street maps, GTFS zips or folders.")],
    clip: Annotated[
        str | None, typer.Option(help="Of timetables, only trips that call in S,W,N,E.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Print what is wrong or missing in streets and timetables."""
    box = values.box(clip) if clip else None
    notices = [notice for path in what for notice in _notices(values.existing(path), box)]
    if as_json:
        output.print_json([notice.as_dict() for notice in notices])
    elif notices:
        output.print_notices(notices, most_rows=None)
    else:
        output.out.print("Nothing to notice.")
    raise typer.Exit(1 if any(notice.severity == "error" for notice in notices) else 0)


def _notices(path: Path, box: "Box | None") -> "tuple[Notice, ...]":
    from transit.errors import InputError
    from transit.network.check import check_streets, check_timetable
    from transit.network.feeds import unusable
    from transit.network.store import open_area, read_notices

    if (path / "manifest.json").is_file():
        return read_notices(open_area(path))
    streets = path.suffix in (".pbf", ".osm")
    try:
        return check_streets(path) if streets else check_timetable(path, box)
    except InputError as fault:
        return (unusable(path, fault),)


class Format(StrEnum):
    """What an area can be taken elsewhere as."""

    GPKG = "gpkg"
    GRAPHML = "graphml"


def export(
    area: Annotated[Path, typer.Option(help="Folder of the area.")],
    out: Annotated[Path, typer.Option(help="File to write: .gpkg (QGIS) or .graphml (networkx).")],
) -> None:
    """Write the walk network and stops as GeoPackage or GraphML."""
    from transit.network.export import write_geopackage, write_graphml
    from transit.network.store import open_area

    suffix = out.suffix.removeprefix(".")
    if suffix not in list(Format):
        raise typer.BadParameter(f"{out}: expected a name ending in .gpkg or .graphml")
    opened = open_area(area)
    (write_geopackage if suffix == Format.GPKG else write_graphml)(opened, out)
    output.err.print(f"Wrote {out}")
