"""An area as people saw it: what they saw goes before the map, there and nowhere else."""

import datetime as dt
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lanes import DAY, LANE, PATH, build_lanes, seen

from transit.errors import InputError
from transit.model.fact import Fact, Source, State, decode
from transit.model.observation import SIGHTS, Observation, Subject
from transit.model.streets import CrossingKind, EdgeKind
from transit.network.area import Area
from transit.network.observed import observe, with_observations

SEEN_YES, SEEN_NO = Fact(State.YES, Source.SURVEYED), Fact(State.NO, Source.SURVEYED)


@pytest.fixture(scope="module")
def area(tmp_path_factory):
    """The lanes, never changed."""
    return build_lanes(tmp_path_factory.mktemp("lanes"))


def arrays(area: Area) -> dict[str, np.ndarray]:
    """Every array of an area's streets, stops and patterns, by name."""
    made = {}
    for part in ("walk", "stops", "timetable"):
        record = getattr(area, part)
        for field in fields(record):
            value = getattr(record, field.name)
            if isinstance(value, np.ndarray):
                made[f"{part}.{field.name}"] = value
    made["stops.wheelchair"] = area.timetable.stops["wheelchair"].to_numpy()
    made["trips.wheelchair"] = area.timetable.trips["wheelchair"].to_numpy()
    return made


def differing(before: Area, after: Area) -> dict[str, list[int]]:
    """Return where two areas differ, by array."""
    old, new = arrays(before), arrays(after)
    found = {}
    for name, array in old.items():
        if array.dtype == object or array.dtype.kind == "b":
            other = array != new[name]
        else:
            other = ~((array == new[name]) | ((array != array) & (new[name] != new[name])))
        if other.any():
            found[name] = np.flatnonzero(other.ravel()).tolist()
    return found


def edges(area: Area, way: int, *kinds: EdgeKind) -> list[int]:
    """Edges of a way by its OSM id."""
    walk = area.walk
    ways = walk.way_osm_id[walk.edge_way]
    return np.flatnonzero((ways == way) & np.isin(walk.edge_kind, kinds)).tolist()


def test_nothing_seen_is_the_same_area(area):
    """Also where only venues were looked at: no street depends on them."""
    venue = seen("toilet", opportunity="O1")
    assert with_observations(area, []) is area
    assert with_observations(area, [venue]) is area


@pytest.mark.parametrize("fact", ["kerb", "tactile", "sound"])
def test_a_crossings_fact_is_on_that_crossing_alone(area, fact):
    """One byte of one edge changes, and says who says so; the mapped area stays as it was."""
    before = {name: array.copy() for name, array in arrays(area).items()}
    found = with_observations(area, [seen(fact, 300, 0, state=State.NO)])
    changed = differing(area, found)
    assert set(changed) == {f"walk.fact_{fact}"}
    (edge,) = changed[f"walk.fact_{fact}"]
    assert area.walk.edge_kind[edge] == EdgeKind.CROSSING
    assert area.walk.edge_crossing[edge] == CrossingKind.UNKNOWN_KIND
    assert decode(int(getattr(found.walk, f"fact_{fact}")[edge])) == SEEN_NO
    for name, array in arrays(area).items():
        np.testing.assert_array_equal(array, before[name])


def test_what_is_made_is_read_only(area):
    """Kernels are compiled for read-only arrays of the base class."""
    found = with_observations(area, [seen("kerb", 300, 0), seen("access", 450, 50)])
    for name, array in arrays(found).items():
        if name not in ("stops.wheelchair", "trips.wheelchair") and array.dtype != object:
            assert not array.flags.writeable, name


def test_a_kind_of_crossing_brings_the_rules_kerb(area):
    """At signals kerbs are dropped by rule, unless somebody looked; taken back, they are not."""
    signals = seen("crossing_kind", 300, 0, crossing=CrossingKind.SIGNALS)
    raised = seen("kerb", 300, 0, state=State.NO)
    plain = seen("crossing_kind", 300, 0, crossing=CrossingKind.NONE, seen_on=DAY + dt.timedelta(1))
    crossing = [
        edge
        for edge in edges(area, LANE, EdgeKind.CROSSING)
        if area.walk.edge_crossing[edge] == CrossingKind.UNKNOWN_KIND
    ]
    for observations, kind, kerb in (
        ([signals], CrossingKind.SIGNALS, Fact(State.YES, Source.INFERRED)),
        ([signals, raised], CrossingKind.SIGNALS, SEEN_NO),
        ([signals, plain], CrossingKind.NONE, Fact()),
    ):
        walk = with_observations(area, observations).walk
        assert [walk.edge_crossing[edge] for edge in crossing] == [kind]
        assert [decode(int(walk.fact_kerb[edge])) for edge in crossing] == [kerb]


