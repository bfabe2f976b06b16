"""The page Find a journey: every control changes what it should."""

import datetime as dt
import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, choose, text_of
from tests.town_files import at
from transit.dashboard.parts.options import what_is_best
from transit.present.journey_map import NUMBERED
from transit.route.journey import Journey, RideLeg


def asked(app: AppTest) -> None:
    """Press the button that asks."""
    app.button(key="find").click().run()
    assert not app.exception


def journeys(app: AppTest) -> tuple[Journey, ...]:
    """Return the journeys of the page's answer."""
    found: tuple[Journey, ...] = app.session_state["answer"].journeys
    return found


def test_a_name_is_offered_and_never_chosen_silently(open_page: Open) -> None:
    """Typing "west end" offers matches with nothing picked; picking one chooses it."""
    app = open_page("journey_plan")
    app.text_input(key="text_start").set_value("west end").run()
    (matches,) = app.radio
    assert matches.value is None
    assert 1 < len(matches.options) <= 5
    assert "chosen_start" not in app.session_state
    matches.set_value(matches.options[0]).run()
    assert app.session_state["chosen_start"].name == "West End"
    assert "West End" in text_of(app)


def test_a_position_is_taken_as_typed(open_page: Open) -> None:
    """Latitude and longitude need no match."""
    app = open_page("journey_plan")
    app.text_input(key="text_end").set_value("52.0001, -1.4999").run()
    place = app.session_state["chosen_end"]
    assert (place.lat, place.lon) == (52.0001, -1.4999)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("95, 0", "Latitude goes from"), ("qqqqqzzz", "Nothing here has a name like that")],
)
def test_what_cannot_be_a_place_is_said(open_page: Open, typed: str, said: str) -> None:
    """A position off the earth and a strange name each get a sentence."""
    app = open_page("journey_plan")
    app.text_input(key="text_start").set_value(typed).run()
    assert said in text_of(app)
    assert "chosen_start" not in app.session_state


def test_asking_without_places_says_what_is_missing(open_page: Open) -> None:
    """The problem box names the start and the end; there is no answer."""
    app = open_page("journey_plan")
    asked(app)
    text = text_of(app)
    assert "There is a problem" in text
    assert "Choose a start" in text
    assert "Choose an end" in text
    assert "answer" not in app.session_state


def test_start_and_end_in_one_place_is_said(open_page: Open) -> None:
    """There is nowhere to go."""
    app = open_page("journey_plan")
    choose(app, "start", "Here", (0.0, 0.0))
    choose(app, "end", "Here", (0.0, 0.0))
    asked(app)
    assert "are the same place" in text_of(app)


def test_change_and_swap(open_page: Open) -> None:
    """Swap turns the two round; Change empties one of them."""
    app = open_page("journey_plan")
    choose(app, "start", "Home", (0.0, 0.0))
    choose(app, "end", "Hall", (600.0, 0.0))
    app.button(key="swap").click().run()
    assert app.session_state["chosen_start"].name == "Hall"
    app.button(key="change_start").click().run()
    assert app.session_state["chosen_start"] is None
    assert app.text_input(key="text_start").value == ""
    assert app.session_state["chosen_end"].name == "Home"


def test_the_bus_is_found(planned: AppTest) -> None:
    """West to east by ten o'clock: bus 7, there in time, its number on a card."""
    found = journeys(planned)
    assert any(isinstance(leg, RideLeg) and leg.route == "7" for leg in found[0].legs)
    assert all(journey.arrive_s <= 10 * 3600 for journey in found)
    text = text_of(planned)
    assert "Bus 7" in text
    assert "step by step" in text
    assert "What it asks" in text
    assert "What to check outside" in text


def test_every_step_has_a_number_that_finds_its_place(planned: AppTest) -> None:
    """Steps on foot are numbered on and on over the legs; rides carry the bus's number."""
    (first, *_) = journeys(planned)
    things = sum(1 if isinstance(leg, RideLeg) else len(leg.steps) for leg in first.legs)
    steps = sum(step.kind in NUMBERED for leg in first.walks for step in leg.steps)
    text = text_of(planned)
    assert text.count("data-map-at=") == things
    assert f"Step {steps}: show on the map" in text
    assert f"Step {steps + 1}:" not in text
    assert "Bus 7: show on the map" in text


def test_every_demand_is_listed_with_its_letter(planned: AppTest) -> None:
    """The letters in the table are A, B, C … as many as there are demands."""
    (first, *_) = journeys(planned)
    text = text_of(planned)
    assert first.demands
    for index in range(len(first.demands)):
        assert f"<td>{chr(ord('A') + index)}</td>" in text


def test_another_journey_can_be_shown(open_page: Open) -> None:
    """With two or more journeys, a card's button shows that journey's steps."""
    app = open_page("journey_plan")
    choose(app, "start", "Home", (0.0, -30.0))
    choose(app, "end", "Library", (1100.0, 10.0))
    asked(app)
    if len(journeys(app)) < 2:
        pytest.skip("the town has one journey only")
    app.button(key="option_1").click().run()
    assert "Journey 2, step by step" in text_of(app)
    assert app.button(key="option_1").label == "Shown below"


