"""The process that tries a changed timetable for the dashboard. What it tells names nobody."""

import csv
import shutil
import tempfile
from pathlib import Path
from typing import Any

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job


def try_changes(inputs: dict[str, Any], tell: Tell) -> Told:
    """Make an area with changes, find whom they strand, and clear it away.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.what_if_job.WhatIfInputs`.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    dict
        ``edits`` with what each did, and by audience what may be told of people.
    """
    from transit.batch.what_if import make_what_if
    from transit.batch.what_if_score import refuse_unscored, who_is_stranded
    from transit.batch.what_if_told import told_counts
    from transit.disclosure import Audience
    from transit.read.parameters import read_parameters

    own = Path(inputs["parameters_dir"]) if inputs["parameters_dir"] else None
    register, area = inputs["register"], Path(inputs["area"])
    tell("Looking whether the register is scored", 0.0)
    refuse_unscored(register, area, own)
    for left in Path(inputs["folder"]).iterdir():
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=inputs["folder"]) as folder:
        edits = Path(folder) / "changes.csv"
        write_edits(inputs["edits"], edits)
        made = make_what_if(area, edits, Path(folder) / "area", parameters_dir=own, progress=tell)
        stranded = who_is_stranded(register, area, made, parameters_dir=own, progress=tell)
    parameters = read_parameters(own)
    counts = {each.value: told_counts(stranded, parameters, each) for each in Audience}
    did = [
        inputs_of | {name: said[name] for name in ("taken", "added")}
        for inputs_of, said in zip(inputs["edits"], made.as_dict()["edits"], strict=True)
    ]
    return "The changes were tried.", counts | {"edits": did}


def write_edits(edits: list[dict[str, Any]], file: Path) -> None:
    """Write changes as a file of changes.

    Parameters
    ----------
    edits
        Fields of each.
    file
        CSV.
    """
    fields = list(dict.fromkeys(name for each in edits for name in each))
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictWriter(out, fields)
        rows.writeheader()
        rows.writerows(edits)


if __name__ == "__main__":
    serve_job(try_changes)
