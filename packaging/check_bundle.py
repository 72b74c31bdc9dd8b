"""Start the bundle as a machine without Python would: no PATH, no Python variables, another folder.

Makes the letter's programme, writes its overview as PDF, and opens and closes the window.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


def check(folder: Path) -> None:
    """Raises CalledProcessError or AssertionError where the bundle fails."""
    name = "ketenplanner-cli.exe" if sys.platform == "win32" else "ketenplanner"
    program = str((folder / name).resolve())
    with tempfile.TemporaryDirectory() as place:
        bare = {
            "HOME": place,
            "PATH": "",
            "QT_QPA_PLATFORM": "offscreen",
            "KETENPLANNER_HOME": place,
            "LANG": "nl_NL.UTF-8",
        }

        def run(*words: str, **more: str) -> None:
            subprocess.run([program, *words], cwd=place, env=bare | more, check=True, timeout=180)

        run("new", "wsm.keten", "--template", "wsm-2022")
        run("export", "wsm.keten", "wsm.pdf", "--view", "chain-overview", "--paper", "A3")
        run("export", "wsm.keten", "wsm.xlsx")
        run("wsm.keten", KETENPLANNER_QUIT_WHEN_SHOWN="1")
        page = Path(place, "wsm.pdf").read_bytes()
        assert page.startswith(b"%PDF-") and len(page) > 10_000, "the overview is not a PDF with content"
    print(f"The bundle in {folder} starts, opens the letter's programme and writes its overview and workbook.")


if __name__ == "__main__":
    check(Path(sys.argv[1]))
