"""What a verdict says beyond its columns, as JSON that other programs can read too."""

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from transit.errors import StoreError
from transit.model.abilities import Lessons, Level
from transit.model.fact import State
from transit.model.verdict import About, Direction, Finding, Gap, Verdict

VERSION: Final = 1
"""Of the JSON. What is read must be of this version, or be scored again."""

_FINDINGS: Final = ("reasons", "checks", "conditions", "unmet")


class Detail(NamedTuple):
    """The parts of a verdict that are kept as JSON; names as in a verdict."""

    gaps: tuple[Gap, ...]
    reasons: tuple[Finding, ...]
    checks: tuple[Finding, ...]
    conditions: tuple[Finding, ...]
    unmet: tuple[Finding, ...]
    boards: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    """When each bus is boarded, out and back."""


def write_detail(verdict: Verdict) -> str:
    """Return a verdict's gaps, findings and boardings as JSON; what is as usual is left out.

    Parameters
    ----------
    verdict
        The verdict.

    Returns
    -------
    str
        Equal for equal verdicts.
    """
    made: dict[str, Any] = {"v": VERSION}
    if verdict.gaps:
        made["gaps"] = [_gap_cells(gap) for gap in verdict.gaps]
    for name in _FINDINGS:
        found = getattr(verdict, name)
        if found:
            made[name] = [_finding_cells(each) for each in found]
    boards = [() if way is None else way.boards_s for way in (verdict.out, verdict.back)]
    if any(boards):
        made["boards"] = boards
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def read_detail(text: str) -> Detail:
    """Return gaps, findings and boardings from JSON.

    Parameters
    ----------
    text
        What :func:`write_detail` made.

    Returns
    -------
    Detail
        The same as were written.

    Raises
    ------
    StoreError
        It was written by a version of transit that kept them otherwise.
    """
    kept = json.loads(text)
    if kept.get("v") != VERSION:
        raise StoreError("a verdict was kept by another version of transit; score the register")
    out, back = map(tuple, kept.get("boards", ((), ())))
    return Detail(
        tuple(_gap(each) for each in kept.get("gaps", ())),
        **{name: tuple(map(_finding, kept.get(name, ()))) for name in _FINDINGS},
        boards=(out, back),
    )


def _gap_cells(gap: Gap) -> dict[str, Any]:
    cells = {
        "skill": gap.skill,
        "needed": int(gap.needed),
        "has": None if gap.has is None else int(gap.has),
        "trainable": gap.trainable.name.lower(),
        "lessons": [gap.lessons.low, gap.lessons.high],
        "kind": gap.kind,
        "detail": gap.detail,
        "direction": gap.direction,
        "place": gap.place,
    }
    kept = {name: value for name, value in cells.items() if value not in (None, "")}
    return kept if gap.count == 1 else kept | {"count": gap.count}


def _gap(cells: dict[str, Any]) -> Gap:
    return Gap(
        skill=cells["skill"],
        needed=Level(cells["needed"]),
        has=Level(cells["has"]) if "has" in cells else None,
        trainable=State[cells["trainable"].upper()],
        lessons=Lessons(*cells["lessons"]),
        kind=cells.get("kind", ""),
        detail=cells.get("detail", ""),
        direction=_direction(cells),
        place=cells.get("place", ""),
        count=cells.get("count", 1),
    )


def _finding_cells(found: Finding) -> dict[str, Any]:
    cells: dict[str, Any] = {"code": found.code, "about": found.about}
    if found.values:
        cells["values"] = dict(found.values)
    if found.direction is not None:
        cells["direction"] = found.direction
    return cells


def _finding(cells: dict[str, Any]) -> Finding:
    return Finding(
        code=cells["code"],
        about=About(cells["about"]),
        values=cells.get("values", {}),
        direction=_direction(cells),
    )


def _direction(cells: dict[str, Any]) -> Direction | None:
    return Direction(cells["direction"]) if "direction" in cells else None


def write_texts(texts: Iterable[str]) -> str:
    """Return ids or names as JSON.

    Parameters
    ----------
    texts
        In their order.

    Returns
    -------
    str
        A list.
    """
    return json.dumps(list(texts), ensure_ascii=False, separators=(",", ":"))
