"""Verdicts: could this person make this journey, on which rung, and what would change it."""
