"""The chance for the command line: as stable JSON, or in words with what it rests on."""

from __future__ import annotations

from typing import Any

from planner.application.result_rows import in_columns, name_in
from planner.chart.reports.chance_words import base, lead, otherwise, percent, word_of
from planner.domain.chance.answer import Answer
from planner.domain.plan import Plan
from planner.domain.quality.assessing import Verdict
from planner.language import Translator
from planner.message import N_


def chance_rows(plan: Plan, answer: Answer) -> dict[str, Any]:
    """The answer with the fields that scripts depend on."""
    return {
        "runs": answer.runs,
        "seed": answer.seed,
        "converged": answer.converged,
        "moments": [{"date": m.day.isoformat() if m.day else None, "chance": m.chance} for m in answer.moments],
        "organisations": [{"code": name_in(plan, row_id), "chance": c} for row_id, c in answer.organisations],
        "milestones": [
            {
                "key": name_in(plan, m.activity_id),
                "p50": m.p50.isoformat(),
                "p80": m.p80.isoformat(),
                "planned_chance": m.planned_chance,
            }
            for m in answer.milestones
        ],
        "drivers": [{"key": name_in(plan, d.row_id), "contribution": d.contribution} for d in answer.drivers],
        "defaults": [{"default": d.kind.value, "value": d.value, "keys": list(d.keys)} for d in answer.defaults],
    }


def chance_text(plan: Plan, answer: Answer, said: Translator, bearing: Verdict | None = None) -> str:
    """The answer in words: the sentence that leads, what it rests on, and the tables."""
    lines = [said.translate(lead(answer))]
    rest = otherwise(answer)
    if rest is not None:
        lines.append(said.translate(rest))
    if bearing is not None and not bearing.bears:
        names = ", ".join(said.translate(each.measure.title) for each in bearing.failed)
        text = N_("The plan cannot fully bear this question yet; look at these first: {names}.")
        lines.append(said.translate(text, names=names))
    lines += ["", said.translate(N_("Rests on"))]
    lines += ["  " + said.translate(each) for each in base(answer)]
    if answer.organisations:
        rows = [
            [name_in(plan, row_id), said.translate(percent(chance)), word_of(chance, said)]
            for row_id, chance in answer.organisations
        ]
        lines += ["", said.translate(N_("Ready on {day}, by organisation"), day=answer.moments[0].day)]
        lines += in_columns(rows).splitlines()
    if answer.milestones:
        heads = [N_("No."), N_("50 % by"), N_("80 % by"), N_("Planned"), N_("Chance of that"), N_("Name")]
        rows = [[said.translate(head) for head in heads]]
        for m in answer.milestones:
            days = [said.date(day, "medium") for day in (m.p50, m.p80, m.planned)]
            row = [name_in(plan, m.activity_id), *days, said.translate(percent(m.planned_chance))]
            rows.append([*row, plan.activity(m.activity_id).name])
        lines += ["", said.translate(N_("Milestones")), *in_columns(rows).splitlines()]
    if answer.drivers:
        heads = [N_("No."), N_("Share of the spread"), N_("if it is slow"), N_("if it is quick")]
        rows = [[said.translate(head) for head in heads]]
        for d in answer.drivers:
            ends = [said.translate(percent(end)) for end in (d.worse, d.better)]
            rows.append([name_in(plan, d.row_id), said.translate(percent(d.contribution)), *ends])
        lines += ["", said.translate(N_("What drives the outcome")), *in_columns(rows).splitlines()]
    return "\n".join(lines)
