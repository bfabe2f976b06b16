"""The rule of signing off: every condition by itself, and never worse for a better record."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training_record import (
    START,
    TODAY,
    agreements,
    everything,
    lesson,
    rules,
    set_level,
    situation,
    skills,
    three_good_runs,
    trained,
)
from transit.model.abilities import Ability, Level
from transit.model.training import (
    Agreement,
    Answer,
    Capacity,
    Incident,
    Lesson,
    LessonKind,
    Prompt,
    Role,
    StopReason,
)
from transit.model.training_rules import SignOffRule
from transit.model.verdict import Direction
from transit.present.words import Words
from transit.read.training import read_training_words
from transit.training.hints import hints
from transit.training.sign_off import conditions, is_current, missing, shown_levels
from transit.training.situation import Situation
from transit.training.words import condition_sentence, hint_sentences


def codes(here: Situation) -> set[str]:
    """Return the codes of what is missing."""
    return {each.code for each in missing(here)}


def runs(*kinds: LessonKind, level: Level = Level.ALONE) -> list[Lesson]:
    """Return whole runs, one a week."""
    return [lesson(7 * at, everything(level), kind) for at, kind in enumerate(kinds)]


A, S, X, IN = (
    LessonKind.ACCOMPANIED,
    LessonKind.SHADOWED,
    LessonKind.ALONE,
    LessonKind.INDOORS,
)


@pytest.mark.parametrize(
    ("kinds", "lacking"),
    [
        ((), {"runs_alone", "runs_shadowed", "step_not_tried", "skill_shown"}),
        ((A, S), {"runs_alone", "runs_shadowed"}),
        ((A, A, S), {"runs_shadowed"}),
        ((A, A, A), {"runs_shadowed"}),
        ((S, S), {"runs_alone"}),
        ((A, S, S), set()),
        ((S, A, X), set()),
        ((X, X, X), set()),
        # Practice indoors is no run, though skills beside the steps may be shown there.
        ((IN, IN, IN), {"runs_alone", "runs_shadowed"}),
    ],
)
def test_runs_alone_and_shadowed(kinds: tuple[LessonKind, ...], lacking: set[str]) -> None:
    """Three runs in a row each way, two of them with the trainer at a distance or away."""
    assert codes(situation(runs(*kinds))) == lacking


@pytest.mark.parametrize("way", Direction)
def test_the_way_back_counts_as_much_as_the_way_there(way: Direction) -> None:
    """Three runs one way only leave the other way missing, step by step."""
    lessons = [lesson(at, [*everything(ways=[way])], S) for at in range(3)]
    found = [each for each in missing(situation(lessons)) if each.code.startswith("runs")]
    assert {each.values["way"] for each in found} == {*Direction} - {way}


@pytest.mark.parametrize(
    ("step", "level", "is_run"),
    [
        ("out/cross/king-street", Level.ALONE, True),
        # Nothing can replace crossing; an aid can stand in for reading the number.
        ("out/cross/king-street", Level.WITH_AID, False),
        ("out/check/7", Level.WITH_AID, True),
        ("out/check/7", Level.WITH_PROMPTS, False),
        # Boarding holds on, which no aid replaces, and shows the pass, which one does.
        ("out/board/7", Level.WITH_AID, False),
    ],
)
def test_alone_means_alone(step: str, level: Level, is_run: bool) -> None:
    """The level at one step of the last run decides whether it was one."""
    good = three_good_runs()
    good[-1] = replace(good[-1], prompts=tuple(set_level(good[-1].prompts, step, level)))
    assert (codes(situation(good)) == set()) == is_run


def test_one_skill_of_a_step_can_be_told_by_itself() -> None:
    """The pass with an aid is enough, finding a seat with one is not."""
    rest = [each for each in everything() if each.step != "out/board/7"]

    def told(**levels: Level) -> Lesson:
        here = [
            Prompt(step="out/board/7", skill=name, level=level) for name, level in levels.items()
        ]
        return lesson(30, [*rest, *here], S)

    good = three_good_runs()
    every = {"signal_the_bus": Level.ALONE, "find_a_seat": Level.ALONE}
    assert not codes(situation([*good, told(show_pass_or_pay=Level.WITH_AID, **every)]))
    fails = {**every, "find_a_seat": Level.WITH_AID}
    assert codes(situation([*good, told(show_pass_or_pay=Level.ALONE, **fails)]))
    # One of its skills was not tried: no run, and no failure either.
    assert not codes(situation([*good, told(**every)]))


def test_a_failed_run_starts_the_count_again() -> None:
    """Two good ones after it are not three, whatever went before."""
    bad = lesson(40, set_level(everything(), "back/ride/7", Level.WITH_PROMPTS), S)
    after = [lesson(50 + at, everything(), S) for at in range(3)]
    assert "runs_alone" in codes(situation([*three_good_runs(), bad, *after[:2]]))
    assert not codes(situation([*three_good_runs(), bad, *after]))


def test_part_practice_that_went_well_breaks_nothing() -> None:
    """One crossing practised alone is neither a run nor a failure."""
    part = lesson(40, [Prompt(step="out/cross/king-street", skill="", level=Level.ALONE)])
    assert not codes(situation([*three_good_runs(), part]))
    low = replace(part, prompts=(replace(part.prompts[0], level=Level.NOT_YET),))
    assert "step_not_alone" in codes(situation([*three_good_runs(), low]))


def test_skills_beside_the_steps() -> None:
    """Twice in a row, or assessed before at the level; a low try afterwards takes both away."""
    steps_only = [
        replace(each, prompts=tuple(p for p in each.prompts if p.step))
        for each in three_good_runs()
    ]
    assert codes(situation(steps_only)) == {"skill_shown"}
    known = {
        name: Ability(skill=name, level=level, assessed_by="t", assessed_on=START)
        for name, level in trained().beside.items()
    }
    assert not codes(situation(steps_only, known))
    low = lesson(40, [Prompt(step="", skill="say_no", level=Level.WITH_PROMPTS)], IN)
    assert codes(situation([*steps_only, low], known)) == {"skill_shown"}
    unassessed = {**known, "say_no": Ability(skill="say_no")}
    assert codes(situation(steps_only, unassessed)) == {"skill_shown"}


def agreed(role: Role, **changed: object) -> tuple[Agreement, ...]:
    """Return what everybody says, one of them otherwise."""
    return tuple(
        replace(each, **changed) if each.role is role else each  # type: ignore[arg-type]
        for each in agreements()
    )


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        (agreements(), set()),
        (agreements()[1:], {"agreement_missing"}),
        (agreed(Role.CARER, answer=Answer.NOBODY), set()),
        (agreed(Role.CARER, answer=Answer.REFUSED), {"agreement_refused"}),
        (agreed(Role.TRAINER, answer=Answer.WITHDRAWN), {"agreement_refused"}),
        (
            agreed(Role.CARER, answer=Answer.PARTLY, matters=frozenset({"training"})),
            {"agreed"},
        ),
        (
            agreed(
                Role.CARER, answer=Answer.PARTLY, matters=frozenset({"training", "travel_alone"})
            ),
            set(),
        ),
        (agreed(Role.PERSON, capacity=Capacity.NOT_ASSESSED), {"capacity_noted"}),
        (agreed(Role.PERSON, capacity=Capacity.BEST_INTERESTS), set()),
        (agreed(Role.PERSON, on=TODAY - dt.timedelta(days=182)), set()),
        (agreed(Role.PERSON, on=TODAY - dt.timedelta(days=183)), {"agreement_old"}),
    ],
)
def test_everybody_agrees_and_lately(said: tuple[Agreement, ...], lacking: set[str]) -> None:
    """Each answer by itself; half a year is lately."""
    assert codes(situation(three_good_runs(), said=said)) == lacking


def test_the_last_answer_counts() -> None:
    """A refusal after an agreement takes it back, and the other way round."""
    no = replace(agreements()[0], answer=Answer.REFUSED)
    yes = agreements()[0]
    assert codes(situation(three_good_runs(), said=(*agreements(), no))) == {"agreement_refused"}
    assert not codes(situation(three_good_runs(), said=(*agreements(), no, yes)))
    assert not is_current(no, situation())
    assert not is_current(None, situation())


@pytest.mark.parametrize(
    ("severity", "closed", "lacking"),
    [(3, False, set()), (4, False, {"no_open_incident"}), (5, True, set())],
)
def test_serious_incidents(severity: int, closed: bool, lacking: set[str]) -> None:
    """From the rule's severity on an incident outside lessons must be settled."""
    happened = Incident(
        kind="lost",
        severity=severity,
        on=TODAY,
        done="x",
        closed_on=TODAY if closed else None,
        closed_by="m" if closed else "",
    )
    assert codes(situation(three_good_runs(), incidents=(happened,))) == lacking


