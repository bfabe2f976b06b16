"""What wards and deprivation fifths reach: tables, and a map of the wards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from transit.equity.groups import WARD
from transit.plan.booklet import Block
from transit.present.area_map import area_content, area_legend, area_svg
from transit.read.boundaries import Boundaries
from transit.report.counts import place_key
from transit.report.evidence import Reach
from transit.report.teller import Teller

_MAP_MM: Final = 110


def reach(teller: Teller) -> tuple[Block, ...]:
    """Tell what wards and deprivation fifths reach; means only where the counts are told.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    tuple of Block
        A table a grouping, with a map of the wards; or how to have them.
    """
    review = teller.lines(teller.say("equality", "review"))
    coverage = teller.evidence.coverage
    if coverage is None:
        return teller.lines(teller.say("equality", "coverage")), review
    blocks: list[Block] = [teller.lines(teller.say("equality", "reach", minutes=coverage.minutes))]
    for grouping in dict.fromkeys(row.grouping for row in coverage.rows):
        own = [row for row in coverage.rows if row.grouping == grouping]
        if grouping == WARD and coverage.boundaries is not None:
            blocks.append(_map(teller, own, coverage.boundaries))
        rows = [(str(at), *_cells(teller, row)) for at, row in enumerate(own, start=1)]
        names = ("number", grouping, "lives", "nothing", "places")
        heads = [teller.say("rows", name) for name in names]
        title = teller.say("equality", f"by_{grouping}")
        source = teller.from_register
        blocks += teller.table(title, heads, rows, source=source, widths=(1, 4, 2, 2, 3))
    return (*blocks, teller.lines(*teller.told.notes()), review)


def _map(teller: Teller, rows: Sequence[Reach], areas: Boundaries) -> Block:
    """Draw the wards, shaded by what may be told, each with its number in the table."""
    means = {row.group: _mean(teller, row) for row in rows if row.group in areas.codes}
    if all(mean is None for mean in means.values()):
        return teller.lines(teller.say("equality", "no_means"))
    numbers = {row.group: str(at) for at, row in enumerate(rows, start=1)}
    content = area_content(areas, means, {})
    points = (
        replace(point, text=numbers.get(code, ""))
        for code, point in zip(areas.codes, content.points, strict=True)
    )
    content = replace(content, points=tuple(points))
    legend = area_legend(_of_all(areas, means), teller.say("equality", "places_each"))
    said = "; ".join(
        teller.say("equality", "ward", number=numbers[row.group], name=row.label, places=places)
        for row in rows
        if row.group in means
        for places in _cells(teller, row)[-1:]
    )
    alt = teller.say("equality", "map", wards=said)
    return teller.plate("wards", area_svg(content, alt, legend=legend).encode(), alt, _MAP_MM)


def _of_all(areas: Boundaries, means: Mapping[str, float | None]) -> dict[str, float | None]:
    """Return means by ward, none for those in which nobody of the register lives."""
    return {code: means.get(code) for code in areas.codes}


def _cells(teller: Teller, row: Reach) -> tuple[str, ...]:
    lives, nothing = teller.told[place_key(row)], teller.told[place_key(row, "nothing")]
    mean = _mean(teller, row)
    said = teller.say("pack", "not_given") if mean is None else f"{mean:.1f}"
    return row.label or teller.say("rows", "elsewhere"), lives.words, nothing.words, said


def _mean(teller: Teller, row: Reach) -> float | None:
    """Return places a person; none where it may say how many of them reach nothing."""
    lives, nothing = teller.told[place_key(row)], teller.told[place_key(row, "nothing")]
    shown = lives.value is not None and nothing.value is not None and teller.may_tell(row.people)
    return row.mean if shown else None
