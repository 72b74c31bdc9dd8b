"""The templates: the letter's facts each in their place and nothing from after it; the course of a law; empty."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from planner.application.templates import template_names, template_plan, window
from planner.domain.checks import find_all
from planner.domain.findings import Rank
from planner.domain.imprecise_date import Firmness, ImpreciseDate, Nature
from planner.domain.model import (
    Activity,
    ActivityKind,
    Assessment,
    Assumption,
    Citation,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Constraint,
    Dependency,
    Gate,
    Measurement,
    Organisation,
    OrganisationKind,
    Programme,
    Source,
    WorkCalendar,
)
from planner.domain.official_references import official_reference
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused

LETTER_DAY = date(2022, 7, 6)
CODES = {
    "Ministerie van Justitie en Veiligheid": "JENV",
    "Tweede Kamer": "TK",
    "Politie": "POL",
    "Openbaar Ministerie": "OM",
    "Nederlands Forensisch Instituut": "NFI",
    "Centrum Seksueel Geweld": "CSG",
    "Gemeenten": "GEM",
    "Ministerraad": "MR",
    "Raad van State (Afdeling advisering)": "RVS",
    "College van procureurs-generaal": "PG",
    "WODC": "WODC",
    "Europese Commissie": "EC",
    "Gerechtshof Den Haag": "GHDH",
    "Fonds Slachtofferhulp": "FSH",
    "Consortium van experts": "CONS",
    "Informatiepunt Slachtoffers": "IPS",
    "Slachtoffers": "SLO",
    "Regeringscommissaris seksueel grensoverschrijdend gedrag en seksueel geweld": "RCG",
    "Andere departementen": "DEP",
    "Aanbieders van hosting- en communicatiediensten": "PLAT",
}


@pytest.fixture(scope="module")
def facts(shared_data: Path) -> dict[str, dict]:
    content = json.loads((shared_data / "letter" / "letter-facts.json").read_text(encoding="utf-8"))
    return {record["id"]: record for record in content["records"]}


@pytest.fixture(scope="module")
def plan(letter_plan: Plan) -> Plan:
    return letter_plan


def same_publication(reference: str, given: str) -> bool:
    """Whether two references name the same document; ours stand in one notation."""
    ours, theirs = official_reference(reference), official_reference(given)
    if ours is None or theirs is None:
        return reference == given
    return ours.address == theirs.address and reference == ours.text


def rows_of_facts(plan: Plan) -> dict[str, list]:
    """The rows that cite each fact."""
    found: dict[str, list] = {}
    for citation in plan.rows(Citation):
        if citation.fact_id:
            kinds = ("activity", "commitment", "measurement")
            rows = [plan.table(kind)[citation.about_id] for kind in kinds if citation.about_id in plan.table(kind)]
            found.setdefault(citation.fact_id, []).extend(rows)
    return found


def windows_of(row) -> list[ImpreciseDate]:
    names = {"activity": ("start_window", "finish_window"), "measurement": ("at",)}
    if isinstance(row, Commitment):
        names["commitment"] = ("term",) if row.status is CommitmentStatus.OPEN and row.term else ("made_on",)
    return [w for w in (getattr(row, name) for name in names[row.kind_name]) if w is not None]


# --- against the letter itself --------------------------------------------------------------------


def test_that_every_fact_of_the_letter_has_its_place(plan: Plan, facts: dict[str, dict]):
    assert sorted(rows_of_facts(plan)) == sorted(facts)
    assert all(rows_of_facts(plan).values())


def test_that_every_quote_stands_in_the_letter_and_every_citation_is_the_facts(
    plan: Plan, facts: dict[str, dict], shared_data: Path
):
    letter = " ".join((shared_data / "letter" / "progress-letter-2022-07-06.txt").read_text(encoding="utf-8").split())
    cited = [c for c in plan.rows(Citation) if c.fact_id]
    for citation in cited:
        fact = facts[citation.fact_id]
        assert plan.row(Source, citation.source_id).key == "BR-1"
        assert " ".join(citation.quote.split()) in letter
        assert (citation.quote, citation.place) == (fact["quote_nl"], fact["paragraph"])
        assert same_publication(citation.reference, fact["kamerstuk"] or "")


def test_that_the_windows_are_those_of_the_facts(plan: Plan, facts: dict[str, dict]):
    for fact_id, rows in rows_of_facts(plan).items():
        fact = facts[fact_id]
        for row in rows:
            found = windows_of(row)
            earliest = min((w.earliest for w in found if w.earliest), default=None)
            latest = max((w.latest for w in found if w.latest), default=None)
            lenient = max((w.lenient for w in found if w.lenient), default=None)
            told = tuple(d.isoformat() if d else None for d in (earliest, latest, lenient))
            if fact["status_2022_07_06"] == "lopend" and isinstance(row, Activity):
                assert row.actual_start_window is not None, fact_id  # begun, on a day that the letter does not name
                assert row.actual_start_window.latest == LETTER_DAY, fact_id
                assert row.start_window is None or row.start_window.earliest is None, fact_id
                assert row.finish_window is None or (row.finish_window.latest is None) == (fact["latest"] is None)
                continue
            if row.kind_name == "commitment" and row.key == "TZ-3":
                assert [first for first, _ in row.made_on.moments] == [date(2021, 12, 1), date(2022, 4, 4)]
            assert told == (fact["earliest"], fact["latest"], fact.get("latest_lenient")), (fact_id, row)


def test_that_the_words_of_the_letter_are_kept(plan: Plan, facts: dict[str, dict]):
    for fact_id, rows in rows_of_facts(plan).items():
        for row in rows:
            words = [w.words for w in windows_of(row)]
            if words:
                assert facts[fact_id]["date_wording_nl"] in words, (fact_id, words)


def test_that_figures_keep_their_values_and_units(plan: Plan, facts: dict[str, dict]):
    for fact_id, rows in rows_of_facts(plan).items():
        fact = facts[fact_id]
        if fact["kind"] != "figure":
            continue
        (measurement,) = rows
        assert isinstance(measurement, Measurement)
        assert measurement.value == fact.get("value")
        indicator = plan.table("indicator")[measurement.indicator_id]
        assert indicator.unit == fact.get("unit", "")  # type: ignore[attr-defined]


def test_that_every_party_of_a_fact_takes_part(plan: Plan, facts: dict[str, dict]):
    for fact_id, rows in rows_of_facts(plan).items():
        if facts[fact_id]["kind"] == "figure":
            continue
        wanted = {CODES[name] for name in facts[fact_id]["organisations"]}
        for row in rows:
            ids = {row.organisation_id, *row.involved_ids}
            codes = {plan.row(Organisation, i).code for i in ids if i}
            missing = wanted - codes - {"JENV"}
            assert not missing, (fact_id, row.key, missing)


def test_that_every_dependency_of_the_facts_is_in_the_plan(plan: Plan, facts: dict[str, dict]):
    rows = rows_of_facts(plan)
    following: dict = {}
    for link in plan.rows(Dependency):
        following.setdefault(link.predecessor_id, set()).add(link.successor_id)

    def reached(start) -> set:
        seen, queue = set(), [start]
        while queue:
            for after in following.get(queue.pop(), ()):
                if after not in seen:
                    seen.add(after)
                    queue.append(after)
        return seen

    for fact_id, fact in facts.items():
        for before in fact.get("depends_on", ()):
            first = [r.id for r in rows[before] if isinstance(r, Activity)]
            second = [r.id for r in rows[fact_id] if isinstance(r, Activity)]
            if first and second:
                assert any(set(second) & reached(i) for i in first), (before, fact_id)


def test_that_nothing_known_later_is_in_it(plan: Plan, facts: dict[str, dict]):
    from planner.formats.json_plan import dumps

    text = dumps(plan)
    for fact in facts.values():
        if "actual_source" in fact:
            assert fact["actual_source"] not in text
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)  # ids are drawn, and hold any figures
    for later in ("34 843, nr. 65", "34843-65", "36 222", "36222", "2024A005", "Stb.", "31015-263", "2024, 59"):
        assert later not in text


# --- the programme -----------------------------------------------------------------------------------


def test_that_what_has_happened_lies_before_the_status_date(plan: Plan):
    assert plan.programme.status_date == LETTER_DAY
    for activity in plan.rows(Activity):
        for moment in (activity.actual_start, activity.actual_finish):
            assert moment is None or moment.date() <= LETTER_DAY
    assert not list(plan.rows(Assessment))
    for measurement in plan.rows(Measurement):
        assert measurement.at.latest is not None
        assert measurement.at.latest <= LETTER_DAY
    for source in plan.rows(Source):
        assert source.on is None or source.on <= LETTER_DAY


def test_that_five_motions_and_two_commitments_are_settled_and_the_rest_is_open(plan: Plan):
    motions = [c for c in plan.commitments if c.kind is CommitmentKind.MOTION]
    promises = [c for c in plan.commitments if c.kind is CommitmentKind.COMMITMENT]
    assert [c.status for c in motions] == [CommitmentStatus.SETTLED] * 5 + [CommitmentStatus.UNKNOWN]
    assert [c.settled_on and c.settled_on.latest for c in motions] == [LETTER_DAY] * 5 + [None]
    assert "Kuiken" in motions[-1].title
    assert motions[-1].made_on is None
    assert [c.status for c in promises] == [CommitmentStatus.DONE] * 2 + [CommitmentStatus.OPEN] * 5
    still = (CommitmentStatus.OPEN, CommitmentStatus.UNKNOWN)
    assert all("6 juli 2022" in c.settled_by for c in plan.commitments if c.status not in still)
    assert not any(c.settled_by for c in plan.commitments if c.status in still)


def test_that_how_firmly_a_date_was_meant_is_kept(plan: Plan):
    by_fact = rows_of_facts(plan)

    def firmness(fact_id: str) -> set[Firmness]:
        return {w.firmness for row in by_fact[fact_id] for w in windows_of(row)} - {Firmness.UNSTATED}

    assert firmness("LF-015") == {Firmness.TARGET}
    assert firmness("LF-017") == firmness("LF-025") == firmness("LF-028") == {Firmness.EXPECTED}
    assert firmness("LF-039") == firmness("LF-047") == {Firmness.FIRM}
    assert firmness("LF-048") == {Firmness.CONDITIONAL}


def test_that_what_has_no_term_is_kept_as_such(plan: Plan):
    rows = rows_of_facts(plan)
    for fact_id, nature in (("LF-032", Nature.NO_TERM), ("LF-036", Nature.DURATION), ("LF-054", Nature.NO_TERM)):
        (activity,) = rows[fact_id]
        assert activity.duration_minutes is None
        assert nature in {w.nature for w in windows_of(activity)}
    listed = {f.about[0] for f in find_all(plan, schedule(plan)) if f.rule == "no-term"}
    assert {rows[i][0].id for i in ("LF-032", "LF-036", "LF-054", "LF-073")} == listed


def test_that_conditional_work_is_marked(plan: Plan, facts: dict[str, dict]):
    for fact_id, rows in rows_of_facts(plan).items():
        for row in rows:
            if isinstance(row, Activity):
                assert row.conditional == (facts[fact_id]["status_2022_07_06"] == "voorwaardelijk"), fact_id


def test_that_finished_work_is_done_and_running_work_has_no_invented_dates(plan: Plan, facts: dict[str, dict]):
    for fact_id, rows in rows_of_facts(plan).items():
        status = facts[fact_id]["status_2022_07_06"]
        for row in rows:
            if not isinstance(row, Activity):
                continue
            assert (row.percent_complete == 100) == (status == "afgerond"), fact_id
            if status != "afgerond":
                assert row.actual_start is row.actual_finish is None, fact_id


def test_that_assumptions_are_called_so_and_cite_no_fact(plan: Plan):
    assumed = [a for a in plan.rows(Activity) if "(aanname)" in a.name]
    assert len(assumed) == 5
    for activity in assumed:
        assert not plan.citations(activity.id)
        assert "Aanname" in activity.note
        assert activity.finish_window is not None
        assert activity.finish_window.words.startswith("aanname")
        assert activity.finish_window.nature is Nature.DURATION
    found = {(plan.activity(a.about_id).key, a.field) for a in plan.rows(Assumption)}
    ready = {(a.key, "start_window") for a in plan.rows(Activity) if a.gate is Gate.READY}
    assert len(ready) == 5
    assert found == ready | {(a.key, "duration_minutes") for a in assumed} | {("JENV-12", "constraint_date")}
    uncited = [a for a in plan.rows(Activity) if not plan.citations(a.id) and not a.is_summary]
    assert all("anname" in a.note for a in uncited)


def test_that_every_chain_organisation_works_towards_a_planned_entry_into_force(plan: Plan):
    planned = schedule(plan)
    assert plan.entry is not None
    assert plan.entry.constraint is Constraint.MSO
    assert "anname" in plan.entry.note
    assert planned[plan.entry.id].start == datetime(2024, 7, 1)
    assert not planned.left_out
    chain = [o for o in plan.organisations if o.kind is OrganisationKind.CHAIN]
    assert [o.code for o in chain] == ["POL", "OM", "NFI", "CSG", "GEM"]
    for organisation in chain:
        slack = planned.entry_slack[organisation.id]
        assert slack is not None
        assert slack > 0
        ready = [a for a in plan.rows(Activity) if a.gate is Gate.READY and a.organisation_id == organisation.id]
        assert len(ready) == 1
        assert len([c for c in plan.criteria if c.organisation_id == organisation.id and c.mandatory]) == 7


def test_that_the_letter_s_programme_has_no_errors_or_warnings(plan: Plan):
    found = find_all(plan, schedule(plan))
    assert [f for f in found if f.rank is not Rank.NOTICE] == []


def test_that_no_person_is_named_outside_the_titles_of_motions(plan: Plan):
    persons = re.compile("Michon|Mutluer|Graaf|Kuik|Stoffer|Staaij|Westerveld|Yesilg")
    for row in plan.all_rows():
        if isinstance(row, Commitment | Source | Citation):
            continue
        assert not persons.search(row.model_dump_json()), row
    for organisation in plan.organisations:
        assert not persons.search(organisation.contact_role)


# --- all templates --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, _ in template_names()])
def test_that_a_template_makes_a_sound_plan_with_ids_of_its_own(name: str):
    first, second = template_plan(name, date(2025, 3, 1)), template_plan(name, date(2025, 3, 1))
    assert not {r.id for r in first.all_rows()} & {r.id for r in second.all_rows()}
    assert not schedule(first).left_out
    assert first.programme.calendar_id in first.table("calendar")
    assert [c.name for c in first.calendars] == ["Reces Tweede Kamer", "Werkdagen Rijk", "Wettelijke termijnen"]
    assert {t.code for t in first.tracks} >= {"WET", "PRO", "WER", "OPL", "IV", "CAP", "COM", "OND"}


@pytest.mark.parametrize("name", ["wetstraject", "leeg"])
def test_that_a_general_template_takes_the_day_it_is_made_on_as_its_status_date(name: str):
    programme = template_plan(name, date(2025, 3, 1)).programme
    assert programme.status_date == programme.start_date == date(2025, 3, 1)


def test_that_a_new_key_in_a_template_comes_after_those_in_use(plan: Plan):
    from planner.domain.keys import next_key

    numbers = [int(k.rpartition("-")[2]) for k in plan.activities_by_key if k.startswith("JENV-")]
    assert next_key(plan, "JENV") == f"JENV-{max(numbers) + 1}"


def test_that_the_course_of_a_law_runs_to_entry_into_force_as_assumptions():
    plan = template_plan("wetstraject", date(2025, 3, 3))
    stages = [a for a in plan.rows(Activity) if a.kind is ActivityKind.TASK]
    assert len(stages) == 11
    assert all("Aanname, geen norm" in a.note for a in stages)
    assert plan.entry is not None
    planned = schedule(plan)
    assert planned[plan.entry.id].start.date() > date(2027, 1, 1)
    assert [f.rule for f in find_all(plan, planned)] == ["change-moment", "publication-safe", "recess-unknown"]


def test_that_the_empty_programme_is_empty():
    plan = template_plan("leeg", date(2025, 3, 3))
    assert {r.kind_name for r in plan.all_rows()} == {"programme", "calendar", "track"}
    assert find_all(plan, schedule(plan)) == ()
    assert isinstance(plan.programme, Programme)
    assert all(isinstance(c, WorkCalendar) for c in plan.calendars)


def test_that_an_unknown_template_is_refused_with_the_names_there_are():
    with pytest.raises(EditRefused, match=r"wsm-2023.*wsm-2022, wsm-verloop, wetstraject, leeg"):
        template_plan("wsm-2023")


def test_that_a_window_is_written_as_a_day_or_by_its_parts():
    assert window(date(2022, 7, 6)) == ImpreciseDate.exact(date(2022, 7, 6))
    assert window({"words": "jl.", "day": date(2022, 6, 8)}) == ImpreciseDate.exact(date(2022, 6, 8), "jl.")
    assert window({"words": "twee jaar", "nature": "duration", "months": 24}).nature is Nature.DURATION
