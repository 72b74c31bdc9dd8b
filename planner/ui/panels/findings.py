"""What is wrong or doubtful in the plan: a double click goes to what a finding is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QInputDialog

from planner.application.change_words import added, title_of
from planner.document import PlanDocument
from planner.domain.checks import find_all
from planner.domain.control.attention import choice_of, choose
from planner.domain.edits import remove_rows
from planner.domain.findings import RANKS, Finding, Rank
from planner.domain.model import Light, Overruling
from planner.domain.rows import make
from planner.language import Translator
from planner.message import N_
from planner.ui.edit_runner import notify, reporting_refusals, run_edit
from planner.ui.icons import light_icon
from planner.ui.message_strip import Tone
from planner.ui.panels.inspector import find_rows
from planner.ui.panels.parts import button
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import RegisterCell, RegisterColumn, natural
from planner.ui.selection import Selection

RANK_NAMES = {Rank.ERROR: N_("Error"), Rank.WARNING: N_("Warning"), Rank.NOTICE: N_("Notice")}
RANK_LIGHTS = {Rank.ERROR: Light.RED, Rank.WARNING: Light.ORANGE, Rank.NOTICE: Light.GREY}
TONES = {Rank.ERROR: "error", Rank.WARNING: "warning", Rank.NOTICE: "plain"}


class FindingRegister(Register):
    """All findings of the checks, the gravest first."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        self._seq, self._found = -1, tuple[Finding, ...]()
        translate = translator.translate
        columns = [
            RegisterColumn("rank", translate("Weight"), 14, lambda each: _rank(each, translator)),
            RegisterColumn("message", translate("Finding"), 90, lambda each: _said(each, translator)),
            RegisterColumn("paper", translate("On paper"), 12, self._on_paper),
            RegisterColumn("about", translate("About"), 24, self._about),
            RegisterColumn(
                "source",
                translate("Rule from"),
                24,
                lambda each: RegisterCell(each.source, natural(each.source), tip=each.source),
            ),
        ]
        super().__init__(
            document,
            translator,
            selection,
            title=translate("Points of attention"),
            columns=columns,
            rows_of=self.findings,
            identity=lambda each: (each.rule, each.about, str(each.message)),
            stretch="message",
        )
        options = [(translate("All"), None)]
        options += [(translate(RANK_NAMES[rank]), lambda each, rank=rank: each.rank is rank) for rank in RANKS]
        self.add_choice(translate("Which ones"), options)

        self.overrule_it = button("edit", translate("Overrule the chosen check, or take that back"), self.overrule)
        self.overrule_it.setEnabled(not document.read_only)
        self.buttons.addWidget(self.overrule_it)
        self.paper_it = button(
            "print", translate("Put the chosen findings on paper, or take them off"), self.toggle_paper
        )
        self.say_it = button("copy", translate("Say the chosen finding in other words on paper…"), self.reword)
        for each in (self.paper_it, self.say_it):
            each.setEnabled(not document.read_only)
            self.buttons.addWidget(each)

    def toggle_paper(self) -> None:
        """Take the chosen findings off paper, or put them on it again."""
        chosen = self.chosen_rows()
        if not chosen:
            notify(self, self.translator.translate("Choose a finding first."), Tone.NOTE)
            return
        now = self._is_on_paper(chosen[0])
        for finding in chosen:
            run_edit(self, self.document, lambda plan, f=finding: choose(plan, f, paper=not now))

    def reword(self) -> None:
        """Ask in which words the chosen finding stands on paper; none gives it the program's own again."""
        chosen = self.chosen_rows()
        if not chosen:
            notify(self, self.translator.translate("Choose a finding first."), Tone.NOTE)
            return
        translate, known = self.translator.translate, choice_of(self.document.plan, chosen[0])
        before = known.words if known is not None and known.words else translate(chosen[0].message)
        question = translate("How is this said on paper? Leave it empty for the program's own words.")
        words, given = QInputDialog.getMultiLineText(self, translate("Words on paper"), question, before)
        if given:
            text = words.strip() if words.strip() != translate(chosen[0].message) else ""
            run_edit(self, self.document, lambda plan: choose(plan, chosen[0], paper=True, words=text))

    def _is_on_paper(self, finding: Finding) -> bool:
        known = choice_of(self.document.plan, finding)
        return known is None or known.on_paper

    def _on_paper(self, each: Finding) -> RegisterCell:
        known, translate = choice_of(self.document.plan, each), self.translator.translate
        if known is not None and not known.on_paper:
            return RegisterCell(translate("no"), 1.0, tone="quiet")
        own = known.words if known is not None else ""
        return RegisterCell(translate("own words") if own else translate("yes"), 0.0, tip=own)

    def overrule(self) -> None:
        """Set the chosen finding aside with a reason that is asked for; take it back where it was set aside."""
        chosen = self.chosen_rows()
        if not chosen:
            notify(self, self.translator.translate("Choose a finding first."), Tone.NOTE)
            return
        finding: Finding = chosen[0]
        about = finding.about[0] if finding.about else None
        known = [o for o in self.document.plan.overrulings if o.rule == finding.rule and o.about_id in (about, None)]
        if known:
            run_edit(self, self.document, lambda plan: remove_rows(plan, [plan.row(Overruling, o.id) for o in known]))
            return
        translate = self.translator.translate
        reason, given = QInputDialog.getMultiLineText(
            self,
            translate("Overrule a check"),
            translate("Why is this set aside? The reason shows wherever the check does."),
        )
        if given:
            self.set_aside(finding, reason.strip())

    def set_aside(self, finding: Finding, reason: str) -> None:
        """Keep that a finding is set aside, and why."""
        if not reason:
            notify(self, self.translator.translate("A check is not overruled without a reason."), Tone.REFUSED)
            return
        about = finding.about[0] if finding.about else None
        with reporting_refusals(self):
            row = make(Overruling, rule=finding.rule, about_id=about, reason=reason, on=date.today())
            self.document.do(added(self.document.plan, row, self.translator))

    def findings(self) -> Sequence[Finding]:
        """The findings in the plan as it is now."""
        if self._seq != self.document.last_seq:
            found = find_all(self.document.plan, self.document.schedule)
            self._found = tuple({(f.rule, f.about, str(f.message)): f for f in found}.values())
            self._seq = self.document.last_seq
        return self._found

    def _about(self, each: Finding) -> RegisterCell:
        rows = find_rows(self.document.plan, each.about[::-1])[::-1]  # of a figure's measurements: the figure
        text = ", ".join(title_of(row, self.document.plan, self.translator) for row in rows)
        return RegisterCell(text, natural(text), tip=text)

    def ids_of(self, row: Finding) -> tuple[UUID, ...]:
        return row.about


def _rank(each: Finding, translator: Translator) -> RegisterCell:
    text = translator.translate(RANK_NAMES[each.rank])
    return RegisterCell(text, float(RANKS.index(each.rank)), light_icon(RANK_LIGHTS[each.rank]), TONES[each.rank])


def _said(each: Finding, translator: Translator) -> RegisterCell:
    text = translator.translate(each.message)
    return RegisterCell(text, natural(text), tip=text)
