"""Keeps the embedded PostgreSQL for as long as somebody uses it. Started by `embedded`, by path, alone.

    python keeper.py FOLDER COMMAND…

COMMAND is the server, and our child. It stops when nobody holds `users.lock` any more, however they went; when we
are killed, the kernel stops it. We hold `keeper.lock` for as long as we live.
"""

import ctypes
import fcntl
import os
import select
import signal
import subprocess
import sys
from typing import IO

_PR_SET_PDEATHSIG = 1
_PAUSE = 0.5  # seconds between two looks


def main(folder: str, command: list[str]) -> None:
    with (
        open(f"{folder}/keeper.lock", "w") as keeper,
        open(f"{folder}/users.lock", "w") as users,
        open(f"{folder}/start.lock", "w") as start,
    ):
        fcntl.flock(keeper, fcntl.LOCK_EX)
        # Our parent goes at once and takes no lock along: we are nobody's child, of nobody's group.
        if os.fork():
            os._exit(0)
        os.setsid()
        _keep(start, users, command)


def _keep(start: IO[str], users: IO[str], command: list[str]) -> None:
    heard, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    server = subprocess.Popen(command, preexec_fn=_stop_with_keeper)  # noqa: S603 - what `embedded` made
    while server.poll() is None:
        told = os.read(heard, 64) if select.select([heard], [], [], _PAUSE)[0] else b""
        if told.strip(bytes([signal.SIGCHLD])) or _nobody_uses(start, users):
            # Whoever comes now waits for `start.lock` until we are gone, and finds no server.
            server.send_signal(signal.SIGINT)  # a fast stop
            server.wait()


def _nobody_uses(start: IO[str], users: IO[str]) -> bool:
    """Both locks are ours then: nobody is coming, either."""
    if not _lock(start):
        return False
    if _lock(users):
        return True
    fcntl.flock(start, fcntl.LOCK_UN)
    return False


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stop_with_keeper() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