def test_a_run_with_a_serious_incident_is_none() -> None:
    """Whatever was managed, it was not safe; settled, it is still no run."""
    settled = Incident(
        kind="near_miss_traffic", severity=5, on=START, done="x", closed_on=TODAY, closed_by="m"
    )
    good = three_good_runs()
    good[-1] = replace(good[-1], incidents=(settled,))
    assert codes(situation(good)) == {"runs_alone", "runs_shadowed"}


def test_plan_and_course() -> None:
    """A stopped course, a plan that does not hold, and facts that nobody knows."""
    good = situation(three_good_runs())
    stopped = replace(
        good.record.course, stopped_on=TODAY, stopped_why=StopReason.PERSON, stopped_by="x"
    )
    assert codes(replace(good, record=replace(good.record, course=stopped))) == {"going_on"}
    assert codes(replace(good, breaks=("session_gone",))) == {"plan_holds"}
    assert codes(replace(good, unresolved=("Is the kerb flush?",))) == {"facts_known"}


def test_facts_that_nobody_knows_are_said_and_listed_among_the_hints() -> None:
    """One as one, several with their number; what to find out is in both."""
    words, good = Words(read_training_words()), situation(three_good_runs())
    for facts, said in ((("Is it lit?",), "One fact is"), (("Is it lit?", "B?"), "2 facts are")):
        here = replace(good, unresolved=facts)
        (lacking,) = missing(here)
        assert condition_sentence(words, lacking).startswith(said)
        assert condition_sentence(words, lacking).endswith(" ".join(facts))
        (hint,) = [each for each in hints(here) if each.code == "facts_unknown"]
        assert hint_sentences(words, [hint])[0].startswith(said.split(" is")[0].split(" are")[0])
    assert "facts_unknown" not in {each.code for each in hints(good)}


