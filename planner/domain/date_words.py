"""Typed text to signs: the words of two languages become one small language that rules can match.

"In de loop van de zomer van 2022" and "in the course of summer 2022" both give `summer y2022`.
The signs are those of the phrase tables, and: `d20240701` a day, `n3` a number, `m7` a month,
`wd1` Monday, `y2024`, `q3`, `h2`, `w23`, `?word` for a word that is in no table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import ModuleType

from planner.domain import date_phrases_en, date_phrases_nl

LANGUAGES = (date_phrases_nl, date_phrases_en)
LOOKALIKES = str.maketrans({"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "…": "-"})
TOKEN_FORMS = r"""(?P<iso>\d{4}(?P<dash>[-/.])\d{1,2}(?P=dash)\d{1,2}(?!\d))
    | (?P<dmy>\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)'?(?:\d{4}|\d{2})(?!\d))
    | (?P<split>(?P<kind>winter|SPLIT_YEARS)(?:\ van|\ of)?\ \d{4}\ ?[-/]\ ?(?:\d{4}|\d{2})(?!\d))
    | (?P<period>(?:(?P<before>\d{4})[-/ ]?)?(?<![a-z'])(?:kw|wk|week|weeks|weken|weeknr|weeknummer|[qkhw])\.?\ ?\d{1,2}
        (?:[-/ ]?(?P<after>\d{4})|[-/ ]?'(?P<short>\d{2}))?(?![\dA-Za-z]))
    | (?P<dm>\d{1,2}/\d{1,2}(?![\d/])|\d{1,2}-(?:0?[1-9]|1[0-2])(?![\d/-]|\ ?(?:MONTHS)))
    | (?P<my>\d{1,2}[-/]\d{4}(?![\d-]))
    | (?P<ym>\d{4}-(?:0[1-9]|1[0-2])(?![\d-]))
    | (?P<key>(?!(?:MONTHS|mid|wk|week|kw|dec))[a-z]{2,6}-\d{1,3}(?![\da-z-]))
    | (?P<year>(?:1[5-9]|2\d)\d\d(?![\da-z]))
    | (?P<apostrophe>'\d\d(?!\d))
    | (?P<number>\d{1,4}(?![\d/])(?:ste|de|e|st|nd|rd|th)?(?![a-z]))
    | (?P<stop>[,:;()])
    | (?P<range>[-/])
    | (?P<word>t/m|±|[a-z]+(?:[.'][a-z]+)*)
    | (?P<other>[^\s.'"“”„!]+)"""
MONTH_NAMES = "|".join(
    name[:3] for language in LANGUAGES for name in f"{language.MONTHS} {language.SHORT_MONTHS}".split()
)
SPLIT_YEARS = {
    name.strip(): sign
    for language in LANGUAGES
    for sign in ("schoolyear", "studyyear", "houseyear", "turn")
    for name in language.PHRASES[sign].split("|")
}
"""Years that run into the next one: school year 2023-2024."""
TOKEN = re.compile(
    TOKEN_FORMS.replace("MONTHS", MONTH_NAMES).replace(
        "SPLIT_YEARS", "|".join(name.replace(" ", r"\ ") for name in sorted(SPLIT_YEARS, key=len, reverse=True))
    ),
    re.VERBOSE,
)
HYPHENS = re.compile(r"\b(mid|half|early|late|medio|begin|eind)-(?=\w)")
BEFORE = re.compile(r"\bv(?=o?[óòôö])[oóòôö]{2}r(?=\b|dat\b)")
"""Written with accents it can only mean before; without them it may mean for."""
ORDINAL = re.compile(
    r"\b([1-5])(?:e|ste|de|st|nd|rd|th) (?=(?:kalender|calendar )?(?:werk|working )?(?:week|maand|dag|day|month|weken))"
)
HOURS = re.compile(r"\b(binnen|within) (\d{1,4}) (?:uur|hours?)\b")
MAY_BE = re.compile(r"\bmay (?=be\b|have\b|start\b)")
CLEARED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"<=|=<|≤"), " uiterlijk "),
    (re.compile(r">=|=>|≥"), " vanaf "),
    (re.compile(r"<"), " vooor "),
    (re.compile(r">"), " na "),
    (re.compile(r"~"), " circa "),
    (re.compile(r"\byear-end\b"), "year end"),
    (re.compile(r"\bper kwartaal (?=[1-4]\b)"), "per q"),
    (re.compile(r"(?<![\d/-])(\d{1,2})/(\d{1,2}) (?=[a-z]{3})"), r"\1-\2 "),
    (MAY_BE, "possibly "),
    (re.compile(r"\b([wW])[/.](?:[cC])\b\.?"), "week commencing"),
    (re.compile(r"\b(\w+) a (?=\w+ (?:werk|dag|wek|maand|jaar|kwart))"), r"\1 tot "),
    (HOURS, lambda found: f"{found[1]} {-(-int(found[2]) // 24)} dagen"),
    (re.compile(r"^(?:start|begin|aanvang|einde?|end|finish|gereed|klaar|datum|date|oplevering)(?:datum)? ?: "), ""),
    (re.compile(r"\b([a-z]+?)s?- (en|of|and|or) (?=(?:het |de )?\w*reces\b)"), r"\1reces \2 "),
    (re.compile(r"\b(summer|autumn|christmas|spring|may) (and|or) (?=(?:the )?\w+ recess\b)"), r"\1 recess \2 "),
    (re.compile(r"\b(zomer|herfst|kerst|voorjaars|krokus|mei)- (en|of) "), r"\1reces \2 "),
    (re.compile(r"(?:,| om| at)? \d{1,2}\.\d{2} ?(?:uur|u|h)\b"), ""),
    (re.compile(r"(?:,| om| at|(?<=\d)t)? ?(?<![-.])\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:uur|u|h|am|pm))?\b"), ""),
    (re.compile(r"(?<!binnen)(?<!over)(?<!within)(?<!in)(?:,| om| at)? \d{1,2} ?(?:uur|u|am|pm)\b(?! na)"), ""),
    (re.compile(r"\bvoor (?=(?:[^,]+) (?:is |wordt |staat )?(?:in)?(?:gepland|voorzien|beoogd)\b)"), "vooof "),
    (ORDINAL, lambda found: date_phrases_nl.ORDINALS.split()[int(found[1]) - 1] + " "),
)
"""What is put right in the text before it is cut into words."""
PERIOD_SIGNS = {"q": "q", "k": "q", "h": "h", "w": "w"}
RELATIVE = re.compile(r"(day|wk|mo|qu|y)([+-]\d)")
WHOLE = re.compile(r"[mydqw]\d+|spring|summer|autumn|winter|recess-\w+|day-of-\w+|turn|easter|christmas")
PARTS = ("early", "mid", "late")
SIDES = ("before", "until", "by", "thru", "from", "since", "per", "after", "around", "for-on", "for-or-before")
Rewrites = tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]


def _listed(found: re.Match[str]) -> str:
    """The commas of an enumeration mean what stands before its last member."""
    return found[0].replace(",", found[2])


REWRITES: Rewrites = (
    (re.compile(r"\bn([12]) (?:uh|mid)\b"), r"h\1"),
    (re.compile(r"\bn([1-4]) uq\b|\buq n([1-4])\b"), r"q\1\2"),
    (re.compile(r"\b([qh]\d) (?:- )?n(\d\d)\b"), r"\1 y20\2"),
    (re.compile(r"\b(spring|summer|autumn|winter|christmas) n(\d\d)\b"), r"\1 y20\2"),
    (re.compile(r"\b(n\d+) , (?=y\d{4})"), r"\1 "),
    (re.compile(r"\b(no-term|ongoing) (?=\w)"), r"\1 , "),
    (re.compile(r"\bn([1-5]) wd(\d)(?: of| in)* (?=[mqhy]\d)"), r"nth\1.\2 "),
    (re.compile(r"\b(?:final|past) wd(\d)(?: of| in)* (?=[mqhy]\d)"), r"nth9.\1 "),
    (
        re.compile(r"\b([mqwyn]\d+(?: m\d+)?)(?: , [mqwyn]\d+(?: m\d+)?)+ (and|or|of|-)(?= )"),
        _listed,
    ),  # June, July and …
    (re.compile(r" (?:- |and )(?=(?:by|before|after|from|until|for-on) )"), " , "),  # after the summer and before …
    (re.compile(r" , (?=(?:and|or|onward|backward)(?: |$))"), " "),
    (re.compile(r"(?<! ,) (?=(?:depends|no-term)(?: |$))"), " , "),
)
DASH_REWRITES: Rewrites = (
    (re.compile(r"\bn(\d+) - (m\d+)(?: - (?=[ny]))?"), r"n\1 \2 "),  # 1-Jul-24
    (re.compile(r"(?<!n\d )(?<!n\d\d )\b(m\d+) - n(\d\d)$"), r"\1 y20\2"),  # Jul-24
    (re.compile(r"\b([wqhm]\d+) - (?=y\d{4})"), r"\1 "),
)


def joined(text: str) -> str:
    """The text on one line with single spaces: the words as they are kept."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """In lower case, without accents, with one kind of dash and apostrophe."""
    text = joined(text.translate(LOOKALIKES)).casefold()
    if not text.isascii():
        text = BEFORE.sub("vooor", unicodedata.normalize("NFC", text))
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    for pattern, replacement in CLEARED:
        text = pattern.sub(replacement, text)
    return joined(text)


def two_digit_year(number: int) -> int:
    """'24 is 2024 and '98 is 1998."""
    return number + (2000 if number < 70 else 1900)


def day_sign(year: int, month: int, day: int) -> str:
    """The sign of a day, which need not exist."""
    return f"d{year:04d}{month:02d}{day:02d}"


def signs(text: str, today: date) -> list[str]:
    """The signs of a text that `plain` gave; a comma where the text pauses."""
    items: list[str] = []
    words: list[str] = []
    for token in TOKEN.finditer(HYPHENS.sub(r"\1 ", text) if "-" in text else text):
        kind = token.lastgroup
        if kind == "word":
            words.append(token[0].replace(".", ""))
            continue
        if words:
            _phrases(words, items, today)
            words = []
        items.extend(_token_signs(str(kind), token, today))
    if words:
        _phrases(words, items, today)
    found = " ".join(items)
    for pattern, replacement in REWRITES + DASH_REWRITES if " - " in found else REWRITES:
        found = pattern.sub(replacement, found)
    return _without_of(found.split())


def _token_signs(kind: str, token: re.Match[str], today: date) -> list[str]:
    text = token[0]
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    match kind:
        case "iso" | "dash":
            return [day_sign(*numbers)]
        case "dmy" | "mark":
            day, month, year = numbers
            return [day_sign(year if year > 99 else two_digit_year(year), month, day)]
        case "split" | "kind":
            return [SPLIT_YEARS.get(token["kind"], "winter-over"), f"y{numbers[0]}"]
        case "period" | "after" | "short" | "before":
            return _period_signs(token, text)
        case "dm":
            return [f"n{numbers[0]}", f"m{numbers[1]}"]
        case "my" | "ym":
            return [f"m{min(numbers)}", f"y{max(numbers)}"]
        case "year":
            return [f"y{text}"]
        case "apostrophe":
            return [f"y{two_digit_year(numbers[0])}"]
        case "number":
            return [f"n{numbers[0]}"]
        case "stop" | "range":
            return ["," if kind == "stop" else "-"]
        case _:
            return ["!conditional"] if set(text) == {"?"} else [f"?{text}"]


def _period_signs(token: re.Match[str], text: str) -> list[str]:
    unit = re.search(r"[a-z]+\.? ?(\d+)", text)
    assert unit is not None
    sign = PERIOD_SIGNS[unit[0][0]] + str(int(unit[1]))
    year = token["before"] or token["after"] or (token["short"] and str(two_digit_year(int(token["short"]))))
    return [sign, f"y{year}"] if year else [sign]


def _phrases(words: list[str], items: list[str], today: date) -> None:
    """The longest phrase first, word by word."""
    at, end = 0, len(words)
    while at < end:
        for length in LENGTHS.get(words[at], (1,)):
            if at + length > end:
                continue
            sign = TABLE.get(" ".join(words[at : at + length]))
            if sign is not None:
                items.extend(_dated(sign, today))
                at += length
                break
        else:
            items.append("?" + words[at])
            at += 1


def _dated(phrase: str, today: date) -> list[str]:
    """Signs that count from today become the day, week, month, quarter or year they mean."""
    return [part for sign in phrase.split() for part in _counted(sign, today)]


def _counted(sign: str, today: date) -> list[str]:
    counted = RELATIVE.fullmatch(sign) if sign[-2:-1] in ("+", "-") else None
    if not counted:
        return [sign]
    by = int(counted[2])
    match counted[1]:
        case "day":
            day = today + timedelta(days=by)
            return [day_sign(day.year, day.month, day.day)]
        case "wk":
            year, week, _ = (today + timedelta(weeks=by)).isocalendar()
            return [f"w{week}", f"y{year}"]
        case "mo":
            months = today.year * 12 + today.month - 1 + by
            return [f"m{months % 12 + 1}", f"y{months // 12}"]
        case "qu":
            quarters = today.year * 4 + (today.month - 1) // 3 + by
            return [f"q{quarters % 4 + 1}", f"y{quarters // 4}"]
        case _:
            return [f"y{today.year + by}"]


def _without_of(items: list[str]) -> list[str]:
    """Dutch "of" between two periods or sides is "or"; English "of" says nothing."""
    result: list[str] = []
    for at, sign in enumerate(items):
        if sign != "of":
            result.append(sign)
        elif result[:1] == ["within"] and result[-1][0] == "u" and items[at + 1 : at + 2][:1] != []:
            result.append("after")  # within six weeks of publication
        elif _is_or(result[-1] if result else "", items[at + 1] if at + 1 < len(items) else ""):
            result.append("or")
    return result


def _is_or(before: str, after: str) -> bool:
    if before in SIDES or after in SIDES:
        return True
    if (before in PARTS and after in PARTS) or (before[:1] == after[:1] == "n") or (before[:1] == after[:1] == "y"):
        return True
    return bool(WHOLE.fullmatch(before)) and bool(after) and after[0] not in "y?"


def _table() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for language in LANGUAGES:
        table.update(_names(language))
    for language in LANGUAGES:
        for sign, phrases in language.PHRASES.items():
            for phrase in phrases.split("|"):
                table[phrase.strip()] = sign
    return table | {"sept": "m9", "t/m": "thru", "±": "around", "of": "of"}


def _names(language: ModuleType) -> dict[str, str]:
    numbered = (
        ("n", language.NUMBERS),
        ("n", language.ORDINALS),
        ("m", language.SHORT_MONTHS),
        ("m", language.MONTHS),
        ("wd", language.SHORT_WEEKDAYS),
        ("wd", language.WEEKDAYS),
    )
    return {word: f"{sign}{at}" for sign, names in numbered for at, word in enumerate(names.split(), 1)}


TABLE = _table()
LENGTHS: dict[str, tuple[int, ...]] = {}
for _phrase in TABLE:
    _first, _count = _phrase.split()[0], len(_phrase.split())
    LENGTHS[_first] = tuple(sorted({*LENGTHS.get(_first, ()), _count}, reverse=True))
