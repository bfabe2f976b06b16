"""The last few of something that takes time to make."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """The last few of something that takes time to make; may be shared between threads.

    Parameters
    ----------
    most
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[_Key, _Value] = OrderedDict()
        self._lock = threading.RLock()

    def get(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """Return what is kept for a key.

        Parameters
        ----------
        key
            The key.
        make
            Makes it at the first call, and again when it has been let go.

        Returns
        -------
        object
            What was made.
        """
        with self._lock:
            try:
                self._held.move_to_end(key)
                return self._held[key]
            except KeyError:
                made = self._held[key] = make()
            while len(self._held) > self._most:
                self._held.popitem(last=False)
            return made

    def find(self, key: _Key) -> _Value | None:
        """Return what is kept for a key, if it is.

        Parameters
        ----------
        key
            The key.

        Returns
        -------
        object or None
            None where it was not made, or has been let go.
        """
        with self._lock:
            return self._held.get(key)
