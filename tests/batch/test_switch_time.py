"""How long a look takes is told by what was worked out, not by what was kept from before."""

import pytest

from tests.fleet.weeks import HOW, known, leaver, random_week
from transit.batch.switch_asked import SwitchAsked
from transit.batch.switch_time import TimeLeft, measure_pace, spans_of
from transit.fleet.effort import Effort
from transit.fleet.expected import Pace, Work, expected_work
from transit.present.study_time_words import expected_sentences


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the moment that the clock shows."""
    now = [100.0]
    monkeypatch.setattr("transit.batch.switch_time.time.monotonic", lambda: now[0])
    return now


def test_what_was_kept_does_not_promise_the_rest_sooner(clock: list[float]) -> None:
    """Half is there in a second, a quarter takes a minute: the last quarter takes another."""
    left = TimeLeft(1000.0)
    clock[0] = 101.0
    left.told(0.5, kept=True)
    assert left.seconds == 500.0
    clock[0] = 161.0
    left.told(0.75, kept=False)
    assert left.seconds == pytest.approx(60.0)


def test_a_stage_that_begins_again_is_no_further(clock: list[float]) -> None:
    """A quarter is searched for twice, 30 s each: the other three take a minute each."""
    left = TimeLeft(1000.0)
    for moment, share in ((130.0, 0.25), (130.0, 0.0), (160.0, 0.25)):
        clock[0] = moment
        left.told(share, kept=False)
    assert left.seconds == pytest.approx(180.0)


def test_little_work_is_trusted_little(clock: list[float]) -> None:
    """A tenth in 10 s promises 90 s more, and 180 s were expected: half of each."""
    left = TimeLeft(200.0)
    clock[0] = 110.0
    left.told(0.1, kept=False)
    assert left.seconds == pytest.approx((90 + 180) / 2)


def test_parts_follow_each_other_by_what_they_take() -> None:
    """Of 10 s the ladder takes 1, groups 2, without each 6, and adding up the last; twice over."""
    spans = spans_of(Work(ladder=1.0, best=2.0, without=6.0, adding_up=1.0), 0.0, 0.5)
    assert spans.ladder == (0.0, 0.05)
    assert spans.without == pytest.approx((0.15, 0.45))
    again = spans.moved_by(0.5)
    assert again.adding_up == pytest.approx((0.95, 1.0))


def test_more_asked_takes_longer() -> None:
    """Each person alone is searched for beside the groups; nothing asked leaves the ladder."""
    week = random_week(1, 4, 2)
    some = [leaver(week, each.id) for each in week.problems[0].requests]
    pace, hard = Pace(0.01, 0.001, 0.001), Effort(first=100, again=10)

    def work(*, each: bool, best: int) -> Work:
        return expected_work(week, hard, pace, candidates=some, each=each, best=best, outcomes=5)

    nothing, singles, both = (
        work(each=False, best=0),
        work(each=True, best=0),
        work(each=True, best=3),
    )
    assert nothing.total == nothing.ladder > 0
    assert nothing.total < singles.total < both.total
    # Two parts with four requests: 0.14 s each anew, 0.014 s each again, for two seeds.
    assert nothing.ladder == pytest.approx(2 * (2 * 2 * 0.14 + (1 + 12) * 2 * 0.014))


def test_the_pace_is_this_machine_s() -> None:
    """Everything takes some time, and an iteration less than building a plan."""
    week = random_week(2, 5, 1)
    known(week).do([])
    pace = measure_pace(week, HOW, 30)
    assert pace.build_s > 0 and pace.begin_s > 0 and pace.iteration_s >= 0


def test_smaller_looks_are_told_before_a_long_one() -> None:
    """Ten minutes in all; without single savings four."""
    asked = SwitchAsked(each=True, best=12)
    assert [name for name, _ in asked.smaller()] == [
        "without --each",
        "without --best",
        "without both",
    ]
    assert not list(SwitchAsked(group=("a",)).smaller())
    said = expected_sentences(600.0, [("without --each", 240.0)], workers=2, searched_before=False)
    assert said[0].startswith("Searching takes about 10 minutes with 2 processes")
    assert said[1] == "Smaller looks: without --each about 4 minutes."
    short = expected_sentences(50.0, [("without --each", 20.0)], workers=1, searched_before=True)
    assert "less than a minute with 1 process" in short[0] and len(short) == 2
