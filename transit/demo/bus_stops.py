"""Bus stops as mappers draw them: most of them, some with shelter and bench."""

import numpy as np

from transit.demo.lines import BusNetwork
from transit.demo.plans import Plans
from transit.demo.stop_names import StopName
from transit.demo.town import Spot, Tags


def stop_spots(
    network: BusNetwork, names: list[StopName], plans: Plans, rng: np.random.Generator
) -> list[Spot]:
    """Return the mapped stops, and the bus station.

    Parameters
    ----------
    network
        Stops.
    names
        Names of the stops.
    plans
        Shares of what mappers note.
    rng
        Random numbers.

    Returns
    -------
    list of Spot
        Points beside the road.
    """
    spots = []
    for stop, name in zip(network.stops, names, strict=True):
        unmapped, shelter, bench, code = rng.random(4).tolist()
        if unmapped < plans.number("share_stop_unmapped") and not stop.bay:
            continue
        tags: Tags = {"highway": "bus_stop", "public_transport": "platform", "bus": "yes"}
        tags["name"] = name.name
        if code < 0.8:
            tags["naptan:AtcoCode"] = name.identity
            tags["local_ref"] = name.indicator
        if stop.bay:
            tags |= {"shelter": "yes", "bench": "yes", "tactile_paving": "yes"}
        if shelter < plans.number("share_shelter"):
            tags["shelter"] = "yes"
        if bench < plans.number("share_bench"):
            tags["bench"] = "yes" if bench < plans.number("share_bench") * 0.7 else "no"
        spots.append(Spot(float(stop.at[0]), float(stop.at[1]), tags))
    station = plans.skeleton["busway"]
    x, y = np.mean(np.array(station["bays_from"], float), axis=0).tolist()
    about = {"amenity": "bus_station", "name": station["name"], "operator": "Haverminster Council"}
    spots.append(Spot(x + 22, y, {**about, "toilets": "yes", "toilets:wheelchair": "yes"}))
    return spots
