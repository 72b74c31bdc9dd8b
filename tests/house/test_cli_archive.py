"""A plan for an archive and for publication: what is written, what it says, and what is really not in it."""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import pikepdf
import pytest

from planner.application.publishing import PUBLISHED, published_plan
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import RowChange, Step
from planner.domain.model import (
    ENTITIES,
    Activity,
    Agreement,
    Assessment,
    AttentionChoice,
    Criterion,
    Decision,
    Entity,
    Light,
    Organisation,
    Overruling,
    Remark,
    Risk,
    Scenario,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.formats.json_plan import dumps, read_json
from planner.formats.json_schema import plan_schema
from tests.house.test_cli import done, run

SECRET = "geheimwoord"
MDTO = "{https://www.nationaalarchief.nl/mdto}"
OF_A_FILE = ["identificatie", "naam", "omvang", "bestandsformaat", "checksum", "isRepresentatieVan"]
AUTHOR = "mevrouw-tikster"


def marked(plan: Plan) -> Step:
    """The step that puts a word in every text that is not to be published, and rows of kinds that are not."""
    changes: list[RowChange] = []
    for row in plan.all_rows():
        texts = {
            name: f"{SECRET} {name}"[: _longest(row, name)]
            for name, field in type(row).model_fields.items()
            if field.annotation is str and row.kind_name in PUBLISHED and name not in PUBLISHED[row.kind_name]
        }
        if texts:
            changes.append(RowChange.update(row, row.changed(**texts)))
    changes += [RowChange.add(row) for row in _hidden_rows(plan)]
    return Step("plan.edit", tuple(changes))


def _longest(row: Entity, name: str) -> int:
    return next((m.max_length for m in type(row).model_fields[name].metadata if hasattr(m, "max_length")), 1000)


def _hidden_rows(plan: Plan) -> list[Entity]:
    activity = next(iter(plan.rows(Activity)))
    one, other, *_ = plan.organisations
    day, secret = date(2022, 6, 1), SECRET
    return [
        Remark(about_id=activity.id, at=datetime(2022, 6, 1), text=secret, origin=secret),
        Risk(key="R-900", title=secret, cause=secret, owner=secret, probability=5, impact=5),
        Decision(key="B-900", title=secret, on=day, reason=secret, decider=secret, activity_ids=(activity.id,)),
        Agreement(key="A-900", title=secret, giver_id=one.id, taker_id=other.id),
        Overruling(rule="heavy-risk", reason=secret, on=day),
        AttentionChoice(rule="silent", words=secret),
        Scenario(name=secret, made_on=day, note=secret),
    ]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan whose texts that are not for publication all hold one word, and with what was made of it."""
    folder = tmp_path_factory.mktemp("archive")
    done("new", "w.keten", "--template", "wsm-2022", at=folder)
    document = PlanDocument.open(folder / "w.keten", who=AUTHOR, backups=folder / "backups")
    document.do(marked(document.plan))
    judged = next(iter(document.plan.rows(Criterion)))
    earlier = Assessment(criterion_id=judged.id, on=date(2000, 1, 1), light=Light.RED, explanation=f"{SECRET} earlier")
    latest = Assessment(criterion_id=judged.id, on=date(2022, 7, 1), light=Light.RED, explanation="De laatste stand.")
    document.do(edits.add_row(document.plan, earlier))
    document.do(edits.add_row(document.plan, latest))
    document.close()
    return folder


@pytest.fixture(scope="module")
def archived(place: Path) -> Path:
    told = json.loads(done("archive", "w.keten", "for/ever", "--json", at=place))
    folder = place / "for" / "ever"
    assert sorted(told["written"]) == sorted(f"for/ever/{each.name}" for each in folder.iterdir())
    return folder


@pytest.fixture(scope="module")
def published(place: Path) -> tuple[Path, dict[str, Any]]:
    told = json.loads(done("publish", "w.keten", "open", "--json", at=place))
    folder = place / "open"
    assert sorted(told["written"]) == sorted(f"open/{each.name}" for each in folder.iterdir())
    return folder, told


# --- archive --------------------------------------------------------------------------------------------


def test_that_checksums_are_of_all_files(archived: Path):
    lines = (archived / "sha256sums.txt").read_text().splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    assert set(told) == {each.name for each in archived.iterdir()} - {"sha256sums.txt"}
    for name, checksum in told.items():
        assert hashlib.sha256((archived / name).read_bytes()).hexdigest() == checksum, name


def test_that_each_file_is_described_by_its_metadata(place: Path, archived: Path):
    files = ["chain-overview.pdf", "gantt.pdf", "plan.json", "plan.schema.json"]
    for name in files:
        root = defusedxml.ElementTree.parse(archived / f"{name}.mdto.xml").getroot()
        assert root.tag == f"{MDTO}MDTO"
        (described,) = root
        assert described.tag == f"{MDTO}bestand"
        assert [each.tag.removeprefix(MDTO) for each in described] == OF_A_FILE
        content = (archived / name).read_bytes()
        assert described.findtext(f"{MDTO}naam") == name
        assert described.findtext(f"{MDTO}omvang") == str(len(content))
        checksum = described.find(f"{MDTO}checksum")
        assert checksum.findtext(f"{MDTO}checksumWaarde") == hashlib.sha256(content).hexdigest()
        assert checksum.findtext(f"{MDTO}checksumAlgoritme/{MDTO}begripLabel") == "SHA-256"
    (plan,) = defusedxml.ElementTree.parse(archived / "plan.mdto.xml").getroot()
    with_owner = read_json(archived / "plan.json").programme
    assert plan.findtext(f"{MDTO}naam") == with_owner.name
    assert plan.findtext(f"{MDTO}archiefvormer/{MDTO}verwijzingNaam") == (with_owner.owner or "Onbekend")
    assert plan.findtext(f"{MDTO}beperkingGebruik/{MDTO}beperkingGebruikType/{MDTO}begripLabel").startswith(SECRET)
    assert [each.findtext(f"{MDTO}verwijzingNaam") for each in plan.iter(f"{MDTO}heeftRepresentatie")] == files


def test_that_the_data_are_the_plan_and_the_sheets_hold_it(place: Path, archived: Path):
    document = PlanDocument.open(place / "w.keten", read_only=True, backups=place / "backups")
    plan = document.plan
    document.close()
    assert read_json(archived / "plan.json") == plan
    for name in ("chain-overview.pdf", "gantt.pdf"):
        with pikepdf.open(archived / name) as pdf:
            assert pdf.open_metadata()["pdfaid:part"] == "3"
            (attached,) = pdf.attachments.values()
            assert attached.get_file().read_bytes().decode("utf-8") == dumps(plan)


def test_that_the_schema_knows_every_field_and_only_those(archived: Path):
    told = json.loads((archived / "plan.schema.json").read_text(encoding="utf-8"))
    assert json.dumps(told) == json.dumps(json.loads(plan_schema()))
    kinds = told["properties"]["rows"]["properties"]
    assert set(kinds) == set(ENTITIES)
    rows = json.loads((archived / "plan.json").read_text(encoding="utf-8"))["rows"]
    for kind, written in rows.items():
        known = told["$defs"][kinds[kind]["items"]["$ref"].removeprefix("#/$defs/")]
        assert set(known["properties"]) == set(ENTITIES[kind].model_fields)
        assert known["additionalProperties"] is False
        for row in written:
            assert set(known.get("required", ())) <= set(row) <= set(known["properties"]), kind


def test_that_nobody_who_made_a_change_is_in_an_archive(archived: Path):
    for name, text in texts(archived):
        assert AUTHOR not in text, name


# --- publish --------------------------------------------------------------------------------------------


def test_that_what_is_left_out_is_in_no_file(published):
    folder, _ = published
    assert {each.name for each in folder.iterdir()} == {
        *("chain-overview.pdf", "readiness.pdf", "milestones.pdf", "index.html", "left-out.txt")
    }
    for name, text in texts(folder):
        assert SECRET not in text, name
        assert AUTHOR not in text, name
        assert "w.keten" not in text, name


def test_that_what_is_published_is_there(published):
    """Otherwise nothing could be found in the files, whatever they held."""
    found = dict(texts(published[0]))
    assert "De laatste stand." in found["index.html"]
    if shutil.which("pdftotext"):
        assert "De laatste stand." in found["readiness.pdf"]
        assert "Implementatie Wet seksuele misdrijven" in found["chain-overview.pdf"]


def test_that_what_is_left_out_is_counted_with_its_reason(published):
    folder, told = published
    counts = {each["what"]: each["count"] for each in told["left_out"]}
    assert counts["history: changes, with who made them and when"] == 3
    for what in ("remarks", "risks", "decisions", "agreements between organisations", "scenarios"):
        assert counts[what] == 1, what
    assert counts["overruled findings and choices of points of attention"] == 2
    assert counts["earlier judgements of readiness"] >= 1
    assert counts["classification and marking of the sheets"] == 2
    assert counts["notes"] > 100
    listed = (folder / "left-out.txt").read_text(encoding="utf-8")
    for each in told["left_out"]:
        assert f"{each['count']} × {each['what']}: {each['why']}." in listed


def test_that_no_page_denies_what_was_left_out(published):
    page = dict(texts(published[0]))["index.html"]
    for caption in ("Risks", "Decisions", "Points of attention", "To decide"):
        assert f">{caption}" not in page
    assert "None is on record" not in page


def test_that_a_published_plan_has_the_same_dates_and_no_other_texts(place: Path):
    document = PlanDocument.open(place / "w.keten", read_only=True, backups=place / "backups")
    plan, _ = published_plan(document.plan)
    before, now = schedule(document.plan), schedule(plan)
    document.close()
    assert {a.id for a in plan.rows(Activity)} == set(now.activities)
    for row_id, dates in now.activities.items():
        assert (dates.start, dates.finish) == (before[row_id].start, before[row_id].finish)
    assert SECRET not in dumps(plan)
    assert all(each.contact_role == "" for each in plan.rows(Organisation))


@pytest.mark.parametrize("kind", ENTITIES)
def test_that_what_is_published_of_a_kind_exists(kind: str):
    assert PUBLISHED.get(kind, frozenset()) <= set(ENTITIES[kind].model_fields)


# --- both -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["archive", "publish"])
def test_that_a_filled_folder_or_a_file_is_refused(command: str, place: Path, tmp_path: Path):
    filled = tmp_path / "filled"
    filled.mkdir()
    (filled / "mine.txt").write_text("mine")
    for target in (filled, filled / "mine.txt"):
        refused = run(command, "w.keten", target, at=place)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert len(refused.stderr.strip().splitlines()) == 1
        assert "Traceback" not in refused.stderr
    assert [each.name for each in filled.iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    done(command, "w.keten", tmp_path / "empty", at=place)


@pytest.mark.parametrize("command", ["archive", "publish"])
def test_that_a_folder_that_cannot_be_made_leaves_nothing(command: str, place: Path, tmp_path: Path):
    (tmp_path / "file").write_text("")
    refused = run(command, "w.keten", tmp_path / "file" / "new", at=place)
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_that_the_list_is_dutch_in_dutch(place: Path, tmp_path: Path):
    told = done("publish", "w.keten", tmp_path / "nl", "--lang", "nl", at=place)
    assert "notities: geschreven voor intern gebruik." in told
    assert "notities" in (tmp_path / "nl" / "weggelaten.txt").read_text(encoding="utf-8")


def texts(folder: Path) -> list[tuple[str, str]]:
    """The text of each file, and of what a PDF has attached or says of itself."""
    found: list[tuple[str, str]] = []
    for path in sorted(folder.iterdir()):
        if path.suffix != ".pdf":
            text = path.read_text(encoding="utf-8")
            found.append((path.name, html.unescape(re.sub(r"\s+", " ", text))))
            continue
        with pikepdf.open(path) as pdf:
            parts = [str(pdf.docinfo), str(pdf.open_metadata())]
            parts += [obj.read_bytes().decode("latin-1") for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
            parts += [str(obj) for obj in pdf.objects]
        if shutil.which("pdftotext"):
            run_of = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
            parts.append(run_of.stdout)
        found.append((path.name, re.sub(r"\s+", " ", " ".join(parts))))
    return found
