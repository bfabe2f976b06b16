"""Keeping what a library of C++ prints away from standard output, where JSON may be read."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def off_standard_output() -> Iterator[None]:
    """Throw away what is printed below Python until the block is left.

    HiGHS prints a line of its own now and then, whatever it is told about its log. Nothing is done
    where standard output is closed, or the C library is not to be reached.

    Yields
    ------
    None
        Whatever Python prints meanwhile without a buffer is lost too: print nothing.
    """
    try:
        flush = ctypes.CDLL(None).fflush
        kept = os.dup(1)
    except (OSError, TypeError, AttributeError):
        yield
        return
    try:
        flush(None)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        yield
    finally:
        flush(None)
        os.dup2(kept, 1)
        os.close(kept)
