"""The pack as a Word document and a PDF: accessible, without personal data, and repeatable."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.report.packs import PARAMETERS, SECRET, evidence
from transit.disclosure import Audience
from transit.errors import InputError
from transit.report.choose import Version, booklet_of
from transit.report.files import file_of
from transit.report.pack import review_pack

HOME = re.compile(r"5[01]\.\d{3,}|-[23]\.\d{3,}")
"""A coordinate of the area in decimal degrees."""


@pytest.fixture(scope="module")
def word() -> bytes:
    """Return the public version as a Word document."""
    return file_of(review_pack(evidence(), Audience.PUBLIC, PARAMETERS), "docx")


def test_the_document_has_a_title_a_language_and_headings(word: bytes) -> None:
    """What a screen reader announces, and jumps by."""
    made = docx.Document(io.BytesIO(word))
    assert made.core_properties.title.startswith("Travel to services")
    assert made.core_properties.language == "en-GB"
    styles = [p.style.name for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert styles[:3] == ["Heading 1", "Heading 2", "Heading 2"]
    assert set(styles) == {"Heading 1", "Heading 2", "Heading 3"}


def test_every_picture_of_the_document_has_words(word: bytes) -> None:
    """No picture without what it shows."""
    body = docx.Document(io.BytesIO(word)).element.body
    pictures = body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) == 3
    assert all(len(picture.get("descr", "")) > 20 for picture in pictures)


def test_every_table_repeats_its_row_of_headings(word: bytes) -> None:
    """A table over two pages keeps its headings, and says which they are."""
    tables = docx.Document(io.BytesIO(word)).tables
    assert len(tables) > 8
    assert all(table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in tables)


@pytest.mark.parametrize("version", [Version.PUBLIC, Version.EASY])
def test_no_person_and_no_home_is_in_any_part_of_the_file(version: Version) -> None:
    """Every part of the archive is searched, what is about the document included."""
    archive = zipfile.ZipFile(
        io.BytesIO(file_of(booklet_of(evidence(), version, PARAMETERS), "docx"))
    )
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            text = archive.read(name).decode("utf-8")
            assert SECRET not in text and "officer-7" not in text, name
            if name == "word/document.xml":
                assert not HOME.search(text)


def test_the_same_evidence_gives_the_same_bytes(word: bytes) -> None:
    """Neither the hour nor the order of anything changes a file."""
    booklet = review_pack(evidence(), Audience.PUBLIC, PARAMETERS)
    assert file_of(booklet, "docx") == word
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(word)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }
    assert file_of(booklet, "pdf") == file_of(booklet, "pdf")


def test_the_pdf_is_tagged_and_says_the_same() -> None:
    """PDF/UA with a title and a language; the figures of the run are in its text."""
    made = PdfReader(
        io.BytesIO(file_of(review_pack(evidence(), Audience.PUBLIC, PARAMETERS), "pdf"))
    )
    catalogue = made.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"].startswith("en")
    assert made.metadata is not None and made.metadata.title
    text = "\n".join(page.extract_text() for page in made.pages)
    assert "562,222" in text and "43,210" in text and SECRET not in text


def test_another_kind_of_file_is_refused() -> None:
    """There is no report.txt."""
    with pytest.raises(InputError, match="docx or pdf"):
        file_of(review_pack(evidence(), Audience.PUBLIC, PARAMETERS), "txt")
