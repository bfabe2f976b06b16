"""The process that chooses windows and asks what if, for the dashboard. Its answers name nobody."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job

if TYPE_CHECKING:
    from collections.abc import Callable

    from transit.batch.places_shared import SharedAnswer
    from transit.batch.venues import VenueDesk
    from transit.disclosure import Audience
    from transit.sessions.venues import Change


def answer(inputs: dict[str, Any], tell: Tell) -> Told:
    """Answer a question about a venue.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.places_job.PlacesInputs`.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    dict
        Title, sentences and tables for inside; the same for publication under ``public``.
    """
    if inputs["question"] == "windows":
        return "The windows are chosen.", _windows(inputs, tell)
    return "The question is answered.", _what_if(inputs, tell)


def _windows(inputs: dict[str, Any], tell: Tell) -> dict[str, Any]:
    from transit.batch.places_shared import shared_windows
    from transit.batch.windows import WindowsAsked, study_windows
    from transit.model.weekdays import Weekday
    from transit.read.parameters import read_parameters

    asked = dict(inputs["asked"])
    days = tuple(Weekday(day) for day in asked.pop("days"))
    lengths = tuple(asked.pop("lengths_s"))
    found = study_windows(
        inputs["register"],
        inputs["area"],
        WindowsAsked(opportunity=inputs["venue"], days=days, lengths_s=lengths, **asked),
        parameters_dir=_own(inputs),
        progress=tell,
    )
    parameters = read_parameters(_own(inputs))
    return _for_both(lambda audience: shared_windows(found, audience, parameters))


def _what_if(inputs: dict[str, Any], tell: Tell) -> dict[str, Any]:
    from transit.batch.places_shared import shared_best, shared_change
    from transit.batch.venues import VenueDesk

    desk = VenueDesk(
        inputs["register"], Path(inputs["area"]), parameters_dir=_own(inputs), progress=tell
    )
    if inputs["question"] == "best":
        best = desk.best(inputs["venue"], int(inputs["asked"]["most"]))
        return _for_both(lambda audience: shared_best(best, audience, desk.parameters))
    change, where = _change(desk, inputs)
    outcome = desk.look(change)
    return _for_both(lambda audience: shared_change(desk, change, where, outcome, audience))


def _change(desk: "VenueDesk", inputs: dict[str, Any]) -> "tuple[Change, str]":
    """Return what changes, and what the new building is called."""
    from transit.sessions.venues import Close, Merge, Move, Open

    question, venue, other = inputs["question"], inputs["venue"], inputs["asked"].get("other", "")
    if question == "close":
        return Close(venue), ""
    if question == "merge":
        return Merge(venue, other), ""
    building = desk.building(other)
    where = building.name
    if question == "open":
        return Open(building.at, venue, "new venue", where, building.venue), where
    return Move(venue, building.at, building.venue), where


def _for_both(answer: "Callable[[Audience], SharedAnswer]") -> dict[str, Any]:
    """Return the answer for inside, and with it the one for publication."""
    from transit.disclosure import Audience

    public = answer(Audience.PUBLIC).as_dict()
    return answer(Audience.INSIDE).as_dict() | {"public": public}


def _own(inputs: dict[str, Any]) -> Path | None:
    own = inputs["parameters_dir"]
    return Path(own) if own else None


if __name__ == "__main__":
    serve_job(answer)
