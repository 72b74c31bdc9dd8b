"""The command line: `ketenplanner [PLAN]` opens the window, the other commands need none.

Exit status: 0 done; 1 refused, nothing was changed, the reason in one line on stderr; 2 usage.
Names of commands, options and JSON fields are fixed: scripts depend on them.
"""

from __future__ import annotations

import argparse
import codecs
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from planner.errors import FileTrouble, PlannerBug, PlannerError
from planner.garbage import not_collecting
from planner.message import N_
from planner.settings import load_settings, user_folder

if TYPE_CHECKING:
    from planner.domain.changes import Step
    from planner.domain.merging import Accept
    from planner.domain.plan import Plan
    from planner.formats.foreign import Answers
    from planner.formats.incoming import Incoming
    from planner.language import Translator

DONE, REFUSED, USAGE = 0, 1, 2
INTERRUPTED = 130  # as shells have it for Ctrl+C
BEFORE_QT = ("planner.document", "planner.domain.checks", "planner.chart.gantt")
"""What the window needs and is not of Qt: PySide6 reads the source of each module that is imported after it."""
PLAIN_SIGNS = {"→": "->", "−": "-"}
"""What a console shows for signs of ours that it lacks, such as one with code page 1252 on Windows."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or (words[0] not in COMMANDS and not words[0].startswith("-")):
        return _open_window(words)
    try:
        with not_collecting():  # the modules of the plan are loaded here
            from planner.cli_options import parser

            parsing = parser()
        chosen = parsing.parse_args(words)
    except SystemExit as stop:  # argparse has said why on stderr
        return int(stop.code or 0)
    _speak_any_text(machine=getattr(chosen, "json", False))
    from planner.language import translator

    said = translator(getattr(chosen, "lang", None) or load_settings().language_code)
    try:
        return COMMANDS[chosen.command](chosen, said)
    except PlannerError as refused:
        if isinstance(refused, PlannerBug):
            _went_wrong()
        print(_one_line(said.translate(refused.message)), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read our output has stopped reading
        sys.stdout = None
        return DONE
    except Exception:  # noqa: BLE001 - the last door: logged with its traceback, told in one sentence
        text = said.translate(N_("Ketenplanner itself went wrong. What happened is in {path}."), path=_went_wrong())
        print(_one_line(text), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _speak_any_text(*, machine: bool) -> None:
    """Let output hold every character: JSON is UTF-8; a console that lacks a sign shows a plain one."""
    codecs.register_error("plainly", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if machine and stream is sys.stdout else None, errors="plainly")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What stands in for the first character that a stream lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return PLAIN_SIGNS.get(error.object[error.start], "?"), error.start + 1


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _went_wrong() -> str:
    """Log the exception under way with its traceback; returns where."""
    import traceback

    log = user_folder("log") / "errors.log"
    with suppress(OSError):  # the sentence on stderr stands, also where no log can be kept
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().astimezone().isoformat()}\n{traceback.format_exc()}\n")
    return str(log)


def _open_window(words: list[str]) -> int:
    with not_collecting():
        for name in BEFORE_QT:
            import_module(name)
        from planner.app import run

    return run(words)


# --- the commands -------------------------------------------------------------------------------


def _new(chosen: argparse.Namespace, said: Translator) -> int:
    from planner.application.templates import template_plan
    from planner.document import PlanDocument

    plan = template_plan(chosen.template, None)
    PlanDocument.create(chosen.plan, plan).close()
    return DONE


def _import(chosen: argparse.Namespace, said: Translator) -> int:
    from planner.application.importing import makes_a_plan, read_incoming
    from planner.document import PlanDocument

    if makes_a_plan(chosen.source) and not os.path.exists(chosen.into):  # noqa: PTH110 - no error for a name no file can have
        return _import_as_new(chosen, said)
    document = PlanDocument.open(chosen.into, read_only=chosen.dry_run)
    try:
        before = document.plan
        incoming = read_incoming(
            chosen.source,
            before,
            organisation=chosen.organisation,
            recalculate=chosen.recalculate,
            answers=_answers(chosen),
            as_of=document.plan_as_of,
            accept=_accept(chosen),
            without_bad_cells=chosen.without_bad_cells,
        )
        after = before.with_step(incoming.step) if incoming.step else before
        if not chosen.dry_run and not incoming.refused:
            document.do(_with_remarks(incoming, chosen, said))
    finally:
        document.close()
    return _told(incoming, before, after, chosen, said)


def _with_remarks(incoming: Incoming, chosen: argparse.Namespace, said: Translator) -> Step:
    """The step of a file, with what it proposed and was not taken over kept as remarks."""
    from planner.application.remarks import with_remarks

    if incoming.merge is None or chosen.accept == "none":
        return incoming.step
    at = datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
    taken = incoming.merge.taken(_accept(chosen))
    return with_remarks(incoming.merge, taken, incoming.source, at, said, incoming.left_out)


def _accept(chosen: argparse.Namespace) -> Accept:
    """What is taken over of a workbook that came back; at conflicts ours stays unless somebody says otherwise."""
    from planner.domain.merging import Accept

    return Accept(chosen.accept) if chosen.accept else Accept.PROPOSED


def _answers(chosen: argparse.Namespace) -> Answers:
    """What was said about a sheet of somebody else."""
    from planner.formats.foreign import Answers, DateOrder, PercentForm

    return Answers(
        organisation=chosen.organisation or "",
        mapping=chosen.mapping or "",
        order=DateOrder(chosen.date_order) if chosen.date_order else None,
        percent=PercentForm(chosen.percent) if chosen.percent else None,
        year=chosen.year,
        keep_as=chosen.keep_mapping or "",
    )


def _import_as_new(chosen: argparse.Namespace, said: Translator) -> int:
    """Make a new plan of a file: an empty one, and the file as its first step."""
    from planner.application.importing import begun, read_incoming
    from planner.document import PlanDocument
    from planner.domain.plan import Plan

    incoming = read_incoming(chosen.source, None, organisation=chosen.organisation, recalculate=chosen.recalculate)
    if incoming.refused:
        return _told(incoming, Plan({}), Plan({}), chosen, said)
    empty, step = begun(incoming.step)
    after = empty.with_step(step)
    if not chosen.dry_run:
        document = PlanDocument.create(chosen.into, empty)
        try:
            document.do(step)
        finally:
            document.close()
    if chosen.json:
        return _told(incoming, Plan({}), after, chosen, said)
    print(
        said.translate(
            N_("{name} holds {count} rows; they make a new plan."), name=chosen.source.name, count=after.size
        )
    )
    for found in incoming.findings:
        print(said.translate(found.message))
    return DONE


def _told(incoming: Incoming, before: Plan, after: Plan, chosen: argparse.Namespace, said: Translator) -> int:
    """Print what a file brings; returns the exit status."""
    from planner.formats import incoming as incoming_form

    form = incoming_form.as_json if chosen.json else incoming_form.as_text
    print(form(incoming, before, after, said))
    if not incoming.refused:
        return DONE
    print(
        said.translate(N_("Nothing was changed: {name} has to be mended first."), name=chosen.source.name),
        file=sys.stderr,
    )
    return REFUSED


def _export(chosen: argparse.Namespace, said: Translator) -> int:
    from planner.cli_writers import EXPORTS
    from planner.document import PlanDocument

    kind = chosen.target.suffix.lower()
    if kind not in EXPORTS:
        raise FileTrouble(
            N_("{name} cannot be written: its extension is none of {known}."),
            name=chosen.target.name,
            known=", ".join(sorted(EXPORTS)),
        )
    document = PlanDocument.open(chosen.plan, read_only=True)
    try:
        if chosen.organisation and chosen.organisation not in document.plan.organisations_by_code:
            raise FileTrouble(N_("There is no organisation {code} in this plan."), code=chosen.organisation)
        EXPORTS[kind](document, chosen, said)
    finally:
        document.close()
    return DONE


def _schedule(chosen: argparse.Namespace, said: Translator) -> int:
    from planner.application import result_rows as tables

    if chosen.what_if:
        from planner.application.what_if_rows import what_if_rows, what_if_text

        return _print_table(
            chosen, lambda d: what_if_rows(d.plan, d.schedule, chosen.what_if, said), said, what_if_text
        )
    return _print_table(chosen, lambda d: tables.schedule_rows(d.plan, d.schedule), said, tables.schedule_text)


def _variance(chosen: argparse.Namespace, said: Translator) -> int:
    from planner.application import variance

    def rows(document):
        return variance.variance_rows(
            document.plan,
            document.schedule,
            baseline=chosen.baseline,
            since=chosen.since,
            lines=document.history(),
            plan_as_of=document.plan_as_of,
        )

    return _print_table(chosen, rows, said, variance.variance_text)


def _scenario(chosen: argparse.Namespace, said: Translator) -> int:
    """List the scenarios, set some beside the plan, or adopt or drop one."""
    from planner.application import scenario_rows

    if chosen.adopt or chosen.drop:
        return _settle_scenario(chosen, said)
    if chosen.names:
        return _print_table(
            chosen,
            lambda d: scenario_rows.compare_rows(d.plan, d.schedule, chosen.names, said),
            said,
            scenario_rows.compare_text,
        )
    return _print_table(chosen, lambda d: scenario_rows.list_rows(d.plan), said, scenario_rows.list_text)


def _settle_scenario(chosen: argparse.Namespace, said: Translator) -> int:
    from planner.application.scenario_rows import scenario_of
    from planner.document import PlanDocument
    from planner.domain.control.scenarios import adopt, drop

    document = PlanDocument.open(chosen.plan)
    try:
        scenario = scenario_of(document.plan, chosen.adopt or chosen.drop)
        if chosen.adopt:
            document.do(adopt(document.plan, scenario.id, leave_out_clashes=chosen.leave_out_clashes))
        else:
            document.do(drop(document.plan, scenario.id))
    finally:
        document.close()
    return DONE


def _check(chosen: argparse.Namespace, said: Translator) -> int:
    from planner.application import result_rows as tables
    from planner.domain.checks import find_all
    from planner.domain.findings import Rank

    found = []

    def rows(document):
        found.extend(find_all(document.plan, document.schedule))
        return tables.finding_rows(document.plan, found, said)

    _print_table(chosen, rows, said, tables.finding_text)
    return REFUSED if any(finding.rank is Rank.ERROR for finding in found) else DONE


def _history(chosen: argparse.Namespace, said: Translator) -> int:
    from planner.application import result_rows as tables

    return _print_table(chosen, lambda d: tables.history_rows(d.history(), said), said, tables.history_text)


def _print_table(chosen: argparse.Namespace, rows_of: Callable, said: Translator, text_of: Callable) -> int:
    """Read a plan, and print rows of it as JSON or as text."""
    from planner.application.result_rows import as_json
    from planner.document import PlanDocument

    document = PlanDocument.open(chosen.plan, read_only=True)
    try:
        rows = rows_of(document)
    finally:
        document.close()
    print(as_json(rows) if chosen.json else text_of(rows, said))
    return DONE


COMMANDS: dict[str, Callable[[argparse.Namespace, Translator], int]] = {
    "new": _new,
    "import": _import,
    "export": _export,
    "schedule": _schedule,
    "variance": _variance,
    "scenario": _scenario,
    "check": _check,
    "history": _history,
}


if __name__ == "__main__":
    sys.exit(main())
