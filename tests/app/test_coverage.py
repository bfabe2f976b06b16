"""The pages Coverage and Opportunities nearby."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, choose, text_of
from transit.dashboard import coverage_data
from transit.dashboard.coverage_data import CoverageFiles, find_coverage, gap_inputs
from transit.dashboard.gap_job import JobState, current_gap, reference_of
from transit.dashboard.gap_worker import search
from transit.store import open_store


def test_three_people_are_too_few_to_be_told_of(open_page: Open, in_scored: Path) -> None:
    """No count, no mean; the choice of measure is there, and so are files to take along."""
    app = open_page("coverage")
    text = text_of(app)
    assert "fewer than 5" in text or "not shown" in text
    assert "not told" in text
    assert [each.label for each in app.selectbox] == ["When", "How", "Within", "Kind of place"]
    assert "Take these figures along" in [each.value for each in app.header]


def test_who_reaches_nothing_goes_by_the_choice(open_page: Open, in_scored: Path) -> None:
    """In an hour alone only the second; in three quarters of one nobody gets anywhere."""
    app = open_page("coverage")
    app.selectbox(key="coverage_minutes").set_value(60).run()
    assert "P2" in [each.value for each in app.markdown]
    app.selectbox(key="coverage_minutes").set_value(45).run()
    assert "P1, P2, P3" in [each.value for each in app.markdown]


def test_without_verdicts_they_are_offered(open_page: Open, in_register: Path) -> None:
    """Nothing was worked out yet: the page says so."""
    assert "No verdicts yet" in text_of(open_page("coverage"))


def test_a_file_that_cannot_be_used_is_named(
    open_page: Open, in_scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The problem stands on the page with the file's name, and nothing else breaks."""
    path = tmp_path / "broken.geojson"
    path.write_text("{}")
    asked = coverage_data.cover_store

    def with_file(store, _, *rest, **more):  # type: ignore[no-untyped-def]
        return asked(store, coverage_data.CoverageAsked(boundaries=path), *rest, **more)

    monkeypatch.setattr(coverage_data, "cover_store", with_file)
    text = text_of(open_page("coverage"))
    assert "There is a problem" in text
    assert "broken.geojson" in text


def test_coverage_is_worked_out_once(in_scored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look is the first one's answer; other files make a new one."""
    made = []
    monkeypatch.setattr(coverage_data, "cover_store", lambda *_, **__: made.append(1) or len(made))
    store = open_store(in_scored)
    found = [find_coverage(store, CoverageFiles(*files)) for files in ((), (), (Path("a"),))]
    store.close()
    assert found == [1, 1, 2]


def test_the_comparison_is_made_in_the_background(
    in_town: Path, in_scored: Path, open_page: Open
) -> None:
    """The worker counts by numbers of homes, not by ids; the page puts them to the people."""
    told = []
    inputs = {"register": str(in_scored), "area": str(in_town), "parameters_dir": None}
    words, result = search(inputs, lambda stage, share: told.append(share))
    assert "P1" not in str(result)
    assert {row[0] for row in result} == {0, 1, 2}
    frame = reference_of(result, ("P1", "P2", "P3"))
    hour = frame.filter(person="P3", band="any", minutes=60)
    assert hour["places"].to_list() == [2]
    store = open_store(in_scored)
    own = gap_inputs(store)
    store.close()
    job = current_gap()
    job.state, job.inputs, job.result, job.message = JobState.DONE, own, result, words
    app = open_page("coverage")
    app.toggle(key="coverage_compare").set_value(True).run()
    assert not app.exception
    assert "There is a problem" not in text_of(app)


@pytest.fixture
def near(open_page: Open, in_scored: Path) -> AppTest:
    """The page Opportunities nearby."""
    return open_page("opportunities_nearby")


def test_one_persons_places_by_kind(near: AppTest) -> None:
    """The first person reaches the library and the garden in 48 minutes, not in 45."""
    near.selectbox(key="person_choice_None").set_value("P1").run()
    assert not near.exception
    text = text_of(near)
    assert "2 of 2" in text
    assert "Reading group" in text
    near.selectbox(key="nearby_minutes").set_value(45).run()
    assert "0 of 2" in text_of(near)


def test_from_a_place_for_somebody_without_impairments(near: AppTest) -> None:
    """From High Street both places are near; no verdict is told, for nobody is meant."""
    near.segmented_control(key="nearby_whose").set_value("A place").run()
    choose(near, "start", "Somewhere", (600.0, 0.0))
    assert not near.exception
    text = text_of(near)
    assert "2 of 2" in text
    assert "Confidence" not in text
