"""Where a plan on a server is, postgresql://[user[:password]@]host[:port]/database[?plan=NAME], and connecting."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from planner.errors import EditRefused, FileTrouble
from planner.message import N_

SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
SERVICE = "ketenplanner"
"""Under what passwords stand in the keyring of the system; the name of the account is user@host:port/database."""
PLAN_NAME = re.compile(r"[a-z][a-z0-9_-]{0,40}")
NO_RIGHT = "42501"  # insufficient_privilege
CONNECTING_SECONDS = 10


def is_server(text: str) -> bool:
    """Whether what was typed as a plan is an address of a server."""
    return text.lower().startswith(SCHEMES)


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A database, and the plan in it that is meant; an empty name means the only one there is."""

    url: URL
    plan: str

    @classmethod
    def parse(cls, text: str) -> ServerPlace:
        """The place that an address says; FileTrouble where it says none."""
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):
            raise FileTrouble(N_("This is no address of a plan on a server: {text}."), text=_hidden(text)) from None
        plan = url.query.get("plan", "")
        if not url.database or not isinstance(plan, str) or (plan and not PLAN_NAME.fullmatch(plan)):
            raise FileTrouble(N_("This is no address of a plan on a server: {text}."), text=_hidden(text))
        url = url.set(drivername="postgresql+psycopg").difference_update_query(["plan"])
        return cls(_with_password(_with_tls(url)), plan)

    @property
    def shown(self) -> str:
        """The place without its password."""
        return f"{self.url.host or 'localhost'}/{self.url.database}"

    def engine(self) -> Engine:
        """Connections to the database; FileTrouble where the program was installed without what that needs."""
        try:
            return create_engine(
                self.url,
                poolclass=QueuePool,
                pool_size=2,
                pool_pre_ping=True,
                connect_args={"connect_timeout": CONNECTING_SECONDS, "application_name": SERVICE},
            )
        except ImportError:
            raise FileTrouble(N_("Plans on a server need the extra “server”: install ketenplanner[server].")) from None


def _hidden(text: str) -> str:
    return re.sub(r"//([^:/@]*):[^@]*@", r"//\1:…@", text)


def _with_tls(url: URL) -> URL:
    """Encrypted unless the address says otherwise; a socket of this machine needs no encryption."""
    host = url.host or url.query.get("host") or ""
    if "sslmode" in url.query or not host or str(host).startswith("/"):
        return url
    return url.update_query_dict({"sslmode": "verify-full" if "sslrootcert" in url.query else "require"})


def _with_password(url: URL) -> URL:
    """With the password that the keyring of the system has for it, where the address has none."""
    if url.password or not url.username or not url.host:
        return url
    with contextlib.suppress(Exception):  # a keyring is a service of the desktop, which may be missing or refuse
        import keyring

        found = keyring.get_password(SERVICE, account_of(url))
        return url.set(password=found) if found else url
    return url


def account_of(url: URL) -> str:
    """What the keyring calls the account."""
    return f"{url.username}@{url.host}:{url.port or 5432}/{url.database}"


@contextmanager
def translated(place: ServerPlace) -> Generator[None]:
    """Errors of the server inside come out as ours, in one sentence."""
    try:
        yield
    except DBAPIError as error:
        code = getattr(error.orig, "sqlstate", None)
        if code == NO_RIGHT:
            raise EditRefused(
                N_("You may not do this on the server: readers change nothing, editors rows of their organisation.")
            ) from error
        reason = first_line(error.orig)
        raise FileTrouble(
            N_("The server {place} cannot be used; nothing was changed: {reason}."), place=place.shown, reason=reason
        ) from error


@contextmanager
def writing(place: ServerPlace) -> Generator[Connection]:
    """A connection of its own and a transaction that is stored whole, or not at all if anything goes wrong."""
    engine = place.engine()
    try:
        with translated(place), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def keep_password(place: ServerPlace, password: str) -> str:
    """Keep the password of an account in the keyring of the system; gives the account. FileTrouble if it cannot be."""
    account = account_of(place.url)
    try:
        import keyring

        keyring.set_password(SERVICE, account, password)
    except Exception as error:
        reason = first_line(error)
        raise FileTrouble(N_("The keyring of this computer cannot be used: {reason}."), reason=reason) from error
    return account


def first_line(error: Any) -> str:
    """What a server says went wrong, on one line without a full stop."""
    return next(iter(str(error).strip().splitlines()), "?").strip().rstrip(".")
