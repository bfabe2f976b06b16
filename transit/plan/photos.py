"""Photos for steps: made small, turned upright, and without what a camera writes into them."""

import io
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from transit.errors import InputError
from transit.model.parameters import Parameters

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS: Final = 100_000_000
"""More than any telephone takes: a small file can unpack to a picture that fills the memory."""
_QUALITY: Final = 82
_MB: Final = 1_000_000


def ready_photo(content: bytes, parameters: Parameters) -> bytes:
    """Return a photo as it is kept.

    Parameters
    ----------
    content
        A JPEG, PNG or WebP file.
    parameters
        Largest file and longest side.

    Returns
    -------
    bytes
        A JPEG of its pixels alone: no place, no time, no name of a camera or of its owner.

    Raises
    ------
    InputError
        It is no such picture, or too large.
    """
    most_mb = parameters.number("plan_photo_mb")
    if len(content) > most_mb * _MB:
        raise InputError(f"the photo is larger than {most_mb:g} MB; make it smaller first")
    side = int(parameters.number("plan_photo_side_px"))
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise InputError("the photo has too many pixels; make it smaller first")
            shown = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        if isinstance(fault, InputError):
            raise
        raise InputError("the photo cannot be read; use a JPEG, PNG or WebP file") from None
    except Image.DecompressionBombError:
        raise InputError("the photo has too many pixels; make it smaller first") from None
    shown.thumbnail((side, side))
    # A new picture of the pixels: nothing that came with the file goes along.
    bare = Image.new("RGB", shown.size)
    bare.paste(shown)
    made = io.BytesIO()
    bare.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()
