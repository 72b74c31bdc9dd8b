"""Watching over a plan: readiness, baselines, commitments and indicators."""
