"""Cut a feed to a list of areas and do nothing else: a process to be measured from outside."""

import sys
import tempfile
from pathlib import Path

from transit.read.area_list import read_area_list
from transit.read.gtfs_cut import cut_feed
from transit.read.parameters import read_parameters

if __name__ == "__main__":
    boxes = {area.name: area.box for area in read_area_list(Path(sys.argv[2]))}
    with tempfile.TemporaryDirectory() as folder:
        cut_feed(Path(sys.argv[1]), boxes, Path(folder), read_parameters())
