"""Runs on a map: a colour, a dash and a letter each."""

from typing import Final, cast

from transit.fleet.day_part import PlannedPart
from transit.present.maps import LegendEntry, LineKind, MapContent, MapLine, MapPoint, PointKind
from transit.present.run_tables import letter_of, stop_lines

N_STYLES: Final = 12
"""Colours and dashes together: beyond them the letter alone tells runs apart."""


def run_map(part: PlannedPart, only: str | None = None) -> tuple[MapContent, list[LegendEntry]]:
    """Return the runs of a part of a day for a map.

    Parameters
    ----------
    part
        The part.
    only
        Letter of the one run to show; None for all.

    Returns
    -------
    content : MapContent
        Straight lines from stop to stop, and a sign at each stop.
    legend : list of LegendEntry
        What the signs mean.
    """
    lines, points, legend = [], [], []
    stops = [*stop_lines(part)]
    for at, run in enumerate(part.plan.runs):
        letter = letter_of(at)
        if only not in (None, letter):
            continue
        style = f"run-{at % N_STYLES}"
        own = [stop for stop in stops if stop.letter == letter]
        vehicle = part.problem.vehicles[run.vehicle].id
        places = tuple(dict.fromkeys((stop.lat, stop.lon) for stop in own))
        lines.append(MapLine(cast("LineKind", style), places, letter))
        for place in places:
            here = [stop for stop in own if (stop.lat, stop.lon) == place]
            what = ", ".join(f"{stop.what} {stop.person}" for stop in here)
            first, kind = here[0], cast("PointKind", style)
            mark = f"{letter}{first.number}" if only else letter
            points.append(MapPoint(kind, mark, f"Run {letter}: {what}", *place))
        legend.append(LegendEntry(letter, style, vehicle))
    return MapContent(tuple(lines), tuple(points)), legend
