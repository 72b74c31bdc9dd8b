"""Dutch words for dates, each group with the sign that `planner.domain.date_words` reads it as.

Phrases are written without accents and abbreviation dots, in lower case; longer ones win. What a
sign means stands in `planner.domain.date_periods` (periods) and `planner.domain.date_reader`.
"""

from __future__ import annotations

NUMBERS = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
ORDINALS = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde"
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
SHORT_MONTHS = "jan feb mrt apr mei jun jul aug sep okt nov dec"
WEEKDAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
SHORT_WEEKDAYS = "ma di wo do vr za zo"

PHRASES: dict[str, str] = {
    # what says nothing about the day
    "": (
        "op | aan | met | kort | vlak | pas | de | het | van | in de loop van | gedurende de loop van | ergens in |"
        " ergens | is | wordt | worden | stand | stand per | nog | vooral | met name | gereed | klaar | loopt | loopt"
        " door | de maand | maand | het jaar van | dag | dd | d d | loop van | tijdig | al | reeds | dan | uitgesteld"
        " naar | verschoven naar | verplaatst naar | verzet naar | doorgeschoven naar | vervroegd naar | uitgesteld"
        " tot | opgeschoven naar | staat | ochtend | middag | avond | om | nu pas | kalenderjaar | begrotingsjaar |"
        " alleen | bijvoorbeeld | niet eerder | niet later | op de dag van | die dag | wordt gestart in | wordt"
        " gestart op | wordt begonnen in | wordt begonnen op | einde van de dag | eind van de dag | einde dag"
    ),
    # modality
    "!expected": (
        "naar verwachting | verwacht | verwachting | de verwachting is | waarschijnlijk | vermoedelijk | voorzien |"
        " is voorzien | voorzien is | gepland | planning | volgens planning | naar alle waarschijnlijkheid | ik"
        " verwacht | naar schatting | geraamd | geraamd op | zoals het er nu naar uitziet | planmatig | ingepland |"
        " verwachte datum"
    ),
    "!target": (
        "streven | het streven is | streven is | streef naar | streefdatum | streeft naar | ernaar gestreefd | inzet"
        " | mijn inzet is | de inzet is | beoogd | beoogde datum | ambitie | de ambitie is | bedoeling | doel |"
        " streven naar | wij streven naar | gestreefd wordt naar | wordt gestreefd naar | gestreefd naar | gericht op"
        " | richtdatum | we mikken op | mikken op"
    ),
    "!firm": "zal | zullen | zeker | definitief | toegezegd | vastgesteld",
    "!conditional": (
        "kan | indien mogelijk | zo mogelijk | mogelijk | onder voorbehoud | wellicht | misschien"
        " | ovb | voorlopig | onder voorbehoud van bevestiging | in principe | vooralsnog | eventueel | zo nodig"
    ),
    "if": "indien | mits | als | tenzij",
    "depends": (
        "afhankelijk van | afhankelijk | onder voorbehoud van | in afwachting van | onder de voorwaarde dat"
        " | behoudens | op voorwaarde dat"
    ),
    "!expected for-on": (
        "gepland voor | is gepland voor | staat gepland voor | voorzien voor | is voorzien voor | staat voorzien voor"
        " | verwacht voor | wordt verwacht voor | ingepland voor | staat ingepland voor | geagendeerd voor"
        " | staat geagendeerd voor | op de planning voor | staat op de planning voor | op de agenda voor"
        " | staat op de agenda voor | op de rol voor | geraamd voor"
    ),
    "!target for-on": "beoogd voor | is beoogd voor | bedoeld voor | is bedoeld voor",
    "for-on": "aangekondigd voor | vastgesteld voor | gereserveerd voor",
    "for-or-before": "vooof | toegezegd voor",
    "in": "in",
    # sides of a period
    "before": "voor | vooor | voorafgaand aan | eerder dan",
    "by": (
        "niet na | ten laatste | laatstelijk | uiterlijk voor het einde van | uiterlijk | uiterlijk op | uiterlijk in"
        " | uiterlijk per | op zijn laatst | niet later dan | deadline | ultimo"
    ),
    "thru": "tot en met | tm | t/m",
    "until": "tot | tot aan",
    "from": (
        "minimaal | minstens | ten minste | tenminste | vanaf | niet eerder dan | op zijn vroegst | op zn vroegst |"
        " niet voor | niet vooor | vanaf op zijn vroegst | op z'n vroegst | ten vroegste | vroegstens | niet"
        " voorafgaand aan"
    ),
    "since": "sinds | sedert | loopt sinds | loopt al sinds | al sinds",
    "began": (
        "is gestart | is begonnen | gestart op | gestart in | begonnen op | begonnen in | van start gegaan"
        " | is van start gegaan | is ingegaan"
    ),
    "after": "na | na afloop van | later dan | volgend op | volgende op | volgende op die van",
    "around": "rond | om en nabij | rondom | omstreeks | ongeveer | circa | ca | tegen | richting",
    "per": "per | met ingang van | ingaande | mi v | miv | ingaande op | ingaande per | ingegaan op | in werking per",
    "between": "tussen",
    "and": "en | alsmede | evenals",
    "or": "dan wel | danwel | ofwel | hetzij | respectievelijk | resp | en of",
    "onward": (
        "ev | en verder | en later | en daarna | of later | of daarna | of kort daarna | of iets later | of nog later"
        " | en volgende jaren | en volgende | en de jaren daarna | en verdere jaren | en latere jaren"
    ),
    "backward": (
        "of eerder | of vroeger | of zoveel eerder als mogelijk | of zoveel eerder | en eerder | of daarvoor"
        " | of zoveel eerder als kan"
    ),
    "outer": "in elk geval | in ieder geval | hoe dan ook",
    "phased": (
        "gefaseerd | gefaseerde invoering | stapsgewijs | in fasen | in fases | in twee fasen | in twee stappen"
        " | in stappen | in tranches | in twee tranches | trapsgewijs | gespreid"
    ),
    ",": "maar | doch | echter",
    # parts
    "early": "begin | aanvang | begin van | eerste weken van | eerste maanden van | eerste deel van | start van",
    "mid": "medio | half | midden | halverwege | midden in",
    "late": (
        "eind | einde | tegen het einde van | tegen het eind van | eind van | laatste weken van | laatste maanden van"
        " | laatste deel van | tweede deel van"
    ),
    "late uy": "jaareinde | jaareind | einde jaar | eind jaar | jaarultimo",
    "final": "laatste",
    "first-day": ("eerste dag van | primo"),
    "first-day um after": (
        "eerste dag van de maand na | eerste dag van de maand volgend op | eerste dag van de maand volgende op"
        " | eerste dag van de maand volgend op die van | eerste van de maand na"
    ),
    "first-day uq after": "eerste dag van het kwartaal na | eerste dag van het kwartaal volgend op",
    "first-day mo+0": "eerste dag van de maand",
    "last-day mo+0": "laatste dag van de maand",
    "last-day qu+0": "laatste dag van het kwartaal",
    "last-day y+0": "laatste dag van het jaar",
    "last-day": "laatste dag van",
    "first-workday": "eerste werkdag van",
    "last-workday": "laatste werkdag van",
    "first-month": "eerste maand van",
    "last-month": "laatste maand van",
    "past": "jl | laatstleden | ll | afgelopen | vorige | vorig | laatst | jongstleden",
    "coming": ("as | aanstaande | komend | komende | eerstkomende | eerstvolgende | nieuwe | nieuw | eerstvolgend"),
    "next": "volgend | volgende",
    "this": "dit | deze",
    # units
    "ud": "dagen | kalenderdagen",
    "uk": "werkdagen | werkdag | wd | werkbare dagen",
    "ucm": "kalendermaand | kalendermaanden",
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
    "n1 ud before": "dag voor | een dag voor | dag vooor | een dag vooor",
    "next-week 1 after": "eerste week na | de week na | eerste volle week na",
    "next-week 2 after": "tweede week na",
    "next-week 3 after": "derde week na",
    "next-week 4 after": "vierde week na",
    "last-week before": "laatste week voor | laatste week vooor | de week voor | de week vooor",
    "first-day after": "eerste dag na",
    "first-workday after": "eerste werkdag na",
    "last-workday before": "laatste werkdag voor | laatste werkdag vooor",
    "rest-of-year": "later dit jaar | nog dit jaar | rest van het jaar | rest van dit jaar",
    "gone-of-year": "eerder dit jaar | eerder in het jaar | al dit jaar",
    "ago": "geleden",
    "last-week": "laatste week van",
    "week-of": "week van | in de week van",
    "past n1 uy": "afgelopen jaar | voorbije jaar",
    "n18 um": "anderhalf jaar",
    # relative to the day itself
    "day+0": "vandaag | nu | heden | per direct | per heden | per ommegaande | onmiddellijk | vanmiddag | vanavond",
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
    "y+1": (
        "volgend jaar | komend jaar | het volgende jaar | komende jaar | nieuwe jaar | aankomend jaar | volgend"
        " kalenderjaar"
    ),
    "y+2": "over twee jaar | het jaar daarop",
    "y-1": "vorig jaar",
    # seasons and the parliamentary year
    "schoolyear": "schooljaar",
    "studyyear": "studiejaar | collegejaar | cursusjaar | academisch jaar",
    "houseyear": "parlementaire jaar | parlementair jaar | vergaderjaar | zittingsjaar",
    "spring": "voorjaar | lente | s voorjaars",
    "summer": "zomer | s zomers | zomervakantie | zomerperiode",
    "autumn": "najaar | herfst",
    "winter": "winter | s winters",
    "recess-summer": "zomerreces | zomer reces",
    "recess-autumn": ("herfstreces | herfstvakantie"),
    "recess-christmas": ("kerstreces | kerstvakantie"),
    "recess-spring": ("voorjaarsreces | krokusreces | voorjaarsvakantie | krokusvakantie"),
    "recess-may": ("meireces | meivakantie"),
    "recess-any": "reces",
    "turn": "jaarwisseling | oud en nieuw",
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
    "lately": (
        "afgelopen maanden | afgelopen tijd | afgelopen periode"
        " | afgelopen weken | de laatste tijd | onlangs | recent | kort geleden | de laatste maanden"
    ),
    "lately-years": (
        "afgelopen jaren | voorgaande jaren | vorige jaren | eerdere jaren | voorbije jaren | laatste jaren"
    ),
    "coming-years": "komende jaren | volgende jaren | eerstkomende jaren",
    "ongoing": (
        "op dit moment | momenteel | thans | voortdurend | altijd | doorlopend | permanent | continu | structureel"
        " | lopend"
    ),
    "no-term": (
        "zo snel mogelijk | zo spoedig mogelijk | zo snel als mogelijk | zo spoedig als mogelijk | pm | nvt | nnb |"
        " nog te bepalen | zsm | te zijner tijd | tzt | op termijn | geen termijn | later | nader te bepalen | ntb |"
        " onbekend | nog niet bekend | niet bekend | zodra het kan | zodra mogelijk | zo vroeg mogelijk | geen datum |"
        " tot nader order | op een bij koninklijk besluit te bepalen tijdstip | op een nader te bepalen tijdstip | bij"
        " koninklijk besluit te bepalen tijdstip | op een nog te bepalen moment | nader te bepalen moment | nog niet"
        " vast te stellen | in de toekomst | in overleg | datum volgt | volgt | wordt nog bepaald | moet nog worden"
        " bepaald | nog onbekend | nog niet te zeggen | tbd | onbepaald | voor onbepaalde tijd | op enig moment | op"
        " een later moment | op een later tijdstip | nadere datum volgt | zo snel mogelijk daarna"
        " | nog niet gepland | niet gepland | nog niet ingepland | geen planning | nog geen planning"
    ),
    # recurring
    "yearly": "jaarlijks | elk jaar | ieder jaar | eens per jaar | per jaar",
    "half-yearly": "halfjaarlijks | elk half jaar | ieder half jaar | elk halfjaar | tweemaal per jaar",
    "quarterly": "elk kwartaal | ieder kwartaal | driemaandelijks | per kwartaal",
    "monthly": "maandelijks | elke maand | iedere maand | per maand",
    "weekly": "wekelijks | elke week | iedere week | per week",
    "regular": "regulier | periodiek | regelmatig | steeds | telkens",
    # relative to another event
    "?eerste ?kamer": "eerste kamer",
    "?tweede ?kamer": "tweede kamer",
    "within": "binnen | maximaal | ten hoogste | hoogstens | niet meer dan",
    "n30": "dertig",
    "n60": "zestig",
    "n90": "negentig",
    "ahead": "over",
    "for": "gedurende",
    "during": "tijdens | ten tijde van",
    "long": "lang",
    "at-event": (
        "bij | tegelijk met | gelijktijdig met | als onderdeel van | gelijk met | samen met | op het moment van | op"
        " de datum van"
    ),
    "upon": "meteen na | direct na | onmiddellijk na",
    "when": "zodra | wanneer | nadat | na afronding van",
    "meanwhile": "tegelijkertijd | gelijktijdig | tegelijk",
    "prior-to": "voordat | voorafgaand",
}
