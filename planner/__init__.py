"""Ketenplanner: plan the entry into force of a law across a chain of organisations."""

__version__ = "0.1.0"
