"""Commands about an area: build it, check it, take it elsewhere."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transit.cli import output, values

if TYPE_CHECKING:
    from transit.model.notice import Notice
    from transit.network.build import BuildReport

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def build(
    osm: Annotated[Path, typer.Option(help="OpenStreetMap extract: .osm.pbf or .osm.")],
    gtfs: Annotated[list[Path], typer.Option(help="GTFS zips or folders; one or more.")],
    out: Annotated[Path, typer.Option(help="Folder of the area.")],
    naptan: Annotated[Path | None, typer.Option(help="NaPTAN stops (CSV).")] = None,
    elevation: Annotated[Path | None, typer.Option(help="Heights (GeoTIFF).")] = None,
    clip: Annotated[str | None, typer.Option(help="Keep SOUTH,WEST,NORTH,EAST only.")] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    as_json: Json = False,
) -> None:
    """Build an area from a street map and timetables."""
    from transit.network.build import build_area
    from transit.settings import read_settings

    kept = values.box(clip) if clip else None
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
        )
    if as_json:
        notices = [notice.as_dict() for notice in report.notices]
        output.print_json({"manifest": report.manifest, "notices": notices})
    else:
        show_report(report)
    raise typer.Exit(1 if report.has_errors else 0)


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
    grave = [notice for notice in report.notices if notice.severity != "info"]
    if grave:
        output.print_notices(grave, most_rows=3)
    shown = ", ".join(f"{count} {name}" for name, count in report.manifest["notices"].items())
    output.out.print(f"Notices: {shown}. See them with: transit check {report.folder}")


def check(
    what: Annotated[list[Path], typer.Argument(help="Areas, street maps, GTFS zips or folders.")],
    as_json: Json = False,
) -> None:
    """Print what is wrong or missing in streets and timetables."""
    notices = [notice for path in what for notice in _notices(values.existing(path))]
    if as_json:
        output.print_json([notice.as_dict() for notice in notices])
    elif notices:
        output.print_notices(notices)
    else:
        output.out.print("Nothing to notice.")
    raise typer.Exit(1 if any(notice.severity == "error" for notice in notices) else 0)


def _notices(path: Path) -> "tuple[Notice, ...]":
    from transit.errors import InputError
    from transit.network.check import check_streets, check_timetable, unusable
    from transit.network.store import open_area, read_notices

    if (path / "manifest.json").is_file():
        return read_notices(open_area(path))
    streets = path.suffix in (".pbf", ".osm")
    try:
        return check_streets(path) if streets else check_timetable(path)
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
