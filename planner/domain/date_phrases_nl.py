"""Dutch words for dates, each group with the sign that `planner.domain.date_words` reads it as.

Phrases are written without accents and abbreviation dots, in lower case; longer ones win. What a
sign means stands in `planner.domain.date_periods` (periods) and `planner.domain.date_reader`.
"""

from __future__ import annotations

NUMBERS = "een twee drie vier vijf zes zeven acht negen tien elf twaalf"
ORDINALS = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde"
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
SHORT_MONTHS = "jan feb mrt apr mei jun jul aug sep okt nov dec"
WEEKDAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
SHORT_WEEKDAYS = "ma di wo do vr za zo"

PHRASES: dict[str, str] = {
    # what says nothing about the day
    "": (
        "op | aan | met | kort | vlak | pas | de | het | van | in de loop van | gedurende de loop van | ergens in"
        " | ergens | is | wordt | worden | stand | stand per | nog | vooral | met name | gereed | klaar | loopt |"
        " loopt door | de maand | maand | het jaar van | dag"
    ),
    # modality
    "!expected": (
        "naar verwachting | verwacht | verwachting | de verwachting is | waarschijnlijk | vermoedelijk | voorzien"
        " | is voorzien | voorzien is | gepland | planning | volgens planning | naar alle waarschijnlijkheid"
    ),
    "!target": (
        "streven | het streven is | streven is | streef naar | streefdatum | streeft naar | ernaar gestreefd |"
        " inzet | mijn inzet is | de inzet is | beoogd | beoogde datum | ambitie | de ambitie is | bedoeling | doel"
    ),
    "!firm": "zal | zullen | zeker | definitief | toegezegd | vastgesteld",
    "!conditional": "kan | indien mogelijk | zo mogelijk | mogelijk | onder voorbehoud | wellicht | misschien",
    "if": "indien | mits | als | tenzij",
    "in": "in",
    # sides of a period
    "before": "voor | voorafgaand aan | eerder dan",
    "by": (
        "uiterlijk | uiterlijk op | uiterlijk in | uiterlijk per | op zijn laatst | niet later dan | deadline | ultimo"
    ),
    "thru": "tot en met | tm | t/m",
    "until": "tot | tot aan",
    "from": "vanaf | niet eerder dan | op zijn vroegst | op zn vroegst | niet voor | sinds | vanaf op zijn vroegst",
    "after": "na | na afloop van | later dan",
    "around": "rond | om en nabij | rondom | omstreeks | ongeveer | circa | ca | tegen | richting",
    "per": "per | met ingang van | ingaande | mi v | miv",
    "between": "tussen",
    "-": "en",
    ",": "maar | doch",
    # parts
    "early": "begin | aanvang | begin van",
    "mid": "medio | half | midden | halverwege | midden in",
    "late": "eind | einde | tegen het einde van | tegen het eind van | eind van",
    "past": "jl | laatstleden | ll | afgelopen | vorige | vorig | laatst | jongstleden",
    "coming": "as | aanstaande | komend | komende | eerstkomende | eerstvolgende",
    "next": "volgend | volgende",
    "this": "dit | deze",
    # units
    "ud": "dagen",
    "uw": "week | weken",
    "um": "maanden",
    "uq": "kwartaal | kwartalen | kw",
    "uh": "helft | halfjaar | half jaar | jaarhelft",
    "uy": "jaar | jaren",
    "n1 ud": "een dag | 1 dag",
    "n1 um": "een maand",
    "n6 um": "een half jaar | een halfjaar",
    "a-year": "keer per jaar | maal per jaar",
    "n1 ud after": "dag na | een dag na",
    "n1 ud before": "dag voor | een dag voor",
    "rest-of-year": "later dit jaar | nog dit jaar",
    "ago": "geleden",
    "last-week": "laatste week van",
    "week-of": "week van | in de week van",
    "n18 um": "anderhalf jaar",
    # relative to the day itself
    "day+0": "vandaag | nu | heden | per direct | per heden",
    "day+1": "morgen",
    "day+2": "overmorgen",
    "day-1": "gisteren",
    "day-2": "eergisteren",
    "wk+0": "deze week",
    "wk+1": "volgende week | komende week | week as | aanstaande week",
    "wk-1": "vorige week | afgelopen week | week jl",
    "mo+0": "deze maand | van de maand | lopende maand",
    "mo+1": "volgende maand | komende maand | maand as",
    "mo-1": "vorige maand | afgelopen maand",
    "qu+0": "dit kwartaal | lopende kwartaal | van het kwartaal",
    "qu+1": "volgend kwartaal | komend kwartaal",
    "qu-1": "vorig kwartaal | afgelopen kwartaal",
    "q4": "laatste kwartaal",
    "y+0": "dit jaar | het jaar | lopende jaar | dit lopende jaar",
    "y+1": "volgend jaar | komend jaar | het volgende jaar",
    "y+2": "over twee jaar",
    "y-1": "vorig jaar",
    # seasons and the parliamentary year
    "spring": "voorjaar | lente | s voorjaars",
    "summer": "zomer | s zomers | zomervakantie | zomerperiode",
    "autumn": "najaar | herfst",
    "winter": "winter | s winters",
    "recess-summer": "zomerreces",
    "recess-autumn": "herfstreces",
    "recess-christmas": "kerstreces",
    "recess-spring": "voorjaarsreces | krokusreces",
    "recess-may": "meireces",
    "recess-any": "reces",
    "turn": "jaarwisseling",
    "day-of-budget": "prinsjesdag | derde dinsdag van september",
    "day-of-king": "koningsdag",
    "day-of-freedom": "bevrijdingsdag",
    "good-friday": "goede vrijdag",
    "easter": "pasen",
    "ascension": "hemelvaart | hemelvaartsdag",
    "whitsun": "pinksteren",
    "christmas": "kerst | kerstmis | kerstdagen",
    "weekend": "weekend | weekeinde",
    "night": "nacht",
    # terms that are no window, or hardly one
    "soon": (
        "komende tijd | komende periode | komende maanden | binnenkort | spoedig | binnen afzienbare tijd |"
        " eerdaags | eerstkomende tijd | nabije toekomst"
    ),
    "short-term": "op zeer korte termijn | op korte termijn | korte termijn",
    "some-weeks": "komende weken",
    "lately": "afgelopen maanden | afgelopen tijd | afgelopen periode",
    "ongoing": (
        "op dit moment | momenteel | thans | voortdurend | altijd | doorlopend | permanent | continu | structureel"
        " | lopend"
    ),
    "no-term": (
        "zo snel mogelijk | zo spoedig mogelijk | zo snel als mogelijk | zo spoedig als mogelijk | pm | nvt | nnb"
        " | nog te bepalen | zsm | te zijner tijd | tzt | op termijn | geen termijn | later | nader te bepalen |"
        " ntb | onbekend | nog niet bekend | niet bekend | zodra het kan | zodra mogelijk | zo vroeg mogelijk |"
        " geen datum | tot nader order"
    ),
    # recurring
    "yearly": "jaarlijks | elk jaar | ieder jaar | eens per jaar | per jaar",
    "half-yearly": "halfjaarlijks | elk half jaar | ieder half jaar | elk halfjaar | tweemaal per jaar",
    "quarterly": "elk kwartaal | ieder kwartaal | driemaandelijks | per kwartaal",
    "monthly": "maandelijks | elke maand | iedere maand | per maand",
    "weekly": "wekelijks | elke week | iedere week | per week",
    "regular": "regulier | periodiek | regelmatig | steeds | telkens",
    # relative to another event
    "within": "binnen",
    "ahead": "over",
    "for": "gedurende",
    "during": "tijdens",
    "long": "lang",
    "at-event": "bij",
    "upon": "meteen na | direct na | onmiddellijk na | tegelijk met | gelijktijdig met | als onderdeel van",
    "when": "zodra | wanneer | nadat | na afronding van | in afwachting van | afhankelijk van",
    "meanwhile": "tegelijkertijd | gelijktijdig | tegelijk",
    "prior-to": "voordat | voorafgaand",
}
