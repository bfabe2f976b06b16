"""Ride needs on the page Person: kept with audit, and refused where they name nobody."""

from pathlib import Path

from tests.app.conftest import Open, text_of
from tests.app.test_person import audit_of, field, of_person
from transit.dashboard.the_person import RIDES
from transit.model.fact import State
from transit.model.rides import AssistantNeed, RideNeeds
from transit.store import open_store
from transit.store.edit_rides import find_ride_needs


def needs_of(register: Path) -> RideNeeds:
    """Read what P1 needs of a ride."""
    store = open_store(register)
    with store.reading() as session:
        found = find_ride_needs(session, "P1")
    store.close()
    return found


def test_ride_needs_are_kept(open_page: Open, in_register: Path) -> None:
    """Unknown at first; what is changed is written, with the audit, and nothing else."""
    app = of_person(open_page)
    app.segmented_control(key="person_view").set_value(RIDES).run()
    assert not app.exception
    field(app, "radio", "Walks with a frame").set_value(State.YES)  # type: ignore[attr-defined]
    field(app, "radio", "A passenger").set_value(AssistantNeed.OWN)  # type: ignore[attr-defined]
    field(app, "number_input", "Longest ride").set_value(40)  # type: ignore[attr-defined]
    field(app, "text_input", "Must not").set_value("P3 P2")  # type: ignore[attr-defined]
    field(app, "button", "Save").click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert "was saved" in text_of(app)
    assert needs_of(in_register) == RideNeeds(
        walker=State.YES,
        assistant=AssistantNeed.OWN,
        longest_ride_min=40,
        apart_from=("P2", "P3"),
    )
    assert audit_of(in_register)[-1] == ("edit-person", '{"ride_needs": 1}')


def test_company_must_be_in_the_register(open_page: Open, in_register: Path) -> None:
    """Nobody of that id, and themselves, are refused; nothing is changed."""
    for given in ("P9", "P1"):
        app = of_person(open_page)
        app.segmented_control(key="person_view").set_value(RIDES).run()
        field(app, "text_input", "Must be").set_value(given)  # type: ignore[attr-defined]
        field(app, "button", "Save").click().run()  # type: ignore[attr-defined]
        assert not app.exception
        assert "not in the register" in text_of(app)
        assert needs_of(in_register) == RideNeeds()
