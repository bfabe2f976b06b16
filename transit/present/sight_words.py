"""What to look out for, in sentences."""

from transit.present.words import Words
from transit.read.landmark_rules import read_landmark_rules
from transit.route.journey import Landmark, Side

MOST_WORDS = 15
"""In one sentence; a name that makes it longer is left out."""


def look_sentence(words: Words, landmark: Landmark) -> str:
    """Return what to look out for where something is done.

    Parameters
    ----------
    words
        The language.
    landmark
        What is seen there.

    Returns
    -------
    str
        One sentence.
    """
    where = "ahead" if landmark.ahead else landmark.side.value
    return _said(words, f"look_{where}", landmark)


def pass_sentence(words: Words, landmark: Landmark) -> str:
    """Return what one passes on a walk.

    Parameters
    ----------
    words
        The language.
    landmark
        What is seen there; on one side.

    Returns
    -------
    str
        One sentence.
    """
    side = Side.LEFT if landmark.side is Side.LEFT else Side.RIGHT
    return _said(words, f"pass_{side.value}", landmark)


def _said(words: Words, template: str, landmark: Landmark) -> str:
    kind = words.say("landmark", landmark.kind)
    if landmark.name and _is_known_by_name(landmark.kind):
        said = words.say("sight", f"{template}_named", landmark=kind, name=landmark.name)
        if len(said.split()) <= MOST_WORDS:
            return said
    return words.say("sight", template, landmark=kind)


def _is_known_by_name(kind: str) -> bool:
    return any(each.by_name for each in read_landmark_rules().kinds if each.name == kind)
