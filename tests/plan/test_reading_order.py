"""The PDF is read aloud in the order of its content: all of it, and nothing out of turn."""

import re
from collections.abc import Iterator

import pytest

from tests.plan.planning import planned
from tests.plan.tags import told_by_tags
from transit.plan.booklet import Blanks, Block, Booklet, Card, Cutout, Grid, Lines, Plate
from transit.plan.pdf import pdf_of

PLANNED = planned()


def content_of(booklet: Booklet) -> str:
    """Return what a booklet holds, in order, as one text."""
    said = (
        text
        for section in booklet.sections
        for text in (section.title, *(t for block in section.blocks for t in texts_of(block)))
    )
    return re.sub(r"\s+", " ", " ".join(said)).strip()


def texts_of(block: Block) -> Iterator[str]:
    """Return the texts of a block, pictures by their words."""
    if isinstance(block, Card):
        yield from (*(picture.alt for picture in block.pictures), block.title, *block.lines)
    elif isinstance(block, Plate):
        yield block.picture.alt
    elif isinstance(block, Lines):
        yield from block.lines
    elif isinstance(block, Blanks):
        yield from block.labels
    elif isinstance(block, Grid):
        yield from (*block.columns, *(cell for row in block.rows for cell in row))
    elif isinstance(block, Cutout):
        yield from (block.title, *block.lines, *block.labels)


@pytest.mark.parametrize("clocks", [False, True])
def test_the_tags_tell_the_content_in_its_order(clocks: bool) -> None:
    """Letter for letter what the booklet holds, from the cover to the last question."""
    booklet = PLANNED.booklet(clocks=clocks)
    told, wanted = told_by_tags(pdf_of(booklet)).strip(), content_of(booklet)
    assert len(wanted) > 5_000
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", wanted)
