"""A verdict as it is saved: with what it was made from, and with the places it rests on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from transit.model.abilities import Lessons
from transit.model.verdict import Verdict, Way
from transit.store.verdict_detail import read_detail, write_detail, write_texts

_IN_DETAIL = ("boards_s",)
_WAY = tuple(name for name in Way.__dataclass_fields__ if name not in _IN_DETAIL)


@dataclass(frozen=True, slots=True)
class RestsOn:
    """Everything outside that a verdict would not stand without.

    That is what the journeys use that show its ``rung`` and its ``sure``, and those by which its
    reasons were found.

    Parameters
    ----------
    ways
        Ids of OpenStreetMap ways walked on or crossed.
    stops
        Ids of stops boarded, got off at or waited at.
    routes
        Ids of bus routes ridden, as in the timetable.
    """

    ways: frozenset[int] = frozenset()
    stops: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scored:
    """A verdict to be saved.

    Parameters
    ----------
    verdict
        The verdict.
    input_hash
        Same for equal inputs: the person's routing profiles and start place, the session, the
        venue, the map's edition and the parameters. Observations are not among them: what they
        change is marked stale instead.
    rests_on
        What it would not stand without.
    """

    verdict: Verdict
    input_hash: str
    rests_on: RestsOn = RestsOn()


def row_of(scored: Scored) -> dict[str, Any]:
    """Return a verdict's columns, but for those of the run.

    Parameters
    ----------
    scored
        The verdict.

    Returns
    -------
    dict
        Values by column.
    """
    verdict, rests = scored.verdict, scored.rests_on
    lessons = verdict.lessons
    return {
        "person_id": verdict.person,
        "place": verdict.place,
        "session_id": verdict.session,
        "opportunity_id": verdict.opportunity,
        "rung": verdict.rung,
        "sure": verdict.sure,
        "fit": verdict.fit,
        "lessons_low": lessons.low if lessons else None,
        "lessons_high": lessons.high if lessons else None,
        "main_reason": verdict.reasons[0].code if verdict.reasons else "",
        **_way_cells("out", verdict.out),
        **_way_cells("back", verdict.back),
        "detail": write_detail(verdict),
        "rests_ways": " ".join(map(str, sorted(rests.ways))),
        "rests_stops": write_texts(sorted(rests.stops)),
        "rests_routes": write_texts(sorted(rests.routes)),
        "input_hash": scored.input_hash,
    }


def verdict_of(row: Any) -> Verdict:
    """Return the verdict that a row holds.

    Parameters
    ----------
    row
        Row of the table of verdicts.

    Returns
    -------
    Verdict
        As it was saved.
    """
    detail = read_detail(row.detail)._asdict()
    out, back = detail.pop("boards")
    lessons = None if row.lessons_low is None else Lessons(row.lessons_low, row.lessons_high)
    return Verdict(
        person=row.person_id,
        place=row.place,
        opportunity=row.opportunity_id,
        session=row.session_id,
        rung=row.rung,
        sure=row.sure,
        out=_way("out", row, out),
        back=_way("back", row, back),
        lessons=lessons,
        fit=row.fit,
        **detail,
    )


def way_columns(direction: str) -> Iterable[str]:
    """Return the names of the columns of one journey.

    Parameters
    ----------
    direction
        ``out`` or ``back``.

    Returns
    -------
    iterable of str
        In the order of a way's fields.
    """
    return [f"{direction}_{name}" for name in _WAY]


def _way_cells(direction: str, way: Way | None) -> dict[str, Any]:
    if way is None:
        return dict.fromkeys(way_columns(direction))
    cells = {f"{direction}_{name}": getattr(way, name) for name in _WAY}
    cells[f"{direction}_lines"] = write_texts(way.lines)
    return cells


def _way(direction: str, row: Any, boards_s: tuple[int, ...]) -> Way | None:
    cells = {name: getattr(row, f"{direction}_{name}") for name in _WAY}
    if cells["leave_s"] is None:
        return None
    cells["lines"] = tuple(json.loads(cells["lines"]))
    return Way(**cells, boards_s=boards_s)
