"""What stops are called: names as feeds write them, as people say them."""

from collections.abc import Sequence


def stop_name(name: str, indicator: str) -> str:
    """Return a stop's name without what stands beside it anyway.

    Parameters
    ----------
    name
        As the feed has it, e.g. "St Patrick`s (opp)".
    indicator
        As the feed has it, e.g. "opp".

    Returns
    -------
    str
        E.g. "St Patrick's".
    """
    said = name.replace("`", "'").strip()
    beside = f"({indicator})"
    if indicator and said.lower().endswith(beside.lower()) and len(said) > len(beside):
        said = said[: -len(beside)].strip()
    return said


def is_bay(indicator: str, bay_words: Sequence[str]) -> bool:
    """Return whether an indicator names one of several places to stand.

    Parameters
    ----------
    indicator
        What the pole says, e.g. "Stop B" or "opp 59".
    bay_words
        Words with which a bay is named, lower case.

    Returns
    -------
    bool
        True for e.g. "Bay 7".
    """
    first, _, rest = indicator.partition(" ")
    return first.lower() in bay_words and len(rest.split()) == 1


def with_bay(name: str, indicator: str) -> str:
    """Return a stop's name with its bay, where the name does not say it already.

    Parameters
    ----------
    name
        As :func:`stop_name` gives it.
    indicator
        Its bay, e.g. "Bay 7".

    Returns
    -------
    str
        E.g. "Bus Station, Bay 7"; "Friars Walk 7" as it is.
    """
    bay = indicator.split()[-1].lower()
    return name if bay in name.lower().split() else f"{name}, {indicator}"
