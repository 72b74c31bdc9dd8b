"""The predecessors of an activity as one text: JENV-3EB+2d; POL-1. Written and read in the language of the window."""

from __future__ import annotations

from planner.domain.changes import Step, merged
from planner.domain.edits import edit_row, link, unlink
from planner.domain.fields import FieldDef, Shape
from planner.domain.integrity import name_of
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, Dependency, LagUnit, LinkType
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.language import Translator
from planner.language.translator import LINK_LETTERS
from planner.message import N_

PREDECESSORS = FieldDef("predecessors", Shape.TEXT, N_("Predecessors"), width=16)


def predecessors_text(activity: Activity, plan: Plan, words: Translator) -> str:
    """The links that an activity waits for, in order of the other's key; the usual kind is left out where no lag is."""
    links = sorted(plan.predecessors(activity.id), key=lambda each: plan.activity(each.predecessor_id).key)
    return "; ".join(f"{plan.activity(each.predecessor_id).key}{_how(each, words)}" for each in links)


def _how(each: Dependency, words: Translator) -> str:
    if each.type is LinkType.FS and not each.lag:
        return ""
    letters = words.translate(LINK_LETTERS[each.type])
    if not each.lag:
        return letters
    sign, size = ("+" if each.lag > 0 else "-"), abs(each.lag)
    if each.lag_unit is LagUnit.PERCENT:
        return f"{letters}{sign}{size}%"
    if each.lag_unit is LagUnit.ELAPSED:
        return f"{letters}{sign}{words.number(round(size / 1440, 2))}ed"
    return f"{letters}{sign}{words.number(round(size / MINUTES_IN_WORKING_DAY, 2))}d"


def typed_predecessors(plan: Plan, activity: Activity, text: str) -> Step:
    """Make an activity wait for what a text says and for nothing else, as one step.

    EditRefused where a part of it names no activity or is no link; then nothing changes.
    """
    from planner.formats.foreign.links import TypedLink, typed_links  # as for durations: when it is typed

    by_key = {each.key.casefold(): each for each in plan.rows(Activity)}
    wanted: dict[str, TypedLink] = {}
    for part in typed_links(text, lambda number: number.casefold() in by_key):
        if isinstance(part, str):
            raise EditRefused(
                N_("“{text}” is no predecessor: give a number of an activity, such as POL-3 or POL-3FS+2d."), text=part
            )
        wanted[part.number.casefold()] = part
    steps: list[Step] = []
    here = plan
    for each in plan.predecessors(activity.id):
        key = plan.activity(each.predecessor_id).key.casefold()
        found = wanted.pop(key, None)
        if found is None:
            steps.append(unlink(here, [each]))
        elif (each.type, each.lag, each.lag_unit) != (
            found.type,
            found.lag,
            found.unit if found.lag else each.lag_unit,
        ):
            steps.append(edit_row(each, type=found.type, lag=found.lag, lag_unit=found.unit))
        else:
            continue
        here = here.with_step(steps[-1])
    for key, found in wanted.items():
        steps.append(link(here, by_key[key].id, activity.id, found.type, found.lag, found.unit))
        here = here.with_step(steps[-1])
    words = {"field": PREDECESSORS.heading, "name": name_of(activity)}
    return merged("row.set", steps, words)
