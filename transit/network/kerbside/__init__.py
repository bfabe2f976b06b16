"""The kerb-side walk network, built from a street map one step a file.

ways (tags to facts) > plazas > lines (split at junctions) > sides (separate pavements, dual
carriageways) > placing (stops, seats) > cuts > corners > edges, crossings, gates > build.
"""

from transit.network.kerbside.build import WalkBuild, build_walk_network
from transit.network.kerbside.placing import StopPoints

__all__ = ["StopPoints", "WalkBuild", "build_walk_network"]
