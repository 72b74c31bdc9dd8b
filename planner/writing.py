"""Files are written here and nowhere else: whole or not at all, and never over a plan.

What is written stands first under a name that nothing else has, in the folder of its target, is flushed to the
disk, and then takes the place of the target. A link that has the target's name is replaced, not what it
points to. The plan file itself is SQLite's; its copies are those of `planner.storage`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from planner.errors import FileTrouble, NamesTaken
from planner.message import N_

SCRATCH = "ketenplanner-"
PREFIX = ".~ketenplanner-"
PLAN_SUFFIX = ".keten"
DATABASE = b"SQLite format 3\0"
BESIDE_A_PLAN = ("-journal", "-wal", "-shm", ".lock")
"""What follows the name of a plan in the names of files that belong to it."""
Content = tuple[Path, bytes]
"""A file that is to be: where, and what is in it."""


def write_file(path: Path, content: bytes | str) -> Path:
    """Write a file; a text in UTF-8. FileTrouble where that cannot be done, and then nothing was changed."""
    return write_files([(path, content.encode("utf-8") if isinstance(content, str) else content)])[0]


def write_numbered(contents: Sequence[Content], target: Path, *, over: bool = False) -> list[Path]:
    """Write the files that one target becomes, such as gantt-1.svg and gantt-2.svg for gantt.svg.

    NamesTaken where a name other than the target's, which is the one that was chosen, is taken; `over` allows that.
    """
    taken = [path for path, _ in contents if path != target and path.exists()]
    if taken and not over:
        raise NamesTaken(taken)
    return write_files(contents)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for what is not to stay, gone once a block ends; those that killed processes left go as well."""
    drop_left_scratch()
    with tempfile.TemporaryDirectory(prefix=f"{SCRATCH}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def drop_left_scratch() -> None:
    """Remove what processes of ours that were killed left in the temporary folder."""
    for left in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        with suppress(OSError, ValueError):
            if not _runs(int(left.name.removeprefix(SCRATCH).split("-")[0])):
                shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether a process of this machine runs; where a system cannot say without harm, it counts as running."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def write_files(contents: Sequence[Content]) -> list[Path]:
    """Write a set of files: all of them, or none (FileTrouble), and then what was there before is there still."""
    with ExitStack() as stack:
        fresh = [(stack.enter_context(_fresh(path)), path) for path, _ in contents]
        for (new, path), (_, content) in zip(fresh, contents, strict=True):
            with reporting_trouble(path), new.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        _put_all(fresh, stack)
    return [path for path, _ in contents]


def refuse_filled(folder: Path) -> None:
    """FileTrouble where a folder that is to hold a set of files is a file, or holds anything."""
    with reporting_trouble(folder):
        if folder.exists() and not folder.is_dir():
            raise FileTrouble(N_("{path} is a file, not a folder."), path=str(folder))
        if folder.is_dir() and any(folder.iterdir()):
            raise FileTrouble(N_("{path} is not empty: choose a folder that is empty or not there."), path=str(folder))


def write_folder(folder: Path, contents: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Write a set of files, by their names, in an empty folder, which is made if absent; all of them, or none."""
    refuse_filled(folder)
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        with reporting_trouble(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return write_files([(folder / name, content) for name, content in contents])
    except FileTrouble:
        for each in made:
            with suppress(OSError):
                each.rmdir()
        raise


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file for a block to write, which takes the place of `path` once the block has ended without an error."""
    with _fresh(path) as new:
        yield new
        with reporting_trouble(path), new.open("rb+") as file:
            os.fsync(file.fileno())
        with ExitStack() as stack:
            _put_all([(new, path)], stack)


@contextmanager
def reporting_trouble(path: Path) -> Iterator[None]:
    """Tell trouble of the system with a file as FileTrouble."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name with a character that no name can have
        reason = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        raise FileTrouble(N_("{path} could not be written: {reason}."), path=str(path), reason=reason) from None


def refuse_plan(path: Path) -> None:
    """FileTrouble where a path is a plan file, by name or by what is in it, or belongs to one."""
    with reporting_trouble(path):
        if not path.is_file():
            return
        with path.open("rb") as file:
            head = file.read(len(DATABASE))
    belongs = any(path.name.endswith(PLAN_SUFFIX + ending) for ending in BESIDE_A_PLAN)
    beside = any(_is_plan(path.with_name(path.name.removesuffix(e))) for e in BESIDE_A_PLAN if path.name.endswith(e))
    if head == DATABASE or belongs or beside or path.suffix.lower() == PLAN_SUFFIX:
        text = N_("{name} is a plan or belongs to one, and nothing else is written over it.")
        raise FileTrouble(text, name=path.name)


def _is_plan(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(DATABASE)) == DATABASE
    except (OSError, ValueError):
        return False


@contextmanager
def _fresh(path: Path) -> Iterator[Path]:
    """A fresh file for a target that is no plan, with trouble told as FileTrouble."""
    refuse_plan(path)
    with ExitStack() as stack:
        with reporting_trouble(path):
            if path.is_dir():
                raise IsADirectoryError(0, "it is a folder")
            new = stack.enter_context(fresh_file(path))
        yield new


@contextmanager
def fresh_file(path: Path) -> Iterator[Path]:
    """An empty file beside a target, gone at the end unless it was put in its place; its rights are the target's.

    Where there is no target yet, the rights are those of any new file. OSError where none can be made.
    """
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=path.suffix, dir=path.parent)
    os.close(handle)
    new = Path(name)
    try:
        with suppress(OSError):  # a file system that knows no rights
            new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        yield new
    finally:
        with suppress(OSError):
            new.unlink()


def _put_all(fresh: Sequence[tuple[Path, Path]], stack: ExitStack) -> None:
    """Put new files in the places of their targets; where one cannot be, the others are put back."""
    before: list[tuple[Path, Path | None]] = []
    try:
        for new, path in fresh:
            with reporting_trouble(path):
                kept = stack.enter_context(_kept(path)) if len(fresh) > 1 and path.exists() else None
                new.replace(path)
                before.append((path, kept))
    except FileTrouble:
        for path, kept in before:
            with suppress(OSError):
                kept.replace(path) if kept is not None else path.unlink()
        raise
    for folder in {path.parent for _, path in fresh}:
        _flush_folder(folder)


@contextmanager
def _kept(path: Path) -> Iterator[Path]:
    """What stands in a place, under another name, until a block ends."""
    with _fresh(path) as other:
        other.write_bytes(path.read_bytes())
        yield other


def _flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk as well, where a system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now
