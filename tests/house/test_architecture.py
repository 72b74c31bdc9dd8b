"""The house stands as docs/architecture.md says: imports run one way, also inside functions."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")


def contracts(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of pyproject.toml over a copy of the package."""
    return subprocess.run(
        [str(LINT), "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def copied(root: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copytree(ROOT / "planner", root / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def test_that_imports_run_one_way():
    found = contracts(ROOT)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("planner/domain/changes.py", "from planner.document import PlanDocument"),
        ("planner/chart/scene.py", "from PySide6.QtGui import QColor"),
        ("planner/domain/edits.py", "import sqlite3"),
    ],
)
def test_that_a_planted_wrong_import_is_seen(tmp_path: Path, module: str, line: str):
    root = copied(tmp_path)
    with (root / module).open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef _planted():\n    {line}  # noqa\n")
    found = contracts(root)
    assert found.returncode == 1
    assert "BROKEN" in found.stdout


def test_that_a_module_nobody_placed_is_seen(tmp_path: Path):
    root = copied(tmp_path)
    (root / "planner" / "helpers.py").write_text("", encoding="utf-8")
    assert contracts(root).returncode == 1


def test_that_what_is_loaded_before_the_window_brings_no_qt():
    """Qt looks at the source of whatever is loaded after it, which is a tenth of the start."""
    program = (
        "import sys\n"
        "from importlib import import_module\n"
        "from planner.cli import BEFORE_QT\n"
        "for name in BEFORE_QT:\n"
        "    import_module(name)\n"
        "print([name for name in sys.modules if name.startswith('PySide6')], 'sqlmodel' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.split() == ["[]", "True"]


def rings(root: Path) -> list[list[str]]:
    """The rings of imports in a copy of the package: imports in functions and for types only count too."""
    found = subprocess.run(
        [sys.executable, "-c", RINGS],
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(found.stdout)


RINGS = """
import graphlib, grimp, json
graph = grimp.build_graph("planner", cache_dir=None)
left = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
found = []
while True:
    try:
        graphlib.TopologicalSorter(left).prepare()
        break
    except graphlib.CycleError as ring:
        modules = ring.args[1]
        found.append(modules)
        left[modules[1]].discard(modules[0])
print(json.dumps(found))
"""


def test_that_no_imports_run_in_a_ring():
    assert rings(ROOT) == []


@pytest.mark.parametrize(
    "planted",
    [
        "from planner.ui.main_window import MainWindow  # noqa",
        "\n\ndef _planted():\n    from planner.ui.main_window import MainWindow  # noqa\n",
        "import typing\nif typing.TYPE_CHECKING:\n    from planner.ui.main_window import MainWindow",
    ],
    ids=["at the top", "in a function", "for types"],
)
def test_that_a_planted_ring_is_seen(tmp_path: Path, planted: str):
    root = copied(tmp_path)
    with (root / "planner/ui/commands/editing.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{planted}\n")
    assert any("planner.ui.main_window" in ring for ring in rings(root))
