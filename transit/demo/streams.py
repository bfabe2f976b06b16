"""Random streams: each part of the borough draws from its own."""

import zlib

import numpy as np


def stream(seed: int, part: str) -> np.random.Generator:
    """Return the random numbers of one part.

    Parameters
    ----------
    seed
        The borough's seed.
    part
        Name of the part, e.g. ``"people"``.

    Returns
    -------
    numpy.random.Generator
        The same for the same seed and part, on every machine.
    """
    return np.random.Generator(np.random.PCG64([seed, zlib.crc32(part.encode())]))
