"""Reach from verdicts: by hand on a handful of them, and what must hold of any."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from transit.equity.gap import gap_places
from transit.equity.groups import by_group, gap_by_group, group_table
from transit.equity.reach import (
    ALL_KINDS,
    ANY_TIME,
    Level,
    best_times,
    count_places,
    gravity,
    times_of,
)
from transit.equity.venues import people_by_rung
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday

KINDS = {"O1": "library", "O2": "library", "O3": "gym"}
PLACES = {
    key: Opportunity(id=key, name=key, kind=kind, entrances=(Entrance(Position(52.0, -1.0, 1)),))
    for key, kind in KINDS.items()
}
BANDS = pl.DataFrame(
    [(f"S{n}", band) for n in (1, 2, 3, 4) for band in (ANY_TIME, "early" if n < 3 else "late")],
    schema=["session", "band"],
    orient="row",
)
OF = {"S1": "O1", "S2": "O2", "S3": "O3", "S4": "O1"}
TIMES = {
    "person": pl.String, "opportunity": pl.String, "session": pl.String, "rung": pl.Int8,
    "sure": pl.Int8, "minutes": pl.Float64, "perceived": pl.Float64,
}  # fmt: skip


def times(*rows):
    """Rows of person, session, rung, sure and minutes; perceived minutes are twice those."""
    full = [
        (who, OF[what], what, rung, sure, took, None if took is None else 2 * took)
        for who, what, rung, sure, took in rows
    ]
    return pl.DataFrame(full, schema=TIMES, orient="row")


def places(frame, **chosen):
    """Places by person."""
    found = frame.filter(**({"band": ANY_TIME, "kind": ALL_KINDS} | chosen))
    return dict(zip(found["person"], found["places"], strict=True))


HAND = times(
    ("A", "S1", 0, 0, 40.0), ("A", "S4", 1, 1, 20.0), ("A", "S2", 0, 2, 50.0),
    ("A", "S3", 2, 3, 30.0), ("B", "S1", 3, 3, None), ("B", "S3", 1, 3, 60.0),
)  # fmt: skip


def test_places_count_once_on_each_level_within_each_limit():
    """A gets to O1 alone in 40 minutes, after training in 20; B to O3 after training in 60."""
    found = count_places(best_times(HAND, BANDS, PLACES), ["A", "B"], [30, 45, 60])
    assert places(found, level="now", minutes=45) == {"A": 1, "B": 0}
    assert places(found, level="now", minutes=60) == {"A": 2, "B": 0}
    assert places(found, level="now_confirmed", minutes=60) == {"A": 1, "B": 0}
    assert places(found, level="with_training", minutes=30) == {"A": 1, "B": 0}
    assert places(found, level="with_companion", minutes=60) == {"A": 3, "B": 1}
    assert places(found, level="with_training", minutes=60, band="late") == {"A": 1, "B": 1}
    assert places(found, level="now", minutes=60, kind="library") == {"A": 2}


def test_a_place_counts_half_at_the_half_way_mark():
    """A alone now: O1 at 80 perceived minutes and O2 at 100; halved every 20, 1/16 and 1/32."""
    found = gravity(best_times(HAND, BANDS, PLACES), ["A", "B"], 20)
    by_person = dict(found.filter(band=ANY_TIME, level="now").select("person", "gravity").rows())
    assert by_person == {"A": 1 / 16 + 1 / 32, "B": 0.0}


def test_groups_have_means_and_those_with_nothing():
    """One of two reaches two places: a mean of 1; of single kinds no median is told."""
    found = count_places(best_times(HAND, BANDS, PLACES), ["A", "B"], [60])
    groups = group_table({"ward": {"A": "W1"}}, ["A", "B"])
    table = by_group(found, groups).filter(band=ANY_TIME, level="now")
    rows = table.filter(kind=ALL_KINDS).select("grouping", "group", "people", "mean", "nothing")
    assert rows.rows() == [
        ("everybody", "everybody", 2, 1.0, 1),
        ("ward", "", 1, 0.0, 1),
        ("ward", "W1", 1, 2.0, 0),
    ]
    library = table.filter(kind="library", grouping="everybody").row(0, named=True)
    assert (library["mean"], library["nothing"], library["median"]) == (1.0, 1, None)


def test_the_gap_is_the_quotient_of_means():
    """2 and 0 places where 3 and 1 could be reached: 2 of 4, a half."""
    own = count_places(best_times(HAND, BANDS, PLACES), ["A", "B"], [60])
    able = times(*((who, what, 0, 0, 10.0) for who, what in
                   [("A", "S1"), ("A", "S2"), ("A", "S3"), ("B", "S3")]))  # fmt: skip
    theirs = count_places(best_times(able, BANDS, PLACES), ["A", "B"], [60])
    found = gap_by_group(gap_places(own, theirs), group_table({}, ["A", "B"]))
    row = found.filter(band=ANY_TIME, level="now").row(0, named=True)
    assert (row["places"], row["reference"], row["ratio"]) == (1.0, 2.0, 0.5)


def test_a_venue_counts_each_person_once_at_their_best():
    """A is at O1 on the rung now, B door to door: two people, one each."""
    found = people_by_rung(HAND, "opportunity").row(0, named=True)
    assert found == {
        "opportunity": "O1", "now": 1, "with_training": 0, "with_companion": 0,
        "door_to_door": 1, "people": 2,
    }  # fmt: skip


def test_a_decision_goes_before_the_verdict_and_waiting_counts():
    """10:00 to 12:00, leaving at 9:12 and home at 12:50: 50 minutes; a practitioner said no."""
    held = Session(
        id="S1", opportunity="O1", activity="", days=(Weekday.MON,), start_s=36_000, end_s=43_200
    )
    words = pl.Enum([rung.word for rung in Rung])
    row = {
        "person": "A", "opportunity": "O1", "session": "S1", "rung": "now", "sure": "now",
        "out_leave_s": 33_120, "out_arrive_s": 35_000, "out_burden_s": 1_200,
        "back_leave_s": 43_300, "back_arrive_s": 46_200, "back_burden_s": 2_400,
    }  # fmt: skip
    rows = [row | {"place": 0, "override_rung": said} for said in (None, "door_to_door")]
    frame = pl.DataFrame([*rows, row | {"place": 1, "override_rung": None}]).with_columns(
        pl.col("rung", "sure", "override_rung").cast(words)
    )
    found = times_of(frame, {"S1": held})
    assert found["minutes"].to_list() == [50.0, 50.0]
    assert found["perceived"].to_list() == [40.0, 40.0]
    assert found["rung"].to_list() == [0, 3]


CASES = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.sampled_from(sorted(OF)), st.integers(0, 3), st.integers(0, 3),
        st.none() | st.floats(1, 90),
    ).map(lambda row: (row[0], row[1], row[2], max(row[2], row[3]), row[4])),
    max_size=12,
)  # fmt: skip


@given(CASES)
def test_reach_never_shrinks_with_level_or_minutes(rows):
    """More help, more minutes or the whole week never take a place away."""
    best = best_times(times(*rows), BANDS, PLACES)
    found = count_places(best, ["A", "B"], [30, 60]).filter(kind=ALL_KINDS)
    counts = {row[:4]: row[4] for row in
              found.select("person", "band", "level", "minutes", "places").rows()}  # fmt: skip
    levels = [level.value for level in Level]
    for (who, band, level, minutes), count in counts.items():
        assert count <= counts[who, band, level, 60]
        assert count <= counts[who, band, levels[-1], minutes]
        assert count <= counts[who, ANY_TIME, level, minutes]
        if level != levels[0]:
            assert count >= counts[who, band, levels[levels.index(level) - 1], minutes]
