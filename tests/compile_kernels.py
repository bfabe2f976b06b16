"""Compile kernels as the warm-up does, into numba's cache: once for all tests that follow.

``python -m tests.compile_kernels journeys`` or ``runs``: no kernel is in both, so that both parts
can be compiled at the same time.
"""

import sys

from transit.batch.warm import warm_matrix
from transit.fleet.settings import search_settings
from transit.fleet.warm import warm_search
from transit.kernels.warm import warm_up
from transit.read.parameters import read_parameters

if __name__ == "__main__":
    if sys.argv[1] == "journeys":
        warm_up()
        warm_matrix()
    else:
        warm_search(search_settings(read_parameters()))