@pytest.mark.parametrize(
    ("y", "side"), [(5, -1), (-5, 1)], ids=["north of the road", "south of the road"]
)
def test_a_pavement_is_that_of_the_side_seen(area, y, side):
    """The lane runs east: its left pavement is the northern one."""
    found = with_observations(area, [seen("surface", 425, y, state=State.NO)])
    (edge,) = differing(area, found)["walk.fact_surface"]
    assert area.walk.edge_side[edge] == side
    assert area.walk.way_osm_id[area.walk.edge_way[edge]] == LANE


def test_both_halves_where_the_street_is_cut(area):
    """At (150, 0) the southern pavement is cut: a point there is on both halves."""
    found = with_observations(area, [seen("lit", 150, -5, osm_way=LANE)])
    changed = differing(area, found)["walk.fact_lit"]
    ends = [
        {int(area.walk.edge_u[edge]), int(area.walk.edge_v[edge])}
        for edge in changed
        if area.walk.edge_kind[edge] == EdgeKind.PAVEMENT
    ]
    assert len(ends) == 2
    assert len(ends[0] & ends[1]) == 1


def test_a_stretch_covers_what_lies_within_it(area):
    """1,200 m about the middle is all of one pavement; 0 m is one stretch of it."""
    one = differing(area, with_observations(area, [seen("lit", 225, 5)]))["walk.fact_lit"]
    all_ = differing(area, with_observations(area, [seen("lit", 225, 5, along_m=1200)]))
    left = [
        edge for edge in edges(area, LANE, EdgeKind.PAVEMENT) if area.walk.edge_side[edge] == -1
    ]
    assert len(one) == 1
    assert all_["walk.fact_lit"] == left


@pytest.mark.parametrize(
    ("fact", "number", "array", "value"),
    [("step_count", 12, "edge_steps", 12), ("width", 1100, "edge_width_mm", 1100)],
)
def test_measures_are_written(area, fact, number, array, value):
    """Steps counted on the flight, width on the path."""
    place = (150, 215) if fact == "step_count" else (150, 100)
    found = with_observations(area, [seen(fact, *place, number=number)])
    changed = differing(area, found)
    assert set(changed) == {f"walk.{array}"}
    (edge,) = changed[f"walk.{array}"]
    assert getattr(found.walk, array)[edge] == value


@pytest.mark.parametrize(("uphill_deg", "sign"), [(0, 1), (180, -1)])
def test_a_slope_goes_up_where_it_was_seen_to(area, uphill_deg, sign):
    """The path runs north: up to the north is up from its u, if that is its southern end."""
    found = with_observations(
        area, [seen("slope", 150, 100, number=6.5, uphill_deg=float(uphill_deg))]
    )
    (edge,) = differing(area, found)["walk.edge_incline_pct"]
    walk = found.walk
    north = walk.corner_lat[walk.edge_v[edge]] > walk.corner_lat[walk.edge_u[edge]]
    assert walk.edge_incline_pct[edge] == pytest.approx(6.5 * sign * (1 if north else -1))
    assert decode(int(walk.fact_slope[edge])) == SEEN_YES


def test_no_pavement_means_walking_in_the_road(area):
    """What was known of the pavement's ground is not known of the road's; what was seen is."""
    gone = seen("pavement", 425, 5, state=State.NO)
    found = with_observations(area, [gone])
    (edge,) = differing(area, found)["walk.fact_pavement"]
    assert found.walk.edge_kind[edge] == EdgeKind.ROADWAY
    assert decode(int(found.walk.fact_surface[edge])).state is State.UNKNOWN
    earlier = seen("surface", 425, 5, seen_on=DAY - dt.timedelta(9))
    both = with_observations(area, [gone, earlier])
    assert decode(int(both.walk.fact_surface[edge])) == SEEN_YES


