"""The jobs of the worker that read and write plan files through MPXJ. Java is started by the first of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from planner.formats.msproject import java
from planner.formats.msproject.mpxj_reading import NeutralReading, TooMany
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.text_guess import guessed_code_page, repaired
from planner.formats.worker.serving import JobRefused, Notify

OLD_TEXT = (".mpx", ".xer")
"""Formats that are text in whatever code page the writing machine had."""
JAVA_NAMES = {"utf-8": "UTF-8", "euc_kr": "EUC-KR", "cp1251": "windows-1251"}
SEVERAL = ("XER", "PMXML")
"""Kinds of files that may hold several projects; each reading takes the first one exported."""


def read_job(request: dict[str, Any], notify: Notify) -> Neutral:
    """{"path", "slack": whether to tell that as well} to the neutral form."""
    jpype = _java(request["megabytes"], notify)
    try:
        return read(Path(request["path"]), jpype, notify, slack=request["slack"])
    except TooMany:
        raise JobRefused("too-many") from None
    except JobRefused:
        raise
    except Exception as error:  # noqa: BLE001 - Java's errors come in hundreds of kinds
        raise JobRefused(_code_of(error), str(error)) from None


def write_job(request: dict[str, Any], notify: Notify) -> None:
    """{"path", "kind": ".xml" or ".xer", "plan": neutral form}: the file is written."""
    from planner.formats.msproject.mpxj_writing import write

    jpype = _java(request["megabytes"], notify)
    try:
        write(request["plan"], Path(request["path"]), request["kind"], jpype)
    except Exception as error:  # noqa: BLE001 - as above
        raise JobRefused(_code_of(error), str(error)) from None


def _java(megabytes: int, notify: Notify) -> Any:
    notify(progress="starting")
    try:
        return _started(megabytes)
    except Exception as error:  # noqa: BLE001 - whatever the runtime raises is told to the program
        raise JobRefused("no-java", str(error)) from None


@cache
def _started(megabytes: int) -> Any:
    return java.start(megabytes)


def read(path: Path, jpype: Any, notify: Notify, *, slack: bool) -> Neutral:
    """The neutral form of a file; JobRefused where it holds no plan."""
    notify(progress="reading")
    code_page = guessed_code_page(path.read_bytes()) if path.suffix.lower() in OLD_TEXT else None
    reader = jpype.JClass("org.mpxj.reader.UniversalProjectReader")
    file = jpype.JClass("java.io.File")(str(path))
    proxy = reader().getProjectReaderProxy(file)
    if proxy is None:
        raise JobRefused("unknown")
    try:
        own = proxy.getProjectReader()
        if code_page is not None and hasattr(own, "setCharset"):
            own.setCharset(jpype.JClass("java.nio.charset.Charset").forName(JAVA_NAMES[code_page]))
            code_page = None
        project = _in_some_language(own, file, jpype) if path.suffix.lower() == ".mpx" else proxy.read()
    finally:
        proxy.close()
    if project is None:
        raise JobRefused("unknown")
    projects = 1
    if str(project.getProjectProperties().getFileType()) in SEVERAL:
        projects = max(1, int(reader().readAll(file).size()))

    def taking(done: int, total: int) -> None:
        notify(progress="taking", done=done, total=total)

    reading = NeutralReading(project, jpype, taking, slack=slack)
    plan = reading.read(projects)
    if not plan["tasks"] and not plan["project"]["start"] and not plan["calendars"]:
        raise JobRefused("unknown")
    return plan if code_page is None else repaired(plan, code_page)


def _in_some_language(reader: Any, file: Any, jpype: Any) -> Any:
    """An .mpx is written in the language of the program that made it, and does not say which: the first that fits."""
    locales, problem = jpype.JClass("java.util.Locale"), None
    if not hasattr(reader, "getSupportedLocales"):
        return reader.read(file)
    for locale in [reader.getLocale(), *reader.getSupportedLocales()]:
        try:
            reader.setLocale(locales.forLanguageTag(str(locale)))
            project = reader.read(file)
        except Exception as error:  # noqa: BLE001 - Java's errors come in hundreds of kinds
            problem = problem or error
            continue
        if project is not None and int(project.getTasks().size()):
            return project
    if problem is not None:
        raise problem
    return None


def _code_of(error: Exception) -> str:
    text = str(error).casefold()
    if "password" in text:
        return "password"
    if "outofmemory" in text or "stackoverflow" in text:
        return "too-large"
    return "unreadable"
