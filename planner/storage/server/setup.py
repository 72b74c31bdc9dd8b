"""What a server holds for our plans, made by its manager: the list of plans, who may do what, and a schema a plan.

Rights are the database's own: grants say who reads and writes a plan, and row-level security that an editor changes
activities of the own organisation alone, and that nobody writes history in another's name.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, text

from planner.errors import FileTrouble
from planner.message import N_
from planner.storage.plan_file import FORMAT
from planner.storage.server.place import PLAN_NAME, ServerPlace, writing
from planner.storage.tables import JOURNAL, TABLES

SET_UP = """
CREATE SCHEMA ketenplanner;
CREATE TABLE ketenplanner.plan (name text PRIMARY KEY, schema text UNIQUE NOT NULL, format integer NOT NULL);
CREATE TABLE ketenplanner.member (
  plan text NOT NULL REFERENCES ketenplanner.plan (name) ON DELETE CASCADE, who text NOT NULL,
  role text NOT NULL CHECK (role IN ('manager', 'editor', 'reader')), organisation text,
  PRIMARY KEY (plan, who));
CREATE FUNCTION ketenplanner.role_in(name text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog
  AS 'SELECT CASE WHEN pg_has_role(session_user, (SELECT nspowner FROM pg_namespace WHERE nspname = ''ketenplanner''),
      ''MEMBER'') THEN ''manager'' ELSE (SELECT m.role FROM ketenplanner.member m WHERE m.plan = $1
      AND m.who = session_user) END';
CREATE FUNCTION ketenplanner.organisation_in(name text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog
  AS 'SELECT m.organisation FROM ketenplanner.member m WHERE m.plan = $1 AND m.who = session_user';
GRANT USAGE ON SCHEMA ketenplanner TO PUBLIC;
GRANT SELECT ON ketenplanner.plan TO PUBLIC;
ALTER TABLE ketenplanner.plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON ketenplanner.plan FOR SELECT USING (ketenplanner.role_in(name) IS NOT NULL);
"""
EDITED = ("activity", "dependency", "key_series", "remark")
"""What an editor of an organisation writes; of activities those of the organisation, of links those into them."""


class Role(StrEnum):
    """What somebody may do in a plan."""

    MANAGER = "manager"
    EDITOR = "editor"
    READER = "reader"


def is_set_up(connection: Connection) -> bool:
    """Whether a database is ready for plans."""
    return connection.execute(text("SELECT to_regclass('ketenplanner.plan')")).scalar_one() is not None


def set_up(place: ServerPlace) -> None:
    """Make a database ready for plans; FileTrouble if it is already."""
    with writing(place) as connection:
        if is_set_up(connection):
            raise FileTrouble(N_("{place} is ready for plans already."), place=place.shown)
        connection.exec_driver_sql(SET_UP)


def make_schema(connection: Connection, name: str) -> str:
    """The empty tables of a new plan, known by its name; FileTrouble if there is such a plan. Gives their schema."""
    if not PLAN_NAME.fullmatch(name):
        raise FileTrouble(
            N_("A plan on a server is called with small letters, digits, - and _: not {name}."), name=name
        )
    if connection.execute(text("SELECT 1 FROM ketenplanner.plan WHERE name = :name"), {"name": name}).first():
        raise FileTrouble(N_("There is already a plan {name} on the server."), name=name)
    schema = f"plan_{name.replace('-', '_')}"
    connection.exec_driver_sql(f'CREATE SCHEMA "{schema}"')
    mapped = connection.execution_options(schema_translate_map={None: schema})
    for table in (*TABLES.values(), JOURNAL):
        table.create(mapped)
    row = {"name": name, "schema": schema, "format": FORMAT}
    connection.execute(text("INSERT INTO ketenplanner.plan VALUES (:name, :schema, :format)"), row)
    for statement in _policies(name, schema):
        connection.exec_driver_sql(statement)
    return schema


def _policies(name: str, schema: str) -> list[str]:
    manages = f"ketenplanner.role_in('{name}') = 'manager'"
    edits = f"ketenplanner.role_in('{name}') = 'editor'"
    mine = f"organisation_id = ketenplanner.organisation_in('{name}')"
    into = f'successor_id IN (SELECT id FROM "{schema}".activity WHERE {mine})'
    found: list[str] = []
    for table in (*TABLES, "journal"):
        place = f'"{schema}"."{table}"'
        found += [
            f"ALTER TABLE {place} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY seen ON {place} FOR SELECT USING (ketenplanner.role_in('{name}') IS NOT NULL)",
        ]
        if table == "journal":
            own = f"who = session_user AND ({manages} OR {edits})"
            found.append(f"CREATE POLICY written ON {place} FOR INSERT WITH CHECK ({own})")
            continue
        found.append(f"CREATE POLICY managed ON {place} FOR ALL USING ({manages}) WITH CHECK ({manages})")
        if table in EDITED:
            which = f"{edits} AND {mine if table == 'activity' else into if table == 'dependency' else 'true'}"
            for what in ("INSERT WITH CHECK", "UPDATE USING", "DELETE USING"):
                policy = f"edited_{what.split()[0].lower()}"
                found.append(f"CREATE POLICY {policy} ON {place} FOR {what} ({which})")
    return found
