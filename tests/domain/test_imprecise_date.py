"""Words to windows: the table of readings, row by row, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.date_format import formatted
from planner.domain.date_reader import read_date
from planner.domain.date_readings import Readings, Recess
from planner.domain.imprecise_date import AmbiguousDate, Firmness, ImpreciseDate, Nature
from planner.errors import EditRefused
from planner.language import translator

LETTER = date(2022, 7, 6)


def read(text: str, today: date = LETTER) -> ImpreciseDate:
    return read_date(text, today=today)


def ends(window: ImpreciseDate) -> str:
    """A window in one short line: 2022-06-01/2022-09-05, open sides as two dots, lenient after a tilde."""
    text = f"{window.earliest or '..'}/{window.latest or '..'}"
    return f"{text}~{window.lenient}" if window.lenient else text


WINDOWS = {
    # thirds of a month and of a year
    "begin maart 2023 | early March 2023 | start of March 2023": "2023-03-01/2023-03-10",
    "half maart 2023 | medio maart 2023 | mid March 2023 | mid-March 2023": "2023-03-11/2023-03-20",
    "eind maart 2023 | einde maart 2023 | end of March 2023 | late March 2023": "2023-03-21/2023-03-31",
    "eind februari 2024 | end of February 2024": "2024-02-21/2024-02-29",
    "begin 2024 | early 2024 | begin '24": "2024-01-01/2024-03-31",
    "begin volgend jaar | early next year | begin van volgend jaar": "2023-01-01/2023-03-31",
    "medio 2024 | Medio-2024 | mid-2024 | halverwege 2024": "2024-05-01/2024-08-31",
    "eind 2024 | late 2024 | end of 2024 | eind van 2024": "2024-11-01/2024-12-31",
    "begin/medio 2024": "2024-01-01/2024-08-31",
    "voor eind 2024 | vóór het einde van 2024 | before the end of 2024": "../2024-12-31",
    "eerste helft van juli 2024 | first half of July 2024": "2024-07-01/2024-07-15",
    # seasons
    "voorjaar 2023 | in het voorjaar van 2023 | lente 2023 | spring 2023": "2023-03-01/2023-05-31~2023-07-07",
    "voor de zomer | vóór de zomer | VÓÓR DE ZOMER | before the summer": "../2022-07-07",
    "voor de zomer van 2023 | before summer 2023": "../2023-07-06",
    "zomer 2022 | summer 2022 | summer of 2022 | 's zomers 2022": "2022-06-01/2022-09-05~2022-09-22",
    "in de loop van de zomer | in the course of the summer": "2022-07-06/2022-09-05~2022-09-22",
    "rond de zomer | around the summer": "2022-06-01/2022-09-30",
    "na de zomer | after the summer": "2022-09-01/2022-10-31~2022-12-23",
    "najaar | in de herfst | in the autumn | this fall": "2022-09-01/2022-11-30~2022-12-21",
    "winter 2023-2024 | winter 2023/24 | winter of 2023/2024": "2023-12-01/2024-02-29",
    "volgend voorjaar | komend voorjaar | next spring": "2023-03-01/2023-05-31~2023-07-07",
    "vorige zomer | last summer": "2021-06-01/2021-08-30~2021-09-22",
    "eind van de zomer | late summer": "2022-08-04/2022-09-05",
    # recesses, feasts, the parliamentary year
    "voor het zomerreces | before the summer recess": "../2022-07-07",
    "voor het herfstreces 2023 | before the autumn recess 2023": "../2023-10-12",
    "voor het kerstreces 2023 | before the Christmas recess 2023": "../2023-12-21",
    "voor het voorjaarsreces 2024 | before the spring recess 2024": "../2024-02-15",
    "voor het meireces 2024 | before the May recess 2024": "../2024-04-25",
    "tijdens het zomerreces | during the summer recess": "2022-07-08/2022-09-05",
    "voor de kerst | before Christmas": "../2022-12-24",
    "rond de jaarwisseling | around the turn of the year": "2022-12-15/2023-01-15",
    "Prinsjesdag | derde dinsdag van september | Budget Day": "2022-09-20/2022-09-20",
    "vóór Prinsjesdag 2023 | before Prinsjesdag 2023": "../2023-09-18",
    "koningsdag 2025 | King's Day 2025": "2025-04-26/2025-04-26",
    "Pasen 2024 | Easter 2024": "2024-03-31/2024-04-01",
    # quarters, halves, years
    "Q1 2024 | K1 2024 | 1e kwartaal 2024 | eerste kwartaal van 2024 | first quarter of 2024": "2024-01-01/2024-03-31",
    "2024-Q1 | 2024Q1 | Q1-24 | kw1 2024 | 1e kw. 2024": "2024-01-01/2024-03-31",
    "K3–K4 2022 | Q3 - Q4 2022": "2022-07-01/2022-12-31",
    "laatste kwartaal van 2024 | Q4 '24": "2024-10-01/2024-12-31",
    "dit kwartaal | this quarter": "2022-07-01/2022-09-30",
    "eerste helft van 2024 | 1e helft 2024 | H1 2024 | first half of 2024": "2024-01-01/2024-06-30",
    "in de tweede helft van 2022 | in the second half of 2022": "2022-07-01/2022-12-31",
    "in 2024 | 2024": "2024-01-01/2024-12-31",
    "volgend jaar | next year": "2023-01-01/2023-12-31",
    "begin Q3 2024": "2024-07-01/2024-07-30",
    # sides of a day
    "per 1 juli 2024 | met ingang van 1 juli 2024 | with effect from 1 July 2024 | as of 1 July 2024": (
        "2024-07-01/2024-07-01"
    ),
    "uiterlijk 1 juli 2024 | tot en met 1 juli 2024 | t/m 1-7-2024 | by 1 July 2024 | no later than 1 July 2024": (
        "../2024-07-01"
    ),
    "1 July 2024 at the latest": "../2024-07-01",
    "vóór 1 juli 2024 | before 1 July 2024": "../2024-06-30",
    "vanaf 1 juli 2024 | niet eerder dan 1 juli 2024 | op zijn vroegst 1 juli 2024 | from 1 July 2024": "2024-07-01/..",
    "not before 1 July 2024": "2024-07-01/..",
    "na 1 juli 2024 | after 1 July 2024": "2024-07-02/..",
    "uiterlijk Q3 2024 | no later than Q3 2024": "../2024-09-30",
    "rond 1 juli 2024 | omstreeks 1 juli 2024 | ± 1 juli 2024 | around 1 July 2024": "2024-06-17/2024-07-15",
    # counted from the day itself
    "binnen 6 weken | binnen zes weken | within 6 weeks": "2022-07-06/2022-08-17",
    "binnen twee maanden | within two months": "2022-07-06/2022-09-06",
    "binnen een half jaar | within half a year": "2022-07-06/2023-01-06",
    "binnen 6 weken na 1 juli 2024 | within 6 weeks after 1 July 2024": "2024-07-01/2024-08-12",
    "twee maanden na 1 juli 2024 | two months after 1 July 2024": "2024-09-01/2024-09-01",
    "over twee weken": "2022-07-20/2022-07-20",
    "deze week | this week": "2022-07-04/2022-07-10",
    "volgende week | next week": "2022-07-11/2022-07-17",
    "deze maand | this month": "2022-07-01/2022-07-31",
    "volgende maand | next month": "2022-08-01/2022-08-31",
    "volgende week dinsdag | Tuesday next week": "2022-07-12/2022-07-12",
    # weeks
    "week 23 2024 | wk23 2024 | wk 23 '24 | 2024-W23 | w23 2024 | week 23 van 2024": "2024-06-03/2024-06-09",
    "week 53 2026": "2026-12-28/2027-01-03",
    "week 23 t/m 25 2024 | weeks 23 to 25 2024": "2024-06-03/2024-06-23",
    "week van 4 juli 2022 | week of 4 July 2022": "2022-07-04/2022-07-10",
    "weekend van 1 juli 2022 | weekend of 1 July 2022": "2022-07-02/2022-07-03",
    "nacht van 1 op 2 juli 2024": "2024-07-01/2024-07-02",
    # conventions about the near future
    "de komende tijd | de komende periode | komende maanden | binnenkort | soon | the coming months": (
        "2022-07-06/2022-10-06"
    ),
    "op korte termijn | in the short term": "2022-07-06/2022-09-06",
    "op dit moment | voortdurend | at the moment | ongoing": "2022-07-06/..",
    # ranges
    "1 juni 2022 – 5 september 2022 | tussen 1 juni en 5 september 2022 | 1 juni t/m 5 september 2022": (
        "2022-06-01/2022-09-05"
    ),
    "between 1 June and 5 September 2022 | from 1 June to 5 September 2022": "2022-06-01/2022-09-05",
    "1-5 juni 2022 | 1 t/m 5 juni 2022": "2022-06-01/2022-06-05",
    "nov-feb 2023 | november tot en met februari 2023": "2022-11-01/2023-02-28",
    "juni of juli 2022 | juni/juli 2022 | June or July 2022": "2022-06-01/2022-07-31",
    "juni, juli en augustus 2022": "2022-06-01/2022-08-31",
    "in 2021 en vooral begin 2022": "2021-01-01/2022-03-31",
    "eind 2022 of begin 2023 | eind 2022/begin 2023": "2022-11-01/2023-03-31",
    # several parts: what holds together
    "zo snel mogelijk, in de loop van de zomer": "2022-07-06/2022-09-05~2022-09-22",
    "in het najaar, uiterlijk 1 november | in the autumn, no later than 1 November": "2022-09-01/2022-11-01",
    "na de zomer maar voor het kerstreces | after the summer but before the Christmas recess": (
        "2022-09-01/2022-10-31~2022-12-22"
    ),
    "zo snel mogelijk na het zomerreces": "2022-09-06/2022-10-31~2022-12-23",
    "tussen het zomerreces en het herfstreces | between the summer recess and the autumn recess": (
        "2022-09-06/2022-10-20"
    ),
    "structureel vanaf 2023 | gereed vanaf 2023": "2023-01-01/..",
    "tweede week van september | second week of September": "2022-09-05/2022-09-11",
    "laatste week van augustus | last week of August": "2022-08-22/2022-08-28",
    "twee weken voor het zomerreces | two weeks before the summer recess": "2022-06-24/2022-06-24",
    "de dag na Prinsjesdag | the day after Budget Day": "2022-09-21/2022-09-21",
    "nog dit jaar | later this year": "2022-07-06/2022-12-31",
    "end of year | eind van het jaar | eind dit jaar": "2022-11-01/2022-12-31",
    "zomer 23 | summer '23": "2023-06-01/2023-09-04~2023-09-22",
    # as workbooks write them
    "jul-22 | juli-2022 | 7-2022 | 2022-07 | juli 2022": "2022-07-01/2022-07-31",
    "ma 11-7 | 11-jul-22 | 11-jul-2022": "2022-07-11/2022-07-11",
    "11-7 t/m 15-7 | 11-7-2022 - 15-7-2022 | 11/7/22-15/7/22 | 2022-07-11 – 2022-07-15": "2022-07-11/2022-07-15",
    "wk 36-38 | week 36 t/m 38": "2022-09-05/2022-09-25",
    # one day that a year, or a side of today, completes
    "3\nnovember jl. | 3 november j.l. | 3 November last": "2021-11-03/2021-11-03",
    "14 april jl. | 14 april": "2022-04-14/2022-04-14",
    "1 juli a.s. | 1 juli aanstaande": "2023-07-01/2023-07-01",
    "1 juli '24 | 1 juli 24 | 1 Jul 24": "2024-07-01/2024-07-01",
    "1 december | 1 dec.": "2022-12-01/2022-12-01",
    "vrijdag | vr | Friday | a.s. vrijdag | komende vrijdag": "2022-07-08/2022-07-08",
    "vrijdag jl. | last Friday | afgelopen vrijdag": "2022-07-01/2022-07-01",
    "januari | January": "2023-01-01/2023-01-31",
}
CASES = [(text.strip(), expected) for texts, expected in WINDOWS.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_that_words_give_the_window_of_the_table(text: str, expected: str):
    assert ends(read(text)) == expected


TYPED = {
    "2024-07-01": "1-7-24 | 1-7-2024 | 01-07-2024 | 1/7/24 | 1.7.2024 | 2024-07-01 | 2024/7/1 | 1-7-'24",
    "2024-07-02": "2 juli 2024 | 2 JULI 2024 | July 2 2024 | July 2, 2024 | di 2 juli 2024 | 2nd of July 2024",
    "2022-07-01": "1 jul | 1-7 | 1/7 | op 1 juli | 1 July",
    "2022-07-06": "vandaag | today | nu",
    "2022-07-07": "morgen | tomorrow",
    "2022-07-05": "gisteren | yesterday",
    "2022-07-16": "+10d | + 10 d | +10 dagen | +10 days",
    "2022-07-20": "+2w | +2 weken",
    "2022-07-03": "-3d | −3d",
    "2022-08-06": "+1m",
    "2023-07-06": "+1j | +1y",
    "2024-12-10": "10/12/2024",
}


@pytest.mark.parametrize(
    ("text", "expected"), [(text.strip(), day) for day, texts in TYPED.items() for text in texts.split("|")]
)
def test_that_a_typed_day_is_that_day_and_keeps_no_words(text: str, expected: str):
    assert read(text) == ImpreciseDate.exact(date.fromisoformat(expected))


NATURES = {
    Nature.NO_TERM: (
        "zo snel mogelijk | zo spoedig mogelijk | z.s.m. | te zijner tijd | t.z.t. | op termijn | as soon as possible"
        " | ASAP | in due course | geen termijn | no term | tot nader order"
    ),
    Nature.RELATIVE: (
        "na deze evaluatie | na afronding van de verkenning | zodra de wet in werking is | meteen na inwerkingtreding"
        " | bij inwerkingtreding | voorafgaand aan het commissiedebat | vóór de begrotingsbehandeling"
        " | once the pilot has ended | after the evaluation | before entry into force | tegelijkertijd"
        " | binnen vijf jaar na de inwerkingtreding | uiterlijk 2 maanden voor inwerkingtreding"
    ),
    Nature.DURATION: "gedurende twee jaar | twee jaar lang | for two years | 24 maanden | two years",
    Nature.RECURRING: "jaarlijks | halfjaarlijks | elk kwartaal | maandelijks | regulier | annually | every month",
}


@pytest.mark.parametrize(
    ("text", "nature"), [(text.strip(), nature) for nature, texts in NATURES.items() for text in texts.split("|")]
)
def test_that_words_without_a_window_keep_their_words_and_say_what_they_are(text: str, nature: Nature):
    found = read(text)
    assert (found.nature, found.words) == (nature, text)
    assert formatted(found, "nl") == formatted(found, "en") == text


def test_that_terms_without_a_window_give_no_day_to_plan_on():
    for text in ("zo snel mogelijk", "gedurende twee jaar", "voorafgaand aan het commissiedebat"):
        assert {read(text).day(on) for on in ("latest", "middle", "earliest")} == {None}


def test_that_a_duration_has_its_months():
    assert read("gedurende twee jaar").months == 24
    assert read("for eighteen months".replace("eighteen", "18")).months == 18
    assert read("anderhalf jaar").months == 18
    assert read("binnen vijf jaar na de inwerkingtreding").months == 60


def test_that_a_recurring_term_has_the_last_day_of_the_period_it_is_in():
    assert ends(read("halfjaarlijks")) == "2022-07-06/2022-12-31"
    assert ends(read("elk kwartaal")) == "2022-07-06/2022-09-30"
    assert ends(read("wekelijks")) == "2022-07-06/2022-07-10"
    assert ends(read("jaarlijks vóór het zomerreces")) == "2022-07-06/2022-07-07"
    assert ends(read("jaarlijks vóór het zomerreces", date(2022, 7, 8))) == "2022-07-08/2023-07-06"
    assert ends(read("twee keer per jaar")) == "2022-07-06/2022-12-31"


FIRMNESS = {
    "naar verwachting, in de loop van de zomer": Firmness.EXPECTED,
    "is voorzien in 2024": Firmness.EXPECTED,
    "expected in summer 2022": Firmness.EXPECTED,
    "streven: na de zomer": Firmness.TARGET,
    "mijn inzet is voor de zomer": Firmness.TARGET,
    "target: Q3 2024": Firmness.TARGET,
    "zal in het najaar": Firmness.FIRM,
    "will be in the autumn": Firmness.FIRM,
    "uiterlijk 1 juli 2024": Firmness.FIRM,
    "naar verwachting uiterlijk 1 juli 2024": Firmness.EXPECTED,
    "zo mogelijk in het najaar": Firmness.CONDITIONAL,
    "in het najaar, mits er geld is": Firmness.CONDITIONAL,
    "Na afronding van de verkenning kan, indien is voldaan aan": Firmness.CONDITIONAL,
    "zomer 2022": Firmness.UNSTATED,
}


@pytest.mark.parametrize(("text", "firmness"), FIRMNESS.items())
def test_that_modality_is_kept_beside_the_window(text: str, firmness: Firmness):
    found = read(text)
    assert (found.firmness, found.words) == (firmness, text)


AMBIGUOUS = {
    "31 februari 2024": ["2024-02-29/2024-02-29", "2024-03-01/2024-03-01"],
    "31-2-2024": ["2024-02-29/2024-02-29", "2024-03-01/2024-03-01"],
    "vrijdag 2 juli 2022": ["2022-07-02/2022-07-02", "2022-07-01/2022-07-01", "2021-07-02/2021-07-02"],
    "tot 1 juli 2024": ["../2024-06-30", "../2024-07-01"],
    "until 1 July 2024": ["../2024-06-30", "../2024-07-01"],
    "van 1 juni tot 1 juli 2024": ["2024-06-01/2024-06-30", "2024-06-01/2024-07-01"],
    "winter": ["2021-12-01/2022-02-28", "2022-12-01/2023-02-28"],
    "winter 2024": ["2023-12-01/2024-02-29", "2024-12-01/2025-02-28"],
    "mei": ["2022-05-01/2022-05-31", "2023-05-01/2023-05-31"],
    "eind maart": ["2022-03-21/2022-03-31", "2023-03-21/2023-03-31"],
    "week 23": ["2022-06-06/2022-06-12", "2023-06-05/2023-06-11"],
    "15 januari": ["2022-01-15/2022-01-15", "2023-01-15/2023-01-15"],
    "juli 24": ["2022-07-24/2022-07-24", "2024-07-01/2024-07-31"],
    "volgende vrijdag": ["2022-07-08/2022-07-08", "2022-07-15/2022-07-15"],
    "volgende herfst": ["2022-09-01/2022-11-30~2022-12-21", "2023-09-01/2023-11-30~2023-12-21"],
    "vóór het reces": ["../2022-07-07", "../2022-10-20"],
}


@pytest.mark.parametrize(("text", "expected"), AMBIGUOUS.items())
def test_that_ambiguous_words_are_asked_about(text: str, expected: list[str]):
    with pytest.raises(AmbiguousDate) as asked:
        read(text)
    assert [ends(option) for option in asked.value.options] == expected
    assert all(option.words == text or option.is_exact for option in asked.value.options)


def test_that_modality_settles_what_is_still_to_come():
    assert ends(read("naar verwachting in mei")) == "2023-05-01/2023-05-31"


def test_that_every_option_carries_the_modality():
    with pytest.raises(AmbiguousDate) as asked:
        read("naar verwachting tot 1 juli 2024")
    assert {option.firmness for option in asked.value.options} == {Firmness.EXPECTED}


def test_that_the_question_names_both_readings_in_the_users_language():
    with pytest.raises(AmbiguousDate) as asked:
        read("tot 1 juli 2024")
    assert "uiterlijk 30 juni 2024 of uiterlijk 1 juli 2024" in translator("nl").translate(asked.value.message)
    assert "by 30 June 2024 or by 1 July 2024" in translator("en").translate(asked.value.message)


REFUSED = (
    "",
    "  ",
    "blabla",
    "na de zommer",
    "voor de zommer",
    "5/13/2024",
    "2024-13-01",
    "week 53 2025",
    "week 99",
    "uiterlijk",
    "voor",
    "begin",
    "99999",
    "na 1 juli 2024, voor 1 juni 2024",
    "5 september 2022 – 1 juni 2022",
    "+9999j",
    "'",
    "?",
    "zomer " * 100,
)


@pytest.mark.parametrize("text", REFUSED)
def test_that_unintelligible_text_is_refused_with_one_sentence(text: str):
    with pytest.raises(EditRefused) as refused:
        read(text)
    assert not isinstance(refused.value, AmbiguousDate)
    assert translator("nl").translate(refused.value.message) != str(refused.value)


def test_that_a_refusal_shows_what_can_be_typed():
    with pytest.raises(EditRefused) as refused:
        read("ergens ooit")
    assert "1-7-2024" in translator("nl").translate(refused.value.message)


def test_that_words_are_kept_on_one_line_as_they_were_said():
    assert read("In  de loop\nvan de zomer ").words == "In de loop van de zomer"


def test_that_a_window_without_a_year_comes_after_the_document_and_one_with_a_year_is_whole():
    assert read("in de loop van de zomer").earliest == LETTER
    assert read("zomer 2022").earliest == date(2022, 6, 1)
    assert ends(read("zomer", date(2022, 9, 6))) == "2023-06-01/2023-09-04~2023-09-22"


def test_that_only_windows_that_rest_on_a_convention_are_vague():
    for text in ("zomer 2022", "begin 2024", "binnenkort", "rond 1 juli 2024", "voor de zomer van 2026"):
        assert read(text).vague, text
    for text in ("Q3 2022", "voor de zomer van 2023", "uiterlijk eind 2024", "week 23 2024", "2e helft 2024"):
        assert not read(text).vague, text


def test_that_an_organisation_can_read_words_its_own_way():
    own = Readings(month_early_until=7, recesses=(Recess("summer", date(2022, 7, 1), date(2022, 8, 29), "own list"),))
    assert read_date("begin mei 2023", today=LETTER, readings=own).latest == date(2023, 5, 7)
    assert read_date("zomer 2022", today=LETTER, readings=own).latest == date(2022, 8, 29)


def test_that_a_whole_iso_week_is_planned_to_its_friday():
    week = read("week 23 2024")
    assert (week.day("latest"), week.day("earliest")) == (date(2024, 6, 7), date(2024, 6, 3))


def test_which_day_is_planned_on():
    summer = read("zomer 2022")
    assert [summer.day(on) for on in ("latest", "middle", "earliest")] == [
        date(2022, 9, 5),
        date(2022, 7, 19),
        date(2022, 6, 1),
    ]
    until, since = read("uiterlijk 1 juli 2024"), read("vanaf 1 juli 2024")
    assert [until.day(on) for on in ("latest", "middle", "earliest")] == [date(2024, 7, 1)] * 3
    assert [since.day(on) for on in ("latest", "middle", "earliest")] == [None, date(2024, 7, 1), date(2024, 7, 1)]


FORMATS = [
    ("1-7-2024", "1 juli 2024", "1 July 2024"),
    ("K3 2022", "K3 2022", "Q3 2022"),
    ("in 2024", "2024", "2024"),
    ("H2 2022", "2e helft 2022", "H2 2022"),
    ("7-2024", "juli 2024", "July 2024"),
    ("from 1 July 2024", "vanaf 1 juli 2024", "from 1 July 2024"),
    ("before 1 July 2024", "uiterlijk 30 juni 2024", "by 30 June 2024"),
    ("zomer 2022", "1 juni 2022 – 5 september 2022", "1 June 2022 – 5 September 2022"),
]


@pytest.mark.parametrize(("text", "dutch", "english"), FORMATS)
def test_that_a_window_is_written_in_either_language(text: str, dutch: str, english: str):
    assert (formatted(read(text), "nl"), formatted(read(text), "en")) == (dutch, english)
