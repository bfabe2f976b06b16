"""The burden figure in words: its parts first, then their sum, or what stands in the way of one."""

from transit.model.burden_figure import BurdenFigure
from transit.model.skills import Catalogue
from transit.present.finding_words import finding_sentence
from transit.present.voices import Voice
from transit.present.words import Words


def figure_lines(
    words: Words, catalogue: Catalogue, figure: BurdenFigure, voice: Voice = Voice.PERSON
) -> tuple[str, ...]:
    """Return a burden figure in sentences.

    Parameters
    ----------
    words
        The language.
    catalogue
        The skills, for their names.
    figure
        The figure.
    voice
        Who reads.

    Returns
    -------
    tuple of str
        A part each, then the sum; where something stands in the way that, and no sum.
    """
    parts = [
        words.say("figure", each.part.value, burden=each.burden)
        for each in figure.parts
        if each.burden is not None
    ]
    if figure.total is not None:
        return (*parts, words.say("figure", "total", burden=figure.total))
    gates = [finding_sentence(words, catalogue, gate, voice) for gate in figure.gates]
    return (*parts, words.say("figure", "no_total"), *gates)
