"""Training in SQLite and PostgreSQL: the whole of a course, backed up, handed out, erased."""

import datetime as dt

import pytest
from training_record import (
    START,
    TERMS,
    TODAY,
    agreements,
    at_times_of,
    plan,
    three_good_runs,
    version,
)

from transit.model.training import LessonKind, Outcome
from transit.store import open_store
from transit.store.backup import restore_backup, write_backup
from transit.store.directory import SESSIONS
from transit.store.erase import erase_person
from transit.store.importing import import_files
from transit.store.plans import save_plan
from transit.store.training import enter_stage, list_courses
from transit.store.training_agreement import record_agreement
from transit.store.training_export import export_training
from transit.store.training_lessons import book_lesson, record_lesson
from transit.training.desk import begin, follow_up, open_desk, sign_off


@pytest.fixture
def store(register, files):
    """A register with a course that was signed off."""
    import_files(register, files)
    opened = open_store(register)
    with opened.reading() as session:
        held = SESSIONS.read(session, "S1")["S1"]
    made = at_times_of(plan(), held)
    save_plan(opened, version(made), ("P1", 0, "S1", held.opportunity), TERMS)
    course = begin(open_desk(opened), "PL1", "trainer 2", START, 2, ["cross_busy_road"]).course.id
    for said in agreements():
        record_agreement(opened, course, said)
    for at, given in enumerate(three_good_runs()):
        record_lesson(opened, course, given, f"form {at}")
    book_lesson(opened, course, dt.datetime(2026, 11, 24, 9, 30), 90, LessonKind.ALONE, "x")
    yield opened
    opened.close()


def test_a_course_from_end_to_end(store):
    """What is written comes back the same, also after a restart; stages follow one another."""
    enter_stage(store, 1, "accompanied", on=TODAY, by="t", before="referral")
    (record,) = list_courses(store)
    assert record.course.skills == ("cross_busy_road",)
    assert [each.stage for each in record.stages] == ["referral", "accompanied"]
    assert record.stages[0].left_on == TODAY and record.stages[0].left_by == "t"
    assert record.bookings[0].starts == dt.datetime(2026, 11, 24, 9, 30)
    for given, kept in zip(three_good_runs(), record.lessons, strict=True):
        assert kept.prompts == given.prompts and kept.kind is given.kind
    store.engine.dispose()
    assert list_courses(store) == (record,)


def test_somebody_elses_stage_is_not_overwritten(store):
    """Whoever had another stage before them is told, and nothing is moved."""
    from transit.errors import StoreError

    with pytest.raises(StoreError, match="by somebody else meanwhile"):
        enter_stage(store, 1, "coping", on=TODAY, by="t", before="accompanied")
    assert list_courses(store)[0].stage == "referral"


def test_backup_export_and_erasure_reach_it(store, register, new_register, tmp_path):
    """Restored it is the same and new rows get new numbers; erased, nothing is left."""
    write_backup(register, tmp_path / "b.zip")
    other = new_register()
    restore_backup(tmp_path / "b.zip", other)
    again = open_store(other)
    assert list_courses(again) == list_courses(store)
    book_lesson(again, 1, dt.datetime(2026, 12, 1, 9), 60, LessonKind.ALONE, "x")
    assert len(list_courses(again)[0].bookings) == 2
    again.close()
    files = export_training(store, tmp_path / "out")
    lessons = files["training_lesson"].read_text("utf-8-sig").splitlines()
    assert len(lessons) == 4 and "token" not in lessons[0]
    assert erase_person(store, "P1")["training_prompt"] > 0
    assert list_courses(store) == ()


def test_sign_off_and_follow_up(store):
    """The added skill was never tried: not ready; without it, signed off and topped up."""
    from transit.training.desk import NotReady

    desk = open_desk(store)
    with pytest.raises(NotReady, match="busy or fast road"):
        sign_off(desk, 1, "t", today=TODAY)
    with store.writing() as session:
        from transit.store.training_tables import CourseTable

        course = session.get(CourseTable, 1)
        course.skills = ""
    record = sign_off(desk, 1, "t", today=TODAY)
    number = record.follow_ups[0].id
    after = follow_up(desk, 1, number, Outcome.TOP_UP, on=dt.date(2027, 2, 20), by="t")
    assert after.sign_off is None and after.stage == "shadowing"