def test_a_locked_gate_parts_the_network(area):
    """With gate and other path locked Back Lane is cut off; the gate alone bars no path."""
    gate = seen("access", 450, 100, state=State.NO)
    path = seen("access", 150, 100, state=State.NO)
    assert int(area.walk.corner_component.max()) == 0
    alone = with_observations(area, [gate])
    (edge,) = differing(area, alone)["walk.fact_access"]
    assert area.walk.edge_length_mm[edge] == 0
    assert int(alone.walk.corner_component.max()) == 0
    apart = with_observations(area, [gate, path]).walk.corner_component
    assert int(apart.max()) >= 1


def test_a_seat_is_at_the_nearest_corner(area):
    """At the corner of lane and path; 40 m from every corner it is not moved, but told."""
    found = observe(area, [seen("seat", 150, 7)])
    assert len(differing(area, found.area)["walk.corner_seat"]) == 1
    assert found.notices == ()
    far = observe(area, [seen("seat", 150, 100)])
    assert differing(area, far.area) == {}
    assert [notice.code for notice in far.notices] == ["observation_unmatched"]
    assert "15 m" in far.notices[0].message


@pytest.mark.parametrize("state", [State.YES, State.NO])
def test_a_stops_bench_is_on_the_way_past_it_too(area, state):
    """The fact of the stop and that of its corner; a shelter is the stop's only."""
    found = with_observations(area, [seen("seat", stop_id="west", state=state)])
    stop = area.timetable.stops["stop_id"].to_list().index("west")
    assert decode(int(found.stops.seat[stop])) == Fact(state, Source.SURVEYED)
    corner = area.stops.corner[stop]
    assert decode(int(found.walk.corner_seat[corner])) == Fact(state, Source.SURVEYED)
    shelter = with_observations(area, [seen("shelter", stop_id="west", state=state)])
    assert set(differing(area, shelter)) == {"stops.shelter"}


def test_a_step_free_stop_is_in_the_timetable(area):
    """The other stop stays unknown."""
    found = with_observations(area, [seen("step_free", stop_id="east")])
    facts = dict(
        zip(found.timetable.stops["stop_id"], found.timetable.stops["wheelchair"], strict=True)
    )
    assert {key: decode(int(code)) for key, code in facts.items()} == {
        "west": Fact(),
        "east": SEEN_YES,
    }
    assert found.timetable.stops.schema == area.timetable.stops.schema


@pytest.mark.parametrize("named", ["r7", "7"])
def test_a_routes_buses_have_a_space(area, named):
    """Found by id or number; every trip and pattern of it has the fact."""
    found = with_observations(area, [seen("wheelchair_space", route=named, state=State.NO)])
    assert {decode(int(code)) for code in found.timetable.pattern_wheelchair} == {SEEN_NO}
    assert {decode(int(code)) for code in found.timetable.trips["wheelchair"]} == {SEEN_NO}
    heard = with_observations(area, [seen("announced", route=named)])
    assert [decode(int(code)) for code in heard.timetable.routes["announced"]] == [SEEN_YES]
    assert differing(area, heard) == {}


@pytest.mark.parametrize(
    "lost",
    [
        seen("kerb", 2000, 2000),
        seen("kerb", 150, 100),
        seen("ramp", 300, 0),
        seen("shelter", stop_id="north"),
        seen("announced", route="99"),
    ],
)
def test_what_matches_nothing_is_told_and_changes_nothing(area, lost):
    """Far away, or near something that cannot have such a fact."""
    found = observe(area, [lost])
    assert differing(area, found.area) == {}
    assert [notice.code for notice in found.notices] == ["observation_unmatched"]
    assert found.notices[0].field == lost.fact


def test_a_way_that_was_renumbered_is_found_by_its_place(area):
    """The nearest that fits is taken, and told."""
    old = seen("kerb", 300, 0, osm_way=987_654)
    found = observe(area, [old])
    assert set(differing(area, found.area)) == {"walk.fact_kerb"}
    assert [notice.code for notice in found.notices] == ["observation_moved"]


