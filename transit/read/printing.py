"""What printed plans are made of: words, pictures, the layout, and a council's own pictures."""

from pathlib import Path
from typing import Any, Final, NamedTuple

from transit.errors import InputError
from transit.read.parameters import read_toml
from transit.resources import data_dir

_KINDS: Final = {".svg": "svg", ".png": "png", ".jpg": "jpg", ".jpeg": "jpg"}
_MOST_BYTES: Final = 4_000_000
"""A picture on a page needs no more; a larger one is a mistake."""


class PictureFile(NamedTuple):
    """A picture.

    Parameters
    ----------
    kind
        ``svg``, ``png`` or ``jpg``.
    content
        The file's bytes.
    """

    kind: str
    content: bytes


LANGUAGE: Final = "en"
"""What is printed where nothing else is asked."""


def print_languages() -> tuple[str, ...]:
    """Return the languages in which plans can be printed.

    Returns
    -------
    tuple of str
        Names of the files in data/print, in order.
    """
    return tuple(sorted(path.stem for path in (data_dir() / "print").glob("??.toml")))


def read_print_words(language: str = LANGUAGE) -> dict[str, dict[str, Any]]:
    """Read the words of everything that is printed, those of journeys included.

    Parameters
    ----------
    language
        Name of the files in data/words and data/print.

    Returns
    -------
    dict
        Tables of templates.

    Raises
    ------
    InputError
        There is no such language.
    """
    known = print_languages()
    if language not in known:
        raise InputError(f"--language: {language!r} is not known; there is {', '.join(known)}")
    folder = data_dir()
    shared = read_toml(folder / "words" / f"{language}.toml")
    return {**shared, **read_toml(folder / "print" / f"{language}.toml")}


def read_hazards() -> tuple[dict[str, int], int]:
    """Read how grave hazards are suggested to be.

    Returns
    -------
    tuple
        Severity 1 to 5 by kind of demand, and the level of a demand from which it is a hazard.
    """
    tables = read_toml(data_dir() / "print" / "hazards.toml")
    return dict(tables["severity"]), int(tables["table"]["from_level"])


def read_layout() -> bytes:
    """Read the layout of a booklet.

    Returns
    -------
    bytes
        Typst markup; it asks for its content, and holds none.
    """
    return (data_dir() / "print" / "booklet.typ").read_bytes()


def read_symbols(folder: Path | None = None) -> dict[str, PictureFile]:
    """Read the pictures of steps.

    Parameters
    ----------
    folder
        A council's own pictures (SVG, PNG, JPEG) under the names of ours, which they replace; only
        ours when None.

    Returns
    -------
    dict
        Pictures by name.

    Raises
    ------
    InputError
        The folder or a picture in it cannot be used, or none has the name of one of ours.
    """
    shipped = (data_dir() / "print" / "symbols").glob("*.svg")
    made = {path.stem: PictureFile("svg", path.read_bytes()) for path in shipped}
    if folder is None:
        return made
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder of pictures")
    own = [path for path in sorted(folder.iterdir()) if path.stem in made]
    if not own:
        names = ", ".join(sorted(made))
        raise InputError(f"{folder}: no picture has a known name. Names are: {names}")
    return made | {path.stem: read_picture(path) for path in own}


def read_picture(path: Path) -> PictureFile:
    """Read one picture.

    Parameters
    ----------
    path
        SVG, PNG or JPEG, by its ending.

    Returns
    -------
    PictureFile
        The picture, looked at only as far as its kind goes.

    Raises
    ------
    InputError
        It is missing, too large or of another kind.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise InputError(f"{path}: expected a picture ending in .svg, .png or .jpg")
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror})") from fault
    if len(content) > _MOST_BYTES:
        raise InputError(f"{path}: {len(content):,} bytes; use a picture of at most 4 MB")
    starts = {"png": b"\x89PNG", "jpg": b"\xff\xd8", "svg": b""}[kind]
    if not content.startswith(starts) or (kind == "svg" and b"<svg" not in content):
        raise InputError(f"{path}: its content is no {kind.upper()} picture")
    return PictureFile(kind, content)
