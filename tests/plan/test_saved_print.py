"""What is printed of a saved plan: the journey as it was saved, with what trainers made of it."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.test_plan import town
from tests.plan.planning import figures_of, text_of
from transit.model.saved_plan import Choice, RiskEdit, SavedPlan, StepEdit
from transit.model.verdict import Direction
from transit.network.store import open_area
from transit.plan.choose import Telling, choose
from transit.plan.find import open_search, printed, saved_to_print, session_of
from transit.plan.keep import keep_option
from transit.plan.photos import ready_photo
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_print_words
from transit.store import open_store
from transit.store.database import Store
from transit.store.plan_edits import EditsSaved, save_edits
from transit.store.plan_photos import add_photo
from transit.store.plans import find_saved_plan

__all__ = ["town"]

WORDS = Words(read_print_words())
PARAMETERS = read_parameters()


def keep(store: Store, town: Path, choice: Choice, number: int = 1) -> SavedPlan:
    """Keep one of the options for the reading group."""
    search = open_search(store, town / "area", "P1")
    telling = Telling(WORDS, read_hazards())
    found = choose(search.desk, search.person, session_of(search.desk, "S1"), telling, choice)
    option = found.options[number - 1]
    return keep_option(store, found, option, search.area, WORDS, PARAMETERS, by="Ann")


@pytest.fixture(scope="module")
def store(town: Path):  # type: ignore[no-untyped-def]
    """Return the town's register."""
    opened = open_store(town / "register.db")
    yield opened
    opened.close()


def test_words_photos_and_risks_are_printed(store: Store, town: Path) -> None:
    """Without the area, and nothing is searched: the area could be gone."""
    plan = keep(store, town, Choice())
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    photo = add_photo(store, plan.id, ready_photo(file.getvalue(), PARAMETERS), by="Ann")
    first = plan.latest.plan.out.steps[0]
    hazard = plan.latest.plan.hazards[0]
    edits = [
        StepEdit(
            key=first.key,
            base=first.sentences,
            sentences=("Take the blue bag.",),
            photo=photo,
            alt="The blue bag on its hook",
        ),
        RiskEdit(
            key=hazard.key, likelihood=3, severity=4, owner="Bob Hill", due=dt.date(2027, 3, 1)
        ),
    ]
    done = save_edits(store, plan.id, plan.latest.number, edits, 0, by="Ann")
    assert isinstance(done, EditsSaved)
    kept = find_saved_plan(store, plan.id)
    assert kept is not None
    pdf = printed(saved_to_print(store, kept, kept.latest, WORDS), ".pdf")
    said = text_of(pdf)
    assert "Take the blue bag." in said and first.sentences[-1] not in said.split("Leave home")[0]
    assert "Bob Hill" in said and "1 March 2027" in said
    assert "The blue bag on its hook" in figures_of(pdf)


def test_a_rebuilt_plan_keeps_the_words_that_fit(store: Store, town: Path) -> None:
    """Another journey: the words of steps that it has too go along, the others wait, none is lost;
    the version before prints as it did.
    """
    before = keep(store, town, Choice())
    steps = before.latest.plan.out.steps
    mine = {step.key: StepEdit(key=step.key, base=step.sentences, sentences=(f"Mine {n}.",))
            for n, step in enumerate(steps)}  # fmt: skip
    save_edits(
        store,
        before.id,
        before.latest.number,
        mine.values(),
        before.latest.edits.revision,
        by="Bob",
    )
    old = printed(saved_to_print(store, before, before.latest, WORDS), ".docx")
    after = keep(store, town, Choice(earlier_min=30), number=2)
    edits = after.latest.edits.steps
    for key, edit in mine.items():
        assert edits[key].sentences == edit.sentences and edits[key].by == "Bob"
    waiting = {each.key for each in after.latest.edits.conflicts}
    assert waiting
    found = saved_to_print(store, after, after.latest, WORDS)
    shown = {step.key: step.sentences for step in found.plan.out.steps}
    for key, edit in mine.items():
        assert key in waiting or shown[key] == edit.sentences
    assert len(old) == len(
        printed(saved_to_print(store, before, before.versions[-1], WORDS), ".docx")
    )


def test_another_language_says_the_same_steps(store: Store, town: Path) -> None:
    """Same keys, other words, but for those that a trainer wrote."""
    plan = keep(store, town, Choice())
    version = replace(plan.latest, edits=replace(plan.latest.edits, steps={}))
    welsh = Words(read_print_words("cy"))
    here, there = (saved_to_print(store, plan, version, words) for words in (WORDS, welsh))
    for one, other in zip(here.plan.ways, there.plan.ways, strict=True):
        assert [step.key for step in one.steps] == [step.key for step in other.steps]
        assert all(a.sentences != b.sentences for a, b in zip(one.steps, other.steps, strict=True))
    key = here.plan.out.steps[0].key
    edit = StepEdit(key=key, sentences=("Cael y bag.",), base=("x",))
    version = replace(version, edits=replace(version.edits, steps={key: edit}))
    found = saved_to_print(store, plan, version, welsh)
    assert found.plan.out.steps[0].sentences == ("Cael y bag.",)
    assert found.plan.out.direction is Direction.OUT


def test_that_an_area_was_built_without_landmarks_is_told_only_of_its_own_plans(
    store: Store, town: Path
) -> None:
    """Of a plan of that edition; of one of another nobody knows it, and none is said."""
    plan = keep(store, town, Choice())
    opened = open_area(town / "area")
    bare = replace(opened, landmarks=None)
    told = [
        saved_to_print(store, plan, plan.latest, WORDS, area).landmarks_kept
        for area in (None, opened, bare, replace(bare, edition="another"))
    ]
    assert told == [True, True, False, True]
