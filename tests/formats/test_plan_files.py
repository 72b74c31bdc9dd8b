"""Plan files of other programs: every real one loads or is refused in one sentence; hostile ones end soon."""

from __future__ import annotations

import os
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.application.templates import template_plan
from planner.domain import edits
from planner.domain.integrity import refuse_unsound
from planner.domain.model import Activity, Dependency, Pinning, WorkCalendar
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import FileTrouble
from planner.formats.incoming import Rank
from planner.formats.msproject import java, read_project, write_project
from planner.formats.msproject.process import PlanFiles
from planner.formats.msproject.reader import incoming_of
from planner.formats.msproject.text_guess import guessed_code_page
from planner.formats.msproject.writer import neutral_of
from planner.formats.worker.process import Cancelled
from planner.language import translator

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FOLDERS = ("plans", "plans-special", "plan-formats")
REFUSED = {
    "aspose__PasswordProtected.mpp": "has a password",
    "mpxj__password-protected-mpp9.mpp": "has a password",
    "calligra__Test_1.plan": "Calligra",
    "calligra__Test_2.plan": "Calligra",
    "calligra__Workpackage_v07.plan": "Calligra",
    "calligra__startnotearlier.plan": "Calligra",
    "ganttproject__weekends.xml": "holds no activities",
    "ganttproject__issue1520.xml": "holds no activities",
    "aspose__BrokenCalendar.mpp": "holds no activities",
    "aspose__New_project_2013.mpp": "holds no activities",
}

pytestmark = [
    pytest.mark.xdist_group("plan-files"),
    pytest.mark.skipif(not java.is_installed(), reason="the extra [msproject] is not installed"),
]
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here")


@pytest.fixture(scope="module")
def worker() -> Iterator[PlanFiles]:
    with PlanFiles() as made:
        yield made


def real(name: str) -> Path:
    return next(path for folder in FOLDERS if (path := DATA / folder / name).is_file())


def plan_of(path: Path, worker: PlanFiles, **more) -> Plan:
    return Plan({}).with_step(read_project(path, None, worker=worker, **more).step)


@needs_data
def test_that_every_real_file_loads_or_is_refused_in_one_sentence(worker: PlanFiles):
    refused: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted((DATA / folder).iterdir()):
            try:
                neutral = worker.read(path)
                incoming = incoming_of(neutral, path.name, None)
            except FileTrouble as trouble:
                refused[path.name] = translator("en").translate(trouble.message)
                continue
            assert not incoming.refused, path.name
            after = Plan({}).with_step(incoming.step)
            assert incoming_of(neutral, path.name, after).changes == (), path.name
    assert refused.keys() == REFUSED.keys()
    for name, part in REFUSED.items():
        assert name in refused[name]
        assert part in refused[name]


@needs_data
def test_that_a_files_dates_stand_unless_we_are_asked_to_compute(worker: PlanFiles):
    path = real("ganttproject__HouseBuildingSample.gan")
    kept = read_project(path, None, worker=worker)
    assert any("would move" in str(found.message) for found in kept.findings)
    plan = Plan({}).with_step(kept.step)
    assert any(activity.pinning is Pinning.FILE for activity in plan.rows(Activity))
    dates = schedule(plan)
    milestone = next(a for a in plan.rows(Activity) if a.name == "Agreement on architectural plan")
    assert dates[milestone.id].start.date().isoformat() == "2024-07-01"
    free = plan_of(path, worker, recalculate=True)
    assert not any(activity.is_pinned for activity in free.rows(Activity))


@needs_data
def test_that_old_code_pages_are_read(worker: PlanFiles):
    assert "Задача 1" in {a.name for a in plan_of(real("aspose__encoding1251.xer"), worker).rows(Activity)}
    assert "제안 검토" in {a.name for a in plan_of(real("aspose__EUC-KR-encoding.mpx"), worker).rows(Activity)}


