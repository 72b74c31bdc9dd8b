"""The plan and its rules: pure Python, no Qt, no database, no files."""

from planner.domain import integrity as integrity  # no plan without its rules
