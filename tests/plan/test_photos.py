"""Photos lose what a camera wrote into them, and nothing but a photo gets in."""

import io

import pytest
from PIL import Image

from transit.errors import InputError
from transit.plan.photos import ready_photo
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()


def photo(width: int = 40, height: int = 20, **options: object) -> bytes:
    """Return a JPEG whose left half is red and whose right half is blue."""
    made = Image.new("RGB", (width, height), "blue")
    made.paste("red", (0, 0, width // 2, height))
    file = io.BytesIO()
    made.save(file, "JPEG", quality=95, **options)
    return file.getvalue()


def test_where_and_by_whom_it_was_taken_is_gone() -> None:
    """EXIF with a place, a name and a comment goes in; none of it comes out."""
    exif = Image.Exif()
    exif[0x013B] = "Jane Doe"
    exif.get_ifd(0x8825)[2] = (51.0, 35.0, 0.0)
    taken = photo(exif=exif, comment=b"seen by Jane")
    assert b"Jane" in taken
    kept = ready_photo(taken, PARAMETERS)
    assert b"Jane" not in kept and b"Exif" not in kept
    with Image.open(io.BytesIO(kept)) as opened:
        assert not opened.getexif() and "comment" not in opened.info


def test_it_is_turned_upright_before_that_is_forgotten() -> None:
    """Orientation 6 is a quarter turn clockwise: left comes on top."""
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(ready_photo(photo(exif=exif), PARAMETERS))) as opened:
        assert opened.size == (20, 40)
        top, bottom = opened.getpixel((10, 4)), opened.getpixel((10, 36))
    assert top[0] > 200 > 50 > top[2] and bottom[2] > 200 > 50 > bottom[0]  # type: ignore[index]


def test_a_large_one_is_made_smaller() -> None:
    """No side is longer than the parameter says, and the shape stays."""
    with Image.open(io.BytesIO(ready_photo(photo(3000, 1500), PARAMETERS))) as opened:
        assert opened.size == (1200, 600)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo()[:60], b"x" * 10_000_001],
    ids=["empty", "gif", "svg", "half", "large"],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    """With a sentence, whatever it is."""
    with pytest.raises(InputError, match="photo"):
        ready_photo(content, PARAMETERS)
