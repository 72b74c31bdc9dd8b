"""A PostgreSQL server of the tests' own, on a socket and a port of its own, with TLS by a certificate they make."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SUPERUSER = "postgres"
PASSWORD = "alleen-in-tests"
PEOPLE = ("anna", "bram", "om_editor", "lezer")


@dataclass(frozen=True)
class Server:
    """A running server; `port` is that of 127.0.0.1."""

    port: int

    def address(self, who: str = SUPERUSER, database: str = "plans", plan: str = "") -> str:
        tail = f"?plan={plan}" if plan else ""
        return f"postgresql://{who}:{PASSWORD}@127.0.0.1:{self.port}/{database}{tail}"

    def run(self, sql: str, database: str = "postgres") -> None:
        from sqlalchemy import create_engine

        url = f"postgresql+psycopg://{SUPERUSER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(sql)
        engine.dispose()


def programs() -> Path | None:
    """Where the programs of the newest PostgreSQL of this machine are; None where it has none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).resolve().parent if known else None


def as_its_own_user(command: list[str]) -> list[str]:
    """The server refuses to run as root: then it runs as the user that its package made."""
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    return [*other, *command] if os.geteuid() == 0 else command


def quiet(command: list[str]) -> None:
    """Run a program to its end; not through a pipe, which the server it starts would keep open."""
    none = subprocess.DEVNULL
    subprocess.run(command, check=True, stdin=none, stdout=none, stderr=none, cwd="/", timeout=90)


def certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-keyout", str(folder / "server.key"), "-out", str(folder / "server.crt")]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "server.key").chmod(0o600)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    bin_folder = programs()
    if bin_folder is None or not shutil.which("openssl"):
        pytest.skip("no PostgreSQL (or openssl) is installed on this machine")
    if os.geteuid() == 0:
        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL does not run as root, and there is no account postgres")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data, secret = folder / "data", folder / "secret"
    secret.write_text(PASSWORD)
    certificate(folder)
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, account.pw_uid, account.pw_gid)
    make = [str(bin_folder / "initdb"), "-D", str(data), "-U", SUPERUSER, "-A", "scram-sha-256", "-E", "UTF8"]
    quiet(as_its_own_user([*make, "--pwfile", str(secret), "--no-sync"]))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c ssl=on"
    options += f" -c ssl_cert_file={folder}/server.crt -c ssl_key_file={folder}/server.key -c fsync=off"
    control = as_its_own_user([str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")])
    quiet([*control, "-o", options, "start"])
    try:
        running = Server(port)
        for who in PEOPLE:
            running.run(f"CREATE ROLE {who} LOGIN PASSWORD '{PASSWORD}'")
        yield running
    finally:
        quiet([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server: Server) -> Iterator[Server]:
    """The server with a fresh, empty database called plans."""
    server.run("DROP DATABASE IF EXISTS plans WITH (FORCE)")
    server.run("CREATE DATABASE plans")
    return server
