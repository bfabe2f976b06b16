"""A course from its plan to the last follow-up, in a register."""

import datetime as dt
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.town_register import score_by_hand, write_town_register
from tests.training_record import (
    START,
    TERMS,
    TODAY,
    agreements,
    everything,
    lesson,
    plan,
    set_level,
    three_good_runs,
    version,
)
from transit.errors import StoreError
from transit.model.abilities import Level
from transit.model.plan import Question
from transit.model.training import (
    Agreement,
    Answer,
    Capacity,
    Incident,
    LessonKind,
    Outcome,
    Role,
    StopReason,
)
from transit.model.verdict import Direction, Rung
from transit.store import Store, create_store
from transit.store.importing import import_files
from transit.store.overrides import read_overrides
from transit.store.plans import save_plan
from transit.store.training import list_courses
from transit.store.training_agreement import record_agreement, stop_course
from transit.store.training_lessons import close_incident, record_incident, record_lesson
from transit.store.training_sign_offs import end_sign_off, sign_off_behind
from transit.store.verdict_pages import Chosen, read_verdicts
from transit.training.desk import (
    NotReady,
    TrainingDesk,
    begin,
    breaks,
    confirm_own,
    follow_up,
    look,
    open_desk,
    sign_off,
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a scored town register."""
    path = tmp_path / "register.sqlite"
    assert import_files(path, write_town_register(tmp_path / "files"), who="test").is_imported
    score_by_hand(path)
    return path


@pytest.fixture
def store(register: Path) -> Store:
    """Return it open, with a plan of person 1 for session 1."""
    opened = create_store(register)
    save_plan(opened, version(plan()), ("P1", 0, "S1", "O1"), TERMS)
    return opened


@pytest.fixture
def desk(store: Store) -> TrainingDesk:
    """Return a desk over it."""
    return open_desk(store)


def trained_course(desk: TrainingDesk) -> int:
    """Begin a course and bring it to where the rule is met."""
    course = begin(desk, "PL1", "trainer 2", START, 2).course.id
    for said in agreements():
        record_agreement(desk.store, course, said)
    for at, given in enumerate(three_good_runs()):
        record_lesson(desk.store, course, given, f"form {at}")
    return course


def test_a_course_begins_in_the_first_stage(desk: TrainingDesk) -> None:
    """It belongs to the plan, and a second one of the same plan is refused while it goes on."""
    record = begin(desk, "pl1", "trainer 2", START, 2)
    assert (record.course.code, record.course.plan, record.stage) == ("TC1", "PL1", "referral")
    assert record.stages[0].entered_by == "trainer 2"
    with pytest.raises(StoreError, match="being trained already"):
        begin(desk, "PL1", "trainer 3", START, 2)
    with pytest.raises(StoreError, match="no plan PL9"):
        begin(desk, "PL9", "trainer 3", START, 2)


def test_what_is_recorded_is_read_again(desk: TrainingDesk) -> None:
    """Levels, times and incidents come back as they were told."""
    course = begin(desk, "PL1", "trainer 2", START, 2).course.id
    happened = Incident(kind="missed_stop", severity=2, on=START, done="Rode on and came back.")
    given = lesson(3, everything(), at=dt.time(9, 15), incidents=(happened,))
    record = record_lesson(desk.store, course, given, "form")
    (kept,) = record.lessons
    assert replace(kept, id=given.id, incidents=()) == replace(given, incidents=())
    assert replace(kept.incidents[0], id=0) == happened
    assert look(desk, course, TODAY).record == record


def test_the_same_form_twice_is_one_lesson(desk: TrainingDesk) -> None:
    """Whoever presses the key again, or loses the line, adds nothing."""
    course = begin(desk, "PL1", "trainer 2", START, 2).course.id
    for _ in range(2):
        record = record_lesson(desk.store, course, lesson(3, everything()), "form")
    assert len(record.lessons) == 1


def test_two_trainers_at_once_lose_nothing(desk: TrainingDesk) -> None:
    """Both lessons are there, whoever was first."""
    course = begin(desk, "PL1", "trainer 2", START, 2).course.id
    together = threading.Barrier(2)

    def write(day: int) -> None:
        together.wait()
        record_lesson(desk.store, course, lesson(day, everything()), f"form {day}")

    threads = [threading.Thread(target=write, args=(day,)) for day in (1, 2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.on.day for each in look(desk, course).record.lessons] == [8, 9]


def test_a_lesson_is_whole_or_not_there(
    desk: TrainingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between the lesson and its audit, nothing of it is left; sent again, it is there."""
    from transit.store import training_lessons

    course = begin(desk, "PL1", "trainer 2", START, 2).course.id

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(training_lessons, "note_change", stopped)
        with pytest.raises(KeyboardInterrupt):
            record_lesson(desk.store, course, lesson(3, everything()), "form")
    with desk.store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM training_prompt")) == 0
    assert look(desk, course).record.lessons == ()
    assert len(record_lesson(desk.store, course, lesson(3, everything()), "form").lessons) == 1


def test_lessons_are_written_down_when_they_were_given(desk: TrainingDesk) -> None:
    """Neither those to come, nor those before the course, nor those after it was stopped."""
    course = begin(desk, "PL1", "trainer 2", START, 2).course.id
    with pytest.raises(StoreError, match="after it was given"):
        record_lesson(desk.store, course, lesson(9, []), "a", today=START)
    with pytest.raises(StoreError, match="began on 07/09/2026"):
        record_lesson(desk.store, course, lesson(-1, []), "b")
    stop_course(desk.store, course, StopReason.PERSON, on=START + dt.timedelta(days=5), by="x")
    with pytest.raises(StoreError, match="was stopped on 12/09/2026"):
        record_lesson(desk.store, course, lesson(6, []), "c")
    assert len(record_lesson(desk.store, course, lesson(5, []), "d").lessons) == 1


def test_withdrawn_consent_stops_the_course(desk: TrainingDesk) -> None:
    """Asked again and agreed, it goes on; what was said stays to be read."""
    course = begin(desk, "PL1", "trainer 2", START, 2).course.id
    no = Agreement(
        role=Role.PERSON,
        answer=Answer.WITHDRAWN,
        on=START,
        by="trainer 2",
        capacity=Capacity.HAS,
        note="Does not like buses.",
    )
    record = record_agreement(desk.store, course, no)
    assert record.course.stopped_why is StopReason.CONSENT
    record = record_agreement(desk.store, course, replace(no, answer=Answer.AGREED, note=""))
    assert record.course.stopped_on is None
    assert [each.answer for each in record.agreements] == [Answer.WITHDRAWN, Answer.AGREED]


def test_a_carer_who_withdraws_stops_no_course(desk: TrainingDesk) -> None:
    """It is the person's decision; the rule of signing off still waits for the carer."""
    course = begin(desk, "PL1", "trainer 2", START, 2).course.id
    no = Agreement(role=Role.CARER, answer=Answer.WITHDRAWN, on=START, by="trainer 2")
    assert record_agreement(desk.store, course, no).course.stopped_on is None


def test_signed_off_counts_beside_the_verdict(desk: TrainingDesk, store: Store) -> None:
    """The decision says by whom and when; trial, kept transport, review and follow-ups follow."""
    course = trained_course(desk)
    record = sign_off(desk, course, "trainer 2", today=TODAY)
    made = record.sign_off
    assert made is not None and record.stage == "sign_off"
    # Eight weeks of the plan's terms; the rule keeps the transport for twelve.
    assert made.trial_until == TODAY + dt.timedelta(weeks=8)
    assert made.fallback_until == TODAY + dt.timedelta(weeks=12)
    assert [each.due_on for each in record.follow_ups] == [
        dt.date(2027, 2, 20),
        dt.date(2027, 8, 20),
        dt.date(2027, 11, 20),
    ]
    assert made.levels["cross_at_zebra"] is Level.ALONE
    (decided,) = read_overrides(store, "P1", "S1")
    assert decided.rung is Rung.NOW and decided.by == "trainer 2"
    assert "Signed off for this journey on 20/11/2026 by trainer 2: PL1" in decided.reason
    assert sign_off_behind(store, "P1", "S1") == made
    row = read_verdicts(store, Chosen(people=("P1",), sessions=("S1",))).row(0, named=True)
    assert (row["override_rung"], row["override_by"]) == ("now", "trainer 2")
    with pytest.raises(StoreError, match="signed off already"):
        sign_off(desk, course, "trainer 3", today=TODAY)


def test_nobody_goes_round_the_rule(desk: TrainingDesk, store: Store) -> None:
    """One step with a prompt in the last run: it says so, and nothing is written."""
    course = trained_course(desk)
    prompts = set_level(everything(), "out/cross/king-street", Level.WITH_PROMPTS)
    record_lesson(store, course, lesson(30, prompts, LessonKind.SHADOWED), "bad")
    with pytest.raises(NotReady, match="step 4 was not managed alone on 07/10/2026: Cross King"):
        sign_off(desk, course, "trainer 2", today=TODAY)
    assert read_overrides(store, "P1") == ()
    assert look(desk, course, TODAY).record.sign_off is None


def test_unknown_facts_stand_in_the_way(desk: TrainingDesk, store: Store) -> None:
    """A version with a question on which the journey depends takes the readiness away."""
    from transit.store.plans import find_saved_plan

    course = trained_course(desk)
    asked = Question(
        fact="kerb", direction=Direction.OUT, decides=True, asked="Is the kerb flush?", why="x"
    )
    before = find_saved_plan(store, "PL1")
    assert before is not None
    save_plan(store, version(plan(questions=(asked,))), before, TERMS)
    with pytest.raises(NotReady, match="Is the kerb flush"):
        sign_off(desk, course, "trainer 2", today=TODAY)


def test_what_a_plan_does_not_name_is_not_known(desk: TrainingDesk, store: Store) -> None:
    """A version that is not sure and asks nothing is no plan on which nothing is open."""
    from transit.store.plans import find_saved_plan

    course = trained_course(desk)
    before = find_saved_plan(store, "PL1")
    assert before is not None
    unsure = replace(plan(), rung=Rung.NOW, confirmed=False)
    save_plan(store, version(unsure), before, TERMS)
    with pytest.raises(NotReady, match="does not say on what"):
        sign_off(desk, course, "trainer 2", today=TODAY)


def test_a_serious_incident_must_be_settled(desk: TrainingDesk, store: Store) -> None:
    """Outside a lesson it breaks no run, and stands in the way until somebody closes it."""
    course = trained_course(desk)
    happened = Incident(kind="lost", severity=4, on=TODAY, done="Found at the market.")
    record = record_incident(store, course, happened, "trainer 2")
    with pytest.raises(NotReady, match="not settled"):
        sign_off(desk, course, "trainer 2", today=TODAY)
    number = record.incidents[0].id
    close_incident(store, course, number, on=TODAY, by="manager")
    with pytest.raises(StoreError, match="no open incident"):
        close_incident(store, course, number, on=TODAY, by="manager")
    assert sign_off(desk, course, "trainer 2", today=TODAY).sign_off is not None


@pytest.mark.parametrize(
    ("outcome", "stage", "stays"),
    [
        (Outcome.HELD, "follow_up", True),
        (Outcome.TOP_UP, "shadowing", False),
        (Outcome.STOPPED, "sign_off", False),
    ],
)
def test_a_follow_up_ends_what_does_not_hold(
    desk: TrainingDesk, store: Store, outcome: Outcome, stage: str, stays: bool
) -> None:
    """Held: it counts on. Anything else: the decision is taken back, the verdict is what it was."""
    course = trained_course(desk)
    record = sign_off(desk, course, "trainer 2", today=TODAY)
    number = record.follow_ups[0].id
    day = dt.date(2027, 2, 20)
    record = follow_up(desk, course, number, outcome, on=day, by="trainer 5", note="Seen twice.")
    assert record.stage == stage
    assert (record.sign_off is not None) == stays
    assert (read_overrides(store, "P1", "S1")[-1].rung is Rung.NOW) == stays
    assert (sign_off_behind(store, "P1", "S1") is not None) == stays
    with pytest.raises(StoreError, match="no open follow-up"):
        follow_up(desk, course, number, outcome, on=day, by="trainer 5")


def test_a_later_decision_is_not_taken_back(desk: TrainingDesk, store: Store) -> None:
    """Somebody decided otherwise since: the end of the sign-off leaves that as it is."""
    from transit.store.overrides import override_verdict

    course = trained_course(desk)
    sign_off(desk, course, "trainer 2", today=TODAY)
    override_verdict(
        store, "P1", "S1", Rung.WITH_COMPANION, by="Y", reason="Z", review_on=dt.date(2099, 1, 1)
    )
    assert sign_off_behind(store, "P1", "S1") is None
    end_sign_off(store, course, on=TODAY, by="watch", why="the bus is gone")
    assert [each.rung for each in read_overrides(store, "P1", "S1")] == [
        Rung.NOW,
        Rung.WITH_COMPANION,
    ]


def test_withdrawn_consent_ends_the_sign_off(desk: TrainingDesk, store: Store) -> None:
    """The journey is no longer theirs to make; the computed verdict stands alone again."""
    course = trained_course(desk)
    sign_off(desk, course, "trainer 2", today=TODAY)
    no = Agreement(
        role=Role.PERSON, answer=Answer.WITHDRAWN, on=TODAY, by="x", capacity=Capacity.HAS
    )
    assert record_agreement(store, course, no).sign_off is None
    assert read_overrides(store, "P1", "S1")[-1].rung is None


def test_own_skills_move_only_as_shown(desk: TrainingDesk, store: Store) -> None:
    """One journey is one journey: nothing is the person's own yet, and nothing can be confirmed."""
    course = trained_course(desk)
    with pytest.raises(StoreError, match="does not show yet"):
        confirm_own(desk, course, ["cross_at_zebra"], "trainer 2")


def test_two_journeys_show_a_skill_and_a_trainer_confirms(desk: TrainingDesk, store: Store) -> None:
    """A course at other places: the skill moves, with who and when, and verdicts are stale."""
    from transit.store.edit import find_person

    first = trained_course(desk)
    other = plan(session="S3")
    moved = [
        replace(
            way,
            steps=tuple(
                replace(step, key=step.key.replace("mill-lane", f"high-street-{at}"))
                for at, step in enumerate(way.steps)
            ),
        )
        for way in other.ways
    ]
    other = replace(other, opportunity="O2", out=moved[0], back=moved[1])
    save_plan(store, version(other), ("P1", 0, "S3", "O2"), TERMS)
    second = begin(desk, "PL2", "trainer 2", START, 2).course.id
    for at, given in enumerate(three_good_runs()):
        prompts = [
            replace(each, step=each.step.replace("mill-lane", "high-street-2"))
            for each in given.prompts
        ]
        record_lesson(store, second, replace(given, prompts=tuple(prompts)), f"other {at}")
    # To know the way was shown at the walk and the door of both journeys: three places.
    assert confirm_own(desk, first, ["know_the_way"], "trainer 2") == 1
    assert confirm_own(desk, first, [], "trainer 2") == 0
    with store.reading() as session:
        person = find_person(session, "P1")
    assert person is not None
    (ability,) = [each for each in person.abilities if each.skill == "know_the_way"]
    assert (ability.level, ability.assessed_by) == (Level.ALONE, "trainer 2")
    assert read_verdicts(store, Chosen(people=("P1",)))["is_stale"].all()


def test_breaks_that_the_register_can_tell() -> None:
    """The session is gone, is held at other times, or the timetable's days are over."""
    from transit.model.opportunities import Session
    from transit.model.weekdays import Weekday

    held = Session(
        id="S1",
        opportunity="O1",
        activity="x",
        days=(Weekday.MON,),
        start_s=10 * 3600,
        end_s=12 * 3600,
    )
    made = version(plan())
    assert breaks(made, held, TODAY) == ()
    assert breaks(made, None, TODAY) == ("session_gone",)
    assert breaks(made, replace(held, start_s=9 * 3600), TODAY) == ("session_moved",)
    assert breaks(made, held, dt.date(2100, 1, 1)) == ("timetable_over",)


def test_erasing_somebody_takes_their_training(desk: TrainingDesk, store: Store) -> None:
    """Nothing of it is left in any table, and the audit names nobody."""
    from transit.store.erase import erase_person

    course = trained_course(desk)
    sign_off(desk, course, "trainer 2", today=TODAY)
    removed = erase_person(store, "P1")
    assert removed["training_lesson"] == 3 and removed["training_sign_off"] == 1
    assert list_courses(store) == ()
    with store.reading() as session:
        names = session.scalars(
            text("SELECT name FROM sqlite_master WHERE name LIKE 'training_%' AND type = 'table'")
        ).all()
        assert len(names) == 9
        for name in names:
            assert session.scalar(text(f"SELECT count(*) FROM {name}")) == 0
        audit = session.execute(text("SELECT action, detail FROM audit")).all()
    assert not any("P1" in detail or "Mill" in detail for _, detail in audit)


def test_a_backup_brings_training_back(desk: TrainingDesk, register: Path, tmp_path: Path) -> None:
    """Restored, it is the same."""
    from transit.store import open_store
    from transit.store.backup import restore_backup, write_backup
    from transit.store.training_lessons import book_lesson

    course = trained_course(desk)
    book_lesson(desk.store, course, dt.datetime(2026, 11, 24, 9), 90, LessonKind.ALONE, "x")
    sign_off(desk, course, "trainer 2", today=TODAY)
    before = list_courses(desk.store)
    write_backup(register, tmp_path / "backup.zip")
    restore_backup(tmp_path / "backup.zip", tmp_path / "again.sqlite")
    store = open_store(tmp_path / "again.sqlite")
    assert list_courses(store) == before
    store.close()


@pytest.mark.parametrize(
    ("seen", "starts", "stays"),
    [
        ("broken", None, False),
        ("broken", dt.date(2020, 1, 1), False),
        ("broken", dt.date(2099, 1, 1), True),
        ("changed", None, True),
    ],
)
def test_a_broken_plan_ends_the_sign_off(
    desk: TrainingDesk, store: Store, seen: str, starts: dt.date | None, stays: bool
) -> None:
    """Broken, it counts no longer from then on. Only changed, it counts, but out of date."""
    from transit.model.watch import Outcome as Became
    from transit.model.watch import Watched
    from transit.store.watched import Look, save_looks
    from transit.training.after import breaks_of

    course = trained_course(desk)
    sign_off(desk, course, "trainer 2", today=TODAY)
    seen_now = Look(
        watched=Watched(plan="PL1", version=1, outcome=Became(seen), starts=starts),
        edition="b",
        old_edition="a",
        input_hash="x",
        checked_at=dt.datetime.now(dt.UTC),
    )
    save_looks(store, [seen_now])
    assert (look(desk, course, TODAY).record.sign_off is not None) == stays
    assert (read_overrides(store, "P1", "S1")[-1].rung is Rung.NOW) == stays
    assert breaks_of(look(desk, course, TODAY)) == (f"watch_{seen}",)


def test_a_mistake_is_taken_out_within_a_day(desk: TrainingDesk, store: Store) -> None:
    """The lesson goes and what happened in it stays; a day later nothing can be taken out."""
    from transit.store.training_lessons import recent_lessons, take_out_lesson

    course = begin(desk, "PL1", "trainer 2", START, 2).course.id
    happened = Incident(kind="lost", severity=4, on=START, done="Found.")
    record = record_lesson(store, course, lesson(3, everything(), incidents=(happened,)), "a")
    number = record.lessons[0].id
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=25)
    assert recent_lessons(store, course) == {number}
    assert recent_lessons(store, course, later) == frozenset()
    with pytest.raises(StoreError, match="within a day"):
        take_out_lesson(store, course, number, "t", now=later)
    record = take_out_lesson(store, course, number, "t")
    assert record.lessons == () and len(record.incidents) == 1
    with pytest.raises(StoreError, match="no lesson of that number"):
        take_out_lesson(store, course, number, "t")
