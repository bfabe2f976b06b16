"""Signing off in a real browser with the keyboard alone, and both pages in every size.

A course from its first day on is in ``test_whole_way_newport``.
"""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import open_title, settled, tab_to
from tests.browser.test_access import look_in_every_size
from tests.training_record import TERMS, agreements, at_times_of, everything, plan, version
from transit.model.training import Lesson, LessonKind
from transit.store import open_store
from transit.store.plans import save_plan
from transit.store.training_agreement import record_agreement
from transit.store.training_lessons import record_lesson
from transit.store.whole import read_register
from transit.training.desk import begin, open_desk

pytestmark = pytest.mark.browser

SLOW_MS = 40_000
"""A page is drawn in a second; beside other tests it may take longer."""
VIEWS = ("Overview", "Record a lesson", "Progress", "Agreement", "Sign-off", "Afterwards")


@pytest.fixture(scope="session")
def trained_people(demo_register: Path) -> tuple[str, str]:
    """Return two people with saved plans: one with a course that meets the rule, one without."""
    store = open_store(demo_register)
    with store.reading() as reading:
        held = read_register(reading)
    session = next(iter(held.sessions.values()))
    people = list(held.people)[3:5]
    saved: list[str] = []
    for person in people:
        made = at_times_of(plan(person, session.id), session)
        key = (person, 0, session.id, session.opportunity)
        saved.append(save_plan(store, version(made), key, TERMS).id)
    start = dt.date.today() - dt.timedelta(weeks=3)
    course = begin(open_desk(store), saved[0], "trainer 2", start, 2).course.id
    for said in agreements(dt.date.today()):
        record_agreement(store, course, said)
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
        record_lesson(store, course, given, f"form {at}")
    store.close()
    return people[0], people[1]


def open_training(page: Page, address: str) -> None:
    """Open the page Training; the first visitor waits while its parts are loaded."""
    page.goto(f"{address}/training")
    heading = page.get_by_role("heading", level=1, name="Training")
    expect(heading).to_be_visible(timeout=SLOW_MS)
    open_title(page, address, "training", "Training")


def choose_course(page: Page, address: str, course: str) -> None:
    """Open the page Training and choose a course by typing."""
    open_training(page, address)
    field = page.get_by_label("Course", exact=True)
    tab_to(page, field)
    page.keyboard.type(course)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=re.compile(f"^{course}: "))).to_be_visible(
        timeout=SLOW_MS
    )
    page.wait_for_timeout(800)


def show(page: Page, view: str) -> None:
    """Choose a view with the keyboard."""
    wanted = page.get_by_role("radio", name=view, exact=True)
    if wanted.get_attribute("aria-checked") == "true":
        return
    reach(page, wanted)
    page.keyboard.press("Space")
    page.wait_for_timeout(1500)


def reach(page: Page, wanted: Locator) -> None:
    """Tab to something, or with the arrow keys to one of several."""
    group = wanted.locator("xpath=ancestor::*[@role='radiogroup'][1]").get_by_role("radio")
    for _ in range(120):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        here = group.evaluate_all("all => all.indexOf(document.activeElement)")
        there = group.evaluate_all("(all, wanted) => all.indexOf(wanted)", wanted.element_handle())
        towards = "ArrowRight" if here < there else "ArrowLeft"
        page.keyboard.press("Tab" if here < 0 else towards)
    raise AssertionError(f"{wanted} cannot be reached")


def test_sign_off_with_the_keyboard_alone(
    page: Page, address: str, trained_people: tuple[str, str]
) -> None:
    """The rule is met: signed off by name, and it is due on My trainees."""
    choose_course(page, address, "TC1")
    show(page, "Sign-off")
    expect(page.get_by_text("Every condition is met.")).to_be_visible(timeout=SLOW_MS)
    tab_to(page, page.get_by_label("Your name or staff reference"))
    page.keyboard.type("trainer 2")
    tab_to(page, page.get_by_role("button", name="Sign off for this journey"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Signed off on .* by trainer 2"))).to_be_visible(
        timeout=SLOW_MS
    )
    open_title(page, address, "trainees", "My trainees")
    expect(page.get_by_text("Review of the sign-off").first).to_be_attached(timeout=SLOW_MS)
    tab_to(page, page.get_by_role("button", name="Open on the page Training"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Training")).to_be_visible(timeout=SLOW_MS)
    assert page.url == f"{address}/training"


def test_every_view_in_every_size(
    page: Page, address: str, pictures: Path, trained_people: tuple[str, str]
) -> None:
    """Nothing to fault, nothing cut off, pictures of each."""
    choose_course(page, address, "TC1")
    for view in VIEWS:
        page.get_by_role("radio", name=view, exact=True).click()
        page.wait_for_timeout(1000)
        settled(page)
        look_in_every_size(page, pictures, f"training-{view[:6]}")
    open_title(page, address, "trainees", "My trainees")
    look_in_every_size(page, pictures, "trainees")
