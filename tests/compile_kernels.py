"""Compile all kernels as the warm-up does, into numba's cache: once for all tests that follow."""

from transit.batch.warm import warm_matrix
from transit.fleet.settings import search_settings
from transit.fleet.warm import warm_search
from transit.kernels.warm import warm_up
from transit.read.parameters import read_parameters

if __name__ == "__main__":
    warm_up()
    warm_matrix()
    warm_search(search_settings(read_parameters()))
