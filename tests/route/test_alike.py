"""Journeys that nobody would tell apart."""

from pathlib import Path

from tests.route.test_search import Town, ask, line, plain_profile, town_router
from transit.model.fact import Stance
from transit.route.alike import Likeness, Ranking
from transit.route.alternatives import find_journeys
from transit.route.found import Found, Ride, Walk
from transit.route.query import Option


def found(depart_s: int, arrive_s: int, walked_s: int = 100, burden_s: int = 1000) -> Found:
    """Return a journey on one ride."""
    walk = Walk(-1, 0, 60, walked_s, 80)
    ride = Ride(0, 0, 0, 1, depart_s + 60, arrive_s - 60)
    return Found(depart_s, arrive_s, burden_s, 160, (walk, Walk(1, -1, 60, 0, 80)), (ride,))


LIKE = Likeness(within_s=600, gain_s=120)


def test_within_minutes_one_stands_for_the_other() -> None:
    """Two seconds apart they are one, eleven minutes apart they are two."""
    one = Option(found(0, 1800), Stance.CAUTIOUS)
    assert LIKE.stands_for(one, Option(found(2, 1800), Stance.CAUTIOUS))
    assert not LIKE.stands_for(one, Option(found(661, 2461), Stance.CAUTIOUS))


def test_a_route_check_must_be_worth_it() -> None:
    """Walks easier by 120 perceived seconds are no reason to check a route, by 121 they are."""
    sure = Option(found(0, 1800, walked_s=300), Stance.CAUTIOUS)
    assert LIKE.stands_for(sure, Option(found(0, 1800, walked_s=180), Stance.HOPEFUL))
    assert not LIKE.stands_for(sure, Option(found(0, 1800, walked_s=179), Stance.HOPEFUL))


def test_a_seat_that_nobody_recorded_is_no_other_journey() -> None:
    """Waiting is easier with a seat: that changes the burden, not what one does."""
    sure = Option(found(0, 1800, burden_s=2000), Stance.CAUTIOUS)
    assert LIKE.stands_for(sure, Option(found(0, 1800, burden_s=1000), Stance.HOPEFUL))


def test_time_wasted_counts_in_the_order() -> None:
    """An hour early costs 1,800 at a half; a journey 200 dearer that ends in time goes first."""
    ranking = Ranking(asked_s=36_000, arrive_by=True, idle_weight=0.5)
    early = Option(found(30_000, 32_400, burden_s=1000), Stance.CAUTIOUS)
    timely = Option(found(33_600, 36_000, burden_s=1200), Stance.CAUTIOUS)
    assert ranking.felt_s(early.found) == 1000 + 1800
    assert sorted([early, timely], key=ranking.key) == [timely, early]
    unsure = Option(timely.found, Stance.HOPEFUL)
    assert sorted([unsure, early], key=ranking.key) == [early, unsure]


def test_buses_a_minute_apart_are_one_journey_and_the_exact_set_is_kept(tmp_path: Path) -> None:
    """Every minute a bus for ten minutes: one is shown, the search itself gives each."""
    buses = [f"8:{minute:02d}" for minute in range(10, 20)]
    router = town_router(Town(tmp_path, 2, [line([0, 1], *buses)]), plain_profile())
    query = ask(router, 0, 1, "8:30", arrive_by=True)
    shown = find_journeys(router, query).options
    asked = router.asked(
        query, *(router.find_link(place) for place in (query.origin, query.destination))
    )
    exact = router.search(asked, Stance.HOPEFUL)
    assert exact and {option.found for option in shown if not option.alternative} <= set(exact)
    assert len({option.found.rides for option in shown if not option.alternative}) == 1
