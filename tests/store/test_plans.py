"""Plans in the register: versions are never changed, and no trainer's words are lost."""

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.plan.test_carry import KEYS, plan_of
from tests.register_files import write_register_files
from transit.errors import InputError, StoreError
from transit.model.saved_plan import (
    AreaEdition,
    Choice,
    PlanVersion,
    RiskEdit,
    SavedPlan,
    StepEdit,
    Terms,
    TermsEdit,
    plan_number,
)
from transit.model.verdict import Direction
from transit.plan.carry import carried
from transit.store import open_store
from transit.store.database import Store
from transit.store.erase import erase_person
from transit.store.importing import import_files
from transit.store.plan_edits import EditsRefused, EditsSaved, list_edits, save_edits
from transit.store.plans import find_plan_for, find_saved_plan, list_saved_plans, save_plan

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
TERMS = Terms(trial_weeks=8, fallback="Taxi stays.", review_on=dt.date(2027, 2, 21))
OF = ("P1", 0, "S1", "O1")


def version_of(steps: dict[str, tuple[str, ...]], by: str = "Ann") -> PlanVersion:
    """Return a version whose way out has these steps."""
    edition = AreaEdition(
        edition="e1", first_date=dt.date(2026, 9, 1), last_date=dt.date(2027, 8, 31)
    )
    return PlanVersion(
        number=0,
        made_at=NOW,
        made_by=by,
        edition=edition,
        choice=Choice(avoid=("street:Mill Lane",), earlier_min=10),
        plan=plan_of(steps),
        journeys={Direction.OUT: {"legs": [1]}, Direction.BACK: {"legs": [2]}},
        told="{}",
    )


def words(key: str, *said: str) -> StepEdit:
    """Return an edit of what a step says."""
    return StepEdit(key=key, sentences=said, base=("a",))


@pytest.fixture
def store(register, files):  # type: ignore[no-untyped-def]
    """The register of two people."""
    import_files(register, files)
    opened = open_store(register)
    yield opened
    opened.close()


@pytest.fixture
def plan(store: Store) -> SavedPlan:
    """A plan of one version."""
    return save_plan(store, version_of({KEYS[0]: ("a",)}), OF, TERMS)


def test_a_plan_is_read_as_it_was_saved(store: Store) -> None:
    """Everything of it, and by its person and session; another plan has another number."""
    version = version_of({KEYS[0]: ("a", "b")})
    made = save_plan(store, version, OF, TERMS)
    assert made.id == "PL1" and made.terms == TERMS
    assert made.versions == (replace(version, number=1),)
    assert find_saved_plan(store, "pl1") == made == find_plan_for(store, "P1", "S1")
    assert list_saved_plans(store) == (made,) == list_saved_plans(store, "P1")
    assert list_saved_plans(store, "P2") == () and find_saved_plan(store, "PL2") is None
    assert save_plan(store, version, ("P2", 0, "S1", "O1"), TERMS).id == "PL2"


def test_the_number_of_an_erased_plan_means_nobody_else(store: Store, plan: SavedPlan) -> None:
    """Nothing of it is left, and the next plan has the next number."""
    save_edits(store, plan.id, 1, [words(KEYS[0], "secret")], 0, by="Ann")
    removed = erase_person(store, "P1")
    assert removed["plan"] == removed["plan_version"] == removed["plan_edit"] == 1
    assert find_saved_plan(store, plan.id) is None
    assert save_plan(store, version_of({}), ("P2", 0, "S1", "O1"), TERMS).id == "PL2"


def test_the_second_of_two_trainers_sees_both_texts(store: Store, plan: SavedPlan) -> None:
    """Nothing of theirs is written over the first's; said again on top, it is."""
    first = save_edits(store, plan.id, 1, [words(KEYS[0], "Ann's")], 0, by="Ann", now=NOW)
    assert isinstance(first, EditsSaved) and first.edits.revision == 1
    assert first.edits.steps[KEYS[0]].by == "Ann" and first.edits.steps[KEYS[0]].at == NOW
    second = save_edits(store, plan.id, 1, [words(KEYS[0], "Bob's")], 0, by="Bob")
    assert isinstance(second, EditsRefused)
    assert second.yours[0].sentences == ("Bob's",)  # type: ignore[union-attr]
    assert second.theirs[0].sentences == ("Ann's",)  # type: ignore[union-attr]
    again = save_edits(store, plan.id, 1, second.yours, second.edits.revision, by="Bob")
    assert isinstance(again, EditsSaved) and again.edits.steps[KEYS[0]].sentences == ("Bob's",)
    assert [each.sentences for _, each in list_edits(store, plan.id)] == [("Ann's",), ("Bob's",)]  # type: ignore[union-attr]


def test_a_new_version_refuses_edits_of_the_old_one(store: Store, plan: SavedPlan) -> None:
    """Also where both have the same revision: the steps may be others."""
    save_plan(store, version_of({KEYS[1]: ("b",)}), plan, TERMS)
    refused = save_edits(store, plan.id, 1, [words(KEYS[0], "x")], 0, by="Ann")
    assert isinstance(refused, EditsRefused) and list_edits(store, plan.id) == ()


def test_a_version_is_refused_where_somebody_wrote_meanwhile(store: Store, plan: SavedPlan) -> None:
    """Their words would not be in it; read again, it is saved with them."""
    save_edits(store, plan.id, 1, [words(KEYS[0], "Ann's")], 0, by="Ann")
    with pytest.raises(StoreError, match="meanwhile"):
        save_plan(store, version_of({KEYS[0]: ("a",)}), plan, TERMS)
    with pytest.raises(StoreError, match="meanwhile"):
        save_plan(store, version_of({}), OF, TERMS)
    now = find_saved_plan(store, plan.id)
    assert now is not None
    version = version_of({KEYS[0]: ("a",)})
    edits = carried(now.latest.edits, now.latest.plan, version.plan)
    made = save_plan(store, replace(version, edits=edits), now, TERMS)
    assert [each.number for each in made.versions] == [1, 2]
    assert made.latest.edits.steps[KEYS[0]].sentences == ("Ann's",)
    assert made.latest.edits.steps[KEYS[0]].by == "Ann"


