"""The command that prints one person's plan."""

from pathlib import Path
from typing import Annotated

import typer

from transit.cli import output


def plan(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[Path, typer.Option(help="Folder of the area.")],
    person: Annotated[str, typer.Option(help="Id of the person.")],
    session: Annotated[str, typer.Option(help="Id of the session.")],
    out: Annotated[Path, typer.Option(help="File to write: .pdf or .docx.")],
    size: Annotated[int, typer.Option(min=16, max=28, help="Size of the words, points.")] = 16,
    symbols: Annotated[
        Path | None, typer.Option(help="Folder of your own pictures, named as ours.")
    ] = None,
    logo: Annotated[Path | None, typer.Option(help="Your logo: .svg, .png or .jpg.")] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
) -> None:
    """Print somebody's journey to a session and back as an easy-read booklet, for review.

    With it come a help card, what to do if something goes wrong, a summary for carers, the route
    risk assessment and the sheet of facts to look at outside. Nothing is saved in the register.
    """
    from transit.plan.find import check_out, find_plan, write_plan
    from transit.settings import read_settings

    check_out(out)
    folder = parameters or read_settings().parameters_dir
    with output.err.status("Finding the journeys"):
        found = find_plan(register, area, person, session, parameters=folder)
        write_plan(found, out, size_pt=size, symbols=symbols, logo=logo)
    output.err.print(f"Wrote {out}", markup=False)
