"""Steps, own skills, dates, tasks and calendars of training."""

import datetime as dt
from dataclasses import replace

import icalendar
import pytest

from tests.training_record import (
    COURSE,
    START,
    TODAY,
    everything,
    journey,
    lesson,
    plan,
    rules,
    set_level,
    situation,
    skills,
    three_good_runs,
    trained,
)
from transit.errors import InputError
from transit.model.abilities import Ability, Level
from transit.model.people import Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.training import (
    Agreement,
    Answer,
    Booking,
    Capacity,
    FollowUp,
    Lesson,
    LessonKind,
    Prompt,
    Role,
    SignOff,
)
from transit.model.verdict import Direction
from transit.present.words import Words
from transit.read.training import read_training_words
from transit.training.after import breaks_of, follow_ups_of, make_sign_off, months_after
from transit.training.calendar import calendar_of
from transit.training.entry import find_step, prompt_of, together, whole_ways
from transit.training.own import own_skills, with_own
from transit.training.steps import demands_of, what_is_trained
from transit.training.tasks import tasks_of
from transit.training.words import task_sentence

WORDS = Words(read_training_words())


def test_a_crossing_asks_for_the_skill_of_its_kind() -> None:
    """At the zebra: to cross at a zebra; the demand decides, not the action."""
    zebra = next(each for each in trained().steps if each.key == "out/cross/king-street")
    assert zebra.skills == ("cross_at_zebra",)
    busy = journey()
    busy["demands"] = [{"kind": "cross", "detail": "none", "leg": 0, "step": 3}]
    busy["legs"][0]["steps"][3]["crossing"] = {"kind": "none", "traffic": "busy"}  # type: ignore[index]
    asked = {way: tuple(demands_of(busy)) for way in Direction}
    other = what_is_trained(plan(), asked, skills(), rules().steps)
    crossing = next(each for each in other.steps if each.key == "out/cross/king-street")
    assert crossing.skills == ("cross_busy_road",)


def test_no_demand_is_lost() -> None:
    """Changing is shown where one waits for the next bus; what no step shows is beside them."""
    changed = journey()
    changed["demands"] = [
        {"kind": "change", "detail": "same_side", "leg": 1, "step": None},
        {"kind": "after_dark", "detail": "", "leg": 0, "step": None},
    ]
    asked = {way: tuple(demands_of(changed)) for way in Direction}
    made = what_is_trained(plan(), asked, skills(), rules().steps)
    waiting = next(each for each in made.steps if each.key == "out/wait/7")
    assert "change_to_another_stop" in waiting.needs
    assert "walk_in_the_dark" in made.beside


def test_skills_at_no_step_are_beside() -> None:
    """Strangers and a missed bus; the way back is shown by the whole way."""
    assert {"say_no", "missed_stop"} <= set(trained().beside)
    assert "cross_at_zebra" not in trained().beside
    assert set(trained().by_way[Direction.BACK]) == {"travel_back"}


def test_a_walk_asks_for_nothing_of_buses() -> None:
    """Without a ride no bus may be late."""
    whole = plan()
    walked = replace(
        whole,
        out=replace(whole.out, steps=whole.out.steps[:5]),
        back=replace(whole.back, steps=whole.back.steps[:5]),
    )
    made = what_is_trained(walked, {}, skills(), rules().steps)
    assert "bus_late_or_full" not in made.beside and "say_no" in made.beside


def test_a_trainer_may_add_a_skill() -> None:
    """Parked cars, which no map shows; it must be alone, too."""
    asked = {way: tuple(demands_of(journey())) for way in Direction}
    made = what_is_trained(plan(), asked, skills(), rules().steps, ["cross_between_parked_cars"])
    assert made.needs["cross_between_parked_cars"] is Level.ALONE


def test_steps_by_number_key_or_skill() -> None:
    """As trainers name them; what is not there is refused with what was expected."""
    assert find_step(trained(), " OUT/4 ") == "out/cross/king-street"
    assert find_step(trained(), "back/ride/7") == "back/ride/7"
    assert prompt_of(trained(), "", "say_no", Level.ALONE).skill == "say_no"
    for step, skill in (("out/99", ""), ("", "juggle"), ("out/4", "say_no")):
        with pytest.raises(InputError):
            prompt_of(trained(), step, skill, Level.ALONE)


def test_what_is_told_later_goes_before() -> None:
    """A whole way alone, but one step with prompts."""
    whole = whole_ways(trained(), [Direction.OUT], Level.ALONE)
    one = Prompt(step="out/ride/7", skill="", level=Level.WITH_PROMPTS)
    made = together([whole, [one]])
    assert len(made) == 12
    assert [each.level for each in made if each.step == "out/ride/7"] == [Level.WITH_PROMPTS]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 11, 20), 3, dt.date(2027, 2, 20)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2027, 11, 30), 3, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 31), 12, dt.date(2027, 12, 31)),
        (dt.date(2026, 3, 31), 9, dt.date(2026, 12, 31)),
    ],
)
def test_months_after(day: dt.date, months: int, later: dt.date) -> None:
    """The same day, or the month's last."""
    assert months_after(day, months) == later


