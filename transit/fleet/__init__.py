"""Runs: who rides in which vehicle, in which order and when."""
