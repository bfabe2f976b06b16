"""Words, counts and sources of one pack: what all of its sections are told with."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from transit.disclosure import Audience, Protected, key, may_tell
from transit.model.parameters import Parameters
from transit.plan.booklet import Block, Grid, Lines, Picture, Plate
from transit.present.words import Words
from transit.read.parameters import read_toml
from transit.read.printing import PictureFile
from transit.report.evidence import Evidence, ScenarioEvidence
from transit.resources import data_dir


@cache
def report_words() -> Words:
    """Return the words of packs.

    Returns
    -------
    Words
        Those of data/report.
    """
    return Words(read_toml(data_dir() / "report" / "en.toml"))


def day_words(day: dt.date) -> str:
    """Return a day as it stands in a report.

    Parameters
    ----------
    day
        The day.

    Returns
    -------
    str
        E.g. ``22 November 2026``.
    """
    months: Sequence[str] = read_toml(data_dir() / "words" / "en.toml")["date"]["months"]
    return f"{day.day} {months[day.month - 1]} {day.year}"


def day_of(iso: str) -> str:
    """Return a day that is kept as text, as it stands in a report.

    Parameters
    ----------
    iso
        E.g. ``2026-11-22``.

    Returns
    -------
    str
        E.g. ``22 November 2026``.
    """
    return day_words(dt.date.fromisoformat(iso))


@dataclass(slots=True)
class Teller:
    """What a pack's sections are told with.

    Parameters
    ----------
    evidence
        What the pack is made from.
    told
        Its counts of people, as the audience may have them.
    audience
        Who reads it.
    parameters
        The parameters.
    pictures
        Pictures drawn so far, by name.
    tables
        Tables numbered so far.
    """

    evidence: Evidence
    told: Protected
    audience: Audience
    parameters: Parameters
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    tables: int = 0

    def say(self, table: str, name: str, /, **values: object) -> str:
        """Return a sentence or a word.

        Parameters
        ----------
        table, name
            Where it stands in data/report.
        **values
            What to fill in.

        Returns
        -------
        str
            The words.
        """
        return report_words().say(table, name, **values)

    def count(self, name: str) -> str:
        """Return a count of people that stands by itself.

        Parameters
        ----------
        name
            Its name among the counts.

        Returns
        -------
        str
            A figure, or words in its place; 0 where nothing of the name was counted.
        """
        cell = key(count=name)
        return self.told[cell].words if cell in self.told.cells else "0"

    def may_tell(self, people: int) -> bool:
        """Return whether a figure about so many people may be told.

        Parameters
        ----------
        people
            Whom it is about.

        Returns
        -------
        bool
            False where they are too few; true where it is about nobody.
        """
        return people == 0 or may_tell(people, self.audience, self.parameters)

    @property
    def scenario(self) -> ScenarioEvidence | None:
        """The scenario; None where there is none."""
        return self.evidence.scenario

    @property
    def shows_group(self) -> bool:
        """Whether figures of those who leave the fleet may be told."""
        group = self.scenario.study.group if self.scenario else None
        return group is not None and self.may_tell(group.people)

    @property
    def shows_after(self) -> bool:
        """Whether the year of the scenario may be told: without it, who leaves stays untold."""
        if self.scenario is None:
            return False
        group = self.scenario.study.group
        return group is None or self.may_tell(group.people)

    def lines(self, *sentences: str) -> Lines:
        """Return sentences as a block.

        Parameters
        ----------
        *sentences
            The sentences.

        Returns
        -------
        Lines
            One under the other.
        """
        return Lines(sentences)

    def table(
        self,
        title: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        source: str,
        widths: Sequence[int] = (),
    ) -> tuple[Block, ...]:
        """Return a numbered table with its title and source.

        Parameters
        ----------
        title
            What it shows.
        heads
            Headings.
        rows
            Cells as text.
        source
            Where the figures come from.
        widths
            Shares of the width; the first column wide, the others alike, if not given.

        Returns
        -------
        tuple of Block
            Title, table and source.
        """
        self.tables += 1
        said = self.say("pack", "table", number=self.tables, title=title.rstrip(":."))
        grid = Grid(
            tuple(heads),
            tuple(widths) or (3, *[2] * (len(heads) - 1)),
            tuple(tuple(row) for row in rows),
        )
        return Lines((said,), strong=True), grid, Lines((source,))

    def plate(self, name: str, svg: bytes, alt: str, height_mm: int = 120) -> Plate:
        """Keep a picture and return its block.

        Parameters
        ----------
        name
            Its name.
        svg
            The picture.
        alt
            What it shows, in words.
        height_mm
            How high it may be.

        Returns
        -------
        Plate
            Over the width of the page.
        """
        self.pictures[name] = PictureFile("svg", svg)
        return Plate(Picture(name, alt), height_mm)

    @property
    def from_register(self) -> str:
        """The source line of counts of the register."""
        return self.say("pack", "source_register", day=day_words(self.evidence.made_on))

    @property
    def from_scenario(self) -> str:
        """The source line of figures of the scenario."""
        if self.scenario is None:
            return ""
        day = day_words(self.scenario.made_at.date())
        return self.say("pack", "source_scenario", number=self.scenario.number, day=day)

    def words_of(self, table: str) -> Mapping[str, str]:
        """Return a table of words.

        Parameters
        ----------
        table
            Its name in data/report.

        Returns
        -------
        mapping of str to str
            Words by name.
        """
        return report_words().tables[table]
