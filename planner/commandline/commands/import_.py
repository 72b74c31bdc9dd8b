"""`import`: bring a workbook or plan file into a plan, as one undoable step."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from planner.application.importing import begun, makes_a_plan, read_incoming
from planner.application.remarks import with_remarks
from planner.commandline.declaring import DONE, REFUSED, Argument, Command, day
from planner.commandline.plans import created, is_free, opened
from planner.domain.changes import Step
from planner.domain.merging import Accept
from planner.domain.plan import Plan
from planner.formats import incoming as incoming_form
from planner.formats.foreign import Answers, DateOrder, Evening, PercentForm
from planner.formats.incoming import Incoming
from planner.language import Translator
from planner.message import N_


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    if makes_a_plan(chosen.source) and is_free(chosen.into):
        return _make_new(chosen, translator)
    with opened(chosen.into, read_only=chosen.dry_run) as document:
        before = document.plan
        incoming = read_incoming(
            chosen.source,
            before,
            organisation=chosen.organisation,
            recalculate=chosen.recalculate,
            shift_to=chosen.shift_to,
            answers=_answers(chosen),
            as_of=document.plan_as_of,
            accept=_accept(chosen),
            without_bad_cells=chosen.without_bad_cells,
            others=chosen.others_rows,
        )
        after = before.with_step(incoming.step) if incoming.step else before
        if not chosen.dry_run and not incoming.refused:
            document.do(_with_remarks(incoming, chosen, translator))
    return _report(incoming, before, after, chosen, translator)


def _with_remarks(incoming: Incoming, chosen: argparse.Namespace, translator: Translator) -> Step:
    """The step of a file, with what it proposed and was not taken over kept as remarks."""
    if incoming.merge is None or chosen.accept == "none":
        return incoming.step
    at = datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
    taken = incoming.merge.taken(_accept(chosen), others=chosen.others_rows)
    return with_remarks(incoming, taken, at, translator)


def _accept(chosen: argparse.Namespace) -> Accept:
    """What is taken over of a workbook that came back; at conflicts ours stays unless somebody says otherwise."""
    return Accept(chosen.accept) if chosen.accept else Accept.PROPOSED


def _answers(chosen: argparse.Namespace) -> Answers:
    """What was said about a sheet of somebody else."""
    return Answers(
        organisation=chosen.organisation or "",
        mapping=chosen.mapping or "",
        order=DateOrder(chosen.date_order) if chosen.date_order else None,
        percent=PercentForm(chosen.percent) if chosen.percent else None,
        year=chosen.year,
        evening=Evening(chosen.evening) if chosen.evening else None,
        keep_as=chosen.keep_mapping or "",
    )


def _make_new(chosen: argparse.Namespace, translator: Translator) -> int:
    """Make a new plan of a file: an empty one, and the file as its first step."""
    how = {"organisation": chosen.organisation, "recalculate": chosen.recalculate, "shift_to": chosen.shift_to}
    incoming = read_incoming(chosen.source, None, **how)
    if incoming.refused:
        return _report(incoming, Plan({}), Plan({}), chosen, translator)
    empty, step = begun(incoming.step)
    after = empty.with_step(step)
    if not chosen.dry_run:
        with created(chosen.into, empty) as document:
            document.do(step)
    if chosen.json:
        return _report(incoming, Plan({}), after, chosen, translator)
    text = N_("{name} holds {count} rows; they make a new plan.")
    print(translator.translate(text, name=chosen.source.name, count=after.size))
    if not after.programme.remaining_from_status:
        kept = N_("What is left stays where the file plans it; `status` with {option} plans it from the status date.")
        print(translator.translate(kept, option="--plan-remaining"))
    for found in incoming.findings:
        print(translator.translate(found.message))
    return DONE


def _report(incoming: Incoming, before: Plan, after: Plan, chosen: argparse.Namespace, translator: Translator) -> int:
    """Print what a file brings; returns the exit status."""
    form = incoming_form.as_json if chosen.json else incoming_form.as_text
    print(form(incoming, before, after, translator))
    if not incoming.refused:
        return DONE
    text = N_("Nothing was changed: {name} has to be mended first.")
    print(translator.translate(text, name=chosen.source.name), file=sys.stderr)
    return REFUSED


SHEETS = (
    Argument("--mapping", metavar="NAME", help="read a sheet of somebody else by a mapping that was kept"),
    Argument("--date-order", choices=("day-first", "month-first"), help="what 04/05/2023 means in it"),
    Argument("--percent", choices=("fraction", "points"), help="whether a bare 1 is all of it or 1 %%"),
    Argument("--evening", choices=("that-day", "next-day"), help="what 22:00 or 23:00 means in all of a column"),
    Argument("--year", type=int, help="of columns of weeks or months that name none"),
    Argument("--keep-mapping", metavar="NAME", help="keep what its columns were taken for, under a name"),
)
"""What can be said about a sheet of somebody else."""
COMMAND = Command(
    "bring a workbook or plan file into a plan, as one undoable step",
    (
        Argument("source", type=Path, metavar="SOURCE"),
        Argument("--into", required=True, metavar="PLAN"),
        Argument("--organisation", metavar="CODE", help="whose part of the programme a plan file is"),
        *SHEETS,
        Argument("--shift-to", type=day, metavar="DATE", help="move all of a plan file so that it begins on a day"),
        Argument("--recalculate", action="store_true", help="compute the dates, do not keep a plan file's own"),
        Argument(
            "--accept",
            choices=("theirs", "ours", "none"),
            help="of a workbook that came back: all, all but what was changed here as well (the default), or nothing",
        ),
        Argument(
            "--without-bad-cells",
            action="store_true",
            help="take over the rest of a workbook of ours where some cells cannot be read",
        ),
        Argument(
            "--others-rows",
            action="store_true",
            help="also take over what an organisation changed in rows of others, in the law's course or its entry "
            "into force",
        ),
        Argument("--dry-run", action="store_true", help="tell what would change and change nothing"),
    ),
    _run,
    json=True,
)
