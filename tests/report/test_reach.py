"""The map of wards in the review pack: what the table tells, and no more."""

from dataclasses import replace

import numpy as np
import shapely

from tests.report.packs import PARAMETERS, evidence, reach, travellers
from transit.disclosure import Audience
from transit.plan.booklet import Grid, Plate
from transit.read.boundaries import Boundaries
from transit.report.counts import protected_counts
from transit.report.evidence import CoverageEvidence
from transit.report.reach import reach as told_reach
from transit.report.teller import Teller

WARDS = Boundaries(
    "wards.geojson",
    ("W1", "W2", "W3"),
    ("Malpas", "Alway", "Empty"),
    np.array([shapely.box(at, 51, at + 1, 52) for at in (-4, -3, -2)], object),
)


def told(coverage: CoverageEvidence) -> tuple[Teller, list[object]]:
    """Return the blocks of what wards reach, for the public."""
    people = sum(row.people for row in coverage.rows)
    some = travellers()[:people]
    made = evidence(coverage=coverage, scenario=None, people=people, travellers=some)
    counts = protected_counts(made, Audience.PUBLIC, PARAMETERS)
    teller = Teller(made, counts, Audience.PUBLIC, PARAMETERS)
    return teller, list(told_reach(teller))


def test_the_map_shows_the_means_that_the_table_tells() -> None:
    """Malpas is shaded, Alway's mean is kept back and nobody lives in Empty: both are hatched."""
    teller, blocks = told(replace(reach(), boundaries=WARDS))
    plate = next(block for block in blocks if isinstance(block, Plate))
    assert "1 Malpas, 3.2; 2 Alway, not given." in plate.picture.alt
    svg = teller.pictures["wards"].content.decode()
    fills = [part.split('"')[1] for part in svg.split("fill=")[1:] if "url" in part or "#" in part]
    # The pattern is also what the key shows of it.
    assert sum(each.startswith("url(") for each in fills) == 3
    assert "7.5" not in svg and "Alway" in svg
    table = next(block for block in blocks if isinstance(block, Grid))
    assert table.rows[0] == ("1", "Malpas", "35", "10", "3.2")


def test_where_no_mean_may_be_told_there_is_no_map() -> None:
    """A map of hatched wards would say nothing; without boundaries nothing is said of one."""
    few = tuple(replace(row, people=2, nothing=1) for row in reach().rows[:2])
    for areas, said in ((WARDS, True), (None, False)):
        teller, blocks = told(replace(reach(), rows=few, boundaries=areas))
        assert not any(isinstance(block, Plate) for block in blocks)
        assert "wards" not in teller.pictures
        assert ("no map of the wards" in repr(blocks)) == said
