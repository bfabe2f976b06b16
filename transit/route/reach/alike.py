"""Points that join the streets alike, of which one is searched for."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.network.link import Link


def different(links: Sequence[Link | None]) -> tuple[list[Link], NDArray[np.int64]]:
    """Return those points that join the streets in different ways.

    Parameters
    ----------
    links
        How each point joins the streets, None where no street is near.

    Returns
    -------
    some
        The first of those that join them alike.
    same
        ``(n_links,) int64`` which of these stands for each point, -1 where no street is near.
    """
    known: dict[tuple[object, ...], int] = {}
    some: list[Link] = []
    same = np.full(len(links), -1, np.int64)
    for at, link in enumerate(links):
        if link is None:
            continue
        key = (
            link.edge,
            link.fraction,
            link.gap_m,
            link.entry_corner.tobytes(),
            link.entry_edge.tobytes(),
            link.entry_share.tobytes(),
            link.entry_forward.tobytes(),
            link.entry_crosses.tobytes(),
        )
        same[at] = known.setdefault(key, len(some))
        if same[at] == len(some):
            some.append(link)
    return some, frozen(same)
