"""Commands about one person's journey."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from transit.cli import output, values

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def journey(
    area: Annotated[Path, typer.Option(help="Folder of the area.")],
    start: Annotated[str, typer.Option("--from", help="Where from: LAT,LON.")],
    end: Annotated[str, typer.Option("--to", help="Where to: LAT,LON.")],
    arrive_by: Annotated[
        str | None, typer.Option(help="Be there by: 2023-06-13T10:00, local time.")
    ] = None,
    depart_at: Annotated[
        str | None, typer.Option(help="Leave at or after: 2023-06-13T15:30, local time.")
    ] = None,
    profile: Annotated[
        str, typer.Option(help="How the person travels: a name (transit profiles) or a file.")
    ] = "walks-well",
    max_journeys: Annotated[int, typer.Option(min=1, max=20, help="Most journeys to show.")] = 3,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    as_json: Json = False,
) -> None:
    """Find one person's journey, door to door, and explain it to its smallest step."""
    moment = _moment(arrive_by, depart_at)
    origin, destination = values.point(start), values.point(end)

    from transit.kernels.warm import is_warm
    from transit.network.store import open_area
    from transit.present.journey_json import answer_as_dict
    from transit.present.journey_text import answer_lines
    from transit.read.parameters import read_parameters
    from transit.read.profiles import read_profile
    from transit.read.rules import read_rules
    from transit.route.alternatives import find_journeys
    from transit.route.explain import explain_answer
    from transit.route.query import Point, Query
    from transit.route.router import Router
    from transit.settings import read_settings

    opened = open_area(area)
    settings, rules = read_parameters(parameters or read_settings().parameters_dir), read_rules()
    router = Router(opened, read_profile(profile), rules, settings)
    query = Query(
        origin=Point(*origin),
        destination=Point(*destination),
        moment=moment,
        arrive_by=arrive_by is not None,
        profile=router.profile,
        max_journeys=max_journeys,
    )
    # The first question of a profile finds its walks between all stops; they are kept.
    told = "Searching" if is_warm() else "Compiling the search, once after installing"
    with output.err.status(f"{told}; the first time with a profile takes longer"):
        explained = explain_answer(opened, find_journeys(router, query), rules)
    if as_json:
        output.print_json(answer_as_dict(explained))
    else:
        for line in answer_lines(explained):
            output.out.print(line, markup=False)


def _moment(arrive_by: str | None, depart_at: str | None) -> dt.datetime:
    given = arrive_by or depart_at
    if given is None or (arrive_by and depart_at):
        raise typer.BadParameter("give one of --arrive-by and --depart-at")
    return values.moment(given)


def profiles(as_json: Json = False) -> None:
    """List the ready profiles."""
    from transit.read.profiles import list_profiles

    found = list_profiles()
    if as_json:
        output.print_json([{"name": each.name, "label": each.label} for each in found])
        return
    width = max(len(each.name) for each in found)
    for each in found:
        output.out.print(f"{each.name:<{width}}  {each.label}", markup=False)
