"""The page Plan: options, what is asked of them, keeping one, and writing into it."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, text_of
from transit.model.fact import State
from transit.model.saved_plan import Conflict, SavedPlan, StepEdit, TermsEdit
from transit.plan.carry import carried
from transit.store import open_store
from transit.store.plan_edits import list_edits, save_edits
from transit.store.plan_tables import PlanVersionTable
from transit.store.plans import list_saved_plans, save_plan
from transit.store.surveys import read_observations


def plans_of(register: Path) -> tuple[SavedPlan, ...]:
    """Read the saved plans."""
    store = open_store(register)
    found = list_saved_plans(store)
    store.close()
    return found


def about(open_page: Open, session: str = "S1") -> AppTest:
    """Open the page for somebody and a session."""
    app = open_page("plan")
    app.selectbox[0].set_value("P1").run()
    next(each for each in app.selectbox if each.label == "Session").set_value(session).run()
    assert not app.exception
    return app


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    """Return the first button of a label."""
    return next(each for each in app.button if each.label == label)


def field(app: AppTest, kind: str, label: str):  # type: ignore[no-untyped-def]
    """Return the first field of a kind whose label begins so."""
    return next(each for each in getattr(app, kind) if each.label.startswith(label))


def keep(app: AppTest, by: str = "trainer 1") -> AppTest:
    """Keep the journey that is shown."""
    app.text_input(key="plan_keep_by").set_value(by)
    button(app, "Save this journey").click().run()
    assert not app.exception
    return app


@pytest.fixture
def kept(open_page: Open, in_register: Path) -> AppTest:
    """Return the page on a plan that was just kept."""
    return keep(about(open_page))


def test_journeys_are_compared(open_page: Open, in_register: Path) -> None:
    """Cards, a table of differences, and the steps of the first."""
    app = about(open_page)
    said = text_of(app)
    assert "What they differ in" in said and "If the bus home is missed" in said
    assert "Journey 1, step by step" in said and "Leave home at" in said
    assert not plans_of(in_register)


def test_a_step_that_is_pointed_at_is_avoided_and_taken_back(
    open_page: Open, in_register: Path
) -> None:
    """What was avoided is listed, its cost is told, and the first journey comes back."""
    app = about(open_page)
    before = text_of(app)
    button(app, "Find journeys again").click().run()
    assert not app.exception
    assert "What you ask of the journey" in text_of(app)
    button(app, "Take back").click().run()
    assert "What you ask of the journey" not in text_of(app)
    assert "Journey 1, step by step" in before and "Journey 1, step by step" in text_of(app)


def test_a_journey_is_kept_by_somebody(open_page: Open, in_register: Path) -> None:
    """Nobody's name is no name; then version 1 stands, with what stays in place."""
    app = keep(about(open_page), by="")
    assert "Name yourself" in text_of(app) and not plans_of(in_register)
    keep(app)
    (plan,) = plans_of(in_register)
    assert plan.latest.made_by == "trainer 1" and plan.terms.trial_weeks == 8
    said = text_of(app)
    assert "Saved as PL1, version 1." in said and "Kept in place:" in said


def test_words_are_written_and_carry_a_name(kept: AppTest, in_register: Path) -> None:
    """One sentence a line; the step says them, and who wrote them."""
    field(kept, "text_area", "Words, one").set_value("Get your blue bag.\nTake the pass.")
    button(kept, "Save this step").click().run()
    assert not kept.exception
    said = text_of(kept)
    assert "Get your blue bag." in said and "Changed by trainer 1" in said
    (plan,) = plans_of(in_register)
    (edit,) = plan.latest.edits.steps.values()
    assert edit.sentences == ("Get your blue bag.", "Take the pass.") and edit.revision == 1


def test_a_photo_needs_its_words(kept: AppTest, in_register: Path) -> None:
    """Without them nothing is kept; with them it is shown by what it shows."""
    file = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(file, "PNG")
    field(kept, "file_uploader", "Photo").set_value(("door.png", file.getvalue(), "image/png"))
    button(kept, "Save this step").click().run()
    assert "Say in words what the photo shows." in text_of(kept)
    field(kept, "file_uploader", "Photo").set_value(("door.png", file.getvalue(), "image/png"))
    field(kept, "text_input", "What the photo").set_value("A red door")
    button(kept, "Save this step").click().run()
    assert not kept.exception and "Photo: A red door" in text_of(kept)


