"""The forecast: a range that holds what it claims, wide with little record, better for better."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training_learners import (
    as_supposed,
    coverage,
    evenly,
    in_jumps,
    slower_and_slower,
)
from tests.training_record import (
    START,
    everything,
    lesson,
    rules,
    set_level,
    situation,
    skills,
    three_good_runs,
    trained,
)
from transit.model.abilities import Ability, Lessons, Level
from transit.model.training import LessonKind, StageVisit
from transit.training.forecast import Forecast, Learning, _runs, forecast, spreads
from transit.training.hints import chance_to_fit, hints, is_stuck
from transit.training.progress import (
    forecast_of,
    learning_of,
    runs_left,
    settled,
    skill_progress,
    step_progress,
)
from transit.training.tries import Try

RULE = rules().forecast


def one(usual: tuple[int, int], tries: int = 0, now: Level = Level.NOT_YET) -> Forecast:
    """Forecast one skill from not yet, with many lessons behind it."""
    learning = Learning(
        usual=Lessons(*usual), start=Level.NOT_YET, now=now, needed=Level.ALONE, tries=tries
    )
    return forecast([learning], 0, 10, RULE)


@pytest.mark.parametrize(
    "usual", sorted({(s.lessons.low, s.lessons.high) for s in skills().skills.values()})
)
def test_without_a_record_it_is_what_is_usual(usual: tuple[int, int]) -> None:
    """One skill from not yet to alone: the catalogue's range, to a fifth or two lessons."""
    made = one(usual)
    assert made.low == pytest.approx(usual[0], rel=0.2, abs=2)
    assert made.high == pytest.approx(usual[1], rel=0.2, abs=2)


def test_a_slow_record_makes_the_forecast_longer() -> None:
    """Ten lessons without any progress: a good deal more than what is usual."""
    slow, usual = one((3, 12), tries=10), one((3, 12))
    assert slow.low > usual.low and slow.middle >= 1.5 * usual.middle


def test_quick_learners_have_fewer_left() -> None:
    """Two levels in two lessons: fewer than from the same level after eight."""
    quick = one((3, 12), tries=2, now=Level.WITH_AID)
    slow = one((3, 12), tries=8, now=Level.WITH_AID)
    assert quick.high < slow.high


def test_one_skill_tells_of_the_others() -> None:
    """Somebody slow at everything else is expected to be slower here, too."""
    asked = Learning(
        usual=Lessons(3, 12), start=Level.NOT_YET, now=Level.NOT_YET, needed=Level.ALONE, tries=0
    )
    done = [
        Learning(
            usual=Lessons(3, 12),
            start=Level.NOT_YET,
            now=Level.ALONE,
            needed=Level.ALONE,
            tries=tries,
        )
        for tries in (3, 30)
    ]
    quick, slow = (forecast([asked, *[each] * 5], 0, 10, RULE).middle for each in done)
    assert quick < slow


def test_one_or_two_lessons_say_little() -> None:
    """The range stays what is usual from where somebody stands, and says so."""
    learning = Learning(
        usual=Lessons(3, 12), start=Level.NOT_YET, now=Level.WITH_AID, needed=Level.ALONE, tries=1
    )
    early, later = (forecast([learning], 0, count, RULE) for count in (2, 3))
    assert early.is_usual and not later.is_usual
    assert early.high - early.low >= 3
    assert later.high < early.high


def test_runs_in_a_row_by_hand() -> None:
    """Two in a row at nine in ten: 0.81 after two; after three 0.81 + 0.1 x 0.81; and so on."""
    made = _runs(2, 0.9, 5)
    assert made[0] == made[1] == 0.0
    assert made[2] == pytest.approx(0.81)
    assert made[3] == pytest.approx(0.1 * 0.81)
    # Failed at the second, then two good; failed twice, then two good.
    assert made[4] == pytest.approx(0.9 * 0.1 * 0.81 + 0.1 * 0.1 * 0.81)
    assert _runs(0, 0.9, 3).tolist() == [1.0, 0.0, 0.0]


def test_spreads_by_hand() -> None:
    """Lessons 3 to 12: in the middle 6 lessons for three levels, half a level a lesson."""
    middle, shared, own = spreads(Lessons(3, 12), RULE, 2)
    assert middle == pytest.approx(0.5)
    whole = math.log(4) / (2 * 1.2815515655)
    assert shared**2 + own**2 == pytest.approx(max(whole**2 - 1 / 6, 0.25**2))


@pytest.mark.slow
@pytest.mark.parametrize("after", [0, 5, 9])
@pytest.mark.parametrize("by_step", [True, False])
def test_the_range_holds_what_it_claims(after: int, by_step: bool) -> None:
    """Learners as supposed, with bad days and gaps: at least three quarters are inside."""
    inside, _, _, people = coverage(7, as_supposed, after, 120, by_step=by_step)
    assert people > 60
    assert inside >= 0.75


