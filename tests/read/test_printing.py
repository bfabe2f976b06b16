"""A council's own pictures: named as ours, of the kind that they say."""

from pathlib import Path

import pytest

from transit.errors import InputError
from transit.read.printing import read_picture, read_symbols

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'


def test_own_pictures_replace_ours(tmp_path: Path) -> None:
    """Others stay as they are; files of other names are left alone."""
    (tmp_path / "walk.svg").write_bytes(SVG)
    (tmp_path / "readme.txt").write_text("x")
    made = read_symbols(tmp_path)
    assert made["walk"].content == SVG
    assert made["home"] == read_symbols()["home"]
    assert set(made) == set(read_symbols())


def test_a_folder_without_known_names_is_refused(tmp_path: Path) -> None:
    """Else a mistyped name would go unnoticed."""
    (tmp_path / "walking.svg").write_bytes(SVG)
    with pytest.raises(InputError, match="no picture has a known name"):
        read_symbols(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        read_symbols(tmp_path / "none")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.gif", b"GIF89a", "ending in .svg"),
        ("a.png", SVG, "no PNG picture"),
        ("a.svg", b"hello", "no SVG picture"),
        ("a.jpg", b"\xff\xd8" + b"x" * 4_000_001, "at most 4 MB"),
        ("a.png", None, "cannot be read"),
    ],
)
def test_what_is_no_picture_is_refused(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    """Each with a sentence that says what was expected."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_picture(tmp_path / name)
