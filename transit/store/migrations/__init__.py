"""Alembic's folder: how a register of one version becomes one of the next."""
