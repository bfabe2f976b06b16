"""The process that sweeps session times for the dashboard."""

import os
from typing import Any

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job


def sweep(inputs: dict[str, Any], tell: Tell) -> Told:
    """Sweep the session times of a venue; what is found is kept beside the register.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.times_job.TimesInputs`.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    int
        How many people were swept.
    """
    from transit.batch.sweep import kept_beside, sweep_sessions

    found = sweep_sessions(
        inputs["register"],
        inputs["area"],
        [inputs["opportunity"]],
        parameters_dir=inputs["parameters_dir"],
        workers=os.cpu_count() or 1,
        keep=kept_beside(inputs["register"]),
        progress=tell,
    )
    people = len(found.venues[inputs["opportunity"]].swept.people)
    return "All starts and finishes were tried.", people


if __name__ == "__main__":
    serve_job(sweep)
