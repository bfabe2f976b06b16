"""Three-way merging of sentences: what a trainer wrote, into words that were made again."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

Lines = tuple[str, ...]
_Region = tuple[int, int, int, int]
"""Where a run of sentences starts in the base, in mine and in theirs, and how long it is."""

_CONFLICT: Final = None


def merged(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Lines | None:
    """Merge two changes of the same sentences.

    A sentence that one side changed and the other left is taken as changed.

    Parameters
    ----------
    base
        What both began with.
    mine, theirs
        What each made of it.

    Returns
    -------
    tuple of str or None
        None where both changed the same sentences, each in its own way.
    """
    made: list[str] = []
    was = (0, 0, 0)
    for at, in_mine, in_theirs, length in _in_both(base, mine, theirs):
        chunk = _either(base[was[0] : at], mine[was[1] : in_mine], theirs[was[2] : in_theirs])
        if chunk is None:
            return _CONFLICT
        made += [*chunk, *base[at : at + length]]
        was = at + length, in_mine + length, in_theirs + length
    return tuple(made)


def _either(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Lines | None:
    own, other, was = tuple(mine), tuple(theirs), tuple(base)
    if own == was:
        return other
    if other in (was, own):
        return own
    if not len(own) == len(other) == len(was) > 1:
        return _CONFLICT
    # As many sentences on all sides: each is merged with those in its own place.
    each = [_either((a,), (b,), (c,)) for a, b, c in zip(was, own, other, strict=True)]
    made = [one for one in each if one is not None]
    return tuple(one[0] for one in made) if len(made) == len(each) else _CONFLICT


def _in_both(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Region]:
    """Runs of the base that both kept, and an empty one at the end."""
    one = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    two = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(one) and j < len(two):
        start = max(one[i].a, two[j].a)
        end = min(one[i].a + one[i].size, two[j].a + two[j].size)
        if start < end:
            in_mine = one[i].b + start - one[i].a
            in_theirs = two[j].b + start - two[j].a
            yield start, in_mine, in_theirs, end - start
        if one[i].a + one[i].size < two[j].a + two[j].size:
            i += 1
        else:
            j += 1
    yield len(base), len(mine), len(theirs), 0
