"""`round`: start an update round for a group, or take a folder of replies in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from planner.application.result_rows import as_json
from planner.application.taking_replies import Outcome, ReplyResult, silent, take_folder
from planner.application.update_rounds import address_list, write_round
from planner.commandline.declaring import DONE, PLAN, REFUSED, Argument, Command, OneOf, day
from planner.commandline.plans import opened
from planner.document import PlanDocument
from planner.domain.control.groups import members
from planner.domain.control.rounds import open_round, start_round, who_to_ask
from planner.domain.model import Organisation
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_

DAYS = 14
"""Until a round is due, unless somebody says otherwise."""
OUTCOMES = {
    Outcome.TAKEN: N_("taken over"),
    Outcome.TO_LOOK_AT: N_("taken over in part, to look at"),
    Outcome.KNOWN: N_("came in before"),
    Outcome.REFUSED: N_("not taken over"),
}


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    with opened(chosen.plan, read_only=False) as document:
        if chosen.take is not None:
            return _take(document, chosen, translator)
        return _start(document, chosen, translator)


def _start(document: PlanDocument, chosen: argparse.Namespace, translator: Translator) -> int:
    if chosen.into is None:
        raise EditRefused(N_("Say with --into in which folder the workbooks come."))
    plan, today = document.plan, date.today()
    asked = _asked(document, chosen.group)
    due = chosen.due or today + timedelta(days=DAYS)
    if due < today:
        raise EditRefused(N_("The day {day} has passed: a round is due today at the earliest."), day=due)
    document.do(start_round(plan, chosen.start, today, due, [each.id for each in asked], document.last_seq))
    each = open_round(document.plan)
    assert each is not None
    try:
        written = write_round(document.plan, document.schedule, each, chosen.into, translator, seq=document.last_seq)
        address_list(document.plan, document.schedule, each, chosen.into, translator)
    except BaseException:
        document.undo()  # a round whose workbooks are not there was not started
        raise
    rows = [{"code": o.code, "file": path.name} for o, path in zip(asked, written, strict=True)]
    if chosen.json:
        print(
            as_json({"round": each.name, "due": each.due_on.isoformat(), "folder": str(chosen.into), "workbooks": rows})
        )
        return DONE
    text = N_("Round {name}, due on {day}: {number} workbooks and a list of addresses are in {folder}.")
    print(translator.translate(text, name=each.name, day=due, number=len(written), folder=str(chosen.into)))
    return DONE


def _asked(document: PlanDocument, code: str | None) -> tuple[Organisation, ...]:
    """Whom a round asks: the members of a group, one organisation, or all that have work in the plan."""
    plan = document.plan
    if code is None:
        return who_to_ask(plan)
    found = next((o for o in plan.organisations if o.code.casefold() == code.casefold()), None)
    if found is None:
        raise EditRefused(N_("There is no organisation {code} in this plan."), code=code)
    return members(plan, found.id) or (found,)


def _take(document: PlanDocument, chosen: argparse.Namespace, translator: Translator) -> int:
    results = list(take_folder(document, chosen.take, translator))
    each = open_round(document.plan)
    waiting = silent(document)
    if chosen.json:
        answer = {
            "round": each.name if each else None,
            "files": [_row(result, translator) for result in results],
            "silent": [o.code for o in waiting],
        }
        print(as_json(answer))
    else:
        print("\n".join(_lines(results, waiting, translator)))
    return REFUSED if results and all(result.outcome is Outcome.REFUSED for result in results) else DONE


def _row(result: ReplyResult, translator: Translator) -> dict[str, Any]:
    return {
        "file": result.path.name,
        "organisation": result.organisation.code if result.organisation else None,
        "outcome": result.outcome.value,
        "taken": result.taken,
        "kept_out": result.kept_out,
        "remarks": result.remarks,
        "reasons": [translator.translate(reason) for reason in result.reasons],
    }


def _lines(results: list[ReplyResult], waiting: tuple[Organisation, ...], translator: Translator) -> Iterator[str]:
    translate = translator.translate
    if not results:
        yield translate(N_("There is no file in the folder."))
    for result in results:
        owner = f" ({result.organisation.code})" if result.organisation else ""
        text = N_("{file}: {outcome}, {taken} changes taken over, {kept_out} not, {remarks} remarks")
        yield translate(
            text,
            file=result.path.name + owner,
            outcome=translate(OUTCOMES[result.outcome]),
            taken=result.taken,
            kept_out=result.kept_out,
            remarks=result.remarks,
        )
        for reason in result.reasons:
            yield f"    {translate(reason)}"
    text = N_("Still silent: {codes}.") if waiting else N_("Everybody who was asked has answered.")
    yield translate(text, codes=", ".join(o.code for o in waiting)) if waiting else translate(text)


COMMAND = Command(
    "start an update round with a workbook for each member of a group, or take a folder of replies in",
    (
        PLAN,
        OneOf(
            (
                Argument("--start", metavar="NAME", help="start a round of this name"),
                Argument("--take", type=Path, metavar="FOLDER", help="take in every reply in a folder"),
            ),
            required=True,
        ),
        Argument("--group", metavar="CODE", help="whom to ask: its members; without it all that have work"),
        Argument("--into", type=Path, metavar="FOLDER", help="where the workbooks come"),
        Argument("--due", type=day, metavar="DATE", help="two weeks from now unless given"),
    ),
    _run,
    json=True,
)
