"""Why there is no journey: what rides may ask, one limit set aside at a time."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, Final

from transit.model.fact import Stance
from transit.model.riding import ANY, Riding
from transit.route.found import Found
from transit.route.query import Avoid, Reason
from transit.route.router import Asked, Ends, Router

RIDING_CODES: Final = {
    "buses": "no_buses_ridden",
    "board_within": "bus_outside_hours",
    "not_within": "bus_in_crowded_hours",
    "longest_ride_s": "ride_too_long",
    "boards_where_several_call": "several_buses_call",
    "asks_driver": "driver_must_be_asked",
    "changes_stop": "change_at_another_stop",
    "changes_across": "change_across_the_road",
}
"""Code of the reason by field. Announcements are no reason: hope takes every bus to make them."""


def other_rides(router: Router, asked: Asked, ends: Ends, avoid: Avoid) -> Iterator[Reason]:
    """Yield what rides would have to ask, or be allowed to, for a journey to exist.

    Parameters
    ----------
    router
        Area and profile.
    asked
        The question.
    ends
        Its walks at both ends, which stay as they are.
    avoid
        What to do without.

    Yields
    ------
    Reason
        Each that helps alone.
    """
    riding = router.profile.riding
    free: dict[str, Any] = {field.name: field.default for field in fields(Riding)}
    for name, code in RIDING_CODES.items():
        if getattr(riding, name) == free[name]:
            continue
        other = router.as_if_riding(replace(riding, **{name: free[name]}))
        ground = other.ground(Stance.HOPEFUL).without(avoid.edges)
        found = other.run(replace(ends, ground=ground), other.taking_over(asked), avoid)
        if found:
            yield Reason(code, _values(riding, name, found), helps=True)


def with_any_ride(router: Router) -> Router:
    """Return a router for somebody of whom rides may ask anything.

    Parameters
    ----------
    router
        Area and profile.

    Returns
    -------
    Router
        The same one where they already may.
    """
    return router if router.profile.riding == ANY else router.as_if_riding(ANY)


def _values(riding: Riding, name: str, found: tuple[Found, ...]) -> dict[str, float | int | str]:
    """Return what the words need to say."""
    if name == "board_within" and riding.board_within is not None:
        return dict(zip(("opens", "closes"), riding.board_within, strict=True))
    if name == "longest_ride_s" and riding.longest_ride_s is not None:
        longest = (
            max((ride.arrive_s - ride.depart_s for ride in one.rides), default=0) for one in found
        )
        return {"needed_s": min(longest), "limit_s": riding.longest_ride_s}
    return {}
