"""Names as people say them: what signs and lists shorten is said in full."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from transit.present.words import Words

_WORD: Final = re.compile(r"[^\s(),;:]+|\s+|[(),;:]")
_END: Final = (")", ",", ";", ":")


class AsWritten(str):
    """Words that must be read as they stand, such as what it says on the front of a bus."""

    __slots__ = ()


def in_full(words: Words, said: str) -> str:
    """Return a sentence with nothing shortened in it.

    Parameters
    ----------
    words
        The language, with the words of printed plans: its table ``spoken`` says what is short for
        what.
    said
        The sentence.

    Returns
    -------
    str
        "Turn left into Saint Mary Street." for "Turn left into St Mary St."; as it is where it is
        to be read as written.
    """
    table = words.tables["spoken"]
    if isinstance(said, AsWritten):
        return str(said)
    return "".join(_parts(table, _without_brackets(table, said)))


def _without_brackets(table: Mapping[str, Any], said: str) -> str:
    """A bay in brackets is read as a pause: "Bus Station (Stop B)" is "Bus Station, Stop B"."""
    return re.sub(r"\s*\(([^()]+)\)", rf"{table['bracket']}\1", said)


def _parts(table: Mapping[str, Any], said: str) -> Iterator[str]:
    found = _WORD.findall(said)
    for index, part in enumerate(found):
        bare = part.rstrip(".?!")
        tail = part[len(bare) :]
        after = next((each for each in found[index + 1 :] if not each.isspace()), "")
        before = next((each for each in reversed(found[:index]) if not each.isspace()), "")
        full = _full(table, bare, before, after, ended=bool(tail) and after == "")
        # "St." has a stop of its own in the middle of a name, which goes with the short form.
        kept = tail if full == bare or after == "" or len(tail) > 1 else ""
        yield full + kept


def _full(table: Mapping[str, Any], word: str, before: str, after: str, *, ended: bool) -> str:
    if word in table["anywhere"]:
        return str(table["anywhere"][word])
    goes_on = after.rstrip(".?!").lower() in table["goes_on"]
    last = ended or after == "" or after in _END or goes_on
    if word in table["first"] and not last:
        return str(table["first"][word])
    # Somebody's initials, such as "Dr" before a name, stay.
    if word in table["last"] and last and before:
        return str(table["last"][word])
    return word
