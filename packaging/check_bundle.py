"""Start the bundle as a machine without Python would: no PATH, no Python variables, another folder.

Makes the letter's programme, writes its overview as PDF, opens and closes the window, and opens old files.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OLD_FILES = Path(__file__).resolve().parent.parent / "tests" / "storage" / "old_files"


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
        run("export", "wsm.keten", "wsm.ics")
        run("wsm.keten", KETENPLANNER_QUIT_WHEN_SHOWN="1")
        for old in OLD_FILES.glob("*.keten"):
            shutil.copy(old, place)
            run(old.name, KETENPLANNER_QUIT_WHEN_SHOWN="1")  # brings it to the present format
            run("check", old.name)
        page = Path(place, "wsm.pdf").read_bytes()
        assert page.startswith(b"%PDF-") and len(page) > 10_000, "the overview is not a PDF with content"
    print(f"The bundle in {folder} starts, opens the letter's programme and writes its overview and workbook.")


if __name__ == "__main__":
    check(Path(sys.argv[1]))