def test_steps_are_moved_left_out_and_put_in(kept: AppTest, in_register: Path) -> None:
    """Each at once, and what is left out can come back."""
    button(kept, "Move it down").click().run()
    assert "Step 1 was moved." in text_of(kept)
    (plan,) = plans_of(in_register)
    assert plan.latest.edits.steps["out/ready"].after == "out/leave"
    button(kept, "Leave it out").click().run()
    assert "Steps that are left out" in str([each.label for each in kept.expander])
    next(each for each in kept.button if each.label.startswith("Put back")).click().run()
    kept.text_area(key="plan_own_words").set_value("Wave to Pat.")
    button(kept, "Put it in").click().run()
    assert not kept.exception and "Wave to Pat." in text_of(kept)


def test_two_trainers_at_once_see_both_texts(kept: AppTest, in_register: Path) -> None:
    """The second is told, and chooses; nothing is lost."""
    store = open_store(in_register)
    edit = StepEdit(key="out/ready", sentences=("Theirs.",), base=("x",))
    save_edits(store, "PL1", 1, [edit], 0, by="trainer 2")
    store.close()
    # The page was drawn before that; what it sends is against what its writer saw.
    field(kept, "text_area", "Words, one").set_value("Mine.")
    button(kept, "Save this step").click().run()
    said = text_of(kept)
    assert "Somebody else wrote at the same time" in said
    assert "Mine." in said and "Theirs." in said
    (plan,) = plans_of(in_register)
    assert plan.latest.edits.steps["out/ready"].sentences == ("Theirs.",)
    button(kept, "Save mine on top").click().run()
    assert not kept.exception
    (plan,) = plans_of(in_register)
    assert plan.latest.edits.steps["out/ready"].sentences == ("Mine.",)
    assert plan.latest.edits.steps["out/ready"].by == "trainer 1"


def test_what_no_longer_fits_is_decided(kept: AppTest, in_register: Path) -> None:
    """A new version with other words: both are shown, and the trainer's are kept on request."""
    store = open_store(in_register)
    (plan,) = list_saved_plans(store)
    built = plan.latest.plan.out.steps[0]
    edit = StepEdit(key=built.key, sentences=("My own words.",), base=("Something else.",))
    save_edits(store, "PL1", 1, [edit], 0, by="trainer 1")
    (plan,) = list_saved_plans(store)
    edits = carried(plan.latest.edits, plan.latest.plan, plan.latest.plan)
    assert edits.conflicts[0].conflict is Conflict.WORDS
    save_plan(store, replace(plan.latest, edits=edits), plan, plan.terms)
    store.close()
    kept.run()
    assert "Somebody else changed this plan" in text_of(kept)
    button(kept, "Show what is there now").click().run()
    said = text_of(kept)
    assert "One change to decide" in said and "My own words." in said
    button(kept, "Keep what was written").click().run()
    assert not kept.exception
    (plan,) = plans_of(in_register)
    assert not plan.latest.edits.conflicts and "My own words." in text_of(kept)


def test_a_line_of_the_risk_assessment_is_completed(kept: AppTest, in_register: Path) -> None:
    """Likelihood times severity, an owner: in the table afterwards."""
    if "Complete a line" not in [each.label for each in kept.expander]:
        pytest.skip("the town's journey has no hazard")
    field(kept, "selectbox", "How likely, 1").set_value(2)
    field(kept, "selectbox", "How grave, 1").set_value(4)
    field(kept, "text_input", "Who sees to it").set_value("trainer 1")
    button(kept, "Save this line").click().run()
    assert not kept.exception and "2 × 4 = 8" in text_of(kept)


def test_a_file_is_made(kept: AppTest, in_register: Path) -> None:
    """A PDF under the plan's id, nobody's name in it."""
    button(kept, "Make the file").click().run()
    assert not kept.exception
    made = kept.session_state["plan_printed"]
    assert made[1].startswith(b"%PDF")


