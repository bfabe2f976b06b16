"""The command for one person's plan: choose a journey, keep it, print it."""

from pathlib import Path
from typing import Annotated

import typer

from transit.cli import output


def plan(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[
        Path | None, typer.Option(help="Folder of the area; for a saved plan only for its maps.")
    ] = None,
    person: Annotated[str | None, typer.Option(help="Id of the person.")] = None,
    session: Annotated[str | None, typer.Option(help="Id of the session.")] = None,
    plan_id: Annotated[
        str | None, typer.Option("--plan", help="Id of a saved plan, such as PL3.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write: .pdf or .docx.")] = None,
    options: Annotated[
        bool, typer.Option("--options", help="Show the journeys to choose from.")
    ] = False,
    option: Annotated[
        int | None, typer.Option(min=1, help="Which of them to print or to save.")
    ] = None,
    avoid: Annotated[
        list[str] | None,
        typer.Option(
            help="Do without it: the key of a step, crossing:NAME or LAT,LON, street:NAME, "
            "stop:ID or bus:NUMBER. Can be given several times."
        ),
    ] = None,
    prefer: Annotated[
        list[str] | None,
        typer.Option(
            help="Go a longer way for it: as --avoid, and change:STOP to change buses there. Can "
            "be given several times."
        ),
    ] = None,
    companion_for: Annotated[
        list[str] | None,
        typer.Option(help="Somebody goes along on this leg: out:1 is the first there."),
    ] = None,
    earlier: Annotated[
        int, typer.Option(min=0, max=180, help="Be there so many minutes before the start.")
    ] = 0,
    later: Annotated[
        int, typer.Option(min=0, max=180, help="Leave so many minutes after the end.")
    ] = 0,
    place: Annotated[int, typer.Option(min=0, help="Number of the start place, 0 the home.")] = 0,
    save: Annotated[bool, typer.Option("--save", help="Keep it in the register.")] = False,
    by: Annotated[str, typer.Option(help="Who stands for it: name or staff reference.")] = "",
    list_plans: Annotated[bool, typer.Option("--list", help="List the saved plans.")] = False,
    version: Annotated[
        int | None, typer.Option(min=1, help="An older version of a saved plan.")
    ] = None,
    size: Annotated[int, typer.Option(min=16, max=28, help="Size of the words, points.")] = 16,
    symbols: Annotated[
        Path | None, typer.Option(help="Folder of your own pictures, named as ours.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of what is printed, such as cy.")] = "en",
    clocks: Annotated[bool, typer.Option("--clocks", help="Show times as clocks, too.")] = False,
    logo: Annotated[Path | None, typer.Option(help="Your logo: .svg, .png or .jpg.")] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Choose, keep and print somebody's journey to a session and back, for review.

    With --person and --session a journey is looked for: --options shows what there is to choose
    from, --save keeps one with a version, --out prints it. With --plan a saved plan is printed as
    it was saved, with the trainers' edits. What is printed is an easy-read booklet with a help
    card, a summary for carers, the route risk assessment and the sheet of facts to look at outside.
    """
    from transit.cli import plan_jobs
    from transit.plan.find import check_out
    from transit.settings import read_settings

    if out is not None:
        check_out(out)
    style = plan_jobs.Style(
        size_pt=size, symbols=symbols, logo=logo, language=language, clocks=clocks
    )
    if list_plans:
        plan_jobs.show_list(register, person, as_json=as_json)
        return
    if plan_id is not None:
        if person or session or save or options:
            raise typer.BadParameter("give --plan, or --person and --session")
        plan_jobs.show_saved(register, plan_id, version, area, out, style, as_json=as_json)
        return
    if person is None or session is None or area is None:
        raise typer.BadParameter("give --plan or --list, or --person, --session and --area")
    wish = plan_jobs.Wish(
        person=person,
        session=session,
        place=place,
        avoid=tuple(avoid or ()),
        prefer=tuple(prefer or ()),
        companion_for=tuple(companion_for or ()),
        earlier_min=earlier,
        later_min=later,
        option=option,
    )
    folder = parameters or read_settings().parameters_dir
    if save and not by.strip():
        raise typer.BadParameter("say who stands for it: --by NAME")
    if out is not None and not (save or options or as_json or wish.is_choice):
        plan_jobs.print_best(register, area, person, session, out, style, folder)
        return
    show = plan_jobs.Outcome(out=out, style=style, save_by=by if save else None, as_json=as_json)
    with output.err.status("Finding the journeys"):
        found = plan_jobs.find(register, area, wish, folder)
    plan_jobs.finish(register, found, wish, show, folder)
