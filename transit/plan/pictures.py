"""The pictures of something printed: those that it shows, under the names by which it does."""

from dataclasses import dataclass, field

from transit.plan.booklet import Picture
from transit.present.words import Words
from transit.read.printing import PictureFile

_NUMBER = b"{route}"
"""Stands in a drawn bus for its number."""


@dataclass(slots=True)
class Pictures:
    """Keeps each picture that is asked for.

    Parameters
    ----------
    words
        The language, with the words of printed plans.
    symbols
        Pictures by name.
    wheels
        Whether pictures are of somebody in a wheelchair where there are such.
    kept
        What was asked for so far, by the name it has in the booklet.
    """

    words: Words
    symbols: dict[str, PictureFile]
    wheels: bool = False
    kept: dict[str, PictureFile] = field(default_factory=dict)

    def symbol(self, name: str, route: str = "") -> Picture:
        """Return one of the pictures of steps; a bus in it carries the number of the bus.

        Parameters
        ----------
        name
            Its name.
        route
            Number of the bus; ``""`` where there is none.

        Returns
        -------
        Picture
            With its words.
        """
        if self.wheels and f"{name}_wheels" in self.symbols:
            name = f"{name}_wheels"
        found, key = self.symbols[name], name
        if found.kind == "svg" and _NUMBER in found.content:
            key = f"{name} {route}"
            found = found._replace(content=found.content.replace(_NUMBER, _escaped(route).encode()))
        return self.keep(key, found, self.words.say("alt", name, route=route))

    def keep(self, key: str, file: PictureFile, alt: str) -> Picture:
        """Keep a picture of its own.

        Parameters
        ----------
        key
            Its name in the booklet.
        file
            The picture.
        alt
            What it shows, in words.

        Returns
        -------
        Picture
            To show it with.
        """
        self.kept[key] = file
        return Picture(key, alt)


def _escaped(text: str) -> str:
    kept = "".join(letter for letter in text if letter.isprintable())
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
