"""A lesson as it is told: steps by number, key or skill, into levels that can be kept."""

from collections.abc import Iterable, Mapping

from transit.errors import InputError
from transit.model.abilities import Level
from transit.model.training import Prompt
from transit.model.verdict import Direction
from transit.training.steps import Trained


def find_step(trained: Trained, named: str) -> str:
    """Return the key of a step.

    Parameters
    ----------
    trained
        What the course trains.
    named
        Its key, or its way and number, such as ``out/4``.

    Returns
    -------
    str
        The key.

    Raises
    ------
    InputError
        There is no such step.
    """
    wanted = named.strip().lower()
    for step in trained.steps:
        if wanted in (step.key, f"{step.direction.value}/{step.number}"):
            return step.key
    raise InputError(f"{named!r}: the plan has no such step; expected its key, or such as out/4")


def prompt_of(trained: Trained, step: str, skill: str, level: Level) -> Prompt:
    """Return a level of a step or skill that the course trains.

    Parameters
    ----------
    trained
        What the course trains.
    step
        The step, as :func:`find_step` takes it; ``""`` for a skill beside the steps.
    skill
        The skill; ``""`` for the step as a whole.
    level
        How well.

    Returns
    -------
    Prompt
        As it is kept.

    Raises
    ------
    InputError
        There is no such step, or it does not practise the skill.
    """
    if not step:
        known = {*trained.beside, *(name for each in trained.steps for name in each.skills)}
        if skill not in known:
            raise InputError(f"{skill!r}: the course does not train that skill")
        return Prompt(step="", skill=skill, level=level)
    key = find_step(trained, step)
    (found,) = [each for each in trained.steps if each.key == key]
    if skill and skill not in found.skills:
        raise InputError(f"{step!r} does not practise {skill!r}")
    return Prompt(step=key, skill=skill, level=level)


def whole_ways(trained: Trained, ways: Iterable[Direction], level: Level) -> tuple[Prompt, ...]:
    """Return the same level for every step of some ways.

    Parameters
    ----------
    trained
        What the course trains.
    ways
        Which ways.
    level
        How well.

    Returns
    -------
    tuple of Prompt
        One a step; skills beside the steps are not in it.
    """
    wanted = set(ways)
    return tuple(
        Prompt(step=each.key, skill="", level=level)
        for each in trained.steps
        if each.direction in wanted
    )


def together(parts: Iterable[Iterable[Prompt]]) -> tuple[Prompt, ...]:
    """Put levels together; what is told later goes before what was told earlier.

    Parameters
    ----------
    parts
        Levels, the general ones first.

    Returns
    -------
    tuple of Prompt
        One for each step and skill.
    """
    kept: Mapping[tuple[str, str], Prompt] = {
        (each.step, each.skill): each for part in parts for each in part
    }
    return tuple(kept.values())
