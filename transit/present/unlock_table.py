"""Unlocks as plain values and as places on a map: counts only, nothing about a person."""

from typing import Any

from transit.model.unlock import Change, RegisterUnlocks, Unlock
from transit.present.unlock_words import UnlockSpeech, change_words, is_hidden


def unlocks_json(made: RegisterUnlocks, speech: UnlockSpeech) -> dict[str, Any]:
    """Return unlocks as plain values.

    Parameters
    ----------
    made
        Unlocks of a register.
    speech
        Language, names, and below how many people counts are left out.

    Returns
    -------
    dict
        Of plain values; counts that are hidden are None, with ``fewer_than`` beside them.
    """
    return {
        "people": made.people,
        "verdicts": made.verdicts,
        "unlocks": [
            {**_said(one.change, speech), **_counts(one, speech.least)} for one in made.unlocks
        ],
        "survey": {
            "settles_means": speech.words.say("unlock", "survey_means"),
            "looks": made.surveyed,
            "verdicts": _settled(made, speech.least),
            "steps": [
                {
                    "look_at": [_said(look, speech) for look in step.looks],
                    **_counts(Unlock(step.looks[0], step.moves), speech.least),
                }
                for step in made.survey
            ],
        },
    }


def unlocks_geojson(made: RegisterUnlocks, speech: UnlockSpeech) -> dict[str, Any]:
    """Return the changes outside as places on a map.

    Parameters
    ----------
    made
        Unlocks of a register.
    speech
        Language, names, and below how many people counts are left out.

    Returns
    -------
    dict
        A GeoJSON FeatureCollection: crossings, seats, facts to look at, and the survey list with
        its order. Buses have no place and are left out.
    """
    features = [
        _feature(one.change, speech, {"list": "unlock", **_counts(one, speech.least)})
        for one in made.unlocks
        if _has_place(one.change)
    ]
    for order, step in enumerate(made.survey, start=1):
        counts = _counts(Unlock(step.looks[0], step.moves), speech.least)
        features += [
            _feature(look, speech, {"list": "survey", "order": order, **counts})
            for look in step.looks
            if _has_place(look)
        ]
    return {"type": "FeatureCollection", "features": features}


def _settled(made: RegisterUnlocks, least: int | None) -> int | None:
    people = {move.person for step in made.survey for move in step.moves}
    return made.settled if least is None or len(people) >= least else None


def _has_place(change: Change) -> bool:
    return change.spot is not None and change.spot.route is None


def _feature(change: Change, speech: UnlockSpeech, properties: dict[str, Any]) -> dict[str, Any]:
    assert change.spot is not None
    point = [round(change.spot.lon, 6), round(change.spot.lat, 6)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": point},
        "properties": {**_said(change, speech), **properties},
    }


def _said(change: Change, speech: UnlockSpeech) -> dict[str, Any]:
    made: dict[str, Any] = {
        "change": change_words(change, speech),
        "kind": change.kind.value,
        "what": change.what,
    }
    for name in ("skill", "session", "seconds"):
        if getattr(change, name):
            made[name] = getattr(change, name)
    if change.days:
        made["days"] = [day.word for day in change.days]
    spot = change.spot
    if spot is not None:
        made["place"] = spot.name
        for name in ("osm_way", "stop_id", "route", "opportunity"):
            if getattr(spot, name) is not None:
                made[name] = getattr(spot, name)
        if spot.route is None:
            made |= {"lat": round(spot.lat, 6), "lon": round(spot.lon, 6)}
    return made


def _counts(one: Unlock, least: int | None) -> dict[str, Any]:
    if is_hidden(one, least):
        names = ("people", "opened", "moved", "surer")
        return {**dict.fromkeys(names), "fewer_than": least}
    return {
        "people": one.people,
        "opened": one.opened,
        "moved": len(one.moves),
        "surer": one.surer,
    }
