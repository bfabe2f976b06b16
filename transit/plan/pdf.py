"""A booklet as a tagged PDF (PDF/UA-1), made on this machine: nothing is fetched."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any, Final

import font_source_sans_pro
import typst

from transit.errors import TransitError
from transit.plan.booklet import Block, Booklet
from transit.read.printing import PictureFile, read_layout

FONTS: Final = ("Source Sans Pro", "Noto Sans", "Arial", "Liberation Sans", "DejaVu Sans")
"""The first comes with the package; the others only stand in for letters that it lacks."""

_COMMON: Final = 0x250
"""Letters below this are Latin, and in the first font."""


def pdf_of(booklet: Booklet) -> bytes:
    """Return a booklet as a PDF.

    Parameters
    ----------
    booklet
        What is printed.

    Returns
    -------
    bytes
        A tagged PDF that keeps to PDF/UA-1.

    Raises
    ------
    TransitError
        A picture cannot be drawn.
    """
    return _compiled(booklet, "pdf")[0]


def pages_of(booklet: Booklet, ppi: float = 60.0) -> list[bytes]:
    """Return a booklet as pictures of its pages.

    Parameters
    ----------
    booklet
        What is printed.
    ppi
        Points of the picture an inch.

    Returns
    -------
    list of bytes
        One PNG a page.

    Raises
    ------
    TransitError
        A picture cannot be drawn.
    """
    return _compiled(booklet, "png", ppi)


def png_of(picture: PictureFile, ppi: float = 200.0) -> bytes:
    """Return a picture as a PNG, for programs that do not draw SVG.

    Parameters
    ----------
    picture
        The picture.
    ppi
        Points of the picture an inch, at 10 cm width.

    Returns
    -------
    bytes
        The PNG.

    Raises
    ------
    TransitError
        It cannot be drawn.
    """
    source = (
        b"#set page(width: 100mm, height: auto, margin: 0pt)\n"
        b'#set text(font: "Source Sans Pro")\n'
        b"#let it = json(bytes(sys.inputs.picture))\n"
        b'#image(if it.kind == "svg" { bytes(it.text) } else { bytes(it.bytes) }, '
        b"format: it.kind, width: 100%)"
    )
    inputs = {"picture": json.dumps(_file(picture))}
    return _run(source, "png", inputs, ppi)[0]


def _compiled(booklet: Booklet, form: str, ppi: float = 60.0) -> list[bytes]:
    content = content_of(booklet)
    try:
        return _run(read_layout(), form, {"booklet": json.dumps(content)}, ppi)
    except TransitError:
        # PDF/UA refuses letters that no font here has: they become question marks.
        plain = json.dumps(_latin(content))
        return _run(read_layout(), form, {"booklet": plain}, ppi)


def _run(source: bytes, form: str, inputs: Mapping[str, str], ppi: float) -> list[bytes]:
    standards: Any = ["ua-1"] if form == "pdf" else []
    try:
        made = typst.compile(
            source,
            font_paths=_fonts(),
            format=form,  # type: ignore[call-overload]
            ppi=ppi,
            sys_inputs=dict(inputs),
            pdf_standards=standards,
        )
    except Exception as fault:
        raise TransitError(f"the plan cannot be laid out: {_first_line(fault)}") from fault
    return list(made) if isinstance(made, list) else [made]


def _first_line(fault: Exception) -> str:
    # Only the first line: what follows quotes the source.
    return str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__


@cache
def _fonts() -> Any:
    return typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=True,
        font_paths=[font_source_sans_pro.font_directory],
    )


def content_of(booklet: Booklet) -> dict[str, Any]:
    """Return a booklet as plain data for the layout.

    Parameters
    ----------
    booklet
        What is printed.

    Returns
    -------
    dict
        Texts without control characters, pictures by name, blocks with their type.
    """
    content: dict[str, Any] = {
        "title": booklet.title,
        "language": booklet.language,
        "region": booklet.region,
        "size_pt": booklet.size_pt,
        "page_word": booklet.page_word,
        "fonts": list(FONTS),
        "sections": [
            {**asdict(section), "blocks": [_block(block) for block in section.blocks]}
            for section in booklet.sections
        ],
    }
    cleaned: dict[str, Any] = _cleaned(content)
    return cleaned | {"pictures": {_clean(n): _file(p) for n, p in booklet.pictures.items()}}


def _block(block: Block) -> dict[str, Any]:
    return {"type": type(block).__name__, **asdict(block)}


def _file(picture: PictureFile) -> dict[str, Any]:
    if picture.kind == "svg":
        return {"kind": "svg", "text": picture.content.decode("utf-8", errors="replace")}
    return {"kind": picture.kind, "bytes": list(picture.content)}


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _latin(value: Any) -> Any:
    if isinstance(value, dict):
        return {_plain(key): _latin(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_latin(each) for each in value]
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return "".join(
        letter if ord(letter) < _COMMON or letter in "–—‘’“”…" else "?" for letter in text
    )
