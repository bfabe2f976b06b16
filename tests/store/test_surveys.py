"""Observations in the register: kept once, read as told, and the verdicts that they touch."""

import csv
import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_files import write_table
from scored_verdicts import FULL, PLAIN, fill_verdicts

from transit.errors import StoreError
from transit.model.fact import Fact, Source, State
from transit.model.observation import RANGES, SEEN_KINDS, SIGHTS, Measure, Observation, Subject
from transit.model.opportunities import Entrance, Opportunity
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.network.changes import Change, Effect, Reach
from transit.read.observations import read_observations_file
from transit.read.register.observation_rows import ObservationRow
from transit.store import open_store
from transit.store.backup import restore_backup, write_backup
from transit.store.importing import import_files
from transit.store.observed_venues import with_observed_venues
from transit.store.runs import begin_run
from transit.store.scored import RestsOn, Scored
from transit.store.stale import mark_stale
from transit.store.survey_files import write_geojson
from transit.store.surveys import (
    read_observations,
    record_observations,
    remove_observation,
)
from transit.store.verdict_pages import Chosen, read_verdicts
from transit.store.verdicts import count_stale, fresh_hashes, save_verdicts

pytestmark = pytest.mark.slow

DAY = dt.date(2026, 10, 5)
KERB = Observation(
    fact="kerb",
    state=State.NO,
    lat=51.5881,
    lon=-2.9971,
    osm_way=4_000_000_123,
    seen_on=DAY,
    seen_by="trainer 2",
    note='Größe, "high"; both',
    photo="photos/17.jpg",
)
TOILET = Observation(
    fact="accessible_toilet", state=State.YES, opportunity="O1", seen_on=DAY, seen_by="trainer 2"
)
REACH = Reach(1000, 200)


@pytest.fixture
def store(register, files):
    """The register of two people."""
    import_files(register, files)
    opened = open_store(register)
    yield opened
    opened.close()


def test_what_was_told_twice_is_kept_once(store):
    """Read again as it was told, in the order of the dates."""
    earlier = replace(KERB, fact="tactile", seen_on=DAY - dt.timedelta(1))
    assert record_observations(store, [KERB, TOILET, earlier]).added == 3
    again = record_observations(store, [KERB, KERB])
    assert (again.added, again.known) == (0, 1)
    kept = read_observations(store)
    assert kept[0] == earlier
    assert set(kept) == {KERB, TOILET, earlier}
    assert read_observations(store, dt.datetime.now(dt.UTC)) == ()


def test_what_was_a_mistake_is_taken_out(store):
    """By its id; another id is told."""
    record_observations(store, [KERB, TOILET])
    remove_observation(store, KERB.key)
    assert read_observations(store) == (TOILET,)
    with pytest.raises(StoreError, match="no observation"):
        remove_observation(store, KERB.key)


def test_a_backup_holds_verdicts_and_observations(new_register, files, tmp_path):
    """Everything that was scored, decided and seen; new rows are numbered after the old."""
    register, other = new_register(), new_register()
    import_files(register, files)
    opened = open_store(register)
    record_observations(opened, [TOILET])
    fill_verdicts(opened)
    page = read_verdicts(opened)
    opened.close()
    write_backup(register, tmp_path / "b.zip")
    counts = restore_backup(tmp_path / "b.zip", other)
    assert (counts["verdict"], counts["override"], counts["observation"]) == (2, 2, 1)
    opened = open_store(other)
    assert read_verdicts(opened).equals(page)
    assert read_observations(opened) == (TOILET,)
    assert begin_run(opened, "e", "p", asked=0).id == 2
    opened.close()


def verdict(person, rung, sure, *, ways=(), stops=(), routes=()):
    """Return a verdict of one of the two people."""
    own = FULL if person == "P1" else PLAIN
    rests = RestsOn(frozenset(ways), frozenset(stops), frozenset(routes))
    return Scored(replace(own, rung=rung, sure=sure), person, rests)


def stale(store):
    """Return whose verdicts are stale."""
    return read_verdicts(store, Chosen(is_stale=True))["person"].to_list()