def test_risks_are_edited_beside_steps(store: Store, plan: SavedPlan) -> None:
    """One revision counts both."""
    risk = RiskEdit(key="out/risk/cross", likelihood=2, owner="Ann", due=dt.date(2027, 1, 1))
    saved = save_edits(store, plan.id, 1, [risk, words(KEYS[0], "x")], 0, by="Ann", now=NOW)
    assert isinstance(saved, EditsSaved)
    assert saved.edits.risks[risk.key] == replace(risk, by="Ann", at=NOW, revision=1)


def test_nobody_unknown_writes_and_nothing_of_theirs_is_quoted(store: Store) -> None:
    """Messages have neither names nor words."""
    with pytest.raises(StoreError, match="nobody of that id") as refused:
        save_plan(store, version_of({}), ("Jane Doe", 0, "S1", "O1"), TERMS)
    assert "Jane" not in str(refused.value)
    with pytest.raises(StoreError, match="no plan PL9"):
        save_edits(store, "PL9", 1, [], 0, by="Ann")
    with pytest.raises(InputError, match="PL3"):
        plan_number("3")


class Trainers(RuleBasedStateMachine):
    """Two trainers and rebuilds in any order."""

    @initialize()
    def begin(self) -> None:
        """Start with one plan."""
        self.folder = tempfile.TemporaryDirectory()
        register = Path(self.folder.name) / "r.sqlite"
        import_files(register, write_register_files(Path(self.folder.name) / "files"))
        self.store = open_store(register)
        plan = save_plan(self.store, version_of(dict.fromkeys(KEYS, ("a",))), OF, TERMS)
        self.seen = {"Ann": plan, "Bob": plan}
        self.wrote: set[str] = set()
        self.agreed = [TERMS]
        self.count = 0

    def teardown(self) -> None:
        """Close the register."""
        self.store.close()
        self.folder.cleanup()

    @rule(who=st.sampled_from(["Ann", "Bob"]), key=st.sampled_from(KEYS))
    def write(self, who: str, key: str) -> None:
        """Write words on what one sees; refused, look and write again."""
        self.count += 1
        text = f"{who} {self.count}."
        while True:
            latest = self.seen[who].latest
            step = {step.key: step for step in latest.plan.out.steps}.get(key)
            if step is None:
                return
            edit = StepEdit(key=key, sentences=(text,), base=step.sentences)
            done = save_edits(
                self.store, "PL1", latest.number, [edit], latest.edits.revision, by=who
            )
            self.look(who)
            if isinstance(done, EditsSaved):
                self.wrote.add(text)
                return
            assert done.yours[0].sentences == (text,)  # type: ignore[union-attr]

    @rule(who=st.sampled_from(["Ann", "Bob"]))
    def agree(self, who: str) -> None:
        """Agree something else upon what one sees; refused, look and agree again."""
        self.count += 1
        terms = replace(TERMS, fallback=f"{who} agreed {self.count}.")
        while True:
            latest = self.seen[who].latest
            edit, revision = TermsEdit(terms=terms), latest.edits.revision
            done = save_edits(self.store, "PL1", latest.number, [edit], revision, by=who)
            self.look(who)
            if isinstance(done, EditsSaved):
                self.agreed.append(terms)
                assert self.seen[who].terms == terms
                return

    @rule(who=st.sampled_from(["Ann", "Bob"]))
    def look(self, who: str) -> None:
        """Read what is there."""
        found = find_saved_plan(self.store, "PL1")
        assert found is not None
        self.seen[who] = found

    @rule(
        who=st.sampled_from(["Ann", "Bob"]),
        steps=st.dictionaries(st.sampled_from(KEYS), st.sampled_from([("a",), ("b",)])),
    )
    def rebuild(self, who: str, steps: dict[str, tuple[str, ...]]) -> None:
        """Save a version upon what one sees; refused where that is not what is there."""
        before, version = self.seen[who], version_of(steps, by=who)
        edits = carried(before.latest.edits, before.latest.plan, version.plan)
        self.count += 1
        terms = replace(TERMS, fallback=f"{who} saved {self.count}.")
        try:
            self.seen[who] = save_plan(self.store, replace(version, edits=edits), before, terms)
        except StoreError:
            self.look(who)
        else:
            self.agreed.append(terms)

    @invariant()
    def nothing_is_lost(self) -> None:
        """The last words on each step are in force or wait; all that was written can be read."""
        found = find_saved_plan(self.store, "PL1")
        assert found is not None
        written = list_edits(self.store, "PL1")
        every = [(number, each) for number, each in written if not isinstance(each, TermsEdit)]
        kept = {text for _, each in every for text in each.sentences or ()}  # type: ignore[union-attr]
        assert self.wrote <= kept
        last: dict[str, StepEdit] = {}
        for _, each in every:
            assert isinstance(each, StepEdit)
            last[each.key] = each
        for key, edit in last.items():
            if edit.sentences:
                assert found.latest.edits.steps[key].sentences == edit.sentences
        agreed = [each for _, each in written if isinstance(each, TermsEdit)]
        assert [TERMS, *(each.terms for each in agreed)] == self.agreed
        assert [each.before for each in agreed] == self.agreed[:-1]
        assert found.terms == self.agreed[-1]


Trainers.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestTrainers = Trainers.TestCase