@pytest.mark.slow
@pytest.mark.parametrize("learner", [in_jumps, evenly])
def test_the_first_lessons_promise_no_more_than_they_know(learner: object) -> None:
    """Evenly or in jumps, recorded skill by skill: after two lessons two thirds or more inside."""
    inside, _, _, people = coverage(11, learner, 2, 40, by_step=False)  # type: ignore[arg-type]
    assert people > 30
    assert inside >= 0.67


def test_an_early_lesson_may_count_or_not() -> None:
    """With two lessons behind one the fewest left are no more, the most no fewer, than without."""
    fresh = Learning(
        usual=Lessons(3, 12), start=Level.NOT_YET, now=Level.NOT_YET, needed=Level.ALONE, tries=0
    )
    none, two = (forecast([replace(fresh, tries=tries)], 0, tries, RULE).within for tries in (0, 2))
    for count in range(1, 20):
        # Half of the chance is that of two lessons later, half that of starting now.
        assert two[count] == pytest.approx((none[count] + none[count + 2]) / 2, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("learner", [in_jumps, evenly, slower_and_slower])
def test_other_learners_are_not_far_outside(learner: object) -> None:
    """Learners who learn otherwise than supposed: after nine lessons two thirds or more inside."""
    inside, _, _, people = coverage(11, learner, 9, 120)  # type: ignore[arg-type]
    assert people > 40
    assert inside >= 0.67


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 20),
    st.integers(0, 2),
    st.integers(0, 20),
)
def test_a_better_level_never_makes_it_longer(
    start: int, now: int, other: int, tries: int, since: int, lessons: int
) -> None:
    """Every chance to be done within so many lessons is as good or better, alone and beside."""
    beside = Learning(
        usual=Lessons(2, 8), start=Level.NOT_YET, now=Level(other), needed=Level.ALONE, tries=5
    )

    def made(level: int) -> Forecast:
        learning = Learning(
            usual=Lessons(4, 16),
            start=Level(start),
            now=Level(level),
            needed=Level.ALONE,
            tries=tries,
            since=since,
        )
        return forecast([learning, beside], 2, lessons, RULE)

    low, high = made(now), made(min(3, now + 1))
    assert np.all(np.array(high.within) >= np.array(low.within) - 1e-9)
    assert high.low <= low.low and high.middle <= low.middle and high.high <= low.high


def test_a_higher_level_in_the_record_never_makes_it_longer() -> None:
    """Assessed before: raising any level of any lesson leaves the forecast as good or better."""
    known = {
        name: Ability(skill=name, level=Level.NOT_YET, assessed_by="t", assessed_on=START)
        for name in trained().needs
    }
    rng = np.random.default_rng(3)
    for _ in range(12):
        lessons = [lesson(at, everything(Level(int(rng.integers(0, 3))))) for at in range(5)]
        at, step = int(rng.integers(5)), trained().steps[int(rng.integers(24))].key
        raised = [*lessons]
        raised[at] = replace(
            raised[at], prompts=tuple(set_level(raised[at].prompts, step, Level.ALONE))
        )
        before, after = (forecast_of(situation(each, known)) for each in (lessons, raised))
        assert np.all(np.array(after.within) >= np.array(before.within) - 1e-9)


def test_a_first_try_is_an_assessment() -> None:
    """Nobody assessed it before: showing it at once is no sign of quick learning."""
    here = situation([lesson(at, everything(Level.WITH_AID)) for at in range(4)])
    zebra = [each for each in learning_of(here) if each.usual == Lessons(3, 10)]
    assert zebra[0].start is Level.WITH_AID and zebra[0].now is Level.WITH_AID
    assert zebra[0].tries + zebra[0].since == 3


def test_how_often_a_skill_is_tried() -> None:
    """Begun in the second of five lessons and tried in three of the four since: four of five."""
    zebra = [each for each in everything() if each.step == "out/cross/king-street"]
    tried = [[], zebra, [], zebra, zebra]
    here = situation([lesson(at, prompts) for at, prompts in enumerate(tried)])
    shares = {each.usual: each.share for each in learning_of(here)}
    assert shares[Lessons(3, 10)] == pytest.approx((3 + 1) / (4 + 1))
    # To change buses and others were not begun: they are taken to be tried each time.
    assert max(shares.values()) == 1.0


