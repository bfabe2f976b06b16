"""How kernels are compiled that only read and write arrays which others have made.

Numba counts who holds an array, wherever one is handed on, with instructions that lock the memory
bus: in loops that call small functions half of a search went into it. Kernels that make no array
and return none need no counting.
"""

from typing import Any, Final

from numba import njit
from numba.core.options import DefaultOptions

_UNCOUNTED: Final[dict[str, Any]] = {"cache": True, "nogil": True}
# The option is numba's own; with a numba that has lost it the same results take longer.
if hasattr(DefaultOptions, "_nrt"):
    _UNCOUNTED["_nrt"] = False

leaf: Any = njit(**_UNCOUNTED)
"""Compile a kernel that makes and returns numbers only."""
