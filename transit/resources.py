"""Where the rules, parameters and profiles that ship with the package are found."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_dir() -> Path:
    """Return the folder of shipped rules and parameters.

    Returns
    -------
    Path
        ``transit/_data`` in an installed wheel, ``data`` beside the package in a checkout.
    """
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent / "data"
