"""Dressing streets in tags as mappers do: some here, few there, most nowhere."""

from dataclasses import replace

import numpy as np

from transit.demo.plans import Plans
from transit.demo.terrain import Terrain
from transit.demo.town import Street, Tags

_CLASSIFIED = ("primary", "secondary", "tertiary")


def dress(
    streets: list[Street], terrain: Terrain, plans: Plans, rng: np.random.Generator
) -> list[Street]:
    """Give streets the tags that mappers add.

    Parameters
    ----------
    streets
        Streets with class and name.
    terrain
        Heights, for inclines.
    plans
        Shares of each tag.
    rng
        Random numbers.

    Returns
    -------
    list of Street
        The same streets; tags that were drawn by hand are kept.
    """
    return [
        replace(street, tags={**_chance_tags(street, terrain, plans, rng), **street.tags})
        for street in streets
    ]


def _chance_tags(street: Street, terrain: Terrain, plans: Plans, rng: np.random.Generator) -> Tags:
    tags: Tags = {}
    draw = dict(
        zip(
            ("lit", "surface", "sidewalk", "speed", "lanes", "oneway", "incline", "side", "dark"),
            rng.random(9).tolist(),
            strict=True,
        )
    )
    highway = street.highway
    if not highway:
        return tags
    if draw["surface"] < plans.number("share_surface"):
        tags["surface"] = "asphalt" if street.is_road or draw["side"] < 0.7 else "paving_stones"
    _lit(tags, street, plans, draw)
    if street.is_road:
        _sidewalk(tags, street, plans, draw)
        _traffic(tags, street, plans, draw)
    _incline(tags, street, terrain, plans, draw)
    return tags


def _lit(tags: Tags, street: Street, plans: Plans, draw: dict[str, float]) -> None:
    if street.highway in ("footway", "path", "steps"):
        if draw["lit"] < plans.number("share_lit_path"):
            tags["lit"] = "no" if draw["dark"] < plans.number("share_unlit_of_lit") else "yes"
        return
    classified = street.highway in ("primary", "secondary")
    share = plans.number("share_lit_classified" if classified else "share_lit_road")
    if draw["lit"] < share:
        tags["lit"] = "no" if _is_lane(street) else "yes"


def _sidewalk(tags: Tags, street: Street, plans: Plans, draw: dict[str, float]) -> None:
    if street.highway == "trunk":
        tags["sidewalk"] = "no"
    elif _is_lane(street):
        if draw["sidewalk"] < plans.number("share_sidewalk_lane"):
            tags["sidewalk"] = "no"
    elif street.highway in _CLASSIFIED:
        if draw["sidewalk"] < plans.number("share_sidewalk_classified"):
            tags["sidewalk"] = _sides(draw["side"])
    elif street.highway == "residential" and draw["sidewalk"] < plans.number(
        "share_sidewalk_residential"
    ):
        tags["sidewalk"] = "no" if street.kind == "village" else _sides(draw["side"])


def _sides(draw: float) -> str:
    if draw < 0.86:
        return "both"
    return "left" if draw < 0.93 else "right"


def _traffic(tags: Tags, street: Street, plans: Plans, draw: dict[str, float]) -> None:
    if street.highway == "residential" and draw["speed"] < plans.number("share_maxspeed"):
        tags["maxspeed"] = "20 mph" if draw["side"] < 0.6 else "30 mph"
    if (
        street.highway in ("primary", "secondary")
        and draw["lanes"] < plans.number("share_lanes")
        and not street.tags.get("junction")
    ):
        tags["lanes"] = "2"
    if (
        street.kind == "old"
        and street.highway == "residential"
        and draw["oneway"] < plans.number("share_oneway_old")
    ):
        tags["oneway"] = "yes"


def _incline(
    tags: Tags, street: Street, terrain: Terrain, plans: Plans, draw: dict[str, float]
) -> None:
    slope = terrain.slope_pct(street.points)
    steep = abs(slope) >= plans.number("steep_pct")
    if steep and draw["incline"] < plans.number("share_incline") and not street.layer:
        exact = f"{round(slope)}%"
        tags["incline"] = exact if draw["side"] < 0.6 else ("up" if slope > 0 else "down")


def _is_lane(street: Street) -> bool:
    """Return whether a road leads out of town, at the national speed limit."""
    return street.tags.get("maxspeed") in ("50 mph", "60 mph") and not street.tags.get("junction")
