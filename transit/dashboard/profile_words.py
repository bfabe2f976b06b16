"""A profile's limits in plain words."""

from typing import Final

from transit.model.profile import Profile
from transit.model.streets import CrossingKind, Traffic

CROSSING_WORDS: Final = {
    CrossingKind.SIGNALS: "at lights with a green man",
    CrossingKind.ZEBRA: "at a zebra crossing",
    CrossingKind.REFUGE: "with an island in the middle",
    CrossingKind.MARKED: "at a marked crossing without priority",
    CrossingKind.UNMARKED: "at dropped kerbs only",
    CrossingKind.NONE: "with no crossing at all",
    CrossingKind.SIGNALS_AT_JUNCTION: "at traffic lights, a green man not known",
    CrossingKind.UNKNOWN_KIND: "at a crossing of unknown kind",
    CrossingKind.LEVEL_CROSSING: "over rails",
}
TRAFFIC_WORDS: Final = {
    Traffic.QUIET: "Quiet roads only",
    Traffic.MODERATE: "Up to ordinary roads",
    Traffic.BUSY: "Up to busy roads",
    Traffic.FAST: "Any road",
}


def limits_in_words(profile: Profile) -> tuple[str, ...]:
    """Say what a profile means, a sentence for each limit.

    Parameters
    ----------
    profile
        How someone travels.

    Returns
    -------
    tuple of str
        Plain sentences, the ones that decide most first.
    """
    minutes = 100 / profile.speed_m_s / 60
    said = [
        f"Walks up to {profile.longest_walk_m:,} m at a time, 100 m in {minutes:.1f} minutes.",
        _rest(profile),
        _steps(profile),
        "Travels in a wheelchair: needs step-free stops and a space on the bus."
        if profile.chair
        else "",
        "Needs dropped kerbs." if profile.needs_dropped_kerbs else "",
        "Needs firm, even ground." if profile.needs_firm_surface else "",
        f"Slopes up to {profile.steepest_pct:g} %." if profile.steepest_pct is not None else "",
        _changes(profile),
        *_crossings(profile),
        f"At the stop {profile.at_stop_early_s // 60} minutes before the bus, "
        f"there {profile.arrive_early_s // 60} minutes before the time.",
    ]
    return tuple(sentence for sentence in said if sentence)


def _rest(profile: Profile) -> str:
    if profile.rest_every_m is None:
        return ""
    return f"Needs somewhere to sit every {profile.rest_every_m} m."


def _steps(profile: Profile) -> str:
    if profile.most_steps == 0:
        return "Uses no steps."
    return f"Uses up to {profile.most_steps} steps at a time." if profile.most_steps else ""


def _changes(profile: Profile) -> str:
    if profile.most_changes == 0:
        return "Does not change buses."
    times = "once" if profile.most_changes == 1 else f"up to {profile.most_changes} times"
    return f"Changes buses {times}."


def _crossings(profile: Profile) -> list[str]:
    """Say which roads are crossed at each kind of crossing, kinds alike taken together."""
    by_traffic: dict[Traffic, list[str]] = {}
    for kind, traffic in profile.crossings.items():
        if kind in CROSSING_WORDS:
            by_traffic.setdefault(traffic, []).append(CROSSING_WORDS[kind])
    said = [
        f"Crosses {_roads(traffic)} {_listed(by_traffic[traffic])}."
        for traffic in sorted(by_traffic, reverse=True)
    ]
    return said or ["Crosses no road."]


def _roads(traffic: Traffic) -> str:
    return {
        Traffic.FAST: "any road",
        Traffic.BUSY: "busy roads",
        Traffic.MODERATE: "ordinary roads",
        Traffic.QUIET: "quiet roads",
    }[traffic]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