def test_that_accented_dutch_is_not_taken_for_another_code_page():
    text = "Coördinatie en evaluatie van ideeën; reünie, café, één"
    assert guessed_code_page(text.encode("cp1252")) is None
    assert guessed_code_page(text.encode()) == "utf-8"


@needs_data
def test_that_a_part_of_a_programme_is_updated_never_added_again(worker: PlanFiles):
    neutral = worker.read(real("mpxj__slack9.mpp"))
    programme = template_plan("wsm-2022", None)
    first = incoming_of(neutral, "politie maart.mpp", programme, organisation="POL")
    with_file = programme.with_step(first.step)
    before = {activity.id for activity in programme.rows(Activity)}
    brought = [activity for activity in with_file.rows(Activity) if activity.id not in before]
    assert len(brought) == 15
    assert {activity.organisation_id for activity in brought} == {with_file.organisations_by_code["POL"].id}
    for activity in programme.rows(Activity):
        assert with_file.activity(activity.id) == activity
    assert incoming_of(neutral, "politie april.mpp", with_file, organisation="POL").changes == ()

    neutral["tasks"][0]["name"] = "Opleiding"
    neutral["project"]["guid"] = "0f0f0f0f-0000-4000-8000-000000000000"
    gone = neutral["tasks"].pop()["uid"]
    neutral["links"] = [each for each in neutral["links"] if gone not in (each["predecessor"], each["successor"])]
    second = incoming_of(neutral, "een kopie.mpp", with_file, organisation="POL")
    assert ("name", "Opleiding") in {(change.field, change.after) for change in second.changes}
    assert not [change for change in second.step.changes if change.kind == "activity" and change.before is None]
    texts = [str(found.message) for found in second.findings]
    assert any("next version" in text for text in texts)
    assert any("is missing here" in text for text in texts)


@needs_data
def test_that_a_link_drawn_by_hand_is_the_files_once_it_has_it_too(worker: PlanFiles):
    neutral = worker.read(real("mpxj__slack9.mpp"))
    link = neutral["links"].pop()
    plan = Plan({}).with_step(incoming_of(neutral, "a.mpp", None).step)
    ids = {int(a.source_uid.rpartition("#")[2]): a.id for a in plan.rows(Activity)}
    drawn = edits.link(plan, ids[link["predecessor"]], ids[link["successor"]])
    plan = plan.with_step(drawn)
    neutral["links"].append(link)
    incoming = incoming_of(neutral, "a.mpp", plan)
    assert not incoming.refused
    assert not [change for change in incoming.step.changes if change.kind == "dependency" and change.before is None]


@needs_data
def test_that_a_ring_and_a_link_into_its_own_summary_are_left_out_and_told(worker: PlanFiles):
    neutral = worker.read(real("mpxj__slack9.mpp"))
    link = {**neutral["links"][0]}
    neutral["links"].append({**link, "predecessor": link["successor"], "successor": link["predecessor"]})
    incoming = incoming_of(neutral, "ring.mpp", None)
    assert not incoming.refused
    assert [found.rank for found in incoming.findings if "A ring" in found.message.text] == [Rank.WARNING]


def test_that_what_is_written_for_ms_project_reads_back_the_same(worker: PlanFiles, tmp_path: Path):
    plan = template_plan("wsm-2022", None)
    dates, target = schedule(plan), tmp_path / "wsm.xml"
    write_project(plan, dates, target, translator("nl"), worker=worker)
    back = plan_of(target, worker)
    again = schedule(back)
    assert [(a.name, depth, a.kind, a.note) for a, depth in back.outline] == [
        (a.name, depth, a.kind, a.note) for a, depth in plan.outline
    ]
    for (ours, _), (theirs, _) in zip(plan.outline, back.outline, strict=True):
        if not ours.is_summary and not dates[ours.id].termless:
            assert dates[ours.id].start == again[theirs.id].start, ours.name
            assert dates[ours.id].finish == again[theirs.id].finish, ours.name
            assert ours.percent_complete == theirs.percent_complete
            assert ours.deadline == theirs.deadline
    assert _links(back) == _links(plan)


