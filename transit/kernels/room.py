"""Tables that grow while a kernel fills them."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def with_room(table, least):  # type: ignore[no-untyped-def]
    """Return a table that has room for so many rows.

    Parameters
    ----------
    table
        Of one or more dimensions.
    least
        Rows that it must have.

    Returns
    -------
    ndarray
        The same one where it has them, otherwise one twice as long or longer that begins with it.
    """
    if least <= table.shape[0]:
        return table
    wide = np.empty((max(2 * table.shape[0], least), *table.shape[1:]), table.dtype)
    wide[: table.shape[0]] = table
    return wide
