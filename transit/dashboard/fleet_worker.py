"""The process that works out runs for the dashboard."""

from pathlib import Path
from typing import Any

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job


def work_out(inputs: dict[str, Any], tell: Tell) -> Told:
    """Work out a week of runs and keep it in the register.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.fleet_job.FleetInputs`.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    int
        Number of the plan.
    """
    from transit.batch.fleet_asked import FleetAsked, FleetWay, keep_week, make_week
    from transit.fleet.settings import Budget

    parameters = inputs["parameters_dir"]
    asked = FleetAsked(
        inputs["register"],
        Path(inputs["area"]),
        FleetWay(inputs["way"]),
        Budget(seconds=inputs["seconds"]),
        parameters_dir=Path(parameters) if parameters else None,
        from_plan=inputs["from_plan"],
    )
    week = make_week(asked, progress=tell)
    number = keep_week(asked, week)
    rides = sum(len(each.part.rides) for each in week.parts)
    return f"{week.people:,} people with {rides:,} rides a week: kept as plan {number}.", number


if __name__ == "__main__":
    serve_job(work_out)