def test_the_way_named_goes_before_a_nearer_one(area):
    """Four metres off the path, but the lane is meant."""
    on_lane = with_observations(area, [seen("lit", 150, 4, osm_way=LANE)])
    (edge, *_) = differing(area, on_lane)["walk.fact_lit"]
    assert area.walk.way_osm_id[area.walk.edge_way[edge]] == LANE
    on_path = with_observations(area, [seen("lit", 150, 14, osm_way=PATH)])
    (edge,) = differing(area, on_path)["walk.fact_lit"]
    assert area.walk.way_osm_id[area.walk.edge_way[edge]] == PATH


def test_the_later_look_counts(area):
    """Whatever the order in which they are told."""
    old = seen("kerb", 300, 0)
    new = seen("kerb", 300, 0, state=State.NO, seen_on=DAY + dt.timedelta(1))
    one, two = (with_observations(area, order) for order in ([old, new], [new, old]))
    (edge,) = differing(area, one)["walk.fact_kerb"]
    assert decode(int(one.walk.fact_kerb[edge])) == SEEN_NO
    assert differing(one, two) == {}
    assert one.edition == two.edition


SOME = st.sampled_from(
    [
        seen("kerb", 300, 0),
        seen("kerb", 300, 0, state=State.NO),
        seen("lit", 225, 5),
        seen("width", 150, 100, number=900),
        seen("seat", stop_id="west"),
        seen("pavement", 425, 5, state=State.NO),
        seen("surface", 425, 5),
        seen("wheelchair_space", route="7"),
        seen("kerb", 2000, 2000),
    ]
)


@given(st.lists(SOME, max_size=6), st.randoms(use_true_random=False))
def test_order_and_repeats_do_not_matter(area, observations, order):
    """The same set of observations gives the same arrays and the same edition."""
    shuffled = [*observations, *observations[:2]]
    order.shuffle(shuffled)
    one, two = with_observations(area, observations), with_observations(area, shuffled)
    assert differing(one, two) == {}
    assert one.edition == two.edition
    assert (one.edition == area.edition) == (not observations)


@given(st.sets(SOME, max_size=4), st.sets(SOME, max_size=4))
def test_other_observations_have_another_edition(area, some, others):
    """Nothing that is remembered of one is taken for the other."""
    editions = {with_observations(area, each).edition for each in (some, others)}
    assert len(editions) == (1 if some == others else 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"fact": "smell"},
        {"fact": "kerb", "state": None},
        {"fact": "kerb", "number": 3.0},
        {"fact": "kerb", "state": State.UNKNOWN},
        {"fact": "width", "state": None, "number": -1.0},
        {"fact": "slope", "state": None, "number": 5.0},
        {"fact": "crossing_kind", "state": None, "crossing": CrossingKind.MARKED},
        {"fact": "kerb", "lat": None},
        {"fact": "kerb", "lat": 91.0},
        {"fact": "kerb", "stop_id": "west"},
        {"fact": "shelter", "stop_id": "west", "route": "7"},
        {"fact": "kerb", "seen_by": ""},
        {"fact": "kerb", "along_m": -1},
    ],
)
def test_what_nobody_can_have_seen_is_refused(wrong):
    """Each by itself."""
    good = {"seen_on": DAY, "seen_by": "x", "state": State.YES, "lat": 51.0, "lon": -3.0}
    with pytest.raises(InputError):
        Observation(**{**good, **wrong})


def test_every_sight_can_be_seen(area):
    """Whatever the catalogue names can be recorded and laid over an area without a fault."""
    values = {
        "yes or no": {"state": State.YES},
        "a kind of crossing": {"crossing": CrossingKind.ZEBRA},
    }
    ids = {
        Subject.STOP: {"stop_id": "west"},
        Subject.ROUTE: {"route": "7"},
        Subject.VENUE: {"opportunity": "O1"},
    }
    points = {Subject.STEPS: (150, 215), Subject.CROSSING: (300, 0)}
    for sight in SIGHTS:
        said = values.get(sight.measure, {"number": 3.0, "uphill_deg": 0.0})
        place = points.get(sight.subject, (150, 7))
        each = seen(sight.fact, *place, **ids.get(sight.subject, {}), **said)
        assert each.sight == sight
        assert observe(area, [each]).notices == (), sight
        assert replace(each).key == each.key
