"""The command that tries a changed timetable, and tells whom it strands."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transit.cli import output

if TYPE_CHECKING:
    from transit.batch.what_if import WhatIf
    from transit.batch.what_if_score import Stranded
    from transit.model.parameters import Parameters


def what_if(
    area: Annotated[Path, typer.Option(help="Folder of the real area.")],
    edits: Annotated[Path, typer.Option(help="What to change: .toml, .csv or .xlsx.")],
    out: Annotated[Path, typer.Option(help="Folder of the changed area.")],
    register: Annotated[
        str | None, typer.Option(help="A scored register: tells whom the change strands.")
    ] = None,
    ids: Annotated[bool, typer.Option("--ids", help="List people under their pseudonyms.")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="Hide what may not be published, not only inside.")
    ] = False,
    osm: Annotated[
        Path | None, typer.Option(help="Street map of the area, where a stop is moved.")
    ] = None,
    gtfs: Annotated[
        list[Path] | None, typer.Option(help="Feeds of the area, where a stop is moved.")
    ] = None,
    naptan: Annotated[Path | None, typer.Option(help="NaPTAN stops, if built with them.")] = None,
    elevation: Annotated[Path | None, typer.Option(help="Heights, if built with them.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; all cores when left out.")
    ] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Cut, close, add or move buses on paper, and tell who could not get about any more.

    The changed area is scored like the real one. Nothing in the register or the real area changes.
    """
    from transit.batch.what_if import Sources, make_what_if
    from transit.batch.what_if_score import refuse_unscored, who_is_stranded
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings

    if (osm is None) != (not gtfs):
        raise typer.BadParameter("give --osm and --gtfs together")
    if ids and (public or register is None):
        raise typer.BadParameter("--ids needs --register, and cannot be public")
    folder = parameters or read_settings().parameters_dir
    sources = None if osm is None else Sources(osm, tuple(gtfs or ()), naptan, elevation)
    stranded = None
    if register is not None:
        refuse_unscored(register, area, folder)
    with output.progress() as tell:
        made = make_what_if(area, edits, out, sources=sources, parameters_dir=folder, progress=tell)
        if register is not None:
            stranded = who_is_stranded(
                register,
                area,
                made,
                parameters_dir=folder,
                workers=workers or os.cpu_count() or 1,
                progress=tell,
            )
    settings = read_parameters(folder)
    found: dict[str, Any] = made.as_dict()
    if stranded is not None:
        found |= told(stranded, settings, ids=ids, public=public)
        if ids:
            _note(str(register), stranded)
    if as_json:
        output.print_json(found)
    else:
        _show(made, found)


def told(
    stranded: "Stranded", parameters: "Parameters", *, ids: bool, public: bool
) -> dict[str, Any]:
    """Return what may be told of people: counts in figures or words, ids only where asked for.

    Parameters
    ----------
    stranded
        Who loses and gains.
    parameters
        The parameters named ``disclosure_…``.
    ids
        Whether ids may be told.
    public
        Whether it may be published.

    Returns
    -------
    dict
        As :func:`~transit.batch.what_if_told.told_counts`; with ``ids`` also ``ids``.
    """
    from transit.batch.what_if_told import groups_of, told_counts
    from transit.disclosure.rules import Audience

    made = told_counts(stranded, parameters, Audience.PUBLIC if public else Audience.INSIDE)
    comparison, groups = stranded.comparison, groups_of(stranded)
    if ids:
        made["ids"] = {name: list(who) for name, who in groups.items()}
        made["turns"] = [
            {
                "person": turn.person,
                "opportunity": turn.opportunity,
                "before": turn.before.word,
                "after": turn.after.word,
                "attends": turn.attends,
            }
            for turn in comparison.turns
        ]
        made["visits"] = [
            {
                "person": turn.person,
                "opportunity": turn.opportunity,
                "session": turn.session,
                "before": turn.before.word,
                "after": turn.after.word,
            }
            for turn in comparison.visits
        ]
    return made


def _note(register: str, stranded: "Stranded") -> None:
    """Write into the audit that people were listed."""
    from transit.store import open_store
    from transit.store.audit import write_audit

    store = open_store(register)
    try:
        with store.writing() as session:
            comparison = stranded.comparison
            people = len({turn.person for turn in (*comparison.turns, *comparison.visits)})
            write_audit(session, "list_people", {"what_if": "turns", "people": people})
    finally:
        store.close()


def _show(made: "WhatIf", found: dict[str, Any]) -> None:
    from transit.batch.what_if_told import SAID

    output.out.print(f"Changed area {made.folder}: edition {made.edition}", markup=False)
    for each in found["edits"]:
        about = " ".join(str(each[name]) for name in ("kind", "route", "stop") if name in each)
        done = ", ".join(
            f"{each[name]:,} {word}"
            for name, word in (("taken", "taken away"), ("added", "added"))
            if each.get(name)
        )
        output.out.print(f"  {about}: {done or 'done'}", markup=False)
    if "people" not in found:
        return
    for name, sentence in SAID.items():
        output.out.print(f"  {found['people'][name]:>10}  {sentence}", markup=False)
    for name, who in found.get("ids", {}).items():
        if who:
            output.out.print(f"{name.replace('_', ' ').capitalize()}: {', '.join(who)}")
    for note in found["notes"]:
        output.out.print(note, markup=False)
    output.out.print(
        f"{found['scored']:,} of {found['verdicts']:,} verdicts could change and were made again; "
        "all of them are for review by people."
    )
