"""The views at the left, as data: each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.message import N_
from planner.ui.finding import Offer, Sort
from planner.ui.view_groups import ViewOffer

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow


STEERING = N_("Steering")
GROUPS: dict[str, tuple[str, ...]] = {
    N_("Plan"): ("planning", "overview", "scenarios", "trend"),
    STEERING: ("dashboard", "readiness", "go-no-go", "indicators", "agreements", "risks", "decisions"),
    N_("Parliament"): ("commitments", "letters"),
    N_("Keeping"): ("organisations", "rounds", "sources", "findings", "changes"),
}
"""The groups of views, in the order of the list; a view that none has is one for steering."""


@dataclass(frozen=True)
class ViewSpec:
    """A view: its text in the list, how it is made, which kinds of rows are looked for in it, and what prints it."""

    name: str
    text: str
    make: Callable[[PlanWindow], QWidget]
    kinds: tuple[str, ...] = ()
    printed: str = "gantt"  # the sheet that shows the same

    @property
    def group(self) -> str:
        """The heading under which the list has it."""
        return next((group for group, names in GROUPS.items() if self.name in names), STEERING)


def _planning(window: PlanWindow) -> QWidget:
    return window.planning


def _panel(module: str, name: str) -> Callable[[PlanWindow], QWidget]:
    """Makes a panel, whose module is not loaded before it is wanted."""

    def make(window: PlanWindow) -> QWidget:
        panel = getattr(import_module(f"planner.ui.{module}"), name)
        return panel(window.document, window.translator, window.selection)

    return make


def _scenarios(window: PlanWindow) -> QWidget:
    from planner.ui.panels.scenarios import ScenarioPanel

    return ScenarioPanel(window)


VIEWS: tuple[ViewSpec, ...] = (
    ViewSpec("planning", N_("Planning (Gantt)"), _planning, ("activity", "dependency")),
    ViewSpec("overview", N_("Chain overview"), _panel("gantt.overview_view", "OverviewView"), printed="chain-overview"),
    ViewSpec("dashboard", N_("Dashboard"), _panel("panels.dashboard", "DashboardPanel"), printed="dashboard"),
    ViewSpec(
        "readiness",
        N_("Readiness"),
        _panel("panels.readiness", "ReadinessPanel"),
        ("criterion", "assessment"),
        printed="readiness",
    ),
    ViewSpec("go-no-go", N_("Go or no-go"), _panel("panels.report_panel", "GoNoGoPanel"), printed="go-no-go"),
    ViewSpec(
        "commitments",
        N_("Motions and commitments"),
        _panel("panels.commitments", "CommitmentRegister"),
        ("commitment",),
        printed="commitments",
    ),
    ViewSpec("letters", N_("Letters to Parliament"), _panel("panels.report_panel", "LetterPanel"), printed="letters"),
    ViewSpec(
        "indicators",
        N_("Key figures"),
        _panel("panels.indicators", "IndicatorRegister"),
        ("indicator", "measurement"),
        printed="figures",
    ),
    ViewSpec("agreements", N_("Chain agreements"), _panel("panels.steering", "AgreementRegister"), ("agreement",)),
    ViewSpec("risks", N_("Risks"), _panel("panels.steering", "RiskPanel"), ("risk",)),
    ViewSpec("chance", N_("Chance"), _panel("panels.chance", "ChancePanel"), ("chance_result",), printed="chance"),
    ViewSpec("quality", N_("Quality of the plan"), _panel("panels.chance", "QualityPanel"), printed="quality"),
    ViewSpec("decisions", N_("Decisions"), _panel("panels.steering", "DecisionRegister"), ("decision",)),
    ViewSpec("trend", N_("Baselines and trend"), _panel("panels.trend", "TrendPanel"), ("baseline",), printed="trend"),
    ViewSpec("scenarios", N_("Scenarios"), _scenarios, ("scenario",), printed="scenarios"),
    ViewSpec("rounds", N_("Update rounds"), _panel("panels.rounds", "RoundPanel"), ("update_round", "reply")),
    ViewSpec("sources", N_("Sources"), _panel("panels.sources", "SourceRegister"), ("source", "citation")),
    ViewSpec(
        "organisations",
        N_("Organisations"),
        _panel("panels.organisations", "OrganisationRegister"),
        ("organisation",),
        printed="organisation",
    ),
    ViewSpec("findings", N_("Points of attention"), _panel("panels.findings", "FindingRegister")),
    ViewSpec("changes", N_("Changes"), _panel("panels.change_log", "ChangeLog"), printed="changes"),
)


def listed_views(translate: Callable[[str], str]) -> list[ViewOffer]:
    """The views as the list at the left has them: by group, in words."""
    return [
        ViewOffer(view.name, translate(view.text), translate(group))
        for group in GROUPS
        for view in VIEWS
        if view.group == group
    ]


def printed_view(name: str) -> str:
    """The sheet that shows what a view of the window shows."""
    return next((view.printed for view in VIEWS if view.name == name), "gantt")


def view_of(kind: str) -> str:
    """The view in which rows of a kind are found; empty if none has them."""
    return next((view.name for view in VIEWS if kind in view.kinds), "")


def view_offers(window: PlanWindow) -> Iterator[Offer]:
    """The views as they can be found by typing."""
    note = window.translator.translate("view")
    for view in VIEWS:
        yield Offer(window.translator.translate(view.text), partial(window.show_view, view.name), Sort.VIEW, note)
