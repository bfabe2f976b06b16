"""What is printed, whatever it is printed with: sections of blocks, and the pictures in them."""

from dataclasses import dataclass, field

from transit.read.printing import PictureFile


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page.

    Parameters
    ----------
    name
        Key of the booklet's pictures.
    alt
        What it shows, in words.
    """

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that a trainer took of a step.

    Parameters
    ----------
    file
        The picture.
    alt
        What it shows, in words.
    """

    file: PictureFile
    alt: str


@dataclass(frozen=True, slots=True)
class Card:
    """A picture on the left, words on the right.

    Parameters
    ----------
    title
        E.g. "Step 3".
    picture
        What shows it.
    lines
        One sentence each.
    beside
        More pictures, under the first: a photo, a clock.
    """

    title: str
    picture: Picture
    lines: tuple[str, ...]
    beside: tuple[Picture, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All of them, in order."""
        return (self.picture, *self.beside)


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture over the width of the page.

    Parameters
    ----------
    picture
        A map or a chart.
    height_mm
        How high it may be; it keeps its shape.
    """

    picture: Picture
    height_mm: int = 120

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The one."""
        return (self.picture,)


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences, one under the other.

    Parameters
    ----------
    lines
        The sentences.
    strong
        They stand out.
    """

    lines: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to write on.

    Parameters
    ----------
    labels
        What is to be written on each.
    """

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a row of headings.

    Parameters
    ----------
    columns
        Headings.
    widths
        Shares of the width.
    rows
        Cells as text.
    """

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Cutout:
    """A card to cut out.

    Parameters
    ----------
    title
        Its heading.
    lines
        Sentences.
    labels
        What is to be written on it.
    """

    title: str
    lines: tuple[str, ...]
    labels: tuple[str, ...]


Block = Card | Plate | Lines | Blanks | Grid | Cutout


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what belongs to it.

    Parameters
    ----------
    title
        The heading; none where ``""``.
    blocks
        In the order in which they are read.
    level
        1 for a new page, 2 within it.
    for_staff
        Set smaller, on a page of its own: it is no easy-read page.
    wide
        On a page on its side.
    """

    title: str
    blocks: tuple[Block, ...]
    level: int = 1
    for_staff: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """Everything on paper.

    Parameters
    ----------
    title
        On its cover.
    language, region
        Codes of the language, for who listens to it.
    sections
        In order.
    pictures
        By name.
    size_pt
        Size of its words, points.
    page_word
        What stands before a page's number.
    """

    title: str
    language: str
    region: str
    sections: tuple[Section, ...]
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    size_pt: int = 16
    page_word: str = ""

    def pictured(self) -> tuple[Picture, ...]:
        """Return every picture as often as it is shown.

        Returns
        -------
        tuple of Picture
            In the order of the pages.
        """
        blocks = (block for section in self.sections for block in section.blocks)
        shown = (block for block in blocks if isinstance(block, Card | Plate))
        return tuple(picture for block in shown for picture in block.pictures)