# P1 starts at 51.58400, -2.99312 and goes to O1 at 51.588, -2.997; P2 starts at 51.5790, -2.9900
# and goes to O2 at 51.5812, -2.9811. A degree of latitude is 111,195 m.
NEAR_P1 = (51.584 + 400 / 111_195, -2.99312)
NEAR_O2 = (51.5812 - 900 / 111_195, -2.9811)
FAR = (51.70, -2.99)
BOTH = (Rung.NOW, Rung.NOW)
OPEN = (Rung.NOW, Rung.DOOR_TO_DOOR)


@pytest.mark.parametrize(
    ("change", "first", "second", "found"),
    [
        # What rests on the place is stale, whatever happened there.
        (Change(Effect.NONE, *FAR, ways=frozenset({7})), BOTH, BOTH, ["P1"]),
        (Change(Effect.NONE, *FAR, stops=frozenset({"s,2"})), BOTH, BOTH, ["P2"]),
        (Change(Effect.NONE, *FAR, routes=frozenset({"r"})), BOTH, BOTH, ["P1", "P2"]),
        # A place that got worse touches nobody else, however near.
        (Change(Effect.NONE, *NEAR_P1, ways=frozenset({77})), OPEN, OPEN, []),
        # A fact that is settled touches who is near and not confirmed.
        (Change(Effect.SETTLES, *NEAR_P1), OPEN, BOTH, ["P1"]),
        (Change(Effect.SETTLES, *NEAR_P1), BOTH, OPEN, ["P2"]),
        (Change(Effect.SETTLES, *NEAR_P1), BOTH, BOTH, []),
        (Change(Effect.SETTLES, *FAR), OPEN, OPEN, []),
        (Change(Effect.SETTLES, *FAR, between_buses=True), OPEN, BOTH, ["P1"]),
        # A barrier that is gone touches everybody near.
        (Change(Effect.OPENS, *NEAR_O2), BOTH, BOTH, ["P2"]),
        (Change(Effect.OPENS, *FAR), OPEN, OPEN, []),
        (Change(Effect.OPENS, *FAR, between_buses=True), BOTH, BOTH, ["P1", "P2"]),
        # A long edge reaches from its middle.
        (Change(Effect.OPENS, *FAR, half_m=20_000.0), BOTH, BOTH, ["P1", "P2"]),
    ],
)
def test_the_rule_for_stale_verdicts(store, change, first, second, found):
    """P1 (who lives 400 m off, P2 960 m) and P2 (whose venue is 900 m off, O1 1,890 m)."""
    run = begin_run(store, "e", "p", asked=2)
    rows = [
        verdict("P1", *first, ways=(7, 4_000_000_123), routes=("r",)),
        verdict("P2", *second, ways=(777,), stops=("s,2",), routes=("r",)),
    ]
    save_verdicts(store, rows, run)
    assert mark_stale(store, [change], REACH) == len(found)
    assert stale(store) == found
    assert {person for person, *_ in fresh_hashes(store)} == {"P1", "P2"} - set(found)
    assert mark_stale(store, [change], REACH) == 0
    save_verdicts(store, rows, run)
    assert count_stale(store) == 0


def test_a_venue_touches_its_own_verdicts(store):
    """O1 was looked at: P1 goes there."""
    run = begin_run(store, "e", "p", asked=2)
    save_verdicts(store, [verdict("P1", *BOTH), verdict("P2", *BOTH)], run)
    assert mark_stale(store, [], REACH, venues=["O1"]) == 1
    assert stale(store) == ["P1"]


def test_verdicts_are_not_left_behind(store):
    """With verdicts there, an observation without its area is refused and not kept."""
    run = begin_run(store, "e", "p", asked=1)
    save_verdicts(store, [verdict("P1", *BOTH)], run)
    with pytest.raises(StoreError, match="--area"):
        record_observations(store, [KERB])
    assert read_observations(store) == ()


