"""The processes: web, jobs, mail; and one that runs them all and stops them all."""

import asyncio
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import click
from django.conf import settings
from django.core.management import call_command
from procrastinate.contrib.django import app

from krets.db import embedded
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.engines.countries import Broken
from krets.home.commands import compile_messages, make_database
from krets.home.demo import story
from krets.home.demo.cast import PASSWORD, PEOPLE
from krets.home.demo.content import RealPeople, load_content
from krets.mail import listener, postoffice
from krets.networks.forms import countries
from krets.search import indexer, vectors

_PR_SET_PDEATHSIG = 1
_PATIENCE = 10  # seconds between asking a process to stop and stopping it


@click.command()
@click.option("--reload", is_flag=True, help="Start anew when code changes; for developers.")
@click.option("--workers", default=2, show_default=True, help="Processes; each answers with four threads.")
def web(workers: int, reload: bool) -> None:
    """Serve pages and the API on KRETS_PORT, on loopback, behind whatever proxy you use."""
    _countries_are_whole()
    prepare_static()
    # Browsers open connections that they may never use, and gunicorn waits for each of them when told to stop.
    patience = 1 if settings.DEMO else 8
    command = [
        sys.executable, "-m", "gunicorn", "krets.wsgi:application", f"--bind=127.0.0.1:{settings.PORT}",
        f"--workers={workers}", "--worker-class=gthread", "--threads=4", "--log-level=warning",
        *(_reloading() if reload else ["--preload"]), f"--graceful-timeout={patience}", "--max-requests=20000",
        "--max-requests-jitter=2000",
    ]  # fmt: skip
    sys.exit(_wait(_start(command, {"KRETS_POOL": os.environ.get("KRETS_POOL", "8")})))


def _reloading() -> list[str]:
    """Templates too: a worker reads each once."""
    templates = sorted(Path(settings.ROOT, "krets").glob("*/templates/**/*.*"))
    return ["--reload", *(f"--reload-extra-file={path}" for path in templates)]


@click.command()
def jobs() -> None:
    """Do the after-work and the clockwork, and keep the search index."""
    _countries_are_whole()
    stop = threading.Event()
    followers = [
        threading.Thread(target=machine.follow, args=(stop,), name=machine.__name__, daemon=True)
        for machine in (indexer, vectors)
    ]
    for follower in followers:
        follower.start()
    try:
        asyncio.run(_work())
    finally:
        stop.set()
        for follower in followers:
            follower.join(_PATIENCE)


async def _work() -> None:
    # A copy of the app for the worker: jobs that queue jobs still do so inside their own transaction.
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker.open_async():
        await worker.run_worker_async(
            concurrency=2, fetch_job_polling_interval=2, shutdown_graceful_timeout=8, delete_jobs="successful"
        )


@click.command()
def mail() -> None:
    """Receive letters on KRETS_MAIL_LISTEN and from the mailbox KRETS_IMAP."""
    _countries_are_whole()
    listener.serve()


@click.command()
@click.argument("port", type=int)
def post_office(port: int) -> None:
    """The demo's post office: keeps every letter in a folder and sends none on."""
    postoffice.serve(port)


@click.command()
def run() -> None:
    """Serve, work and receive mail: all processes, restarted when they die, stopped together."""
    _countries_are_whole()
    prepare_static()
    supervise(["web", "jobs", "mail"])


@click.command()
@click.option("--check", is_flag=True, help="Drive the story against the running demo and say what failed.")
@click.option("--reload", is_flag=True, help="Pages reload when code changes; for developers.")
def demo(check: bool, reload: bool) -> None:
    """Run everything with invented content, on loopback. Ctrl-C stops it all."""
    if check:
        sys.exit(story.check())
    started = time.monotonic()
    _need_free_ports()
    make_database()
    prepare_static()
    try:
        with acting_as(Reader.of_system("demo")):
            load_content()
    except RealPeople as real:
        raise click.ClickException("The database holds people already. The demo needs one of its own.") from real
    names = ["web --reload" if reload else "web", "jobs", "mail", f"post-office {settings.PORT + 2}"]
    supervise(names, ready=lambda: _welcome(started))


def _countries_are_whole() -> None:
    """Say now what is wrong with a file of a country rather than on the page that asks."""
    try:
        countries()
    except Broken as broken:
        raise click.ClickException(str(broken)) from broken


def _need_free_ports() -> None:
    """Say which port is taken rather than start processes that can't."""
    for port in range(settings.PORT, settings.PORT + 3):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as taken:
                raise click.ClickException(
                    f"Port {port} is taken, perhaps by another demo. Choose three free ports with KRETS_PORT."
                ) from taken


def _welcome(started: float) -> None:
    address = f"http://localhost:{settings.PORT}"
    for _ in range(300):
        try:
            with urlopen(f"{address}/account/login/", timeout=2):  # noqa: S310 - our own address
                break
        except OSError:
            time.sleep(0.1)
    else:
        click.echo(f"The web does not answer on {address}.", err=True)
        return
    click.echo(f"\nKrets, demo: {address}   (ready after {time.monotonic() - started:.0f} s)\n")
    for name in ("anna", "bo", "eva", "ida", "pirjo", "nora"):
        _, email, _, title, _, _ = PEOPLE[name]
        click.echo(f"  {email:36} {title}")
    click.echo(f"\nEverybody's password: {PASSWORD}")
    click.echo(f"Letters lie in {settings.DATA / 'postoffice'}. Ctrl-C stops everything.\n")


def supervise(names: list[str], ready: Callable[[], None] | None = None) -> None:
    """Run these commands until told to stop. `ready` is called once they have been started."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    running = {name: _krets(name) for name in names}
    try:
        if ready is not None:
            ready()
        while not stop.wait(0.5):
            try:
                embedded.revive()
            except RuntimeError as fault:  # what was killed may take a while to be gone: try again
                click.echo(str(fault), err=True)
            for name, process in running.items():
                if process.poll() is not None and not stop.is_set():
                    click.echo(f"krets {name} ended with code {process.returncode}; starting it again.", err=True)
                    time.sleep(1)
                    running[name] = _krets(name)
    finally:
        for process in running.values():
            process.terminate()
        deadline = time.monotonic() + _PATIENCE
        for process in running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def prepare_static() -> None:
    """Gather static files and compile texts, where they changed."""
    compile_messages()
    newest = max(path.stat().st_mtime for path in Path(settings.ROOT, "krets").glob("*/static/**/*"))
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, verbosity=0)


def _krets(name: str) -> "subprocess.Popen[bytes]":
    return _start([sys.executable, "-m", "krets.cli", *name.split()], {})


def _start(command: list[str], more: dict[str, str]) -> "subprocess.Popen[bytes]":
    # Its own process group: Ctrl-C reaches only us, and we stop the children in order.
    return subprocess.Popen(  # noqa: S603 - our own commands
        command, env={**os.environ, **more}, preexec_fn=_die_with_parent, start_new_session=True
    )


def _wait(process: "subprocess.Popen[bytes]") -> int:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: process.terminate())
    return process.wait()


def _die_with_parent() -> None:
    if sys.platform == "linux":  # so that killing us leaves nothing behind
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
