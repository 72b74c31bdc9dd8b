"""What the user can set, each declared once with type, default and limits; and where files stand.

The settings file is JSON with a version. A value that is missing, of another type or outside its
limits counts as not set: a damaged settings file costs settings, never a plan.
"""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from planner.domain.json_text import parse_json
from planner.writing import reporting_trouble, write_file

FILE_VERSION = 1
RECENT = 12


def setting(
    default: Any,
    *,
    lowest: float | None = None,
    highest: float | None = None,
    among: tuple[Any, ...] = (),
    items: type = str,
) -> Any:
    """A declared setting: its default, and what it (or each item of a list, or each value under a name) may be."""
    limits = {"lowest": lowest, "highest": highest, "among": among, "items": items}
    if isinstance(default, list | dict):
        return field(default_factory=default.copy, metadata=limits)
    return field(default=default, metadata=limits)


@dataclass
class Settings:
    """Everything the user can set. An empty language or theme follows the system."""

    language: str = setting("", among=("", "nl", "en"))
    theme: str = setting("", among=("", "light", "dark"))
    recent_files: list[str] = setting([])
    window_geometry: str = setting("")
    columns: list[str] = setting(["start", "finish", "percent_complete", "organisation_id"])
    column_widths: dict[str, int] = setting(
        {}, items=int, lowest=0, highest=10_000
    )  # of columns that the user made wider or narrower
    zoom: str = setting("quarter", among=("week", "month", "quarter", "year"))
    show_baseline: bool = setting(False)
    show_overview: bool = setting(False)  # the strip of the whole programme under the planning
    show_inspector: bool = setting(True)
    reduce_motion: bool = setting(False)
    print_set_ups: str = setting("")  # JSON: how each view is printed
    folded_groups: list[str] = setting([])  # headings of views that are closed, in the language of the window
    key_set: str = setting("project", among=("project", "earlier"))  # as MS Project has them, or as they were before
    keys: dict[str, str] = setting({})  # keys of actions that are not the usual ones, as portable key sequences
    backup_folder: str = setting("")  # where earlier versions of plans are kept; empty is the user's own data folder
    quality_limits: dict[str, float] = setting({}, items=float)  # of measures of quality, where not the usual ones
    row_height: int = setting(26, lowest=24, highest=60)

    def opened(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        name = str(path.resolve())
        self.recent_files = [name, *(other for other in self.recent_files if other != name)][:RECENT]

    @property
    def language_code(self) -> str:
        """The language to show: the chosen one, else Dutch on a Dutch system, else English."""
        return self.language or system_language()


def allowed(spec: Field[Any], value: Any) -> bool:
    """Whether a value is of a setting's type and within its limits."""
    default = spec.default if spec.default is not MISSING else spec.default_factory()  # type: ignore[misc]
    if type(value) is not type(default):
        return False
    limits = spec.metadata
    if isinstance(value, list):
        return all(type(item) is limits["items"] for item in value)
    if isinstance(value, dict):
        return all(
            type(name) is str and type(item) is limits["items"] and _within(limits, item)
            for name, item in value.items()
        )
    if limits["among"] and value not in limits["among"]:
        return False
    return _within(limits, value)


def _within(limits: Mapping[str, Any], value: Any) -> bool:
    lowest, highest = limits["lowest"], limits["highest"]
    return not ((lowest is not None and value < lowest) or (highest is not None and value > highest))


def load_settings(path: Path | None = None) -> Settings:
    """The settings in a file; defaults where it has none."""
    settings = Settings()
    try:
        stored = parse_json((path or settings_file()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return settings
    if not isinstance(stored, dict) or stored.get("version") != FILE_VERSION:
        return settings
    for spec in fields(Settings):
        if spec.name in stored and allowed(spec, stored[spec.name]):
            setattr(settings, spec.name, stored[spec.name])
    return settings


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, replacing the file in one go; FileTrouble if that cannot be done."""
    path = path or settings_file()
    with reporting_trouble(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, json.dumps({"version": FILE_VERSION, **asdict(settings)}, indent=1))


def system_language() -> str:
    """nl on a Dutch system, else en."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if os.environ.get(name):
            return "nl" if os.environ[name].lower().startswith("nl") else "en"
    name = (locale.getlocale()[0] or "").lower()
    return "nl" if name.startswith(("nl", "dutch")) else "en"


# --- places -----------------------------------------------------------------------------------


def user_folder(kind: str) -> Path:
    """The user's folder for `config`, `data` or `log`; KETENPLANNER_HOME puts all three in one place."""
    home = os.environ.get("KETENPLANNER_HOME")
    if home:
        return Path(home) / kind
    from platformdirs import PlatformDirs

    places = PlatformDirs("Ketenplanner", appauthor=False)
    return Path({"config": places.user_config_dir, "data": places.user_data_dir, "log": places.user_log_dir}[kind])


def settings_file() -> Path:
    return user_folder("config") / "settings.json"


@cache
def resource_folder() -> Path:
    """The folder `resources`: in a bundle, an installed package or a checkout."""
    here = Path(__file__).resolve().parent
    bundled = Path(getattr(sys, "_MEIPASS", here))
    for folder in (bundled / "resources", here / "resources", here.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the folder 'resources' is not beside the program")
