"""`server`: make a PostgreSQL database ready for plans, bring plans there and back, and say who may do what."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from planner.commandline.declaring import DONE, Argument, Command
from planner.errors import FileTrouble
from planner.language import Translator
from planner.message import N_
from planner.storage.server.home import ServerPlan
from planner.storage.server.members import add_member, members_of, plans_of, remove_member
from planner.storage.server.place import ServerPlace, keep_password
from planner.storage.server.setup import Role, set_up
from planner.storage.server.transfer import put_file

Done = tuple[str, dict[str, object]]
"""A sentence that says what was done, and its words."""


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    sentence, words = ACTIONS[chosen.action](chosen)
    print(translator.translate(sentence, **words))
    return DONE


def _set_up(chosen: argparse.Namespace) -> Done:
    place = ServerPlace.parse(chosen.place)
    set_up(place)
    return N_("{place} is ready for plans."), {"place": place.shown}


def _put(chosen: argparse.Namespace) -> Done:
    path = Path(_named(chosen, N_("Say which plan file is to be put on the server.")))
    name = put_file(path, chosen.place)
    return N_("{file} is on the server as {name}, with its history."), {"file": path.name, "name": name}


def _get(chosen: argparse.Namespace) -> Done:
    path = Path(_named(chosen, N_("Say which file the plan is to be written to.")))
    with contextlib.closing(ServerPlan.open(chosen.place)) as plan:
        plan.copy_to(path)
        return N_("{name} is in {file}, with its history."), {"name": plan.path.stem, "file": str(path)}


def _list(chosen: argparse.Namespace) -> Done:
    place = ServerPlace.parse(chosen.place)
    names = plans_of(place)
    return N_("{place} holds these plans that you may see: {names}."), {
        "place": place.shown,
        "names": ", ".join(names) or "–",
    }


def _people(chosen: argparse.Namespace) -> Done:
    place = ServerPlace.parse(chosen.place)
    lines = [" ".join(filter(None, (who, role, code))) for who, role, code in members_of(place)]
    return N_("{name} is open to: {people}."), {"name": place.plan, "people": ", ".join(lines) or "–"}


def _add(chosen: argparse.Namespace) -> Done:
    who, role = _named(chosen, N_("Say which account of the server is meant.")), Role(chosen.role)
    if role is Role.EDITOR and not chosen.organisation:
        raise FileTrouble(N_("An editor is of an organisation: give its code with --organisation."))
    place = ServerPlace.parse(chosen.place)
    add_member(place, who, role, chosen.organisation if role is Role.EDITOR else None)
    return N_("{who} is {role} of {name}."), {"who": who, "role": role.value, "name": place.plan}


def _remove(chosen: argparse.Namespace) -> Done:
    who, place = _named(chosen, N_("Say which account of the server is meant.")), ServerPlace.parse(chosen.place)
    remove_member(place, who)
    return N_("{who} has no rights in {name} any more."), {"who": who, "name": place.plan}


def _password(chosen: argparse.Namespace) -> Done:
    place = ServerPlace.parse(chosen.place)
    account = keep_password(place, getpass())
    return N_("The password of {account} is in the keyring of this computer."), {"account": account}


def _named(chosen: argparse.Namespace, lacking: str) -> str:
    if not chosen.what:
        raise FileTrouble(lacking)
    return str(chosen.what)


ACTIONS: dict[str, Callable[[argparse.Namespace], Done]] = {
    "setup": _set_up,
    "put": _put,
    "get": _get,
    "list": _list,
    "people": _people,
    "add": _add,
    "remove": _remove,
    "password": _password,
}
COMMAND = Command(
    "plans on a PostgreSQL server: set it up, bring plans there and back (a backup), say who may do what",
    (
        Argument("action", choices=tuple(ACTIONS)),
        Argument("place", metavar="ADDRESS", help="postgresql://user@host/database?plan=NAME"),
        Argument("what", nargs="?", metavar="FILE|WHO", help="a plan file (put, get), or an account (add, remove)"),
        Argument("--role", choices=tuple(role.value for role in Role), default="reader"),
        Argument("--organisation", metavar="CODE", help="whose activities an editor may change"),
    ),
    _run,
)
