"""Is a table so plain that the quick reader can be trusted with it?"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

_COMMA, _QUOTE, _NEWLINE = 44, 34, 10


@njit(cache=True)
def is_plain(text: NDArray[np.uint8], start: int, n_columns: int) -> bool:
    """Tell whether every line is one record with the header's number of cells.

    Quotation marks may only stand around a whole cell, doubled within, and close on their line.

    Parameters
    ----------
    text
        ``(n_bytes,) uint8`` read-only, line feeds only.
    start
        Where the first record after the header starts.
    n_columns
        Cells a record must have.

    Returns
    -------
    bool
        False sends the file to the slow, forgiving reader.
    """
    n = text.size
    at = start
    cells = 1
    cell_start = True
    line_start = True
    while at < n:
        byte = text[at]
        if byte == _QUOTE:
            if not cell_start:
                return False
            at += 1
            while True:
                if at >= n or text[at] == _NEWLINE:
                    return False
                if text[at] == _QUOTE:
                    if at + 1 < n and text[at + 1] == _QUOTE:
                        at += 1
                    else:
                        break
                at += 1
            if at + 1 < n and text[at + 1] != _COMMA and text[at + 1] != _NEWLINE:
                return False
            cell_start = False
            line_start = False
        elif byte == _COMMA:
            cells += 1
            cell_start = True
            line_start = False
        elif byte == _NEWLINE:
            if line_start or cells != n_columns:
                return False
            cells = 1
            cell_start = True
            line_start = True
        else:
            cell_start = False
            line_start = False
        at += 1
    return line_start or cells == n_columns
