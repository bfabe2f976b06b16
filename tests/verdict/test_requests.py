"""What makes one journey easier than another."""

import datetime as dt
from typing import Final

import numpy as np
import pytest

from tests.builders import plain_profile
from transit.model.fact import Stance
from transit.network.link import Link
from transit.verdict.desk import Traveller
from transit.verdict.requests import Door, Option, Request

TEN, BURDEN = 36_000, 1_000
_NONE: Final = np.zeros(0, np.int32)
SOMEWHERE: Final = Link(52.0, -1.5, 0, 0.5, 0.0, _NONE, _NONE, np.zeros(0), _NONE == 0, _NONE)


def asked(*, back: bool) -> Request:
    """Return a question about ten o'clock, by somebody who is there five minutes early."""
    profile = plain_profile(arrive_early_s=300)
    door = Door("V", 0, SOMEWHERE)
    return Request(
        Traveller(profile, "t"),
        Stance.HOPEFUL,
        dt.date(2024, 1, 2),
        back,
        SOMEWHERE,
        door,
        TEN,
        idle_weight=0.5,
    )


@pytest.mark.parametrize(
    ("back", "leave_min", "arrive_min", "felt"),
    [(False, -40, -20, 1_450), (False, -25, -5, 1_000), (True, 20, 40, 1_600), (True, 0, 9, 1_000)],
)
def test_time_wasted_at_the_venue_weighs_half(
    back: bool, leave_min: int, arrive_min: int, felt: float
) -> None:
    """There 20 minutes early, 15 more than need be: 450 s; on the way 20 minutes late: 600 s."""
    leave_s, arrive_s = TEN + 60 * leave_min, TEN + 60 * arrive_min
    assert asked(back=back).felt_s(BURDEN, leave_s, arrive_s) == felt


def test_a_little_harder_is_easier_where_it_wastes_less() -> None:
    """100 perceived seconds more, but half an hour less at the venue."""
    one = asked(back=True)
    waits, goes = (
        Option(one, TEN + 60 * wait, TEN + 60 * wait + 900, burden, 0, lambda: pytest.fail("read"))
        for wait, burden in ((30, BURDEN), (0, BURDEN + 100))
    )
    assert min(waits, goes, key=lambda option: option.cost) is goes
