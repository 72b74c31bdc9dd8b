"""The registers of the plan, in one place for who shows them."""

from planner.ui.panels.change_log import ChangeLog
from planner.ui.panels.commitments import CommitmentRegister
from planner.ui.panels.findings import FindingRegister
from planner.ui.panels.indicators import IndicatorRegister
from planner.ui.panels.organisations import OrganisationRegister
from planner.ui.panels.readiness import ReadinessPanel
from planner.ui.panels.sources import SourceRegister

__all__ = [
    "ChangeLog",
    "CommitmentRegister",
    "FindingRegister",
    "IndicatorRegister",
    "OrganisationRegister",
    "ReadinessPanel",
    "SourceRegister",
]
