"""What is noticed while an OpenStreetMap extract is read."""

from collections import Counter
from typing import Final

from transit.model.notice import Notice, Severity

_NOTICES: Final = {
    "missing_nodes": (
        "osm_nodes_missing",
        Severity.WARNING,
        "ways refer to nodes that the extract does not hold; they end there",
        "Cut the extract with complete ways (osmium extract --strategy complete_ways)",
    ),
    "bad_coordinates": (
        "osm_bad_coordinates",
        Severity.WARNING,
        "nodes lie outside the world or have no coordinates; they were left out",
        "Correct them in OpenStreetMap or cut the extract again",
    ),
    "clipped": (
        "osm_way_clipped",
        Severity.INFO,
        "ways were cut at the clip box",
        "Nothing, unless people live at its edge: then make the box larger",
    ),
    "left_out": (
        "osm_way_not_in_use",
        Severity.INFO,
        "ways are proposed, being built or not for people on foot; they were left out",
        "Nothing; they come with an extract made after they open",
    ),
    "ferry": (
        "osm_ferry_left_out",
        Severity.INFO,
        "ferry routes are mapped; they are not walked, and no journey uses them",
        "Give the ferry's timetable as a feed if people need it",
    ),
    "plaza_relation": (
        "osm_plaza_relation_left_out",
        Severity.INFO,
        "plazas are mapped as multipolygon relations whose outline is not closed; only ways mapped "
        "on them are walked",
        "Correct the relation in OpenStreetMap, or map the ways that people take across it",
    ),
    "turn_unread": (
        "osm_turn_restriction_unread",
        Severity.INFO,
        "turn restrictions hold at some times only, go through a way or lack a member; vehicles "
        "are timed as if they were not there",
        "Nothing, unless runs are timed through such a junction: then allow for a longer way",
    ),
}


def osm_notices(counts: Counter[str], file: str) -> tuple[Notice, ...]:
    """Return what was seen in an extract as notices.

    Parameters
    ----------
    counts
        How often each thing was seen.
    file
        The extract's name.

    Returns
    -------
    tuple of Notice
        One for each kind of thing.
    """
    return tuple(
        Notice(code, severity, file, f"{counts[key]} {message}", todo, count=counts[key])
        for key, (code, severity, message, todo) in _NOTICES.items()
        if counts[key]
    )
