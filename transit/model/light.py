"""Daylight: from when until when one can be out before it is dark."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Light:
    """The light part of one date, or the part that is light on each of several dates.

    Parameters
    ----------
    light_from_s, dark_from_s
        From when until when it is light, seconds of the service date; equal where it never is.
    """

    light_from_s: int
    dark_from_s: int

    def is_dark(self, second: int) -> bool:
        """Tell whether it is dark.

        Parameters
        ----------
        second
            Second of the service date.

        Returns
        -------
        bool
            True before the light starts and from when it ends.
        """
        return not self.light_from_s <= second < self.dark_from_s

    def dark_s(self, from_s: int, to_s: int) -> int:
        """Return how much of a time is dark.

        Parameters
        ----------
        from_s, to_s
            From when until when, seconds of the service date.

        Returns
        -------
        int
            Seconds of it before the light starts or after it ends.
        """
        lit = min(to_s, self.dark_from_s) - max(from_s, self.light_from_s)
        return max(to_s - from_s, 0) - max(lit, 0)

    def shared(self, other: "Light") -> "Light":
        """Return the part that is light on both of two dates.

        Parameters
        ----------
        other
            Another date's.

        Returns
        -------
        Light
            From the later morning to the earlier evening.
        """
        start = max(self.light_from_s, other.light_from_s)
        return Light(start, max(start, min(self.dark_from_s, other.dark_from_s)))
