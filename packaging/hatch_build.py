"""Compile the catalogues before a package is built, so that an installed program needs no Babel to start."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    """Every planner.po beside which a planner.mo must stand."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for text in Path(self.root, "resources", "locale").rglob("planner.po"):
            with text.open("rb") as file:
                messages = read_po(file)
            compiled = io.BytesIO()
            write_mo(compiled, messages)
            text.with_suffix(".mo").write_bytes(compiled.getvalue())
