"""Print every bar, what was measured, and whether it is reached: `python -m benchmarks [NAME …]`.

Each module `bench_NAME` in this package has `run() -> list[Row]`. Status 1 if a bar is missed.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main(chosen: list[str]) -> int:
    """Run the chosen benchmarks, or all."""
    unknown = set(chosen) - set(names())
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    if len(chosen) == 1:
        return _run(chosen[0])
    # Each in a process of its own: what one has loaded must not count for the next.
    results = [subprocess.run([sys.executable, "-m", "benchmarks", name], check=False) for name in chosen or names()]
    return max(result.returncode for result in results)


def _run(name: str) -> int:
    print(name)
    missed = 0
    for row in import_module(f"benchmarks.bench_{name}").run():
        verdict = "      " if row.bar is None else "ok    " if row.reached else "MISSED"
        bar = "" if row.bar is None else f"<= {row.bar:g} {row.unit}"
        print(f"  {verdict} {row.name:<58} {row.measured:>8.2f} {row.unit:<3} {bar:<12} {row.note}", flush=True)
        missed += not row.reached
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
