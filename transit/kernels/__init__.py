"""The loops that are compiled: numpy arrays and numbers only."""

from pathlib import Path

from transit.kernels.cache import keep_by_sources

keep_by_sources(Path(__file__).parent)
