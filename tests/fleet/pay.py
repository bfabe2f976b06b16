"""What vehicles and crews are paid in tests: plain hours, unless a test says otherwise."""

from typing import Any

from transit.fleet.extra_hours import ExtraHours
from transit.fleet.standing import StandingRates
from transit.model.clock import DAY_S

PLAIN = ExtraHours(
    times=1, long_day_s=DAY_S, long_times=1, night_from_s=DAY_S, night_to_s=0, night_times=1
)
"""Hours beyond a contract cost what others cost, by day and by night."""


def standing(**given: Any) -> StandingRates:
    """Return rates of 50 weeks of five days, four contracted hours a day of a driver."""
    usual: dict[str, Any] = {
        "days_a_week": 5,
        "driver_hours": 4,
        "assistant_hours": 0,
        "weeks_a_year": 50,
        "paid_weeks_a_year": 50,
        "hire_share": 0.5,
        "extra": PLAIN,
    }
    return StandingRates(**{**usual, **given})
