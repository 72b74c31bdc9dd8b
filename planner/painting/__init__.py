"""Scenes become pictures: on a painter, in a PDF, an SVG or a PNG. QtGui only, no widgets."""

from planner.painting.files import application, export_paper

__all__ = ["application", "export_paper"]
