"""Learners made up, to see how well a forecast holds: some learn as it supposes, others do not."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tests.training_record import lesson, rules, situation, skills, trained
from transit.model.abilities import Ability, Level
from transit.model.training import Lesson, LessonKind, Prompt
from transit.training.forecast import spreads
from transit.training.progress import forecast_of, skill_progress, way_runs
from transit.training.sign_off import missing

MOST = 79
ABOUT_SKILLS = ("runs_alone", "runs_shadowed", "step_not_tried", "step_not_alone", "skill_shown")

Ints = NDArray[np.int64]
Learner = Callable[[np.random.Generator, Ints, NDArray[np.float64]], Callable[[], Ints]]


def as_supposed(
    rng: np.random.Generator, start: Ints, paces: NDArray[np.float64]
) -> Callable[[], Ints]:
    """Climb hidden steps as a Poisson process, as the forecast supposes."""
    steps = int(rng.choice(rules().forecast.sub_steps))
    climbed = np.zeros(len(start), np.int64)

    def next_lesson() -> Ints:
        nonlocal climbed
        climbed = climbed + rng.poisson(paces * steps)
        now: Ints = np.minimum(3, start + climbed // steps)
        return now

    return next_lesson


def in_jumps(
    rng: np.random.Generator, start: Ints, paces: NDArray[np.float64]
) -> Callable[[], Ints]:
    """Learn a whole level at once, or nothing, in each lesson."""
    now = start.copy()

    def next_lesson() -> Ints:
        nonlocal now
        now = np.minimum(3, now + (rng.random(len(now)) < np.minimum(1.0, paces)))
        return now

    return next_lesson


def evenly(rng: np.random.Generator, start: Ints, paces: NDArray[np.float64]) -> Callable[[], Ints]:
    """Get better by the same amount in every lesson."""
    lessons = 0

    def next_lesson() -> Ints:
        nonlocal lessons
        lessons += 1
        return np.minimum(3, np.floor(start + paces * lessons).astype(np.int64))

    return next_lesson


def slower_and_slower(
    rng: np.random.Generator, start: Ints, paces: NDArray[np.float64]
) -> Callable[[], Ints]:
    """Find the last level twice as hard as the first."""
    steps, climbed = 2, np.zeros(len(start))

    def next_lesson() -> Ints:
        nonlocal climbed
        level = np.minimum(3, start + (climbed // steps))
        climbed = climbed + rng.poisson(paces * steps / np.where(level >= 2, 1.4, 0.8))
        return np.minimum(3, start + climbed // steps).astype(np.int64)

    return next_lesson


def course_of(
    rng: np.random.Generator, learner: Learner, slips: float, tries: float, by_step: bool
) -> tuple[list[Lesson], dict[str, Ability], int | None]:
    """Teach somebody until the rule is met; None where that takes too long."""
    names = [row.name for row in skill_progress(situation())]
    start = rng.integers(0, 3, len(names))
    own = rng.standard_normal()
    paces = []
    for name in names:
        middle, shared, beside = spreads(skills().skills[name].lessons, rules().forecast, 2)
        paces.append(middle * np.exp(shared * own + beside * rng.standard_normal()))
    learn = learner(rng, start, np.array(paces))
    known = {
        name: Ability(
            skill=name, level=Level(int(level)), assessed_by="x", assessed_on=situation().today
        )
        for name, level in zip(names, start, strict=True)
    }
    known = {name: replace(each, assessed_on=lesson(0, []).on) for name, each in known.items()}
    given: list[Lesson] = []
    for day in range(MOST):
        shown = learn()
        shown = np.maximum(0, shown - (rng.random(len(shown)) < slips))
        levels = dict(zip(names, (Level(int(each)) for each in shown), strict=True))
        prompts = _prompts(rng, levels, tries, by_step)
        runs = way_runs(situation(given), given)
        apart = min(runs.values()) >= rules().hints.shadow_runs
        kind = LessonKind.SHADOWED if apart else LessonKind.ACCOMPANIED
        given.append(lesson(day, prompts, kind))
        lacking = {each.code for each in missing(situation(given, known))}
        if lacking.isdisjoint(ABOUT_SKILLS):
            return given, known, len(given)
    return given, known, None


def _prompts(
    rng: np.random.Generator, levels: dict[str, Level], tries: float, by_step: bool
) -> list[Prompt]:
    """Write a lesson down: a level a step, as most do, or one for each skill of a step."""
    made = []
    for step in trained().steps:
        here = [name for name in step.skills if name in levels]
        if by_step:
            made.append(Prompt(step=step.key, skill="", level=min(levels[name] for name in here)))
        else:
            made += [Prompt(step=step.key, skill=name, level=levels[name]) for name in here]
    for name in trained().beside:
        if rng.random() < tries:
            made.append(Prompt(step="", skill=name, level=levels[name]))
    return made


def coverage(
    seed: int,
    learner: Learner,
    after: int,
    people: int,
    *,
    slips: float = 0.005,
    tries: float = 0.9,
    by_step: bool = True,
) -> tuple[float, float, float, int]:
    """Return the share of outcomes in the range, below and above it, and of how many people."""
    rng = np.random.default_rng(seed)
    inside = below = above = 0
    for _ in range(people):
        given, known, took = course_of(rng, learner, slips, tries, by_step)
        if len(given) <= after:
            continue
        left = (MOST + 1 if took is None else took) - after
        made = forecast_of(situation(given[:after], known))
        inside += made.low <= left <= made.high
        below += left < made.low
        above += left > made.high
    count = inside + below + above
    return inside / count, below / count, above / count, count
