"""Verdicts in the register: what goes in comes out, in bulk, filtered, with overrides beside."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_verdicts import BACK, FULL, OUT, PLAIN, RESTS, fill_verdicts, scored

from transit.batch.switch_inputs import read_inputs
from transit.errors import InputError, StoreError
from transit.model.fact import State
from transit.model.verdict import About, Direction, Finding, Rung, Verdict
from transit.store import open_store
from transit.store.importing import import_files
from transit.store.overrides import override_verdict, read_overrides
from transit.store.runs import begin_run, finish_run, read_run, read_runs
from transit.store.scored import Scored
from transit.store.verdict_boards import read_boards
from transit.store.verdict_detail import read_detail, write_detail
from transit.store.verdict_order import Order
from transit.store.verdict_pages import Chosen, count_verdicts, read_verdicts
from transit.store.verdicts import (
    count_stale,
    drop_orphans,
    fresh_hashes,
    read_all,
    read_verdict,
    save_verdicts,
)

LATER = dt.date(2100, 1, 1)


@pytest.fixture
def store(register, files):
    """A register of two people without verdicts."""
    import_files(register, files)
    opened = open_store(register)
    yield opened
    opened.close()


def test_a_verdict_comes_back_as_it_was_saved(store):
    """Every field of the fullest and of the barest verdict."""
    fill_verdicts(store)
    assert read_verdict(store, "P1", "S1") == FULL
    assert read_verdict(store, "P2", "S2") == PLAIN
    assert list(read_all(store)) == [FULL, PLAIN]
    with pytest.raises(StoreError, match="transit score"):
        read_verdict(store, "P1", "S1", place=1)


def test_saving_twice_is_saving_once(store):
    """The second time no row is added; a verdict that has changed takes the place of the old."""
    run = begin_run(store, "e1", "p1", asked=2)
    for _ in range(2):
        assert save_verdicts(store, scored(), run) == 2
    assert fresh_hashes(store) == {("P1", 0, "S1"): "one", ("P2", 0, "S2"): "two"}
    better = replace(FULL, rung=Rung.NOW, gaps=(), lessons=None)
    save_verdicts(store, [Scored(better, "three", RESTS)], run)
    assert list(read_all(store)) == [better, PLAIN]
    assert read_run(store, run.id).scored == 5


def test_what_was_saved_before_a_stop_stays(store, monkeypatch):
    """Portions of one: the third fails, the first two are there."""
    monkeypatch.setattr("transit.store.verdicts._BATCH", 1)
    run = begin_run(store, "e1", "p1", asked=3)
    nobody = replace(PLAIN, person="P9")
    with pytest.raises(StoreError, match="refused"):
        save_verdicts(store, [*scored(), Scored(nobody, "x")], run)
    assert len(fresh_hashes(store)) == 2
    assert read_run(store, run.id).finished is None
    assert read_run(store, run.id).scored == 2
    assert finish_run(store, run).finished is not None
    assert [each.id for each in read_runs(store)] == [run.id]


def test_a_page_shows_verdict_and_override(store):
    """Both stay visible, and the status is for review whatever was decided."""
    fill_verdicts(store)
    page = read_verdicts(store)
    assert page["person"].to_list() == ["P1", "P2"]
    first, second = page.to_dicts()
    assert (first["rung"], first["sure"], first["confirmed"]) == (
        "with_training",
        "door_to_door",
        False,
    )
    assert (first["override_rung"], first["override_by"]) == ("now", "trainer 2")
    assert first["out_lines"] == ["7", "X1 Express"]
    assert first["main_reason"] == "not_assessed"
    assert (first["edition"], first["cohort"]) == ("e1", "learning_disability")
    assert second["confirmed"]
    assert second["override_rung"] is None
    assert second["out_leave_s"] is None
    assert set(page["status"]) == {"for review"}


@pytest.mark.parametrize(
    ("chosen", "people"),
    [
        (Chosen(people=("P2",)), ["P2"]),
        (Chosen(opportunities=("O1",)), ["P1"]),
        (Chosen(sessions=("S1", "S2")), ["P1", "P2"]),
        (Chosen(sessions=()), []),
        (Chosen(rungs=(Rung.WITH_TRAINING,)), ["P1"]),
        (Chosen(sure=(Rung.DOOR_TO_DOOR,)), ["P1", "P2"]),
        (Chosen(confirmed=True), ["P2"]),
        (Chosen(confirmed=False), ["P1"]),
        (Chosen(fits=(State.NO,)), ["P1"]),
        (Chosen(main_reasons=("not_assessed",)), ["P1"]),
        (Chosen(cohorts=("",)), ["P2"]),
        (Chosen(is_stale=True), []),
        (Chosen(is_overridden=True), ["P1"]),
        (Chosen(is_overridden=False, is_stale=False), ["P2"]),
    ],
)
def test_a_page_is_filtered(store, chosen, people):
    """Each filter by itself; an empty choice chooses nothing."""
    fill_verdicts(store)
    assert read_verdicts(store, chosen)["person"].to_list() == people
    assert count_verdicts(store, chosen)["verdicts"].sum() == len(people)


def test_pages_follow_each_other(store):
    """One row a page."""
    fill_verdicts(store)
    pages = [read_verdicts(store, most=1, skipped=k)["person"].to_list() for k in range(3)]
    assert pages == [["P1"], ["P2"], []]


def test_an_override_keeps_its_history(store):
    """Three judgements, the last of which takes the others back: all are read, none counts."""
    fill_verdicts(store)
    override_verdict(store, "P1", "S1", None, by="manager", reason="moved home", review_on=LATER)
    history = read_overrides(store, "P1", "S1")
    assert [each.rung for each in history] == [Rung.DOOR_TO_DOOR, Rung.NOW, None]
    assert {(each.rung_then, each.sure_then) for each in history} == {
        (Rung.WITH_TRAINING, Rung.DOOR_TO_DOOR)
    }
    assert read_verdicts(store, Chosen(people=("P1",)))["override_rung"].to_list() == [None]
    assert read_verdict(store, "P1", "S1") == FULL
    assert read_overrides(store, "P2") == ()
    assert history[0].made_at.tzinfo is not None


@pytest.mark.parametrize(
    "harm", [{"by": " "}, {"reason": ""}, {"review_on": dt.date(2020, 1, 1)}, {"by": "x" * 201}]
)
def test_an_override_needs_a_name_a_reason_and_a_review(store, harm):
    """Each missing by itself; nothing is kept."""
    run = begin_run(store, "e1", "p1", asked=1)
    save_verdicts(store, scored()[:1], run)
    good = {"by": "trainer", "reason": "seen", "review_on": LATER}
    with pytest.raises(InputError):
        override_verdict(store, "P1", "S1", Rung.NOW, **{**good, **harm})
    assert read_overrides(store) == ()
    with pytest.raises(StoreError, match="scored"):
        override_verdict(store, "P2", "S1", Rung.NOW, **good)


def test_an_override_outlives_a_new_score(store):
    """The verdict is replaced; what the practitioner said is still there."""
    run = fill_verdicts(store)
    save_verdicts(store, [Scored(replace(FULL, rung=Rung.NOW, sure=Rung.NOW), "x")], run)
    row = read_verdicts(store, Chosen(people=("P1",))).row(0, named=True)
    assert (row["rung"], row["override_rung"]) == ("now", "now")
    assert len(read_overrides(store)) == 2


def test_changing_a_person_keeps_their_verdicts(store, files, register):
    """An import writes the person's parts anew; verdicts are no part of the person."""
    from register_files import changed, write_table

    fill_verdicts(store)
    write_table(files["people"], changed("people", 0, walk_total_m="900"))
    outcome = import_files(register, files)
    assert outcome.changes["people"].changed == ("P1",)
    assert read_verdict(store, "P1", "S1") == FULL
    assert len(read_overrides(store)) == 2


