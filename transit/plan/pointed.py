"""What a trainer points at: the key of a step stands for the thing that the step is about."""

from collections.abc import Iterable

from transit.errors import InputError
from transit.network.walk import WalkNetwork
from transit.plan.choose import Option
from transit.plan.things import Thing, parse_thing, thing_of


def is_key(text: str) -> bool:
    """Tell whether something is the key of a step.

    Parameters
    ----------
    text
        What was written.

    Returns
    -------
    bool
        True for e.g. ``out/cross/chepstow-road``.
    """
    return text.startswith(("out/", "back/"))


def things_meant(
    texts: Iterable[str], options: Iterable[Option], streets: WalkNetwork | None
) -> tuple[str, ...]:
    """Return what was pointed at as things.

    Parameters
    ----------
    texts
        Things as they are written, and keys of steps.
    options
        The options in which steps are looked for, the first first.
    streets
        The streets they were found on.

    Returns
    -------
    tuple of str
        Things as they are written.

    Raises
    ------
    InputError
        No option has such a step, or nothing of it can be avoided.
    """
    found = list(options)
    return tuple(
        str(_meant(text, found, streets) if is_key(text) else parse_thing(text)) for text in texts
    )


def _meant(key: str, options: list[Option], streets: WalkNetwork | None) -> Thing:
    for option in options:
        for way, journey in zip(option.plan.ways, (option.out, option.back), strict=True):
            for step in way.steps:
                if step.key != key:
                    continue
                thing = thing_of(step, journey, streets)
                if thing is None:
                    raise InputError(f"{key}: nothing of this step can be avoided or preferred")
                return thing
    raise InputError(f"{key}: no option has this step; --options lists their keys")
