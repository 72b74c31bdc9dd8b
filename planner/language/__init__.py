"""What a person reads and types: texts in Dutch or English, and values as words and back."""

from planner.language.translator import LANGUAGES, Translator, translator

__all__ = ["LANGUAGES", "Translator", "translator"]
