"""Downloads streets and timetables of a place, politely and resumably."""

from transit.fetch.fetching import SOURCES, Progress, fetch_place
from transit.fetch.files import FetchedFile
from transit.fetch.place import Box, Place
from transit.fetch.report import FetchReport

__all__ = ["SOURCES", "Box", "FetchReport", "FetchedFile", "Place", "Progress", "fetch_place"]