def test_that_slack_is_written_as_it_is_here(worker: PlanFiles, tmp_path: Path):
    plan = template_plan("wsm-2022", None)
    dates, target = schedule(plan), tmp_path / "wsm.xml"
    write_project(plan, dates, target, translator("nl"), worker=worker)
    space = "{http://schemas.microsoft.com/project}"
    tasks = {task.findtext(f"{space}GUID"): task for task in ET.parse(target).iter(f"{space}Task")}
    assert len({planned.total_slack for planned in dates.activities.values()}) > 3
    for activity_id, planned in dates.activities.items():
        told = tasks[str(activity_id).upper()].findtext
        if not planned.termless and not plan.activity(activity_id).is_summary:
            assert int(told(f"{space}TotalSlack") or 0) == 10 * planned.total_slack, told(f"{space}Name")
            assert int(told(f"{space}FreeSlack") or 0) == 10 * planned.free_slack, told(f"{space}Name")
        assert (told(f"{space}Critical") == "1") == planned.critical, told(f"{space}Name")


def test_that_a_file_stays_as_it_is_until_all_is_written(tmp_path: Path):
    target = tmp_path / "plan.xml"
    target.write_text("what was there")
    plan = template_plan("leeg", None)
    with PlanFiles() as worker, pytest.raises(FileTrouble, match=r"plan\.xml took longer"):
        worker.write(neutral_of(plan, schedule(plan), translator("nl")), target, ".xml", seconds=0.01)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("plan.xml", "what was there")]


def test_that_a_folder_that_is_not_there_is_told_as_that(tmp_path: Path):
    plan = template_plan("leeg", None)
    with pytest.raises(FileTrouble) as trouble:
        write_project(plan, schedule(plan), tmp_path / "no folder" / "plan.xml", translator("nl"))
    assert "plan.xml kon niet worden geschreven" in translator("nl").translate(trouble.value.message)


@needs_data
@pytest.mark.parametrize("name", ["mpsplib__6_mp_j30_a2_nr1.mpp", "mpxj__task-baselines-project2019-mspdi.xml"])
def test_that_an_imported_plan_survives_being_written_out(name: str, worker: PlanFiles, tmp_path: Path):
    plan = plan_of(real(name), worker)
    target = tmp_path / "out.xml"
    write_project(plan, schedule(plan), target, translator("nl"), worker=worker)
    back = plan_of(target, worker)
    fields = set(Activity.model_fields) - {"id", "parent_id", "calendar_id", "source_uid", "position"}
    for (ours, depth), (theirs, other) in zip(plan.outline, back.outline, strict=True):
        assert depth == other
        assert {f: getattr(ours, f) for f in fields} == {f: getattr(theirs, f) for f in fields}
    assert _links(back) == _links(plan)
    assert len(back.baselines) == len(plan.baselines)
    for mine, theirs in zip(plan.calendars, back.calendars, strict=False):
        assert (mine.week, mine.exceptions) == (theirs.week, theirs.exceptions)
    assert len(list(back.rows(WorkCalendar))) <= len(list(plan.rows(WorkCalendar)))


def _links(plan: Plan) -> list[tuple]:
    number = {activity.id: n for n, (activity, _) in enumerate(plan.outline)}
    return sorted(
        (number[each.predecessor_id], number[each.successor_id], each.type, each.lag, each.lag_unit)
        for each in plan.rows(Dependency)
    )


