"""The process that looks at switching for the dashboard."""

from pathlib import Path
from typing import Any

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job


def look(inputs: dict[str, Any], tell: Tell) -> Told:
    """Look at who could switch, and save what was found.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.switch_job.SwitchInputs`.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    int
        Number of the scenario that was saved.
    """
    from transit.batch.kept_searches import kept_beside
    from transit.batch.scenarios import inputs_hash, save_study
    from transit.batch.switch import study_switch
    from transit.batch.switch_asked import SwitchAsked
    from transit.batch.switch_inputs import Moved
    from transit.store import open_store

    own = inputs["parameters_dir"]
    asked = SwitchAsked(
        group=tuple(inputs["group"]),
        best=inputs["best"],
        each=inputs["each"],
        confirmed_only=inputs["confirmed_only"],
        moved=tuple(Moved(*each) for each in inputs["moved"]),
        changed=inputs["changed"],
    )
    made_from = inputs_hash(inputs["register"])
    found = study_switch(
        inputs["register"],
        inputs["area"],
        asked,
        parameters_dir=Path(own) if own else None,
        workers=inputs["workers"],
        keep=kept_beside(inputs["register"]),
        progress=tell,
    )
    store = open_store(inputs["register"])
    try:
        number = save_study(store, inputs["name"], found, asked, inputs["area"], made_from)
    finally:
        store.close()
    # A notice may name a person; what ends in a message for all visitors does not.
    granted = " The page Runs tells what was taken for granted." if found.notices else ""
    return f"Saved as “{inputs['name']}”.{granted}", number


if __name__ == "__main__":
    serve_job(look)
