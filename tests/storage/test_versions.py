"""Getting yesterday back: what is listed, put back and saved, for every kind of damage."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from random_edits import execute

from planner.application.versions import Soundness, find_version, recover, restore, versions_of
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.model import ENTITIES
from planner.domain.plan import Plan
from planner.errors import FileTrouble, PlanDamaged
from planner.storage.backup import KEEP_LAST, Origin, copies, folder_of
from planner.storage.plan_file import PlanFile, backup_folder

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def noted(path: Path, text: str, at: datetime) -> Plan:
    """Open, note something, close; the plan afterwards."""
    document = PlanDocument.open(path, clock=lambda: at)
    document.do(edits.set_field(document.plan, document.plan.programme, "note", text))
    document.close()
    return document.plan


@pytest.fixture
def lived(path: Path) -> list[Plan]:
    """The states of a plan that was worked on for three days; a copy stands of each but the last."""
    plans = [PlanFile.open(path, read_only=True).load()]
    for day in range(3):
        plans.append(noted(path, f"dag {day}", NOON + timedelta(days=day)))
    return plans


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 5 : 4096 * 9] = b"\xab" * (4096 * 4)
    path.write_bytes(bytes(content))


def _row(path: Path) -> None:
    execute(path, "UPDATE organisation SET name = '' WHERE rowid = 1")


def _table(path: Path) -> None:
    execute(path, "DROP TABLE dependency")


def _programme(path: Path) -> None:
    execute(path, "DELETE FROM programme")


def _other_program(path: Path) -> None:
    path.unlink()
    execute(path, "CREATE TABLE photo (id INTEGER)")


def _trigger(path: Path) -> None:
    execute(path, "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM dependency; END")


def _journal(path: Path) -> None:
    execute(path, "UPDATE journal SET action = 'dance' WHERE seq = 2")


DAMAGES: list[Callable[[Path], None]] = [
    *(_zeros, _half, _empty, _pages, _row, _table, _programme, _other_program, _trigger, _journal)
]
BEYOND_READING = (_zeros, _empty, _other_program)


@pytest.mark.parametrize("damage", DAMAGES)
def test_that_the_last_version_can_be_put_back_and_the_damaged_file_is_kept(
    path: Path, lived: list[Plan], damage: Callable[[Path], None]
):
    damage(path)
    content = path.read_bytes()
    with pytest.raises(PlanDamaged, match="last copy"):
        PlanDocument.open(path)
    found = versions_of(path)
    assert found[0].soundness is Soundness.SOUND
    done = restore(path, found[0])
    assert PlanFile.open(path, read_only=True).load() == lived[-2]
    assert done.set_aside is not None and done.set_aside.read_bytes() == content
    aside = next(v for v in versions_of(path) if v.copy.path == done.set_aside)
    assert (aside.soundness, aside.copy.origin) == (Soundness.DAMAGED, Origin.DAMAGED)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("damage", DAMAGES)
def test_that_what_is_sound_is_saved_and_what_is_not_is_listed(
    path: Path, lived: list[Plan], damage: Callable[[Path], None], tmp_path: Path
):
    damage(path)
    content, target = path.read_bytes(), tmp_path / "gered.keten"
    found = recover(path, target)
    assert path.read_bytes() == content
    saved = PlanFile.open(target, read_only=True).load()
    assert saved == found.plan
    there = {(kind, row_id) for kind in ENTITIES for row_id in saved.table(kind)}
    # With a copy of yesterday every row is there again: what could not be read is of yesterday, all else of today.
    assert there == {(kind, row_id) for kind in ENTITIES for row_id in lived[-1].table(kind)}
    assert saved.programme.note == ("dag 1" if damage in (*BEYOND_READING, _programme) else "dag 2") or damage in (
        _half,
        _pages,
    )
    if damage not in (_trigger, _journal):
        assert found.losses


def test_that_without_a_copy_rows_are_lost_by_name_and_the_rest_is_saved(path: Path, plan: Plan, tmp_path: Path):
    lost = next(iter(plan.table("activity")))
    execute(path, f"UPDATE activity SET name = '' WHERE id = '{lost}'")
    found = recover(path, tmp_path / "gered.keten")
    assert str(lost) in {loss.id for loss in found.losses}
    assert lost not in found.plan.table("activity")
    assert len(found.plan.table("organisation")) == len(plan.table("organisation"))


def test_that_nothing_is_saved_of_a_file_that_cannot_be_read_at_all(path: Path, tmp_path: Path):
    path.write_bytes(bytes(8192))
    with pytest.raises(FileTrouble, match=r"Nothing of Wet é\.keten can be read"):
        recover(path, tmp_path / "gered.keten")
    assert not (tmp_path / "gered.keten").exists()


def test_that_a_plan_that_is_open_is_not_replaced(path: Path, lived: list[Plan]):
    document = PlanDocument.open(path)
    with pytest.raises(FileTrouble, match="close it first"):
        restore(path, versions_of(path)[0])
    assert document.plan == lived[-1]
    document.close()


def test_that_putting_back_can_be_taken_back(path: Path, lived: list[Plan]):
    restore(path, find_version(path, "2"))
    assert PlanFile.open(path, read_only=True).load() == lived[1]
    before = next(v for v in versions_of(path) if v.copy.origin is Origin.RESTORE)
    restore(path, before)
    assert PlanFile.open(path, read_only=True).load() == lived[-1]


def test_that_damaged_openings_rotate_no_good_copy_out(path: Path, lived: list[Plan]):
    kept = copies(path, backup_folder())
    execute(path, "UPDATE activity SET kind = 'epic'")
    for _ in range(KEEP_LAST + 2):
        with pytest.raises(PlanDamaged):
            PlanDocument.open(path)
    assert copies(path, backup_folder()) == kept


def test_that_a_clock_that_once_stood_in_2099_blocks_nothing(path: Path):
    for number in range(KEEP_LAST + 1):
        noted(path, f"ooit {number}", datetime(2099, 1, 1, 12, number, tzinfo=UTC))
    for number in range(KEEP_LAST + 2):
        noted(path, f"nu {number}", NOON + timedelta(minutes=number))
    names = [copy.name for copy in copies(path, backup_folder())]
    assert sum(name.startswith("2026") for name in names) >= KEEP_LAST


def test_that_a_neighbour_of_the_users_survives_a_copy(path: Path, tmp_path: Path):
    target = tmp_path / "kopie.keten"
    neighbour = target.with_name(target.name + ".part")
    neighbour.write_text("van mij")
    document = PlanDocument.open(path)
    document.copy_to(target)
    document.close()
    assert neighbour.read_text() == "van mij"
    assert PlanFile.open(target, read_only=True).load() == document.plan


def test_that_a_plan_whose_file_was_moved_can_still_be_copied(path: Path, tmp_path: Path):
    document = PlanDocument.open(path, read_only=True)
    path.rename(path.with_name("elders.keten"))
    document.copy_to(tmp_path / "kopie.keten")
    document.close()
    assert PlanFile.open(tmp_path / "kopie.keten", read_only=True).load() == document.plan


def test_the_commands(path: Path, lived: list[Plan], tmp_path: Path):
    def ran(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "planner", *words], capture_output=True, text=True, check=False)

    listed = json.loads(ran("versions", str(path), "--json").stdout)
    assert [row["steps_since"] for row in listed] == [1, 2, 3]
    assert {row["state"] for row in listed} == {"sound"}
    assert "3" in ran("versions", str(path)).stdout
    _pages(path)
    saved = ran("recover", str(path), str(tmp_path / "gered.keten"), "--json")
    assert saved.returncode == 0 and json.loads(saved.stdout)["kept"]
    back = ran("restore", str(path), listed[0]["name"])
    assert back.returncode == 0, back.stderr
    assert PlanFile.open(path, read_only=True).load() == lived[-2]
    unknown = ran("restore", str(path), "gisteren")
    assert unknown.returncode == 1 and unknown.stderr.count("\n") == 1
    assert folder_of(path, backup_folder()).is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are of another kind there")
def test_that_a_plan_put_back_copied_or_made_can_be_read_by_who_could_before(
    path: Path, lived: list[Plan], tmp_path: Path
):
    path.chmod(0o664)
    restore(path, versions_of(path)[0])
    assert path.stat().st_mode & 0o777 == 0o664
    plain = tmp_path / "gewoon"
    plain.touch()
    document = PlanDocument.open(path, read_only=True)
    document.copy_to(tmp_path / "kopie.keten")
    document.close()
    PlanFile.create(tmp_path / "nieuw.keten", document.plan).close()
    for made in ("kopie.keten", "nieuw.keten"):
        assert (tmp_path / made).stat().st_mode == plain.stat().st_mode


def test_that_a_version_of_a_newer_program_is_not_called_damaged(path: Path, lived: list[Plan]):
    newest = versions_of(path)[0].copy.path
    execute(newest, "PRAGMA user_version = 999")
    assert versions_of(path)[0].soundness is Soundness.NEWER
    with pytest.raises(FileTrouble, match="newer version"):
        restore(path, versions_of(path)[0])
    assert PlanFile.open(path, read_only=True).load() == lived[-1]


def test_that_a_plan_that_never_was_has_no_versions_but_one_that_is_gone_has(
    path: Path, lived: list[Plan], tmp_path: Path
):
    with pytest.raises(FileTrouble, match="There is no file"):
        versions_of(tmp_path / "nooit.keten")
    path.unlink()
    restore(path, versions_of(path)[0])
    assert PlanFile.open(path, read_only=True).load() == lived[-2]
