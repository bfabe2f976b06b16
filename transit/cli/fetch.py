"""The command that downloads streets and timetables."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from transit.cli import output, values


class Source(StrEnum):
    """Where streets come from."""

    OVERPASS = "overpass"
    EXTRACT = "extract"


def fetch(
    place: Annotated[str, typer.Argument(help="Name of a place, such as 'Solihull, England'.")],
    into: Annotated[Path, typer.Option(help="Folder to download into.")],
    source: Annotated[
        Source, typer.Option(help="Streets from Overpass, or clipped from an extract.")
    ] = Source.OVERPASS,
    region: Annotated[
        str | None,
        typer.Option(help="Regions of the timetables, or all, or none; the place's own if absent."),
    ] = None,
    extract: Annotated[
        str | None, typer.Option(help="Path of the extract, such as england/west-midlands.")
    ] = None,
    bbox: Annotated[
        str | None, typer.Option(help="SOUTH,WEST,NORTH,EAST instead of looking the place up.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Download streets and timetables for a place; goes on where it was cut off."""
    from transit.fetch import fetch_place
    from transit.settings import read_settings

    box = values.box(bbox) if bbox else None
    with output.progress() as tell:
        report = fetch_place(
            place,
            into,
            read_settings(),
            source=source.value,
            region=region,
            extract=extract,
            bbox=box,
            progress=tell,
        )
    if as_json:
        output.print_json(report.as_dict())
        return
    for file in report.files:
        output.out.print(f"{file.path}  {file.bytes:,} bytes  {file.url}", markup=False)
    output.out.print(f"Now build the area with: {report.build_command}", markup=False)
