"""Disclosure: small numbers are hidden in everything that leaves the service."""