def test_every_condition_has_its_words() -> None:
    """Met or missing, each can be said, and nothing is left in braces."""
    words = Words(read_training_words())
    bad = set_level(everything(), "out/ride/7", Level.NOT_YET)
    said_by = (agreements(), (), agreed(Role.PERSON, answer=Answer.REFUSED))
    for lessons in ([], three_good_runs(), [lesson(1, bad)]):
        for said in said_by:
            here = replace(
                situation(lessons, said=said),
                breaks=("timetable_over",) if lessons else (),
                unresolved=("Is it lit?",) if not lessons else (),
            )
            for each in conditions(here):
                sentence = condition_sentence(words, each)
                assert sentence and "{" not in sentence


def test_what_was_shown_is_the_lowest_of_the_last_tries() -> None:
    """Alone and then with an aid: with an aid is what is written into the sign-off."""
    low = set_level(everything(), "out/check/7", Level.WITH_AID)
    shown = shown_levels(situation([*three_good_runs(), lesson(40, low, S)]))
    assert shown["read_bus_number"] is Level.WITH_AID
    assert shown["cross_at_zebra"] is Level.ALONE


def test_the_rule_is_data() -> None:
    """A council that asks for five runs gets five; one that asks for none is refused."""
    five = replace(rules(), sign_off=replace(rules().sign_off, alone_runs=5))
    good = replace(situation(runs(A, S, S, S)), rules=five)
    assert codes(good) == {"runs_alone"}
    with pytest.raises(ValueError, match="at least one run"):
        replace(rules().sign_off, shadowed_runs=0)
    assert isinstance(five.sign_off, SignOffRule)


