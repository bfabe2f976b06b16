"""The command that shows everything on a made-up borough."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transit.cli import output
from transit.cli.area import show_report
from transit.cli.score import show_summary
from transit.errors import InputError

if TYPE_CHECKING:
    from transit.demo import DemoFiles


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Folder for the demo.")] = Path("demo"),
    seed: Annotated[int | None, typer.Option(help="Another seed, another borough.")] = None,
    score: Annotated[bool, typer.Option(help="Score everybody; takes a minute or two.")] = True,
    browser: Annotated[bool, typer.Option(help="Open the dashboard.")] = True,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the dashboard.")] = 8501,
) -> None:
    """Make a made-up borough, build its area, score its register, and open the dashboard."""
    from transit.demo import make_demo
    from transit.kernels.warm import warm_up
    from transit.network.build import build_area

    if browser:
        from transit.dashboard.serving import check_port

        # Known before, not after the minutes that a borough takes.
        check_port(port)
    with output.progress() as tell:
        files = make_demo(folder / "files", seed, progress=lambda what, done: tell(what, done / 4))
        report = build_area(
            files.streets,
            [files.timetable],
            folder / "area",
            naptan=files.naptan,
            elevation=files.elevation,
            progress=lambda stage, done: tell(stage, 0.25 + 0.65 * done),
        )
        tell("Importing the register", 0.9)
        register = _import(files, folder / "register.sqlite")
        tell("Compiling the search, once after installing", 0.9)
        warm_up()
        tell("Done", 1.0)
    show_report(report)
    output.out.print(f"The files it was made of are in {files.folder}.")
    if score:
        _score(register, folder / "area")
    if browser:
        from transit.dashboard import serve

        serve(folder / "area", str(register), port=port, open_browser=True)
    else:
        output.out.print(
            f"Open the dashboard with: transit serve {register} --area {folder / 'area'}",
            markup=False,
        )


def _score(register: Path, area: Path) -> None:
    """Score the register; stopped with Ctrl-C it goes on where it was when started again."""
    from transit.batch.score import score_register
    from transit.batch.warm import warm_searches

    with output.progress() as tell:
        warm_searches(tell)
        done = score_register(register, area, workers=os.cpu_count() or 1, progress=tell)
    show_summary(done)


def _import(files: "DemoFiles", register: Path) -> Path:
    """Bring the made-up people, places and vehicles into a register; a second time changes none."""
    from transit.store.importing import TABLES, import_files

    made = {name: path for name in TABLES if isinstance(path := getattr(files, name, None), Path)}
    outcome = import_files(register, made)
    if not outcome.is_imported:
        raise InputError(f"{register}: the demo's own files do not fit into it; remove it first")
    return register
