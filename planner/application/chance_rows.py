"""The chance for the command line and for letters: as stable JSON, or in words with what it rests on."""

from __future__ import annotations

from typing import Any

from planner.application.result_rows import in_columns, name_in
from planner.domain.chance.answer import SMALL, Answer, likelihood
from planner.domain.chance.inputs import Default, DefaultKind
from planner.domain.labels import CHOICE_NAMES
from planner.domain.model import Likelihood
from planner.domain.plan import Plan
from planner.domain.quality.assessing import Verdict
from planner.language import Translator
from planner.message import N_, Message

DEFAULT_NAMES = {
    DefaultKind.DURATION_RANGE: N_("duration between {value} of what is planned"),
    DefaultKind.UNKNOWN_DURATION: N_("work without a duration takes {value} (working days)"),
    DefaultKind.BRANCH: N_("conditional work is done with a chance of {value}"),
    DefaultKind.PROMISE: N_("dates that were said are kept with a chance of {value}, by how firm they were"),
    DefaultKind.RISK_CHANCE: N_("chance of a risk by its probability: {value}"),
    DefaultKind.RISK_DELAY: N_("delay by a risk by its impact: {value} (working days)"),
    DefaultKind.RISK_PLACE: N_("a risk without activities delays the readiness of its organisation"),
}
LEADS = {
    Likelihood.CERTAINLY: N_("It will almost certainly be so: {chance} that the whole chain is ready on {day}."),
    Likelihood.PROBABLY: N_("It will probably be so: {chance} that the whole chain is ready on {day}."),
    Likelihood.EITHER_WAY: N_("It can go either way: {chance} that the whole chain is ready on {day}."),
    Likelihood.PROBABLY_NOT: N_("It will probably not be so: {chance} that the whole chain is ready on {day}."),
    Likelihood.CERTAINLY_NOT: N_("It will almost surely not be so: {chance} that the whole chain is ready on {day}."),
}


def percent(chance: float, *, happened: bool = False) -> Message:
    """A chance in whole percent; never 0 or 100 of what has not happened."""
    if not happened and chance < 0.01:
        return Message(N_("less than 1 %"))
    if not happened and chance > 0.99:
        return Message(N_("more than 99 %"))
    return Message("{number} %", {"number": round(100 * chance)})


def default_message(each: Default) -> Message:
    """A default that was used, in a sentence."""
    value = each.value.replace(" d", "")
    return Message(DEFAULT_NAMES[each.kind], {"value": value})


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


def lead(answer: Answer) -> Message:
    """The sentence that leads: the word, the chance and the moment."""
    first = answer.moments[0]
    return Message(LEADS[likelihood(first.chance)], {"chance": percent(first.chance), "day": first.day})


def otherwise(answer: Answer) -> Message | None:
    """What it becomes if the first moment is missed."""
    later = [m for m in answer.moments[1:] if m.chance >= 0.005]
    if not later:
        return None
    parts = [
        Message(N_("{day} ({chance})"), {"day": m.day, "chance": percent(m.chance)})
        if m.day
        else Message(N_("later ({chance})"), {"chance": percent(m.chance)})
        for m in later
    ]
    words = {f"part{i}": part for i, part in enumerate(parts)}
    return Message(
        N_("Otherwise it becomes {parts}."), {"parts": Message(" · ".join(f"{{{w}}}" for w in words), words)}
    )


def base(answer: Answer) -> list[Message]:
    """What an answer rests on, a sentence each: never left out beside a percentage."""
    points = round(100 * answer.margin, 1)
    text = N_("{runs} runs, seed {seed}, ± {points} percentage points")
    if not answer.converged:
        text = N_("{runs} runs, seed {seed}, ± {points} percentage points: not stable yet")
    found = [Message(text, {"runs": answer.runs, "seed": answer.seed, "points": points})]
    if answer.runs < SMALL:
        found.append(Message(N_("fewer than {number} runs: this figure rests on little"), {"number": SMALL}))
    share = Message("{number} %", {"number": round(100 * answer.without_term)})
    found.append(Message(N_("{share} of the work on the way has no term"), {"share": share}))
    found.append(Message(N_("assumptions on the way: {number}"), {"number": answer.assumptions}))
    if answer.without_risks:
        found.append(Message(N_("without the risks of the register")))
    for each in answer.defaults:
        words = {"default": default_message(each), "number": len(each.keys)}
        found.append(Message(N_("our default for {number}: {default}"), words))
    return found


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


def word_of(chance: float, said: Translator) -> str:
    """The fixed word for a chance."""
    return said.translate(CHOICE_NAMES[Likelihood][likelihood(chance)])
