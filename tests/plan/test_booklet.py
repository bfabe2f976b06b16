"""What is printed: tagged PDF and Word document, the same content, nothing run, nothing told."""

import io
import zipfile
from dataclasses import replace

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.planning import (
    WORDS,
    figures_of,
    numbers_on_maps,
    planned,
    sentences_of,
    text_of,
)
from transit.errors import TransitError
from transit.plan.booklet import Grid
from transit.plan.docx import docx_of
from transit.plan.pdf import pages_of, pdf_of, png_of
from transit.read.printing import PictureFile, read_symbols

PLANNED = planned()
BOOKLET = PLANNED.booklet()
HOSTILE = '#panic("x") $x^2$ "q" \\ `raw` <b> & ] [ } { */ // @ref ~ \x00\x07\n\u202e=head {route}'


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Return the booklet as a PDF."""
    return pdf_of(BOOKLET)


@pytest.fixture(scope="module")
def word() -> bytes:
    """Return the booklet as a Word document."""
    return docx_of(BOOKLET)


def test_the_pdf_says_that_it_is_accessible(pdf: bytes) -> None:
    """Tagged, with a title and a language, and PDF/UA-1 in its metadata."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()  # type: ignore[index]
    assert reader.metadata is not None and reader.metadata.title == "My journey to The Hall"


def test_every_picture_is_told_in_words_and_in_order(pdf: bytes) -> None:
    """The tags have the texts of the booklet's pictures, one after the other."""
    told = [picture.alt for picture in BOOKLET.pictured()]
    assert all(told) and figures_of(pdf) == told


def test_the_pdf_is_read_in_the_order_of_the_steps(pdf: bytes) -> None:
    """Each sentence of each step comes after the one before it."""
    text, at = text_of(pdf), 0
    for way in PLANNED.plan.ways:
        for step in way.steps:
            for said in (f"Step {step.number} ", *step.sentences):
                found = text.find(said, at)
                assert found >= at, said
                at = found


def test_sheets_for_staff_are_filled_in(pdf: bytes) -> None:
    """Every hazard, control and question stands in the PDF; likelihood is blank."""
    text = text_of(pdf)
    for hazard in PLANNED.plan.hazards:
        assert hazard.what in text and hazard.control in text
    for question in PLANNED.plan.questions:
        assert question.asked in text
    risks = next(s for s in BOOKLET.sections if s.title == "Route risk assessment")
    grid = next(block for block in risks.blocks if isinstance(block, Grid))
    assert {row[2] for row in grid.rows} == {""}


def test_nothing_names_the_person_but_their_id(pdf: bytes, word: bytes) -> None:
    """Neither what is said nor what is kept about the file."""
    assert "P7" in text_of(pdf)
    metadata = pypdf.PdfReader(io.BytesIO(pdf)).metadata or {}
    assert set(metadata) <= {"/Title", "/Creator"}
    kept = docx.Document(io.BytesIO(word)).core_properties
    assert (kept.author, kept.last_modified_by, kept.comments) == ("", "", "")


def test_nothing_strange_is_in_the_document(word: bytes) -> None:
    """No picture of a template that is not this document, and no XML that nobody wrote."""
    parts = zipfile.ZipFile(io.BytesIO(word)).namelist()
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name]


def test_the_same_plan_makes_the_same_pdf(pdf: bytes) -> None:
    """No clock and no chance is in it."""
    assert pdf_of(BOOKLET) == pdf


def test_each_step_has_its_number_on_a_map() -> None:
    """On the map of its walk, or on that of the whole way."""
    for way in PLANNED.plan.ways:
        wanted = {step.number for step in way.steps}
        assert numbers_on_maps(BOOKLET, way.direction.value) == wanted


def test_sentences_are_short() -> None:
    """At most fifteen words, on every page that the person reads."""
    said = sentences_of(BOOKLET)
    assert len(said) > 50
    assert max(len(sentence.split()) for sentence in said) <= 15


def test_the_word_document_has_the_same_content(word: bytes) -> None:
    """Headings, steps in order, and a text for each picture."""
    document = docx.Document(io.BytesIO(word))
    body = document.element.body
    told = [shape.get("descr") for shape in body.iter() if shape.tag.endswith("}docPr")]
    assert told == [picture.alt for picture in BOOKLET.pictured()]
    texts = [p.text for p in body.iter() if p.tag.endswith("}t")]
    text, at = " ".join(texts), 0
    for step in PLANNED.plan.out.steps:
        for said in step.sentences:
            found = text.find(said, at)
            assert found >= at, said
            at = found


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_names_are_shown_and_never_run(form: str) -> None:
    """A name full of markup stands on the page letter for letter, control characters apart."""
    booklet = planned(venue=HOSTILE).booklet()
    if form == "pdf":
        assert '#panic("x") $x^2$ "q" \\ `raw` <b> & ] [ } {' in text_of(pdf_of(booklet))
    else:
        with zipfile.ZipFile(io.BytesIO(docx_of(booklet))) as packed:
            assert "#panic(" in packed.read("word/document.xml").decode()


@settings(max_examples=8)
@given(st.text(min_size=1, max_size=40))
def test_any_name_can_be_printed(name: str) -> None:
    """Letters that no font has become question marks; nothing fails."""
    booklet = replace(BOOKLET, title=name, sections=(replace(BOOKLET.sections[0], title=name),))
    assert pdf_of(booklet).startswith(b"%PDF")
    assert docx_of(booklet).startswith(b"PK")


def test_a_bus_number_cannot_break_its_picture() -> None:
    """What is written on the bus is text there, too."""
    ride = PLANNED.journey.rides[0]
    odd = replace(ride, route='<b>&"')
    legs = tuple(odd if leg is ride else leg for leg in PLANNED.journey.legs)
    booklet = planned(journey=replace(PLANNED.journey, legs=legs)).booklet()
    assert any("&lt;b&gt;&amp;" in p.content.decode() for p in booklet.pictures.values())
    assert pdf_of(booklet).startswith(b"%PDF")


def test_words_can_be_larger() -> None:
    """Larger words need more pages."""
    assert len(pages_of(PLANNED.booklet(size_pt=24), 20)) > len(pages_of(BOOKLET, 20))


def test_a_broken_picture_is_told() -> None:
    """One sentence, no traceback of the layout program."""
    broken = {**read_symbols(), "walk": PictureFile("svg", b"<svg")}
    with pytest.raises(TransitError, match="the plan cannot be laid out"):
        pdf_of(PLANNED.booklet(symbols=broken))


def test_a_logo_stands_on_the_cover() -> None:
    """First of all pictures, with a text of its own."""
    logo = PictureFile("png", png_of(read_symbols()["home"], 20))
    made = PLANNED.booklet(logo=logo)
    assert figures_of(pdf_of(made))[0] == WORDS.say("alt", "logo")


def test_every_picture_has_words_and_no_words_lack_a_picture() -> None:
    """Texts for pictures and pictures go together."""
    maps = {"logo", "overview", "leg", "one", "clock"}
    assert set(WORDS.tables["alt"]) - maps == set(read_symbols())


@pytest.mark.parametrize("size", [16, 18, 20, 24, 28])
def test_lines_to_write_on_are_on_the_page_of_what_they_ask_for(size: int) -> None:
    """Safe places: their title and all three lines together, wherever the page ends."""
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(PLANNED.booklet(size_pt=size)))).pages
    (said,) = [text for page in pages if "My safe places" in (text := page.extract_text())]
    for line in ("1.", "2.", "3."):
        assert line in said.split("My safe places")[1]
