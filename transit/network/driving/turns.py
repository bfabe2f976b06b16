"""Turns that are forbidden, from the restrictions of a map to pairs of arcs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transit.read.streets import TurnRule


def forbidden_turns(
    rules: Sequence[TurnRule],
    way: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    twin: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of arcs of which the second must not follow the first.

    Parameters
    ----------
    rules
        Restrictions of the map.
    way
        ``(n_arcs,)`` OSM id of each arc's way.
    start, end
        ``(n_arcs,)`` the map's nodes from and to which each arc leads.
    twin
        ``(n_arcs,)`` the arc the other way, -1 none.

    Returns
    -------
    tuple of ndarray
        The arcs that one comes from and those that one may not go on to, sorted, each pair once.
    """
    vias = {rule.via for rule in rules}
    near = np.flatnonzero(np.isin(end, list(vias)) | np.isin(start, list(vias)))
    into: dict[int, list[int]] = {}
    out_of: dict[int, list[int]] = {}
    for arc in near.tolist():
        into.setdefault(int(end[arc]), []).append(arc)
        out_of.setdefault(int(start[arc]), []).append(arc)
    banned: set[tuple[int, int]] = set()
    for rule in rules:
        comes = [arc for arc in into.get(rule.via, ()) if way[arc] == rule.from_way]
        goes = out_of.get(rule.via, [])
        named = {arc for arc in goes if way[arc] == rule.to_way}
        if not named:
            # The way that one may take only is not driven on: better no rule than no way on.
            continue
        for arc in comes:
            # One way for both: it is turned round on, or it passes through and is stayed on.
            round_ = named & {int(twin[arc])}
            same = rule.from_way == rule.to_way
            aims = round_ if same and not rule.only else named - round_
            if aims:
                banned |= {(arc, other) for other in (set(goes) - aims if rule.only else aims)}
    pairs = np.array(sorted(banned), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
