"""Prints as JSON what a screen reader is given of the running program; for the system's own Python (AT-SPI)."""

from __future__ import annotations

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

STATES = ("FOCUSABLE", "FOCUSED", "SHOWING", "EXPANDABLE", "EXPANDED", "COLLAPSED", "ENABLED")
MOST = 60


def states(node) -> list[str]:
    found = node.get_state_set()
    return [name.lower() for name in STATES if found.contains(getattr(Atspi.StateType, name))]


def told(node) -> dict[str, object]:
    relations = [each for each in node.get_relation_set() if each.get_relation_type() == Atspi.RelationType.LABELLED_BY]
    label = relations[0].get_target(0).get_name() if relations else ""
    return {"role": node.get_role_name(), "name": node.get_name() or "", "label": label or "", "states": states(node)}


def walk(node, found: list[dict[str, object]], depth: int = 0) -> None:
    if depth > 1 and "showing" not in states(node):
        return
    found.append(told(node))
    for number in range(min(node.get_child_count(), MOST)):
        child = node.get_child_at_index(number)
        if child is not None:
            walk(child, found, depth + 1)


PATIENCE = 60


if __name__ == "__main__":
    desktop, heard = Atspi.get_desktop(0), []
    for _ in range(PATIENCE):
        if desktop.get_child_count() or "--wake" in sys.argv:  # the program tells of itself once somebody listens
            break
        time.sleep(0.5)
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None:
            walk(program, heard)
    json.dump(heard, sys.stdout)
