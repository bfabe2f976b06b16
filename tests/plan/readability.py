"""How easy a text is to read: words a sentence, syllables a word, and the grade that they make."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyphen

_SYLLABLES = pyphen.Pyphen(lang="en_GB")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d:.,]*\w?")


@dataclass(frozen=True)
class Readability:
    """Figures of a text.

    ``grade`` is the Flesch-Kincaid grade: years at school, 0.39 words a sentence + 11.8 syllables a
    word - 15.59 (Kincaid, Fishburne, Rogers and Chissom, 1975).
    """

    sentences: int
    words_a_sentence: float
    syllables_a_word: float
    longest: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade."""
        return 0.39 * self.words_a_sentence + 11.8 * self.syllables_a_word - 15.59


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence; a time or a number is one word."""
    return _WORD.findall(sentence)


def syllables(word: str) -> int:
    """Return how many syllables a word has, as it would be hyphenated; a number counts as two."""
    if word[0].isdigit():
        return 2
    return len(_SYLLABLES.inserted(word, "\0").split("\0"))


def readability_of(sentences: Iterable[str]) -> Readability:
    """Return how easy sentences are to read."""
    told = [words for words in map(words_of, sentences) if words]
    words = [word for sentence in told for word in sentence]
    return Readability(
        len(told),
        len(words) / len(told),
        sum(map(syllables, words)) / len(words),
        max(map(len, told)),
    )
