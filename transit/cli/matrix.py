"""The command that asks every pair of many places."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from transit.cli import output, values


class StanceAsked(StrEnum):
    """How unknown facts are read."""

    CAUTIOUS = "cautious"
    HOPEFUL = "hopeful"
    BOTH = "both"


class Asked(StrEnum):
    """What is found of each pair."""

    ALL = "all"
    TIME = "time"


def matrix(
    area: Annotated[str, typer.Option(help="Folder of the area, or its address (s3://…).")],
    origins: Annotated[Path, typer.Option(help="CSV with the columns id, lat, lon.")],
    destinations: Annotated[Path, typer.Option(help="CSV with the columns id, lat, lon.")],
    out: Annotated[Path, typer.Option(help="Parquet file to write.")],
    arrive_by: Annotated[
        str | None, typer.Option(help="Be there by: 2023-06-13T10:00, local time.")
    ] = None,
    depart_at: Annotated[
        str | None, typer.Option(help="Leave at or after: 2023-06-13T15:30, local time.")
    ] = None,
    window: Annotated[
        int,
        typer.Option(
            min=0,
            max=1440,
            help="Ask every minute from then on, so many minutes: with 10 there are 11 moments.",
        ),
    ] = 0,
    percentiles: Annotated[
        bool,
        typer.Option(
            "--percentiles",
            help="One row a pair: durations that 5, 25, 50, 75 and 95 of a hundred moments keep "
            "to. Moments without a journey count as endless.",
        ),
    ] = False,
    criteria: Annotated[
        Asked,
        typer.Option(
            help="What is found of each pair: all, or only time, which is many times faster. "
            "Percentiles are always of time alone."
        ),
    ] = Asked.ALL,
    days: Annotated[
        int,
        typer.Option(
            min=1,
            help="Ask the same times on so many dates. Dates on which the same buses run "
            "are searched once; the column searched_on says on which.",
        ),
    ] = 1,
    profile: Annotated[
        str, typer.Option(help="How people travel: a name (transit profiles) or a file.")
    ] = "walks-well",
    stance: Annotated[
        StanceAsked,
        typer.Option(help="Unknown facts as barriers, as fine, or one after the other."),
    ] = StanceAsked.BOTH,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; all cores when left out.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler; instead of processes.")
    ] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find the quickest and the easiest journeys between many places, at many moments.

    A duration counts from leaving home to the moment asked, or from the moment asked to being
    there: waiting for the first bus to come is in it. Stopped with Ctrl-C it goes on where it was
    when started again. What the columns mean: docs/matrix.md.
    """
    import os

    from transit.batch.job import Criteria, Question, minutes_from, settings_of
    from transit.batch.matrix import plan_matrix, run_matrix
    from transit.batch.remote import local_area
    from transit.batch.runners import on_cluster, on_cores
    from transit.batch.warm import warm_searches
    from transit.model.fact import Stance
    from transit.model.notice import Severity
    from transit.network.store import open_area
    from transit.read.parameters import read_parameters
    from transit.read.points import read_points
    from transit.read.profiles import read_profile
    from transit.settings import read_settings

    given = arrive_by or depart_at
    if given is None or (arrive_by and depart_at):
        raise typer.BadParameter("give one of --arrive-by and --depart-at")
    first = values.moment(given)
    folder = parameters or read_settings().parameters_dir
    settings = read_parameters(folder)
    shares = tuple(int(float(share)) for share in settings["matrix_percentiles"].value)  # type: ignore[union-attr]
    question = Question(
        moments=minutes_from(first, window, settings_of(settings)["matrix_step_s"]),
        arrive_by=arrive_by is not None,
        profile=read_profile(profile),
        stances=tuple(Stance) if stance is StanceAsked.BOTH else (Stance[stance.name],),
        percentiles=shares if percentiles else None,
        criteria=Criteria(criteria.value),
        days=days,
    )
    tables = read_points(origins), read_points(destinations)
    runner = on_cluster(scheduler) if scheduler else on_cores(workers or os.cpu_count() or 1)
    with output.progress() as tell:
        warm_searches(tell)
        tell("Opening the area", 0.0)
        opened = open_area(local_area(area))
        planned = plan_matrix(
            opened, area, *tables, question, None if folder is None else str(folder)
        )
        notices = (*planned.notices, *run_matrix(planned, out, runner, tell))
    job = planned.job
    pairs, moments, different = (
        job.n_homes * job.n_places,
        len(question.moments),
        len(set(job.days)),
    )
    if as_json:
        told = {"out": str(out), "pairs": pairs, "moments": moments, "dates": days}
        told |= {"different_dates": different, "notices": [each.as_dict() for each in notices]}
        output.print_json(told)
    else:
        output.print_notices(notices)
        times = "moment" if moments == 1 else "moments"
        dates = "" if days == 1 else f" on {days} dates, {different} of them different"
        output.err.print(f"Wrote {out}: {pairs:,} pairs, {moments:,} {times}{dates}")
    raise typer.Exit(1 if any(each.severity is not Severity.INFO for each in notices) else 0)
