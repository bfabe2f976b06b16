"""The demo's register imports as it is: the templates and the demo are in step."""

import pytest

from transit.fleet.today import FLEET_MODES
from transit.model.positions import Origin
from transit.read.register.checked import ROWS
from transit.store import open_store
from transit.store.importing import import_files
from transit.store.whole import read_register


@pytest.mark.slow
def test_the_demo_imports_without_a_fault(demo_borough, tmp_path):
    """300 people with where they go, and all of the directory and fleet."""
    made = demo_borough
    files = {
        "people": made.people,
        "abilities": made.abilities,
        "ride_needs": made.ride_needs,
        "runs": made.runs,
        "run_stops": made.run_stops,
        "opportunities": made.opportunities,
        "sessions": made.sessions,
        "fleet": made.fleet,
    }
    outcome = import_files(tmp_path / "r.sqlite", files)
    assert outcome.faults == ()
    store = open_store(tmp_path / "r.sqlite")
    with store.reading() as session:
        kept = read_register(session)
    store.close()
    assert len(kept.people) == 300
    assert 0.6 < sum(bool(person.abilities) for person in kept.people.values()) / 300 < 0.8
    assert all(person.attends for person in kept.people.values())
    assert {person.places[0].at.origin for person in kept.people.values()} == {Origin.POINT}
    for name, path in files.items():
        columns = path.read_text().splitlines()[0].split(",")
        assert set(columns) <= set(ROWS[name].columns())
    riding = {key for key, person in kept.people.items() if person.mode_now in FLEET_MODES}
    assert set(kept.ride_needs) == riding
    assert len(kept.runs) >= 40 and all(run.stops for run in kept.runs.values())