def test_not_tried_is_no_try() -> None:
    """Only lessons in which a skill was tried count for it."""
    cross = [
        each for each in everything(Level.WITH_PROMPTS) if each.step == "out/cross/king-street"
    ]
    here = situation([lesson(0, cross), lesson(3, []), lesson(6, cross)])
    row = next(each for each in skill_progress(here) if each.name == "cross_at_zebra")
    assert [each.level for each in row.tries] == [Level.WITH_PROMPTS] * 2
    assert row.levels == (Level.WITH_PROMPTS, None, Level.WITH_PROMPTS)
    assert row.start is None and not row.is_alone


def test_the_lowest_step_is_the_skills_level() -> None:
    """Rung alone on the way there and with prompts on the way back: with prompts."""
    levels = set_level(everything(), "back/ring/market", Level.WITH_PROMPTS)
    here = situation([lesson(0, levels)])
    row = next(each for each in skill_progress(here) if each.name == "ring_the_bell")
    assert row.levels == (Level.WITH_PROMPTS,)


@pytest.mark.parametrize(
    ("levels", "now"),
    [
        ((), None),
        ((2,), 2),
        ((3, 1), 1),
        ((1, 3, 3), 3),
        ((3, 1, 3), 3),
        ((3, 3, 1), 3),
        ((0, 1), 0),
    ],
)
def test_neither_one_good_nor_one_bad_day(levels: tuple[int, ...], now: int | None) -> None:
    """The middle of the last three, the lower of two."""
    tries = [Try((START, None), Level(each)) for each in levels]  # type: ignore[arg-type]
    assert settled(tries, 3) == now


def test_runs_left_by_hand() -> None:
    """None done: accompanied twice, shadowed twice, one of them with the last skill: three more."""
    assert runs_left(situation([])) == 3
    good = three_good_runs()
    assert runs_left(situation(good[:1])) == 3
    assert runs_left(situation(good[:2])) == 1
    assert runs_left(situation(good)) == 0


def hint_codes(lessons: list, **changed: object) -> list[str]:
    """Return what the record says."""
    return [each.code for each in hints(situation(lessons, **changed))]  # type: ignore[arg-type]


def test_a_lesson_that_goes_farther_than_the_stage_is_a_hint() -> None:
    """A course at accompanied travel: a lesson beside the trainer fits it, a shadowed one not."""
    beside = lesson(0, everything(), kind=LessonKind.ACCOMPANIED)
    shadowed = lesson(1, everything(), kind=LessonKind.SHADOWED)
    stage = StageVisit(stage="accompanied", entered_on=START, entered_by="x")
    assert "stage_behind" not in hint_codes([beside], stages=(stage,))
    assert "stage_behind" in hint_codes([beside, shadowed], stages=(stage,))
    assert "stage_behind" in hint_codes([beside], stages=(replace(stage, stage="referral"),))


def test_ready_to_shadow_and_to_sign_off() -> None:
    """After two good runs each way; and when nothing is missing any more."""
    two = [lesson(at, everything()) for at in range(2)]
    assert "ready_to_shadow" in hint_codes(two)
    assert "ready_to_shadow" not in hint_codes(two[:1])
    assert "ready_to_sign_off" in hint_codes(three_good_runs())


def test_stuck_at_a_step() -> None:
    """Four tries with prompts, none better than the first: stuck; one better: not."""
    step = "out/cross/king-street"
    same = [lesson(at, set_level(everything(), step, Level.WITH_PROMPTS)) for at in range(4)]
    assert hint_codes(same).count("stuck") == 1
    better = [*same[:3], lesson(3, set_level(everything(), step, Level.WITH_AID))]
    assert "stuck" not in hint_codes(better)
    assert "stuck" not in hint_codes(same[:3])
    row = next(each for each in step_progress(situation(same)) if each.name == step)
    assert is_stuck(row, 4) and not is_stuck(row, 5)


def test_overdue_unless_a_lesson_is_booked() -> None:
    """Eleven days after the last one, with none to come."""
    import datetime as dt

    from transit.model.training import Booking, LessonKind

    last = [lesson(0, [])]
    ten, eleven = (START + dt.timedelta(days=days) for days in (10, 11))
    assert "overdue" not in hint_codes(last, today=ten)
    assert "overdue" in hint_codes(last, today=eleven)
    starts = dt.datetime.combine(eleven, dt.time(9))
    booked = Booking(starts=starts, minutes=60, kind=LessonKind.ALONE, trainer="t", token="x")
    assert "overdue" not in hint_codes(last, today=eleven, bookings=(booked,))


def test_twelve_weeks() -> None:
    """At the start it may fit; in the last week it hardly does; then they are over."""
    import datetime as dt

    assert chance_to_fit(situation([], today=START)) > 0.5
    late = situation([], today=START + dt.timedelta(weeks=11))
    assert chance_to_fit(late) < 0.2
    assert "fits_not" in hint_codes([], today=START + dt.timedelta(weeks=11))
    assert chance_to_fit(situation([], today=START + dt.timedelta(weeks=13))) is None
