"""How training goes: levels of every skill and step lesson by lesson, and what they mean now."""

from collections.abc import Sequence
from dataclasses import dataclass

from transit.model.abilities import Lessons, Level
from transit.model.training import Lesson
from transit.model.verdict import Direction
from transit.training.forecast import Forecast, Learning, forecast
from transit.training.situation import Situation
from transit.training.tries import Try, runs_of, streak, tries_of_skill, tries_of_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How one skill or step goes.

    Parameters
    ----------
    name
        Name of the skill, or key of the step.
    label
        In plain words.
    needed
        Level that is alone; None where it is not needed for signing off.
    start
        Level at the start of the course; None where nobody knew.
    now
        What somebody can do now: the middle one of the last tries; None before the first.
    tries
        Level lesson by lesson, in order.
    levels
        The same beside all lessons of the course; None where it was not tried.
    """

    name: str
    label: str
    needed: Level | None
    start: Level | None
    now: Level | None
    tries: tuple[Try, ...]
    levels: tuple[Level | None, ...]

    @property
    def is_alone(self) -> bool:
        """Whether it is where it must be."""
        return self.needed is None or (self.now is not None and self.now >= self.needed)


def skill_progress(situation: Situation) -> tuple[Progress, ...]:
    """Return how every skill goes that must be alone.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    tuple of Progress
        In the catalogue's order.
    """
    trained, lessons = situation.trained, situation.record.lessons
    needs, way_skills = trained.needs, {s for each in trained.by_way.values() for s in each}
    found = []
    for name, skill in situation.catalogue.skills.items():
        if name not in needs or name in way_skills:
            continue
        tries = tries_of_skill(name, lessons, trained)
        levels = tuple(_level(tries_of_skill(name, [each], trained)) for each in lessons)
        found.append(
            _progress(
                situation, name, skill.label, needs[name], _before(situation, name), tries, levels
            )
        )
    return tuple(found)


def step_progress(situation: Situation) -> tuple[Progress, ...]:
    """Return how every step goes.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    tuple of Progress
        Out, then back, in order.
    """
    lessons = situation.record.lessons
    found = []
    for step in situation.trained.steps:
        tries = tries_of_step(step.key, lessons)
        levels = tuple(each.level_at(step.key) for each in lessons)
        needed = max(step.needs.values(), default=None)
        found.append(_progress(situation, step.key, step.words, needed, None, tries, levels))
    return tuple(found)


def learning_of(situation: Situation) -> tuple[Learning, ...]:
    """Return what the forecast looks at.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    tuple of Learning
        One for each skill that must be alone. Where nobody had assessed a skill, its first try is
        the assessment: that is where somebody stood, not what they learnt.
    """
    rows = skill_progress(situation)
    made = []
    for row in rows:
        assessed = _before(situation, row.name)
        beside = row.name in situation.trained.beside
        if beside and not row.tries and assessed is not None and assessed >= (row.needed or 0):
            continue
        made.append(_learning(situation, row, assessed))
    return tuple(made)


def forecast_of(situation: Situation) -> Forecast:
    """Forecast the lessons that are left until the record meets the rule.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    Forecast
        The range.
    """
    return forecast(
        learning_of(situation),
        runs_left(situation),
        len(situation.record.lessons),
        situation.rules.forecast,
    )


def runs_left(situation: Situation) -> int:
    """Return the fewest lessons that the rule's runs still take, one each way a lesson.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    int
        While something is not alone yet, one less: the lesson in which the last skill is alone is
        a run, too.
    """
    rule, left = situation.rules.sign_off, 0
    done = all(row.is_alone for row in skill_progress(situation))
    for way in Direction:
        if not situation.trained.critical(way):
            continue
        runs = runs_of(way, situation.record.lessons, situation.trained, rule.serious_from)
        good = streak(runs)
        apart = sum(run.at_distance for run in good)
        # Shadowing begins when runs went well; nobody is left to themselves at the first.
        before = (
            max(0, situation.rules.hints.shadow_runs - (len(good) - apart)) if apart == 0 else 0
        )
        missing = max(rule.alone_runs - len(good), before + rule.shadowed_runs - apart, 0)
        left = max(left, missing)
    return left if done else max(0, left - 1)


def way_runs(situation: Situation, lessons: Sequence[Lesson]) -> dict[Direction, int]:
    """Return how many runs in a row went well each way.

    Parameters
    ----------
    situation
        The course on a day.
    lessons
        Lessons to look at.

    Returns
    -------
    dict
        By direction.
    """
    serious = situation.rules.sign_off.serious_from
    return {
        way: len(streak(runs_of(way, lessons, situation.trained, serious))) for way in Direction
    }


def _progress(
    situation: Situation,
    name: str,
    label: str,
    needed: Level | None,
    start: Level | None,
    tries: tuple[Try, ...],
    levels: tuple[Level | None, ...],
) -> Progress:
    now = settled(tries, situation.rules.forecast.settled_tries)
    return Progress(
        name=name, label=label, needed=needed, start=start, now=now, tries=tries, levels=levels
    )


def _before(situation: Situation, skill: str) -> Level | None:
    """Return what was known of a skill before the course's first lesson."""
    ability = situation.abilities.get(skill)
    if ability is None or ability.assessed_on is None:
        return None
    first = min((each.on for each in situation.record.lessons), default=situation.today)
    return ability.level if ability.assessed_on <= first else None


def settled(tries: Sequence[Try], count: int) -> Level | None:
    """Return what somebody can do now.

    Parameters
    ----------
    tries
        In order.
    count
        How many of the last are looked at.

    Returns
    -------
    Level or None
        The middle one of them by level, the lower of two; None where nothing was tried.
    """
    last = sorted(each.level for each in tries[-count:])
    return last[(len(last) - 1) // 2] if last else None


def _learning(situation: Situation, row: Progress, assessed: Level | None) -> Learning:
    count = situation.rules.forecast.settled_tries
    tries = [each.level for each in row.tries]
    if assessed is None:
        # The first try tells where somebody stands.
        assessed, tries = (tries[0], tries[1:]) if tries else (Level.NOT_YET, tries)
    last = sorted(tries[-count:] if len(tries) >= count else [assessed, *tries])
    since = min(len(tries), count // 2)
    ability = situation.abilities.get(row.name)
    own = ability.lessons if ability is not None else None
    return Learning(
        usual=own or situation.catalogue.skills[row.name].lessons,
        start=assessed,
        now=last[(len(last) - 1) // 2],
        needed=row.needed or Level.ALONE,
        tries=len(tries) - since,
        since=since,
        share=_share(row),
    )


def _share(row: Progress) -> float:
    """Return how often a skill is tried: as since its first try; each time where there was none."""
    if not row.tries:
        return 1.0
    first = next(at for at, level in enumerate(row.levels) if level is not None)
    # One more of each keeps a single lesson from deciding it.
    return (len(row.tries) + 1) / (len(row.levels) - first + 1)


def _level(tries: tuple[Try, ...]) -> Level | None:
    return tries[0].level if tries else None


def usual_range(situation: Situation) -> Lessons:
    """Return the least and most lessons that any open skill usually takes.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    Lessons
        Of the skill that usually takes longest; none where everything is alone.
    """
    ranges = [
        situation.catalogue.skills[row.name].lessons
        for row in skill_progress(situation)
        if not row.is_alone
    ]
    if not ranges:
        return Lessons(0, 0)
    return Lessons(max(each.low for each in ranges), max(each.high for each in ranges))
