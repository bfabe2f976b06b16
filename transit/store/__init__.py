"""The register on disk: SQLite in one file, or PostgreSQL for several users.

The area (streets and timetable) is not here: it is a folder of arrays that anybody may see.
What is here is personal; see ``docs/register.md``.
"""

from transit.store.database import Store, create_store, open_store

__all__ = ["Store", "create_store", "open_store"]