def venue(surveyed_on=None):
    """A venue with one entrance, its toilet known not to be accessible."""
    return Opportunity(
        id="O1",
        name="x",
        kind="x",
        entrances=(Entrance(Position(51.0, -3.0, 1)), Entrance(Position(51.0, -3.1, 1))),
        facts={"accessible_toilet": Fact(State.NO, Source.SURVEYED)},
        surveyed_on=surveyed_on,
    )


def test_a_venue_is_as_it_was_seen():
    """Unless the directory was surveyed later; the door that was looked at is the main one."""
    before = venue(DAY - dt.timedelta(1))
    after = with_observed_venues({"O1": before}, [TOILET, KERB])["O1"]
    assert after.fact("accessible_toilet") == Fact(State.YES, Source.SURVEYED)
    assert before.fact("accessible_toilet").state is State.NO
    later = venue(DAY + dt.timedelta(1))
    assert with_observed_venues({"O1": later}, [TOILET])["O1"] == later
    door = replace(TOILET, fact="step_free_entrance", state=State.NO)
    seen = with_observed_venues({"O1": later}, [door])["O1"]
    assert [way.step_free.state for way in seen.entrances] == [State.NO, State.UNKNOWN]
    assert with_observed_venues({}, [TOILET]) == {}


POINTS = st.floats(-89, 89).map(lambda x: round(x, 4))
TEXTS = st.text(st.characters(categories=("L", "N", "Zs"), max_codepoint=0x2FF), max_size=9).map(
    lambda text: " ".join(text.split())
)


@st.composite
def observations(draw):
    """Anything that can be seen."""
    sight = draw(st.sampled_from(SIGHTS))
    said = {"state": draw(st.sampled_from([State.YES, State.NO]))}
    if sight.measure is Measure.CROSSING:
        said = {"crossing": draw(st.sampled_from(SEEN_KINDS))}
    elif sight.measure is not Measure.STATE:
        low, high = RANGES[sight.measure]
        said = {"number": float(draw(st.integers(int(low), int(high))))}
    ids = {Subject.STOP: "stop_id", Subject.ROUTE: "route", Subject.VENUE: "opportunity"}
    if sight.subject in ids:
        where = {ids[sight.subject]: draw(st.from_regex(r"[A-Za-z0-9]{1,12}", fullmatch=True))}
    else:
        where = {
            "lat": draw(POINTS),
            "lon": draw(POINTS),
            "osm_way": draw(st.none() | st.integers(1, 10**11)),
            "along_m": draw(st.integers(0, 500)),
        }
    uphill = {"uphill_deg": 45.0 * draw(st.integers(0, 7))} if sight.fact == "slope" else {}
    return Observation(
        fact=sight.fact,
        seen_on=draw(st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1))),
        seen_by=draw(TEXTS.filter(bool)),
        note=draw(TEXTS),
        **said,
        **where,
        **uphill,
    )


@given(st.lists(observations(), max_size=5))
def test_geojson_is_read_as_it_was_written(tmp_path_factory, seen):
    """Every kind of thing that can be seen; nothing but its own fields is in the file."""
    path = tmp_path_factory.mktemp("seen") / "seen.geojson"
    once = list({_place(each): each for each in seen}.values())
    assert write_geojson(path, once) == len(once)
    read, faults = read_observations_file(path)
    assert faults == ()
    assert list(read) == once
    assert [each.key for each in read] == [each.key for each in once]
    told = json.loads(path.read_text(encoding="utf-8"))
    assert set(told) == {"type", "features"}
    for feature in told["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert set(feature["properties"]) <= set(ObservationRow.columns()) - {"lat", "lon"}


def _place(seen):
    row = ObservationRow.of(seen)
    return tuple(getattr(row, name) for name in ObservationRow.key)


@given(st.lists(observations(), max_size=5))
def test_a_table_is_read_as_it_was_written(tmp_path_factory, seen):
    """As rows of the template."""
    path = tmp_path_factory.mktemp("seen") / "seen.csv"
    once = list({_place(each): each for each in seen}.values())
    columns = list(ObservationRow.columns())
    rows = [dict(zip(columns, ObservationRow.of(each).texts(), strict=True)) for each in once]
    write_table(path, rows or [dict.fromkeys(columns, "")])
    read, faults = read_observations_file(path)
    assert [fault for fault in faults if fault.row is not None] == []
    assert list(read) == once


def test_geojson_follows_the_standard(tmp_path):
    """RFC 7946: longitude first, no crs, null where there is no point; a stop shows where known."""
    stop = replace(TOILET, fact="shelter", opportunity=None, stop_id="s1")
    write_geojson(tmp_path / "x.geojson", [KERB, TOILET, stop], {"s1": (51.0, -3.0)})
    told = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))
    assert [feature["geometry"] for feature in told["features"]] == [
        {"type": "Point", "coordinates": [-2.9971, 51.5881]},
        None,
        {"type": "Point", "coordinates": [-3.0, 51.0]},
    ]
    read, faults = read_observations_file(tmp_path / "x.geojson")
    assert (faults, read) == ((), (KERB, TOILET, stop))


