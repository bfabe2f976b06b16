"""What a PDF says in the order of its tags, as a screen reader goes: headings, texts, pictures."""

import io
import re
from collections import defaultdict
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, ByteStringObject, ContentStream, DictionaryObject


def told_by_tags(pdf: bytes) -> str:
    """Return the texts of a PDF's tags, pictures by their words, in the order of the tags."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    marked = {page.indirect_reference.idnum: _marked(page) for page in reader.pages}  # type: ignore[union-attr]
    said: list[str] = []

    def visit(node: Any, page: int) -> None:
        if isinstance(node, int):
            said.append(marked[page].get(node, ""))
            return
        node = node.get_object()
        if isinstance(node, int):
            said.append(marked[page].get(node, ""))
        elif isinstance(node, ArrayObject):
            for each in node:
                visit(each, page)
        elif isinstance(node, DictionaryObject):
            here = node.raw_get("/Pg").idnum if "/Pg" in node else page
            if node.get("/S") == "/Figure":
                said.append(f" {node.get('/Alt', '')} ")
            elif node.get("/Type") == "/MCR":
                said.append(marked[here].get(int(node["/MCID"]), ""))
            elif "/K" in node:
                visit(node["/K"], here)
                said.append(" ")

    visit(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], 0)  # type: ignore[index]
    return re.sub(r"\s+", " ", "".join(said))


def _marked(page: Any) -> dict[int, str]:
    """The texts of a page by the number of the marked content that they stand in."""
    fonts = {
        name: _letters(font.get_object())
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    found: dict[int, str] = defaultdict(str)
    open_marks: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in (b"BDC", b"BMC"):
            given = operands[1] if len(operands) > 1 else {}
            number = given.get("/MCID") if isinstance(given, DictionaryObject) else None
            open_marks.append(None if number is None else int(number))
        elif operator == b"EMC":
            open_marks.pop()
        elif operator == b"Tf":
            letters = fonts.get(operands[0], {})
        elif operator in (b"Tj", b"TJ"):
            mark = next((each for each in reversed(open_marks) if each is not None), None)
            parts = operands[0] if operator == b"TJ" else [operands[0]]
            if mark is not None:
                found[mark] += "".join(_text(part, letters) for part in parts)
    return found


def _text(part: Any, letters: dict[int, str]) -> str:
    if isinstance(part, int | float):
        return ""
    raw = bytes(part) if isinstance(part, ByteStringObject) else part.original_bytes
    codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
    return "".join(letters.get(code, "") for code in codes)


def _letters(font: Any) -> dict[int, str]:
    """Letters by code, as a font's own table says."""
    table = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    made: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            made[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for low, high, text in re.findall(
            r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            first = int.from_bytes(bytes.fromhex(text), "big")
            for code in range(int(low, 16), int(high, 16) + 1):
                made[code] = chr(first + code - int(low, 16))
    return made
