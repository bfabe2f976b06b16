"""What would have to be learnt, or what somebody who comes along helps with, in sentences."""

from transit.model.fact import State
from transit.model.skills import Catalogue
from transit.model.verdict import Direction, Gap, Rung
from transit.present.voices import Voice, voiced
from transit.present.words import Words


def gap_sentences(
    words: Words, catalogue: Catalogue, gap: Gap, rung: Rung, voice: Voice = Voice.PERSON
) -> tuple[str, ...]:
    """Return a gap in sentences.

    Parameters
    ----------
    words
        The language.
    catalogue
        The skills, for their names and what their levels mean.
    gap
        The gap.
    rung
        The verdict that it stands in: on it something is learnt, or somebody comes along.
    voice
        Who reads.

    Returns
    -------
    tuple of str
        What the journey asks, what the person does so far, and what closes the gap.
    """
    skill = catalogue.skills.get(gap.skill)
    label = skill.label if skill else gap.skill
    return (
        *_demand(words, gap, voice),
        *_so_far(words, catalogue, gap, voice),
        words.say("gap", "covered", skill=label)
        if rung is Rung.WITH_COMPANION
        else lessons_sentence(words, "gap", "learn", (gap.lessons.low, gap.lessons.high), label),
    )


def lessons_sentence(
    words: Words, table: str, name: str, lessons: tuple[int, int], skill: str = ""
) -> str:
    """Return how many lessons something takes.

    Parameters
    ----------
    words
        The language.
    table, name
        The template for a range; with ``_one`` it is for one lesson, with ``_several`` for more.
    lessons
        Fewest and most.
    skill
        What is learnt.

    Returns
    -------
    str
        One sentence or two.
    """
    low, high = lessons
    if low == high:
        name = f"{name}_one" if high == 1 else f"{name}_several"
    return words.say(table, name, low=low, high=high, skill=skill)


def _demand(words: Words, gap: Gap, voice: Voice) -> tuple[str, ...]:
    if not gap.kind:
        return ()
    kinds = [f"{gap.kind}_{gap.detail}"] if gap.detail else []
    kinds += [f"{gap.kind}_times"] if gap.count > 1 else []
    for kind in (*kinds, gap.kind):
        for name in (kind if gap.place else "", f"{kind}_plain", kind):
            if words.has("gap", name) and (gap.place or "place" not in words.asked("gap", name)):
                crossing = gap.detail if words.has("crossing", gap.detail) else "none"
                said = words.say(
                    "gap",
                    name,
                    place=gap.place,
                    count=gap.count,
                    crossing=words.say("crossing", crossing),
                    **voiced(words, voice),
                )
                return (_with_direction(words, gap, said),)
    return ()


def _with_direction(words: Words, gap: Gap, said: str) -> str:
    if gap.direction is None:
        return said
    name = "on_the_way_out" if gap.direction is Direction.OUT else "on_the_way_back"
    return words.say("verdict", name, said=said)


def _so_far(words: Words, catalogue: Catalogue, gap: Gap, voice: Voice) -> tuple[str, ...]:
    said = []
    skill = catalogue.skills.get(gap.skill)
    if gap.has is None:
        said.append(words.say("gap", "not_assessed"))
    elif skill is not None:
        level = skill.levels[gap.has]
        said.append(words.say("gap", "so_far", level=level[:1].lower() + level[1:]))
    if gap.trainable is State.UNKNOWN:
        said.append(words.say("gap", "trainable_unknown", **voiced(words, voice)))
    return tuple(said)
