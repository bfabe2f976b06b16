"""The pages Training and My trainees: a course from its beginning to what comes afterwards."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, text_of
from tests.training_record import TERMS, agreements, everything, plan, version
from transit.dashboard.verdict_data import VerdictKey
from transit.model.abilities import Level
from transit.model.training import Answer, Capacity, Lesson, LessonKind, Role
from transit.store import open_store
from transit.store.plans import save_plan
from transit.store.training import find_course
from transit.store.training_agreement import record_agreement
from transit.store.training_lessons import record_lesson
from transit.training.desk import begin, open_desk


@pytest.fixture
def in_planned(in_scored: Path) -> Path:
    """Show a register with one saved plan."""
    store = open_store(in_scored)
    save_plan(store, version(plan()), ("P1", 0, "S1", "O1"), TERMS)
    store.close()
    return in_scored


@pytest.fixture
def in_training(in_planned: Path) -> Path:
    """Show a register with a course that began two weeks ago."""
    store = open_store(in_planned)
    start = dt.date.today() - dt.timedelta(weeks=2)
    begin(open_desk(store), "PL1", "trainer 2", start, 2)
    store.close()
    return in_planned


def shown_alone(register: Path) -> None:
    """Bring the course to where the rule is met."""
    store = open_store(register)
    for said in agreements(dt.date.today()):
        record_agreement(store, 1, said)
    kinds = (LessonKind.ACCOMPANIED, LessonKind.SHADOWED, LessonKind.ALONE)
    for at, kind in enumerate(kinds):
        given = Lesson(
            on=dt.date.today() - dt.timedelta(days=9 - 3 * at),
            trainer="trainer 2",
            minutes=90,
            kind=kind,
            version=1,
            prompts=tuple(everything()),
        )
        record_lesson(store, 1, given, f"form {at}")
    store.close()


def record_of(register: Path):
    """Read the course as it is now."""
    store = open_store(register)
    found = find_course(store, 1)
    store.close()
    assert found is not None
    return found


def of_course(open_page: Open, view: str = "Overview") -> AppTest:
    """Open the page, choose the course and one of its views."""
    app = open_page("training")
    field(app, "selectbox", "Course").set_value(1).run()
    if view != "Overview":
        app.segmented_control(key="training_view").set_value(view).run()
    assert not app.exception
    return app


def field(app: AppTest, kind: str, label: str):
    """Return the first field of a kind whose label begins so."""
    return next(each for each in getattr(app, kind) if each.label.startswith(label))


def test_without_a_register_it_says_how_to_begin(open_page: Open, new_register: Path) -> None:
    """Both pages do."""
    for name in ("training", "my_trainees"):
        assert "There is no register" in text_of(open_page(name))


def test_a_course_is_begun(open_page: Open, in_planned: Path) -> None:
    """From a saved plan, by somebody who names themselves."""
    app = open_page("training")
    assert "Nobody is being trained yet" in text_of(app)
    field(app, "text_input", "Trainer").set_value("trainer 7")
    field(app, "button", "Begin the course").click().run()
    assert not app.exception
    said = text_of(app)
    assert "The course was begun." in said and "TC1: P1 to Library" in said
    assert record_of(in_planned).course.trainer == "trainer 7"


def test_a_trainer_must_name_themselves(open_page: Open, in_planned: Path) -> None:
    """Nothing is begun, and it is said why."""
    app = open_page("training")
    field(app, "button", "Begin the course").click().run()
    assert "say who stands for it" in text_of(app)


def test_at_a_glance(open_page: Open, in_training: Path) -> None:
    """The stage with what it is, and what the record says."""
    said = text_of(of_course(open_page))
    assert "Somebody asks for training" in said
    assert "No lesson for 14 days, and none is booked." in said
    assert "mainly what is usual" in said


def test_the_stage_is_moved_by_somebody(open_page: Open, in_training: Path) -> None:
    """The next one is offered; sign-off is not among them."""
    app = of_course(open_page)
    stages = app.selectbox(key="stage_to")
    assert stages.value == "assessment" and "Signed off" not in stages.options
    field(app, "button", "Move the course").click().run()
    assert "Name yourself." in text_of(app)
    app.text_input(key="stage_by").set_value("trainer 2")
    field(app, "button", "Move the course").click().run()
    assert [each.stage for each in record_of(in_training).stages] == ["referral", "assessment"]


def test_everything_is_not_tried_at_first(open_page: Open, in_training: Path) -> None:
    """Saved as it is, a lesson holds no level at all."""
    app = of_course(open_page, "Record a lesson")
    steps = [each for each in app.radio if each.options[0] == "Not tried"]
    assert len(steps) == 24 + 13
    assert {each.value for each in steps} == {"not tried"}
    field(app, "button", "Save the lesson").click().run()
    assert "with 0 levels" in text_of(app)
    (lesson,) = record_of(in_training).lessons
    assert lesson.prompts == () and lesson.kind is LessonKind.ACCOMPANIED


def test_a_level_for_a_whole_way_and_one_step(open_page: Open, in_training: Path) -> None:
    """What is set at a step goes before what is set for its way."""
    app = of_course(open_page, "Record a lesson")
    field(app, "selectbox", "All steps on the way there").set_value(Level.ALONE)
    field(app, "radio", "4. Cross King Street").set_value(Level.WITH_PROMPTS)
    field(app, "radio", "Say no").set_value(Level.WITH_AID)
    field(app, "button", "Save the lesson").click().run()
    assert not app.exception
    (lesson,) = record_of(in_training).lessons
    assert len(lesson.prompts) == 13
    assert lesson.level_at("out/cross/king-street") is Level.WITH_PROMPTS
    assert lesson.level_at("out/ride/7") is Level.ALONE
    assert lesson.level_at("back/ride/7") is None


def test_an_incident_needs_what_was_done(open_page: Open, in_training: Path) -> None:
    """Without it nothing is saved; with it the overview asks for it to be settled."""
    app = of_course(open_page, "Record a lesson")
    field(app, "selectbox", "What happened").set_value("lost")
    field(app, "button", "Save the lesson").click().run()
    assert "what was done" in text_of(app)
    assert record_of(in_training).lessons == ()
    field(app, "text_area", "What was done").set_value("Met at the church.")
    field(app, "button", "Save the lesson").click().run()
    app.segmented_control(key="training_view").set_value("Overview").run()
    field(app, "button", "It is settled").click().run()
    assert record_of(in_training).incidents[0].closed_on == dt.date.today()


def test_progress_as_chart_and_table(open_page: Open, in_training: Path) -> None:
    """Before the first lesson it says so; afterwards every skill and step is there."""
    app = of_course(open_page, "Progress")
    assert "No lesson was recorded yet" in text_of(app)
    shown_alone(in_training)
    app = of_course(open_page, "Progress")
    said = text_of(app)
    assert "No more lessons are needed." in said
    assert "cross at a zebra" in said and "4. Cross King Street at the zebra." in said
    assert app.get("vega_lite_chart")


def test_withdrawn_consent_stops_the_course(open_page: Open, in_training: Path) -> None:
    """It is said at once, and on the overview."""
    app = of_course(open_page, "Agreement")
    assert "Not asked" in text_of(app)
    field(app, "radio", "Whose answer").set_value(Role.PERSON)
    field(app, "radio", "Answer").set_value(Answer.WITHDRAWN)
    field(app, "radio", "The person's own").set_value(Capacity.HAS)
    field(app, "text_input", "Written down by").set_value("trainer 2")
    field(app, "button", "Save the answer").click().run()
    assert "The course is stopped." in text_of(app)
    app.segmented_control(key="training_view").set_value("Overview").run()
    assert "No later lesson can be recorded" in text_of(app)


def test_whoever_was_not_asked_yet_comes_next(open_page: Open, in_training: Path) -> None:
    """Three answers one after another: whoever writes names themselves once, and nobody else."""
    app = of_course(open_page, "Agreement")
    assert field(app, "text_input", "Written down by").value == ""
    field(app, "button", "Save the answer").click().run()
    assert "say who stands for it" in text_of(app)
    field(app, "text_input", "Written down by").set_value("trainer 3")
    for role in (Role.PERSON, Role.CARER, Role.TRAINER):
        assert field(app, "radio", "Whose answer").value == role
        assert field(app, "text_input", "Written down by").value == "trainer 3"
        field(app, "button", "Save the answer").click().run()
        assert "The answer was saved." in text_of(app)
    assert "Not asked" not in text_of(app)
    assert field(app, "radio", "Whose answer").value == Role.PERSON


def test_an_answer_in_part_says_what(open_page: Open, in_training: Path) -> None:
    """Without a matter it is refused; with some these are listed."""
    app = of_course(open_page, "Agreement")
    field(app, "radio", "Whose answer").set_value(Role.CARER)
    field(app, "radio", "Answer").set_value(Answer.PARTLY)
    field(app, "text_input", "Written down by").set_value("trainer 2")
    field(app, "button", "Save the answer").click().run()
    assert "say what is agreed" in text_of(app)
    field(app, "multiselect", "What is agreed").set_value(["training"])
    field(app, "button", "Save the answer").click().run()
    assert "training on this journey" in text_of(app)


def test_there_is_no_way_round_the_rule(open_page: Open, in_training: Path) -> None:
    """What is missing is listed, and there is no button."""
    app = of_course(open_page, "Sign-off")
    said = text_of(app)
    assert "Not yet:" in said and "step 4 was not tried yet: Cross King Street" in said
    assert not any(each.label.startswith("Sign off") for each in app.button)


def test_signed_off_followed_and_listed(open_page: Open, in_training: Path) -> None:
    """Signed off by name; what follows is listed, and one follow-up is written down."""
    shown_alone(in_training)
    app = of_course(open_page, "Sign-off")
    assert "Every condition is met." in text_of(app)
    app.text_input(key="sign_by").set_value("trainer 2")
    field(app, "button", "Sign off for this journey").click().run()
    assert not app.exception
    assert "Signed off on" in text_of(app) and "stays booked until" in text_of(app)
    app.segmented_control(key="training_view").set_value("Afterwards").run()
    app.text_input(key="follow_by").set_value("trainer 5")
    field(app, "button", "Save the follow-up").click().run()
    assert "Travels well alone" in text_of(app)
    person = open_page("person")
    person.session_state["person_open"] = VerdictKey("P1", 0, "S1")
    said = text_of(person.run())
    assert "Signed off on" in said and "Door-to-door transport stays booked until" in said
    said = text_of(open_page("my_trainees"))
    assert "Follow-up after 9 months" in said and "Review of the sign-off" in said


def test_my_trainees_lists_what_is_due(open_page: Open, in_training: Path) -> None:
    """By date, for one trainer or all; a course opens on the page Training."""
    app = open_page("my_trainees")
    said = text_of(app)
    assert "Lesson overdue" in said and "Agreement to ask for: the person" in said
    assert app.selectbox(key="trainees_trainer").options == ["All trainers", "trainer 2"]
    app.selectbox(key="trainees_trainer").set_value("trainer 2").run()
    assert "TC1" in text_of(app)
    field(app, "button", "Open on the page").click().run()
    assert not app.exception


def test_nobody_is_trained_at_first(open_page: Open, in_planned: Path) -> None:
    """It says where to begin."""
    assert "Nobody is being trained" in text_of(open_page("my_trainees"))


def test_notes_are_there_for_the_next_trainer(open_page: Open, in_training: Path) -> None:
    """The last one on the overview; a lesson written by mistake can be taken out at once."""
    app = of_course(open_page, "Record a lesson")
    field(app, "text_area", "A short note").set_value("Sit near the driver.")
    field(app, "button", "Save the lesson").click().run()
    app.segmented_control(key="training_view").set_value("Overview").run()
    assert "Sit near the driver." in "\n".join(each.value for each in app.text)
    field(app, "button", "Take out the lesson").click().run()
    assert not app.exception
    assert record_of(in_training).lessons == ()
