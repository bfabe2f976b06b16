"""Text for spreadsheet programs: none of it is ever run as a formula."""

from typing import Final

_RUN_BY_SPREADSHEETS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How text begins that a spreadsheet program would run (OWASP, CSV injection)."""


def neutral(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        With an apostrophe before it where it would be run.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_RUN_BY_SPREADSHEETS) else text
