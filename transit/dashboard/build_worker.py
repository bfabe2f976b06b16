"""The process that builds an area for the dashboard."""

from pathlib import Path
from typing import Any

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job


def build(inputs: dict[str, Any], tell: Tell) -> Told:
    """Build an area.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.build_job.BuildInputs`.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    None
        Nothing besides.
    """
    from transit.network.build import build_area

    clip = inputs["clip"]
    made = build_area(
        Path(inputs["streets"]),
        [Path(each) for each in inputs["timetables"]],
        Path(inputs["out"]),
        naptan=Path(inputs["stops"]) if inputs["stops"] else None,
        elevation=Path(inputs["heights"]) if inputs["heights"] else None,
        clip=(clip[0], clip[1], clip[2], clip[3]) if clip else None,
        progress=tell,
    )
    left_out = " Some data had to be left out: see the notices." if made.has_errors else ""
    return f"A new edition is in use.{left_out}", None


if __name__ == "__main__":
    serve_job(build)
