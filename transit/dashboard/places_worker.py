"""The process that chooses windows and asks what if, for the dashboard. Its answers name nobody."""

from pathlib import Path
from typing import Any

from transit.dashboard.background_worker import Tell, Told, serve_job


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
        Title, sentences and tables.
    """
    if inputs["question"] == "windows":
        return "The windows are chosen.", _windows(inputs, tell)
    return "The question is answered.", _what_if(inputs, tell)


def _windows(inputs: dict[str, Any], tell: Tell) -> dict[str, Any]:
    from transit.batch.windows import WindowsAsked, study_windows
    from transit.disclosure import Audience, may_tell
    from transit.model.weekdays import Weekday
    from transit.read.parameters import read_parameters
    from transit.sessions.windows_shared import share_windows
    from transit.sessions.windows_words import dates_sentences, hours_sentences

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
    shared = share_windows(found.choice, found.told, found.people, Audience.INSIDE, parameters)
    sentences = [*shared.sentences()]
    sentences += hours_sentences(
        found.closed, hours_known=found.hours_known, closed_too=found.closed_too
    )
    sentences += dates_sentences(term_only=found.term_only, today_differs=found.today_differs)
    if not found.has_places:
        sentences.append("Nobody has recorded how many places there are: all come who can.")
    if found.runs is not None and may_tell(found.runs.riders, Audience.INSIDE, parameters):
        runs = found.runs
        sentences.append(
            f"Planned as if the fleet had nothing else to do: {runs.vehicles} vehicles at one "
            f"time at the most, {runs.rides} rides a week, £{runs.week_pence / 100:,.0f} a week, "
            "taxis included."
        )
    heads = ("When", "Today", "People", "Now", "Training", "Companion", "Door to door")
    return {
        "title": f"{found.venue}: {len(found.choice.chosen)} windows chosen from {found.offered}",
        "sentences": sentences,
        "tables": [["Windows chosen, people a week", heads, [*shared.rows()]]],
    }


def _what_if(inputs: dict[str, Any], tell: Tell) -> dict[str, Any]:
    from transit.batch.venues import VenueDesk

    desk = VenueDesk(
        inputs["register"], Path(inputs["area"]), parameters_dir=_own(inputs), progress=tell
    )
    if inputs["question"] == "best":
        return _best(desk, inputs["venue"], int(inputs["asked"]["most"]))
    return _change(desk, inputs)


def _change(desk: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    from transit.disclosure import Audience
    from transit.sessions.venues import Change, Close, Merge, Move, Open
    from transit.sessions.venues_room import room_sentences
    from transit.sessions.venues_shared import share_outcome
    from transit.sessions.venues_words import RUNG_HEADS, change_words

    question, venue, other = inputs["question"], inputs["venue"], inputs["asked"].get("other", "")
    change: Change = Close(venue)
    where = ""
    if question == "merge":
        change = Merge(venue, other)
    elif question != "close":
        building = desk.building(other)
        where = building.name
        change = Move(venue, building.at, building.venue)
        if question == "open":
            change = Open(building.at, venue, "new venue", where, building.venue)
    found = share_outcome(desk.look(change), Audience.INSIDE, desk.parameters)
    return {
        "title": f"If {change_words(change, desk.places.opportunities, where)}",
        "sentences": [
            *found.sentences(),
            *room_sentences(desk.places, change, desk.known.people.values()),
        ],
        "tables": [
            ["Everybody, by the easiest place of this kind", RUNG_HEADS, [*found.rows()]],
        ],
    }


def _best(desk: Any, like: str, most: int) -> dict[str, Any]:
    from transit.disclosure import Audience, count_words, may_tell

    def worth(people: float) -> str:
        if may_tell(int(people), Audience.INSIDE, desk.parameters):
            return f"{people:.1f}"
        return count_words(int(people), Audience.INSIDE, desk.parameters)

    found = desk.best(like, most)
    order = sorted(range(len(found.buildings)), key=lambda at: (-found.each[at], at))
    proven = "proven" if found.best.is_proven else "not proven, time ran out"
    rows = [
        (
            found.buildings[at].name,
            found.buildings[at].kind.replace("_", " "),
            "chosen" if at in found.best.chosen else "",
            worth(found.each[at]),
            count_words(found.newly[at], Audience.INSIDE, desk.parameters),
            worth(found.confirmed[at]),
        )
        for at in order[:10]
    ]
    return {
        "title": "Where one more venue would help most",
        "sentences": [
            f"Of {len(found.buildings)} buildings the best choice helps {worth(found.best.gain)} "
            f"people ({proven}). Nobody has asked the buildings.",
            "People count by what it is worth that they come more easily. Newly are those who "
            "could come to no such place by themselves today. Both take unknown facts of a "
            "building for fine, the last column takes them for barriers: ask.",
        ],
        "tables": [
            [
                "The ten best buildings",
                ("Building", "What", "Choice", "People", "Newly", "Confirmed"),
                rows,
            ]
        ],
    }


def _own(inputs: dict[str, Any]) -> Path | None:
    own = inputs["parameters_dir"]
    return Path(own) if own else None


if __name__ == "__main__":
    serve_job(answer)
