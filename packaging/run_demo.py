"""Open the letter's programme; without a display, write its overview and workbook to build/demo/."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from planner.cli import main

DEMO = Path("build") / "demo"


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run() -> int:
    DEMO.mkdir(parents=True, exist_ok=True)
    plan = DEMO / "wsm-2022.keten"
    if not plan.exists():
        status = main(["new", str(plan), "--template", "wsm-2022"])
        if status:
            return status
    if has_display():
        return main([str(plan)])
    overview, workbook = DEMO / "wsm-2022-overview.pdf", DEMO / "wsm-2022.xlsx"
    status = main(["export", str(plan), str(overview), "--view", "chain-overview", "--paper", "A3", "--lang", "nl"])
    status = status or main(["export", str(plan), str(workbook), "--lang", "nl"])
    if not status:
        print(f"There is no display here, so no window was opened. Written instead: {overview} and {workbook}")
    return status


if __name__ == "__main__":
    sys.exit(run())
