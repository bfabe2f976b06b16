"""What is told of a sweep as plain values, for programs."""

from dataclasses import asdict
from typing import Any

from transit.model.clock import clock_text
from transit.model.opportunities import Opportunity
from transit.sessions.against_moves import Move
from transit.sessions.dusk import SeasonEffect
from transit.sessions.effect import StartEffect
from transit.sessions.sweep_counts import Count
from transit.sessions.sweep_open import open_at, staffed_at
from transit.sessions.sweep_report import SweepReport, TodayTold
from transit.sessions.sweep_told import INSIDE_ONLY, move_words, window_words
from transit.sessions.swept import Window


def plain_sweep(report: SweepReport, *, ids: bool) -> dict[str, Any]:
    """Return what is told of one venue as plain values.

    Parameters
    ----------
    report
        What is told.
    ids
        Whether people are named by their pseudonyms; else they are counted.

    Returns
    -------
    dict
        For JSON.
    """
    return {
        "opportunity": report.opportunity.id,
        "name": report.opportunity.name,
        "use": INSIDE_ONLY,
        "people": report.people,
        "comes_today": len(report.comes_today),
        "best": [
            {
                "minutes": length // 60,
                "windows": [_count(report.opportunity, each) for each in counts],
            }
            for length, counts in report.best.items()
        ],
        "today": [_today(report, each, ids) for each in report.today],
        "minutes_apart": report.apart_s // 60,
        "pass_hours": [_effect(each, ids) for each in report.effects],
        "seasons": [_season(each, ids) for each in report.seasons],
        "sentences": list(report.sentences()),
    }


def _count(venue: Opportunity, count: Count) -> dict[str, Any]:
    numbers = {
        name: each for name, each in asdict(count).items() if name not in ("window", "as_good")
    }
    also = {"as_good_on": [day.word for day in count.as_good]}
    hours = {
        "open": open_at(venue, count.window).name.lower(),
        "staffed": staffed_at(venue, count.window).name.lower(),
    }
    return _window(count.window) | also | numbers | hours


def _today(report: SweepReport, told: TodayTold, ids: bool) -> dict[str, Any]:
    return {
        "session": told.session.id,
        "windows": [_count(report.opportunity, each) for each in told.counts],
        "moves": [_move(each, report.comes_today, ids) for each in told.moves],
        "asked": None if told.asked is None else _move(told.asked, report.comes_today, ids),
    }


def _move(move: Move, comes_today: frozenset[str], ids: bool) -> dict[str, Any]:
    against = move.against
    made: dict[str, Any] = {
        "start": clock_text(move.start_s),
        "finish": clock_text(move.end_s),
        "gains": len(against.gains),
        "shut_out": len(against.shut_out),
        "shut_out_of_who_comes_today": len(comes_today & set(against.shut_out)),
        "kept": len(against.kept),
        "told": move_words(against),
    }
    if ids:
        made["gain_ids"] = list(against.gains)
        made["losses"] = [
            {
                "person": loss.person,
                "day": loss.day.word,
                "lost": None if loss.lost is None else loss.lost.value,
                "rung": loss.rung.word,
            }
            for loss in against.losses
        ]
    return made


def _season(effect: SeasonEffect, ids: bool) -> dict[str, Any]:
    made: dict[str, Any] = _window(effect.window) | {
        "summer": effect.summer,
        "winter": effect.winter,
        "lost_in_winter": len(effect.lost),
        "summer_dates": effect.summer_dates,
        "winter_dates": effect.winter_dates,
    }
    return made | ({"lost_ids": list(effect.lost)} if ids else {})


def _effect(effect: StartEffect, ids: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "day": effect.day.word,
        "start": clock_text(effect.start_s),
        "now": effect.with_hours,
        "now_if_passes_were_valid_all_day": effect.at_any_hour,
        "lost": len(effect.lost),
    }
    return made | ({"lost_ids": list(effect.lost)} if ids else {})


def _window(window: Window) -> dict[str, Any]:
    return {
        "day": window.day.word,
        "start": clock_text(window.start_s),
        "finish": clock_text(window.end_s),
        "told": window_words(window),
    }
