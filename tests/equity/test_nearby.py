"""What one person can reach, by kind: the best session of each place."""

from tests.equity.test_reach import HAND, PLACES
from transit.equity.nearby import nearby
from transit.model.opportunities import Session
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.read.time_bands import read_time_bands

SESSIONS = {
    f"S{n}": Session(
        id=f"S{n}", opportunity=place, activity="", days=(Weekday.MON,),
        start_s=36_000 if n < 4 else 64_800, end_s=72_000,
    )
    for n, place in ((1, "O1"), (2, "O2"), (3, "O3"), (4, "O1"))
}  # fmt: skip


def test_alone_before_quick_and_kinds_in_order():
    """Alone in 40 minutes before trained in 20; the gym comes before libraries."""
    found = nearby(HAND.filter(person="A"), PLACES, SESSIONS)
    assert [(one.opportunity, one.session, one.rung) for one in found] == [
        ("O3", "S3", Rung.WITH_COMPANION),
        ("O1", "S1", Rung.NOW),
        ("O2", "S2", Rung.NOW),
    ]
    assert [one.confirmed for one in found] == [False, True, False]


def test_in_the_evening_only_what_is_held_then():
    """Session 4 alone starts at six."""
    evening = next(band for band in read_time_bands() if band.name == "weekday_evening")
    found = nearby(HAND.filter(person="A"), PLACES, SESSIONS, evening)
    assert [(one.session, one.minutes) for one in found] == [("S4", 20.0)]
