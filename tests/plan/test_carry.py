"""Trainers' words survive whatever is built anew under them, and whoever else is writing."""

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transit.model.plan import Action, Plan, PlanStep, PlanWay
from transit.model.saved_plan import Conflict, PlanEdits, StepEdit
from transit.model.verdict import Direction, Rung
from transit.plan.carry import carried
from transit.plan.edited import afters_for, order_of, with_edits
from transit.plan.merge_words import merged

WORDS = st.lists(st.sampled_from("abcdef"), max_size=5).map(tuple)
KEYS = ("out/walk/mill-lane", "out/cross/high-street", "out/board/6", "out/alight/hall")


def plan_of(steps: dict[str, tuple[str, ...]]) -> Plan:
    """Return a plan whose way out has these steps."""

    def way(direction: Direction, keys: dict[str, tuple[str, ...]]) -> PlanWay:
        made = tuple(
            PlanStep(
                number=number,
                action=Action.WALK,
                picture="walk",
                leg=0,
                at_s=0,
                lat=0.0,
                lon=0.0,
                sentences=words,
                key=key,
            )
            for number, (key, words) in enumerate(keys.items(), start=1)
        )
        nine = dt.datetime(2026, 9, 1, 9)
        return PlanWay(direction=direction, leave=nine, arrive=nine, routes=(), steps=made)

    return Plan(
        person="P1",
        session="S1",
        opportunity="O1",
        venue="Hall",
        activity="x",
        session_days=(),
        date=dt.date(2026, 9, 1),
        rung=Rung.NOW,
        confirmed=True,
        pass_held="yes",
        out=way(Direction.OUT, {"out/leave": ("Go.",), **steps}),
        back=way(Direction.BACK, {"back/leave": ("Go.",)}),
    )


