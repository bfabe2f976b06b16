"""Compiling all kernels at a moment of one's choosing."""

import time
from pathlib import Path
from typing import Any

import numpy as np

from transit.kernels import align, bounds, fifo, mirror, plain_csv, raptor, walk
from transit.kernels.arrays import ArcCosts, TimetableArrays, WalkArrays, frozen

COMPILING = "Compiling the search, once after installing"
"""What to tell somebody who waits for it."""


def is_warm(*kernels: Any) -> bool:
    """Return whether kernels were compiled before, so that nobody has to wait for it.

    Parameters
    ----------
    *kernels
        The last ones that a search compiles; those of a search for one pair where none is given.

    Returns
    -------
    bool
        True where all are kept in numba's cache, as their sources are now.
    """
    return all(_kept(kernel) for kernel in kernels or (raptor.search_rides,))


def _kept(kernel: Any) -> bool:
    source = kernel.py_func.__code__
    folder = kernel.stats.cache_path
    if folder is None:
        return False
    module = Path(source.co_filename)
    try:
        written = module.stat().st_mtime
        name = f"{module.stem}.{source.co_name}-{source.co_firstlineno}.py*.nbi"
        return any(index.stat().st_mtime >= written for index in Path(folder).glob(name))
    except OSError:
        return False


def warm_up() -> float:
    """Compile the kernels that build an area and search for one pair, or load them.

    Those of searches for many at once are :func:`transit.batch.warm.warm_matrix`'s.

    Returns
    -------
    float
        Seconds that it took: about half a minute the first time, a moment later.
    """
    began = time.perf_counter()
    _warm_timetables()
    _warm_walks()
    _warm_rides()
    return time.perf_counter() - began


def _int32(*values: int) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    return frozen(np.array(values, np.int32))


def _int64(*values: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return frozen(np.array(values, np.int64))


def _warm_timetables() -> None:
    """Read one cell, keep one trip in order, and lay two stops along a line."""
    plain_csv.is_plain(np.frombuffer(b"a\n1\n", np.uint8), 2, 1)
    fifo.assign_chains(_int64(0, 1), _int64(0), _int64(0), _int64(1), _int32(0), _int32(0))
    line = frozen(np.array([0.0, 1.0]))
    align.align_stops(line, line, line, line)


def _warm_walks() -> None:
    """Walk along one street."""
    arrays = WalkArrays(
        _int32(0, 1, 2), _int32(1, 0), _int32(0, 0), frozen(np.array([True, False]))
    )
    costs = ArcCosts(
        _int32(2000, 2000), _int32(1000, 1000), _int32(1000, 1000), frozen(np.zeros(2, np.bool_))
    )
    zero = _int64(0)
    sources = walk.WalkSources(_int32(0), zero, zero, zero)
    labels, _ = walk.search_walks(arrays, costs, walk.make_scratch(2), sources, 5000, walk.NO_REST)
    walk.arcs_to(labels, int(walk.labels_at(labels, 1)[0]))
    walk.shortest_mm(arrays, costs, _int32(0), 5000)
    head = np.full(2, -1, np.int32)
    walk.walks_between(
        arrays, costs, head, _int32(0, 1), zero, _int32(0, 1), 0, 2, 5000, walk.NO_REST
    )
    walk.keep_best(zero, zero, zero, zero)


def _warm_rides() -> None:
    """Ride one bus from the first of two stops to the second."""
    rules = frozen(np.ones(2, np.uint8))
    arrays = TimetableArrays(
        pattern_first_stop=_int32(0, 2),
        pattern_stop=_int32(0, 1),
        pattern_board=rules,
        pattern_alight=rules,
        pattern_first_trip=_int32(0, 1),
        pattern_first_event=_int64(0, 2),
        arrival=_int32(600, 900),
        departure=_int32(600, 900),
        stop_first_visit=_int32(0, 1, 2),
        visit_pattern=_int32(0, 0),
        visit_position=_int32(0, 1),
    )
    mirror.mirror_rules(mirror.mirror(arrays))
    hops = bounds.Hops(*(frozen(each) for each in bounds.shortest_hops(arrays)))
    access = raptor.Ends(_int32(0, 1, 1), _int64(60), _int64(120_000), _int64(50))
    egress = raptor.Ends(_int32(0, 0, 1), _int64(60), _int64(120_000), _int64(50))
    changes = raptor.Changes(
        _int32(0, 1, 2),
        _int32(0, 1),
        _int64(0, 0),
        _int64(0, 0),
        _int64(0, 0),
        _int64(2000, 2000),
        _int64(2000, 2000),
    )
    ahead = bounds.find_bounds(arrays, hops, egress, changes, 2, 1000)
    raptor.search_rides(
        arrays,
        mirror.trip_lags(arrays),
        access,
        egress,
        changes,
        raptor.Directs(_int64(), _int64(), _int64()),
        bounds.frozen_bounds(ahead),
        raptor.Limits(0, 3600, 7200, 2, -1, 1000, 2000),
    )
