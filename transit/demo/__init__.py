"""The demo borough: a made-up English town in the files that real ones come in.

::

    files = make_demo(Path("demo"))

Drawn bones (data/demo) and a seed make streets, buses, places and people; see
:mod:`transit.demo.make`.
"""

from transit.demo.make import DemoFiles, demo_files, make_demo

__all__ = ["DemoFiles", "demo_files", "make_demo"]