def test_a_sign_off_keeps_the_transport_while_it_is_tried() -> None:
    """A longer trial moves the end of the kept transport; a shorter one cannot be asked for."""
    here = situation(three_good_runs())
    made = make_sign_off(here, "t", trial_days=200)
    assert made.fallback_until == made.trial_until == TODAY + dt.timedelta(days=200)
    with pytest.raises(InputError, match="stays booked while the trial lasts"):
        make_sign_off(here, "t", fallback_until=TODAY)
    with pytest.raises(InputError, match="review is after"):
        make_sign_off(here, "t", review_on=TODAY)
    assert [each.name for each in follow_ups_of(TODAY, rules().after)] == [
        "three_months",
        "nine_months",
        "twelve_months",
    ]


def test_a_new_critical_step_puts_a_sign_off_out_of_date() -> None:
    """Signed off for the steps of then; a plan with another crossing is another journey."""
    here = situation(three_good_runs())
    made = make_sign_off(here, "t")
    fewer = replace(made, steps=made.steps - {"out/cross/king-street"})
    for sign_off, expected in ((made, ()), (fewer, ("new_steps",))):
        record = replace(here.record, sign_offs=(sign_off,))
        assert breaks_of(replace(here, record=record)) == expected


def practised(code: str, key: str, count: int = 3) -> tuple:
    """Return another course on which one crossing at another place went well."""
    steps = tuple(
        replace(each, key=key) if each.key == "out/cross/king-street" else each
        for each in trained().steps
    )
    lessons = tuple(
        lesson(at, [Prompt(step=key, skill="", level=Level.ALONE)]) for at in range(count)
    )
    return replace(trained(), steps=steps), lessons, code


def test_own_skills_by_hand() -> None:
    """Three places, three lessons, two journeys: then, and not before."""

    def zebra(*others: tuple) -> list[tuple[int, int]]:
        found = own_skills(situation(three_good_runs()), others)
        return [(each.places, each.lessons) for each in found if each.skill == "cross_at_zebra"]

    # There and back across King Street is one place, on one journey.
    assert zebra() == []
    # A second journey, but King Street again and one other: two places.
    assert zebra(practised("TC2", "out/cross/mill-lane")) == []
    both = (practised("TC2", "out/cross/mill-lane"), practised("TC3", "out/cross/high-street"))
    assert zebra(*both) == [(3, 9)]


def test_a_low_try_takes_the_place_away() -> None:
    """The last try at a place counts: King Street went wrong, two places are left."""
    both = (practised("TC2", "out/cross/mill-lane"), practised("TC3", "out/cross/high-street"))
    others = [(replace(each[0], steps=_without_back(each[0].steps)), *each[1:]) for each in both]
    low = [
        replace(each, level=Level.NOT_YET) if "king-street" in each.step else each
        for each in everything()
    ]
    bad = lesson(60, low)
    for lessons, is_own in ((three_good_runs(), True), ([*three_good_runs(), bad], False)):
        found = [each.skill for each in own_skills(situation(lessons), others)]
        assert ("cross_at_zebra" in found) == is_own


def _without_back(steps: tuple) -> tuple:
    return tuple(each for each in steps if each.key != "back/cross/king-street")


def test_only_what_is_higher_moves() -> None:
    """A confirmed level never lowers what the register says."""
    place = StartPlace(kind=PlaceKind.HOME, at=Position(51.5, -3.0, 10))
    both = (practised("TC2", "out/cross/mill-lane"), practised("TC3", "out/cross/high-street"))
    shown = own_skills(situation(three_good_runs()), both)
    best = Ability(skill="cross_at_zebra", level=Level.ALONE, assessed_by="a", assessed_on=START)
    person = Person(id="P1", places=(place,), profile="walks-well", abilities=(best,))
    changed, moved = with_own(person, shown, situation(), "t")
    assert best in changed.abilities
    assert moved == len([each for each in shown if each.skill != "cross_at_zebra"])


BOOKED = Booking(
    starts=dt.datetime(2026, 11, 24, 9, 30),
    minutes=90,
    kind=LessonKind.ACCOMPANIED,
    trainer="trainer 2",
    token="a1b2",
)


def calendar(*bookings: Booking, **named: bool) -> icalendar.Calendar:
    """Return a calendar as another program reads it."""
    now = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    content = calendar_of([(COURSE, each) for each in bookings], WORDS, now, **named)
    return icalendar.Calendar.from_ical(content)


