"""What columns are called in the planning sheets of Dutch organisations, and what each may hold."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache

from planner.message import N_


class Target(StrEnum):
    """What a column holds; the value is its name in a kept mapping."""

    NAME = "name"
    ID = "id"
    WBS = "wbs"
    LEVEL = "level"
    GROUP = "group"  # a phase or main activity: becomes the summary above
    MILESTONE = "milestone"
    ORGANISATION = "organisation"
    TRACK = "track"
    RESPONSIBLE = "responsible"
    START = "start"
    FINISH = "finish"
    PERIOD = "period"  # start and finish in one
    DEADLINE = "deadline"
    ACTUAL_START = "actual_start"
    ACTUAL_FINISH = "actual_finish"
    DURATION = "duration"
    PERCENT = "percent"
    DONE = "done"
    STATUS = "status"
    PREDECESSORS = "predecessors"
    ACTIVE = "active"
    NOTE = "note"
    NOTHING = ""  # left out


TARGET_NAMES: dict[Target, str] = {
    Target.NAME: N_("Name"),
    Target.ID: N_("Number in the file"),
    Target.WBS: N_("WBS number"),
    Target.LEVEL: N_("Outline level"),
    Target.GROUP: N_("Group, phase"),
    Target.MILESTONE: N_("Milestone"),
    Target.ORGANISATION: N_("Organisation"),
    Target.TRACK: N_("Track"),
    Target.RESPONSIBLE: N_("Responsible (role)"),
    Target.START: N_("Start"),
    Target.FINISH: N_("Finish"),
    Target.PERIOD: N_("Period"),
    Target.DEADLINE: N_("Deadline"),
    Target.ACTUAL_START: N_("Actual start"),
    Target.ACTUAL_FINISH: N_("Actual finish"),
    Target.DURATION: N_("Duration"),
    Target.PERCENT: N_("% complete"),
    Target.DONE: N_("Done (yes or no)"),
    Target.STATUS: N_("Status"),
    Target.PREDECESSORS: N_("Predecessors"),
    Target.ACTIVE: N_("Active"),
    Target.NOTE: N_("Note"),
    Target.NOTHING: N_("Left out"),
}
DATES = (
    *(Target.START, Target.FINISH, Target.PERIOD, Target.DEADLINE),
    *(Target.ACTUAL_START, Target.ACTUAL_FINISH),
)

HEADINGS: dict[Target, str] = {
    Target.NAME: """activiteit activiteiten taak taaknaam taken naam omschrijving wat actie acties actiepunt onderwerp
        werkzaamheden werkzaamheid deelactiviteit subactiviteit subtaak product maatregel beschrijving stap stappen
        taakomschrijving mijlpaal mijlpalen werkpakket titel deliverable item onderdeel te_doen
        uit_te_voeren wat_moet_er_gebeuren actie_omschrijving omschrijving_actie omschrijving_activiteit naam_taak
        naam_activiteit activiteit_mijlpaal mijlpaal_activiteit activiteiten_en_mijlpalen taak_mijlpaal actie_activiteit
        beschrijving_activiteit task task_name taskname activity activity_name name description action what milestone
        title subject work_item to_do summary concrete_actie actielijst opdracht""",
    Target.ID: """nr nummer no id volgnr volgnummer actienr actienummer code kenmerk ref referentie unieke_id unique_id
        uid taaknr taaknummer activiteitnr nr_actie actie_nr id_nummer number task_id activity_id key sleutel # rij
        act_nr idnr""",
    Target.WBS: """wbs wbs_code wbs_nr overzichtsnummer outline_number wbs_nummer paragraaf hoofdstuk""",
    Target.LEVEL: """overzichtsniveau niveau outline_level level inspringniveau""",
    Target.GROUP: """fase hoofdactiviteit hoofdtaak cluster deelproject categorie blok phase stage group groep
        hoofdonderwerp bouwsteen actielijn category project deelplan hoofdgroep""",
    Target.MILESTONE: """mijlpaal is_mijlpaal milestone mp mijlpaal_j_n mijlpaal_ja_nee soort type soort_activiteit
        type_activiteit kind""",
    Target.ORGANISATION: """organisatie organisaties partij ketenpartner partner gemeente instantie dienst organisation
        organization party agency organisatieonderdeel uitvoerende_organisatie ketenpartij eenheid regio""",
    Target.TRACK: """thema spoor werkstroom track workstream werkspoor programmalijn lijn theme""",
    Target.RESPONSIBLE: """trekker trekkers verantwoordelijke verantwoordelijk wie actiehouder actiehouders eigenaar
        uitvoerder aanspreekpunt contactpersoon behandelaar portefeuillehouder opdrachtnemer who owner responsible lead
        assignee assigned_to resourcenamen resource_namen namen_van_resources resource_names door_wie uitvoering_door
        projectleider coordinator afdeling team penvoerder verantwoordelijke_afdeling wie_is_verantwoordelijk
        primair_verantwoordelijk verantwoordelijke_partij actie_door uitvoering resource resources directie
        verantwoordelijke_organisatie belegd_bij""",
    Target.START: """start startdatum start_datum begin begindatum aanvang aanvangsdatum van vanaf geplande_start
        start_gepland ingangsdatum from start_date begin_date planned_start datum_start datum_begin begin_op startweek
        beginweek week_start geplande_startdatum gepland_start startmoment start_op startdatum_gepland
        planning_start planning_begin gepland_begin begin_gepland plan_start""",
    Target.FINISH: """eind einde einddatum eindedatum gereed datum_gereed gereed_op gereeddatum streefdatum
        streefdatum_gereed afgerond klaar t_m tot tot_en_met opleverdatum oplevering geplande_einddatum gepland_gereed
        finish end end_date finish_date due due_date target_date datum datum_afronding wanneer planning_gereed
        gereed_uiterlijk when until to einddtm plandatum termijn verwachte_einddatum verwacht_gereed eindweek
        planning_eind planning_einde geplande_gereeddatum klaar_op week_eind gepland_einde gepland_eind
        wanneer_gereed datum_oplevering afronding einddatum_gepland plan_eind eind_gepland einde_gepland streefmoment
        nieuwe_einddatum planned_finish date""",
    Target.PERIOD: """planning periode tijdvak kwartaal week weken weeknummer weeknr maand tijdpad wanneer gepland_in
        quarter period timing wk tijdsplanning planning_periode uitvoeringsperiode doorlooptijd looptijd termijn
        tijdlijn tijdstip""",
    Target.DEADLINE: """deadline uiterste_datum uiterlijke_datum uiterlijk uiterlijk_gereed harde_deadline latest
        wettelijke_termijn fatale_datum fatale_termijn uiterste_gereeddatum""",
    Target.ACTUAL_START: """werkelijke_start werkelijk_begin werkelijke_begindatum actual_start gestart_op
        daadwerkelijke_start start_werkelijk realisatie_start realisatie_begin werkelijke_startdatum werkelijk_start
        gerealiseerd_start gestart begonnen_op""",
    Target.ACTUAL_FINISH: """werkelijk_einde werkelijke_einddatum actual_finish afgerond_op gereed_gemeld
        datum_gereed_gemeld realisatiedatum datum_afgerond werkelijk_gereed daadwerkelijk_gereed realisatie_eind
        realisatie_einde realisatie_gereed eind_werkelijk werkelijk_eind gerealiseerd_op gerealiseerd_gereed
        gerealiseerd""",
    Target.DURATION: """duur doorlooptijd looptijd dagen werkdagen aantal_dagen aantal_weken weken duration days
        work_days uren duur_dagen duur_in_dagen duur_weken duur_in_weken doorlooptijd_in_weken doorlooptijd_weken
        doorlooptijd_dagen doorlooptijd_in_dagen aantal_werkdagen hours weeks inspanning""",
    Target.PERCENT: """voortgang percentage_voltooid %_gereed gereed_% %_voltooid %_complete progress percent_complete
        percentage %_afgerond % pct perc_gereed percentage_gereed voortgang_% %_voortgang gereed voortgang_in_%
        voortgangspercentage complete realisatie""",
    Target.DONE: """gereed afgerond klaar gerealiseerd behaald gehaald voltooid done gedaan
        afgevinkt completed finished af uitgevoerd""",
    Target.STATUS: """status stand voortgangsstatus status_actie state rag kleur stoplicht g_o_r rag_status kleurcode
        verkeerslicht stand_van_zaken actiestatus status_gor""",
    Target.PREDECESSORS: """voorganger voorgangers voorafgaande_taken voorafgaande_taak afhankelijk_van
        afhankelijkheid afhankelijkheden predecessors predecessor depends_on wacht_op volgt_op relatie relaties
        voorafgaand na_activiteit na_taak voorafgaande_activiteit voorafgaande_activiteiten dependencies""",
    Target.ACTIVE: """actief active""",
    Target.NOTE: """opmerking opmerkingen toelichting notitie notities bijzonderheden stand_van_zaken commentaar notes
        note remarks remark comments comment aandachtspunten aandachtspunt risico risicos knelpunt knelpunten voortgang
        gewenst_resultaat resultaat afhankelijkheden afhankelijkheid randvoorwaarden randvoorwaarde bron status
        toelichting_status voortgang_toelichting actuele_stand laatste_stand beoogd_resultaat overig vragen
        toelichting_opmerkingen prioriteit prio oorspronkelijke_planning oorspronkelijke_datum baseline
        betrokkenen betrokken""",
    Target.NOTHING: """taakmodus task_mode""",
}
"""A heading may stand under more than one target: what the column holds decides."""


def plain(text: str) -> str:
    """A heading without case, accents, marks and what stands between brackets."""
    text = re.sub(r"\([^)]*\)", " ", text) if not text.strip().startswith("(") else text
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return "_".join(re.findall(r"[a-z0-9]+|[%#]", text))


@cache
def _known() -> dict[str, tuple[Target, ...]]:
    found: dict[str, list[Target]] = {}
    for target, words in HEADINGS.items():
        for word in words.split():
            found.setdefault(word, []).append(target)
    return {word: tuple(targets) for word, targets in found.items()}


@lru_cache(maxsize=20_000)
def headed(text: str) -> dict[Target, float]:
    """Which targets a heading may name, each with how surely: 1 for the very words, less for some of them."""
    word = plain(text)
    if not word or len(word) > 60:
        return {}
    exact = _known().get(word)
    if exact:
        return dict.fromkeys(exact, 1.0)
    found: dict[Target, float] = {}
    parts = word.split("_")
    if parts[0] == "nr" or parts[-1] == "nr":
        found[Target.ID] = 0.7
    for i in range(len(parts)):
        for j in range(len(parts), i, -1):
            some = "_".join(parts[i:j])
            if j - i == len(parts) or len(some) < 3:
                continue
            share = 0.45 + 0.4 * (j - i) / len(parts)
            for target in _known().get(some, ()):
                found[target] = max(found.get(target, 0.0), share)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DONE_WORDS = _words(
    "afgerond gereed klaar voltooid done completed complete finished gerealiseerd afgehandeld uitgevoerd af"
)
DROPPED_WORDS = _words("vervallen geannuleerd ingetrokken cancelled canceled geschrapt stopgezet gestopt")
STATUS_WORDS = (
    DONE_WORDS
    | DROPPED_WORDS
    | _words(
        """loopt lopend gepland vertraagd gestart niet_gestart nog_niet_gestart open in_uitvoering bezig groen oranje
        geel rood grijs g o r rood_oranje on_hold aangehouden wacht volgens_planning op_schema in_behandeling concept
        in_progress planned delayed not_started green amber orange red te_starten loopt_achter on_track actief nieuw
        op_koers aandacht uitgesteld doorlopend"""
    )
)
TOTALS = re.compile(r"(?:sub)?tota(?:al|len|ls?)\b|som\b|gemiddelde?\b", re.IGNORECASE)
MILESTONE_WORDS = re.compile(r"\b(mijlpaal|milestone|mp|m)\b", re.IGNORECASE)
MILESTONE_ROW = re.compile(r"^\s*(mijlpaal|milestone|m)\s*[:–]\s*\S|[◆♦]", re.IGNORECASE)
