"""What a signed-in page costs, beside a bare Django page measured in the same run.

Cost is CPU time a request of the web process and of its database backend together, with the pool and the settings
that the web serves with. Both are called through WSGI, without a server or client that would add the same to
either side. Ours and the bare page take turns request by request; the ratio is the median over rounds. The bare
page (`bench/bare.py`) has what any signed-in list has: session, user, 20 rows joined to two tables, Django's own
middleware and template engine. Bound: at most 2 × the bare page for lists and an ask, and for every page 15
queries and 40 kB of HTML before compression.
"""

import argparse
import cProfile
import hashlib
import os
import pstats
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def _folder() -> Path:
    """One for each shape of the data; those of other shapes are removed."""
    shape = hashlib.sha256()
    for path in sorted([*ROOT.glob("krets/*/migrations/*.py"), ROOT / "bench" / "load.py"]):
        shape.update(path.read_bytes())
    mine = ROOT / "var" / "bench" / shape.hexdigest()[:12]
    for other in mine.parent.glob("*"):
        if other != mine:
            shutil.rmtree(other, ignore_errors=True)
    return mine


os.environ |= {"KRETS_DATA": str(_folder()), "DJANGO_SETTINGS_MODULE": "krets.settings", "KRETS_POOL": "1"}
sys.path.insert(0, str(ROOT))

from krets.db import embedded  # noqa: E402

RATIO, QUERIES, KILOBYTES = 2.0, 15, 40.0
UNBOUND = {"start", "find"}  # neither a list nor an ask: many small lists, and a search; their ratio is told only


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--requests", type=int, default=40, help="requests a round")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--profile", type=int, default=0, help="print so many lines of where the time goes")
    options = parser.parse_args()
    with embedded.running():
        import django

        django.setup()
        from django.conf import settings

        from bench.load import load
        from krets.home.commands import make_database
        from krets.run import prepare_static

        settings.LIMITS |= {"find": 10**9}  # counted as ever, and never reached
        make_database()
        prepare_static()
        pages = {name: path for name, path in load().items() if options.only in name}
        if options.profile:
            return profile(pages, options.profile)
        return measure(pages, options.rounds, options.requests)


def measure(pages: dict[str, str], rounds: int, requests: int) -> int:
    get, backend = caller(), _Backend()
    with _bare():
        get_bare = caller()
        theirs = _queries(lambda: get_bare("/"))
    print(f"{'page':10} {'CPU ms':>7} {'of it db':>9} {'bare ms':>8} {'ratio':>6} {'queries':>8} {'kB':>6}")
    failed = False
    for name, path in pages.items():
        size, queries = len(get(path)) / 1000, _queries(lambda path=path: get(path))  # type: ignore[misc]
        ours, bare = [], []
        for _ in range(rounds):
            ours.append([0.0, 0.0])
            bare.append([0.0, 0.0])
            for _ in range(requests):
                _cost(ours[-1], lambda path=path: get(path), backend)  # type: ignore[misc]
                with _bare():
                    _cost(bare[-1], lambda: get_bare("/"), backend)
        ratio = _median(sum(a) / sum(b) for a, b in zip(ours, bare, strict=True))
        held = (ratio <= RATIO or name in UNBOUND) and queries <= QUERIES and size <= KILOBYTES
        failed |= not held
        shown = [
            1000 * _median(values) / requests for values in (map(sum, ours), (a[1] for a in ours), map(sum, bare))
        ]
        print(
            f"{name:10} {shown[0]:7.2f} {shown[1]:9.2f} {shown[2]:8.2f} {ratio:6.2f} {queries:8} {size:6.1f}"
            f"{'' if held else '   over'}",
            flush=True,
        )
    print(
        f"The bare page asks {theirs} queries, and one as the owner. "
        f"Bound: {RATIO} ×, {QUERIES} queries, {KILOBYTES:.0f} kB."
    )
    return int(failed)


def profile(pages: dict[str, str], lines: int) -> int:
    get = caller()
    for name, path in pages.items():
        get(path)
        recorder = cProfile.Profile()
        recorder.enable()
        for _ in range(50):
            get(path)
        recorder.disable()
        print(f"— {name}")
        pstats.Stats(recorder).sort_stats("tottime").print_stats(lines)
    return 0


def caller() -> Callable[[str], bytes]:
    """Calls the application as Anna, under the settings in force now."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import Client

    from krets.people.models import Account

    client, application = Client(), WSGIHandler()
    client.force_login(Account.objects.get(email="anna@grankoping.example"))
    cookie = "; ".join(f"{name}={value.value}" for name, value in client.cookies.items())

    def get(path: str) -> bytes:
        address, _, query = path.partition("?")
        status: list[str] = []
        environment = {
            "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000", "HTTP_COOKIE": cookie, "REMOTE_ADDR": "127.0.0.1",
            "HTTP_ACCEPT": "text/html", "HTTP_ACCEPT_LANGUAGE": "sv", "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
        }  # fmt: skip
        response = application(environment, lambda line, headers: status.append(line))
        body = b"".join(response)
        response.close()
        assert status[0].startswith("200"), f"{path} answered {status[0]}"
        return body

    return get


@contextmanager
def _bare() -> Iterator[None]:
    """Django as it comes, for as long as the block lasts. Set by hand: override_settings would empty caches."""
    from django.conf import settings

    from bench.bare import SETTINGS

    before = {name: getattr(settings, name) for name in SETTINGS}
    try:
        for name, value in SETTINGS.items():
            setattr(settings, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)


class _Backend:
    """PostgreSQL's side: the one connection of the pool, and the owner's, by which the bare page reads."""

    def __init__(self) -> None:
        from django.db import connection, connections

        connections["owner"].settings_dict["CONN_MAX_AGE"] = None
        connections["owner"].close()
        self.pids = []
        for one in (connection, connections["owner"]):
            with one.cursor() as cursor:
                cursor.execute("select pg_backend_pid()")
                self.pids.append(cursor.fetchone()[0])
        connection.close()

    def seconds(self) -> float:
        """CPU time, from /proc: in nanoseconds where the kernel tells them, else in steps of 10 ms."""
        return sum(map(_seconds, self.pids))


def _seconds(pid: int) -> float:
    exact = Path(f"/proc/{pid}/schedstat")
    if exact.exists():
        return int(exact.read_text().split()[0]) / 1e9
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _cost(spent: list[float], call: Callable[[], Any], backend: _Backend) -> None:
    """Add the CPU seconds of one request: of the web, of the database."""
    web, database = time.process_time(), backend.seconds()
    call()
    spent[0] += time.process_time() - web
    spent[1] += backend.seconds() - database


def _queries(call: Callable[[], Any]) -> int:
    """Telling the identity, and the ends of a transaction, are none."""
    from krets.tests.counting import counting

    with counting() as queries:
        call()
    return len(queries)


def _median(values: Any) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    sys.exit(main())
