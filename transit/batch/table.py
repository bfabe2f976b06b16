"""From the answers of a block to its rows."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.batch.job import Job, Question, Work, moments_array
from transit.kernels.arrays import frozen

NAMES = ("duration_s", "changes", "least_burden_s", "least_burden_duration_s")
"""What is found at each moment; only the first two where only time is asked for."""

NOTHING = -1
"""In place of a number: there is no journey."""


def percentiles_of(
    durations: NDArray[Any], endless: int, asked: tuple[int, ...]
) -> NDArray[np.int32]:
    """Return durations that so many of a hundred moments keep to, no journey being endless.

    Parameters
    ----------
    durations
        ``(…, n_moments)`` s, ``endless`` where there is no journey; sorted in place.
    endless
        What stands for none.
    asked
        Per cent.

    Returns
    -------
    ndarray
        ``(…, 1 + n_asked) int32``: at how many moments there is a journey, then the durations,
        NOTHING where they are endless.
    """
    durations.sort(axis=-1)
    ranks = ranks_of(asked, durations.shape[-1])
    made = np.empty((*durations.shape[:-1], 1 + len(asked)), np.int32)
    made[..., 0] = (durations < endless).sum(axis=-1)
    chosen = durations[..., ranks]
    made[..., 1:] = np.where(chosen < endless, chosen, NOTHING)
    return made


def ranks_of(asked: tuple[int, ...], n_moments: int) -> NDArray[np.int64]:
    """Return how many moments may be quicker than so many of a hundred.

    Parameters
    ----------
    asked
        Per cent.
    n_moments
        How many moments there are.

    Returns
    -------
    ndarray
        ``(n_asked,) int64``.
    """
    return frozen(np.array([-(-percent * n_moments // 100) - 1 for percent in asked]), np.int64)


def table_of(job: Job, work: Work, answers: NDArray[np.int32]) -> pl.DataFrame:
    """Return the rows of a block.

    Parameters
    ----------
    job
        The job.
    work
        The block and its points.
    answers
        ``(n_places, n_different_days, n_stances, n_homes, n_moments or 1, n_numbers) int32``,
        NOTHING for none.

    Returns
    -------
    DataFrame
        By place, date, stance, home and moment.
    """
    question = job.question
    days = np.searchsorted(np.unique(job.days), job.days)
    n_places, _, n_stances, n_homes, n_moments, n_numbers = answers.shape
    shape = (n_places, len(days), n_stances, n_homes, n_moments)
    numbers = answers if len(days) == 1 else answers[:, days]
    place, day, stance, home, moment = (at.ravel() for at in np.indices(shape, np.int32))
    homes, places = work.homes.ids.gather(home), work.places.ids.gather(place)
    origin, destination = (homes, places) if question.arrive_by else (places, homes)
    names = pl.Series([each.name.lower() for each in question.stances])
    columns: dict[str, Any] = {
        "origin": origin, "destination": destination, "stance": names.gather(stance)
    }  # fmt: skip
    if question.days > 1:
        dates = pl.Series(list(question.dates), dtype=pl.Date)
        columns["date"] = dates.gather(day)
        columns["searched_on"] = dates.gather(np.array(job.days)[day])
    if question.percentiles is None:
        columns["time"] = pl.Series(moments_array(question)[day, moment])
    flat = numbers.reshape(-1, n_numbers)
    for at, name in enumerate(_names(question, n_numbers)):
        columns[name] = _known(flat[:, at])
    table = pl.DataFrame(columns)
    asked = [job.asked_on(number) for number in range(len(days))]
    if question.percentiles is not None:
        n = pl.Series("moments", np.array([each.size for each in asked], np.int32)[day])
        return table.insert_column(table.columns.index("moments_with_journey"), n)
    if all(each.size == n_moments for each in asked):
        return table
    exist = np.zeros((len(days), n_moments), np.bool_)
    for number, each in enumerate(asked):
        exist[number, each] = True
    return table.filter(pl.Series(exist[day, moment]))


def _names(question: Question, n_numbers: int) -> tuple[str, ...]:
    if question.percentiles is None:
        return NAMES[:n_numbers]
    return ("moments_with_journey", *(f"duration_p{each}_s" for each in question.percentiles))


def _known(values: NDArray[np.int32]) -> pl.Series:
    """Return values with null where there is none."""
    series = pl.Series(np.ascontiguousarray(values))
    return series.set(series < 0, None)
