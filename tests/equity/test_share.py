"""What is handed on: no small group, neither as count nor as mean, nor to be worked out."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transit.disclosure.rules import Audience
from transit.equity.coverage import Coverage
from transit.equity.groups import group_table
from transit.equity.reach import ALL_KINDS, ANY_TIME, Level
from transit.equity.share import Measure, share_coverage, share_held_back, share_venues
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
FEWEST = {Audience.INSIDE: 5, Audience.PUBLIC: 10}


def coverage(reached, groups, fifths=None):
    """Coverage of people p0, p1, … who reach so many places and belong to these groups."""
    people = [f"p{n}" for n in range(len(reached))]
    rows = [
        (who, ANY_TIME, level.value, ALL_KINDS, places, 45)
        for who, places in zip(people, reached, strict=True)
        for level in Level
    ]
    frame = pl.DataFrame(
        rows, schema=["person", "band", "level", "kind", "places", "minutes"], orient="row"
    )
    empty = pl.DataFrame()
    return Coverage(
        people=tuple(people),
        bands=(),
        limits=(45,),
        places=frame,
        gravity=empty,
        gaps=None,
        groups=group_table(
            {
                name: dict(zip(people, own, strict=True))
                for name, own in (("ward", groups), ("fifth", fifths))
                if own
            },
            people,
        ),
        labels={},
        venues=empty,
        sessions=empty,
        held_back=empty,
    )


def test_a_small_ward_and_one_beside_it_are_not_told():
    """Of wards of 40, 20 and 3 the 20 is hidden too, or the 3 could be worked out."""
    found = coverage([1] * 40 + [2] * 20 + [6] * 3, ["A"] * 40 + ["B"] * 20 + ["C"] * 3)
    told = share_coverage(found, Measure(level=Level.NOW), Audience.PUBLIC, PARAMETERS)
    rows = {row.group: row for row in told.of("ward")}
    assert rows["A"].mean == 1.0
    assert rows["C"].mean is None and rows["C"].hidden
    assert rows["B"].mean is None
    assert "3" not in {row.people for row in told.rows}


def test_the_mean_of_a_ward_where_nobody_reaches_anything_needs_the_count():
    """A mean of 0 would say what the hidden count does not."""
    found = coverage([0] * 12 + [1] * 30 + [0] * 2, ["A"] * 12 + ["B"] * 32)
    told = share_coverage(found, Measure(), Audience.INSIDE, PARAMETERS)
    for row in told.rows:
        if row.mean == 0.0:
            assert row.nothing.replace(",", "").isdigit()


def test_a_mean_does_not_tell_the_hidden_count_of_who_reaches_nothing():
    """18 of 20 reach the one place there is: 0.9 times 20 would say that 2 reach nothing."""
    found = coverage([0] * 2 + [1] * 18 + [0] * 15 + [1] * 15, ["A"] * 20 + ["B"] * 30)
    told = share_coverage(found, Measure(), Audience.INSIDE, PARAMETERS)
    rows = {row.group: row for row in told.rows}
    assert not rows["A"].nothing.isdigit()
    assert all(row.nothing.isdigit() or row.mean is None for row in told.rows)


def test_a_mean_above_one_leaves_it_open_who_reaches_nothing():
    """20 people with 54 places, three at the most: at least 18 reach some, at most 2 nothing.

    With eight places to reach, 7 reach some at least: from 0 to 13 nothing.
    """
    others = [0] * 15 + [1] * 15
    wards = ["A"] * 20 + ["B"] * 30
    few = coverage([0] * 2 + [3] * 18 + others, wards)
    many = coverage([0] * 2 + [3] * 18 + [*others[:-1], 8], wards)
    means = [
        {row.group: row.mean for row in share_coverage(each, Measure(), Audience.INSIDE,
                                                       PARAMETERS).of("ward")}["A"]
        for each in (few, many)
    ]  # fmt: skip
    assert means == [None, 2.7]


@pytest.mark.parametrize("crossing", [0, 1])
def test_wards_are_not_taken_from_the_fifth_that_they_lie_in(crossing):
    """Fifth 1 is wards A, B and C, of 2, 20 and 20: told with B and C it would tell A.

    The same where one of A lives in fifth 2: fifth 1 less B and C would be the other one.
    """
    wards = ["A"] * 2 + ["B"] * 20 + ["C"] * 20 + ["X"] * 3 + ["Y"] * 30
    fifths = ["2"] * crossing + ["1"] * (42 - crossing) + ["2"] * 33
    reached = [n % 2 * 2 for n in range(75)]
    told = share_coverage(coverage(reached, wards, fifths), Measure(), Audience.INSIDE, PARAMETERS)
    rows = {row.group: row for row in told.rows}
    for field in ("people", "nothing", "mean"):
        shown = [getattr(rows[group], field) for group in ("1", "B", "C")]
        assert not all(each is not None and str(each)[0].isdigit() for each in shown)


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(0, 2)), min_size=1, max_size=60),
    st.sampled_from(list(Audience)),
)
def test_what_is_left_when_told_means_are_taken_away_is_nobody_or_enough(people, audience):
    """Everybody's mean less those told leaves no group under the threshold, in any grouping."""
    wards, reached = zip(*people, strict=True)
    told = share_coverage(coverage(reached, wards), Measure(), audience, PARAMETERS)
    rows = told.of("ward")
    left = sum(wards.count(row.group) for row in rows if row.mean is None)
    everybody = told.of("everybody")[0].mean is not None
    zero_means = [row for row in rows if row.hidden and row.mean is None]
    assert all(wards.count(row.group) >= FEWEST[audience] for row in rows if row.mean is not None)
    if everybody and left:
        hidden_zero = all(sum(n for w, n in people if w == row.group) == 0 for row in zero_means)
        assert left >= FEWEST[audience] or hidden_zero


def test_places_that_hold_few_back_are_left_out_and_venues_tell_no_small_count():
    """Of 12, 9 and 4 people: the first in public, two inside; a venue's 2 is words."""
    held = pl.DataFrame(
        [("cross", "", place, people, 20) for place, people in
         (("High Street", 12), ("Mill", 9), ("Ash Road", 4))],
        schema=["kind", "detail", "place", "people", "journeys"],
        orient="row",
    )  # fmt: skip
    inside = share_held_back(held, Audience.INSIDE, PARAMETERS, 10)
    assert [place for _, _, place, _ in inside] == ["High Street", "Mill"]
    public = share_held_back(held, Audience.PUBLIC, PARAMETERS, 10)
    assert [place for _, _, place, _ in public] == ["High Street"]
    venues = pl.DataFrame(
        {"opportunity": ["O1"], "now": [2], "with_training": [30], "with_companion": [20],
         "door_to_door": [0], "people": [52]}
    )  # fmt: skip
    told = share_venues(venues, "opportunity", Audience.INSIDE, PARAMETERS)["O1"]
    assert not told["now"].isdigit()


@pytest.mark.parametrize("audience", list(Audience))
def test_nobody_is_named(audience):
    """No row of what is handed on holds an id."""
    found = coverage([1] * 40, ["A"] * 40)
    told = share_coverage(found, Measure(), audience, PARAMETERS)
    assert not any(f"p{n}" == text for n in range(40) for row in told.rows
                   for text in (row.group, row.label, row.people, row.nothing))  # fmt: skip
