"""Who reads what is said about a person: they themselves, or somebody who works with them."""

from enum import StrEnum

from transit.present.words import Words


class Voice(StrEnum):
    """How the person is spoken of; each is a table of the words file."""

    YOU = "you"
    PERSON = "person"


def voiced(words: Words, voice: Voice) -> dict[str, str]:
    """Return the words that change with who reads.

    Parameters
    ----------
    words
        The language.
    voice
        Who reads.

    Returns
    -------
    dict of str to str
        Values that templates may ask for, such as ``who`` and ``their``.
    """
    return {name: str(text) for name, text in words.tables[voice.value].items()}
