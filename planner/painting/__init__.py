"""Scenes become pictures: on a painter, in a PDF, an SVG or a PNG. QtGui only, no widgets."""