def test_change_the_question_keeps_it(planned: AppTest) -> None:
    """Going back to the form keeps start, end and time."""
    planned.button(key="change_question").click().run()
    assert "answer" not in planned.session_state
    assert planned.session_state["chosen_start"].name == "West End Lodge"
    assert planned.time_input(key="when_time").value == dt.time(10)


def test_the_way_back_swaps_and_leaves(planned: AppTest) -> None:
    """Planning the way back asks from the end, by when to leave."""
    planned.button(key="way_back").click().run()
    assert planned.session_state["chosen_start"].name == "Library"
    assert planned.session_state["when_way"] == "Leave at"


def test_leave_at_leaves_later(open_page: Open) -> None:
    """Asked to leave at noon, nothing leaves before."""
    app = open_page("journey_plan")
    choose(app, "start", "Home", (0.0, -30.0))
    choose(app, "end", "Library", (1100.0, 10.0))
    app.get("button_group")[0].set_value("Leave at").run()
    app.time_input(key="when_time").set_value(dt.time(12)).run()
    asked(app)
    assert journeys(app)
    assert all(journey.depart_s >= 12 * 3600 for journey in journeys(app))


def test_the_date_stays_within_the_timetable(open_page: Open) -> None:
    """Dates go from 5 January to 27 February 2026, and begin on a weekday."""
    app = open_page("journey_plan")
    field = app.date_input(key="when_date")
    assert (field.min, field.max) == (dt.date(2026, 1, 5), dt.date(2026, 2, 27))
    assert field.value.weekday() < 5


def test_a_sunday_has_no_bus(open_page: Open) -> None:
    """On a Sunday only walking is left, or an answer that says why there is nothing."""
    app = open_page("journey_plan")
    choose(app, "start", "Home", (0.0, -30.0))
    choose(app, "end", "Library", (1100.0, 10.0))
    app.date_input(key="when_date").set_value(dt.date(2026, 1, 11)).run()
    asked(app)
    assert not any(isinstance(leg, RideLeg) for each in journeys(app) for leg in each.legs)


def test_a_profile_says_what_it_means(open_page: Open) -> None:
    """Another profile shows other limits."""
    app = open_page("journey_plan")
    before = text_of(app)
    field = app.selectbox(key="profile")
    chair = next(name for name in field.options if "wheelchair" in name.lower())
    field.set_value(chair).run()
    after = text_of(app)
    assert "Travels in a wheelchair" not in before
    assert "Travels in a wheelchair" in after


def test_limits_can_be_changed_for_one_question(open_page: Open) -> None:
    """A shorter longest walk is used, said, and can be taken back."""
    app = open_page("journey_plan")
    field = next(each for each in app.number_input if each.label.startswith("Longest single walk"))
    field.set_value(120)
    next(each for each in app.button if each.label == "Use these limits").click().run()
    assert app.session_state["changed_profile"].longest_walk_m == 120
    assert "Walks up to 120 m" in text_of(app)
    choose(app, "start", "Home", (0.0, -30.0))
    choose(app, "end", "Library", (1100.0, 10.0))
    asked(app)
    assert "No journey was found" in text_of(app)
    assert "The limit is 120 metres." in text_of(app)
    app.button(key="change_question").click().run()
    app.button(key="limits_reset").click().run()
    assert "changed_profile" not in app.session_state
    assert "Walks up to 120 m" not in text_of(app)


def test_the_download_is_the_answer(planned: AppTest) -> None:
    """The file is JSON with the journeys of the page."""
    (button,) = planned.get("download_button")
    assert button.proto.label.startswith("Download")
    from transit.present.journey_json import answer_as_dict

    written = answer_as_dict(planned.session_state["answer"])
    assert len(json.loads(json.dumps(written))["journeys"]) == len(journeys(planned))


def test_nothing_of_the_question_is_in_the_address(planned: AppTest) -> None:
    """Homes are personal: the address has no parameters."""
    assert dict(planned.query_params) == {}


def test_a_place_far_from_every_street_is_answered(open_page: Open) -> None:
    """A start in the next county is an answer with a reason, not a fault."""
    app = open_page("journey_plan")
    lat, lon = at(90_000, 0)
    app.text_input(key="text_start").set_value(f"{lat:.5f}, {lon:.5f}").run()
    choose(app, "end", "Library", (1100.0, 10.0))
    asked(app)
    assert "no street near where you start" in text_of(app)


def test_names_with_signs_stay_text(open_page: Open) -> None:
    """A place called <b> or *x* is shown as it is spelt."""
    app = open_page("journey_plan")
    choose(app, "start", "<b>Bold</b> *x*", (0.0, 0.0))
    assert "&lt;b&gt;Bold" in text_of(app)


def test_ties_are_nobodys_advantage(planned: AppTest) -> None:
    """Two equal journeys have no word of praise; one alone needs none."""
    (first, *_) = journeys(planned)
    assert what_is_best([first, first]) == ((), ())
    assert what_is_best([first]) == ((),)
