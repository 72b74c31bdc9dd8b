"""A plan on a server: to it and back without loss, many writers, roles by the database, trouble in one sentence."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Server

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.rebasing import StepConflict
from planner.errors import EditRefused, FileTrouble
from planner.storage.journal import step_forward
from planner.storage.server.members import add_member
from planner.storage.server.place import ServerPlace
from planner.storage.server.setup import Role, set_up
from planner.storage.server.transfer import put_file


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "planner", *words], capture_output=True, text=True, check=False)


def done(*words: str) -> str:
    result = ran(*words)
    assert result.returncode == 0, result.stderr
    return result.stdout


def rename(document: PlanDocument, key: str, **values: object) -> None:
    document.do(edits.edit_row(document.plan.activities_by_key[key], **values))


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "wsm.keten"
    with closing(PlanDocument.create(path, _letter(), backups=tmp_path / "b")) as document:
        rename(document, "POL-1", name="Politie é <b>")
        rename(document, "POL-2", note="regel\nregel")
        document.undo()
    return path


def _letter():
    from planner.application.templates import template_plan

    return template_plan("wsm-2022", None)


@pytest.fixture
def team(database: Server, plan_file: Path) -> Server:
    """The plan on the server, with two managers, an editor of OM and a reader."""
    place = ServerPlace.parse(database.address(plan="wsm"))
    set_up(place)
    assert put_file(plan_file, database.address(plan="wsm")) == "wsm"
    for who, role in (("anna", Role.MANAGER), ("bram", Role.MANAGER), ("lezer", Role.READER)):
        add_member(place, who, role, None)
    add_member(place, "om_editor", Role.EDITOR, "OM")
    return database


def test_that_a_server_is_set_up_and_filled_by_commands(database: Server, plan_file: Path):
    address = database.address(plan="wsm")
    assert ran("check", address).returncode == 1
    done("server", "setup", database.address())
    assert ran("server", "setup", database.address()).returncode == 1
    done("server", "put", address, str(plan_file))
    assert ran("server", "put", address, str(plan_file)).returncode == 1
    done("server", "add", address, "anna", "--role", "manager")
    assert ran("server", "add", address, "niemand").returncode == 1
    assert ran("server", "add", address, "bram", "--role", "editor").returncode == 1
    done("server", "add", address, "bram", "--role", "editor", "--organisation", "OM")
    assert ran("server", "add", database.address("anna", plan="wsm"), "anna", "--role", "manager").returncode == 1
    done("server", "remove", address, "bram")
    assert ran("check", database.address("bram", plan="wsm")).returncode == 1


@pytest.fixture
def anna(team: Server) -> Iterator[PlanDocument]:
    with closing(PlanDocument.open_at(team.address("anna"))) as document:
        yield document


@pytest.fixture
def bram(team: Server) -> Iterator[PlanDocument]:
    with closing(PlanDocument.open_at(team.address("bram", plan="wsm"))) as document:
        yield document


def test_that_a_plan_comes_back_from_the_server_with_its_history(team: Server, plan_file: Path, tmp_path: Path):
    back = tmp_path / "terug.keten"
    done("server", "get", team.address("anna", plan="wsm"), str(back))
    with (
        closing(PlanDocument.open(plan_file, read_only=True)) as before,
        closing(PlanDocument.open(back, read_only=True)) as after,
    ):
        assert after.plan == before.plan
        assert after.history() == before.history()
        assert len(after.history()) == 3
        assert after.plan_as_of(0) == before.plan_as_of(0)


def test_that_commands_take_an_address_as_a_plan(team: Server, plan_file: Path, tmp_path: Path):
    address = team.address("anna", plan="wsm")
    assert json.loads(done("schedule", address, "--json")) == json.loads(done("schedule", str(plan_file), "--json"))
    assert done("history", address) == done("history", str(plan_file))
    done("export", address, str(tmp_path / "x.json"))
    sheet = tmp_path / "x.csv"
    done("export", address, str(sheet))
    text = sheet.read_text(encoding="utf-8-sig")
    sheet.write_text(text.replace("OM gereed", "OM is gereed"), encoding="utf-8-sig")
    done("import", str(sheet), "--into", address)
    assert "anna" in done("history", address)
    assert "wsm" in done("server", "list", team.address("lezer"))
    assert "om_editor editor OM" in done("server", "people", team.address(plan="wsm"))


def test_that_edits_of_different_fields_both_stand(anna: PlanDocument, bram: PlanDocument):
    rename(anna, "POL-3", name="Van Anna")
    rename(bram, "POL-3", note="van Bram")
    anna.catch_up()
    row = anna.plan.activities_by_key["POL-3"]
    assert (row.name, row.note) == ("Van Anna", "van Bram")
    assert anna.plan == bram.plan


def test_that_the_second_of_two_is_told_and_can_choose(anna: PlanDocument, bram: PlanDocument):
    rename(anna, "POL-3", name="Van Anna")
    with pytest.raises(StepConflict) as told:
        rename(bram, "POL-3", name="Van Bram")
    assert [(c.field, c.now, c.wanted) for c in told.value.conflicts] == [("name", "Van Anna", "Van Bram")]
    assert bram.plan.activities_by_key["POL-3"].name == "Van Anna"
    rename(bram, "POL-3", name="Van Bram")
    anna.catch_up()
    assert anna.plan.activities_by_key["POL-3"].name == "Van Bram"


def test_that_undo_is_ones_own_and_says_what_rests_on_it(anna: PlanDocument, bram: PlanDocument):
    rename(anna, "POL-3", name="Van Anna")
    rename(bram, "OM-2", name="Van Bram")
    anna.undo()
    bram.catch_up()
    assert bram.plan.activities_by_key["OM-2"].name == "Van Bram"
    assert bram.plan.activities_by_key["POL-3"].name != "Van Anna"
    anna.redo()
    rename(bram, "POL-3", note="x") if bram.catch_up() else None
    rename(bram, "POL-3", name="Over Anna heen")
    with pytest.raises(StepConflict):
        anna.undo()
    assert anna.plan == bram.plan


def test_that_keys_are_given_out_once(anna: PlanDocument, bram: PlanDocument):
    for document in (anna, bram):
        parent = document.plan.activities_by_key["POL-1"]
        document.do(
            edits.add_activity(document.plan, "Nieuw", parent_id=parent.id, organisation_id=parent.organisation_id)
        )
    anna.catch_up()
    assert anna.plan == bram.plan
    keys = [a.key for a in anna.plan.activities_by_key.values() if a.name == "Nieuw"]
    assert len(keys) == len(set(keys)) == 2


def test_that_others_are_told_of_a_step_within_a_second_or_so(anna: PlanDocument, bram: PlanDocument):
    listening = anna.listen()
    assert listening is not None
    listening.heard.wait(3)
    listening.heard.clear()
    threading.Timer(0.3, lambda: rename(bram, "OM-2", name="Hoor")).start()
    assert listening.heard.wait(5)
    assert anna.catch_up() == 1
    assert anna.plan.activities_by_key["OM-2"].name == "Hoor"


def test_that_an_editor_changes_own_rows_only_and_a_reader_none(team: Server):
    with closing(PlanDocument.open_at(team.address("om_editor"))) as editor:
        rename(editor, "OM-2", name="Van het OM")
        before = editor.plan
        with pytest.raises(EditRefused):
            rename(editor, "POL-3", name="Niet van het OM")
        with pytest.raises(EditRefused):
            editor.do(edits.edit_row(editor.plan.programme, name="Ook niet"))
        assert editor.plan == before
    with closing(PlanDocument.open_at(team.address("lezer"))) as reader:
        assert reader.read_only
        assert reader.plan.activities_by_key["OM-2"].name == "Van het OM"
        with pytest.raises(FileTrouble):
            rename(reader, "OM-2", name="Nee")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plan_wsm.activity SET name = 'x' WHERE key = 'POL-3' RETURNING 1",
        "DELETE FROM plan_wsm.journal RETURNING 1",
        "UPDATE plan_wsm.journal SET who = 'anna' RETURNING 1",
        "INSERT INTO ketenplanner.member VALUES ('wsm', 'om_editor2', 'manager', NULL) RETURNING 1",
        "UPDATE ketenplanner.member SET role = 'manager' RETURNING 1",
        "INSERT INTO plan_wsm.journal VALUES (99, '', 'anna', 'do', NULL, 1, '', '{}', '[]') RETURNING 1",
        "UPDATE plan_wsm.activity SET organisation_id = NULL WHERE key = 'OM-2' RETURNING 1",
    ],
)
def test_that_the_database_itself_keeps_an_editor_to_own_rows(team: Server, statement: str):
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError

    engine = create_engine(team.address("om_editor").replace("postgresql:", "postgresql+psycopg:"))
    try:
        with engine.begin() as connection:
            assert connection.exec_driver_sql(statement).all() == []
    except DBAPIError as refused:
        assert refused.orig.sqlstate == "42501"  # type: ignore[union-attr]
    finally:
        engine.dispose()


def test_that_many_writers_end_with_one_plan_that_the_journal_gives(team: Server):
    """Random edits by three at a time; whoever is refused goes on. All see the same, and so does the journal."""
    troubles: list[BaseException] = []

    def work(who: str, seed: int) -> None:
        chance = random.Random(seed)
        try:
            with closing(PlanDocument.open_at(team.address(who, plan="wsm"))) as document:
                for number in range(25):
                    row = chance.choice(sorted(document.plan.activities_by_key.values(), key=lambda a: a.key)[:6])
                    try:
                        if chance.random() < 0.2 and document.can_undo():
                            document.undo()
                        elif chance.random() < 0.5:
                            document.do(edits.edit_row(row, note=f"{who} {number}"))
                        else:
                            parent = document.plan.activities_by_key["POL-1"]
                            document.do(edits.add_activity(document.plan, f"{who} {number}", parent_id=parent.id))
                    except EditRefused:
                        continue
        except BaseException as trouble:  # noqa: BLE001 - told below
            troubles.append(trouble)

    threads = [threading.Thread(target=work, args=(who, n)) for n, who in enumerate(("anna", "bram", "postgres"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    assert troubles == []
    with closing(PlanDocument.open_at(team.address("anna"))) as document:
        lines = document.history()
        assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
        assert {line.who for line in lines} >= {"anna", "bram", "postgres"}
        replayed = document.plan_as_of(0)
        for line in lines:
            replayed = replayed.with_step(step_forward(replayed, line))
        assert replayed == document.plan


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://x:y@127.0.0.1:1/plans",
        "postgresql://anna:fout@127.0.0.1:{port}/plans",
        "postgresql://anna:{password}@127.0.0.1:{port}/nergens",
        "postgresql://anna:{password}@127.0.0.1:{port}/plans?plan=anders",
        "postgresql://anna:{password}@127.0.0.1:{port}/plans?plan=Robert');--",
        "postgresql://",
        "postgresql://[",
    ],
)
def test_that_trouble_with_a_server_is_one_sentence_without_the_password(team: Server, address: str):
    password = "alleen-in-tests"
    refused = ran("check", address.format(port=team.port, password=password))
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert password not in refused.stderr
    assert "errors.log" not in refused.stderr


def test_that_an_unencrypted_connection_is_not_made_by_itself(team: Server):
    from planner.storage.server.place import ServerPlace

    assert ServerPlace.parse(team.address("anna")).url.query["sslmode"] == "require"
    checked = ServerPlace.parse("postgresql://a@host/db?sslrootcert=/x.crt")
    assert checked.url.query["sslmode"] == "verify-full"


def test_that_a_server_of_another_format_is_read_by_nobody(team: Server):
    team.run("UPDATE ketenplanner.plan SET format = format + 1", "plans")
    newer = ran("check", team.address("anna"))
    team.run("UPDATE ketenplanner.plan SET format = format - 2", "plans")
    older = ran("check", team.address("anna"))
    for refused in (newer, older):
        assert refused.returncode == 1
        assert len(refused.stderr.strip().splitlines()) == 1
