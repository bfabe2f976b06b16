"""The door: gathers the commands and turns errors into sentences and exit codes."""

import os
import sys
import traceback
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import cast

import typer

import transit
from transit.cli import (
    area,
    coverage,
    db,
    demo,
    fetch,
    fleet,
    imports,
    journey,
    matrix,
    plan,
    report,
    score,
    serve,
    sessions,
    survey,
    switch,
    train,
    venues,
    watch,
    what_if,
    windows,
)
from transit.errors import TransitError


class Exit(IntEnum):
    """Exit codes, for scripts."""

    DONE = 0
    DATA_ERRORS = 1
    WRONG_USE = 2
    FAULT = 3
    INTERRUPTED = 130


# Typer exports BadParameter but not ClickException, the base of all wrong uses.
_WrongUse = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[2])

_MANY = ("--gtfs",)
"""Options that take several values after one name: ``--gtfs A.zip B.zip``."""

app = typer.Typer(
    name="transit",
    help="Who could get there by themselves? Accessible journeys for adult social care.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _root(
    show_version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    if show_version:
        typer.echo(f"transit {transit.__version__}")
        raise typer.Exit


app.command("demo")(demo.demo)
app.command("fetch")(fetch.fetch)
app.command("build")(area.build)
app.command("check")(area.check)
app.command("coverage")(coverage.coverage)
app.command("export")(area.export)
app.command("fleet")(fleet.fleet)
app.command("journey")(journey.journey)
app.command("matrix")(matrix.matrix)
app.command("plan")(plan.plan)
app.command("profiles")(journey.profiles)
app.command("report")(report.report)
app.command("score")(score.score)
app.command("sessions")(sessions.sessions)
app.command("scenario")(switch.scenario)
app.command("serve")(serve.serve)
app.command("switch")(switch.switch)
app.command("venues")(venues.venues)
app.command("watch")(watch.watch)
app.command("what-if")(what_if.what_if)
app.command("windows")(windows.windows)
app.command("import")(imports.import_)
app.add_typer(survey.app, name="survey")
app.add_typer(train.app, name="train")
app.add_typer(db.app, name="db")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments
        Words after the program's name; those of the process when None.
    """
    words = spread(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(words))


def _run(words: Sequence[str]) -> int:
    try:
        code = typer.main.get_command(app).main(list(words), "transit", standalone_mode=False)
        # Typer turns Ctrl-C into an exit code.
        return _stopped() if code == Exit.INTERRUPTED else int(code or Exit.DONE)
    except typer.Exit as left:
        return left.exit_code
    except _WrongUse as fault:
        fault.show(sys.stderr)
        return Exit.WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except TransitError as fault:
        print(f"transit: {fault}", file=sys.stderr)
        return Exit.DATA_ERRORS
    except BrokenPipeError:
        # The reader of our output (head, a pager) has seen enough.
        sys.stderr.close()
        return Exit.DONE
    except Exception as fault:
        return _fault(fault)


def _stopped() -> int:
    print("\ntransit: stopped; nothing was left half-written", file=sys.stderr)
    return Exit.INTERRUPTED


def _fault(fault: Exception) -> int:
    """Name a fault of ours by type and place only: its message may hold personal data."""
    if os.environ.get("TRANSIT_DEBUG"):
        traceback.print_exc()
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    print(
        f"transit: a fault in transit itself ({type(fault).__name__} at {place}). Nothing was left "
        "half-written. Please report it; TRANSIT_DEBUG=1 shows where it happened.",
        file=sys.stderr,
    )
    return Exit.FAULT


def spread(words: Sequence[str]) -> list[str]:
    """Repeat the name of an option that is followed by several values.

    Parameters
    ----------
    words
        Words of the command line.

    Returns
    -------
    list of str
        ``--gtfs A B`` becomes ``--gtfs A --gtfs B``.
    """
    spread_words: list[str] = []
    current = ""
    values = 0
    for word in words:
        if word.startswith("-"):
            current, values = word if word in _MANY else "", 0
        elif current:
            values += 1
            if values > 1:
                spread_words.append(current)
        spread_words.append(word)
    return spread_words
