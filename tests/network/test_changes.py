"""What a change can do to journeys that do not use the place, against what searches are given."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import DAY, build_lanes, seen

from transit.kernels.arrays import IMPASSABLE
from transit.model.fact import Stance, State
from transit.model.streets import CrossingKind
from transit.network.changes import Effect, Reach, changes_between, reach_of
from transit.network.observed import with_observations
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.read.rules import read_rules
from transit.route.boarding import boarding
from transit.route.costs import arc_costs

REACH = Reach(1000, 200)
LATER = DAY + dt.timedelta(1)
YES, NO = State.YES, State.NO


@pytest.fixture(scope="module")
def area(tmp_path_factory):
    """The lanes, never changed."""
    return build_lanes(tmp_path_factory.mktemp("lanes"))


def effects(area, before, after):
    """Return the effects of going from some observations to others."""
    looks = (with_observations(area, before), with_observations(area, after))
    return sorted(change.effect for change in changes_between(*looks, REACH))


@pytest.mark.parametrize(
    ("was", "then", "effect"),
    [
        ([], seen("kerb", 300, 0), Effect.SETTLES),
        ([], seen("kerb", 300, 0, state=NO), Effect.NONE),
        ([seen("kerb", 300, 0)], seen("kerb", 300, 0, state=NO, seen_on=LATER), Effect.NONE),
        ([seen("kerb", 300, 0, state=NO)], seen("kerb", 300, 0, seen_on=LATER), Effect.OPENS),
        ([], seen("sound", 300, 0), Effect.NONE),
        ([], seen("crossing_kind", 300, 0, crossing=CrossingKind.ZEBRA), Effect.OPENS),
        ([], seen("width", 150, 100, number=900), Effect.SETTLES),
        (
            [seen("width", 150, 100, number=900)],
            seen("width", 150, 100, number=800, seen_on=LATER),
            Effect.NONE,
        ),
        (
            [seen("width", 150, 100, number=900)],
            seen("width", 150, 100, number=1800, seen_on=LATER),
            Effect.OPENS,
        ),
        ([], seen("step_count", 150, 215, number=3), Effect.SETTLES),
        ([], seen("step_count", 150, 215, number=0), Effect.OPENS),
        ([], seen("ramp", 150, 215), Effect.OPENS),
        ([], seen("slope", 150, 100, number=4, uphill_deg=0.0), Effect.SETTLES),
        (
            [seen("slope", 150, 100, number=4, uphill_deg=0.0)],
            seen("slope", 150, 100, number=4, uphill_deg=180.0, seen_on=LATER),
            Effect.OPENS,
        ),
        ([], seen("access", 450, 100, state=NO), Effect.OPENS),
        ([], seen("shelter", stop_id="west"), Effect.NONE),
        ([], seen("step_free", stop_id="west"), Effect.SETTLES),
        ([], seen("step_free", stop_id="west", state=NO), Effect.NONE),
        ([], seen("wheelchair_space", route="7"), Effect.SETTLES),
        ([], seen("announced", route="7"), Effect.OPENS),
    ],
)
def test_each_change_has_its_effect(area, was, then, effect):
    """One place differs, and the effect is as stated."""
    assert effects(area, was, [*was, then]) == [effect]


def test_a_second_witness_changes_nothing(area):
    """Who says so is not what searches read."""
    again = seen("kerb", 300, 0, seen_on=LATER, seen_by="somebody else")
    assert effects(area, [seen("kerb", 300, 0)], [seen("kerb", 300, 0), again]) == []
    assert effects(area, [], []) == []


def test_what_is_taken_back_is_a_change_too(area):
    """Without the observation the kerb is unknown again: no barrier to the hopeful any more."""
    assert effects(area, [seen("kerb", 300, 0, state=NO)], []) == [Effect.OPENS]
    assert effects(area, [seen("kerb", 300, 0)], []) == [Effect.NONE]


def test_places_are_named(area):
    """The way, the stop and the route, and where they are."""
    looks = [seen("kerb", 300, 0), seen("step_free", stop_id="west"), seen("announced", route="7")]
    edge, stop, route = changes_between(area, with_observations(area, looks), REACH)
    assert edge.ways == {1}
    assert (edge.lat, edge.lon) == pytest.approx((looks[0].lat, looks[0].lon), abs=1e-6)
    assert (stop.stops, route.routes) == ({"west"}, {"r7"})
    assert stop.between_buses
    assert route.between_buses


@pytest.mark.parametrize(("change_m", "is_between"), [(200, False), (600, True)])
def test_two_stops_near_make_a_change_of_buses(area, change_m, is_between):
    """The stops stand 240 m west and east of the crossing."""
    after = with_observations(area, [seen("kerb", 300, 0)])
    (change,) = changes_between(area, after, Reach(1000, change_m))
    assert change.between_buses is is_between


def test_reach_is_that_of_whoever_walks_farthest():
    """Of the ready profiles, and as far again as a door may be from its street."""
    profiles, parameters = list_profiles(), read_parameters()
    reach = reach_of(profiles, parameters)
    farthest = max(profile.longest_walk_m for profile in profiles)
    assert reach.end_m == farthest + parameters.number("link_farthest_m")
    assert reach.change_m == max(profile.longest_change_walk_m for profile in profiles)


LOOKS = [
    *(seen(fact, 300, 0, state=state) for fact in ("kerb", "sound") for state in (YES, NO)),
    *(
        seen("crossing_kind", 300, 0, crossing=kind)
        for kind in (CrossingKind.ZEBRA, CrossingKind.NONE)
    ),
    *(
        seen(fact, 150, 100, state=state)
        for fact in ("surface", "lit", "access")
        for state in (YES, NO)
    ),
    *(seen("width", 150, 100, number=number) for number in (700, 1100, 2000)),
    *(seen("slope", 150, 100, number=4, uphill_deg=degrees) for degrees in (0.0, 180.0)),
    seen("slope", 150, 100, number=9, uphill_deg=0.0),
    *(seen("step_count", 150, 215, number=number) for number in (0, 2, 40)),
    *(seen("ramp", 150, 215, state=state) for state in (YES, NO)),
    *(seen("pavement", 425, 5, state=state) for state in (YES, NO)),
    *(seen("surface", 425, 5, state=state) for state in (YES, NO)),
    *(seen("width", 425, 5, number=number) for number in (700, 2000)),
    *(seen("seat", 150, 7, state=state) for state in (YES, NO)),
    *(
        seen(fact, stop_id="west", state=state)
        for fact in ("seat", "step_free")
        for state in (YES, NO)
    ),
    *(seen("wheelchair_space", route="7", state=state) for state in (YES, NO)),
]
PROFILES = list_profiles()


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(LOOKS), max_size=4),
    st.lists(st.sampled_from(LOOKS), max_size=4),
    st.sampled_from(PROFILES),
    st.sampled_from(list(Stance)),
)
def test_effects_say_what_searches_are_given(area, was, then, profile, stance):
    """Costs get lower nowhere but where a change opens something, or settles it for the cautious.

    This is what makes it right to leave verdicts alone that rest on none of the places: a search
    that finds nothing cheaper than before finds what it found.
    """
    before, after = with_observations(area, was), with_observations(area, then)
    changes = changes_between(before, after, REACH)
    may_help = {Effect.OPENS} | ({Effect.SETTLES} if stance is Stance.CAUTIOUS else set())
    old, new = (
        arc_costs(each.walk, profile, stance, read_rules(), read_parameters())
        for each in (before, after)
    )
    was_ms, now_ms = (
        np.where(each.burden_ms == IMPASSABLE, np.inf, each.burden_ms) for each in (old, new)
    )
    better = (now_ms < was_ms) | ((new.time_ms < old.time_ms) & np.isfinite(now_ms))
    seated = np.asarray(new.seat & ~old.seat)
    walk = area.walk
    ways = walk.way_osm_id[walk.edge_way[walk.arcs.arc_edge]]
    helped = set(ways[better].tolist()) | set(_ways_at(walk, seated))
    allowed = set().union(*(change.ways for change in changes if change.effect in may_help))
    assert helped <= allowed
    touched = set().union(*(change.ways for change in changes))
    other = (new.burden_ms != old.burden_ms) | (new.time_ms != old.time_ms)
    assert set(ways[other].tolist()) <= touched
    _stops_are_told(before, after, profile, stance, changes, may_help)


def _ways_at(walk, corners):
    """Return the ways that end at some corners."""
    at = corners[walk.edge_u] | corners[walk.edge_v]
    return walk.way_osm_id[walk.edge_way[at]].tolist()


def _stops_are_told(before, after, profile, stance, changes, may_help):
    old, new = (boarding(each, profile, stance) for each in (before, after))
    ids = before.timetable.stops["stop_id"].to_numpy()
    better = (new.stop_usable & ~old.stop_usable) | (new.wait < old.wait)
    helping = [change for change in changes if change.effect in may_help]
    assert set(ids[better]) <= set().union(*(change.stops for change in helping))
    if (new.pattern_usable & ~old.pattern_usable).any():
        assert set().union(*(change.routes for change in helping)) == {"r7"}