LEVELS = st.sampled_from([None, *Level])


@st.composite
def lessons_of(draw: st.DrawFn) -> list[Lesson]:
    """Draw a few lessons in which steps were managed or not."""
    made = []
    for day in range(draw(st.integers(1, 4))):
        base = draw(LEVELS)
        prompts = [] if base is None else everything(base)
        for step in draw(st.lists(st.sampled_from(trained().steps), max_size=3)):
            level = draw(st.sampled_from([*Level]))
            prompts = set_level(prompts, step.key, level)
        made.append(lesson(draw(st.integers(0, 3)) + day, prompts, draw(st.sampled_from([A, S]))))
    return made


@settings(max_examples=60, deadline=None)
@given(lessons_of(), st.data())
def test_a_better_record_is_never_worse(lessons: list[Lesson], data: st.DataObject) -> None:
    """One level higher, or one good lesson more: no new condition is missing."""
    before = {
        (each.code, str(each.values.get("way", each.values.get("skill", ""))))
        for each in missing(situation(lessons))
        if not each.code.startswith("step")
    }
    at = data.draw(st.integers(0, len(lessons) - 1))
    if lessons[at].prompts:
        which = data.draw(st.integers(0, len(lessons[at].prompts) - 1))
        raised = [*lessons[at].prompts]
        raised[which] = replace(raised[which], level=Level(min(3, raised[which].level + 1)))
        better = [*lessons]
        better[at] = replace(better[at], prompts=tuple(raised))
    else:
        better = [*lessons, lesson(20, everything(), S)]
    after = {
        (each.code, str(each.values.get("way", each.values.get("skill", ""))))
        for each in missing(situation(better))
        if not each.code.startswith("step")
    }
    assert after <= before


@settings(max_examples=40, deadline=None)
@given(lessons_of(), st.randoms(use_true_random=False))
def test_the_order_of_writing_down_makes_no_difference(
    lessons: list[Lesson], random: object
) -> None:
    """Lessons of one day without a time: the same conditions, however they were entered."""
    same_day = [replace(each, on=START, at=None) for each in lessons]
    other = [replace(each, id=len(same_day) - at) for at, each in enumerate(reversed(same_day))]
    found = [
        [(each.code, each.is_met, dict(each.values)) for each in conditions(situation(every))]
        for every in (same_day, other)
    ]
    assert found[0] == found[1]


def test_times_put_lessons_of_one_day_in_order() -> None:
    """Failed in the morning and well in the afternoon is a run; the other way round is none."""
    bad = set_level(everything(), "out/ride/7", Level.NOT_YET)
    nine, two = dt.time(9), dt.time(14)
    good = runs(A, S)
    better = [*good, lesson(30, bad, S, at=nine)] + [
        lesson(30, everything(), S, at=dt.time(hour)) for hour in (14, 15, 16)
    ]
    assert not codes(situation(better))
    worse = [*three_good_runs(), lesson(30, everything(), S, at=nine), lesson(30, bad, S, at=two)]
    assert "runs_alone" in codes(situation(worse))


def test_the_catalogue_says_what_is_critical() -> None:
    """A skill that is good to have keeps nobody from travelling."""
    assert "show_card" not in trained().needs
    assert "cross_at_zebra" in trained().needs
    assert skills().skills["show_card"].critical.value == "no"
