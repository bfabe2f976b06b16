"""The command line: one file a command, heavy imports inside, no traceback for the user."""

from transit.cli.main import main

__all__ = ["main"]
