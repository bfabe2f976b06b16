"""Who could get there by themselves?

Data flows one way through the package: ``read`` opens files, ``network`` makes streets and
timetables of them and keeps them as an area, ``route`` finds journeys, ``present`` turns results
into things to look at; ``cli`` and ``dashboard`` are the two doors. ``model`` holds the words they
share and ``kernels`` the hot loops.
"""

__version__ = "0.1.0"