GOOD = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [-3.0, 51.0]},
    "properties": {"fact": "kerb", "found": "yes", "seen_on": "2026-10-05", "seen_by": "x"},
}


@pytest.mark.parametrize(
    ("harm", "field"),
    [
        ({"geometry": None}, "geometry"),
        ({"geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}, "geometry"),
        ({"geometry": {"type": "Point", "coordinates": ["a", "b"]}}, "geometry"),
        ({"geometry": {"type": "Point", "coordinates": [0.0, 95.0]}}, "lat"),
        ({"properties": None}, "geometry"),
        ({"properties": GOOD["properties"] | {"found": ["yes"]}}, "found"),
        ({"properties": GOOD["properties"] | {"found": "12"}}, "found"),
        ({"properties": GOOD["properties"] | {"fact": "width", "found": "-5"}}, "found"),
        ({"properties": GOOD["properties"] | {"fact": "slope", "found": "5"}}, "uphill"),
        ({"properties": GOOD["properties"] | {"seen_on": 46000}}, "seen_on"),
        ({"properties": GOOD["properties"] | {"seen_by": ""}}, "seen_by"),
        ({"properties": GOOD["properties"] | {"stop_id": "s", "route": "7"}}, "route"),
        ({"properties": GOOD["properties"] | {"stop_id": "s"}}, "fact"),
    ],
)
def test_a_feature_that_is_none_is_told(tmp_path, harm, field):
    """By its number and field; the good one beside it is read."""
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [GOOD, GOOD | harm]}))
    read, faults = read_observations_file(path)
    assert len(read) == 1
    assert [(fault.row, fault.field) for fault in faults] == [(2, field)]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type": "Feature"}', '"x"', "[" * 100_000])
def test_a_file_that_is_no_geojson_is_told(tmp_path, text):
    """One fault, no traceback."""
    (tmp_path / "x.geojson").write_text(text)
    read, faults = read_observations_file(tmp_path / "x.geojson")
    assert read == ()
    assert faults[0].row is None


NAMES = ["type", "features", "geometry", "properties", "coordinates", "fact", "found", "seen_on"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_any_json_is_read_or_told(tmp_path_factory, value):
    """Whatever is in the file, it ends in rows and faults."""
    path = tmp_path_factory.mktemp("any") / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [value]}))
    read, faults = read_observations_file(path)
    assert len(read) + len(faults) > 0


def test_the_template_explains_and_its_example_is_good(templates, tmp_path):
    """It is written with the others, and holds nothing until it is filled in."""
    path = next(path for path in templates if path.name == "observations.csv")
    read, faults = read_observations_file(path)
    assert (read, [fault for fault in faults if fault.row is not None]) == ((), [])
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *_, example = csv.reader(file)
    cells = [cell.removeprefix("# ").removeprefix("e.g. ") for cell in example]
    filled = write_table(tmp_path / "f.csv", [dict(zip(header, cells, strict=True))])
    read, faults = read_observations_file(filled)
    assert faults == ()
    assert read[0].fact == "kerb"
