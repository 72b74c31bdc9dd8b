"""The lag of a link as words: 10 wd, −2 wd, 50 %, 3 d elapsed."""

from __future__ import annotations

import re

from planner.domain.model import MINUTES_IN_WORKING_DAY, Dependency, LagUnit, LinkType
from planner.errors import EditRefused
from planner.language import Translator
from planner.language.translator import LINK_LETTERS
from planner.message import N_

LAG = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<amount>\d+(?:[.,]\d+)?)\s*"
    r"(?P<unit>%|w|wk|week|weken|weeks|u|uur|h|hours?|wd|d|dag|dagen|days?|werkdag|werkdagen|kd|kalenderdag(?:en)?)?\s*"
    r"(?P<elapsed>doorlooptijd|verstreken|elapsed|e)?",
    re.IGNORECASE,
)
ELAPSED_UNITS = ("kd", "kalenderdag", "kalenderdagen")
MINUTES_IN_DAY = 1440


def lag_text(link: Dependency, translator: Translator) -> str:
    """A lag without the type of its link; "0" where there is none."""
    if not link.lag:
        return "0"
    letters = translator.translate(LINK_LETTERS[link.type])
    return translator.lag(link).removeprefix(letters).strip().removeprefix("+ ").replace("− ", "−")


def parse_lag(text: str) -> tuple[int, LagUnit]:
    """The lag that somebody typed: working days unless it says otherwise. EditRefused where it is none."""
    plain = text.strip().replace("−", "-")
    if not plain:
        return 0, LagUnit.WORK
    found = LAG.fullmatch(plain)
    if found is None:
        raise EditRefused(N_("A lag is a number of working days, such as 10, −2, 50 % or 3 d elapsed."))
    amount = float(found["amount"].replace(",", ".")) * (-1 if found["sign"] == "-" else 1)
    unit = (found["unit"] or "d").casefold()
    if unit == "%":
        return round(amount), LagUnit.PERCENT
    elapsed = bool(found["elapsed"]) or unit in ELAPSED_UNITS
    if unit[0] in "uh":
        return round(amount * 60), LagUnit.ELAPSED if elapsed else LagUnit.WORK
    weeks = unit in ("w", "wk", "week", "weken", "weeks")
    if elapsed:
        return round(amount * MINUTES_IN_DAY * (7 if weeks else 1)), LagUnit.ELAPSED
    return round(amount * MINUTES_IN_WORKING_DAY * (5 if weeks else 1)), LagUnit.WORK


def type_options(translator: Translator) -> list[tuple[str, LinkType]]:
    """The four types by name, in the order of the model."""
    return [(translator.choice(kind), kind) for kind in LinkType]
