"""Names are plain text everywhere in the window: no call is left that lets Qt take them for markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import planner

ROOT = Path(planner.__file__).parent
TIPS = ("setToolTip", "setWhatsThis", "setInformativeText")
HELPER = "plain_text.py"


def raw_calls(source: str) -> list[int]:
    """The lines that hand a text to Qt which may be taken for markup."""
    found: list[int] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=[text, *_]) if name in TIPS and not is_plain(text):
                found.append(node.lineno)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="QToolTip"), attr="showText")):
                found.append(node.lineno)
            case ast.Call(func=ast.Name(id="QLabel")):
                found.append(node.lineno)
            case ast.Call(func=ast.Name(id="QMessageBox"), args=[_, _, text, *_]) if not is_plain(text):
                found.append(node.lineno)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="QMessageBox")), args=[_, _, text, *_]) if not is_plain(
                text
            ):
                found.append(node.lineno)
            case ast.Attribute(attr="RichText" | "AutoText" | "MarkdownText"):
                found.append(node.lineno)
            case ast.match_case(pattern=pattern, body=body) if "ToolTipRole" in ast.unparse(pattern):
                found += [n.lineno for n in body if isinstance(n, ast.Return) and "plain(" not in ast.unparse(n)]
            case _:
                pass
    return found


def is_plain(text: ast.expr) -> bool:
    """Whether a text was written here, or goes through the helper."""
    return isinstance(text, ast.Constant) or (isinstance(text, ast.Call) and ast.unparse(text.func) == "plain")


def test_that_no_text_is_handed_to_qt_as_markup():
    modules = [p for p in (*(ROOT / "ui").rglob("*.py"), ROOT / "app.py") if p.name != HELPER]
    assert len(modules) > 50
    raw = {str(p.relative_to(ROOT)): lines for p in modules if (lines := raw_calls(p.read_text(encoding="utf-8")))}
    assert raw == {}


@pytest.mark.parametrize(
    "source",
    [
        "item.setToolTip(name)",
        "QToolTip.showText(at, name, self)",
        "QLabel(name)",
        "QMessageBox(icon, title, name)",
        "QMessageBox.question(self, title, name)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "match role:\n    case Qt.ItemDataRole.ToolTipRole:\n        return name",
    ],
)
def test_that_a_raw_call_is_seen(source: str):
    assert raw_calls(source)


def test_that_markup_in_a_name_is_shown_and_not_followed(qtbot, tmp_path: Path):
    from PySide6.QtGui import QTextDocument

    from planner.ui.plain_text import PlainLabel, plain

    name = '<img src="file:///etc/hostname"><b>vet</b>'
    shown = QTextDocument()
    shown.setHtml(plain(name))  # as a tooltip takes it
    assert shown.toPlainText() == name
    assert plain("OM < politie & CSG") == "OM < politie & CSG"
    label = PlainLabel(name)
    qtbot.addWidget(label)
    assert label.text() == name
    assert label.textFormat() is label.textFormat().PlainText
