"""Scenes become pictures: on a painter, in a PDF, an SVG or a PNG. QtGui only, no widgets."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.painting.files import application, export_paper

__all__ = ["application", "export_paper"]


def __getattr__(name: str) -> Any:
    """The window paints without writing files: what writes them is loaded when it is asked for."""
    if name in __all__:
        return getattr(import_module("planner.painting.files"), name)
    raise AttributeError(name)
