"""The page Who can come: empty, counts with small numbers hidden, and people if asked."""

from pathlib import Path

from tests.app.conftest import Open, text_of
from transit.model.weekdays import Weekday


def test_without_a_register_it_is_said_how_to_begin(open_page: Open) -> None:
    """The page is never blank."""
    assert "No register was opened" in text_of(open_page("who_can_come"))


def test_small_counts_are_hidden_and_nobody_is_named_unasked(
    open_page: Open, in_scored: Path
) -> None:
    """Of three people every count is small: none is told, and no person stands on the page."""
    app = open_page("who_can_come")
    text = text_of(app)
    assert "Small numbers are hidden" in text
    assert "hidden" in text
    assert "P1" not in text


def test_people_are_shown_when_asked_for(open_page: Open, in_scored: Path) -> None:
    """At the library: person 1 comes to the reading group now; the verdict made by hand says so."""
    app = open_page("who_can_come")
    app.selectbox(key="come_venue").set_value("O1").run()
    app.checkbox(key="come_people").check().run()
    assert not app.exception
    text = text_of(app)
    assert "Who can come: Reading group, Mon Tue 10:00–12:00 (S1)" in text
    assert all(person in text for person in ("P1", "P2", "P3"))
    assert "Nobody at home when they leave or come back: 0; not known of 2." in text


def test_a_day_on_which_nothing_is_held_says_so(open_page: Open, in_scored: Path) -> None:
    """The library has nothing on Sundays."""
    app = open_page("who_can_come")
    app.selectbox(key="come_venue").set_value("O1").run()
    app.selectbox(key="come_day").set_value(Weekday.SUN).run()
    assert "Nothing is held there on that day" in text_of(app)
