"""What a person reads and types: texts in Dutch or English, and values as words and back."""

from planner.language.wording import LANGUAGES, Wording, wording

__all__ = ["LANGUAGES", "Wording", "wording"]
