"""The command that brings people, opportunities, sessions and vehicles into a register."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transit.cli import output
from transit.cli.faults import fault_lines, how_many

if TYPE_CHECKING:
    from transit.store.importing import Outcome

File = Annotated[Path | None, typer.Option(help="CSV or XLSX.")]


def import_(
    register: Annotated[
        str | None, typer.Argument(help="SQLite file, or postgresql:// address.")
    ] = None,
    people: File = None,
    opportunities: File = None,
    sessions: File = None,
    fleet: File = None,
    entrances: File = None,
    places: File = None,
    attendance: File = None,
    abilities: File = None,
    ride_needs: File = None,
    runs: File = None,
    run_stops: File = None,
    workbook: Annotated[
        Path | None, typer.Option(help="XLSX with a sheet for each table, as the template.")
    ] = None,
    postcodes: Annotated[
        Path | None, typer.Option(help="ONSPD or Code-Point Open: CSV, zip or folder.")
    ] = None,
    area: Annotated[
        Path | None, typer.Option(help="Warn of places far from this area's streets.")
    ] = None,
    accept_good_rows: Annotated[
        bool, typer.Option("--accept-good-rows", help="Import rows without a fault.")
    ] = False,
    templates: Annotated[
        Path | None, typer.Option(help="Write empty tables that explain themselves, and stop.")
    ] = None,
    export: Annotated[
        Path | None, typer.Option(help="Write the register as such files into a folder, and stop.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check register files and import them: all of them, or nothing."""
    if templates is not None:
        _templates(templates, as_json)
        return
    if register is None:
        raise typer.BadParameter("name the register: a file, or a postgresql:// address")
    if export is not None:
        _export(register, export, as_json)
        return
    named = {
        "opportunities": opportunities,
        "entrances": entrances,
        "sessions": sessions,
        "people": people,
        "places": places,
        "attendance": attendance,
        "abilities": abilities,
        "fleet": fleet,
        "ride_needs": ride_needs,
        "runs": runs,
        "run_stops": run_stops,
    }
    files = {**_sheets(workbook), **{name: path for name, path in named.items() if path}}
    if not files:
        raise typer.BadParameter("name at least one file, such as --people people.csv")
    outcome = _import(register, files, postcodes, area, accept_good_rows)
    if as_json:
        output.print_json(_as_dict(outcome))
    else:
        _show(outcome)
    raise typer.Exit(1 if outcome.has_errors else 0)


def _import(
    register: str,
    files: dict[str, Path],
    postcodes: Path | None,
    area: Path | None,
    accept_good_rows: bool,
) -> "Outcome":
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings
    from transit.store.importing import import_files

    limits = read_parameters(read_settings().parameters_dir)
    is_far = None
    if area is not None:
        from transit.network.store import open_area
        from transit.store.near_area import far_from

        is_far = far_from(open_area(area), limits)
    return import_files(
        register,
        files,
        postcodes=postcodes,
        accept_good_rows=accept_good_rows,
        is_far=is_far,
        parameters=limits,
    )


def _sheets(workbook: Path | None) -> dict[str, Path]:
    """Return the tables that a workbook has sheets for."""
    if workbook is None:
        return {}
    from transit.read.tables_xlsx import sheet_names
    from transit.store.importing import TABLES

    names = sheet_names(workbook)
    return {name: workbook for name in TABLES if name in names}


def _templates(folder: Path, as_json: bool) -> None:
    from transit.store.templates import write_templates

    _wrote(write_templates(folder), as_json)


def _export(register: str, folder: Path, as_json: bool) -> None:
    from transit.store import open_store
    from transit.store.export import export_files
    from transit.store.training_export import export_training, has_training

    store = open_store(register)
    try:
        files = [*export_files(store, folder).values()]
        if has_training(store):
            files += export_training(store, folder).values()
        _wrote(tuple(files), as_json)
    finally:
        store.close()


def _wrote(files: tuple[Path, ...], as_json: bool) -> None:
    if as_json:
        output.print_json({"files": [str(file) for file in files]})
    else:
        for file in files:
            output.out.print(str(file), markup=False)


def _as_dict(outcome: "Outcome") -> dict[str, object]:
    return {
        "imported": outcome.is_imported,
        "rows": dict(outcome.rows),
        "good_rows": dict(outcome.good),
        "changes": {
            kind: {
                "added": len(each.added),
                "changed": len(each.changed),
                "unchanged": len(each.unchanged),
            }
            for kind, each in outcome.changes.items()
        },
        "faults": [fault.as_dict() for fault in outcome.faults],
    }


def _show(outcome: "Outcome") -> None:
    for line in fault_lines(outcome.faults):
        output.out.print(line, markup=False)
    if not outcome.is_imported:
        output.out.print(
            f"Nothing was imported: {how_many(outcome.faults)}. Mend the errors, or import the "
            "rows without one with --accept-good-rows."
        )
        return
    for kind, each in outcome.changes.items():
        if any(each):
            output.out.print(
                f"{kind}: {len(each.added):,} added, {len(each.changed):,} changed, "
                f"{len(each.unchanged):,} as before"
            )
