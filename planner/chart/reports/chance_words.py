"""A chance in words, with what it rests on: never a percentage without its base."""

from __future__ import annotations

from planner.domain.chance.answer import SMALL, Answer, likelihood
from planner.domain.chance.inputs import Default, DefaultKind
from planner.domain.labels import CHOICE_NAMES
from planner.domain.model import Likelihood
from planner.language.translator import Translator
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
    Likelihood.CERTAINLY: N_(
        "It will almost certainly be so: a chance of {chance} that the whole chain is ready on {day}."
    ),
    Likelihood.PROBABLY: N_("It will probably be so: a chance of {chance} that the whole chain is ready on {day}."),
    Likelihood.EITHER_WAY: N_("It can go either way: a chance of {chance} that the whole chain is ready on {day}."),
    Likelihood.PROBABLY_NOT: N_(
        "It will probably not be so: a chance of {chance} that the whole chain is ready on {day}."
    ),
    Likelihood.CERTAINLY_NOT: N_(
        "It will almost surely not be so: a chance of {chance} that the whole chain is ready on {day}."
    ),
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


def word_of(chance: float, said: Translator) -> str:
    """The fixed word for a chance."""
    return said.translate(CHOICE_NAMES[Likelihood][likelihood(chance)])
