"""Runs on a map: a colour, a dash and a letter each."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, cast

from transit.fleet.day_part import PlannedPart
from transit.present.maps import LegendEntry, LineKind, MapContent, MapLine, MapPoint, PointKind
from transit.present.run_tables import StopLine, letter_of, stop_lines

N_STYLES: Final = 12
"""Colours and dashes together: beyond them the letter alone tells runs apart."""

SHARED: Final = "run-several"
"""The sign of a place at which several runs stop."""

_MOST_LETTERS: Final = 3
"""More runs at one place are counted in its sign, and named in its words."""


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
    lines, legend = [], []
    shown: list[tuple[PointKind, StopLine]] = []
    stops = [*stop_lines(part)]
    for at, run in enumerate(part.plan.runs):
        letter = letter_of(at)
        if only not in (None, letter):
            continue
        style = f"run-{at % N_STYLES}"
        own = [stop for stop in stops if stop.letter == letter]
        # A place may be passed more than once: only stops that follow each other there are one.
        places = tuple(place for place, _ in groupby((stop.lat, stop.lon) for stop in own))
        lines.append(MapLine(cast("LineKind", style), places, letter))
        shown += [(cast("PointKind", style), stop) for stop in own]
        legend.append(LegendEntry(letter, style, part.problem.vehicles[run.vehicle].id))
    points = tuple(_signs(shown, numbered=only is not None))
    if any(point.kind == SHARED for point in points):
        legend.append(LegendEntry("A B", SHARED, "several runs stop here"))
    return MapContent(tuple(lines), points), legend


def _signs(shown: Iterable[tuple[PointKind, StopLine]], *, numbered: bool) -> Iterator[MapPoint]:
    """Give a sign for each place: of a run, or one that names all runs which stop there."""
    here: dict[tuple[float, float], list[tuple[PointKind, StopLine]]] = {}
    for kind, stop in shown:
        here.setdefault((stop.lat, stop.lon), []).append((kind, stop))
    for place, stops in here.items():
        (kind, first), letters = stops[0], list(dict.fromkeys(stop.letter for _, stop in stops))
        label = "; ".join(
            f"Run {letter}: "
            + ", ".join(f"{stop.what} {stop.person}" for _, stop in stops if stop.letter == letter)
            for letter in letters
        )
        if len(letters) > 1:
            many = f"{len(letters)} runs" if len(letters) > _MOST_LETTERS else " ".join(letters)
            yield MapPoint(SHARED, many, label, *place)
        else:
            mark = f"{first.letter}{first.number}" if numbered else first.letter
            yield MapPoint(kind, mark, label, *place)