def said(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return what the steps of the way out say, by key, in order."""
    return {step.key: step.sentences for step in plan.out.steps}


@given(WORDS, WORDS)
def test_one_sided_changes_are_taken(base: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Where only one side changed anything, that is what comes of it."""
    assert merged(base, other, base) == other
    assert merged(base, base, other) == other
    assert merged(base, other, other) == other


@given(WORDS, WORDS, WORDS)
def test_merging_loses_no_sentence_and_makes_none_up(
    base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    """Each sentence that is new on a side is in what comes of it, as often as there at most."""
    made = merged(base, mine, theirs)
    if made is not None:
        assert (set(mine) | set(theirs)) - set(base) <= set(made)
        assert set(made) <= set(base) | set(mine) | set(theirs)


def test_a_time_changes_under_a_landmark_that_a_trainer_wrote() -> None:
    """The trainer's sentence and the new time both stand."""
    base = ("Wait here.", "The bus leaves at 9:12.")
    mine = ("Wait here, by the red door.", "The bus leaves at 9:12.")
    theirs = ("Wait here.", "The bus leaves at 9:22.")
    assert merged(base, mine, theirs) == (
        "Wait here, by the red door.",
        "The bus leaves at 9:22.",
    )
    assert merged(("Leave at 9.",), ("Leave at 8:55.",), ("Leave at 10.",)) is None


def test_words_that_no_longer_fit_wait_for_a_decision() -> None:
    """What is printed is what is true now; the trainer's words are kept beside it, and come back
    where the old words do.
    """
    before = plan_of({KEYS[0]: ("Walk 100 m.",)})
    after = plan_of({KEYS[0]: ("Walk 300 m.",)})
    edit = StepEdit(key=KEYS[0], sentences=("Walk to the church.",), base=("Walk 100 m.",))
    edits = PlanEdits(steps={KEYS[0]: edit})
    now = carried(edits, before, after)
    assert now.steps[KEYS[0]] == replace(edit, conflict=Conflict.WORDS)
    assert said(with_edits(after, now))[KEYS[0]] == ("Walk 300 m.",)
    again = carried(now, after, before)
    assert said(with_edits(before, again))[KEYS[0]] == ("Walk to the church.",)


def test_a_step_that_is_no_more_keeps_its_words_as_a_conflict() -> None:
    """It comes back with them when the step does."""
    before, after = plan_of({KEYS[1]: ("Cross.",)}), plan_of({})
    edit = StepEdit(key=KEYS[1], sentences=("Cross with Pat.",), base=("Cross.",))
    gone = carried(PlanEdits(steps={KEYS[1]: edit}), before, after)
    assert gone.conflicts[0].conflict is Conflict.GONE
    back = carried(gone, after, before)
    assert not back.conflicts and said(with_edits(before, back))[KEYS[1]] == ("Cross with Pat.",)


def test_a_removed_step_is_shown_again_where_it_says_something_else() -> None:
    """Somebody took it out for what it said; what it says now they have not read."""
    before, after = plan_of({KEYS[0]: ("a",)}), plan_of({KEYS[0]: ("b",)})
    edits = PlanEdits(steps={KEYS[0]: StepEdit(key=KEYS[0], removed=True, base=("a",))})
    assert KEYS[0] not in said(with_edits(before, edits))
    now = carried(edits, before, after)
    assert now.steps[KEYS[0]].conflict is Conflict.WORDS
    assert said(with_edits(after, now))[KEYS[0]] == ("b",)


def test_steps_are_moved_and_put_in_where_they_were_told() -> None:
    """Two after one stand in the order of writing; the numbers go on from 1."""
    plan = plan_of({KEYS[0]: ("a",), KEYS[1]: ("b",), KEYS[2]: ("c",)})
    edits = {
        KEYS[0]: StepEdit(key=KEYS[0], after=KEYS[2]),
        "out/own/1": StepEdit(key="out/own/1", added=True, sentences=("Hi",), after=KEYS[1]),
        "out/own/2": StepEdit(key="out/own/2", added=True, sentences=("Ho",), after=KEYS[1]),
        "out/own/3": StepEdit(key="out/own/3", added=True, sentences=("Up",), after=""),
    }
    made = with_edits(plan, PlanEdits(steps=edits)).out.steps
    assert [step.key for step in made] == [
        "out/own/3",
        "out/leave",
        KEYS[1],
        "out/own/1",
        "out/own/2",
        KEYS[2],
        KEYS[0],
    ]
    assert [step.number for step in made] == list(range(1, 8))


@settings(max_examples=200)
@given(st.data())
def test_any_order_can_be_written_down(data: st.DataObject) -> None:
    """Steps moved one by one, added ones among them, stand where they were put each time."""
    plan = plan_of({key: (key,) for key in KEYS})
    edits: dict[str, StepEdit] = {}
    for number in (1, 2):
        key = f"out/own/{number}"
        edits[key] = StepEdit(key=key, added=True, sentences=("x",), after=KEYS[1])
    for _ in range(5):
        order = [*order_of(plan.out, edits)]
        moved = data.draw(st.sampled_from(order))
        order.remove(moved)
        order.insert(data.draw(st.integers(0, len(order))), moved)
        for key, after in afters_for(plan.out, edits, order, moved).items():
            edits[key] = replace(edits.get(key, StepEdit(key=key)), after=after)
        assert [*order_of(plan.out, edits)] == order


@st.composite
def edits_for(draw: st.DrawFn, plan: Plan) -> PlanEdits:
    """Draw edits of a plan, as the page makes them."""
    steps = {step.key: step for step in plan.out.steps}
    made: dict[str, StepEdit] = {}
    for key in draw(st.sets(st.sampled_from(sorted(steps)))):
        kind = draw(st.sampled_from(["words", "gone", "moved"]))
        base = steps[key].sentences
        if kind == "words":
            made[key] = StepEdit(key=key, base=base, sentences=draw(WORDS.filter(bool)))
        elif kind == "gone":
            made[key] = StepEdit(key=key, base=base, removed=True)
        else:
            anchors = ["", *sorted(set(steps) - {key})]
            made[key] = StepEdit(key=key, base=base, after=draw(st.sampled_from(anchors)))
    for number in range(draw(st.integers(0, 3))):
        key = f"out/own/{number}"
        anchors = ["", *sorted(steps), *(f"out/own/{other}" for other in range(number))]
        made[key] = StepEdit(
            key=key,
            added=True,
            sentences=(f"own {number}",),
            after=draw(st.sampled_from(anchors)),
        )
    return PlanEdits(steps=made)


PLANS = st.dictionaries(st.sampled_from(KEYS), WORDS.filter(bool), max_size=4).map(plan_of)


@settings(max_examples=200)
@given(st.data(), st.lists(PLANS, min_size=2, max_size=4))
def test_no_rebuild_loses_a_word(data: st.DataObject, plans: list[Plan]) -> None:
    """After any number of rebuilds every sentence written is printed, or waits in a conflict; and
    no step stands twice.
    """
    edits = data.draw(edits_for(plans[0]))
    built = {w for step in plans[0].out.steps for w in step.sentences}
    wrote = {w for each in edits.steps.values() for w in each.sentences or ()} - built
    for before, after in itertools.pairwise(plans):
        edits = carried(edits, before, after)
        shown = with_edits(after, edits)
        keys = [step.key for step in shown.out.steps]
        assert len(keys) == len(set(keys))
        removed = {k for k, e in edits.steps.items() if e.removed and e.conflict is None}
        assert {step.key for step in after.out.steps} - removed <= set(keys)
        kept = {w for step in shown.out.steps for w in step.sentences}
        kept |= {w for each in edits.conflicts if isinstance(each, StepEdit)
                 for w in each.sentences or ()}  # fmt: skip
        assert wrote <= kept


@pytest.mark.parametrize("number", [1, 5])
def test_grades_of_risks_are_one_to_five(number: int) -> None:
    """Nothing else is on the form."""
    from transit.errors import InputError
    from transit.model.saved_plan import RiskEdit

    assert RiskEdit(key="x", likelihood=number).likelihood == number
    with pytest.raises(InputError, match="1 to 5"):
        RiskEdit(key="x", likelihood=number + 5)
