"""English words for dates; see `planner.domain.date_phrases_nl` for how they are written."""

from __future__ import annotations

NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
MONTHS = "january february march april may june july august september october november december"
SHORT_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
SHORT_WEEKDAYS = "mon tue wed thu fri sat sun"

PHRASES: dict[str, str] = {
    "": (
        "over the | on | at | just | shortly | right | the | during the course of | in the course of | over the"
        " course of | sometime in | sometime | ready | especially | particularly | be | as at | day | month |"
        " postponed to | moved to | delayed to | delayed until | postponed until | rescheduled to | brought forward to"
        " | pushed back to | dated | morning | afternoon | evening | calendar year | in good time | not earlier | not"
        " later | cob | eod"
        " | end of the day | end of day | close of business"
    ),
    "!expected": (
        "expected | is expected | expected in | it is expected | probably | likely | presumably | foreseen |"
        " planned | scheduled | as planned"
        " | in all likelihood | estimated | i expect | we expect | forecast"
    ),
    "!target": (
        "aim | aiming for | the aim is | target | target date | intended | intention | goal"
        " | aimed at | aiming at | we aim for | strive for | striving for"
    ),
    "!firm": "will | shall | definitely | firm | committed",
    "!conditional": (
        "can | could | if possible | possibly | perhaps | maybe | subject to confirmation | provisionally"
        " | tentatively | provisional | in principle | tbc subject to confirmation"
    ),
    "if": "if | provided | provided that | unless",
    "depends": "depending on | subject to | pending | conditional on | dependent on",
    "for-on": "planned for | scheduled for | expected for | foreseen for | intended for | envisaged for",
    "in": "in",
    "before": "before | ahead of | earlier than",
    "by": "no later than | not later than | at the latest | at the latest by | ultimately | latest",
    "thru": "by | up to and including | until and including | through | to",
    "until": "until | till | up to",
    "from": (
        "at least | from | no earlier than | not earlier than | not before | at the earliest | earliest | starting |"
        " starting from | onwards from"
    ),
    "since": "since | has been running since",
    "began": "started on | started in | has started | began in | began on",
    "after": "after | following | later than | following that of",
    "around": "around | about | approximately | circa | roughly | near | towards",
    "per": "as of | as from | with effect from | with effect on | effective | effective from",
    "between": "between",
    "and": "and | as well as",
    "or": "or | or else | respectively",
    "onward": (
        "onwards | onward | and beyond | and later | or later | and after | and onwards | or thereafter | and"
        " thereafter"
    ),
    "backward": "or earlier | or sooner | and earlier",
    "outer": "in any case | in any event | at any rate",
    "phased": "phased | in phases | in stages | staged | in steps | in two phases | in two steps | gradually",
    ",": "but",
    "early": "early | beginning | start | the start | early in | first weeks of | first months of",
    "mid": "mid | middle | halfway | halfway through | half",
    "late": "late | end | the end | late in | towards the end | last weeks of | last months of | final weeks of",
    "past": "last | past | previous",
    "coming": ("coming | upcoming | new | forthcoming"),
    "next": "next",
    "this": "this",
    "late uy": "year end | eoy",
    "final": "final",
    "first-day": "first day of",
    "last-day": "last day of",
    "first-workday": "first working day of",
    "last-workday": "last working day of",
    "first-month": "first month of",
    "last-month": "last month of",
    "next-week 1 after": "first week after | week after | first full week after",
    "next-week 2 after": "second week after",
    "next-week 3 after": "third week after",
    "last-week before": "last week before | week before",
    "first-day after": "first day after",
    "first-workday after": "first working day after",
    "last-workday before": "last working day before",
    "uk": "working days | working day | business days | business day | workdays",
    "ucm": "calendar month | calendar months",
    "ud": "days | calendar days",
    "uw": "week | weeks",
    "um": "months",
    "uq": "quarter | quarters",
    "uh": "half year | half years",
    "uy": "year | years",
    "n1 ud": "a day | one day",
    "n1 um": "a month | one month",
    "n6 um": "half a year | six months",
    "a-year": "times a year | times per year",
    "n1 ud after": "day after | a day after",
    "n1 ud before": "day before | a day before",
    "rest-of-year": "later this year | remainder of the year | rest of the year",
    "gone-of-year": "earlier this year",
    "ago": "ago",
    "last-week": "last week of | the last week of",
    "week-of": "week of | the week of | week commencing",
    "n1 uy": "a year",
    "n1 uw": "a week",
    "past n1 uy": "past year",
    "n18 um": "one and a half years | a year and a half",
    "day+0": "today | now",
    "day+1": "tomorrow",
    "day+2": "day after tomorrow | the day after tomorrow",
    "day-1": "yesterday",
    "day-2": "day before yesterday | the day before yesterday",
    "wk+0": "this week | the week",
    "wk+1": "next week | coming week",
    "wk-1": "last week | past week | previous week",
    "mo+0": "this month | the month",
    "mo+1": "next month | coming month",
    "mo-1": "last month | past month | previous month",
    "qu+0": "this quarter | the quarter",
    "qu+1": "next quarter | coming quarter",
    "qu-1": "last quarter | past quarter | previous quarter",
    "y+0": "this year | the year",
    "y+1": "next year | in the new year | the new year | coming year",
    "y-1": "last year | previous year",
    "schoolyear": "school year",
    "studyyear": "academic year",
    "houseyear": "parliamentary year",
    "spring": "spring | springtime",
    "summer": "summer | summertime | summer holidays",
    "autumn": "autumn | fall",
    "winter": "winter | wintertime",
    "recess-summer": "summer recess",
    "recess-autumn": "autumn recess",
    "recess-christmas": "christmas recess",
    "recess-spring": "spring recess",
    "recess-may": "may recess",
    "recess-any": "recess",
    "turn": "turn of the year | new year",
    "day-of-budget": "budget day | prinsjesdag | third tuesday of september",
    "day-of-king": "kings day | king's day",
    "day-of-freedom": "liberation day",
    "good-friday": "good friday",
    "easter": "easter",
    "ascension": "ascension | ascension day",
    "whitsun": "whitsun | pentecost",
    "christmas": "christmas",
    "weekend": "weekend",
    "night": "night",
    "soon": "coming months | coming period | near future | soon | shortly | next few months | time ahead",
    "short-term": "in the very short term | at short notice | in the short term | short term | before long",
    "some-weeks": "coming weeks | next few weeks",
    "lately": "past months | past few months | last few months | recently",
    "lately-years": "past years | recent years | previous years | last years",
    "coming-years": "coming years | years to come",
    "ongoing": (
        "at the moment | at this moment | currently | at present | presently | continuously | always | ongoing |"
        " permanently | continuous"
    ),
    "no-term": (
        "as soon as possible | asap | in due course | in due time | no term | later | to be determined | tbd | tbc |"
        " to be confirmed | unknown | as soon as it can be done | when possible | not yet known | as early as possible"
        " | no date | until further notice | at a date to be determined | at a later date | at some point | date to"
        " follow | to follow | not yet determined | in consultation | at a time to be determined by royal decree"
    ),
    "yearly": "yearly | annually | annual | every year | each year | once a year | per year",
    "half-yearly": "half yearly | every half year | every six months | twice a year | biannually",
    "quarterly": "quarterly | every quarter | each quarter | per quarter",
    "monthly": "monthly | every month | each month | per month",
    "weekly": "weekly | every week | each week | per week",
    "regular": "regularly | periodically | regular | periodic",
    "within": "within | at most | no more than",
    "for": "for | for a period of",
    "during": "during",
    "long": "long",
    "at-event": "upon | at the time of",
    "upon": " immediately after | directly after | together with | as part of",
    "when": "once | when | as soon as | after completion of",
    "meanwhile": "at the same time | simultaneously",
    "prior-to": "prior to",
    "from-now": "from now | from today",
}
