"""Earlier versions of a plan and what was saved of a damaged one, as stable JSON or as text."""

from __future__ import annotations

from typing import Any

from planner.application.result_rows import in_columns
from planner.application.versions import Restored, Soundness, Version
from planner.language import Translator
from planner.message import N_
from planner.storage.backup import Origin
from planner.storage.salvage import Salvage

ORIGINS = {
    Origin.DATED: N_("in the course of work"),
    Origin.FORMAT: N_("before a newer file format"),
    Origin.RESTORE: N_("before an earlier version was put back"),
    Origin.DAMAGED: N_("a damaged file, as it was"),
}
STATES = {
    Soundness.SOUND: N_("sound"),
    Soundness.DAMAGED: N_("damaged"),
    Soundness.NEWER: N_("of a newer program"),
    Soundness.UNKNOWN: N_("cannot be read now"),
}


def version_rows(versions: list[Version]) -> list[dict[str, Any]]:
    """One object a version, the newest first; `made_at` is local time without a zone, `size` in bytes."""
    return [
        {
            "name": version.name,
            "made_at": version.made_at.isoformat(),
            "size": version.copy.size,
            "state": version.soundness.value,
            "origin": version.copy.origin.value,
            "steps": version.steps,
            "steps_since": version.steps_since,
            "path": str(version.copy.path),
        }
        for version in versions
    ]


def since_words(version: Version, translator: Translator) -> str:
    """What the plan has more than a version, in words; empty where that cannot be known."""
    if version.steps_since is None:
        return ""
    if version.steps_since == 0:
        return translator.translate(N_("nothing changed since"))
    return translator.plural("{number} change since", "{number} changes since", version.steps_since)


def size_words(size: int, translator: Translator) -> str:
    """A size in whole kilobytes."""
    return translator.translate(N_("{number} kB"), number=translator.number(float(-(-size // 1024))))


def version_text(versions: list[Version], translator: Translator) -> str:
    """A table for a terminal: number, name, state, size, why it was made and what changed since."""
    translate = translator.translate
    if not versions:
        return translate(N_("There are no earlier versions of this plan."))
    rows = [
        (
            str(number),
            version.name,
            translate(STATES[version.soundness]),
            size_words(version.copy.size, translator),
            translate(ORIGINS[version.copy.origin]),
            since_words(version, translator),
        )
        for number, version in enumerate(versions, 1)
    ]
    return in_columns(rows)


def restored_text(done: Restored, name: str, translator: Translator) -> str:
    """One sentence or two: which version stands there now, and where the other file lies."""
    text = translator.translate(
        N_("{name} is again as it was in version “{version}”."), name=name, version=done.version.name
    )
    if done.set_aside is None:
        return text
    aside = translator.translate(N_("The file that stood there is kept as {path}."), path=str(done.set_aside))
    return f"{text} {aside}"


def salvage_row(found: Salvage, target: str) -> dict[str, Any]:
    """{"target", "kept": {kind: rows}, "lost": [{"kind", "id", "reason", "replaced"}], "history": false}."""
    lost = [
        {"kind": loss.kind, "id": loss.id, "reason": str(loss.reason), "replaced": loss.replaced}
        for loss in found.losses
    ]
    return {"target": target, "kept": dict(sorted(found.kept.items())), "lost": lost, "history": False}


def salvage_text(found: Salvage, target: str, translator: Translator) -> str:
    """What was saved and what was not, a line each."""
    translate = translator.translate
    lines = [translate(N_("{count} rows were saved in {name}."), count=sum(found.kept.values()), name=target)]
    replaced = sum(loss.replaced for loss in found.losses)
    if replaced:
        lines.append(
            translate(N_("{count} rows that could not be read come from the last sound copy."), count=replaced)
        )
    for loss in found.losses:
        if not loss.replaced:
            kind = translator.kind(loss.kind) if loss.kind else translate(N_("file"))
            lines.append(f"{' '.join(part for part in (kind, loss.id) if part)}: {translate(loss.reason)}")
    lines.append(translate(N_("The new file begins a new history.")))
    return "\n".join(lines)
