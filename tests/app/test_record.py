"""Recording what somebody saw: open facts become questions, answers go before the map."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, text_of
from tests.app.test_person import field
from tests.app.test_who import opened
from transit.dashboard.observing import Question, observations_of, questions_of
from transit.model.fact import Source, State
from transit.model.observation import Measure
from transit.model.streets import CrossingKind
from transit.network.observed import observe
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.alternatives import find_journeys
from transit.route.explain import explain_answer
from transit.route.journey import Journey
from transit.store import open_store
from transit.store.surveys import read_observations
from transit.store.verdicts import count_stale

ON = dt.date(2026, 10, 5)


def answered(question: Question) -> State | float | CrossingKind:
    """Return an answer that fits a question."""
    return {
        Measure.STATE: State.YES,
        Measure.CROSSING: CrossingKind.ZEBRA,
        Measure.MILLIMETRES: 1_500.0,
        Measure.COUNT: 4.0,
        Measure.PER_CENT: 0.0,
    }[question.measure]


@pytest.fixture
def journey(planned: AppTest) -> Journey:
    """The town's journey by bus 7."""
    found: Journey = planned.session_state["answer"].journeys[0]
    return found


def test_what_is_answered_is_open_no_more(
    planned: AppTest, journey: Journey, in_town: Path
) -> None:
    """All answers together: every one fits its place, and the same search asks none again."""
    area, rules = open_area(in_town), read_rules()
    questions = questions_of([journey])
    assert len(questions) > 5
    seen = [
        observation
        for each in questions
        for observation in observations_of(
            each, answered(each), area, rules, seen_on=ON, seen_by="trainer 2", uphill_deg=None
        )
    ]
    laid = observe(area, seen)
    assert laid.notices == ()
    query = planned.session_state["answer"].answer.query
    from transit.route.router import Router

    router = Router(laid.area, query.profile, rules, read_parameters())
    again = explain_answer(laid.area, find_journeys(router, query), rules).journeys[0]
    assert questions_of([again]) == ()


def test_a_street_there_and_back_is_one_question(journey: Journey) -> None:
    """Asked of the same journey twice, nothing is asked twice."""
    texts = [each.text for each in questions_of([journey, journey])]
    assert len(texts) == len(set(texts))
    assert texts == [each.text for each in questions_of([journey])]


def test_no_seat_is_said_of_every_corner(journey: Journey, in_town: Path) -> None:
    """A seat is at one place; none is along the whole walk."""
    area, rules = open_area(in_town), read_rules()
    kerb = next(each for each in questions_of([journey]) if each.fact == "kerb")
    assert kerb.unknown is not None
    edges = kerb.unknown.edges
    corners = {int(at) for edge in edges for at in (area.walk.edge_u[edge], area.walk.edge_v[edge])}
    rest = Question("rest", "seat", Measure.STATE, "A seat?", "", True, kerb.unknown)
    said = {"seen_on": ON, "seen_by": "trainer 2"}
    assert len(observations_of(rest, State.YES, area, rules, **said)) == 1
    assert len(observations_of(rest, State.NO, area, rules, **said)) == len(corners)


def test_recorded_from_a_verdict(open_page: Open, in_scored: Path) -> None:
    """Who, when and what are kept; the form asks it no more; verdicts there are out of date."""
    app = opened(open_page("who_could_travel"), "who", "P1", "S1")
    assert "Went to look?" in [each.value for each in app.header]
    quiet = "Does Library have a quiet room?"
    field(app, "radio", quiet).set_value(State.YES)
    field(app, "text_input", "Seen by").set_value("trainer 2")
    field(app, "date_input", "Seen on").set_value(ON)
    field(app, "button", "Record what I saw").click().run()
    assert not app.exception
    text = text_of(app)
    # Six of nine verdicts are about the library; all of them were up to date.
    assert "One answer was recorded. 6 verdicts are now out of date." in text
    assert "! Out of date" in text
    assert quiet not in [each.label for each in app.radio]
    assert app.button(key="score").label.startswith("Work out these")
    store = open_store(in_scored)
    (seen,) = read_observations(store)
    assert (seen.fact, seen.state, seen.opportunity) == ("quiet_room", State.YES, "O1")
    assert (seen.seen_by, seen.seen_on) == ("trainer 2", ON)
    assert count_stale(store) == 7
    store.close()


def test_nothing_is_recorded_without_a_name(open_page: Open, in_scored: Path) -> None:
    """Both faults are told at once; what was chosen stays chosen."""
    app = opened(open_page("who_could_travel"), "who", "P1", "S1")
    field(app, "button", "Record what I saw").click().run()
    text = text_of(app)
    assert "Answer at least one question." in text
    assert "Say who saw it" in text
    field(app, "radio", "Does Library have a quiet room?").set_value(State.NO)
    field(app, "button", "Record what I saw").click().run()
    assert field(app, "radio", "Does Library have a quiet room?").value is State.NO
    store = open_store(in_scored)
    assert read_observations(store) == ()
    store.close()


def test_recorded_from_a_journey(in_scored: Path, planned: AppTest) -> None:
    """The journey is asked for again on the area as it was seen: what is known now is no check."""
    kerbs = "Are the kerbs dropped where you cross Ash Road?"
    assert kerbs in text_of(planned)
    field(planned, "radio", kerbs).set_value(State.YES)
    field(planned, "text_input", "Seen by").set_value("trainer 2")
    field(planned, "button", "Record what I saw").click().run()
    assert not planned.exception
    text = text_of(planned)
    assert "One answer was recorded." in text
    assert kerbs not in text
    crossing = next(
        step.crossing
        for leg in planned.session_state["answer"].journeys[0].walks
        for step in leg.steps
        if step.crossing is not None
    )
    assert crossing.kerb.state is State.YES
    assert crossing.kerb.source is Source.SURVEYED


def test_without_a_register_nothing_is_offered(planned: AppTest) -> None:
    """There is nowhere to keep it."""
    assert "Went to look?" not in [each.value for each in planned.header]
