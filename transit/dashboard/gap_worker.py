"""The process that searches for somebody without impairments for the dashboard."""

from pathlib import Path
from typing import Any

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job


def search(inputs: dict[str, Any], tell: Tell) -> Told:
    """Count what somebody without impairments would reach from the homes of all with verdicts.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.gap_job.GapInputs`.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    list
        Rows of home (its number in the order of ids), band, level, minutes, kind and places.
    """
    from transit.batch.coverage import people_with_verdicts, reference_places
    from transit.read.parameters import read_parameters
    from transit.store import open_store

    own = inputs["parameters_dir"]
    store = open_store(inputs["register"])
    try:
        people = people_with_verdicts(store)
        found = reference_places(
            store,
            Path(inputs["area"]),
            people,
            read_parameters(Path(own) if own else None),
            progress=tell,
        )
    finally:
        store.close()
    number = {who: at for at, who in enumerate(people)}
    rows = found.select("person", "band", "level", "minutes", "kind", "places").rows()
    return "Compared with somebody without impairments.", [
        [number[who], *rest] for who, *rest in rows
    ]


if __name__ == "__main__":
    serve_job(search)
