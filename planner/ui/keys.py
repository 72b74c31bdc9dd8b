"""Which keys start which action: the usual ones, or what the user chose instead."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from planner.errors import EditRefused
from planner.message import N_
from planner.settings import Settings
from planner.ui.action_spec import ACTIONS, ActionSpec

Format = QKeySequence.SequenceFormat
Modifier = Qt.KeyboardModifier
BARE = {Qt.Key.Key_Insert, Qt.Key.Key_Delete, *(Qt.Key(Qt.Key.Key_F1 + n) for n in range(24))}
"""Keys that may start an action by themselves; all others are for typing and for going about."""

EARLIER: dict[str, tuple[str, ...]] = {
    "activity.indent": ("Alt+Right", "Alt+Shift+Right"),
    "activity.outdent": ("Alt+Left", "Alt+Shift+Left"),
    "activity.progress": ("Ctrl+G",),
    "dependency.add": ("Ctrl+L",),
    "dependency.remove": ("Ctrl+Shift+L",),
    "plan.copy": ("Ctrl+Shift+S",),
    "view.find": ("Ctrl+K", "Ctrl+F"),
    "view.inspector": ("F4",),
    "view.unfilter": (),
}
"""The other set of usual keys, where it differs from what the actions declare: MS Project's key where it has one."""


class Keys:
    """The keys of every action, kept in the settings where they are not the usual ones."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def of(self, spec: ActionSpec) -> list[QKeySequence]:
        """The keys that start an action now, the one that is shown first; none if the user wants none."""
        chosen = self._settings.keys.get(spec.name)
        if chosen is not None:
            return [key for key in QKeySequence.listFromString(chosen, Format.PortableText) if not key.isEmpty()]
        return self.usual(spec)

    def usual(self, spec: ActionSpec) -> list[QKeySequence]:
        """The keys of an action in the set that was chosen."""
        names = EARLIER.get(spec.name, spec.keys) if self._settings.key_set == "earlier" else spec.keys
        return [QKeySequence(key) for key in names]

    def text(self, spec: ActionSpec) -> str:
        """All keys of an action as the system writes them."""
        return ", ".join(key.toString(Format.NativeText) for key in self.of(spec))

    def is_usual(self, spec: ActionSpec) -> bool:
        return spec.name not in self._settings.keys

    def holder(self, key: QKeySequence) -> ActionSpec | None:
        """The action that a key starts now."""
        return next((spec for spec in ACTIONS.values() if key in self.of(spec)), None)

    def choose(self, spec: ActionSpec, key: QKeySequence) -> None:
        """Let a key start an action in place of its others, taking it from the action that had it.

        EditRefused for a key that is needed for typing or for going about.
        """
        if not may_start(key):
            raise EditRefused(
                N_("{key} is needed for typing and going about: take one with Ctrl or Alt, or a function key."),
                key=key.toString(Format.NativeText),
            )
        other = self.holder(key)
        if other is not None and other is not spec:
            self._set(other, [each for each in self.of(other) if each != key])
        self._set(spec, [key])

    def drop(self, spec: ActionSpec) -> None:
        """Let no key start an action."""
        self._set(spec, [])

    def reset(self, spec: ActionSpec) -> None:
        """Give an action its usual keys again, those that went to another one meanwhile too."""
        for key in self.usual(spec):
            other = self.holder(key)
            if other is not None and other is not spec:
                self._set(other, [each for each in self.of(other) if each != key])
        self._settings.keys.pop(spec.name, None)

    def reset_all(self) -> None:
        self._settings.keys.clear()

    def _set(self, spec: ActionSpec, keys: list[QKeySequence]) -> None:
        if keys == self.usual(spec):
            self._settings.keys.pop(spec.name, None)
        else:
            self._settings.keys[spec.name] = QKeySequence.listToString(keys, Format.PortableText)


def may_start(key: QKeySequence) -> bool:
    """Whether a key may start an action: one with Ctrl, Alt or Meta, a function key, Insert or Delete."""
    if key.isEmpty():
        return False
    combination: QKeyCombination = key[0]  # type: ignore[index]
    strong = combination.keyboardModifiers() & (Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier)
    return bool(strong) or combination.key() in BARE
