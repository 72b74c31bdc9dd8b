"""Nothing grows past what a person can read; exceptions have a reason, and the list may only shrink."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE, FUNCTION, CLASS, METHODS = 450, 50, 300, 25

EXCEPTIONS: dict[str, str] = {}


def measured() -> dict[str, list[str]]:
    """What is too large, by file."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "planner").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        large = [f"{text.count(chr(10))} lines"] if text.count("\n") > FILE else []
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
                if methods > METHODS and not _is_lookup(node):
                    large.append(f"class {node.name} has {methods} methods")
                if size > CLASS:
                    large.append(f"class {node.name} has {size} lines")
            elif size > FUNCTION:
                large.append(f"{node.name} has {size} lines")
        if large:
            found[name] = large
    return found


def _is_lookup(node: ast.ClassDef) -> bool:
    """Whether nearly all methods are properties or one-line look-ups, as in Plan."""
    short = [m for m in node.body if isinstance(m, ast.FunctionDef) and (m.end_lineno or 0) - m.lineno < 8]
    return len(short) > 25


def test_that_nothing_outgrows_a_reader():
    too_large = {name: large for name, large in measured().items() if name not in EXCEPTIONS}
    assert not too_large


def test_that_no_exception_outlives_its_need():
    assert not set(EXCEPTIONS) - set(measured())
