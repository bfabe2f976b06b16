"""The quickest and the easiest journey of each home are those among all that no other beats."""

import random
from pathlib import Path

import numpy as np
from builders import DATE, clock, random_city, random_profile
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from route.reaching import router_of, seconds

from transit.kernels.arrays import frozen
from transit.kernels.profile_best import NOTHING, Directs, best_of_homes, direct_costs
from transit.model.fact import Stance
from transit.route.reach.alike import different
from transit.route.reach.asked import Moments
from transit.route.reach.doors import shared_edge_walks
from transit.route.reach.homes import find_homes
from transit.route.reach.prepared import prepare
from transit.route.reach.profile import find_profile, find_target


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**6), arrive_by=st.booleans(), stance=st.sampled_from(Stance))
def test_best_of_all_that_is_worthwhile(
    seed: int, arrive_by: bool, stance: Stance, tmp_path: Path
) -> None:
    """The last to leave, with the fewest changes; the least burden, and the last to leave with it.

    Walks all the way are among them; somebody may be limited in how far they walk in all.
    """
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    times = seconds(*chance.sample(range(clock("8:00"), clock("11:30")), 9), clock("19:00"))
    moments = Moments(times, arrive_by, chance.choice([300, 1800, 7200]), 10_800)
    router = router_of(city.area, random_profile(chance))
    place, others = city.links[0], list(city.links[1:5])
    # Somebody lives next door, and somebody where no street is.
    homes, same = different([*others[:2], others[0], None, *others[2:]])
    assert same.tolist() == [0, 1, 0, -1, 2, 3]
    prepared = prepare(router, stance, DATE, moments)
    known = find_homes(router, prepared, homes)
    target = find_target(router, prepared, place, known)
    streets = prepared.ground.streets
    walks = direct_costs(
        frozen(target.reach.labels),
        streets.network.corner_lat.size,
        known.doors,
        streets.profile.longest_walk_m * 1000,
        streets.rest_mm,
    )
    directs = shared_edge_walks(target, known, Directs(*walks))
    made = np.zeros((same.size, times.size, 4), np.int32)
    best_of_homes(known.boardings, same, prepared.asked, target.ways, directs, made)
    assert np.array_equal(made[2], made[0])
    assert (made[3] == NOTHING).all()
    made = made[[0, 1, 4, 5]]
    profile = find_profile(router, target, known)
    some = 0
    for home in range(len(homes)):
        for at, moment in enumerate(times.tolist()):
            index = moments.index(moment)
            choices = profile.at(home, moment)
            if not choices:
                assert (made[home, index] == NOTHING).all()
                continue
            some += 1
            asked = int(prepared.asked.moments[index])
            quickest = min(choices, key=lambda one: (-one.leave_s, one.changes))
            easiest = min(choices, key=lambda one: (one.burden_s, -one.leave_s))
            assert made[home, index].tolist() == [
                asked - quickest.leave_s,
                quickest.changes,
                easiest.burden_s,
                asked - easiest.leave_s,
            ], at
    event("some" if some else "none")
    assert np.array_equal(made >= 0, np.broadcast_to(made[..., :1] >= 0, made.shape))


def test_walks_along_one_street_are_of_the_form_of_all_others(tmp_path: Path) -> None:
    """A home beside the place makes no kernel compile again, as read-only arrays would."""
    city = random_city(3, tmp_path)
    router = router_of(city.area, random_profile(random.Random(3)))
    moments = Moments(seconds(clock("9:00")), True, 1800, 10_800)
    prepared = prepare(router, Stance.HOPEFUL, DATE, moments)
    place = city.links[0]
    known = find_homes(router, prepared, [place])
    target = find_target(router, prepared, place, known)
    none = Directs(np.zeros(2, np.int64), np.empty((0, 3), np.int64))
    beside = shared_edge_walks(target, known, none)
    assert len(beside.walks) == 1
    for own, other in zip(beside, none, strict=True):
        assert (own.dtype, own.flags.writeable) == (other.dtype, other.flags.writeable)
