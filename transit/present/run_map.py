"""Runs on a map: a colour, a dash and a letter each."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, cast

from transit.fleet.day_part import PlannedPart
from transit.model.vehicles import Depot, Vehicle
from transit.present.maps import LegendEntry, LineKind, MapContent, MapLine, MapPoint, PointKind
from transit.present.run_bases import bases_of
from transit.present.run_tables import StopLine, letter_of, stop_lines

N_STYLES: Final = 12
"""Colours and dashes together: beyond them the letter alone tells runs apart."""

SHARED: Final = "run-several"
"""The sign of a place at which several runs stop."""

BASE: Final = "base"
"""The sign of a place from which runs leave."""

_SIGN: Final = "⌂"

_MOST_LETTERS: Final = 3
"""More runs at one place are counted in its sign, and named in its words."""

_ABOVE: Final = (0, -30)
"""A base stands so many pixels above the sign of runs that stop there."""


def run_map(
    part: PlannedPart, fleet: Iterable[Vehicle], only: str | None = None
) -> tuple[MapContent, list[LegendEntry]]:
    """Return the runs of a part of a day for a map.

    Parameters
    ----------
    part
        The part.
    fleet
        The vehicles, which know their depots.
    only
        Letter of the one run to show; None for all.

    Returns
    -------
    content : MapContent
        Straight lines from stop to stop, and a sign at each stop and at each base from which one
        of the runs leaves.
    legend : list of LegendEntry
        What the signs mean.
    """
    lines, legend = [], []
    leaving: dict[Depot, list[str]] = {}
    bases = bases_of(part, fleet)
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
        if (base := bases[at]) is not None:
            leaving.setdefault(base, []).append(letter)
    points = tuple(_signs(shown, numbered=only is not None))
    if any(point.kind == SHARED for point in points):
        legend.append(LegendEntry("A B", SHARED, "several runs stop here"))
    if leaving:
        legend.append(LegendEntry(_SIGN, BASE, _bases_word([base.name for base in leaving])))
    stopped = {(point.lat, point.lon) for point in points}
    return MapContent(tuple(lines), (*_bases(leaving, stopped), *points)), legend


def _bases(
    leaving: Mapping[Depot, Sequence[str]], stopped: Collection[tuple[float, float]]
) -> Iterator[MapPoint]:
    """Give a sign for each place with a base; it names the runs that leave there."""
    here: dict[tuple[float, float], list[str]] = {}
    for base, letters in leaving.items():
        runs = "run" if len(letters) == 1 else "runs"
        told = f"Base {base.name}: {runs} {', '.join(letters)}"
        here.setdefault((base.at.lat, base.at.lon), []).append(told)
    for place, said in here.items():
        yield MapPoint(BASE, _SIGN, "; ".join(said), *place, _ABOVE if place in stopped else (0, 0))


def _bases_word(names: Sequence[str]) -> str:
    return ("base: " if len(names) == 1 else "bases: ") + ", ".join(names)


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
