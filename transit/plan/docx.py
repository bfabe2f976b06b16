"""A booklet as a Word document, with the same content, order and texts for pictures."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from transit.plan.booklet import (
    Blanks,
    Block,
    Booklet,
    Card,
    Cutout,
    Grid,
    Lines,
    Picture,
    Plate,
    Section,
)
from transit.plan.pdf import png_of

FONT: Final = "Arial"
"""Named, not embedded: whoever opens the document has it, or a likeness of it."""

_BLANK: Final = " " + "_" * 28
_STAFF_PT: Final = 14
_TABLE_PT: Final = 10


def docx_of(booklet: Booklet) -> bytes:
    """Return a booklet as a Word document.

    Parameters
    ----------
    booklet
        What is printed.

    Returns
    -------
    bytes
        A .docx file.

    Raises
    ------
    TransitError
        A picture cannot be drawn.
    """
    writer = _Writer(booklet, _blank(), {})
    writer.begin()
    for index, section in enumerate(booklet.sections):
        writer.section(section, first=index == 0)
    kept = io.BytesIO()
    writer.document.save(kept)
    return kept.getvalue()


@dataclass(slots=True)
class _Writer:
    """Writes one document."""

    booklet: Booklet
    document: Any
    drawn: dict[str, bytes]
    wide: bool = False

    def begin(self) -> None:
        properties = self.document.core_properties
        properties.title = _clean(self.booklet.title)
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.language = f"{self.booklet.language}-{self.booklet.region}"
        size = self.booklet.size_pt
        for name, points in (
            ("Normal", size),
            ("Heading 1", 1.6 * size),
            ("Heading 2", 1.3 * size),
            ("Heading 3", 1.15 * size),
        ):
            style = self.document.styles[name]
            style.font.name, style.font.size = FONT, Pt(round(points))
            style.font.color.rgb = None
            _all_scripts(style)
        spoken = self.document.styles["Normal"].element.get_or_add_rPr()
        spoken.append(_element("w:lang", val=properties.language))
        self.page(wide=False)
        self.numbers()

    def numbers(self) -> None:
        """Number the pages; later sections take over what the first one has."""
        if not self.booklet.page_word:
            return
        footer = self.document.sections[0].footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        footer.add_run(f"{_clean(self.booklet.page_word)} ")
        footer._p.append(_element("w:fldSimple", instr="PAGE"))

    def page(self, *, wide: bool) -> None:
        page = self.document.sections[-1]
        page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
        page.left_margin = page.right_margin = Mm(20)
        page.top_margin = page.bottom_margin = Mm(18)
        self.wide = wide

    def section(self, section: Section, *, first: bool) -> None:
        if section.wide != self.wide or (section.wide and not first):
            self.document.add_section(WD_SECTION.NEW_PAGE)
            self.page(wide=section.wide)
        elif section.level == 1 and not first:
            self.document.add_page_break()
        self.document.add_heading(_clean(section.title), section.level)
        for block in section.blocks:
            self.block(block, section)

    def block(self, block: Block, section: Section) -> None:
        depth = section.level + 1
        if isinstance(block, Card):
            self.card(block, depth)
        elif isinstance(block, Plate):
            self.picture(self.document.add_paragraph(), block.picture, Mm(165))
        elif isinstance(block, Lines):
            self.lines(block.lines, strong=block.strong, small=section.for_staff)
        elif isinstance(block, Blanks):
            self.lines((label + _BLANK for label in block.labels), small=section.for_staff)
        elif isinstance(block, Grid):
            self.grid(block)
        else:
            self.cutout(block, depth)

    def card(self, card: Card, depth: int) -> None:
        table = self.document.add_table(1, 2)
        table.autofit = False
        widths = zip(table.columns, table.rows[0].cells, (Mm(38), Mm(130)), strict=True)
        for column, cell, width in widths:
            column.width = cell.width = width
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        left, right = table.rows[0].cells
        self.picture(left.paragraphs[0], card.picture, Mm(30))
        for more in card.beside:
            self.picture(left.add_paragraph(), more, Mm(34))
        lines = list(card.lines)
        if card.title:
            right.paragraphs[0].text = _clean(card.title)
            right.paragraphs[0].style = self.document.styles[f"Heading {depth}"]
        elif lines:
            right.paragraphs[0].text = _clean(lines.pop(0))
        for line in lines:
            right.add_paragraph(_clean(line))

    def picture(self, paragraph: Any, picture: Picture, width: Any) -> None:
        if picture.name not in self.drawn:
            self.drawn[picture.name] = png_of(self.booklet.pictures[picture.name])
        shape = paragraph.add_run().add_picture(io.BytesIO(self.drawn[picture.name]), width=width)
        shape._inline.docPr.set("descr", _clean(picture.alt))

    def lines(self, lines: Iterable[str], *, strong: bool = False, small: bool = False) -> None:
        for line in lines:
            paragraph = self.document.add_paragraph()
            # What stands out is a heading of what follows, and stays with it.
            paragraph.paragraph_format.keep_with_next = strong or None
            run = paragraph.add_run(_clean(line))
            run.bold = strong
            if small:
                run.font.size = Pt(_STAFF_PT)

    def cutout(self, cutout: Cutout, depth: int) -> None:
        cell = self.document.add_table(1, 1, style="Table Grid").rows[0].cells[0]
        cell.paragraphs[0].text = _clean(cutout.title)
        cell.paragraphs[0].style = self.document.styles[f"Heading {depth}"]
        for line in (*cutout.lines, *(label + _BLANK for label in cutout.labels)):
            cell.add_paragraph(_clean(line))
        self.document.add_paragraph()

    def grid(self, grid: Grid) -> None:
        table = self.document.add_table(1, len(grid.columns), style="Table Grid")
        table.autofit = False
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        for _ in grid.rows:
            table.add_row()
        whole, across = sum(grid.widths), 257 if self.wide else 170
        for column, share in zip(table.columns, grid.widths, strict=True):
            column.width = Mm(across * share / whole)
        size = _TABLE_PT if self.wide else self.booklet.size_pt - 1
        rows = zip((grid.columns, *grid.rows), table.rows, strict=True)
        for at, (texts, row) in enumerate(rows):
            for text, cell, share in zip(texts, row.cells, grid.widths, strict=True):
                cell.width = Mm(across * share / whole)
                run = cell.paragraphs[0].add_run(_clean(text))
                run.font.size = Pt(size)
                run.bold = at == 0


def _blank() -> Any:
    """Return a document without what its template brings: a picture of itself, and stray XML."""
    document = docx.Document()
    for whole, kind in (
        (document.part.package, RELATIONSHIP_TYPE.THUMBNAIL),
        (document.part, RELATIONSHIP_TYPE.CUSTOM_XML),
    ):
        for name in [name for name, each in whole.rels.items() if each.reltype == kind]:
            whole.rels.pop(name)
    return document


def _element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _all_scripts(style: Any) -> None:
    """Headings have a font of their theme, which goes before the named one unless it is taken."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _clean(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
