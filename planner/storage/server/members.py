"""Who may do what in a plan on a server."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from planner.errors import FileTrouble
from planner.message import N_
from planner.storage.server.place import ServerPlace, writing
from planner.storage.server.setup import EDITED, Role
from planner.storage.tables import TABLES

ACCOUNT = re.compile(r"[a-z_][a-z0-9_.@-]{0,62}")


def add_member(place: ServerPlace, who: str, role: Role, organisation: str | None) -> None:
    """Give an account of the server a role in a plan; FileTrouble where plan, account or organisation is not there."""
    with writing(place) as connection:
        name, schema = place.plan, _schema(connection, place)
        if not ACCOUNT.fullmatch(who):
            raise FileTrouble(N_("{who} is no name of an account on a server."), who=who)
        if not connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :who"), {"who": who}).first():
            raise FileTrouble(N_("{place} has no account {who}: make it there first."), place=place.shown, who=who)
        row = {"plan": name, "who": who, "role": role.value, "organisation": _id_of(connection, schema, organisation)}
        _take_away(connection, name, schema, who)
        statement = "INSERT INTO ketenplanner.member VALUES (:plan, :who, :role, :organisation)"
        connection.execute(text(statement), row)
        connection.exec_driver_sql(f'GRANT USAGE ON SCHEMA "{schema}" TO "{who}"')
        connection.exec_driver_sql(f'GRANT SELECT ON ALL TABLES IN SCHEMA "{schema}" TO "{who}"')
        written = () if role is Role.READER else TABLES if role is Role.MANAGER else EDITED
        for table in written:
            connection.exec_driver_sql(f'GRANT INSERT, UPDATE, DELETE ON "{schema}"."{table}" TO "{who}"')
        if written:
            connection.exec_driver_sql(f'GRANT INSERT ON "{schema}".journal TO "{who}"')


def remove_member(place: ServerPlace, who: str) -> None:
    """Take the rights of an account in a plan away; FileTrouble where it has none."""
    with writing(place) as connection:
        schema = _schema(connection, place)
        if who not in {member for member, _, _ in _members(connection, place.plan, schema)}:
            raise FileTrouble(N_("{who} has no rights in {name}."), who=who, name=place.plan)
        _take_away(connection, place.plan, schema, who)


def members_of(place: ServerPlace) -> list[tuple[str, str, str]]:
    """Who has a role in a plan: account, role, and the code of the organisation of an editor (else empty)."""
    with writing(place) as connection:
        return _members(connection, place.plan, _schema(connection, place))


def plans_of(place: ServerPlace) -> list[str]:
    """The names of the plans in a database that the user may see."""
    with writing(place) as connection:
        return [str(name) for (name,) in connection.execute(text("SELECT name FROM ketenplanner.plan ORDER BY name"))]


def _members(connection: Connection, name: str, schema: str) -> list[tuple[str, str, str]]:
    query = text(
        "SELECT m.who, m.role, coalesce(o.code, '') FROM ketenplanner.member m"
        f' LEFT JOIN "{schema}".organisation o ON o.id = m.organisation WHERE m.plan = :plan ORDER BY m.who'
    )
    return [(str(who), str(role), str(code)) for who, role, code in connection.execute(query, {"plan": name})]


def _take_away(connection: Connection, name: str, schema: str, who: str) -> None:
    row = {"plan": name, "who": who}
    connection.execute(text("DELETE FROM ketenplanner.member WHERE plan = :plan AND who = :who"), row)
    connection.exec_driver_sql(f'REVOKE ALL ON ALL TABLES IN SCHEMA "{schema}" FROM "{who}"')
    connection.exec_driver_sql(f'REVOKE ALL ON SCHEMA "{schema}" FROM "{who}"')


def _schema(connection: Connection, place: ServerPlace) -> str:
    found = connection.execute(text("SELECT schema FROM ketenplanner.plan WHERE name = :name"), {"name": place.plan})
    schema = found.scalar()
    if schema is None:
        raise FileTrouble(N_("{place} has no plan “{name}”."), place=place.shown, name=place.plan)
    return str(schema)


def _id_of(connection: Connection, schema: str, code: str | None) -> str | None:
    if code is None:
        return None
    found = connection.execute(
        text(f'SELECT id FROM "{schema}".organisation WHERE code = :code'), {"code": code}
    ).scalar()
    if found is None:
        raise FileTrouble(N_("There is no organisation {code} in this plan."), code=code)
    return str(found)