def test_orphans_are_dropped(store):
    """A start place that nobody has, and a session that is not scored any more."""
    run = fill_verdicts(store)
    save_verdicts(store, [Scored(replace(PLAIN, place=7), "x")], run)
    assert drop_orphans(store, ["S1", "S2"]) == 1
    assert drop_orphans(store, ["S1"]) == 1
    assert list(read_all(store)) == [FULL]
    assert count_stale(store) == 0


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
FINDINGS = st.builds(
    Finding,
    code=WORDS,
    about=st.sampled_from(About),
    values=st.dictionaries(
        WORDS, st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | WORDS, max_size=3
    ),
    direction=st.sampled_from([None, *Direction]),
)


@given(st.lists(FINDINGS, max_size=3), st.lists(FINDINGS, max_size=3))
def test_details_survive_json(reasons, checks):
    """Whatever a finding says is read again as it was."""
    verdict = replace(PLAIN, reasons=tuple(reasons), checks=tuple(checks), gaps=FULL.gaps)
    kept = read_detail(write_detail(verdict))
    found = kept._asdict()
    assert found.pop("boards") == ((), ())  # nobody travels
    assert Verdict(**{**_cells(verdict), **found}) == verdict


def _cells(verdict):
    return {name: getattr(verdict, name) for name in Verdict.__dataclass_fields__}


def test_details_of_another_version_are_told():
    """They are scored again, not guessed at."""
    with pytest.raises(StoreError, match="another version"):
        read_detail('{"v":99}')


def test_boardings_are_read_of_where_people_go(store):
    """Person 1 goes to session 1; person 2 goes nowhere. Fares are by the same journeys."""
    fill_verdicts(store)
    key = FULL.person, FULL.place, FULL.session
    assert read_boards(store) == {key: (OUT.boards_s, BACK.boards_s)}
    judged = read_inputs(store)[1][key]
    assert (judged.out, judged.back) == (OUT, BACK)


def test_a_way_keeps_its_lines(store):
    """A bus without a number, and one with odd letters in it."""
    run = begin_run(store, "e1", "p1", asked=1)
    odd = replace(FULL, out=replace(OUT, lines=("", "a\nb", '"')))
    save_verdicts(store, [Scored(odd, "x")], run)
    assert read_verdict(store, "P1", "S1") == odd


def test_pages_come_in_any_order(store):
    """Two verdicts: the one without a journey is last by time, either way round."""
    fill_verdicts(store)
    for order in Order:
        rows = read_verdicts(store, order=order).select("person", "session").rows()
        assert sorted(rows) == [("P1", "S1"), ("P2", "S2")]
        pages = [read_verdicts(store, order=order, most=1, skipped=k) for k in range(2)]
        assert [page.select("person", "session").row(0) for page in pages] == rows
    for descending in (False, True):
        by_time = read_verdicts(store, order=Order.OUT, descending=descending, most=2)
        assert by_time["out_leave_s"].to_list()[-1] is None
    best_first = read_verdicts(store, order=Order.VERDICT)["rung"].to_physical().to_list()
    assert best_first == sorted(best_first)
    names = [read_verdicts(store, order=Order.WHAT, descending=way)["session"] for way in (0, 1)]
    assert names[0].to_list() == names[1].to_list()[::-1]
