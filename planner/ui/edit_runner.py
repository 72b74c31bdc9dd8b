"""Trying an edit, or anything else the plan or the world may say no to, and telling the user if it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.clean_text import counting_cleaned
from planner.errors import EditRefused, FileTrouble
from planner.message import Message
from planner.ui.message_strip import Tone, strip_of


class EditResult:
    """What became of a block under `reporting_refusals`: `done` says whether it got to its end."""

    done = False

    def __bool__(self) -> bool:
        return self.done


def run_edit(parent: QWidget, document: PlanDocument, edit: Callable[..., Step], *args: Any, **words: Any) -> bool:
    """Do the step that `edit(plan, *args, **words)` gives; False, and a sentence in the strip, if it is refused.

    Our own mistakes (PlannerBug and whatever else) go on to the handler of the application.
    """
    with reporting_refusals(parent) as outcome:
        document.do(edit(document.plan, *args, **words))
    return outcome.done


def run_step(parent: QWidget, document: PlanDocument, step: Step) -> bool:
    """Do a step that was made already, such as a gesture's."""
    return run_edit(parent, document, lambda _plan: step)


@contextmanager
def reporting_refusals(parent: QWidget) -> Iterator[EditResult]:
    """A block in which the plan or the world may say no: that is told in the window's message strip."""
    outcome = EditResult()
    try:
        with counting_cleaned() as cleaned:
            yield outcome
        outcome.done = True
        told = cleaned.message()
        if told is not None:
            notify(parent, told, Tone.NOTE)
    except EditRefused as refused:
        notify(parent, refused.message, Tone.REFUSED)
    except FileTrouble as trouble:
        notify(parent, trouble.message, Tone.TROUBLE)


def notify(
    parent: QWidget,
    message: str | Message,
    tone: Tone = Tone.DONE,
    *,
    act: str = "",
    run: Callable[[], object] | None = None,
) -> None:
    """Show a sentence in the window's message strip, with a button where there is something to do about it."""
    strip_of(parent).notify(message, tone, act=act, run=run)