def test_a_lesson_is_at_its_london_time() -> None:
    """Half past nine in winter and in summer: 09:30 and 08:30 of universal time."""
    summer = replace(BOOKED, starts=dt.datetime(2027, 6, 8, 9, 30), token="c3")
    first, second = calendar(BOOKED, summer).walk("VEVENT")
    assert first["DTSTART"].dt.astimezone(dt.UTC).hour == 9
    assert second["DTSTART"].dt.astimezone(dt.UTC).hour == 8
    assert first["DTSTART"].params["TZID"] == "Europe/London"
    assert first["DURATION"].dt == dt.timedelta(minutes=90)
    (zone,) = calendar(BOOKED).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/London"
    assert {each.name for each in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_calendars_name_nobody() -> None:
    """Neither person nor course nor place nor trainer, unless asked for."""
    content = calendar(BOOKED).to_ical().decode()
    for word in ("P1", "TC1", "O1", "S1", "trainer"):
        assert word not in content
    (event,) = calendar(BOOKED, with_person=True).walk("VEVENT")
    assert event["SUMMARY"] == "Travel training lesson P1"


def test_a_lesson_keeps_its_name_and_a_cancelled_one_is_told() -> None:
    """The same file twice has the same names; a cancelled lesson goes out of calendars."""
    (one,) = calendar(BOOKED).walk("VEVENT")
    (again,) = calendar(replace(BOOKED, is_cancelled=True)).walk("VEVENT")
    assert one["UID"] == again["UID"] == "a1b2@lessons.transit.invalid"
    assert (one["STATUS"], again["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert again["SEQUENCE"] > one["SEQUENCE"]


def test_tasks_by_date() -> None:
    """The lesson that nobody wrote down, the one to come, and what follows a sign-off."""
    past = replace(BOOKED, starts=dt.datetime(2026, 11, 10, 9), token="p")
    coming = replace(BOOKED, starts=dt.datetime(2026, 11, 24, 9), token="q")
    gone = replace(coming, is_cancelled=True, token="r")
    here = situation(three_good_runs(), bookings=(past, coming, gone))
    found = tasks_of([here])
    assert [(each.due_on.day, each.code) for each in found] == [
        (10, "unrecorded"),
        (20, "ready"),
        (24, "lesson"),
    ]
    assert found[0].is_late(TODAY) and not found[1].is_late(TODAY)
    made = make_sign_off(here, "t")
    signed = replace(
        here.record,
        bookings=(),
        sign_offs=(replace(made, id=3),),
        follow_ups=tuple(replace(each, sign_off=3) for each in follow_ups_of(TODAY, rules().after)),
    )
    after = tasks_of([replace(here, record=signed)])
    assert [each.code for each in after] == ["fallback", "review", *["follow_up"] * 3]
    assert "{" not in " ".join(task_sentence(WORDS, each) for each in (*found, *after))


def test_a_stopped_course_asks_for_nothing() -> None:
    """No task is left of it."""
    here = situation([])
    stopped = replace(here.record.course, stopped_on=TODAY)
    assert tasks_of([replace(here, record=replace(here.record, course=stopped))]) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: replace(COURSE, trainer=" "),
        lambda: replace(COURSE, lessons_a_week=0),
        lambda: Agreement(role=Role.CARER, answer=Answer.AGREED, on=TODAY, by=""),
        lambda: Agreement(role=Role.PERSON, answer=Answer.AGREED, on=TODAY, by="t"),
        lambda: Agreement(
            role=Role.CARER, answer=Answer.AGREED, on=TODAY, by="t", capacity=Capacity.HAS
        ),
        lambda: Agreement(role=Role.TRAINER, answer=Answer.NOBODY, on=TODAY, by="t"),
        lambda: Agreement(role=Role.TRAINER, answer=Answer.PARTLY, on=TODAY, by="t"),
        lambda: Prompt(step="", skill="", level=Level.ALONE),
        lambda: Lesson(on=TODAY, trainer="t", minutes=0, kind=LessonKind.ALONE, version=1),
        lambda: lesson(1, [Prompt(step="a", skill="", level=Level.ALONE)] * 2),
        lambda: replace(BOOKED, starts=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
        lambda: FollowUp(name="x", due_on=TODAY, done_on=TODAY),
        lambda: SignOff(
            on=TODAY,
            by="t",
            version=1,
            steps=frozenset(),
            levels={},
            trial_until=TODAY,
            fallback_until=TODAY - dt.timedelta(days=1),
            review_on=TODAY + dt.timedelta(days=1),
        ),
    ],
)
def test_records_refuse_what_cannot_be(wrong: object) -> None:
    """Each with a sentence."""
    with pytest.raises(InputError):
        wrong()  # type: ignore[operator]


def test_the_lowest_level_of_a_step_is_its_level() -> None:
    """As a whole and by skill together."""
    made = lesson(
        1,
        [
            Prompt(step="out/board/7", skill="", level=Level.ALONE),
            Prompt(step="out/board/7", skill="find_a_seat", level=Level.WITH_PROMPTS),
        ],
    )
    assert made.level_at("out/board/7") is Level.WITH_PROMPTS
    assert made.level_at("out/ride/7") is None
    assert set_level(made.prompts, "nothing", Level.ALONE) == [*made.prompts]