def test_what_is_agreed_is_changed(kept: AppTest, in_register: Path) -> None:
    """The trial is longer; the version stays as it is."""
    field(kept, "number_input", "Trial, weeks").set_value(12)
    button(kept, "Save what is agreed").click().run()
    assert not kept.exception and "What is agreed was saved." in text_of(kept)
    (plan,) = plans_of(in_register)
    assert plan.terms.trial_weeks == 12 and plan.latest.number == 1


def test_two_trainers_agree_at_once(kept: AppTest, in_register: Path) -> None:
    """The second sees both and chooses; what was agreed before can still be read."""
    store = open_store(in_register)
    theirs = replace(plans_of(in_register)[0].terms, fallback="Their taxi stays.")
    save_edits(store, "PL1", 1, [TermsEdit(terms=theirs)], 0, by="trainer 2")
    field(kept, "text_area", "What stays in place").set_value("My minibus stays.")
    button(kept, "Save what is agreed").click().run()
    said = text_of(kept)
    assert "Somebody else wrote at the same time" in said
    assert "My minibus stays." in said and "Their taxi stays." in said
    assert plans_of(in_register)[0].terms == theirs
    button(kept, "Save mine on top").click().run()
    assert not kept.exception
    assert plans_of(in_register)[0].terms.fallback == "My minibus stays."
    (_, first), (_, last) = list_edits(store, "PL1")
    store.close()
    assert isinstance(first, TermsEdit) and isinstance(last, TermsEdit)
    assert last.before == theirs == first.terms


def test_a_journey_is_not_kept_over_what_nobody_saw(kept: AppTest, in_register: Path) -> None:
    """Choosing anew while somebody else agrees something: told, and theirs stands."""
    kept.segmented_control[0].set_value("Choose a journey").run()
    store = open_store(in_register)
    theirs = replace(plans_of(in_register)[0].terms, fallback="Their taxi stays.")
    save_edits(store, "PL1", 1, [TermsEdit(terms=theirs)], 0, by="trainer 2")
    store.close()
    keep(kept)
    assert "somebody else saved this plan meanwhile" in text_of(kept)
    assert "Somebody else changed this plan since you opened it" in text_of(kept)
    (plan,) = plans_of(in_register)
    assert plan.latest.number == 1 and plan.terms == theirs
    kept.button(key="plan_anew").click().run()
    keep(kept)
    (plan,) = plans_of(in_register)
    assert plan.latest.number == 2 and plan.terms == theirs


def test_what_was_seen_is_recorded_beside_the_plan(kept: AppTest, in_register: Path) -> None:
    """One answer at the kerb, by name; it goes before the map for everybody."""
    form = next(each for each in kept.radio if each.options == ["Not looked", "Yes", "No"])
    form.set_value(State.YES)
    field(kept, "text_input", "Seen by").set_value("trainer 1")
    button(kept, "Record what I saw").click().run()
    assert not kept.exception and "One answer was recorded." in text_of(kept)
    store = open_store(in_register)
    (seen, *_) = read_observations(store)
    store.close()
    assert (seen.state, seen.seen_by) == (State.YES, "trainer 1")


def test_a_plan_of_earlier_streets_is_chosen_again_first(kept: AppTest, in_register: Path) -> None:
    """What was seen cannot be put where the streets are others by now: it is said how."""
    assert "Went to look?" in text_of(kept)
    store = open_store(in_register)
    with store.writing() as session:
        session.execute(update(PlanVersionTable).values(edition="another"))
    store.close()
    kept.run()
    button(kept, "Show what is there now").click().run()
    assert "This version was made from earlier streets." in text_of(kept)
    assert "Went to look?" not in text_of(kept)


def test_a_plan_is_printed_in_english_unless_somebody_chooses(kept: AppTest) -> None:
    """Other languages are named, and carry a warning."""
    language = field(kept, "selectbox", "Language")
    assert language.value == "en" and "Cymraeg (Welsh)" in language.options
    language.set_value("cy").run()
    assert "No native reader has looked at this language yet" in text_of(kept)
