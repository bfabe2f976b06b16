"""The process that builds an area for the dashboard: inputs as JSON in, a report a line out."""

import json
import sys
from pathlib import Path
from typing import Any, TextIO

from transit.errors import TransitError


def work(inputs: dict[str, Any], out: TextIO) -> None:
    """Build an area and report.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.build_job.BuildInputs`.
    out
        Takes ``stage`` and ``share`` for each stage, at the end ``done`` or ``failed``.
    """
    from transit.network.build import build_area

    def report(**values: object) -> None:
        print(json.dumps(values), file=out, flush=True)

    clip = inputs["clip"]
    try:
        made = build_area(
            Path(inputs["streets"]),
            [Path(each) for each in inputs["timetables"]],
            Path(inputs["out"]),
            naptan=Path(inputs["stops"]) if inputs["stops"] else None,
            elevation=Path(inputs["heights"]) if inputs["heights"] else None,
            clip=(clip[0], clip[1], clip[2], clip[3]) if clip else None,
            progress=lambda stage, share: report(stage=stage, share=share),
        )
    except TransitError as fault:
        report(failed=str(fault))
    except Exception as fault:
        report(failed=f"A fault in transit itself ({type(fault).__name__}).")
    else:
        left_out = " Some data had to be left out: see the notices." if made.has_errors else ""
        report(done=f"A new edition is in use.{left_out}")


if __name__ == "__main__":
    # Libraries may print too: only reports go where they are read.
    reports, sys.stdout = sys.stdout, sys.stderr
    work(json.load(sys.stdin), reports)
