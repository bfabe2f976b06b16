"""What rates are called where people choose them or read of them."""

from functools import cache

from transit.report.rates import rate_words


def rate_word(name: str) -> str:
    """Return what a rate is called.

    Parameters
    ----------
    name
        Its name as a parameter.

    Returns
    -------
    str
        In plain words, as in the review pack; its name where it has none.
    """
    return _words().get(name) or name.replace("_", " ")


def in_order(name: str) -> tuple[bool, str]:
    """Return by what rates are sorted: those that have plain words first.

    Parameters
    ----------
    name
        Its name as a parameter.

    Returns
    -------
    bool
        Whether it has none.
    str
        What it is called.
    """
    return name not in _words(), rate_word(name).lower()


@cache
def _words() -> dict[str, str]:
    return rate_words()
