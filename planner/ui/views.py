"""The views at the left, as data: each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.message import N_

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow


@dataclass(frozen=True)
class ViewSpec:
    """A view: its text in the list, how it is made, and which kinds of rows are looked for in it."""

    name: str
    text: str
    make: Callable[[MainWindow], QWidget]
    kinds: tuple[str, ...] = ()


def _planning(window: MainWindow) -> QWidget:
    return window.planning


def _overview(window: MainWindow) -> QWidget:
    from planner.ui.gantt.overview_view import OverviewView

    return OverviewView(window.document, window.wording, window.selection)


def _commitments(window: MainWindow) -> QWidget:
    from planner.ui.panels.registers import CommitmentRegister

    return CommitmentRegister(window.document, window.wording, window.selection)


def _indicators(window: MainWindow) -> QWidget:
    from planner.ui.panels.registers import IndicatorRegister

    return IndicatorRegister(window.document, window.wording, window.selection)


def _sources(window: MainWindow) -> QWidget:
    from planner.ui.panels.registers import SourceRegister

    return SourceRegister(window.document, window.wording, window.selection)


def _organisations(window: MainWindow) -> QWidget:
    from planner.ui.panels.registers import OrganisationRegister

    return OrganisationRegister(window.document, window.wording, window.selection)


def _changes(window: MainWindow) -> QWidget:
    from planner.ui.panels.change_log import ChangeLog

    return ChangeLog(window.document, window.wording, window.selection)


VIEWS: tuple[ViewSpec, ...] = (
    ViewSpec("planning", N_("Planning (Gantt)"), _planning, ("activity", "dependency")),
    ViewSpec("overview", N_("Chain overview"), _overview),
    ViewSpec("commitments", N_("Motions and commitments"), _commitments, ("commitment",)),
    ViewSpec("indicators", N_("Key figures"), _indicators, ("indicator", "measurement")),
    ViewSpec("sources", N_("Sources"), _sources, ("source", "citation")),
    ViewSpec("organisations", N_("Organisations"), _organisations, ("organisation",)),
    ViewSpec("changes", N_("Changes"), _changes),
)


def view_of(kind: str) -> str:
    """The view in which rows of a kind are found; empty if none has them."""
    return next((view.name for view in VIEWS if kind in view.kinds), "")
