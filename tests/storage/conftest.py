"""Files to try things on."""

from __future__ import annotations

from pathlib import Path

import pytest
from random_edits import full_plan

from planner.domain.plan import Plan
from planner.storage.plan_file import PlanFile


@pytest.fixture
def plan() -> Plan:
    """A small plan with rows of every kind."""
    return full_plan()


@pytest.fixture
def path(tmp_path: Path, plan: Plan) -> Path:
    """A plan file that nobody has open, in a folder with nothing else."""
    folder = tmp_path / "plannen"
    folder.mkdir()
    path = folder / "Wet é.keten"
    PlanFile.create(path, plan).close()
    return path
