"""What all of England would take: unit costs times numbers, each figure with where it comes from.

Figures are in ``country.toml``; any can be replaced: ``country.py --plan --set people=9e5``.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from transit.errors import InputError
from transit.model.parameters import Parameter, Parameters
from transit.read.parameters import parse_parameters, read_toml

FIGURES = Path(__file__).with_name("country.toml")
HOUR_S = 3600


def print_plan(changed: Mapping[str, str]) -> None:
    """Print the plan.

    Parameters
    ----------
    changed
        Figures to replace, by name.
    """
    figures = read_figures(changed)
    print("Figures\n")
    for each in figures.values():
        print(f"  {each.name} = {_short(each.value)} {each.unit}")
        print(f"      {each.confidence}: {each.source} ({each.date})")
    print("\nArithmetic\n")
    for name, value, unit, how in plan(figures):
        print(f"  {name:<44} {_short(value):>10} {unit:<14} = {how}")


def read_figures(changed: Mapping[str, str]) -> Parameters:
    """Read the figures, some replaced.

    Parameters
    ----------
    changed
        Values as text, by name.

    Returns
    -------
    Parameters
        All of them.

    Raises
    ------
    InputError
        There is no such figure, or the value is no number.
    """
    found = {each.name: each for each in parse_parameters(read_toml(FIGURES), FIGURES.name)}
    for name, text in changed.items():
        if name not in found:
            raise InputError(f"--set {name}: no such figure; there are {', '.join(found)}")
        try:
            value = float(text)
        except ValueError as fault:
            raise InputError(f"--set {name}: {text!r} is no number") from fault
        found[name] = replace(
            found[name], value=value, source="given on the command line", confidence="assumed"
        )
    return Parameters(found)


Line = tuple[str, float, str, str]
"""Name, value, unit, and the arithmetic in words."""


def plan(figures: Mapping[str, Parameter]) -> list[Line]:
    """Work the plan out.

    Parameters
    ----------
    figures
        All figures by name.

    Returns
    -------
    list of Line
        In the order in which each rests on those before.
    """

    def of(name: str) -> float:
        return float(figures[name].value)  # type: ignore[arg-type]

    lines: list[Line] = []

    def add(name: str, value: float, unit: str, how: str) -> float:
        lines.append((name, value, unit, how))
        return value

    areas = of("authorities")
    corners = add(
        "corners, all areas",
        of("residents") * of("corners_a_resident") * of("box_overlap"),
        "corners",
        "residents x corners_a_resident x box_overlap",
    )
    daily = add(
        "stop times a day, England",
        of("bus_km_a_year") / of("running_days") * of("stops_a_km"),
        "stop times",
        "bus_km_a_year / running_days x stops_a_km",
    )
    feed = add("stop times in the feed", daily * of("editions"), "stop times", "a day x editions")
    kept = add(
        "stop times a day, all areas",
        daily * of("trip_overlap"),
        "stop times",
        "a day x trip_overlap (trips are kept whole in each area they call in)",
    )
    homes = of("people") * of("own_home_share") / areas
    add("homes an area", homes, "homes", "people x own_home_share / authorities")

    cut = add("CUT the feed once", feed * of("cut_us") / 1e6 / HOUR_S, "CPU h", "feed x cut_us")
    build = add(
        "BUILD all areas",
        (corners * of("corner_us") + kept * of("editions") * of("build_us")) / 1e6 / HOUR_S,
        "CPU h",
        "corners x corner_us + stop times x editions x build_us",
    )
    runs = of("routing_profiles") * 2 * of("days") * 2
    add("searches of each kind an area", runs, "", "routing_profiles x 2 stances x days x 2 ways")
    ready = add(
        "MATRIX: days made ready",
        runs * kept * of("ready_us") / 1e6 / HOUR_S,
        "CPU h",
        "searches x stop times a day x ready_us",
    )
    walks = add(
        "MATRIX: walks and boardings of homes",
        runs * areas * homes * of("home_ms") / 1e3 / HOUR_S,
        "CPU h",
        "searches x homes x home_ms",
    )
    lanes = add(
        "MATRIX: places, time x changes",
        runs * of("venues") * kept * of("place_ns") / 1e9 / HOUR_S,
        "CPU h",
        "searches x venues x stop times a day x place_ns",
    )
    pairs = add(
        "MATRIX: answers read off",
        runs * areas * homes * of("venues") * of("pair_us") / 1e6 / HOUR_S,
        "CPU h",
        "searches x homes x venues x pair_us",
    )
    burden = add(
        "MATRIX: places, with burden as well",
        runs * of("venues") * kept * of("burden_us") / 1e6 / HOUR_S,
        "CPU h",
        "searches x venues x stop times a day x burden_us",
    )
    sessions = add(
        "person-sessions scored",
        areas * homes * of("venues") * of("near_share") * of("sessions_a_venue"),
        "",
        "homes x venues x near_share x sessions_a_venue",
    )
    score = add(
        "SCORE person-sessions",
        sessions * of("score_ms") / 1e3 / HOUR_S,
        "CPU h",
        "person-sessions x score_ms",
    )
    total = add(
        "ALL, time x changes",
        cut + build + ready + walks + lanes + pairs + score,
        "CPU h",
        "the sum",
    )
    hours = of("cores") * of("night_h") * of("busy_share")
    add("one machine's night", hours, "CPU h", "cores x night_h x busy_share")
    add("MACHINES for a night, time x changes", -(-total // hours), "", "all / a machine's night")
    add(
        "MACHINES for a night, with burden",
        -(-(total + burden) // hours),
        "",
        "all with burden / a machine's night",
    )
    memory = add(
        "memory of one build, an area",
        of("base_gb") + corners / areas * of("corner_kb") / 1e6,
        "GB",
        "base_gb + corners / authorities x corner_kb",
    )
    add("memory of a machine", memory * of("cores"), "GB", "that x cores (one area a core)")
    add("DISK: areas", corners * of("corner_disk_kb") / 1e6, "GB", "corners x corner_disk_kb")
    add(
        "DISK: verdicts",
        sessions * of("verdict_bytes") / 1e9,
        "GB",
        "person-sessions x verdict_bytes",
    )
    return lines


def _short(value: object) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