def test_that_a_plan_is_written_for_primavera(worker: PlanFiles, tmp_path: Path):
    plan = template_plan("wetstraject", None)
    target = tmp_path / "out.xer"
    write_project(plan, schedule(plan), target, translator("nl"), worker=worker)
    names = {activity.name for activity in plan_of(target, worker).rows(Activity)}
    assert names >= {activity.name for activity in plan.rows(Activity)}


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + ']><Project xmlns="http://schemas.microsoft.com/project"><Name>&j;</Name></Project>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE Project SYSTEM "file:///etc/hostname">'
    '<Project xmlns="http://schemas.microsoft.com/project"><Name>x</Name></Project>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.xml", BOMB.encode()),
        ("bomb16.xml", BOMB.encode("utf-16")),
        ("late.xml", BOMB.replace("<!DOCTYPE", f"<!--{'x' * 70_000}--><!DOCTYPE").encode()),
        ("outside.xml", OUTSIDE.encode()),
        ("page.xml", b"<html><body>x</body></html>"),
        ("deep.xml", b"<Project>" + b"<Tasks>" * 100_000),
        ("empty.mpp", b""),
        ("noise.mpp", bytes(range(256)) * 40),
        ("text.xer", b"hello"),
        ("claim.mpx", b"MPX,Microsoft Project for Windows,4.0,ANSI\n70,10000000\n"),
        ("rows.xml", b"<Project><Tasks>" + b"<Task><UID>1</UID></Task>" * 700_000 + b"</Tasks></Project>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_that_a_hostile_file_ends_in_one_sentence_that_names_it(
    name: str, content: bytes, worker: PlanFiles, tmp_path: Path
):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileTrouble) as trouble:
        worker.read(path)
    sentence = translator("nl").translate(trouble.value.message)
    assert name in sentence
    assert "\n" not in sentence


@needs_data
@pytest.mark.parametrize("share", [0.01, 0.5, 0.9])
def test_that_a_truncated_file_ends_in_one_sentence(share: float, worker: PlanFiles, tmp_path: Path):
    for name in ("mpxj__slack9.mpp", "mpxj__task-links-project2010-mspdi.xml"):
        data = real(name).read_bytes()
        path = tmp_path / name
        path.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(FileTrouble):
            worker.read(path)


def mutated(data: bytes, draw: random.Random) -> bytes:
    """A file in which some stretches are gone, doubled or turned into something else."""
    for _ in range(draw.randrange(1, 6)):
        at = draw.randrange(len(data))
        part = data[at : at + draw.randrange(1, 60)]
        other = draw.choice(
            (b"", part * 2, b"-1", b"99999999999999999999", b"\xff\xfe\x00", b"<", part[::-1], b"2022-13-45")
        )
        data = data[:at] + other + data[at + len(part) :]
    return data


@pytest.mark.parametrize("seed", range(int(os.environ.get("MUTATED_FILES", "12"))))
def test_that_a_damaged_file_is_read_or_refused_in_one_sentence(seed: int, worker: PlanFiles, tmp_path: Path):
    draw = random.Random(seed)
    plan = template_plan(draw.choice(("wsm-2022", "wetstraject")))
    path = tmp_path / f"plan{draw.choice(('.xml', '.xml', '.xer'))}"
    write_project(plan, schedule(plan), path, translator("nl"), worker=worker)
    path.write_bytes(mutated(path.read_bytes(), draw))
    try:
        incoming = read_project(path, None, worker=worker)
    except FileTrouble as trouble:
        assert "\n" not in translator("nl").translate(trouble.message)
        return
    if incoming.refused:
        assert any(found.rank is Rank.ERROR for found in incoming.findings)
        return
    after = Plan({}).with_step(incoming.step)
    refuse_unsound(after)
    assert schedule(after).activities.keys() >= {a.id for a in after.rows(Activity) if a.active}


def test_that_a_folder_with_the_name_of_a_plan_is_told_apart(worker: PlanFiles, tmp_path: Path):
    (tmp_path / "plan.mpp").mkdir()
    with pytest.raises(FileTrouble, match=r"plan\.mpp is a folder"):
        worker.read(tmp_path / "plan.mpp")


def test_that_reading_can_be_stopped_and_is_left_after_its_time(tmp_path: Path):
    path = tmp_path / "plan.xml"
    path.write_bytes(b"<Project/>")
    with PlanFiles() as worker:
        with pytest.raises(Cancelled):
            worker.read(path, cancelled=lambda: True)
        with pytest.raises(FileTrouble, match=r"plan\.xml took longer"):
            worker.read(path, seconds=0.01)
        with pytest.raises(FileTrouble, match="holds no plan"):  # and it starts anew
            worker.read(path)


