"""What was shown to be the person's own, for other journeys too: in different places, by rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from transit.model.abilities import Ability, Level
from transit.model.people import Person
from transit.model.training import Lesson
from transit.training.situation import Situation
from transit.training.steps import Trained

Practised = tuple[Trained, tuple[Lesson, ...], str]
"""What a course trained, its lessons, and the name of the course."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A skill that may become the person's own.

    Parameters
    ----------
    skill
        Its name.
    level
        Level that was shown everywhere.
    before
        What the register says; None where it was not assessed.
    places, lessons
        In how many places and lessons it was shown.
    """

    skill: str
    level: Level
    before: Level | None
    places: int
    lessons: int


def own_skills(situation: Situation, others: Iterable[Practised] = ()) -> tuple[Own, ...]:
    """Return the skills that the record shows to be the person's own.

    Parameters
    ----------
    situation
        The course on a day.
    others
        The person's other courses: another journey is another place.

    Returns
    -------
    tuple of Own
        Those above what the register says, in the catalogue's order. Nothing is moved: a trainer
        confirms each.
    """
    record = situation.record
    every = [(situation.trained, record.lessons, record.course.code), *others]
    found = []
    for skill in situation.catalogue.skills:
        known = situation.abilities.get(skill)
        before = None if known is None else known.level
        level = _shown(skill, every, situation)
        if level is not None and (before is None or level.level > before):
            found.append(replace(level, before=before))
    return tuple(found)


def with_own(
    person: Person, confirmed: Iterable[Own], situation: Situation, by: str
) -> tuple[Person, int]:
    """Return a person whose own skills are as a trainer confirmed.

    Parameters
    ----------
    person
        As the register has them.
    confirmed
        What the trainer confirmed; only what the record shows counts.
    situation
        The course on a day.
    by
        Who confirms: name or staff reference.

    Returns
    -------
    person : Person
        With the abilities moved; nothing else is changed.
    count : int
        How many were.
    """
    abilities = {each.skill: each for each in person.abilities}
    moved = 0
    for each in confirmed:
        before = abilities.get(each.skill, Ability(skill=each.skill))
        if before.level is not None and before.level >= each.level:
            continue
        abilities[each.skill] = replace(
            before, level=each.level, assessed_by=by, assessed_on=situation.today
        )
        moved += 1
    return replace(person, abilities=tuple(abilities[name] for name in sorted(abilities))), moved


def _shown(skill: str, every: Iterable[Practised], situation: Situation) -> Own | None:
    """Return the highest level that was shown widely enough, if any was."""
    rule, practised = situation.rules.sign_off, list(every)
    for level in (Level.ALONE, Level.WITH_AID, Level.WITH_PROMPTS):
        shown = [each for each in _places(skill, practised, level) if each.lessons]
        places = {each.name for each in shown}
        lessons = {(each.course, lesson) for each in shown for lesson in each.lessons}
        # A skill that is at no one step has no places to differ.
        enough = rule.generalise_places if all(each.name for each in shown) else 1
        if (
            len(places) >= enough
            and len(lessons) >= rule.generalise_lessons
            and len({each.course for each in shown}) >= rule.generalise_journeys
        ):
            counts = (len(places), len(lessons))
            return Own(skill=skill, level=level, before=None, places=counts[0], lessons=counts[1])
    return None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a skill was tried; its lessons at the level since the last below it."""

    course: str
    name: str
    lessons: frozenset[int]


def _places(skill: str, every: Iterable[Practised], level: Level) -> Iterator[_Place]:
    """Give each place. There and back across one street is one place."""
    for trained, lessons, course in every:
        for key in [step.key for step in trained.steps if skill in step.skills] or [""]:
            good: set[int] = set()
            for lesson in lessons:
                shown = _levels(skill, key, lesson)
                if shown and min(shown) >= level:
                    good.add(lesson.id)
                elif shown:
                    good.clear()
            name = key.split("/", 1)[-1].split("~")[0]
            yield _Place(course, name, frozenset(good))


def _levels(skill: str, key: str, lesson: Lesson) -> list[Level]:
    about = ("", skill) if key else (skill,)
    return [each.level for each in lesson.prompts if each.step == key and each.skill in about]