def test_that_without_the_extra_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(java, "LIBRARIES_NEEDED", ("no_such_library",))
    with pytest.raises(FileTrouble) as trouble:
        PlanFiles()
    for code in ("nl", "en"):
        assert 'pip install "ketenplanner[msproject]"' in translator(code).translate(trouble.value.message)


@needs_data
@pytest.mark.parametrize("extension", [".xml", ".xer"])
def test_that_a_milestone_that_takes_time_stays_one(extension: str, worker: PlanFiles, tmp_path: Path):
    neutral = worker.read(real("mpxj__slack9.mpp"))
    task = next(each for each in neutral["tasks"] if each["kind"] == "task" and each["duration_minutes"])
    task["kind"] = "milestone"
    plan = Plan({}).with_step(incoming_of(neutral, "a.mpp", None).step)
    row = next(a for a in plan.rows(Activity) if a.source_uid.endswith(f"#{task['uid']}"))
    assert row.is_milestone
    assert row.duration_minutes == task["duration_minutes"]
    assert not row.is_pinned  # scheduled as the file has it
    target = tmp_path / f"out{extension}"
    write_project(plan, schedule(plan), target, translator("nl"), worker=worker)
    back = next(a for a in plan_of(target, worker).rows(Activity) if a.name == row.name)
    assert back.duration_minutes == row.duration_minutes
    assert back.is_milestone or extension == ".xer"  # Primavera has none that take time


@needs_data
def test_that_work_on_its_own_calendar_and_on_that_of_its_resources_follows_the_hours_of_both(worker: PlanFiles):
    neutral = worker.read(real("mpxj__slack9.mpp"))
    office, uid = neutral["calendars"][0], max(each["uid"] for each in neutral["calendars"]) + 1
    mornings = [[[0, 720]]] * 4 + [[]] * 3  # until noon, from Monday to Thursday
    closed = {"first": "2010-01-05", "last": "2010-01-06", "name": "Closed", "spans": []}
    shut = {**office, "uid": uid, "name": "Mornings", "parent": None, "week": mornings, "exceptions": [closed]}
    neutral["calendars"].append(shut)
    task = next(each for each in neutral["tasks"] if each["kind"] == "task")
    task["joint_calendars"] = [uid, office["uid"]]
    plan = Plan({}).with_step(incoming_of(neutral, "a.mpp", None).step)
    row = next(a for a in plan.rows(Activity) if a.source_uid.endswith(f"#{task['uid']}"))
    both = plan.row(WorkCalendar, row.calendar_id)
    assert both.name == f"Mornings + {office['name']}"
    first, last = office["week"][0][0]
    assert both.week == (((first, min(last, 720)),),) * 4 + ((),) * 3
    assert ("2010-01-05", ()) in {(str(each.first), each.spans) for each in both.exceptions}
    assert incoming_of(neutral, "a.mpp", plan).changes == ()  # the next import knows it again


def test_that_delays_by_levelling_are_told(worker: PlanFiles, tmp_path: Path):
    plan = template_plan("wetstraject", None)
    target = tmp_path / "plan.xml"
    write_project(plan, schedule(plan), target, translator("nl"), worker=worker)
    parts = target.read_text(encoding="utf-8").split("<Task>")
    parts[4], count = re.subn(r"<LevelingDelay>\d+</LevelingDelay>", "<LevelingDelay>48000</LevelingDelay>", parts[4])
    if not count:
        parts[4] = parts[4].replace("<Priority>", "<LevelingDelay>48000</LevelingDelay><Priority>", 1)
    target.write_text("<Task>".join(parts), encoding="utf-8")
    told = [translator("en").translate(found.message) for found in read_project(target, None, worker=worker).findings]
    assert "Not kept: delays by levelling of resources, at 1 activities." in told
